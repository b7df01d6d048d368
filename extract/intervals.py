"""Which of many stretches of a text hold a place, in logarithmic time; called by `extract.annotate` and `extract.facts`."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from operator import attrgetter

from extract.records import Attribution, Span


class Contents:
    """The words that attributions report, by where they stand."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        pieces = sorted(((s, n) for n, a in enumerate(attributions) for s in a.content), key=lambda piece: piece[0])
        self._attributions = attributions
        self._pieces = pieces
        self._starts = [span.start for span, _ in pieces]
        self._reach = list(accumulate((span.end for span, _ in pieces), max))  # the furthest end up to each piece

    def around(self, at: int) -> list[Attribution]:
        """The attributions whose content holds the character at this offset, the narrowest first."""
        found: dict[int, Attribution] = {}
        place = bisect_right(self._starts, at) - 1
        while place >= 0 and self._reach[place] > at:
            span, number = self._pieces[place]
            if at < span.end:
                found[number] = self._attributions[number]
            place -= 1
        return sorted(found.values(), key=lambda a: (sum(s.end - s.start for s in a.content), a.id))


class Cover:
    """The union of stretches of a text."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = list(_joined(sorted(spans, key=attrgetter("start"))))
        self._starts = [span.start for span in self._spans]

    def overlaps(self, span: Span) -> bool:
        """Whether the union shares a character with `span`."""
        place = bisect_right(self._starts, span.end - 1) - 1
        return place >= 0 and self._spans[place].overlaps(span)


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in spans:
        if last is None:
            last = span
        elif span.start <= last.end:
            last = Span(last.start, max(last.end, span.end))
        else:
            yield last
            last = span
    if last is not None:
        yield last
