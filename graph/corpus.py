"""What only all documents together say, and the graphs that the store should hold; called by `graph.writing`.

Documents are read three times from the cache, one in memory at a time: for their entities, for their events, for their triples.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from extract.records import Annotation
from graph.occurrences import Occurrence, occurrences
from graph.resolve import Judge, Resolution, resolve
from graph.statements import relation_of, statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The entities and events of all documents.

    `wordings` gives each event's content in the words that most evidence uses, `occurrences` those of each repeatable event,
    `holders` the number of evidence of each speaker by entity id.
    """

    resolution: Resolution
    wordings: Mapping[str, str]
    occurrences: Mapping[str, tuple[Occurrence, ...]]
    holders: Mapping[str, int]
    claims: int
    evidence: int


def survey(annotations: Callable[[], Iterable[Annotation]], judge: Judge | None = None) -> Corpus:
    """Resolve the entities of all documents and gather their events; `annotations` gives them anew at each call."""
    resolution = resolve(annotations(), judge)
    words: defaultdict[str, Counter[str]] = defaultdict(Counter)
    dates: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    holders: Counter[str] = Counter()
    claims: set[str] = set()
    evidence = 0
    for annotation in annotations():
        for statement in statements(annotation, resolution):
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
        wordings={event: min(found, key=lambda text: (-found[text], len(text), text)) for event, found in words.items()},
        occurrences={event: occurrences(dates[event]) for event in sorted(dates)},
        holders=dict(holders),
        claims=len(claims),
        evidence=evidence,
    )
