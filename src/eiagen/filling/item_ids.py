"""Short ids for new items, so that nobody has to think of one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from eiagen.assessment import Assessment
from eiagen.place import Path
from eiagen.yaml_source.edit import Value

_LETTERS: Mapping[str, str] = {"evidence": "e", "impacts": "i", "actions": "a", "engagement": "talk"}
_LONGEST = 40


def new_id(path: Path, item: Mapping[str, Value], assessment: Assessment) -> str:
    """An id that no item of the list has: of what it is called, or a letter and the next number."""
    there = {str(getattr(one, "id", None) or "").lower() for one in getattr(assessment, str(path[0]), ())}
    called = next((item[name] for name in ("kind", "name") if isinstance(item.get(name), str)), "")
    stem = _slug(str(called)) if path[-1] not in ("evidence", "impacts", "actions") else ""
    if stem and stem not in there:
        return stem
    letter = f"{stem}-" if stem else _LETTERS.get(str(path[-1]), str(path[-1])[:1])
    number = 2 if stem else 1
    while f"{letter}{number}" in there:
        number += 1
    return f"{letter}{number}"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    slug = ""
    for word in words:
        if len(slug) + len(word) + 1 > _LONGEST:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug[:_LONGEST]
