"""What was not taken from a body's own form, each with its place and the reason."""

from __future__ import annotations

from collections import defaultdict

from eiagen.forms.collecting import LOST_TABLE, WHY_NOT, Collecting
from eiagen.forms.filled import Unplaced
from eiagen.forms.places import where
from eiagen.forms.wording import is_guidance

_NOT_RECOGNISED = "no question of an assessment was recognised for it"


def left_over(doc: Collecting) -> list[Unplaced]:
    """Whatever was not taken, by the row or the heading it stands under."""
    left = [
        index
        for index, one in enumerate(doc.passages)
        if index not in doc.used and one.kind != "contents" and one.text.strip()
    ]
    above = {text for one in doc.passages for text in one.place.headings}
    rest: dict[tuple[object, ...], list[int]] = defaultdict(list)
    run, last = 0, -2
    for index in left:
        one = doc.passages[index]
        if is_guidance(one.text):
            doc.leave([index], WHY_NOT["guidance"])
        if index in doc.flat:
            doc.leave([index], LOST_TABLE)
            run, last = (run if index == last + 1 else run + 1), index
            rest["a lost table", run].append(index)
        elif one.kind == "heading" and one.text in above:
            continue  # it is the place of what stands below it
        elif one.place.table is not None:
            rest[one.place.table, one.place.row].append(index)
        else:
            rest[one.place.headings, doc.whys.get(index)].append(index)
    return [_entry(doc, indexes) for indexes in rest.values()]


def _entry(doc: Collecting, indexes: list[int]) -> Unplaced:
    whys = dict.fromkeys(doc.whys[index] for index in indexes if index in doc.whys)
    text = "\n".join(doc.passages[index].text for index in indexes)
    return Unplaced(text, where(doc.passages[indexes[0]]), "; ".join(whys) or _NOT_RECOGNISED)
