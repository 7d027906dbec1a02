"""Writes the Word, OpenDocument and PDF forms of tests/forms/foreign, as councils make them; all invented.

`python -m tests.forms.make_council_forms` writes them again; it needs python-docx and LibreOffice.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

FOLDER = Path(__file__).parent / "foreign"


def _grid(document: Any, rows: list[tuple[str, ...]], widths: tuple[float, ...] = ()) -> Any:
    """A table; a cell that says `<` belongs to the one on its left, `^` to the one above."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    cells = [list(row.cells) for row in table.rows]
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text not in ("<", "^"):
                cells[number][column].text = text
            if widths:
                cells[number][column].width = Cm(widths[column])
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text == "<":
                table.cell(number, column - 1).merge(table.cell(number, column))
            elif text == "^":
                table.cell(number - 1, column).merge(table.cell(number, column))
    return table


def characteristics_in_rows() -> Any:
    """A heading of two rows, ticks, evidence and mitigation beside each characteristic; plan; sign-off."""
    document = Document()
    document.add_heading("Equality Impact Assessment", 0)
    _grid(
        document,
        [
            ("Name of proposal", "Moving the Tarn Road housing office to the Civic Hub"),
            ("Lead officer", "Amrit Lowe"),
            ("Job title", "Housing Operations Manager"),
            ("Date completed", "14 January 2026"),
            ("Version number", "[insert version here]"),
        ],
    )
    document.add_heading("Section 1: About the proposal", 1)
    document.add_heading("1.1 What are you proposing to do?", 2)
    document.add_paragraph().add_run(
        "Please describe your proposal in plain English. You should say what will be different."
    ).italic = True
    document.add_paragraph(
        "The counter at Tarn Road would close on 1 June 2026. Tenants would be seen at the Civic Hub, "
        "1.8 miles away, by appointment."
    )
    document.add_heading("Section 2: Impact", 1)
    document.add_paragraph("Tick one box in each row and explain your answer in the last columns.")
    _grid(
        document,
        [
            ("Protected characteristic", "Impact", "<", "<", "Evidence", "Explain the impact", "Mitigation"),
            ("^", "Positive", "Negative", "Neutral", "^", "^", "^"),
            (
                "Age",
                "☐",
                "☒",
                "☐",
                "31% of counter visits in 2025 were by tenants over 65.",
                "Older tenants would have to take two buses.",
                "Home visits for tenants over 75.",
            ),
            (
                "Disability\n(includes physical and sensory impairment and mental health)",
                "☒",
                "☐",
                "☐",
                "",
                "The Hub has a hearing loop and level access, which Tarn Road has not.",
                "N/A",
            ),
            ("Gender reassignment", "☐", "☐", "☒", "", "", ""),
            (
                "Race",
                "☐",
                "☐",
                "☒",
                "Tenancy records, December 2025.",
                "No difference was found: interpreters are booked in the same way at both offices.",
                "None needed",
            ),
            ("Religion or belief", "☐", "☐", "☐", "", "", ""),
            ("Sex", "☐", "☐", "☐", "", "Not assessed", ""),
            ("Carers", "☐", "☒", "☐", "", "Carers would be away from home for longer.", ""),
        ],
    )
    document.add_heading("Section 3: Action plan", 1)
    _grid(
        document,
        [
            ("Issue identified", "Action required", "Lead officer", "By when", "Status"),
            (
                "Longer journeys",
                "Set up a home visiting rota",
                "Visiting team leader",
                "15/05/2026",
                "In progress",
            ),
            ("", "Tell every tenant by letter", "Communications", "One month before closure", ""),
            ("", "", "", "", ""),
        ],
    )
    document.add_heading("Section 4: Sign-off", 1)
    _grid(
        document,
        [
            ("Name", "Role", "Date signed"),
            ("Oluwaseun Carrick", "Head of Housing", "20 January 2026"),
            ("", "Equality lead", ""),
        ],
    )
    return document


def screening() -> Any:
    """Label and answer, options printed in advance, and questions answered by yes or no."""
    document = Document()
    document.add_heading("Equality screening form", 0)
    _grid(
        document,
        [
            ("Policy name:", "Charges for garden waste"),
            ("Service area:", "Waste and Street Scene"),
            ("Is this a new policy?", "Yes / No (delete as appropriate)"),
            ("Completed by:", "J. Thorne"),
            ("Date:", "2 February 2026"),
        ],
    )
    document.add_paragraph("Guidance: screening should be done as early as possible in your planning.")
    _grid(
        document,
        [
            ("1. Aims", "<"),
            (
                "What are the aims of the policy?",
                "To recover the cost of collecting garden waste from those who use it.",
            ),
            ("Who will be affected?", "Households with gardens, about 41,000."),
            ("2. Consultation", "<"),
            ("Who have you consulted?", "Nobody yet."),
        ],
    )
    document.add_heading("3. Is there likely to be a differential impact?", 1)
    _grid(
        document,
        [
            ("Characteristic", "Yes", "No", "Reason"),
            ("Age", "X", "", "Pensioners on fixed incomes are less able to pay."),
            ("Disability", "X", "", "Some disabled people cannot take waste to the tip."),
            ("Race", "", "X", "The charge does not depend on it."),
            ("Sex", "", "X", ""),
        ],
    )
    document.add_heading("4. Is a full equality impact assessment required?", 1)
    document.add_paragraph("Yes ☒    No ☐")
    document.add_heading("5. Outcome of the assessment", 1)
    document.add_paragraph("☐ No major change")
    document.add_paragraph("☐ Adjust the policy")
    document.add_paragraph("☐ Stop and remove the policy")
    return document


def a_heading_a_characteristic() -> Any:
    """A heading for each characteristic, and under it labels that run into their answers."""
    document = Document()
    document.add_heading("Equality analysis: opening hours of the Quay Street walk-in clinic", 0)
    document.add_paragraph("Lead officer: Beatriz Holm")
    document.add_paragraph("Date of assessment: 9 March 2026")
    document.add_heading("1. Background", 1)
    document.add_paragraph(
        "The clinic opens from 8 am to 8 pm. It would open from 9 am to 5 pm on weekdays only."
    )
    document.add_heading("2. Impacts by protected characteristic", 1)
    document.add_heading("2.1 Age", 2)
    document.add_paragraph(
        "Evidence: Of 6,210 visits in 2025, 2,044 were after 5 pm; half of those were by people under 30."
    )
    document.add_paragraph(
        "Impact: Negative. Young people at work or at college would lose the hours that they use."
    )
    document.add_paragraph("Mitigation: One evening a week stays open until 8 pm.")
    document.add_heading("2.2 Disability", 2)
    document.add_paragraph("Evidence:")
    document.add_paragraph("The clinic does not record disability.")
    document.add_paragraph("Impact:")
    document.add_paragraph("It is not known how many disabled people come in the evening.")
    document.add_paragraph("Mitigation: None")
    document.add_heading("2.3 Race", 2)
    document.add_paragraph("Impact: Neutral")
    document.add_heading("2.4 Sex", 2)
    document.add_paragraph("Women make 58 per cent of the visits, and the share is the same at all hours.")
    document.add_paragraph("Impact: No impact")
    document.add_heading("3. Consultation", 1)
    document.add_heading("3.1 What we did", 2)
    document.add_paragraph("A survey was open at the desk from 5 to 30 January.")
    document.add_heading("3.2 What people said", 2)
    document.add_paragraph("Most of the 212 who answered wanted one late evening.")
    document.add_heading("4. Monitoring", 1)
    document.add_paragraph("Visits by hour and age, each quarter.")
    document.add_heading("5. Next review date", 1)
    document.add_paragraph("March 2027")
    return document


def questions_in_boxes() -> Any:
    """Each question in a box of its own above its answer, as it comes out of a PDF."""
    document = Document()
    document.add_heading("Equality Impact Assessment Form", 0)
    _grid(
        document,
        [
            ("Title of policy", "Parking permits for Harbour ward"),
            ("Author", "Selma Quist"),
            ("Date assessment started", "3 November 2025"),
        ],
        (5, 11),
    )
    document.add_paragraph("")
    _grid(
        document,
        [
            ("What are the main aims of the policy?",),
            ("To keep places free for people who live in the ward, and to pay for the wardens.",),
            ("What information do you have?",),
            (
                "The permit register lists 3,140 cars. A count in May 2025 found that one car in four came "
                "from outside.",
            ),
            ("Are there any gaps in your evidence?",),
            ("The register does not say which permit holders have carers who visit.",),
        ],
        (16,),
    )
    document.add_paragraph("")
    _grid(
        document,
        [
            ("Group", "Impact", "Details of impact", "Action to be taken"),
            (
                "Age",
                "Negative",
                "Older people rely on visitors who come by car.",
                "Free visitor permits for people over 75.",
            ),
            ("Disability", "Positive", "More places are free near the homes of blue badge holders.", ""),
            ("Sex", "Not known", "No figures are kept.", ""),
        ],
        (3, 2.5, 6, 4.5),
    )
    return document


_CONTROL = """<w:sdt {ns}><w:sdtPr><w:alias w:val="{name}"/>{shows}{sort}</w:sdtPr>
<w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"""


def _control(paragraph: Any, text: str, *, prompt: bool = False, sort: str = "<w:text/>") -> None:
    shows = "<w:showingPlcHdr/>" if prompt else ""
    xml = _CONTROL.format(ns=nsdecls("w"), name="answer", shows=shows, sort=sort, text=text)
    paragraph._p.append(parse_xml(xml))


def content_controls() -> Any:
    """Answers in content controls, several of them still with their prompt."""
    document = Document()
    document.add_heading("EqIA: lending of tablets by Millbrook libraries", 0)
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for label, text, prompt in (
        ("Lead officer", "Noor Ellison", False),
        ("Job title", "Click or tap here to enter text.", True),
        ("Date completed", "11/02/2026", False),
        ("Purpose", "Twelve libraries would lend tablets for three weeks, free of charge.", False),
        ("Decision maker", "Choose an item.", True),
    ):
        cells = table.add_row().cells
        cells[0].text = label
        _control(cells[1].paragraphs[0], text, prompt=prompt)
    document.add_heading("Who will be affected?", 1)
    _control(document.add_paragraph(), "Members of the twelve libraries who have no device at home.")
    for name, impact, prompt, words in (
        ("Age", "Positive", False, "People over 70 are least likely to have a device."),
        ("Race", "Choose an item.", True, "Click or tap here to enter text."),
    ):
        block = document.add_table(rows=0, cols=2, style="Table Grid")
        for label, text, empty in (
            ("Protected characteristic", name, False),
            ("Type of impact", impact, prompt),
            ("Description of impact", words, prompt),
            ("Mitigation", "Click or tap here to enter text.", True),
        ):
            cells = block.add_row().cells
            cells[0].text = label
            _control(cells[1].paragraphs[0], text, prompt=empty)
        document.add_paragraph("")
    return document


def _saved(folder: str, document: Any, suffix: str) -> None:
    target = FOLDER / folder
    target.mkdir(parents=True, exist_ok=True)
    if suffix == "docx":
        document.save(target / "form.docx")
        return
    with tempfile.TemporaryDirectory() as away:
        document.save(f"{away}/form.docx")
        profile = f"-env:UserInstallation=file://{away}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(target)]
        subprocess.run([*command, f"{away}/form.docx"], check=True, timeout=120, stdin=subprocess.DEVNULL)


if __name__ == "__main__":
    _saved("characteristics-in-rows", characteristics_in_rows(), "docx")
    _saved("screening", screening(), "docx")
    _saved("a-heading-a-characteristic", a_heading_a_characteristic(), "odt")
    _saved("questions-in-boxes", questions_in_boxes(), "pdf")
    _saved("content-controls", content_controls(), "docx")
    _saved("headings-as-pdf", a_heading_a_characteristic(), "pdf")
    _saved("rows-as-odt", characteristics_in_rows(), "odt")
