"""What is said of many in a phrase is looked for of one, too: “residents” finds a resident."""

from __future__ import annotations

_OTHER_THINGS = frozenset(
    """
    accept access account act add adopt affect agree aim allow answer appeal appear apply approach argue
    arrange arrive ask assess attend avoid balance base become begin believe benefit book break bring
    build buyer call care carry cause challenge change charge check choose claim clear client close
    closure collect come command comment commit complain complaint complete concern conduct confirm
    consider consult contact contain continue control cost council count course cover create damage deal
    decide demand deny depend describe design detail develop differ direct discuss draft draw drive drop
    effect encourage enforce engage ensure enter establish exam exist expect experience explain express
    face fail fall feel fight file fill find focus follow force form fund further gain give grant grow
    guide happen harm hear help hide hold hope impact improve include increase indicate influence inform
    interest interview involve issue join judge keep know lack lead learn leave lend level limit list
    live look lose make manage manager mandate mark market matter mean measure meet mention mind minor
    miss model monitor move name need note notice notify number object observe obtain occur offer
    officer open operate order other outline parent part pass perform place plan play point policy pose
    position post prepare present prevent process produce profit programme promise promote propose
    protect prove provide publish push question quote raise range reach read receive recognise record
    recruit reduce refer reflect refuge refuse regard relate release remain remark remove render repeat
    reply report represent request require research resist resolve respond response rest result retain
    return reveal review right ring rise risk rule search seek seem sell send serve service share shift
    show sign site sound source speak spend stage stand start state stay step stop store study submit
    suffer suggest supply support survey suspect take talk target tell tend term test thank think threat
    time total track trade train transfer travel treat turn understand used value view visit vote wait
    walk want warn watch wish witness wonder word work write
    """.split()  # noqa: SIM905
)
"""Words whose form in -s is a verb as well, or says something else than many of them."""
_SHORTEST = 4


def plural_of(word: str) -> str:
    """How a phrase would name many of what the word names one of; empty where it names no such thing."""
    if len(word) < _SHORTEST or word[-1] == "s" or not word.isalpha() or word in _OTHER_THINGS:
        return ""
    return f"{word}s"
