"""Content controls of Word, from elements of the page that have `data-control`: the fields of a form.

    <span data-control="text" data-tag="title" data-title="What is assessed?" data-blank="Write here">…</span>

`data-control` says which sort: text, date, choice, choice-or-text or tick; of blocks, repeating (a list) and
item (one block of it, which Word's users add and delete). `data-tag` is how whoever reads the form back knows
it, `data-title` what Word and screen readers call it. `data-blank` is shown where there is no answer.
"""

from __future__ import annotations

import json
from typing import Any

from eiagen.renderers.xml_text import escaped

LONGEST = 64
"""Word takes no longer tag or title."""

_TICKED, _UNTICKED = "☒", "☐"
_BOX = (
    '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:cs="MS Gothic" '
    'w:hint="eastAsia"/>'
)


def opening(element: Any, number: int) -> str:
    """The control's properties, up to where its content begins. `number` is its own in the document."""
    sort = element.get("data-control")
    blank = "<w:showingPlcHdr/>" if is_blank(element) else ""
    title = element.get("data-title", "")
    if len(title) > LONGEST:
        title = f"{title[: LONGEST - 1].rpartition(' ')[0]}…"
    # What is outside every list can't be deleted by mistake; in a list, an item is deleted whole.
    lock = '<w:lock w:val="sdtLocked"/>' if element.get("data-lock") else ""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escaped(title)}"/>'
        f'<w:tag w:val="{escaped(element.get("data-tag", ""))}"/>'
        f'<w:id w:val="{number}"/>{lock}{blank}{_SORTS[sort](element)}</w:sdtPr><w:sdtContent>'
    )


CLOSING = "</w:sdtContent></w:sdt>"


def is_blank(element: Any) -> bool:
    """Whether the control shows no answer but what to do there."""
    return element.get("data-blank") is not None


def tick_box(element: Any) -> str:
    """The box itself, as Word draws it before anybody clicks."""
    sign = _TICKED if element.get("data-ticked") else _UNTICKED
    return f"<w:r><w:rPr>{_BOX}</w:rPr><w:t>{sign}</w:t></w:r>"


def _text(element: Any) -> str:
    return '<w:text w:multiLine="1"/>'


def _date(element: Any) -> str:
    day = element.get("data-day")
    full = f' w:fullDate="{day}T00:00:00Z"' if day else ""
    return (
        f'<w:date{full}><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="en-GB"/>'
        '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
    )


def _listed(element: Any) -> str:
    return "".join(
        f'<w:listItem w:displayText="{escaped(shown)}" w:value="{escaped(value)}"/>'
        for value, shown in json.loads(element.get("data-choices"))
    )


def _choice(element: Any) -> str:
    return f"<w:dropDownList>{_listed(element)}</w:dropDownList>"


def _choice_or_text(element: Any) -> str:
    return f"<w:comboBox>{_listed(element)}</w:comboBox>"


def _tick(element: Any) -> str:
    ticked = "1" if element.get("data-ticked") else "0"
    return (
        f'<w14:checkbox><w14:checked w14:val="{ticked}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    )


def _repeating(element: Any) -> str:
    called = escaped(element.get("data-called", ""))
    return f'<w15:repeatingSection><w15:sectionTitle w15:val="{called}"/></w15:repeatingSection>'


def _item(element: Any) -> str:
    return "<w15:repeatingSectionItem/>"


_SORTS = {
    "text": _text,
    "date": _date,
    "choice": _choice,
    "choice-or-text": _choice_or_text,
    "tick": _tick,
    "repeating": _repeating,
    "item": _item,
}
