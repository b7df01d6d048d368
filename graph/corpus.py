"""What only all documents together say, and what each says once their entities are known; called by `graph.writing`.

Each annotation is read once. What stays in memory of it is what its triples are made of: mentions and times, most of an
annotation, are needed only to know its entities again, and go when that is done.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from extract.records import Annotation
from graph.occurrences import Occurrence, occurrences
from graph.resolve import Judge, Resolution, resolve
from graph.statements import DocumentStatements, relation_of, stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The entities and events of all documents, and the documents in the order of their annotations.

    `wordings` gives each event's content in the words that most evidence uses, `occurrences` those of each repeatable event,
    `holders` the number of evidence of each speaker by entity id.
    """

    resolution: Resolution
    documents: tuple[DocumentStatements, ...]
    wordings: Mapping[str, str]
    occurrences: Mapping[str, tuple[Occurrence, ...]]
    holders: Mapping[str, int]
    claims: int
    evidence: int


def survey(annotations: Iterable[Annotation], judge: Judge | None = None) -> Corpus:
    """Resolve the entities of all documents and gather their events."""
    kept: list[Annotation] = []
    resolution = resolve(_passing(annotations, kept), judge)
    documents = tuple(stated(annotation, resolution) for annotation in kept)
    words: defaultdict[str, Counter[str]] = defaultdict(Counter)
    dates: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    holders: Counter[str] = Counter()
    claims: set[str] = set()
    evidence = 0
    for document in documents:
        for statement in document.statements:
            claims.add(statement.claim)
            evidence += 1
            if statement.holder is not None:
                holders[statement.holder] += 1
            if statement.theme_text is not None:
                words[statement.event][statement.theme_text] += 1
            if statement.date is not None and not relation_of(statement.relation).once:
                dates[statement.event].add((statement.evidence, statement.date))
    return Corpus(
        resolution=resolution,
        documents=documents,
        wordings={event: min(found, key=lambda text: (-found[text], len(text), text)) for event, found in words.items()},
        occurrences={event: occurrences(dates[event]) for event in sorted(dates)},
        holders=dict(holders),
        claims=len(claims),
        evidence=evidence,
    )


def _passing(annotations: Iterable[Annotation], kept: list[Annotation]) -> Iterator[Annotation]:
    """The annotations as they pass; what their statements are made of stays in `kept`."""
    for annotation in annotations:
        kept.append(replace(annotation, mentions=(), times=(), issues=()))
        yield annotation
