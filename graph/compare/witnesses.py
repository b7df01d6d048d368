"""Reprints and copied passages, so that whoever repeats another's words is no second witness; called by `graph.compare`.

The text of each document is cut into runs of eight words, each run hashed. Documents that share more than half of the runs of the
shorter one are reprints of each other; a sentence that stands in several documents word for word counts once in all of them.

Source: A. Z. Broder, On the resemblance and containment of documents, 1997 (shingles, containment).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from zlib import crc32

from graph.reading import DocumentNode, EvidenceNode, Graph

if TYPE_CHECKING:
    from numpy import ndarray

WORDS: Final = 8
REPRINT: Final = 0.5
FEWEST: Final = 12  # runs of a document too short to tell a reprint from a common phrase
MOST: Final = 200  # a run that stands in more documents is a formula
MULTIPLIER: Final = 0x9E3779B97F4A7C15


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """`origin` names for each document IRI the first of its reprints, itself where it has none; `reprints` are groups of IRIs."""

    origin: Mapping[str, str]
    reprints: tuple[tuple[str, ...], ...]

    def count(self, evidence: Iterable[EvidenceNode]) -> int:
        """How many independent sources the evidence comes from."""
        union = _Union()
        for row in evidence:
            union.join(f"d {self.origin.get(row.document, row.document)}", f"s {_sentence(row)}")
        return union.count("d ")

    def independent(self, one: EvidenceNode, other: EvidenceNode) -> bool:
        """Whether two passages come from documents that do not copy each other here."""
        same = self.origin.get(one.document, one.document) == self.origin.get(other.document, other.document)
        return not same and _sentence(one) != _sentence(other)


class _Union:
    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, name: str) -> str:
        while (above := self._parent.setdefault(name, name)) != name:
            name = above
        return name

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first

    def count(self, prefix: str) -> int:
        return len({self.find(name) for name in [*self._parent] if name.startswith(prefix)})

    def groups(self) -> list[tuple[str, ...]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name in sorted(self._parent):
            found[self.find(name)].append(name)
        return [tuple(found[root]) for root in sorted(found)]


def witnesses(graph: Graph) -> Witnesses:
    """Who copies whom among the documents; a document whose text is not in the store stands for itself."""
    union = _Union()
    for document in graph.documents:
        union.find(document.iri)
    for one, other in _copies([d for d in graph.documents if d.text]):
        union.join(one, other)
    groups = union.groups()
    origin = {iri: group[0] for group in groups for iri in group}
    return Witnesses(origin=origin, reprints=tuple(group for group in groups if len(group) > 1))


def words_of(text: str) -> list[str]:
    """The words without case and punctuation."""
    return re.findall(r"\w+", text.casefold())


def _sentence(evidence: EvidenceNode) -> str:
    """What tells whether a sentence was copied: its words; a short one proves nothing, and stands for its document alone."""
    words = words_of(evidence.sentence)
    return " ".join(words) if len(words) >= WORDS else f"{evidence.document} {evidence.sentence_index}"


def _copies(documents: list[DocumentNode]) -> list[tuple[str, str]]:
    """The pairs of documents of which one holds more than half of the other. All runs are sorted once; no pair is compared."""
    import numpy

    runs = [_runs(document.text or "") for document in documents]
    if not runs:
        return []
    owners = numpy.repeat(numpy.arange(len(runs)), [len(r) for r in runs])
    hashes = numpy.concatenate(runs)
    order = numpy.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    again = hashes[1:] == hashes[:-1]
    shared: Counter[tuple[int, int]] = Counter()
    starts = numpy.flatnonzero(again & ~numpy.concatenate(([False], again[:-1])))
    for start in starts.tolist():
        end = start + 1
        while end < len(hashes) and hashes[end] == hashes[start]:
            end += 1
        same = owners[start:end].tolist()
        if len(same) <= MOST:
            shared.update((same[0], other) for other in same[1:])
            shared.update(pairwise(same[1:]))
    return [
        (documents[a].iri, documents[b].iri)
        for (a, b), count in sorted(shared.items())
        if (fewest := min(len(runs[a]), len(runs[b]))) >= FEWEST and count > REPRINT * fewest
    ]


def _runs(text: str) -> "ndarray":
    """The distinct hashes of all runs of `WORDS` words."""
    import numpy

    words = numpy.array([crc32(word.encode("utf-8", "surrogatepass")) for word in words_of(text)], dtype=numpy.uint64)
    count = len(words) - WORDS + 1
    if count < 1:
        return numpy.zeros(0, dtype=numpy.uint64)
    total = numpy.zeros(count, dtype=numpy.uint64)
    for place in range(WORDS):
        total = total * numpy.uint64(MULTIPLIER) + words[place : place + count]
    return numpy.unique(total)
