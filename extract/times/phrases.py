"""Which sequences of words are date expressions: regular expressions over the kinds of words. Called by `find_times`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from extract.times.words import Word, kinds_of

_MONTH: Final = r"[Mm]\.?"
_YEAR: Final = r"(?:,?z?Y|z?'[D9]|\(Y\))"
_THAT_YEAR: Final = rf"(?:{_YEAR}|,?z?d?[lfijLF]{{1,2}}A)"  # December 2021, December of that year
_WEEKDAY: Final = r"(?:[Wv]\.?p?,?d?)?"
_COUNT: Final = r"(?:[aDY9]|n(?:-?n)?)"
_STOP: Final = r"(?=[.,;)|]|$)"

# The first rule that fits at a word wins, so the longer forms stand first.
RULES: Final[tuple[tuple[str, str], ...]] = (
    ("written", r"[IJ]"),  # 2021-12-17, 17.12.2021, 9/11
    ("days", rf"{_WEEKDAY}[DO][-t][DO]z?{_MONTH}{_YEAR}?|{_WEEKDAY}[DO]&[DO]z?{_MONTH}{_YEAR}?"),  # 5-6 September 2019
    ("days", rf"{_MONTH}[DO](?:[-t]|&)[DO]{_YEAR}|{_MONTH}[DO]-[DO](?!z?[Mm])"),  # May 5-6, 2019
    (
        "day",
        rf"Y{_MONTH}[DO](?![-/]?[AUH9])|{_WEEKDAY}(?:[DO]-?z?|oz|OUz){_MONTH}(?:-?{_THAT_YEAR}|-?,?9(?![-/])|[lf](?![UACSWMmp]))?|{_WEEKDAY}{_MONTH}d?[DOo](?![-/]?[AUH9]){_THAT_YEAR}?",
    ),
    ("bare_day", r"(?<=Pd)[Oo](?=[.,;)|]|$)"),  # on the 5th, where the month was named before
    ("months", rf"{_MONTH}[-/]{_MONTH}{_YEAR}?|{_MONTH}&{_MONTH}P?{_YEAR}"),  # March-April 2022, March and April 2022
    ("month", rf"{_MONTH}-?{_THAT_YEAR}|{_MONTH}z9|{_MONTH}znn(?:-?n)?(?!-?[UAHMmn])"),  # December 2021
    ("month", rf"[lfijLF]{{1,2}}{_MONTH}|{_MONTH}[lf](?![UACSWMmp])"),  # last July, July last, February next
    ("month", _MONTH),
    ("season", r"Sz?d?,?Y(?:[-/][YD9])?|Sz?'[D9]|[lfi]{1,2}S"),  # summer of 1968, last winter
    ("feast", rf"G[Ur]?{_THAT_YEAR}?|[lfi]AG"),  # Christmas Eve 2021
    ("quarter", rf"Q,?z?d?{_THAT_YEAR}|YQ|oU{_THAT_YEAR}|oy{_THAT_YEAR}"),  # Q3 2020, the first half of 2021
    ("century", r"X?-?(?:n-)?[Oo](?:-?C|(?=[t&-]d?(?:n-)?[Oo]-?C))B?"),  # the 19th century
    ("decade", r"[Xbh]?-?'?[Ee]"),  # the late 1970s, the '60s
    ("era", r"[YD9]B|B[YD9]|[YD9](?=[-t&]c?[YD9]B)"),  # 400 BC, also the 490 of "490 to 480 BC"
    ("years", r"Y/[D9Y]"),  # 2013/14, 2013/2014
    ("last_year", r"(?<=Y-)[D9](?![-/,%$]?[DY9MmUAHCK%])"),  # the 77 of 1776-77
    ("spoken_year", r"nn(?:-?n)?(?!-?[UAHMmn])"),  # nineteen sixty-eight
    ("year", r"Y(?![AUH]g)"),
    ("short_year", r"'D|'9"),  # '71
    ("weekday", r"[Wv]\.?z?[lfi]U|[lfij]{1,2}[Wv]p?|W(?:p|(?!w))|v\.?p?|W"),  # Tuesday last week, last Tuesday, Tuesday night
    ("day_named", r"Rp?|UqR|[lfij]p|[LF]p"),  # yesterday, the day before yesterday, last night
    ("unit", r"il[UAC]|[lfi][UAC]|[LF][UA]|j{1,2}[UA]"),  # last week, the following year
    ("year_part", r"X(?:zd|-)A(?!z?Y)|AX|(?<=[bhX]Pd)A(?!z)"),  # the end of the year, year end, earlier in the year
    ("ago", rf"(?:{_COUNT}|n\))-?[UAC]g(?:Rp?)?|aA&ayg|ya[UAC]g"),  # three weeks ago, a year and a half ago, half a century ago
    ("offset", rf"{_COUNT}[UA](?:[bhL]|q{_STOP})|[UA](?:[bh]|q){_STOP}|[UA]qj"),  # two years later, the year before
    ("duration", rf"[lfiLF]?{_COUNT}-?[UAHC]"),  # three years, an 11-year lull
    ("ancient", r"9|(?<=dA)D"),  # 347, the year 71
    ("set", r"s[UAWMm]|Z|V"),  # every year, annually, Fridays
    ("weekend", r"U"),
    ("clock", r"Tx?|Dx|K"),  # 9 a.m.
)
_PATTERN: Final = re.compile(
    "(?=[IJWvDOoMmlfijLFSGQXEen'YB9cRaUAsZVTKybh])(?:"
    + "|".join(f"(?P<r{i}>{pattern})" for i, (_, pattern) in enumerate(RULES))
    + ")"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A date expression: words `first` to `last` (exclusive) of all words of the text, and the rule that found it."""

    rule: str
    words: Sequence[Word]
    first: int
    last: int

    @property
    def start(self) -> int:
        """The offset of its first character."""
        return self.words[self.first].start

    @property
    def end(self) -> int:
        """The offset after its last character, without a full stop that is no sign of abbreviation."""
        last, previous = self.words[self.last - 1], self.words[max(self.last - 2, self.first)]
        length = previous.end - previous.start
        full = length > 4 or (previous.kind in "Mm" and (previous.value == 5 or (length == 4 and previous.value != 9)))
        return previous.end if last.kind == "." and previous.kind != "v" and full else last.end

    def of(self, kinds: str) -> list[Word]:
        """Its words of the given kinds, in order."""
        return [word for word in self.words[self.first : self.last] if word.kind in kinds]

    def value(self, kinds: str) -> int | None:
        """The number of its first word of the given kinds."""
        return next((word.value for word in self.of(kinds) if isinstance(word.value, int)), None)

    def unit(self) -> str:
        """Its unit of time."""
        word = next(word for word in self.words[self.first : self.last] if word.kind in "UAC")
        return {"A": "year", "C": "century"}.get(word.kind, str(word.value).removesuffix("s"))

    def is_plural(self) -> bool:
        """Whether its unit of time stands in the plural."""
        word = next(word for word in self.words[self.first : self.last] if word.kind in "UAC")
        return word.end - word.start > len(self.unit())

    def before(self, distance: int = 1) -> Word | None:
        """The word that stands `distance` words before it."""
        return self.words[self.first - distance] if self.first >= distance else None

    def after(self, distance: int = 1) -> Word | None:
        """The word that stands `distance` words after it."""
        index = self.last + distance - 1
        return self.words[index] if index < len(self.words) else None


def find_phrases(words: Sequence[Word]) -> Iterator[Phrase]:
    """The date expressions among the words, in order and apart from each other."""
    for found in _PATTERN.finditer(kinds_of(words)):
        rule = RULES[int((found.lastgroup or "r0")[1:])][0]
        yield Phrase(rule, words, found.start(), found.end())
