"""Records in the file who saw which content, so that what is changed afterwards can be shown."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from eiagen.assessment import SignOff
from eiagen.assessment_file import AssessmentFile
from eiagen.errors import problem
from eiagen.seal import changed_since, marks
from eiagen.signatures import latest_signatures, who
from eiagen.substance import digest
from eiagen.yaml_source.edit import Value


@dataclass(frozen=True)
class Signed:
    """What came of signing."""

    signature: SignOff
    """As it stands in the file now."""
    again: bool
    """Whether the same person had signed other content in the same capacity."""
    already: bool = False
    """Whether they had signed this very content on that day, so that nothing was written."""


def sign(
    file: AssessmentFile,
    *,
    name: str,
    role: str,
    capacity: str | None,
    saw_duty: bool | None,
    on: datetime.date,
) -> Signed:
    """Writes the signature: into an entry begun for that person, else as a new one.

    Raises `EiagenError` where the assessment has no title yet, or a name or role is blank.
    """
    for option, text in (("--name", name), ("--role", role)):
        if not text.strip():
            raise problem(option, "nothing is written there; who signs is recorded by name and role")
    if file.missing:
        field = ".".join(map(str, file.missing[0]))
        raise problem(file.path, f"“{field}” is not written yet: there is nothing to sign")
    assessment = file.loaded.assessment
    content = digest(assessment)
    capacity = capacity or _known_capacity(file, name, role)
    given: dict[str, Value] = {"name": name.strip(), "role": role.strip(), "capacity": capacity}
    person = who(SignOff.model_validate({**given, "date": None}))
    mine = [number for number, one in enumerate(assessment.sign_off) if who(one) == person]
    last = assessment.sign_off[mine[-1]] if mine else None
    if last is not None and last.content == content and last.date == on:
        return Signed(last, again=False, already=True)
    given |= {"date": on, "saw_version": assessment.version, "saw_duty": saw_duty, "content": content}
    # An entry of theirs that holds no content was written by hand, for this or an earlier time.
    begun = bool(mine) and last is not None and last.content is None and last.date in (None, on)
    number = mine[-1] if begun else len(assessment.sign_off)
    if begun and saw_duty is None:
        given.pop("saw_duty")
    # First what the signature refers to: a signature without it would show nothing.
    if not any(one.id == content for one in assessment.signed_content):
        file.add(("signed_content",), {"id": content, "marks": marks(assessment)})
    if begun:
        for field, value in given.items():
            if value is not None:
                file.set(("sign_off", number, field), value)
    else:
        file.add(("sign_off",), {field: value for field, value in given.items() if value is not None})
    _drop_marks_of_the_past(file)
    now = file.loaded.assessment
    if changed_since(now, now.sign_off[number]) != ():
        raise AssertionError("a signature changed what was signed")
    return Signed(now.sign_off[number], again=last is not None and not begun)


def _drop_marks_of_the_past(file: AssessmentFile) -> None:
    """Takes out marks that no signature which stands refers to: they are many lines, and show nothing."""
    assessment = file.loaded.assessment
    needed = {one.content for _, one in latest_signatures(assessment)}
    for number in reversed(range(len(assessment.signed_content))):
        if assessment.signed_content[number].id not in needed:
            file.set(("signed_content", number), None)


def _known_capacity(file: AssessmentFile, name: str, role: str) -> str | None:
    """The capacity that the file gives this person already, if it gives one."""
    plain = who(SignOff(name=name, role=role))[1:]
    given = [one.capacity for one in file.loaded.assessment.sign_off if who(one)[1:] == plain]
    return next((one for one in reversed(given) if one), None)
