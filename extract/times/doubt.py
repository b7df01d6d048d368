"""Judges words that may be dates or not: numbers of four digits, "May", "Black September". Called by resolvers."""

import re
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
_YEARS_OWN: Final = _set("levels elections olympics games protests prices standards figures")  # of 2000 levels
_STREETS: Final = _set("blvd boulevard st street ave avenue rd road drive lane square")
_ATTACKS: Final = _set("attack attacks tragedy terrorist terrorists terror hijackers victims")
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
        if is_countable(str(after.value)):
            return before is not None and (before.kind == "d" or (before.kind == "z" and after.value in _YEARS_OWN))
    if before and before.kind == "," and after and after.kind == "w":
        return value >= 1800  # a house number, more likely
    amount = before is not None and value < 1900 and str(before.value).lower() in _AMOUNTING
    return led or (1500 <= value <= 2050 and not amount)


def is_countable(word: str) -> bool:
    """Whether a word may be a plural of things that a number counts."""
    return _COUNTABLE.fullmatch(word) is not None


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


def is_attack(phrase: Phrase) -> bool:
    """Whether 11 September is that of 2001: "the September 11 attacks", "the tragedy of 11 September"."""
    near = phrase.words[max(0, phrase.first - 4) : phrase.last + 4]
    return any(str(word.value).lower() in _ATTACKS for word in near)


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
