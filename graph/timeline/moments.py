"""Dates as texts give them: what days they can mean, how they sort, how they read; called by `graph.timeline` and its writers.

Source: Extended Date/Time Format (EDTF) Specification, Library of Congress, 2019, levels 0 and 1; seasons are those of level 1.
"""

import re
from calendar import month_name
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from graph.occurrences import interval

SEASONS: Final = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
PART: Final = re.compile(
    r"(\d{1,3}X{1,3}|\d{4}|XXXX)(?:-(W?\d\d|XX)(?:-(\d\d|XX))?)?(?:T([0-9:]+)[0-9:.Z+-]*)?([?~%]?)", re.ASCII
)
OPEN: Final = frozenset({"", ".."})
RULE: Final = (
    "by the first day that a date can mean, the wider date before the narrower; a range without a beginning stands at its end; "
    "what has no date, or none with a year, stands apart"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date: `edtf` as given, the first and the last day that it can mean (ISO, inclusive), and how it reads.

    `start` is None where it is open towards the past, `end` towards the future; both where it has no year. `precision` is "day",
    "month", "year", "range", "open", "vague" (a part of a year, a decade) or "unplaced".
    """

    edtf: str
    start: str | None
    end: str | None
    shown: str
    precision: str

    @property
    def placed(self) -> bool:
        """Whether it has a place on a time line."""
        return self.start is not None or self.end is not None

    @property
    def key(self) -> tuple[str, int, str]:
        """Where it sorts (`RULE`)."""
        start, end = self.start or self.end or "9999", self.end or self.start or "9999"
        return start, (date.fromisoformat(start) - date.fromisoformat(end)).days if self.placed else 0, self.edtf

    def overlaps(self, other: "Moment") -> bool:
        """Whether both can mean the same day; one that cannot be placed overlaps everything."""
        starts, ends = (self.start or "0001", other.start or "0001"), (self.end or "9999", other.end or "9999")
        return max(starts) <= min(ends)


def moment(value: str) -> Moment:
    """What a date means."""
    first, slash, last = value.strip().partition("/")
    if slash and OPEN & {first, last}:
        return _open(value, first, last)
    days = interval(value) or _part_of_year(value)
    if days is None:
        return Moment(edtf=value, start=None, end=None, shown=shown(value), precision="unplaced")
    start, end = (day.isoformat() for day in days)
    return Moment(edtf=value, start=start, end=end, shown=shown(value), precision="range" if slash else _precision(value, days))


def shown(value: str) -> str:
    """A date in English: "about 1997", "December 2021", "March to April 2022", "17 December (no year)"."""
    first, slash, last = value.strip().partition("/")
    if not slash:
        return _read(first)
    if first in OPEN:
        return f"until {_read(last)}"
    if last in OPEN:
        return f"since {_read(first)}"
    start, end = _read(first), _read(last)
    words, same = start.split(" "), end.split(" ")
    while len(words) > 1 and len(same) > 1 and words[-1] == same[-1]:
        words, same = words[:-1], same[:-1]
    return end if start == end else f"{' '.join(words)} to {end}"


def days_after(day: str, days: int = 1) -> str:
    """A day so many days later, or the last day that there is."""
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        return date.max.isoformat()


def _open(value: str, first: str, last: str) -> Moment:
    since = None if first in OPEN else moment(first).start
    until = None if last in OPEN else moment(last).end
    return Moment(edtf=value, start=since, end=until, shown=shown(value), precision="open" if since or until else "unplaced")


def _part_of_year(value: str) -> tuple[date, date] | None:
    """Weeks have their days; seasons and what else is not known closer can be anywhere in the year."""
    week = re.fullmatch(r"(\d{4})-W(\d\d)", value, re.ASCII)
    try:
        if week:
            monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
            return monday, monday + timedelta(days=6)
    except ValueError:
        return None
    return interval(value[:4]) if re.fullmatch(r"\d{4}-(2[1-9]|3\d|4[01])[?~%]?", value, re.ASCII) else None


def _precision(value: str, days: tuple[date, date]) -> str:
    length = (days[1] - days[0]).days
    if length == 0:
        return "day"
    if re.fullmatch(r"\d{4}-\d\d[?~%]?", value, re.ASCII) and length < 31:
        return "month"
    return "year" if re.fullmatch(r"\d{4}[?~%]?", value, re.ASCII) else "vague"


def _read(value: str) -> str:
    match = PART.fullmatch(value)
    if match is None:
        return value
    years, month, day, time, doubt = match.groups()
    year = "(no year)" if years == "XXXX" else f"{years.replace('X', '0')}s" if "X" in years else years
    words = [_day(day), _month(month), year]
    text = " ".join(word for word in words if word)
    if time:
        text = f"{text}, {time}"
    return f"{'about ' if doubt in ('~', '%') else ''}{text}{' (uncertain)' if doubt in ('?', '%') else ''}"


def _day(day: str | None) -> str:
    return "" if day in (None, "XX") else str(int(day or 0))


def _month(month: str | None) -> str:
    if month in (None, "XX"):
        return ""
    if month and month.startswith("W"):
        return f"week {int(month[1:])} of"
    number = int(month or 0)
    return month_name[number] if 1 <= number <= 12 else SEASONS.get(month or "", f"part {month} of")
