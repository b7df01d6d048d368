"""The block of described texts: "Russia's proposals" here and "the draft treaty" there can be one text.

Candidates have one owner, nouns of one family, and a party in common. Dates bring them together; a text without a date joins the
one group whose parties it names, if its document has none either. What speaks against it: dates that lie apart, or parties that
all differ.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph.joining.clusters import DESCRIBED, Cluster, Key, Local

Pair = tuple[Key, Key]
Days = tuple[tuple[int, int], ...]
NEAR: Final = 183  # days between two reports of one round of talks
MONTH: Final = 31  # days; a document that states its year only dates no text
LONG: Final = 366  # days that one text is in the making, from the first date to the last
PARTIES: Final = 2  # shared parties that make up for missing dates


@dataclass(slots=True)
class _Text:
    """Descriptions that were taken for one text."""

    keys: list[Key] = field(default_factory=list)
    parties: set[Key] = field(default_factory=set)
    days: list[tuple[int, int]] = field(default_factory=list)

    def take(self, local: Local, days: Days) -> None:
        self.keys.append(local.key)
        self.parties |= local.parties
        self.days += days

    def fits(self, local: Local, days: Days) -> bool:
        """Whether some party is the same and some dates lie near each other, not all together too long."""
        if not local.parties & self.parties:
            return False
        near = any(a[0] - b[1] <= NEAR and b[0] - a[1] <= NEAR for a in days for b in self.days)
        return near and min(min(e for _, e in self.days), days[0][1]) + LONG >= max(max(s for s, _ in self.days), days[-1][0])


def by_text(groups: Sequence[Cluster]) -> Iterator[Pair]:
    """Described texts of one owner and family that agree in time and parties."""
    blocks: defaultdict[tuple[str, Key], list[Local]] = defaultdict(list)
    for group in groups:
        for local in group.members:
            if group.key[0] == DESCRIBED and local.owner is not None and local.whole is None:
                for family in local.families:
                    blocks[family, local.owner].append(local)
    for key in sorted(blocks):
        if len(blocks[key]) > 1:
            yield from _block(blocks[key])


def by_package(groups: Sequence[Cluster]) -> Iterator[Pair]:
    """Parts of one package that are with one party."""
    roots = {local.key: group.key for group in groups for local in group.members}
    first: dict[Pair, Key] = {}
    for group in groups:
        for local in group.members:
            if local.whole is not None and local.party is not None:
                place = roots[local.whole], roots[local.party]
                yield first.setdefault(place, local.key), local.key


def _block(rows: Sequence[Local]) -> Iterator[Pair]:
    """Those with dates of their own first, in the order of these; then those that their sentences or documents date."""
    texts: list[_Text] = []
    for local in sorted((x for x in rows if x.dated), key=lambda x: (_narrow(x.dated)[0], x.key)):
        if not _put(texts, local, _narrow(local.dated)):
            texts.append(_Text([local.key], set(local.parties), list(_narrow(local.dated))))
    for local in sorted((x for x in rows if not x.dated), key=lambda x: (not x.dates, not x.published, x.key)):
        exact = tuple((start, end) for start, end in local.published if end - start <= MONTH)
        found = any(days and _put(texts, local, _narrow(days)) for days in (local.dates, exact))
        if not found and not (not local.published and _by_parties(texts, local)):
            days = local.dates or local.published
            texts.append(_Text([local.key], set(local.parties), list(days and _narrow(days))))
    for text in texts:
        yield from ((text.keys[0], key) for key in text.keys[1:])


def _put(texts: Sequence[_Text], local: Local, days: Days) -> bool:
    """Whether the one text that fits took it."""
    found = [text for text in texts if text.days and text.fits(local, days)]
    if len(found) == 1:
        found[0].take(local, days)
    return len(found) == 1


def _by_parties(texts: Sequence[_Text], local: Local) -> bool:
    """Whether the one text of the same parties took what stands in a document without a date."""
    found = [text for text in texts if len(text.parties & local.parties) >= PARTIES]
    if len(found) == 1:
        found[0].take(local, ())
    return len(found) == 1


def _narrow(days: Days) -> Days:
    """The most exact dates only."""
    shortest = min(end - start for start, end in days)
    return tuple(pair for pair in days if pair[1] - pair[0] <= max(shortest, MONTH))
