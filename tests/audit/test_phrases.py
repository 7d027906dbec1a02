"""The notation of docs/phrases.md: what each phrase finds and doesn't, and how mistakes are told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eiagen.audit.outcomes.matcher import Matcher
from eiagen.catalogue_files import validated
from eiagen.duties import InGuidance
from eiagen.errors import EiagenError
from eiagen.phrases import PhraseError, parse
from eiagen.words import sentences, words


def finds(phrase: str, text: str) -> bool:
    return bool(Matcher([parse(phrase)]).hits(words(text)))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("reasonable adjustment", "Make a REASONABLE Adjustment here."),
        ("disab*", "a disability"),
        ("women", "women’s views"),
        ("(sign language|BSL) interpreter*", "book a BSL interpreter"),
        ("(sign language|BSL) interpreter*", "sign-language interpreters"),
        ("learning [and development] need*", "learning needs"),
        ("learning [and development] need*", "learning and development needs"),
        ("NUMBER (per cent|%) of women", "31.5% of women"),
        ("NUMBER in (ten|NUMBER)", "two in ten"),
        ("MONTH YEAR", "by March 2025"),
        ("consult* ~8 disabled people", "disabled people were widely consulted"),
        ("(will|must) >5 interpreter*", "staff must always call an interpreter"),
        ("age, disability", "age, disability"),
        ("age, disability", "age disability"),
        ("^none$", "None."),
        ("s 149", "s.149"),
        ("149 1 c", "section 149(1)(c)"),
        ("section 51 A", "Section 51A"),
        ("kerb-crawling", "kerb crawling"),
        ("re-assignment", "re\u2010assignment"),
        ("diversity and inclusion", "Diversity & Inclusion"),
        ("(a|b [c (d|e)]) f", "b c e f"),
        ("a ~3 b >2 c", "b x a y c"),
    ],
)
def test_a_phrase_finds(phrase: str, text: str) -> None:
    assert finds(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("age", "a page on average wages"),
        ("EIA", "Ms Deianira Jones"),
        ("sex work*", "age, sex, work"),
        ("reasonable adjustment", "reasonable and small adjustment"),
        ("(sign language|BSL) interpreter*", "an interpreter of laws"),
        ("consult* ~2 disabled", "we consulted many people and some of them were disabled"),
        ("(will|must) >5 interpreter*", "an interpreter is what you must have"),
        ("^none$", "None of the groups."),
        ("MONTH YEAR", "in 2025"),
        ("YEAR", "1,850 people"),
        ("a ~3 b >2 c", "c a b"),
        ("race", "racecourse"),
        ("deaf", "see www.deaf.example/about, or write to deaf@example.org"),
    ],
)
def test_a_phrase_does_not_find(phrase: str, text: str) -> None:
    assert not finds(phrase, text)


def test_many_phrases_are_told_apart() -> None:
    texts = ["disab*", "disabled people", "people ~3 disabled", "blind"]
    found = Matcher([parse(text) for text in texts]).hits(words("Disabled people and blind people"))
    assert {(texts[hit.phrase]) for hit in found} == set(texts)


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("", "empty"),
        ("disab* (people", "never closed"),
        ("(people]", "closes a bracket that was opened as “(”"),
        ("people)", "never opened"),
        ("a|b", "inside brackets"),
        ("di*abled", "only at the end"),
        ("d*", "two letters"),
        ("[the] [a]", "may be left out"),
        ("(|a)", "empty"),
        ("a ~ b", "needs a number"),
        ("a ~200 b", "more than the 40"),
        ("(a ~3 b)", "inside brackets"),
        ("a / b", "only words"),
        ("a ~3", "may be left out"),
    ],
)
def test_a_mistake_is_told(phrase: str, said: str) -> None:
    with pytest.raises(PhraseError, match=re.escape(said)):
        parse(phrase)


def test_a_mistake_in_a_file_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "pc.age.yaml"
    file.write_text("searched_for: [age]\nabout:\n  - young people\n  - pension* (age\n", encoding="utf-8")
    with pytest.raises(EiagenError) as raised:
        validated(file, InGuidance)
    (problem,) = raised.value.problems
    assert (problem.line, problem.column) == (4, 5)
    assert "“pension* (age”: a bracket is never closed" in problem.message


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One sentence only, without an end", 1),
        ("This is the first. This is the second one, rather longer.", 2),
        ("Use an interpreter, e.g. Language Line, and never a child. Record it.", 2),
        ("Under s. 149 of the Act the force must act. It has done so.", 2),
        ("Does this apply to you at home or at work? It does.", 2),
        ("She said: “We were never asked.” The council did nothing.", 2),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize("text", ["word " * 5000, "x" * 20_000, "one, two; three " * 1000])
def test_what_never_ends_is_cut(text: str) -> None:
    found = sentences(text)
    assert max(map(len, found)) <= 1500
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("staff - and residents", ["staff", "-", "and", "residents"]),
        ("- staff and residents -", ["staff", "and", "residents"]),
        (" - staff", ["-", "staff"]),
        ("section 149(1)(a)", ["section", "149", "1", "a"]),
        ("the council’s- own R&D", ["the", "council", "-", "own", "r", "and", "d"]),
        ("ask a.person@example.org, or (else)", ["ask", "or", "(", "else", ")"]),
    ],
)
def test_words_of_a_piece_are_those_it_has_in_the_whole_text(text: str, found: list[str]) -> None:
    assert words(text)[1:-1] == found
    assert words(text)[1:-1] == found  # and so the next time, when its pieces are known
