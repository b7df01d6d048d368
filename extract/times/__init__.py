"""Time expressions: where they stand in a text and which time they mean.

Called by `extract.annotate` and `extract.drafts`.

`words` scans, `phrases` finds expressions, `days`, `years` and `relative` give them values in the light of a `scene`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from extract.records import Span, Time
from extract.times import days, relative, years
from extract.times.doubt import is_surname
from extract.times.phrases import Phrase, find_phrases
from extract.times.ranges import find_dates, find_ranges
from extract.times.scene import Scene, dated
from extract.times.values import Point, day_point, fact_date, interval, make_point, parse_point
from extract.times.words import read_words

__all__ = ["fact_date", "find_dates", "find_ranges", "find_times", "interval"]

_RESOLVERS: Final = {**days.RESOLVERS, **years.RESOLVERS, **relative.RESOLVERS}
_JOINT: Final = re.compile(r"\s*(?:[-‐‑‒–—―−]|to|until|till|through|and|or|,)\s*(?:(?:the|in|early|late|mid)\s+)?")
_EQUATED: Final = re.compile(r"(?:\s+is|['’]s)\s+")  # today is Tuesday
_APPOSED: Final = re.compile(r"\s*,?\s*in\s+")
_TOLD: Final = 8  # words between "it is" and the day
_NOW: Final = ("now", "currently", "about", "almost", "already")
_SOON: Final = 3  # days by which a text may go on after the day it is dated
_HEAD: Final = 300  # characters in which a dateline may stand
_LAG: Final = 10  # days between writing and publication


def find_times(text: str, anchor: str | None) -> tuple[Time, ...]:
    """The time expressions of a text, in order, none within another; `anchor` is the day of publication (ISO, may be partial).

    Both ends of "from 1999 to 2004" are times of their own; `find_ranges` joins them. Expressions that count from the anchor are
    left out where it is not known; a day without a year that cannot be placed gets `XXXX`.
    """
    phrases = list(find_phrases(read_words(text)))
    day = _dateline(text, phrases, parse_point(anchor))
    scene = Scene(anchor=day, names=_month_names(phrases), news=_is_news(phrases, day))
    times: list[Time] = []
    for index, phrase in enumerate(phrases):
        scene.shared = _shared_year(text, phrase, phrases[index + 1]) if index + 1 < len(phrases) else None
        reading = _RESOLVERS[phrase.rule](phrase, scene)
        if reading is not None:
            if phrase.rule in ("day", "weekday") and reading.point and reading.point.date and _names_today(phrase):
                scene.anchor, scene.moved = _present(phrase, reading.point, scene), True
                reading = dated(scene.anchor) or reading
                if times and _EQUATED.fullmatch(text, times[-1].span.end, phrase.start):
                    times[-1] = replace(times[-1], value=reading.value)
            scene.remember(reading, phrase)
            times.append(Time(span=Span(phrase.start, phrase.end), value=reading.value, type=reading.type))
    return tuple(times)


def _dateline(text: str, phrases: Sequence[Phrase], anchor: Point | None) -> Point | None:
    """The day on a line of its own at the head of a text, if it agrees with the anchor but for a few days; else the anchor."""
    for phrase in phrases:
        if phrase.start > _HEAD:
            break
        point = make_point(phrase.value("Y"), phrase.value("Mm"), phrase.value("DO")) if phrase.rule == "day" else None
        alone = text[: phrase.start].endswith("\n") and text[phrase.end : phrase.end + 1] in ("", "\n")
        if point and point.date and alone and (anchor is None or (anchor.date and abs(anchor.date - point.date).days <= _LAG)):
            return point
    return anchor


def _month_names(phrases: Sequence[Phrase]) -> frozenset[int]:
    """The months that are persons in this text: after "Theresa May", "May" alone is no month."""
    found = (phrase for phrase in phrases if phrase.rule == "month" and phrase.last - phrase.first == 1 and is_surname(phrase))
    return frozenset(number for phrase in found if (number := phrase.value("Mm")))


def _is_news(phrases: Sequence[Phrase], anchor: Point | None) -> bool:
    """Whether a text speaks more of the days before its publication than of other years."""
    if anchor is None:
        return False
    far = [abs(year - anchor.year) > 1 for phrase in phrases if (year := phrase.value("Y"))]
    near = sum(phrase.rule in ("weekday", "day_named") for phrase in phrases) + far.count(False)
    return near > 0 and near >= far.count(True)


def _names_today(phrase: Phrase) -> bool:
    """Whether a day is said to be the present one: "it is 3 May", "today is Tuesday", "it's now 2 a.m. on Wednesday"."""
    distance = 1
    while (word := phrase.before(distance)) is not None and distance < _TOLD and (word.kind in "TxP,D" or word.value in _NOW):
        distance += 1
    words = [str(getattr(phrase.before(distance + step), "value", "")).lower() for step in (2, 1, 0)]
    return words[2] in ("is", "s") and (words[1] in ("it", "0") or words[:2] in (["it", "'"], ["0", "'"]))


def _present(phrase: Phrase, point: Point, scene: Scene) -> Point:
    """The day that a text says it is; a weekday is the next one where the text has named its day, else the nearest one."""
    if scene.today is None or phrase.rule != "weekday":
        return point
    ahead = (int(phrase.of("Wv")[0].value) - scene.today.weekday()) % 7
    return day_point(scene.today + timedelta(days=ahead if scene.moved or ahead < _SOON else ahead - 7))


def _shared_year(text: str, phrase: Phrase, following: Phrase) -> int | None:
    """The year of "August 2011" for the "March" of "March to August 2011"."""
    if phrase.rule == "offset":
        return (
            following.value("Y") if following.rule == "year" and _APPOSED.fullmatch(text, phrase.end, following.start) else None
        )
    if phrase.rule not in ("day", "days", "month") or following.rule not in ("day", "days", "month", "months"):
        return None
    if phrase.of("Y") or not _JOINT.fullmatch(text, phrase.end, following.start):
        return None
    return following.value("Y")
