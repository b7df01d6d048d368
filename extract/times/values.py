"""Points in time and the values that stand for them (ISO 8601, EDTF). Called by resolvers and by whoever compares dates."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final, NamedTuple

_POINT: Final = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?")
_WEEK: Final = re.compile(r"(\d{4})-W(\d\d)(?:-([1-7]))?")
_UNSPECIFIED: Final = re.compile(r"(\d{1,3})(X{1,3})")
_SUB_YEAR: Final[dict[int, tuple[int, int]]] = {
    21: (3, 3),
    22: (6, 3),
    23: (9, 3),
    24: (12, 3),  # seasons (northern): first month, number of months
    25: (3, 3),
    26: (6, 3),
    27: (9, 3),
    28: (12, 3),
    29: (9, 3),
    30: (12, 3),
    31: (3, 3),
    32: (6, 3),
    33: (1, 3),
    34: (4, 3),
    35: (7, 3),
    36: (10, 3),  # quarters
    37: (1, 4),
    38: (5, 4),
    39: (9, 4),
    40: (1, 6),
    41: (7, 6),  # thirds and halves of a year
}
_OPEN: Final = ("", "..")


class Point(NamedTuple):
    """A year, month or day of the calendar."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        year = f"{self.year:04d}" if self.year >= 0 else f"-{-self.year:04d}"
        return year + "".join(f"-{part:02d}" for part in (self.month, self.day) if part)

    def cut(self, parts: int) -> "Point":
        """Its first `parts` parts: 1 the year, 2 the month, 3 the day."""
        return Point(self.year, self.month if parts > 1 else None, self.day if parts > 2 else None)

    @property
    def date(self) -> date | None:
        """The day, where it is known to the day."""
        return date(self.year, self.month, self.day) if self.month and self.day and self.year > 0 else None


def parse_point(value: str | None) -> Point | None:
    """Read an ISO date that may lack day or month; None for anything else and for days that do not exist."""
    found = _POINT.fullmatch(value.strip()) if value else None
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    return make_point(year, month, day)


def make_point(year: int | None, month: int | None = None, day: int | None = None) -> Point | None:
    """A point, unless there is no such day; ISO 8601 writes years with four digits."""
    if year is None or not -9999 <= year <= 9999 or (month is not None and not 1 <= month <= 12):
        return None
    if month and day is not None and not 1 <= day <= monthrange(max(year, 1), month)[1]:
        return None
    return Point(year, month, day)


def day_point(day: date) -> Point:
    """The point of a day."""
    return Point(day.year, day.month, day.day)


def shift(point: Point, count: int, unit: str) -> Point | None:
    """Move by `count` units and keep the precision of the unit; None where `point` is not known that precisely."""
    if unit in ("year", "decade", "century"):
        return make_point(point.year + count * {"year": 1, "decade": 10, "century": 100}[unit])
    if unit in ("month", "quarter") and point.month:
        months = point.year * 12 + point.month - 1 + count * (3 if unit == "quarter" else 1)
        return make_point(months // 12, months % 12 + 1)
    if unit in ("day", "week", "fortnight") and point.date:
        days = count * {"day": 1, "week": 7, "fortnight": 14}[unit]
        return day_point(point.date + timedelta(days=days)) if abs(days) < 100_000 and point.year > 300 else None
    return None


def span_of_days(first: Point, last: Point) -> str:
    """The interval from the first day of `first` to the last day of `last`."""
    return f"{_first_day(first)}/{_last_day(last)}"


def span_of_months(year: int, month: int, count: int) -> str:
    """The interval of `count` months from `month` on."""
    after = year * 12 + month - 1 + count - 1
    return span_of_days(Point(year, month), Point(after // 12, after % 12 + 1))


def span_of_week(day: date, first: int = 0, last: int = 6) -> str:
    """The days from `first` to `last` (Monday is 0) of the week in which `day` falls."""
    monday = day - timedelta(days=day.weekday())
    return f"{monday + timedelta(days=first)}/{monday + timedelta(days=last)}"


def interval(value: str) -> tuple[str, str] | None:
    """First and last day (ISO) of a value; None for durations, sets, clock times and values without a year.

    Open ends give 0001-01-01 and 9999-12-31. Strings compare in time order except among years before Christ.
    Source: EDTF (ISO 8601-2:2019), levels 0 to 2 as far as `find_times` and common metadata use them.
    """
    if "/" in value:
        left, _, right = value.partition("/")
        first = ("0001-01-01", "") if left in _OPEN else interval(left)
        last = ("", "9999-12-31") if right in _OPEN else interval(right)
        return (first[0], last[1]) if first and last and left + right not in ("", "....") else None
    return _simple_interval(value.strip().rstrip("~?%"))


def _simple_interval(value: str) -> tuple[str, str] | None:
    if found := _UNSPECIFIED.fullmatch(value):
        if len(value) != 4:
            return None
        known, unknown = found.groups()
        return f"{known}{'0' * len(unknown)}-01-01", f"{known}{'9' * len(unknown)}-12-31"
    if found := _WEEK.fullmatch(value):
        return _week_interval(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    if (found := _POINT.fullmatch(value)) and found[2] and not found[3] and int(found[2]) in _SUB_YEAR:
        month, count = _SUB_YEAR[int(found[2])]
        return interval(span_of_months(int(found[1]), month, count))
    point = parse_point(value.replace("-XX", ""))
    return (_first_day(point), _last_day(point)) if point else None


def _week_interval(year: int, week: int, day: int | None) -> tuple[str, str] | None:
    try:
        return str(date.fromisocalendar(year, week, day or 1)), str(date.fromisocalendar(year, week, day or 7))
    except ValueError:  # a 53rd week that the year does not have
        return None


def fact_date(value: str) -> str | None:
    """What a fact carries for a value: an ISO date, or a `/` range in the coarsest unit that says the same.

    None for durations, sets, clock times, open ranges and days without a year.
    """
    ends = interval(value)
    if ends is None or ends[0] == "0001-01-01" or ends[1] == "9999-12-31":
        return None
    first, last = (parse_point(end) for end in ends)
    if first is None or last is None:
        return None
    for part in (1, 2, 3):
        left, right = first.cut(part), last.cut(part)
        if (_first_day(left), _last_day(right)) == ends:
            return str(left) if left == right else f"{left}/{right}"
    return None


def _first_day(point: Point) -> str:
    return str(Point(point.year, point.month or 1, point.day or 1))


def _last_day(point: Point) -> str:
    month = point.month or 12
    return str(Point(point.year, month, point.day or monthrange(max(point.year, 1), month)[1]))
