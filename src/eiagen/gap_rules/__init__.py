"""The kinds of gap rule. One file each; the catalogue's rules name a kind and give its options."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from eiagen.gap_rules import (
    aim_assessed,
    asked_before_deciding,
    begun_before_decision,
    changed_since_signed,
    characteristic_assessed,
    claims_with_source,
    consideration,
    copied_text,
    counts_for_aim,
    day_within,
    each_item_needs,
    evidence_split,
    field_mentions,
    grounds,
    groups_needed,
    groups_reached,
    long_enough,
    mention_needs,
    merged_words,
    needed,
    not_the_same_person,
    one_viewpoint,
    only_about,
    parts_answered,
    recent_evidence,
    repeated_text,
    same_scope,
    share_of_impacts,
    signed_by,
    text_asserts,
)
from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject


class Kind(NamedTuple):
    """What a rule kind takes and what it does."""

    options: type[RuleOptions]
    """The catalogue's options are its arguments."""
    find: Callable[[Subject, Any], Iterator[Gap]]


RULES: Mapping[str, Kind] = {
    "aim-assessed": Kind(aim_assessed.Options, aim_assessed.find),
    "asked-before-deciding": Kind(asked_before_deciding.Options, asked_before_deciding.find),
    "begun-before-decision": Kind(begun_before_decision.Options, begun_before_decision.find),
    "changed-since-signed": Kind(changed_since_signed.Options, changed_since_signed.find),
    "characteristic-assessed": Kind(characteristic_assessed.Options, characteristic_assessed.find),
    "claims-with-source": Kind(claims_with_source.Options, claims_with_source.find),
    "consideration": Kind(consideration.Options, consideration.find),
    "copied-text": Kind(copied_text.Options, copied_text.find),
    "counts-for-aim": Kind(counts_for_aim.Options, counts_for_aim.find),
    "day-within": Kind(day_within.Options, day_within.find),
    "each-item-needs": Kind(each_item_needs.Options, each_item_needs.find),
    "evidence-split": Kind(evidence_split.Options, evidence_split.find),
    "field-mentions": Kind(field_mentions.Options, field_mentions.find),
    "grounds": Kind(grounds.Options, grounds.find),
    "groups-needed": Kind(groups_needed.Options, groups_needed.find),
    "groups-reached": Kind(groups_reached.Options, groups_reached.find),
    "long-enough": Kind(long_enough.Options, long_enough.find),
    "mention-needs": Kind(mention_needs.Options, mention_needs.find),
    "merged-words": Kind(merged_words.Options, merged_words.find),
    "needed": Kind(needed.Options, needed.find),
    "not-the-same-person": Kind(not_the_same_person.Options, not_the_same_person.find),
    "one-viewpoint": Kind(one_viewpoint.Options, one_viewpoint.find),
    "only-about": Kind(only_about.Options, only_about.find),
    "parts-answered": Kind(parts_answered.Options, parts_answered.find),
    "recent-evidence": Kind(recent_evidence.Options, recent_evidence.find),
    "repeated-text": Kind(repeated_text.Options, repeated_text.find),
    "same-scope": Kind(same_scope.Options, same_scope.find),
    "share-of-impacts": Kind(share_of_impacts.Options, share_of_impacts.find),
    "signed-by": Kind(signed_by.Options, signed_by.find),
    "text-asserts": Kind(text_asserts.Options, text_asserts.find),
}
