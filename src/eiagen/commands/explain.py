"""`eiagen explain`: one requirement, rule, duty or source of law, with everything that is known about it."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterable, Iterator

from eiagen import plain_words
from eiagen.audit.law_statements.comparing import KINDS
from eiagen.audit.law_statements.law import law_rules, rights_of
from eiagen.audit.law_statements.models import LawRule
from eiagen.commands import Said
from eiagen.commands.law import ChosenLaw, law_asked_for
from eiagen.duties import Catalogue, Citation, Duty, Requirement, Rule
from eiagen.errors import problem
from eiagen.loading import names, with_guidance
from eiagen.output.text import source

_MOST_EXAMPLES = 3
"""So many for each outcome; `guidance/<id>.yaml` has them all."""
_DISMISSED = (
    "That it is not relevant, has no effect, is not needed, was not done or will be done later, without "
    "a reason."
)
_NOT_COUNTED = (
    "A contents line, a heading without content, a footer, a job title, the name of a law or a body, and "
    "the word in another sense: none of these is more than a mention, and most are nothing. What says that "
    "something was not done is never counted as done. What is about something or somebody else than the "
    "policy does not count either"
)
_SUCH = "For example, near it and not about it"


def run(options: argparse.Namespace) -> Said:
    """Looks in the jurisdiction asked for; where none was, in the others too."""
    first = law_asked_for(options)
    known: set[str] = set()
    for law in _places_to_look(options, first):
        catalogue = law.catalogue
        if (lines := _explained(options.id, catalogue)) is not None:
            heading = f"({catalogue.jurisdiction.title}, {catalogue.on})"
            return Said("".join(f"{line}\n" for line in (*lines, "", heading)), law.notes)
        known |= {one.id for one in _requirements(catalogue)}
        known |= {*catalogue.rules, *catalogue.duties, *catalogue.citations, *law_rules(catalogue)}
    by_lower = {one.lower(): one for one in known}
    near = plain_words.nearest(options.id, by_lower)
    for lower, id in by_lower.items():
        near = near.replace(f"“{lower}”", f"“{id}”")
    hint = near or "; `eiagen duties` lists them"
    raise problem("explain", f"there is no requirement, rule, duty or source “{options.id}”{hint}")


def _places_to_look(options: argparse.Namespace, first: ChosenLaw) -> Iterator[ChosenLaw]:
    yield first
    if options.jurisdiction is None:
        for jurisdiction in names().jurisdictions:
            if jurisdiction != first.catalogue.jurisdiction.id:
                yield law_asked_for(argparse.Namespace(**{**vars(options), "jurisdiction": jurisdiction}))


def _requirements(catalogue: Catalogue) -> tuple[Requirement, ...]:
    return (*catalogue.requirements, *catalogue.not_in_force)


def _explained(id: str, catalogue: Catalogue) -> list[str] | None:
    for requirement in _requirements(catalogue):
        if requirement.id == id.lower():
            return about_requirement(requirement, catalogue)
    if (rule := catalogue.rules.get(id.upper())) is not None:
        return list(_rule(rule, catalogue))
    if id.upper().startswith("LAW-") and (stated := law_rules(catalogue).get(id.upper())) is not None:
        return list(_law_rule(stated, catalogue))
    if (duty := catalogue.duties.get(id.lower())) is not None:
        return list(_duty(duty, catalogue))
    if (citation := catalogue.citations.get(id.lower())) is not None:
        return list(_citation(citation, catalogue))
    return None


def _requirement(requirement: Requirement, catalogue: Catalogue) -> Iterator[str]:
    duty = catalogue.duties[requirement.duty]
    yield f"{requirement.id}: {requirement.title}"
    if requirement.not_applicable is not None:
        yield from _part("Not applicable here", requirement.not_applicable)
    if requirement.good_practice:
        yield from _part("Good practice", "No duty asks for this; it is never reported as a gap in one.")
    if requirement in catalogue.not_in_force:
        yield from _part(
            "Not in force", duty.not_in_force_note or f"Its duty is not in force on {catalogue.on}."
        )
    yield from _part("What it asks", requirement.asks)
    yield from _part("Why it matters", requirement.why)
    yield from _part("What addresses it", requirement.addressed)
    yield from _part("What only mentions it", requirement.mentioned)
    yield from _part("What dismisses it", _DISMISSED)
    examples = list(_examples(requirement))
    such = ": the last examples below are such." if _SUCH in examples else "."
    yield from _part("What does not count", f"{_NOT_COUNTED}{such}")
    yield from examples
    yield from _part("What closes the gap", requirement.closes)
    yield from _part("Duty", f"{duty.title} ({duty.id}). {duty.summary} Binds: {duty.binds}")
    yield from _list("Law", map(_full, catalogue.sources(requirement)))
    rules = [catalogue.rules[check.rule] for check in requirement.in_assessment]
    if rules:
        yield from _list("Rules that check it in an assessment", (_rule_in_line(rule) for rule in rules))
    else:
        yield from _part("Rules", "None checks it in an assessment, so a person must.")


def _examples(requirement: Requirement) -> Iterator[str]:
    """Some texts for each outcome; none where the catalogue was loaded without what the audit knows."""
    if requirement.in_guidance is None:
        return
    examples = requirement.in_guidance.examples
    for heading, texts in (
        ("For example, addressed", examples.addressed),
        ("For example, only mentioned", examples.mentioned),
        ("For example, dismissed", examples.dismissed),
        (_SUCH, examples.gap),
    ):
        # Those of one line read best here; tables and forms are among the tests of the audit.
        plain = sorted(texts, key=lambda text: "\n" in text.strip())
        yield from _list(heading, plain[:_MOST_EXAMPLES])


def about_requirement(requirement: Requirement, catalogue: Catalogue) -> list[str]:
    """Everything that is known about a requirement, in lines."""
    return list(_requirement(with_guidance(requirement, catalogue), catalogue))


def _rule(rule: Rule, catalogue: Catalogue) -> Iterator[str]:
    yield f"{rule.id}: {_blanks_shown(rule.message)}"
    yield from _part("Severity", rule.severity)
    yield from _part("Why it matters", rule.why)
    yield from _part("What to write", rule.fix)
    yield from _list("Under", (_blanks_shown(field) for field in rule.under))
    if rule.threshold_note:
        yield from _part("Threshold", rule.threshold_note)
    yield from _list("Law", (_full(catalogue.citations[id]) for id in rule.basis))
    titles = {one.id: one.title for one in _requirements(catalogue)}
    served = (
        f"{one.requirement}: {titles[one.requirement]}" for one in rule.serves if one.requirement in titles
    )
    yield from _list("Requirements it checks", served)


def _law_rule(rule: LawRule, catalogue: Catalogue) -> Iterator[str]:
    yield f"{rule.id}: {rule.title}"
    yield from _part("What it is", KINDS[rule.kind])
    yield from _part("Severity", rule.severity)
    rights = rights_of(rule, catalogue)
    yield from _list("The law, as the catalogue has it", (right for right, _ in rights))
    yield from _part("Why it matters", rule.why)
    yield from _list("Put wrongly, for example", rule.examples.wrong)
    yield from _list("Not reported, for example", rule.examples.right)
    ids = dict.fromkeys(id for _, sources in rights for id in sources)
    yield from _list("Law", (_full(catalogue.citations[id]) for id in ids))


def _duty(duty: Duty, catalogue: Catalogue) -> Iterator[str]:
    yield f"{duty.id}: {duty.title}"
    yield from _part("What it asks", duty.summary)
    yield from _part("Whom it binds", duty.binds)
    if duty.in_force_from or duty.in_force_until:
        yield from _part("In force", f"{duty.in_force_from or '…'} to {duty.in_force_until or 'now'}")
    if duty.not_in_force_note:
        yield from _part("Note", duty.not_in_force_note)
    yield from _list("Law", (_full(catalogue.citations[id]) for id in duty.citations))
    drawn = (f"{one.id}: {one.title}" for one in _requirements(catalogue) if one.duty == duty.id)
    yield from _list("Requirements drawn from it", drawn)


def _citation(citation: Citation, catalogue: Catalogue) -> Iterator[str]:
    yield f"{citation.id}: {_full(citation)}"
    duties = (f"{one.id}: {one.title}" for one in catalogue.duties.values() if citation.id in one.citations)
    yield from _list("Duties that rest on it", duties)
    requirements = (
        f"{one.id}: {one.title}" for one in _requirements(catalogue) if citation.id in one.citations
    )
    yield from _list("Requirements that rest on it", requirements)
    rules = (_rule_in_line(rule) for rule in catalogue.rules.values() if citation.id in rule.basis)
    yield from _list("Rules that rest on it", rules)


def _full(citation: Citation) -> str:
    return f"{source(citation)} {citation.note or ''}".rstrip()


def _rule_in_line(rule: Rule) -> str:
    return f"{rule.id} ({rule.severity}): {_blanks_shown(rule.message)}"


def _blanks_shown(message: str) -> str:
    return message.replace("{", "[").replace("}", "]")


def _part(heading: str, text: str) -> Iterator[str]:
    yield ""
    yield heading
    yield from _wrapped(text, "  ")


def _list(heading: str, items: Iterable[str]) -> Iterator[str]:
    for index, item in enumerate(items):
        if index == 0:
            yield ""
            yield heading
        yield from _wrapped(item, "  - ")


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        " ".join(text.split()),
        88,
        initial_indent=indent,
        subsequent_indent=" " * len(indent),
        break_long_words=False,
        break_on_hyphens=False,
    )
