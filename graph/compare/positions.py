"""The matrix: how each source speaks of each event, and which say nothing of it; called by `graph.compare`.

A document that says a thing itself asserts, denies, hedges (as planned or possible) or demands it; one that lets somebody else
say it reports it. A speaker asserts, denies, hedges or demands. A source omits an event that it does not speak of. Where there
are many sources, an omission is listed only for events that two others tell, and only of sources that name two of the event's
participants (or the only one): to be silent on a stranger is no omission.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from graph.compare.events import Happening
from graph.compare.records import Position, Stand
from graph.compare.scope import Scope
from graph.reading import ClaimNode, EvidenceNode

By = Literal["document", "publisher", "speaker"]
FEW: Final = 24
NAMED: Final = 2
TOLD: Final = 2
ORDER: Final[tuple[Position, ...]] = ("asserts", "denies", "hedges", "demands", "reports", "omits")
Told = tuple[Position, ClaimNode, EvidenceNode]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What is compared: the keys of the sources with their names, and for each entity the sources that speak of it."""

    by: By
    names: Mapping[str, str]
    speaking: Mapping[str, frozenset[str]]


def sources(scope: Scope, by: By) -> Sources:
    """The sources of a graph, sorted by key."""
    named: dict[str, str] = {}
    if by != "speaker":
        for document in scope.graph.documents:
            key = _document_key(scope, document.iri, by)
            named[key] = key if by == "publisher" else document.title or key
    speakers = {entity.id: entity.name for entity in scope.graph.entities} if by == "speaker" else {}
    speaking: defaultdict[str, set[str]] = defaultdict(set)
    for claim in scope.graph.claims:
        for evidence in claim.evidence:
            for key, _ in _stands(scope, claim, evidence, by):
                named.setdefault(key, speakers.get(key, key))
                for iri in claim.participants:
                    speaking[iri].add(key)
    return Sources(
        by=by,
        names={key: named[key] for key in sorted(named)},
        speaking={iri: frozenset(keys) for iri, keys in speaking.items()},
    )


def stands(scope: Scope, event: Happening, compared: Sources) -> tuple[Stand, ...]:
    """How each source speaks of the event, in the order of the sources."""
    told: defaultdict[str, list[Told]] = defaultdict(list)
    for claim in event.claims:
        for evidence in claim.evidence:
            for key, position in _stands(scope, claim, evidence, compared.by):
                told[key].append((position, claim, evidence))
    asked = compared.names if len(compared.names) <= FEW else sorted({*told, *_silent(event, told, compared)})
    return tuple(_stand(scope, key, told.get(key, ())) for key in asked)


def _silent(event: Happening, told: Mapping[str, Sequence[Told]], compared: Sources) -> Iterator[str]:
    """The sources that could have told the event, by what they name."""
    if len(told) < TOLD:
        return
    participants = event.participants
    naming = Counter(key for iri in participants for key in compared.speaking.get(iri, ()))
    yield from (key for key, count in naming.items() if count >= min(NAMED, len(participants)))


def _stand(scope: Scope, key: str, told: Sequence[Told]) -> Stand:
    """The position that most passages take, the source's own before what it reports; its surest passage."""
    if not told:
        return Stand(source=key, position="omits")
    counts = Counter(position for position, _, _ in told)
    position = min(counts, key=lambda p: (p == "reports", -counts[p], ORDER.index(p)))
    rows = [(claim, evidence) for found, claim, evidence in told if found == position]
    best = min((e for _, e in rows), key=lambda e: (-e.confidence, e.document, e.start, e.end))
    holders = sorted({scope.holder(claim) for claim, _ in rows if claim.narrator is None})
    dates = sorted({e.date for _, _, e in told if e.date})
    passage = scope.passage(best)
    return Stand(source=key, position=position, holders=tuple(holders), passage=passage, dates=tuple(dates))


def _stands(scope: Scope, claim: ClaimNode, evidence: EvidenceNode, by: By) -> Iterator[tuple[str, Position]]:
    """The sources that a piece of evidence speaks for, each with its position."""
    own = _own(claim)
    if by != "speaker":
        yield _document_key(scope, evidence.document, by), own if claim.narrator is not None else "reports"
        return
    if claim.narrator is not None:
        yield scope.doc_id(claim.narrator), own
    elif claim.holder is not None:
        yield _speaker_key(scope, claim.holder), own
        for outer in evidence.reported_in:
            if outer != claim.holder:
                yield _speaker_key(scope, outer), "reports"


def _own(claim: ClaimNode) -> Position:
    if claim.modality == "demanded":
        return "demands"
    if claim.modality != "actual":
        return "hedges"
    return "asserts" if claim.polarity == "positive" else "denies"


def _document_key(scope: Scope, iri: str, by: By) -> str:
    document = scope.names.documents.get(iri)
    if by == "publisher" and document is not None and document.publisher:
        return document.publisher
    return scope.doc_id(iri)


def _speaker_key(scope: Scope, iri: str) -> str:
    entity = scope.names.entities.get(iri)
    return iri if entity is None else entity.id
