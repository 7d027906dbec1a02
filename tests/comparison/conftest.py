"""Two passages weighed against each other, whatever an audit would make of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from eiagen.audit.outcomes.levels import ADDRESSED
from eiagen.comparison.alignment import align
from eiagen.comparison.found_again import FoundAgain
from eiagen.comparison.sentences import sentences_of
from eiagen.comparison.substance import Balance, Support, balance
from eiagen.comparison.terms import terms_of
from eiagen.readers import read


@pytest.fixture
def weighed(tmp_path: Path) -> Callable[[str, str], Balance]:
    """What became of the one passage in the other, every sentence of which counts as addressing."""

    def weigh(old: str, new: str) -> Balance:
        texts = []
        for text in (old, new):
            path = tmp_path / "passage.md"
            path.write_text(text, encoding="utf-8")
            texts.append(tuple(sentences_of(read(str(path)).passages)))
        both = texts[0], texts[1]
        alignment = align([one.words for one in both[0]], [one.words for one in both[1]])
        first, second = ([shown(number, one.text) for number, one in enumerate(text)] for text in both)
        return balance(first, second, both, alignment, FoundAgain(both, alignment))

    return weigh


def shown(number: int, text: str) -> Support:
    terms = terms_of(text)
    return Support(number, ADDRESSED, Counter(), terms.firm, (), terms=terms.number)
