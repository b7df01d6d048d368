"""Numbers in passages with what they count, and whether two passages count differently; called by `graph.compare.one_event`.

A number is an interval: "about 100" reaches a tenth to both sides, "more than 100" upwards, "up to 100" downwards. Years, days,
clauses and numbers that belong to a name count nothing.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph.compare.contents import stems_of

ABOUT: Final = 0.1
WORDS_AFTER: Final = 3
_SMALL: Final = "two three four five six seven eight nine ten eleven twelve"
SMALL: Final = {word: value for value, word in enumerate(_SMALL.split(), start=2)}
SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12}
_MONTHS: Final = """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
"""
MONTHS: Final = frozenset(_MONTHS.split())
_NAMING: Final = "article articles resolution protocol paragraph page section chapter no number group"
NAMING: Final = frozenset(_NAMING.split())
NUMBER: Final = re.compile(
    rf"(?<![\w.,-])(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<word>{'|'.join(SMALL)}))"
    rf"(?:[\s-]+(?P<scale>{'|'.join(SCALES)}))?(?P<percent>\s?%|\s+per\s?cent)?(?![\w-])",
    re.IGNORECASE,
)
AT_LEAST: Final = re.compile(
    r"\b(?:more than|at least|over|no fewer than|no less than|upwards of|exceeding|as many as)\W*$", re.IGNORECASE
)
AT_MOST: Final = re.compile(r"\b(?:up to|at most|(?:no|not) more than|fewer than|less than|under|below)\W*$", re.IGNORECASE)
NEARLY: Final = re.compile(
    r"\b(?:about|around|some|roughly|approximately|nearly|almost|close to|an estimated|circa)\W*$", re.IGNORECASE
)
PHRASE_END: Final = re.compile(r"[.,;:()“”\"]|\b(?:and|or|in|to|of|at|on|for|with|by|from|who|which|that)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """From `low` to `high` of what the stems in `units` name."""

    low: float
    high: float
    units: frozenset[str]


def differ(one: str, other: str) -> bool:
    """Whether the two passages count one thing, and no number of the one is a number of the other."""
    left, right = tuple(counts(one)), tuple(counts(other))
    pairs = [(a, b) for a in left for b in right if a.units & b.units]
    return bool(pairs) and not any(a.low <= b.high and b.low <= a.high for a, b in pairs)


def counts(text: str) -> Iterator[Count]:
    """The numbers of a text that count something."""
    for match in NUMBER.finditer(text):
        units = _units(text, match)
        if units and not _is_name_or_date(text, match):
            value = float((match["digits"] or str(SMALL[match["word"].casefold()])).replace(",", ""))
            value *= SCALES.get((match["scale"] or "").casefold(), 1)
            low, high = _interval(text[: match.start()], value)
            yield Count(low=low, high=high, units=units)


def _units(text: str, match: re.Match[str]) -> frozenset[str]:
    if match["percent"]:
        return frozenset({"%"})
    phrase = PHRASE_END.split(text[match.end() :], maxsplit=1)[0]
    return frozenset(stems_of(" ".join(re.findall(r"[^\W\d_]+", phrase)[:WORDS_AFTER])) if phrase.strip() else ())


def _is_name_or_date(text: str, match: re.Match[str]) -> bool:
    before = re.findall(r"\w+", text[: match.start()])[-1:]
    after = re.findall(r"\w+", text[match.end() :])[:1]
    if any(word.casefold() in MONTHS for word in (*before, *after)) or any(word.casefold() in NAMING for word in before):
        return True
    year = re.fullmatch(r"1[5-9]\d\d|20\d\d", match["digits"] or "")
    return year is not None and not (after and after[0].endswith("s"))


def _interval(before: str, value: float) -> tuple[float, float]:
    if AT_MOST.search(before):
        return 0.0, value
    if AT_LEAST.search(before):
        return value, math.inf
    if NEARLY.search(before):
        return value * (1 - ABOUT), value * (1 + ABOUT)
    return value, value
