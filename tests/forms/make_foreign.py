"""Forms as public bodies make them for themselves, all invented."""

from __future__ import annotations

import io
from typing import Any

from docx import Document


def _table(document: Any, *rows: tuple[str, ...]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _data(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def tables() -> bytes:
    """Questions beside their answers, a characteristic a row with ticks, an action a row."""
    document = Document()
    document.add_heading("Equality Impact Assessment", 0)
    _table(
        document,
        ("Name of policy, service or function:", "Closure of Fernlea Day Centre"),
        ("Directorate and service area", "Adult Social Care"),
        ("Lead officer", "Priya Sandhu"),
        ("Date assessment started", "3rd March 2026"),
        ("Brief description of the proposal", "The centre would close and its users move to Mill House."),
        ("Parking permits issued last year", "412"),
    )
    document.add_heading("2. Evidence and consultation", 1)
    document.add_heading("2.1 What evidence have you used?", 2)
    document.add_paragraph("Attendance registers for 2025: 64 people attend, 41 of them women.")
    document.add_heading("3. Impact on protected characteristics", 1)
    _table(
        document,
        (
            "Protected characteristic",
            "Positive impact",
            "Negative impact",
            "Neutral impact",
            "Reasons for your decision",
        ),
        ("Age", "", "X", "", "Most users are over 75 and would travel further."),
        ("Disability", "☒", "☒", "", "Mill House has a hoist; the journey is harder."),
        ("Gender reassignment", "☐", "☐", "✓", "No evidence of a difference."),
        ("Race", "☐", "☐", "☐", ""),
        ("Sex (gender)", "", "yes", "", "41 of 64 users are women."),
    )
    document.add_heading("4. Action plan", 1)
    _table(
        document,
        ("Action required", "Lead", "Timescale", "Outcome"),
        ("Arrange transport for every user", "Transport manager", "1 June 2026", "Nobody loses a place"),
        ("Visit Mill House with users", "Centre manager", "Before the centre closes", ""),
    )
    document.add_heading("5. Sign off", 1)
    document.add_paragraph("Approved by: J. Okafor   Date of approval: 12/05/2026")
    document.add_paragraph("Our forms officer will file this page.")
    return _data(document)


def headings() -> bytes:
    """Questions as headings, a heading for each characteristic, ticks within a line."""
    document = Document()
    document.add_heading("A. What is the proposal?", 1)
    document.add_paragraph("Street lights in Combe Vale are switched off from midnight.")
    document.add_heading("B. Is a full equality impact assessment required?", 1)
    document.add_paragraph("☒ Yes   ☐ No")
    document.add_heading("C. Potential impacts", 1)
    document.add_heading("Age", 2)
    document.add_paragraph("Older people told us that they stay in after dark.")
    document.add_paragraph("Mitigation: lights stay on near the sheltered flats.")
    document.add_heading("Sex", 2)
    document.add_paragraph("Women who work late walk home in the dark.")
    document.add_heading("D. Outcome of the assessment", 1)
    document.add_paragraph("☐ No major change   ☒ Adjust the proposal   ☐ Stop and remove the policy")
    document.add_heading("E. Local history of the lamps", 1)
    document.add_paragraph("The first lamp was lit in 1897.")
    return _data(document)
