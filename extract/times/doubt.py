"""Judges words that may be dates or not: numbers of four digits, "May", "Black September". Called by resolvers."""

import re
from collections.abc import Iterable
from itertools import takewhile
from typing import Final

from extract.times.phrases import Phrase
from extract.times.words import Word


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NUMBERED: Final = _set(  # after these words a number is no year
    "p pp page pages no nos number numbers resolution resolutions decision directive regulation order decree vol volume room "
    "usd eur gbp tel phone route line article section flight chapter paragraph boeing rule unit bus highway box law file "
    "document case"
)
_ABBREVIATED: Final = _set("p pp no nos vol art arts res doc para")  # with a full stop
_LIST: Final = 12  # words of a list of numbers
_COUNTED: Final = _set(  # nor before these
    "people persons men women children troops soldiers servicemen fighters militants prisoners victims deaths casualties "
    "refugees km kilometers kilometres miles metres meters feet fathoms tons tonnes kg dollars euros pounds rubles roubles yen "
    "yuan percent tanks aircraft jets missiles warheads homes houses villages members participants delegates protesters workers "
    "jobs votes seats mph hp mm cm ml mw gw rpm ft hrs hours gmt utc inhabitants residents personnel civilians students words "
    "copies pages barrels acres hectares pesos rupees francs usd eur gbp apiece schoolchildren schoolgirls schoolboys "
    "servicewomen policemen gunmen tribesmen gendarmes"
)
_AMOUNTING: Final = _set(  # nor after these, unless it is of our time
    "is was are were than total totalled over some nearly almost only just all killed with another least most more"
)
_ROUGHLY: Final = ("roughly", "approximately", "about", "around")
_COUNTABLE: Final = re.compile(r"(?!(?:has|was|is|as|does|its|this|his|us)$)[a-z]+s")  # 2000 villages
_NAMING: Final = _set("Super Black Good Bloody Ash Palm Easter Holy Maundy Cyber Red Great")
_PARTS: Final = ("Morning", "Evening", "Night", "Afternoon")
_NAMED: Final = _set("Revolution War Uprising Manifesto Movement Surprise")
_STREETS: Final = _set("blvd boulevard st street ave avenue rd road drive lane square")
_PERSONS: Final = _set("i we you me us my our your")
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
_PRESENT: Final = _STATES | _set("should occur occurs begins begin starts start runs run opens open closes close takes take")
_ATTACKS: Final = _set("attack attacks tragedy terrorist terrorists terror hijackers victims")
_ONCE: Final = _set("was were had did will would been said told i we he she this last next")
_HAPPENING: Final = re.compile(
    r"[a-z]+(?:ed|ing|n't)|will|would|was|were|had|been|must|going|begun|become|taken|given|made|met|won"
)
_CLAUSE: Final = 14  # words around "today" that tell how it is meant
_LEADS: Final = "PtqzcXlbhd(&-,"


def is_year(phrase: Phrase) -> bool:
    """Whether a number of four digits is a year, from what stands around it."""
    number = phrase.of("Y")[0]
    before, after = phrase.before(), phrase.after()
    if before and (before.kind in "$#9" or _is_number(phrase) or _glued(phrase)):
        return False
    if after and after.start == phrase.end and after.kind == "w":  # 1579th
        return False
    if after and after.kind == "A" and str(getattr(phrase.after(2), "value", "")) in ("old", "-"):  # a 2000 year old tradition
        return False
    if after and (
        after.kind in "%9HW"
        or (after.kind in "UA" and after.end - after.start > len(str(after.value)))
        or str(after.value).lower() in _COUNTED
    ):
        return False
    led = before is None or before.kind in _LEADS or is_circa(phrase)
    value = int(number.value)
    if before and before.kind in ",&" and not 1500 <= value <= 2050:  # resolutions 1005, 1006 and 1007
        led = False
    if after and after.kind == "w" and value % 50 == 0:
        if before and before.value in _ROUGHLY:
            return False
        if _COUNTABLE.fullmatch(str(after.value)):
            return before is not None and before.kind == "d"
    if before and before.kind == "," and after and after.kind == "w":
        return value >= 1800  # a house number, more likely
    amount = before is not None and value < 1900 and str(before.value).lower() in _AMOUNTING
    return led or (1500 <= value <= 2050 and not amount)


def _is_number(phrase: Phrase) -> bool:
    """Whether it counts pages or resolutions: "page 1984", "No. 1701", "resolutions 1970, 1971 and 1973"."""
    distance, kinds = 1, ""
    while (word := phrase.before(distance)) is not None and word.kind in "Y,&-" and distance < _LIST:
        distance, kinds = distance + 1, kinds + word.kind
    if kinds and "Y" not in kinds:  # "from our file, 1984" is no list
        return False
    if word is not None and word.kind == ".":
        return str(getattr(phrase.before(distance + 1), "value", "")).lower() in _ABBREVIATED
    return word is not None and str(word.value).lower() in _NUMBERED


def is_nowadays(phrase: Phrase) -> bool:
    """Whether "today" means these times: "known today as", "Today the quarter has many churches"."""
    left, right = _around(phrase)
    if left:
        of_day = left[0] == "of" and left[1:2] != ["as"]
        compared = right[:1] == ["than"] or (left[1:2] == ["as"] and right[:1] == ["as"]) or left[:2] == ["is", "it"]
        lasting = _LASTING.intersection(left[:2]) - {"of"} or "still" in left
        return of_day or compared or (bool(lasting) and not _PERSONS.intersection(left))
    subject = not right or right[0] in ("is", "was", "marks", "'")
    states = _STATES.intersection(right)
    return bool(states) and not (subject or _PERSONS.intersection(right) or any(map(_HAPPENING.fullmatch, right)))


def is_attack(phrase: Phrase) -> bool:
    """Whether 11 September is that of 2001: "the September 11 attacks", "the tragedy of 11 September"."""
    near = phrase.words[max(0, phrase.first - 4) : phrase.last + 4]
    return any(str(word.value).lower() in _ATTACKS for word in near)


def is_yearly(phrase: Phrase) -> bool:
    """Whether a month is that of every year: "the monsoon occurs in July", "is best from October to April"."""
    clause = {word for side in _around(phrase) for word in side}
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
    """Whether a weekday is that of every week: "usually on Friday", "one flight per week on Thursday"."""
    clause = {word for side in _around(phrase) for word in side}
    return bool(_WEEKLY & clause) and not _ONCE & clause


def _around(phrase: Phrase) -> tuple[list[str], list[str]]:
    """The words of the clause before a phrase, nearest first, and those after it."""
    left = _clause(reversed(phrase.words[max(0, phrase.first - _CLAUSE) : phrase.first]))
    return left, _clause(phrase.words[phrase.last : phrase.last + _CLAUSE])


def _clause(words: Iterable[Word]) -> list[str]:
    return [str(word.value).lower() for word in takewhile(lambda word: word.kind not in ".|;", words)]


def _glued(phrase: Phrase) -> bool:
    """Whether the number is a part of a code: S/2014/136, 1-800-1234."""
    before, after = phrase.before(), phrase.after()
    if before and before.end == phrase.start and before.kind in "-/.":
        previous = phrase.before(2)
        if previous is not None and previous.end == before.start and not _goes_with_year(previous):
            return True
        page = phrase.before(3)
        return before.kind == "-" and previous is not None and previous.kind == "Y" and page is not None and page.value == ":"
    if before and before.end == phrase.start and before.kind == "w":  # DH2017
        return True
    if before and before.value == ":" and getattr(phrase.before(2), "kind", "") in ")D9":  # volume 92 (6): 1887-1901
        return True
    return bool(after and after.kind == "/" and after.start == phrase.end) or _is_address(phrase)


def _goes_with_year(word: Word) -> bool:
    """Whether a word tied to a year by a mark may be a part of its date: "Geneva-1955" may, "555.814.1955" may not."""
    return (word.kind in "YMmwDX" and not str(word.value)[:1].isdigit()) or word.kind in "YD"


def _is_address(phrase: Phrase) -> bool:
    """Whether the number is that of a house: 1696 Main Street."""
    return str(getattr(phrase.after(2), "value", "")).lower() in _STREETS and str(getattr(phrase.after(), "value", "")).istitle()


def is_surname(phrase: Phrase) -> bool:
    """Whether a month stands after a first name or title: Theresa May, Mrs. May, Prime Minister May."""
    before = phrase.before()
    if before is not None and before.kind == ".":
        return str(getattr(phrase.before(2), "value", "")) in ("Mr", "Mrs", "Ms", "Dr")
    return before is not None and before.kind == "w" and phrase.of("m") != [] and str(before.value).istitle()


def is_circa(phrase: Phrase) -> bool:
    """Whether "c." stands before it. The value does not say so: what facts carry is an interval of whole years."""
    before = phrase.before()
    return before is not None and before.kind == "." and str(getattr(phrase.before(2), "value", "")) in ("c", "ca")


def is_led(phrase: Phrase) -> bool:
    """Whether a preposition, or another month before it, makes a word a date."""
    before = phrase.before()
    after = phrase.after()
    if after and after.kind == "'" and after.start == phrase.end:  # "in protest to May's agreement"
        return False
    return before is not None and (before.kind in "PtzXq" or (before.kind in "&-," and _follows_month(phrase)))


def is_name(phrase: Phrase) -> bool:
    """Whether a month or weekday is a part of a name that is no date: Black September, the October Revolution, Super Tuesday."""
    before, after, beyond = phrase.before(), phrase.after(), phrase.after(2)
    if after and after.value in _PARTS and beyond and beyond.kind == "w" and str(beyond.value).istitle():
        return True  # the Saturday Evening Post
    numbered = after is not None and after.kind == "d" and beyond is not None and beyond.value == 13  # Friday the 13th
    return numbered or str(before and before.value) in _NAMING or str(after and after.value) in _NAMED


def _follows_month(phrase: Phrase) -> bool:
    return any(word.kind in "Mm" for word in phrase.words[max(0, phrase.first - 4) : phrase.first])
