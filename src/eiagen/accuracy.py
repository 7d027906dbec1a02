"""How right the audit has been measured to be, on what and when: catalogue/accuracy.yaml, and what follows.

The file holds counts only, written by benchmarks/measured.py; every share in print is worked out from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field

from eiagen.catalogue_files import validated
from eiagen.model import Count, Day, Id, Model, Text, YesNo, in_words, plain
from eiagen.resources import CATALOGUE

READ = "Read the passages before relying on it."


class Found(Model):
    """What the audit found where readers had found one thing."""

    gap: Count = 0
    mentioned: Count = 0
    dismissed: Count = 0
    addressed: Count = 0


OUTCOMES = tuple(Found.model_fields)
_IN_WORDS = {
    "gap": "not evidenced",
    "mentioned": "mentioned only",
    "dismissed": "dismissed",
    "addressed": "addressed",
}
"""What the audit says where it finds them."""
_FEW = 20
"""Of fewer cases than this so many of 100 would say more than is known."""


class Counts(Model):
    """Pairs of a document and a requirement: for each outcome that readers gave, what the audit found."""

    gap: Found
    mentioned: Found
    dismissed: Found
    addressed: Found

    def right(self, outcome: str) -> int:
        """Pairs with this outcome on which readers and audit agree."""
        return self._number(outcome, outcome)

    def found(self, outcome: str) -> int:
        """Pairs in which the audit found this."""
        return sum(self._number(label, outcome) for label in OUTCOMES)

    def labelled(self, outcome: str) -> int:
        """Pairs in which readers found this."""
        return sum(self._number(outcome, found) for found in OUTCOMES)

    def precision(self, outcome: str) -> float | None:
        """How often the audit is right where it says so; None where it never does."""
        return _share(self.right(outcome), self.found(outcome))

    def recall(self, outcome: str) -> float | None:
        """How much of what readers found the audit finds; None where they never did."""
        return _share(self.right(outcome), self.labelled(outcome))

    @property
    def pairs(self) -> int:
        """How many there are."""
        return sum(map(self.labelled, OUTCOMES))

    @property
    def agreed(self) -> int:
        """Pairs on which readers and audit agree, whatever the outcome."""
        return sum(map(self.right, OUTCOMES))

    @property
    def kappa(self) -> float | None:
        """Cohen's κ over the four outcomes: agreement beyond chance."""
        if not self.pairs:
            return None
        agreed = self.agreed / self.pairs
        chance = sum(self.labelled(one) * self.found(one) for one in OUTCOMES) / self.pairs**2
        return (agreed - chance) / (1 - chance) if chance < 1 else None

    def _number(self, label: str, found: str) -> int:
        number: int = getattr(getattr(self, label), found)
        return number


class Measured(Model):
    """One set of documents on which the audit was measured."""

    id: Id
    what: Text
    """What the documents are, who labelled them, and whether those who wrote the rules had read them."""
    documents: Count
    unread: YesNo
    """Whether nobody who wrote the rules had read the documents."""
    measured_on: Day
    all: Counts
    sure: Counts
    """Those of which the audit says that it is sure."""

    sure_chosen: YesNo | None = None
    """Whether the rule for what is sure was chosen with counts of this set; None where nobody wrote it."""

    @property
    def right_if_sure(self) -> float | None:
        """How often it is right where it says that it is sure, whatever the outcome."""
        return _share(self.sure.agreed, self.sure.pairs)

    @property
    def right_to_check(self) -> float | None:
        """How often it is right where a person has to check, whatever the outcome."""
        return _share(self.all.agreed - self.sure.agreed, self.all.pairs - self.sure.pairs)


class Accuracy(Model):
    """Every set; the first is the one that is quoted."""

    sets: tuple[Measured, ...] = Field(min_length=1)

    @property
    def unread(self) -> tuple[Measured, ...]:
        """The sets of documents that nobody who wrote the rules had read."""
        return tuple(one for one in self.sets if one.unread)

    @property
    def sentence(self) -> str:
        """What every report says: where it can be trusted how far, in plain words."""
        one = self.sets[0]
        gap, mentioned, dismissed, addressed = (_of_100(one.all, outcome) for outcome in OUTCOMES)
        said = [
            f"Where the audit says that nothing was found, it was right in {gap}, where it says “mentioned "
            f"only”, in {mentioned}, “dismissed”, in {dismissed}, and “addressed”, in {addressed}: measured "
            f"on {in_words(one.measured_on)} on {one.documents} {one.what}.",
            f"Findings that it calls sure were right in {_whole(one.right_if_sure)} of 100, and those for a "
            f"person to check in {_whole(one.right_to_check)}.",
        ]
        if one.sure_chosen:
            said.append(
                "Which it calls sure was chosen with counts of these documents, so that is a little too good."
            )
        if len(self.unread) > 1:
            spans = ", ".join(f"{_IN_WORDS[each]} {self._span(each)}" for each in OUTCOMES)
            invented = any("invented" in one.what for one in self.unread)
            among = ", some of invented documents" if invented else ""
            said.append(
                f"Over all {len(self.unread)} sets that those who wrote the rules had not read{among}, so "
                f"many of 100 were right: {spans}; sure {self._span('sure')}, to check {self._span('check')}."
            )
        return " ".join((*said, READ))

    @property
    def in_short(self) -> str:
        """The same for a screen."""
        one, spans = self.sets[0], self._has_spans
        unread = " that its makers had not read" if one.unread else ""
        each = [f"{_IN_WORDS[outcome]} {self._short(outcome, spans=spans)}" for outcome in OUTCOMES]
        several = f"; in brackets, on {len(self.unread)} such sets" if spans else ""
        return (
            f"How many of 100 were right on {one.documents} documents{unread} "
            f"({in_words(one.measured_on)}{several}): {', '.join(each)}; of the sure "
            f"{self._short('sure', spans=spans)}, of those to check "
            f"{self._short('check', spans=spans)}. {READ}"
        )

    @property
    def for_a_page(self) -> str:
        """The same for a front page, whose annex says how far other sets differ."""
        one = self.sets[0]
        whose = [(_IN_WORDS[outcome], outcome) for outcome in OUTCOMES] + [
            ("sure", "sure"),
            ("to check", "check"),
        ]
        each = ", ".join(f"{words} {self._short(of, spans=False)}" for words, of in whose)
        which = f"{one.documents} unread documents" if one.unread else f"{one.documents} documents"
        return f"Right of 100 on {which} ({in_words(one.measured_on)}): {each}. {READ}"

    @property
    def _has_spans(self) -> bool:
        return self.sets[0].unread and len(self.unread) > 1

    def _short(self, of: str, *, spans: bool) -> str:
        counts = self.sets[0].all
        if of in OUTCOMES and counts.found(of) < _FEW:
            number = f"{counts.right(of)} of {counts.found(of)}"
        else:
            number = _whole(_right(self.sets[0], of))
        return f"{number} ({self._span(of)})" if spans else number

    def _span(self, of: str) -> str:
        """The least and the most of 100 over the unread sets: "60–95"."""
        shares = [share for one in self.unread if (share := _right(one, of)) is not None]
        ends = dict.fromkeys(_whole(share) for share in (min(shares), max(shares))) if shares else ("–",)
        return "–".join(ends)


@cache
def measured(root: Path = CATALOGUE) -> Accuracy:
    """What was measured last; `EiagenError` where the file is wrong."""
    _, found = validated(root / "accuracy.yaml", Accuracy)
    return found


def as_data(accuracy: Accuracy) -> dict[str, Any]:
    """For programs: the counts, and what follows from them."""
    sets = [{**plain(one), "pairs": one.all.pairs, "shares": _shares(one)} for one in accuracy.sets]
    return {"sentence": accuracy.sentence, "sets": sets}


def from_data(data: Mapping[str, Any] | None) -> Accuracy | None:
    """What was measured when an audit was made, None where nothing is recorded.

    Whatever follows from the counts is worked out anew.
    """
    if not data or not data["sets"]:
        return None
    sets = [{name: one[name] for name in Measured.model_fields if name in one} for one in data["sets"]]
    return Accuracy.model_validate({"sets": sets}, strict=False)


def _shares(one: Measured) -> dict[str, Any]:
    return {
        "all": _figures(one.all),
        "sure": {
            "share": _rounded(_share(one.sure.pairs, one.all.pairs)),
            "right": _rounded(one.right_if_sure),
            **_figures(one.sure),
        },
        "check": {"right": _rounded(one.right_to_check)},
    }


def _figures(counts: Counts) -> dict[str, Any]:
    return {
        "kappa": _rounded(counts.kappa),
        **{
            outcome: {
                "precision": _rounded(counts.precision(outcome)),
                "recall": _rounded(counts.recall(outcome)),
            }
            for outcome in OUTCOMES
        },
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)


def _right(one: Measured, of: str) -> float | None:
    """How often it is right: of an outcome, or of what is sure, or of what is to be checked."""
    if of == "sure":
        return one.right_if_sure
    return one.right_to_check if of == "check" else one.all.precision(of)


def _whole(share: float | None) -> str:
    """So many of 100."""
    return "–" if share is None else f"{share * 100:.0f}"


def _of_100(counts: Counts, outcome: str) -> str:
    if not counts.found(outcome):
        return "no case"
    if counts.found(outcome) < _FEW:
        return f"{counts.right(outcome)} of {counts.found(outcome)} cases"
    return f"{_whole(counts.precision(outcome))} of 100 cases"
