"""The general cues of catalogue/cues.yaml: what lifts a mention, and what takes that away."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from eiagen.catalogue_files import validated
from eiagen.duties import Phrases
from eiagen.model import Count, Id, Ids, Model, Text, Texts, YesNo
from eiagen.resources import CATALOGUE


class Kind(Model):
    """What it takes for requirements of one kind."""

    lifted_by: Ids
    """The cues that lift."""
    needs: Count
    """How many different ones it takes."""
    reach: Count
    """How many words may stand between the phrase and its cue."""
    window: Count
    """How many sentences before and after count."""
    goes_on: YesNo
    """Whether the next sentence of the passage counts where it turns to no other subject of the kind."""
    reasons_lift: YesNo
    """Whether a denial with a reason counts as addressed."""
    deferred: Id
    """What a promise for later is: dismissed or mentioned."""
    silence: Literal["sure", "check"]
    """Whether it can be relied on that nothing is said where nothing was found."""
    named_in_lists: YesNo
    """Whether it is only named in a sentence that lists four groups or more."""
    composition_counts: YesNo
    """Whether a figure of who there is lifts."""
    law_names_count: YesNo
    """Whether the name of a law is about the requirement."""
    often: Count
    """How many passages that name it in its own right address it together; 0 where no number does."""


class Cue(Model):
    """One kind of words."""

    id: Id
    title: Text
    """As a reason is put: "an instruction"."""
    phrases: Phrases


class Voiding(Cue):
    """Words in whose sentence some cues don't lift."""

    voids: Ids


class Denial(Model):
    """Words that say that something is not so, or was not done."""

    title: Text
    reach: Count
    ends: Texts
    """Words at which the scope of a denial ends."""
    ahead: Phrases
    """What follows them is denied."""
    behind: Phrases
    """What stands before them is denied."""
    after: Phrases
    """What denies the words right before it."""
    back: Phrases
    """What begins a sentence that denies the one before it."""
    headings: Phrases
    """What makes a heading deny the points of the list under it."""
    none_of_these: Phrases
    """What sounds like a denial and is none: "no defence", "no longer"."""
    rules: Phrases
    """The beginning of a rule for a case, in which a "not" denies nothing."""
    answers: Phrases
    """A whole cell that says no more than "none"."""
    reasons: Phrases


class Deferral(Model):
    """Words that put something off."""

    title: Text
    phrases: Phrases


class Answered(Model):
    """How the tables of forms are filled in."""

    ticks: Texts
    """A cell that only marks its column."""
    columns: Phrases
    """Headers of columns that ask for a reason, an effect or a step."""


class Names(Model):
    """Last words of names with capitals."""

    bodies: Texts
    posts: Texts
    papers: Texts
    laws: Texts


class Cues(Model):
    """The whole file."""

    kinds: dict[str, Kind]
    lifting: tuple[Cue, ...]
    taking_away: tuple[Voiding, ...]
    denial: Denial
    deferral: Deferral
    composition: Phrases
    crime: Phrases
    answered: Answered
    groups: Phrases
    placeholders: Phrases
    references: Phrases
    lists_only: Phrases
    lists_of_laws: Phrases
    names: Names


def load_cues(root: Path = CATALOGUE) -> Cues:
    """The cues of a catalogue; raises `EiagenError` with every mistake in the file."""
    _, cues = validated(root / "cues.yaml", Cues)
    return cues
