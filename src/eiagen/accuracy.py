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
    def kappa(self) -> float | None:
        """Cohen's κ over the four outcomes: agreement beyond chance."""
        if not self.pairs:
            return None
        agreed = sum(map(self.right, OUTCOMES)) / self.pairs
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

    @property
    def sentence(self) -> str:
        """Where it can be trusted how far, in plain words."""
        return (
            f"Where the audit says that nothing was found, it was right in {_of_100(self.all, 'gap')}, and "
            f"where it says “addressed”, in {_of_100(self.all, 'addressed')}: "
            f"measured on {in_words(self.measured_on)} on {self.documents} {self.what}. {READ}"
        )

    @property
    def in_short(self) -> str:
        """The same where there is a line for it."""
        unread = " that its makers had not read" if self.unread else ""
        return (
            f"On {self.documents} documents{unread}, “not evidenced” was right in "
            f"{_of_100(self.all, 'gap', '')} and “addressed” in {_of_100(self.all, 'addressed', '')} "
            f"({in_words(self.measured_on)}). {READ}"
        )


class Accuracy(Model):
    """Every set; the first is the one that is quoted."""

    sets: tuple[Measured, ...] = Field(min_length=1)

    @property
    def sentence(self) -> str:
        """What every report says."""
        return self.sets[0].sentence

    @property
    def in_short(self) -> str:
        """What is said on a screen."""
        return self.sets[0].in_short


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
    sets = [{name: one[name] for name in Measured.model_fields} for one in data["sets"]]
    return Accuracy.model_validate({"sets": sets}, strict=False)


def _shares(one: Measured) -> dict[str, Any]:
    return {
        "all": _figures(one.all),
        "sure": {"share": _rounded(_share(one.sure.pairs, one.all.pairs)), **_figures(one.sure)},
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


def _of_100(counts: Counts, outcome: str, cases: str = " cases") -> str:
    share = counts.precision(outcome)
    return "no case" if share is None else f"{share * 100:.0f} of 100{cases}"
