"""The occurrences of repeatable events, from the dates of their evidence; called by `graph.rdf`.

The date intervals of an event's dated evidence that overlap or touch are one occurrence; undated evidence stays with the event.
Dates are ISO 8601 or EDTF, possibly a range; one that names no interval ("2022-W05", an open range) makes no occurrence.

Source: Extended Date/Time Format (EDTF) Specification, Library of Congress, 2019, levels 0 and 1.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

Interval = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A joined interval, both days inclusive, with the ids of the evidence that dates it, sorted."""

    start: str
    end: str
    evidence: tuple[str, ...]


def occurrences(dated: Iterable[tuple[str, str]]) -> tuple[Occurrence, ...]:
    """Join the intervals of (evidence id, date) pairs, whatever their order."""
    rows = sorted((found, evidence) for evidence, value in dated if (found := interval(value)) is not None)
    joined: list[tuple[date, date, list[str]]] = []
    for (start, end), evidence in rows:
        if joined and start.toordinal() <= joined[-1][1].toordinal() + 1:
            first, last, known = joined[-1]
            joined[-1] = (first, max(last, end), [*known, evidence])
        else:
            joined.append((start, end, [evidence]))
    return tuple(
        Occurrence(start=start.isoformat(), end=end.isoformat(), evidence=tuple(sorted(set(known))))
        for start, end, known in joined
    )


def interval(value: str) -> Interval | None:
    """The first and the last day that a date can mean; None where it names none.

    >>> interval("2022-01/2022-02")
    (datetime.date(2022, 1, 1), datetime.date(2022, 2, 28))
    """
    first, slash, last = value.partition("/")
    start = _days(first)
    end = _days(last) if slash else start
    if start is None or end is None or end[1] < start[0]:
        return None
    return start[0], end[1]


def _days(value: str) -> Interval | None:
    match = re.fullmatch(r"(\d{2}[\dX]{2})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?(?:T[0-9:.Z+-]*)?[?~%]?", value.strip(), re.ASCII)
    if match is None:
        return None
    years, month, day = match.groups()
    try:
        return _start(years, month, day), _end(years, month, day)
    except ValueError:
        return None


def _start(years: str, month: str | None, day: str | None) -> date:
    return date(int(years.replace("X", "0")), _number(month) or 1, _number(day) or 1)


def _end(years: str, month: str | None, day: str | None) -> date:
    year, last = int(years.replace("X", "9")), _number(month) or 12
    return date(year, last, _number(day) or monthrange(year, last)[1])


def _number(digits: str | None) -> int | None:
    return None if digits is None or digits == "XX" else int(digits)
