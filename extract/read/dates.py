"""Dates of publication as people write them, to ISO 8601; used by the readers and by `extract.read.metadata`.

Dates in the story are the business of `extract.times`: here a date is either the whole of a string or stands in a line of
front matter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

NAMES: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTH: Final = "|".join(f"{name}|{name.upper()}|{name[:3]}|{name[:3].upper()}" for name in NAMES) + "|Sept|SEPT"
YEAR: Final = r"(?P<year>(?:1[89]|20)\d\d)"
DAY: Final = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|ST|ND|RD|TH)?"
PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d./-]){YEAR}[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)(?![\d-])(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?",
        rf"(?<![\d./-])(?P<first>[0-3]?\d)(?P<sep>[./-])(?P<second>[0-3]?\d)(?P=sep){YEAR}(?!\d)",
        rf"\b(?P<name>{MONTH})\b\.?\s{{0,3}}{DAY}\b(?:\s{{0,3}},?\s{{0,3}}{YEAR}\b)?(?![:\d])",
        rf"(?<![\d:.]){DAY}(?:\s{{1,3}}of)?[\s-]{{1,3}}(?P<name>{MONTH})\b\.?(?:\s{{0,3}}[,-]?\s{{0,3}}{YEAR}\b)?",
        rf"\b(?P<name>{MONTH})\b\.?,?\s{{1,3}}{YEAR}\b",
    )
)
NOISE: Final = re.compile(
    r"(?:(?<!\d)|\s{1,3})[+-]\d\d:?\d\d(?!\d)|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|\b\d{1,2}[:.h]\d\d(?::\d\d)?(?:\.\d{1,6})?(?=\D|$)"
    r"|\b\d{4}\s?(?:hrs|hours|gmt|utc)\b|\b\d{0,2}\s?[ap]\.?m\b\.?|\b(?:gmt|utc|[ecmp][sd]?t|msk|ist|bst|cest|eest|eet|jst|kst|z)\b"
    r"|\b(?:at|on|in|of|local time|moscow time|hrs|hours|o'clock)\b|[\s,.:;()\[\]|/•·–—-]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date at a place of a text; `year` or `day` is None where it is not stated, `month` where it could be either of two."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None

    @property
    def iso(self) -> str | None:
        """ISO 8601, as far as it is known; None without a year."""
        if self.year is None:
            return None
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)


def dates(text: str) -> list[Dated]:
    """All dates of a text, in order; of overlapping readings the longest."""
    found = sorted((item for pattern in PATTERNS for item in _matches(pattern, text)), key=lambda item: (item.start, -item.end))
    kept: list[Dated] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def published(text: str | None) -> str | None:
    """ISO 8601 for a string that is a date, with weekday, time and zone if need be; None for anything else."""
    if not text or len(text) > 100:
        return None
    text = text.strip()
    if re.fullmatch(r"(?:1[89]|20)\d\d(?:-(?:0[1-9]|1[0-2]))?", text):
        return text
    if re.fullmatch(r"(?:1[89]|20)\d{6}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    found = dates(text)
    if len(found) != 1 or rest(text, found):
        return None
    return found[0].iso


def rest(text: str, found: list[Dated]) -> str:
    """What remains of a line when dates, weekdays, times and separators are taken away."""
    for item in reversed(found):
        text = text[: item.start] + " " + text[item.end :]
    return NOISE.sub(" ", text).strip()


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[Dated]:
    for match in pattern.finditer(text):
        groups = match.groupdict()
        year = int(groups["year"]) if groups.get("year") else None
        month, day = _month_and_day(groups)
        if _exists(year, month, day):
            yield Dated(start=match.start(), end=match.end(), year=year, month=month, day=day)


def _month_and_day(groups: dict[str, str | None]) -> tuple[int | None, int | None]:
    name, first, second = groups.get("name"), groups.get("first"), groups.get("second")
    if name:
        month = next(i for i, full in enumerate(NAMES, start=1) if full[:3].lower() == name[:3].lower())
        return month, int(groups.get("day") or 0) or None
    if first and second:
        return _numeric(int(first), int(second), dotted=groups.get("sep") == ".")
    return int(groups["month"] or 0), int(groups["day"] or 0)


def _numeric(first: int, second: int, *, dotted: bool) -> tuple[int | None, int | None]:
    """Day and month written in figures: with dots the day stands first; with strokes only where one reading is possible."""
    if dotted or first > 12 or first == second:
        return second, first
    if second > 12:
        return first, second
    return None, None


def _exists(year: int | None, month: int | None, day: int | None) -> bool:
    if month is None:
        return year is not None
    try:
        date(year or 2000, month, day or 1)
    except ValueError:
        return False
    return True
