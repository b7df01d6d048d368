"""The words that date expressions are made of, each with a kind and a value. Called by the scan in `words`.

A kind is one character, so that phrases can be written as regular expressions over kinds (see `phrases`).
"""

from typing import Final


def _list(words: str) -> list[str]:
    return words.split()


MONTHS: Final = _list("january february march april may june july august september october november december")
WEEKDAYS: Final = _list("monday tuesday wednesday thursday friday saturday sunday")
_NUMBERS: Final = _list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS: Final = _list("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS: Final = _list(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
)

# kind: what it holds, and the words that are used for nothing else
_KINDS: Final[dict[str, str]] = {
    "l": "last past",  # before the anchor
    "f": "next coming",  # after the anchor
    "L": "previous preceding prior",  # before the date that was mentioned
    "F": "following subsequent ensuing",  # after the date that was mentioned
    "i": "this current",
    "j": "that same",
    "g": "ago",
    "b": "earlier",
    "h": "later",
    "q": "before after",
    "p": "morning afternoon evening night nite",
    "k": "few several couple many some dozens",
    "X": "early mid late beginning middle end start turn",
    "c": "about around circa ca c approximately roughly",
    "P": "in on since by during from throughout within for at between as",
    "t": "to until till through thru",
    "z": "of",
    "d": "the",
    "s": "every each",
    "u": "will shall ll scheduled due expected plans planned planning upcoming set hopes intends aims be",
    "B": "bc bce ce ad",
    "y": "half",
    "r": "eve",
    "&": "and or",
    "a": "a an",
    "C": "century centuries",
    "A": "year years",
}
_UNITS: Final = _list("day week month decade quarter fortnight weekend")
_CLOCK_UNITS: Final = {"hour": "H", "hours": "H", "minute": "M", "minutes": "M", "seconds": "S"}
_REPEATED: Final = {"annually": "P1Y", "yearly": "P1Y", "monthly": "P1M", "weekly": "P1W", "daily": "P1D", "quarterly": "P3M"}
_SEASONS: Final = {
    "spring": 3,
    "springtime": 3,
    "summer": 6,
    "summertime": 6,
    "autumn": 9,
    "fall": 9,
    "winter": 12,
    "wintertime": 12,
}
OWNERS: Final = ("my", "your", "his", "her", "its", "our", "their")  # her 80s are no decade of a century
AMBIGUOUS: Final = frozenset({"may", "march", "august", "april", "june"})  # names and verbs too
_FEASTS: Final = {"christmas": 1225, "halloween": 1031, "xmas": 1225}
_DEICTIC: Final = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def _lexicon() -> dict[str, tuple[str, int | str]]:
    entries: dict[str, tuple[str, int | str]] = {}
    for kind, words in _KINDS.items():
        entries.update((word, (kind, word)) for word in words.split())
    for number, month in enumerate(MONTHS, 1):
        entries[month] = ("M", number)
        entries.setdefault(month[:3], ("M", number))
    entries["sept"] = ("M", 9)
    for number, weekday in enumerate(WEEKDAYS):
        entries[weekday] = ("W", number)
        entries[weekday + "s"] = ("V", number)
        entries[weekday[:3]] = ("v", number)
    entries.update({"tues": ("v", 1), "thur": ("v", 3), "thurs": ("v", 3), "weds": ("v", 2)})
    entries.update((word, ("n", number)) for number, word in enumerate(_NUMBERS))
    entries.update((word, ("n", 20 + 10 * number)) for number, word in enumerate(_TENS))
    entries.update((word, ("o", number)) for number, word in enumerate(_ORDINALS, 1))
    entries.update({"thirtieth": ("o", 30), "dozen": ("n", 12)})
    entries.update((word[:-1] + "ies", ("e", 20 + 10 * number)) for number, word in enumerate(_TENS))
    for unit in _UNITS:
        entries[unit] = entries[unit + "s"] = ("U", unit)
    entries.update((word, ("H", unit)) for word, unit in _CLOCK_UNITS.items())
    entries.update((word, ("Z", value)) for word, value in _REPEATED.items())
    entries.update((word, ("S", month)) for word, month in _SEASONS.items())
    entries.update((word, ("G", day)) for word, day in _FEASTS.items())
    entries.update((word, ("R", days)) for word, days in _DEICTIC.items())
    entries.update({"year": ("A", "year"), "years": ("A", "year"), "noon": ("K", "T12:00"), "midnight": ("K", "T00:00")})
    return entries


LEXICON: Final = _lexicon()
