"""Which sentence became which: whatever two texts are, each sentence is told of once."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from eiagen.comparison.alignment import align
from eiagen.comparison.sentences import words_alone
from eiagen.comparison.word_changes import word_changes

WORD = st.sampled_from(
    ("officers", "must", "record", "ask", "child", "race", "visit", "the", "a", "of", "by", "may", "not", "7")
)
SENTENCE = st.lists(WORD, max_size=9).map(tuple)
TEXT = st.lists(SENTENCE, max_size=12)


@given(TEXT, TEXT)
def test_each_sentence_is_paired_gone_or_new_and_nothing_twice(
    old: list[tuple[str, ...]], new: list[tuple[str, ...]]
) -> None:
    found = align(old, new)
    of_old = [pair.old for pair in found.pairs] + list(found.gone)
    of_new = [pair.new for pair in found.pairs] + list(found.added)
    assert sorted(of_old) == [at for at, words in enumerate(old) if words]
    assert sorted(of_new) == [at for at, words in enumerate(new) if words]
    assert all(pair.same == (old[pair.old] == new[pair.new]) for pair in found.pairs)
    assert 0 <= found.moved <= max(0, len(found.pairs) - 1)


@given(TEXT, st.randoms(use_true_random=False))
def test_a_text_in_another_order_is_the_same_text(text: list[tuple[str, ...]], chance: random.Random) -> None:
    other = text.copy()
    chance.shuffle(other)
    found = align(text, other)
    assert (found.gone, found.added, found.edited) == ((), (), ())


@given(TEXT)
def test_a_text_is_itself(text: list[tuple[str, ...]]) -> None:
    assert align(text, text).moved == 0


def test_an_edited_sentence_is_found_among_others_that_share_common_words() -> None:
    old = [
        words_alone(text)
        for text in (
            "The sergeant must write down the time of every visit to the premises.",
            "The sergeant must write down the name of every officer on the shift.",
            "A child found at the premises must be taken to a place of safety.",
        )
    ]
    new = [
        words_alone(text)
        for text in (
            "A child who is found at the premises must at once be taken to a place of safety.",
            "The sergeant must write down the name and number of every officer on the shift.",
            "Every visit to the premises must be timed, and the sergeant must write down the time.",
        )
    ]
    assert {(pair.old, pair.new) for pair in align(old, new).pairs} == {(0, 2), (1, 1), (2, 0)}


def test_what_only_looks_different_is_the_same() -> None:
    same = "Officers must ask; the child’s needs come first."
    for text in (
        "3.2 Officers must ask, the child's needs come first",
        "(b)  OFFICERS MUST ASK – the child’s needs come first!",
        "• Officers must ask: the child’s needs come first.",
        "iv. Officers must ask the child’s needs come first",
    ):
        assert words_alone(text) == words_alone(same), text
    assert words_alone("2.5 hours are allowed") != words_alone("3.5 hours are allowed")
    assert words_alone("Part 2: Access", heading=True) == words_alone("C. Access", heading=True)


@given(st.text(alphabet="ab .,", max_size=30), st.text(alphabet="ab .,", max_size=30))
def test_word_changes_hold_both_sentences_whole(old: str, new: str) -> None:
    pieces = list(word_changes(old, new))
    assert "".join(piece.old for piece in pieces) == old.strip()
    assert "".join(piece.new for piece in pieces) == new.strip()
