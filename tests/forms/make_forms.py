"""Assessments of every shape, and forms made of them."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from typing import NamedTuple
from xml.sax.saxutils import escape

from hypothesis import strategies as st

from eiagen.forms.answers import Plain
from eiagen.forms.questions import Group, Listing, Part, Question, questions
from eiagen.loading import load_catalogue, names
from eiagen.renderers.form import Known, form

ON = datetime.date(2026, 11, 24)
_CATALOGUE = load_catalogue("england", ("prostitution", "local-service"), ON)
KNOWN = Known.of(_CATALOGUE, names().jurisdictions, {one.id: one.title for one in _CATALOGUE.topics})

_NAMED = {
    ("jurisdiction",): sorted(names().jurisdictions),
    ("topics",): sorted(names().topics),
    ("impacts", "*", "aim"): sorted(names().aims),
    ("impacts", "*", "parts"): sorted(names().parts),
    ("impacts", "*", "characteristics"): sorted(names().characteristics),
    ("affected_groups", "*", "characteristics"): sorted(names().characteristics),
    ("engagement", "*", "characteristics"): sorted(names().characteristics),
    ("evidence", "*", "from_people"): sorted(names().characteristics),
}
_REFERRED = {
    ("affected_groups", "*", "evidence"): "evidence",
    ("engagement", "*", "groups"): "affected_groups",
    ("engagement", "*", "participants", "*", "affected_group"): "affected_groups",
    ("not_engaged", "*", "group"): "affected_groups",
    ("impacts", "*", "evidence"): "evidence",
    ("impacts", "*", "groups"): "affected_groups",
    ("impacts", "*", "actions"): "actions",
    ("contested", "*", "views", "*", "evidence"): "evidence",
    ("considerations", "*", "evidence"): "evidence",
    ("socio_economic", "evidence"): "evidence",
}
SHORT_IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,12}", fullmatch=True)
IDS = st.one_of(SHORT_IDS, SHORT_IDS, st.just("x" * 80))
_DAYS = st.one_of(
    st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)).map(str),
    st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)).map(lambda day: f"{day:%Y-%m}"),
    st.integers(1900, 2200).map(str),
)
_AWKWARD = st.sampled_from(
    (
        "yes", "No", "~", "2026-03-01", "1.10", "Click here and write", "Choose an answer", "a: b # c",
        "- point",
        "“Quoted” & <b>marked</b>", "C:\\path\\", "{{ jinja }}", "]]>", "&amp;", "line one\nline two",
        "\ttabbed",
        "two\n\nparagraphs", "trailing \n", "  leading", "soft\u00adhyphen and no\u2011break", "ﷺ שלום مرحبا",
        "👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿", "e\u0301", "• a bullet", "☒ Age ☐ Sex", "a,b;c", "| table |",
        "#heading", "%TAG", "@at", "`tick`",
    )
)  # fmt: skip
_ANY = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
    min_size=1, max_size=40,
)  # fmt: skip


class Makings(NamedTuple):
    """What the values are made of."""

    texts: st.SearchStrategy[str]
    ids: st.SearchStrategy[str]
    most: int
    """Items of a list."""


TEXTS = st.one_of(_AWKWARD, _ANY).filter(lambda text: text.strip() != "")


@st.composite
def assessments(
    draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS, ids: st.SearchStrategy[str] = IDS, most: int = 3
) -> dict[str, Plain]:
    """The values of an assessment that can be loaded, blanks left out."""
    pool = {
        name: draw(st.lists(ids, max_size=most, unique=True))
        for name in ("affected_groups", "evidence", "engagement", "impacts", "actions")
    }
    whole = _group(draw, questions().whole, Makings(texts, ids, most), pool)
    whole.setdefault("title", draw(texts))
    body = whole.setdefault("body", {})
    assert isinstance(body, dict)
    body.setdefault("name", draw(texts))
    for holder in (whole.get("dates"), *_items(whole.get("engagement"))):
        for first, last in (("started", "completed"), ("opened", "closed")):
            if isinstance(holder, dict) and first in holder and last in holder:
                holder.pop(first)
    return whole


def _items(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else []


def _group(
    draw: st.DrawFn,
    group: Group,
    of: Makings,
    pool: dict[str, list[str]],
    id: str = "",
) -> dict[str, Plain]:
    found: dict[str, Plain] = {}
    names = [part.name for part in group.parts]
    chosen = draw(st.sets(st.sampled_from(names), max_size=12))
    for part in group.parts:
        if part.path in questions().not_asked:
            continue
        if part.name == "id" and id:
            found["id"] = id
            continue
        # What others refer to is there.
        needed = (isinstance(part, Question) and part.needed) or (len(part.path) == 1 and pool.get(part.name))
        if not needed and part.name not in chosen:
            continue
        value = _value(draw, part, of, pool)
        if value not in (None, [], {}):
            found[part.name] = value
    return found


def _value(draw: st.DrawFn, part: Part, of: Makings, pool: dict[str, list[str]]) -> Plain:
    if isinstance(part, Group):
        return _group(draw, part, of, pool)
    if isinstance(part, Listing):
        if part.path == (part.name,) and part.name in pool:
            rows: list[Plain] = [_group(draw, part.item, of, pool, id) for id in pool[part.name]]
        else:
            count = draw(st.integers(0, of.most))
            rows = [_group(draw, part.item, of, pool) for _ in range(count)]
        return [row for row in rows if row]
    listed = part.kind == "ids"
    if (known := _NAMED.get(part.path)) is not None:
        one = st.sampled_from(known)
    elif (about := _REFERRED.get(part.path)) is not None:
        one = st.sampled_from(pool[about]) if pool[about] else st.nothing()
        if not pool[about]:
            return None
    else:
        one = of.ids
    match part.kind:
        case "text":
            return draw(of.texts)
        case "texts":
            return list(draw(st.lists(of.texts, max_size=3)))
        case "choice":
            return draw(st.sampled_from(part.choices))
        case "yes-no":
            return draw(st.booleans())
        case "count":
            return draw(st.integers(0, 10**9))
        case "date":
            return draw(_DAYS)
    return list(draw(st.lists(one, max_size=3, unique=True))) if listed else draw(one)


def form_of(values: dict[str, Plain]) -> bytes:
    """The form of an assessment's values."""
    return form(values, KNOWN, ON)


def edited(data: bytes, change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """A Word file with one of its parts changed; left out where nothing is left of it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(old.read(name).decode()) if name == part else old.read(name)
            if content:
                new.writestr(name, content)
    return buffer.getvalue()


def answered(xml: str, tag: str, text: str, number: int = 0) -> str:
    """The document with an answer in the control with a tag, as Word writes it; `number` of several alike."""
    start = -1
    for _ in range(number + 1):
        start = xml.index(f'<w:tag w:val="{tag}"/>', start + 1)
    opens = xml.index("<w:sdtContent>", start)
    ends = xml.index("</w:sdtContent>", opens)
    properties = xml[start:opens].replace("<w:showingPlcHdr/>", "")
    lines = escape(text).split("\n")
    runs = "<w:r><w:br/></w:r>".join(f'<w:r><w:t xml:space="preserve">{line}</w:t></w:r>' for line in lines)
    return f"{xml[:start]}{properties}<w:sdtContent>{runs}{xml[ends:]}"


def ticked(xml: str, tag: str) -> str:
    """The document with a box ticked."""
    start = xml.index(f'<w:tag w:val="{tag}"/>')
    ends = xml.index("</w:sdt>", start)
    inside = xml[start:ends].replace('w14:checked w14:val="0"', 'w14:checked w14:val="1"').replace("☐", "☒")
    return f"{xml[:start]}{inside}{xml[ends:]}"


def control(xml: str, tag: str) -> tuple[int, int]:
    """Where the control with a tag begins and ends."""
    at = xml.index(f'<w:tag w:val="{tag}"/>')
    start = xml.rindex("<w:sdt>", 0, at)
    depth, position = 0, start
    for found in re.finditer(r"<w:sdt>|</w:sdt>", xml[start:]):
        depth += 1 if found.group() == "<w:sdt>" else -1
        position = start + found.end()
        if depth == 0:
            break
    return start, position
