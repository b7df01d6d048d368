"""Judges words that may be dates or not: numbers of four digits, "May", "Black September". Called by resolvers."""

import re
from typing import Final

from extract.times.phrases import Phrase


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NUMBERED: Final = _set(  # after these words a number is no year
    "p pp page pages no nos number numbers resolution resolutions decision directive regulation order decree vol volume room "
    "route line article section flight chapter paragraph boeing rule unit bus highway box bill act law file document case"
)
_COUNTED: Final = _set(  # nor before these
    "people persons men women children troops soldiers servicemen fighters militants prisoners victims deaths casualties "
    "refugees km kilometers kilometres miles metres meters feet fathoms tons tonnes kg dollars euros pounds rubles roubles yen "
    "yuan percent tanks aircraft jets missiles warheads homes houses villages members participants delegates protesters workers "
    "jobs votes seats mph hp mm cm ml mw gw rpm ft hrs hours gmt utc inhabitants residents personnel civilians students words "
    "copies pages barrels acres hectares"
)
_AMOUNTING: Final = _set(  # nor after these, unless it is of our time
    "is was are were than total totalled over some nearly almost only just all killed with another least most more"
)
_COUNTABLE: Final = re.compile(r"(?!(?:has|was|is|as|does|its|this|his|us)$)[a-z]+s")  # 2000 villages
_NAMING: Final = _set("Super Black Good Bloody Ash Palm Easter Holy Maundy Cyber Red Great")
_NAMED: Final = _set("Revolution War Uprising Manifesto Movement Surprise")
_LEADS: Final = "PtqzcXlbhd(&-,"


def is_year(phrase: Phrase) -> bool:
    """Whether a number of four digits is a year, from what stands around it."""
    number = phrase.of("Y")[0]
    before, after = phrase.before(), phrase.after()
    if before and (before.kind in "$#9" or str(before.value).lower() in _NUMBERED or _glued(phrase)):
        return False
    if after and after.start == phrase.end and after.kind == "w":  # 1579th
        return False
    if after and (
        after.kind in "%9H"
        or (after.kind in "UA" and after.end - after.start > len(str(after.value)))
        or str(after.value).lower() in _COUNTED
    ):
        return False
    led = before is None or before.kind in _LEADS
    if int(number.value) < 1500 and before and before.kind in ",&":  # resolutions 1005, 1006 and 1007
        led = False
    value = int(number.value)
    if after and after.kind == "w" and value % 50 == 0 and _COUNTABLE.fullmatch(str(after.value)):
        return before is not None and before.kind == "d"
    if before and before.kind == "," and after and after.kind == "w":
        return value >= 1800  # a house number, more likely
    amount = before is not None and value < 1900 and str(before.value).lower() in _AMOUNTING
    return led or (1500 <= value <= 2050 and not amount)


def _glued(phrase: Phrase) -> bool:
    """Whether the number is a part of a code: S/2014/136, 1-800-1234."""
    before, after = phrase.before(), phrase.after()
    if before and before.end == phrase.start and before.kind in "-/.":
        previous = phrase.before(2)
        return previous is not None and previous.end == before.start and previous.kind not in "YMmwDX"
    return bool(after and after.kind == "/" and after.start == phrase.end)


def is_led(phrase: Phrase) -> bool:
    """Whether a preposition, or another month before it, makes a word a date."""
    before = phrase.before()
    after = phrase.after()
    if after and after.kind == "'" and after.start == phrase.end:  # "in protest to May's agreement"
        return False
    return before is not None and (before.kind in "PtzXq" or (before.kind in "&-," and _follows_month(phrase)))


def is_name(phrase: Phrase) -> bool:
    """Whether a month or weekday is a part of a name that is no date: Black September, the October Revolution, Super Tuesday."""
    before, after = phrase.before(), phrase.after()
    return str(before and before.value) in _NAMING or str(after and after.value) in _NAMED


def _follows_month(phrase: Phrase) -> bool:
    return any(word.kind in "Mm" for word in phrase.words[max(0, phrase.first - 4) : phrase.first])
