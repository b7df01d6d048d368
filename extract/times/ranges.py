"""Which of the times of a text date what happens, with both ends of a range joined. Called by the component and annotation."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extract.records import Span, Time
from extract.times.values import fact_date, interval

_RANGE: Final = re.compile(r"\s*(?:[-‐‑‒–—―−]|to|until|till|through|up to)\s*(?:the\s+)?")
_BETWEEN: Final = re.compile(r"\s*and\s+(?:the\s+)?")
_BESIDE: Final = ("after", "before")  # after 2014 is not in 2014
_WARS: Final = ("1914-07-28/1918-11-11", "1939-09-01/1945-09-02")


def find_dates(text: str, times: Sequence[Time], start: int = 0) -> tuple[Time, ...]:
    """The times that can date a fact, their values as facts carry them: no durations, clock times or years before or after it.

    A war dates what happened in it; "the end of the war" and "thirty years after the war" are other times. `start` is as in
    `find_ranges`.
    """
    found = []
    for time in find_ranges(text, times, start):
        value = fact_date(time.value) if time.type in ("DATE", "TIME") else None
        words = text[max(0, time.span.start - start - 24) : time.span.start - start].lower().split()
        lead = next((word for word in reversed(words) if word not in ("the", "late", "early", "mid-")), "")
        aside = lead not in ("in", "during") if time.value in _WARS else lead in _BESIDE
        if value and not aside:
            found.append(replace(time, value=value))
    return tuple(found)


def find_ranges(text: str, times: Sequence[Time], start: int = 0) -> tuple[Time, ...]:
    """The times with both ends of a range joined: "from 1999 to 2004" has the value `1999/2004`; all others as they are.

    `start` is the offset of `text` in the document from which the offsets of the times count.
    """
    joined: list[Time] = []
    for time in times:
        previous = joined[-1] if joined else None
        value = previous and _range(text, start, previous, time)
        if previous and value:
            joined[-1] = Time(span=Span(previous.span.start, time.span.end), value=value, type="DATE")
        else:
            joined.append(time)
    return tuple(joined)


def _range(text: str, start: int, first: Time, last: Time) -> str | None:
    if first.type != "DATE" or last.type != "DATE" or "/" in first.value or "/" in last.value:
        return None
    begin = first.span.start - start
    between = text[max(0, begin - 12) : begin].lower().split()[-1:] == ["between"]
    if not (_BETWEEN if between else _RANGE).fullmatch(text, first.span.end - start, last.span.start - start):
        return None
    ends = interval(first.value), interval(last.value)
    return f"{first.value}/{last.value}" if ends[0] and ends[1] and ends[0][0] < ends[1][1] else None
