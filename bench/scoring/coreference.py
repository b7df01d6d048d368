"""Third-person pronouns in a treebank with coreference, resolved on predicted trees; called by `bench/score.py`.

What is measured: each document of GUM dev is put together from its paragraphs and given to `extract.annotate` as plain text, so
that tokens, trees, names, descriptions and referents are all our own. Counted are the pronouns of `PRONOUNS` (subject, object,
possessive and reflexive forms of he, she, it, they) that are a mention of their own in gold and whose gold cluster has a mention
that is no pronoun, begins earlier, and stands in the same or one of the four sentences before.

antecedent right: `Token._.antecedent`, the noun phrase that the pronoun was resolved to, through other pronouns where it went
back to one, is a mention of the pronoun's gold cluster that is no personal pronoun. Phrases are compared by head words (GUM's
`minspan`): each head word of ours is one of the mention, and of a coordinated mention ("Norway and Sweden") we have more than
half of the parts, so that one of two does not count. What was not resolved counts as wrong. "any distance" also counts the
pronouns whose cluster has an earlier mention farther off.

entity right: of the same pronouns, those that the annotation gives entities, each of which has a named or described mention,
anywhere in the document, that shares a word with the head words of a mention of the gold cluster. Pronouns that go back to what
the graph has no entity for count as wrong here. Pronouns without an antecedent, which one should leave alone, are not counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.scoring.figures import PRONOUNS as DATA
from bench.scoring.figures import Figure
from bench.scoring.trees import paragraphs
from training.mentions import Span, read
from training.pronouns import fits

if TYPE_CHECKING:
    from extract.records import Annotation
    from extract.scene import Scene

PRONOUNS: Final = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
}
WINDOW: Final = 4
FAR: Final = 10_000
TYPES: Final = ("person", "organization", "place")
RIGHT: Final = "antecedent right"
ENTITY: Final = "entity right"
ANY: Final = "any distance"


@dataclass(slots=True)
class Count:
    """How many pronouns were counted, attempted and right."""

    counted: int = 0
    attempted: int = 0
    right: int = 0

    def add(self, verdict: bool | None) -> None:
        """One more pronoun; None where it was not attempted."""
        self.counted += 1
        self.attempted += verdict is not None
        self.right += verdict is True


def figures(treebank: Path) -> Iterator[Figure]:
    """All pronouns by their phrases and by their entities, then the phrases of each of the four and of gold's types."""
    from extract.annotate import concluded, observe
    from extract.language import load

    nlp = load()
    counts: dict[str, Count] = defaultdict(Count)
    for name, group in groupby(paragraphs(treebank), key=lambda p: p.document):
        document, spans = read(name, list(group))
        scene = observe(document, nlp)
        for span, verdict in resolved(spans, antecedents(scene)):
            kind = span.type if span.type in TYPES else "other"
            for row in (RIGHT, PRONOUNS[span.pronoun or ""], f"gold type {kind}"):
                counts[row].add(verdict)
        for _, verdict in resolved(spans, antecedents(scene), FAR):
            counts[ANY].add(verdict)
        for _, verdict in judged(spans, concluded(document, scene)):
            counts[ENTITY].add(verdict)
    for row in (RIGHT, ANY, ENTITY, "he", "she", "it", "they", *(f"gold type {t}" for t in (*TYPES, "other"))):
        c = counts[row]
        tried = f"of those attempted {c.right / max(c.attempted, 1):.3f}, attempted {c.attempted} of {c.counted}"
        yield Figure(data=DATA, measure=row, value=c.right / max(c.counted, 1), note=tried)


def antecedents(scene: "Scene") -> dict[int, tuple[tuple[int, int], ...]]:
    """First character of each resolved pronoun -> head words of the phrase that it goes back to."""
    from extract import grammar

    return {grammar.offset(doc) + t.idx: t._.antecedent for doc in scene.docs for t in doc if t._.antecedent}


def resolved(
    spans: Sequence[Span], found: dict[int, tuple[tuple[int, int], ...]], window: int = WINDOW
) -> Iterator[tuple[Span, bool | None]]:
    """(pronoun, whether its phrase is right) of each that is counted; None where it was not resolved."""
    clusters = _clusters(spans)
    for span in _counted(spans, clusters, window):
        heads = {start for start, _ in found.get(span.start, ())}
        yield span, any(fits(heads, other) for other in clusters[span.cluster]) if heads else None


def judged(spans: Sequence[Span], annotation: "Annotation") -> Iterator[tuple[Span, bool | None]]:
    """(pronoun, whether its entities are right) of each that is counted; None where it was given none."""
    clusters = _clusters(spans)
    given: dict[int, list[str]] = defaultdict(list)
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for mention in annotation.mentions:
        if mention.entity is not None and mention.kind.value == "pronoun":
            given[mention.span.start].append(mention.entity)
        elif mention.entity is not None:
            places[mention.entity].append((mention.span.start, mention.span.end))
    for span in _counted(spans, clusters, WINDOW):
        entities = given.get(span.start)
        heads = [h for other in clusters[span.cluster] for h in other.heads]
        yield span, None if not entities else all(_meet(places[e], heads) for e in entities)


def _clusters(spans: Iterable[Span]) -> dict[str, list[Span]]:
    """The mentions of each cluster that are no pronouns."""
    clusters: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        if span.pronoun is None:
            clusters[span.cluster].append(span)
    return clusters


def _counted(spans: Iterable[Span], clusters: dict[str, list[Span]], window: int) -> Iterator[Span]:
    for span in spans:
        if span.pronoun in PRONOUNS and _due(span, clusters[span.cluster], window):
            yield span


def _due(pronoun: Span, others: Iterable[Span], window: int) -> bool:
    return any(o.start < pronoun.start and pronoun.sentence - o.sentence <= window for o in others)


def _meet(one: Iterable[tuple[int, int]], other: Sequence[tuple[int, int]]) -> bool:
    return any(s < end and start < e for s, e in one for start, end in other)
