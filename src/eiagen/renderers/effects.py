"""The effects of the assessment as they are told: title, terms in one line, and what is not written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from eiagen.assessment import Impact, Measure
from eiagen.gap_rules.subject import is_blank
from eiagen.renderers.prose import opening
from eiagen.renderers.wording import day
from eiagen.report import Report

_BAD = ("negative", "mixed")
_NO_EFFECT = ("no-impact", "not-assessed")


@dataclass(frozen=True)
class Effect:
    """One effect, by the number that the report calls it by."""

    index: int
    """From 0."""
    impact: Impact
    title: str
    terms: Markup
    """How serious, how likely, on whom, by what evidence: what is written of it, in one line."""
    unwritten: tuple[str, ...]
    """What is asked for and not written, where it makes sense to ask."""

    @property
    def number(self) -> int:
        """From 1."""
        return self.index + 1

    @property
    def path(self) -> str:
        """Where it is in the assessment."""
        return f"impacts.{self.index}"


@dataclass
class Promise:
    """A measure, and the effects against which it is promised."""

    measure: Measure
    effects: list[int] = field(default_factory=list)


class Names:
    """What ids of the assessment and its law are called, with links to where they are told of."""

    def __init__(self, report: Report) -> None:
        assessment, catalogue = report.assessment, report.catalogue
        self.characteristics = {which.id: which.title for which in catalogue.characteristics}
        self.parts = {part.id: part.title for aim in catalogue.aims for part in aim.parts}
        self.groups = {one.id: one.name or one.id for one in assessment.affected_groups}
        self.group_links = {
            one.id: Markup('<a href="#group-{}">{}</a>').format(number, one.name or one.id)
            for number, one in enumerate(assessment.affected_groups)
        }
        self.evidence_links = {
            one.id: Markup('<a href="#evidence-{}">{}</a> ({})').format(
                number, one.id, one.quality or "unknown"
            )
            for number, one in enumerate(assessment.evidence)
        }


def effects_of(report: Report, names: Names) -> list[Effect]:
    """Every effect, in the order of the file."""
    never = never_written(report)
    return [
        Effect(
            index,
            impact,
            _title(impact, names),
            _terms(impact, names),
            tuple(one for one in _unwritten(impact) if one not in never),
        )
        for index, impact in enumerate(report.assessment.impacts)
    ]


def never_written(report: Report) -> tuple[str, ...]:
    """What no effect says, where there are several: it is told once, and not at each."""
    impacts = report.assessment.impacts
    if len(impacts) < 2:
        return ()
    fields = (
        ("seriousness", "severity"),
        ("likelihood", "likelihood"),
        ("how many people", "scale"),
        ("evidence", "evidence"),
        ("what is left after that", "residual"),
    )
    return tuple(name for name, of in fields if all(is_blank(getattr(impact, of)) for impact in impacts))


def _terms(impact: Impact, names: Names) -> Markup:
    found = []
    if impact.severity:
        found.append(f"seriousness {impact.severity}")
    if impact.likelihood:
        found.append(f"likelihood {impact.likelihood}")
    for label, text in (("how many", impact.scale), ("for how long", impact.duration)):
        if text and text.strip():
            found.append(f"{label}: {escape(text)}")
    if impact.characteristics:
        together = " together" if impact.combined and len(impact.characteristics) > 1 else ""
        found.append(f"{escape(_in_a_row(impact.characteristics, names.characteristics))}{together}")
    if impact.groups:
        found.append(f"groups: {'; '.join([names.group_links[one] for one in impact.groups])}")
    if impact.locality and impact.locality.strip():
        found.append(f"where: {escape(impact.locality)}")
    if impact.parts:
        found.append(f"part of the aim: {escape(_in_a_row(impact.parts, names.parts).lower())}")
    if impact.evidence:
        found.append(f"evidence: {'; '.join([names.evidence_links[one] for one in impact.evidence])}")
    return Markup("".join(f" · {one}" for one in found))  # noqa: S704 - each went through escape


def _in_a_row(ids: Iterable[str], names: Mapping[str, str]) -> str:
    first, *others = (names.get(one, one) for one in ids)
    return ", ".join((first, *(name.lower() for name in others)))


def terms_of_measure(measure: Measure) -> Markup:
    """By whom, by when and on what conditions, in one line; nothing where nothing of it is written."""
    due = measure.due and day(measure.due)
    found = [
        f"{label}: {escape(text)}"
        for label, text in (
            ("By", measure.owner),
            ("Due", due),
            ("When" if due else "Due", measure.timing),
            ("Depends on", measure.depends_on),
            ("It worked if", measure.success),
        )
        if text and text.strip()
    ]
    if found:
        owner, when = measure.owner, due or measure.timing
        lacking = [
            name for name, text in (("by whom", owner), ("by when", when)) if not (text and text.strip())
        ]
        if lacking:
            found.append(f'<span class="not-written">not yet written: {" and ".join(lacking)}</span>')
    return Markup(" · ".join(found))  # noqa: S704


def _title(impact: Impact, names: Names) -> str:
    if impact.title and impact.title.strip():
        return impact.title
    if impact.characteristics:
        return _listed(names.characteristics.get(one, one) for one in impact.characteristics)
    if impact.groups:
        return _listed(names.groups[one] for one in impact.groups)
    return opening(impact.finding, 9) if impact.finding and impact.finding.strip() else "not yet described"


def _listed(names: Iterable[str]) -> str:
    first, *others = names
    lowered = [name[:1].lower() + name[1:] if name[1:2].islower() else name for name in others]
    if len(lowered) > 2:
        return f"{first}, {lowered[0]} and {len(lowered) - 1} more"
    return " and ".join(filter(None, (", ".join((first, *lowered[:-1])), *lowered[-1:])))


def _unwritten(impact: Impact) -> Iterator[str]:
    if is_blank(impact.finding):
        yield "what the effect is"
    if impact.direction is None:
        yield "which way it goes"
    if not impact.groups and not impact.characteristics:
        yield "who is affected"
    if impact.direction not in _NO_EFFECT:
        if impact.severity is None:
            yield "seriousness"
        if impact.likelihood is None:
            yield "likelihood"
        if is_blank(impact.scale):
            yield "how many people"
    if not impact.evidence and impact.direction != "not-assessed":
        yield "evidence"
    if impact.direction in _BAD:
        if not impact.mitigation and not impact.actions:
            yield "what will be done about it"
        if is_blank(impact.residual):
            yield "what is left after that"


def links_to_effects(effects: Iterable[Effect]) -> Markup:
    """A link to each effect, with which way it goes."""
    return Markup(  # noqa: S704 - nothing that anybody typed
        ", ".join(
            f'<a href="#effect-{one.index}">Effect\xa0{one.number}</a> '
            f"({(one.impact.direction or 'direction not written').replace('-', ' ')}"
            f"{', with others' if one.impact.combined else ''})"
            for one in effects
        )
    )


def by_each(effects: Iterable[Effect], of: Callable[[Impact], Iterable[str]]) -> Mapping[str, list[Effect]]:
    """The effects under each characteristic, or each group, that they name."""
    found: dict[str, list[Effect]] = {}
    for effect in effects:
        for one in dict.fromkeys(of(effect.impact)):
            found.setdefault(one, []).append(effect)
    return found


def promises_of(effects: Iterable[Effect]) -> list[Promise]:
    """Every measure against an effect, the same measure once."""
    promises: dict[tuple[object, ...], Promise] = {}
    for effect in effects:
        for one in effect.impact.mitigation:
            text = " ".join((one.measure or "").split())
            key = (text, one.owner, one.due, one.timing) if text else (id(one),)
            promise = promises.setdefault(key, Promise(one))
            if effect.index not in promise.effects:
                promise.effects.append(effect.index)
    return list(promises.values())
