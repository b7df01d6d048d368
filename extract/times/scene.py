"""What is known when a date expression comes up: the day of publication, the date spoken of, the tense. Used by resolvers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import Final, NamedTuple

from extract.times.phrases import Phrase
from extract.times.values import Point, day_point, make_point
from extract.times.words import Word

_HISTORY: Final = 20  # years
_NEAR: Final = 600  # characters within which a year still counts for the months that follow it
_LISTED: Final = 80  # within which dates are taken to stand in one list
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
    """`anchor` is the day of publication, `last` the date spoken of up to `last_end`, `shared` the year of the next phrase."""

    anchor: Point | None
    last: Point | None = None
    last_end: int = 0
    shared: int | None = None

    def is_history(self, start: int) -> bool:
        """Whether the text before `start` speaks of times long before its publication, where "today" means nowadays."""
        near = self.last is not None and start - self.last_end < _NEAR
        return bool(near and self.last and self.anchor and self.last.year < self.anchor.year - _HISTORY)

    @property
    def today(self) -> date | None:
        """The day of publication, where it is known to the day."""
        return self.anchor.date if self.anchor else None

    def remember(self, reading: Reading, end: int) -> None:
        """Keep the point of a reading for the expressions that follow."""
        if reading.point is not None:
            self.last, self.last_end = reading.point, end

    def place(self, phrase: Phrase, month: int, day: int | None = None) -> Point | None:
        """A month or day without a year: in the year that goes with it in the text, else in the one nearest to the anchor."""
        if self.shared is not None:
            return make_point(self.shared, month, day)
        spoken = self.last if self.last and phrase.start - self.last_end < _NEAR else None
        if spoken and (self.anchor is None or abs(spoken.year - self.anchor.year) > 1):
            return make_point(spoken.year, month, day)
        if self.anchor is None:
            return None
        if self.anchor.month is None:
            return make_point(self.anchor.year, month, day)
        ahead = (
            spoken is not None and (spoken.year, spoken.month or 0) > self.anchor[:2] and phrase.start - self.last_end < _LISTED
        )
        return self._nearest(self.anchor, month, day, ahead or is_future(phrase))

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
    left = _until_stop(reversed(phrase.words[max(0, phrase.first - _WINDOW) : phrase.first]))
    opens_clause = len(left) < 3  # "On Friday, ministers will meet"
    return "u" in left or (opens_clause and "u" in _until_stop(phrase.words[phrase.last : phrase.last + _WINDOW]))


def _until_stop(words: Iterable[Word]) -> str:
    return "".join(word.kind for word in takewhile(lambda word: word.kind not in ".|;", words))
