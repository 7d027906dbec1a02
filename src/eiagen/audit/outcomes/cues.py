"""The general cues of catalogue/cues.yaml: what lifts a mention, and what takes that away."""

from __future__ import annotations

from collections.abc import Iterator
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
    affected: YesNo
    """Whether it is about people who may be affected, so that what a form asks about them is an answer."""
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
    beyond: Ids
    """Those of them that lift all the same where they stand behind the words."""
    whole: YesNo
    """Whether a sentence that says nothing else is a mention at the most, whatever its phrases."""


class Verbs(Model):
    """What is done, in the forms that follow “not to”, “stopped” and “never been”."""

    act: Phrases
    acting: Phrases
    acted: Phrases


class Refusals(Model):
    """What denies the verb after it."""

    forbidden: Phrases
    """Followed by a verb of help: “must not”."""
    left_undone: Phrases
    """Followed by a verb of help or of keeping records: “need not”."""
    ended: Phrases
    """The same in its form with -ing: “stopped”."""
    never: Phrases
    """The same as it was done: “has never been”."""


class Denial(Model):
    """Words that say that something is not so, or was not done."""

    title: Text
    reach: Count
    ends: Texts
    """Words at which the scope of a denial ends."""
    instead: Texts
    """Words after which a sentence that denies may say what there is instead."""
    negations: Texts
    """Words that say no."""
    links: Texts
    """Words from which a denial reaches on."""
    turns: Texts
    """Words after which a refusal is a condition."""
    conditions: Texts
    """More such words, where something is forbidden."""
    helping: Verbs
    """What people are helped by. To forbid anything else is no denial."""
    keeping: Verbs
    """What is kept, counted or told."""
    refusals: Refusals
    ahead: Phrases
    """What follows them is denied."""
    behind: Phrases
    """What stands before them is denied."""
    refused: Phrases
    """The same, unless the sentence then turns."""
    after: Phrases
    """What denies the words right before it."""
    back: Phrases
    """What begins a sentence that denies the one before it."""
    headings: Phrases
    """What makes a heading deny the points of the list under it."""
    none_of_these: Phrases
    """What sounds like a denial and is none: "no defence", "no longer"."""
    unreal: Phrases
    """What would have been, so that nothing in the sentence is."""
    rules: Phrases
    """The beginning of a rule for a case, in which a "not" denies nothing."""
    answers: Phrases
    """A whole cell that says no more than "none"."""
    reasons: Phrases

    @property
    def forbidding(self) -> Iterator[str]:
        """What forbids with each verb of help, as one phrase."""
        for text in self.refusals.forbidden:
            yield f"{text} ({'|'.join(self.helping.act)})"

    @property
    def refusing(self) -> Iterator[str]:
        """Each other refusal with the verbs that it denies, as one phrase."""
        helping, keeping, refusals = self.helping, self.keeping, self.refusals
        for before, verbs in (
            (refusals.left_undone, (*helping.act, *keeping.act)),
            (refusals.ended, (*helping.acting, *keeping.acting)),
            (refusals.never, (*helping.acted, *keeping.acted)),
        ):
            for text in before:
                yield f"{text} ({'|'.join(verbs)})"


class Deferral(Model):
    """Words that put something off."""

    title: Text
    phrases: Phrases
    vague: Phrases
    """What binds nobody, and is no promise where promises count."""


class Answered(Model):
    """How the tables of forms are filled in."""

    ticks: Texts
    """A cell that only marks its column."""
    unticked: Texts
    """A cell that says that its column does not hold."""
    columns: Phrases
    """Headers of columns that ask for a reason, an effect or a step."""
    verdicts: Phrases
    """A whole cell that says no more than how great an effect is, or where to look."""
    adverse: Phrases
    """Cells and headers by which a form says that a group is harmed."""
    actions: Phrases
    """Headers that ask what will be done about it."""


class Labels(Model):
    """What a line begins with before its text."""

    people: Texts
    """Who a group may be called: "patients"."""
    frames: Texts
    """Words around the name of a group that say nothing of it: "impact on"."""
    instructions: Phrases
    """How an instruction begins behind the name of a group."""


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
    back_here: Texts
    """Words and marks after which a sentence that praises, or speaks of others, says something here."""
    taking_away: tuple[Voiding, ...]
    denial: Denial
    deferral: Deferral
    composition: Phrases
    compared: Phrases
    fields: Phrases
    chores: Phrases
    law_runs: Phrases
    crime: Phrases
    answered: Answered
    labels: Labels
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
