"""Each part of an aim is answered once the aim has impacts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eiagen.gap_rules.options import NOTHING, RuleOptions
from eiagen.gap_rules.subject import Gap, Subject, is_blank, value_of
from eiagen.gap_rules.wording import listed


class Options(RuleOptions):
    """The aim; its parts are in the catalogue."""

    aim: str
    or_fields: Mapping[str, str] = NOTHING
    """Part to the field that answers it too."""
    together: bool = False
    """One gap that names all that are missing, not one for each."""
    at: str = "impacts"


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap for each part that no impact names; words: part, provision, aim."""
    aim = next((one for one in subject.catalogue.aims if one.id == options.aim), None)
    mine = subject.reading.impacts_by_aim.get(options.aim, ())
    if aim is None or not mine:
        return
    answered = {part for _, impact in mine for part in impact.parts}
    missing = [
        part for part in aim.parts if part.id not in answered and not _in_field(subject, options, part.id)
    ]
    at = tuple(options.at.split("."))
    aim_title = subject.reading.title(aim.id)
    if options.together and missing:
        parts = listed(part.title.lower() for part in missing)
        yield Gap(at, {"part": parts, "provision": aim.provision, "aim": aim_title}, key=aim.id)
    elif not options.together:
        for part in missing:
            words = {"part": part.title.lower(), "provision": part.provision, "aim": aim_title}
            yield Gap(at, words, key=part.id)


def _in_field(subject: Subject, options: Options, part: str) -> bool:
    name = options.or_fields.get(part)
    return name is not None and not is_blank(value_of(subject.assessment, name))
