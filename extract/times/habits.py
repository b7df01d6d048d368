"""Judges whether a date word speaks of these times or of every week or year: "Today the quarter ...", "in July it rains".

Called by resolvers; the other doubts stand in `doubt`.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile
from typing import Final

from extract.times.phrases import Phrase
from extract.times.words import Word


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PERSONS: Final = _set("i we you me us my our your")
_OWNERS: Final = _set("my our your")
_LASTING: Final = _set(  # before "today", these say how things are nowadays
    "known used use seen found called still than of what standing alive lives live available exists exist survives survive "
    "remains remain continues continue practised practiced"
)
_STATES: Final = _set("is are has have can remains remain stands stand lives live survives survive consists still only")
_HABITUAL: Final = _set(
    "usually often typically generally normally regularly always best season seasons monsoon weather temperature temperatures "
    "annual annually every each yearly"
)
_KEPT: Final = _set("feast holiday calendar festival celebrated observed commemorated birthday anniversary")
_WEEKLY: Final = _set("usually generally typically normally regularly always every per")
_LIKING: Final = _set("like likes liked love loves loved prefer prefers preferred tend tends tended")
_DAY_PARTS: Final = _set("mornings afternoons evenings nights")  # on Saturday mornings
_GENERAL: Final = _set("you can is are becomes become gets get comes come")
_PERIODS: Final = _set("month months week season")
_PRESENT: Final = _STATES | _set("should occur occurs begins begin starts start runs run opens open closes close takes take")
_ONCE: Final = _set("was were had did will would been said told i we he she this last next")
_HAPPENING: Final = re.compile(
    r"[a-z]+(?:ed|ing|n't)|will|would|was|were|had|been|must|going|begun|become|taken|given|made|met|won"
)
_FINITE: Final = re.compile(r"[a-z]+ed|will|would|was|were|had|must|met|won|[a-z]+n't")
_RANKING: Final = _set("most main major leading largest biggest greatest gravest strongest highest worst best")
_BEING: Final = _set("is are remain remains making faces face facing represents poses constitutes")
_DEGREES: Final = _set("most widely commonly best mostly largely")
_JOINING: Final = _set("but and so yet also thus however moreover because while whereas if when since although that well now")
_ARTICLES: Final = (["the"], ["our"], ["its"], ["their"], ["this"], ["a"])
_EVER: Final = (["ever"], ["always"], ["still"], ["increasingly"], ["largely"], ["mostly"])
_PLACING: Final = (["in"], ["at"], ["on"], ["to"], ["due"], ["set"])
_SHAPING: Final = _set(
    "build building shape shaping secure securing preserve preserving protect protecting create creating "
    "better brighter safer fairer freer greener prosperous peaceful"
)
_NEAR: Final = 4  # words of the subject before "today", or of the verb after "still"
_CLAUSE: Final = 14  # words around "today" that tell how it is meant


def is_nowadays(phrase: Phrase) -> bool:
    """Whether "today" means these times: "known today as", "Athens today is a city of", "Today the quarter has many churches"."""
    left, right = _around(phrase)
    if not left:
        subject = not right or right[0] in ("is", "was", "marks", "'")
        states = not subject and bool(_STATES.intersection(right))
        return states and not (_PERSONS.intersection(right) or _happens(right))
    of_day = left[0] == "of" and left[1:2] != ["as"]
    compared = right[:1] == ["than"] or (left[1:2] == ["as"] and right[:1] == ["as"]) or left[:2] == ["is", "it"]
    return of_day or compared or _lasts(left) or _is_described(phrase, left, right)


def is_vision(phrase: Phrase) -> bool:
    """Whether "tomorrow" means the future: "a better tomorrow", "the leaders of tomorrow", "to secure tomorrow"."""
    before = phrase.before()
    return before is not None and phrase.last - phrase.first == 1 and (before.kind in "az" or before.value in _SHAPING)


def is_personal(phrase: Phrase) -> bool:
    """Whether a clause is about those who speak or listen: "we are gathered here today"."""
    return any((_PERSONS - _OWNERS).intersection(side) for side in _around(phrase))


def _lasts(left: Sequence[str]) -> bool:
    """ "Is known today", "still found today", "the greatest threat to peace today"."""
    if "still" in left and left[: left.index("still")][-1:] not in ([], ["to"]):  # "which I still own today"
        verb = left[left.index("still") - 1]
        if left.index("still") < _NEAR and not verb.endswith("ing"):
            return True
    if _PERSONS.intersection(left):
        return False
    near = list(takewhile(lambda word: word != ",", left))
    ranked = bool(_RANKING.intersection(near) and _BEING.intersection(near)) and not any(map(_FINITE.fullmatch, near))
    return bool(_LASTING.intersection(left[:2]) - {"of"}) or "still" in left or ranked


def _is_described(phrase: Phrase, left: Sequence[str], right: Sequence[str]) -> bool:
    """ "Athens today is ever evolving", "our country today has no choice", where "today" follows the subject of a clause."""
    before = phrase.before()
    if before is None or before.kind != "w" or len(left) > _NEAR or not right:
        return False
    if right[0] not in _STATES - {"can"} and right[:3] != ["may", "not", "have"]:
        return False
    named = str(before.value).istitle() and left[0] not in _JOINING
    if not (named or left[1:2] in _ARTICLES) or (_PERSONS - _OWNERS).intersection(left):
        return False
    return right[1:2] in _EVER or not (_happens(right) or right[1:2] in _PLACING)


def _happens(words: Sequence[str]) -> bool:
    """Whether a verb of the clause tells what happens; participles such as "the most used" do not."""
    verbs = (word for before, word in pairwise(("", *words)) if before not in _DEGREES)
    return any(map(_HAPPENING.fullmatch, verbs))


def is_yearly(phrase: Phrase) -> bool:
    """Whether a month is that of every year: "the monsoon occurs in July", "April is the best month", "in March when it is"."""
    left, right = _around(phrase)
    clause = {*left, *right}
    if right[:1] == ["when"] and _GENERAL.intersection(right[1:4]) and not _ONCE.difference({"it"}).intersection(right):
        return True
    if right[:1] == ["is"] and not left and _PERIODS.intersection(right):
        return True
    window = phrase.words[max(0, phrase.first - 5) : phrase.last + 5]
    if not _PRESENT & clause or _ONCE & clause or any(word.kind == "u" for word in window):
        return False
    degrees = any(word.value == "°" for word in phrase.words[phrase.last : phrase.last + _CLAUSE])
    return degrees or bool(_HABITUAL & clause) or sum(word.kind in "Mm" for word in window) > 1


def is_kept(phrase: Phrase) -> bool:
    """Whether a day comes every year: "the feast day is 30 September", "the holiday falls on 4 July"."""
    left = _around(phrase)[0]
    said = left[:1] == ["is"] or left[:2] in (["on", "falls"], ["on", "celebrated"], ["on", "observed"])
    return said and bool(_KEPT.intersection(left)) and not (_ONCE | {"this"}).intersection(left)


def is_habitual(phrase: Phrase) -> bool:
    """Whether a weekday is that of every week: "usually on Friday", "liked to fish on Sunday", "Friday and holiday evenings"."""
    left, right = _around(phrase)
    if any(second in _LIKING and first == "to" for first, second in pairwise(left)) or _DAY_PARTS.intersection(right[:3]):
        return True
    clause = {*left, *right}
    return bool(_WEEKLY & clause) and not _ONCE & clause


def _around(phrase: Phrase) -> tuple[list[str], list[str]]:
    """The words of the clause before a phrase, nearest first, and those after it."""
    left = _clause(reversed(phrase.words[max(0, phrase.first - _CLAUSE) : phrase.first]))
    return left, _clause(phrase.words[phrase.last : phrase.last + _CLAUSE])


def _clause(words: Iterable[Word]) -> list[str]:
    return [str(word.value).lower() for word in takewhile(lambda word: word.kind not in ".|;", words)]
