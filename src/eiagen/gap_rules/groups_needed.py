"""Groups that a policy of this sort ought to look at on their own are among those affected."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.duties import Severity
from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject


class Options(RuleOptions):
    """Which kinds of group; what each is called and why it counts is in the topic's file, if there."""

    kinds: tuple[str, ...]
    any_one: bool = False
    """One of the kinds is enough, not each of them."""
    where_local: bool = False
    """Only where the policy changes what happens in particular places: a topic or the scope says so."""
    by_topic: Severity | None = None
    """Severity where a topic says that such policies always do."""
    called: str = ""
    """What to call them where no topic names them."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap for each kind that no group is of; words: group, Group (to begin with), because, kind."""
    topics = subject.catalogue.topics
    by_topic = any(topic.location_effects for topic in topics)
    scope = subject.assessment.scope
    if options.where_local and not by_topic and not (scope is not None and scope.location_effects):
        return
    severity = options.by_topic if by_topic else None
    there = {group.kind for group in subject.assessment.affected_groups}
    missing = [kind for kind in options.kinds if kind not in there]
    if options.any_one:
        if len(missing) == len(options.kinds):
            words = {
                "group": options.called,
                "because": "the policy changes what happens in particular places",
            }
            yield Gap(("affected_groups",), words, severity=severity)
        return
    named = {needed.kind: needed for topic in topics for needed in topic.groups}
    for kind in missing:
        needed = named.get(kind)
        title = needed.title if needed is not None else options.called or kind.replace("-", " ")
        because = needed.why if needed is not None else ""
        words = {
            "group": title[:1].lower() + title[1:],
            "Group": title[:1].upper() + title[1:],
            "because": because,
            "kind": kind,
        }
        yield Gap(("affected_groups",), words, key=kind, severity=severity)
