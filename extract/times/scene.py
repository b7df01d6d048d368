"""What is known when a date expression comes up: the day of publication, the date spoken of, the tense. Used by resolvers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise, takewhile
from typing import Final, NamedTuple

from extract.times.phrases import Phrase
from extract.times.values import Point, day_point, make_point
from extract.times.words import Word

_HISTORY: Final = 20  # years
_NEAR: Final = 600  # characters within which a year still counts for the months that follow it
_BESIDE: Final = 150  # the same in a text about the days before its publication
_LISTED: Final = 80  # within which dates are taken to stand in one list
_AHEAD: Final = (
    ("is", "to"),
    ("are", "to"),
    ("is", "going"),
    ("are", "going"),
    ("m", "going"),
    ("re", "going"),
    ("look", "forward"),
    ("looks", "forward"),
    ("looking", "forward"),
)
_PAST: Final = ("was", "were", "had", "been")
_OPENINGS: Final = ("begins", "starts", "opens", "resumes", "convenes", "reconvenes", "expires", "arrives", "departs")
_MODALS: Final = ("may", "might", "must", "should", "can")
_COUNTED: Final = ("day_named", "unit", "weekend", "year_part")  # rules of expressions that count from another date
_SENTENCE: Final = 40  # words
_WINDOW: Final = 8  # words in which a verb or adverb of the future is looked for


class Reading(NamedTuple):
    """A value with its type, and the point (if any) that later expressions such as "two years later" start from."""

    value: str
    type: str = "DATE"
    point: Point | None = None


def dated(point: Point | None, value: str | None = None) -> Reading | None:
    """The reading of a point, or of an interval that begins with it."""
    return None if point is None else Reading(value or str(point), "DATE", point)


@dataclass(slots=True)
class Scene:
    """`anchor` is the day of publication, `last` the date spoken of up to `last_end`, `shared` the year of the next phrase.

    `named` tells whether that date was written out, as "3 May", or counted from the anchor, as "today"; `yearly` is the word
    after the last month of every year; `moved` is set where the text says which day it is, and `anchor` is that day.
    `names` are the months that are names of persons in this text; `news` is set where the text is about the
    time of its publication; `days` are the years of the days named so far.
    """

    anchor: Point | None
    last: Point | None = None
    last_end: int = 0
    named: bool = False
    yearly: int = -1
    moved: bool = False
    shared: int | None = None
    names: frozenset[int] = frozenset()
    news: bool = False
    days: dict[tuple[int, int], int] = field(default_factory=dict)

    def is_history(self, start: int) -> bool:
        """Whether the text before `start` speaks of times long before its publication, where "today" means nowadays."""
        near = self.last is not None and start - self.last_end < _NEAR
        return bool(near and self.last and self._is_old(self.last))

    def is_yearly(self, phrase: Phrase) -> bool:
        """Whether a month of every year stands before it in the sentence: "in January it is cold and in June hot"."""
        if self.yearly < 0 or phrase.first - self.yearly > _SENTENCE:
            return False
        return not any(word.kind in ".|" for word in phrase.words[self.yearly : phrase.first])

    def _is_old(self, point: Point) -> bool:
        return self.anchor is not None and point.year < self.anchor.year - _HISTORY

    @property
    def today(self) -> date | None:
        """The day of publication, where it is known to the day."""
        return self.anchor.date if self.anchor else None

    def remember(self, reading: Reading, phrase: Phrase) -> None:
        """Keep the point of a reading for the expressions that follow."""
        if reading.point is not None:
            self.last, self.last_end = reading.point, phrase.end
            self.named = phrase.rule not in _COUNTED
            if reading.point.month and reading.point.day:
                self.days[reading.point.month, reading.point.day] = reading.point.year

    def place(self, phrase: Phrase, month: int, day: int | None = None) -> Point | None:
        """A month or day without a year: in the year that goes with it in the text, else in the one nearest to the anchor."""
        if self.shared is not None:
            return make_point(self.shared, month, day)
        if day and (month, day) in self.days:  # the day spoken of before
            return make_point(self.days[month, day], month, day)
        spoken = self._spoken(phrase.start)
        if self.anchor is None or self.anchor.month is None or (spoken and abs(spoken.year - self.anchor.year) > 1):
            return make_point(self.year_at(phrase.start), month, day)
        ahead = (
            spoken is not None and (spoken.year, spoken.month or 0) > self.anchor[:2] and phrase.start - self.last_end < _LISTED
        )
        return self._nearest(self.anchor, month, day, ahead or is_future(phrase))

    def year_at(self, start: int) -> int | None:
        """The year that "the year" means at an offset: that spoken of, unless it is next to that of publication."""
        spoken = self._spoken(start)
        if spoken and (self.anchor is None or abs(spoken.year - self.anchor.year) > 1):
            return spoken.year
        return self.anchor.year if self.anchor else None

    def past_at(self, start: int) -> Point | None:
        """The date of the past that is told of at an offset, if one is."""
        spoken = self._spoken(start)
        return spoken if spoken and self._is_old(spoken) else None

    def _spoken(self, start: int) -> Point | None:
        near = _BESIDE if self.news else _NEAR
        return self.last if self.last and (start - self.last_end < near or (self._is_old(self.last) and not self.news)) else None

    @staticmethod
    def _nearest(anchor: Point, month: int, day: int | None, future: bool) -> Point | None:
        def distance(year: int) -> float:
            days = (year - anchor.year) * 365 + (month - (anchor.month or 1)) * 30.4
            days += day - anchor.day if day and anchor.day else 0
            wrong_side = days < 0 if future else days > 0
            return abs(days) * (4 if wrong_side else 1)

        years = sorted((anchor.year, anchor.year - 1, anchor.year + 1), key=distance)
        return next((point for year in years if (point := make_point(year, month, day))), None)

    def weekday(self, phrase: Phrase, number: int) -> Point | None:
        """The last such day up to the anchor, or the first from it on in a clause about the future."""
        if self.today is None:
            return None
        back = (self.today.weekday() - number) % 7
        forward = (number - self.today.weekday()) % 7
        return day_point(self.today + timedelta(days=forward if is_future(phrase) else -back))


def is_future(phrase: Phrase) -> bool:
    """Whether the clause around a phrase speaks of what is to come."""
    left = _until_stop(reversed(phrase.words[max(0, phrase.first - _WINDOW) : phrase.first]))[::-1]
    if _begins(left):
        return True
    if len(left) >= 3:
        return _speaks_of_future(left)
    right = _until_stop(phrase.words[phrase.last : phrase.last + _WINDOW])
    planned = any(word.kind == "u" and before.value in _PAST for before, word in pairwise(right))  # Friday there was scheduled
    return _speaks_of_future(left) or (_speaks_of_future(right) and not planned)


def _begins(left: Sequence[Word]) -> bool:
    """Whether a present tense that means the future stands before "on Monday": "the summit opens", "talks begin"."""
    subject, verb = (str(word.value).lower() for word in left[-3:-1]) if len(left) > 2 and left[-1].kind == "P" else ("", "")
    return verb in _OPENINGS or (verb + "s" in _OPENINGS and subject.endswith("s"))


def _until_stop(words: Iterable[Word]) -> list[Word]:
    return list(takewhile(lambda word: word.kind not in ".|;", words))


def _speaks_of_future(words: Sequence[Word]) -> bool:
    """ "Will meet", "is due", "may vote", "are to travel", "look forward to"."""
    return any(word.kind == "u" or word.value in _MODALS for word in words) or any(
        (first.value, second.value) in _AHEAD for first, second in pairwise(words)
    )
