"""The comparison of the documents as rows of the page: disagreements, events for the matrix, reprints, quotations.

Called by `graph.page.payload`. All of it is found by `graph.compare`, once; how each source speaks of an event the page
tells from its claims, by the rule of `graph.compare.positions`, since the reader chooses what the sources are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, Final

from graph import wording
from graph.compare.contradictions import contradictions
from graph.compare.events import Happening, Link
from graph.compare.quotations import quotes
from graph.compare.ranking import weight
from graph.compare.records import Contradiction, Quote
from graph.compare.scope import Scope, scope
from graph.index import local_name
from graph.page.sheet import Row, Sheet, units

MOST_EVENTS: Final = 400
MOST_DISAGREEMENTS: Final = 200
MOST_QUOTES: Final = 50


def comparison(filled: Sheet) -> Row:
    """The rows, each list with what is most telling first."""
    found = scope(filled.graph)
    clashes = contradictions(found)
    listed = [row for row in clashes if {row.left.claim.iri, row.right.claim.iri} <= filled.claim_numbers.keys()]
    numbers = {document.doc_id: filled.document_numbers[document.iri] for document in filled.graph.documents}
    texts = {document.doc_id: document.text or "" for document in filled.graph.documents}
    first = set(map(id, of_each_subject(listed)))
    return {
        "disagreements": [_disagreement(filled, row, id(row) in first) for row in listed[:MOST_DISAGREEMENTS]],
        "events": _events(filled, found, clashes),
        "reprints": [sorted(filled.document_numbers[iri] for iri in group) for group in found.witnesses.reprints],
        "quotes": [_quote(numbers, texts, row) for row in quotes(found)[:MOST_QUOTES]],
    }


def of_each_subject(found: Iterable[Contradiction]) -> Iterator[Contradiction]:
    """Of one event, or of one thing and kind, only the first: the page opens on these."""
    seen: set[tuple[str, str]] = set()
    for row in found:
        subjects = {(row.kind, row.about)} if row.about else {(row.kind, side.claim.event) for side in (row.left, row.right)}
        if seen.isdisjoint(subjects):
            yield row
        seen |= subjects


def _disagreement(filled: Sheet, row: Contradiction, first: bool) -> Row:
    found: Row = {
        "kind": row.kind,
        "left": filled.claim_numbers[row.left.claim.iri],
        "right": filled.claim_numbers[row.right.claim.iri],
        "shown": [local_name(side.evidence.iri) for side in (row.left, row.right)],
        "score": row.score,
    }
    if row.about in filled.entity_numbers:
        found["about"] = filled.entity_numbers[row.about]
    return found | ({"first": True} if first else {})


def _events(filled: Sheet, found: Scope, clashes: Sequence[Contradiction]) -> list[Row]:
    """The events in the order of `graph.compare.ranking`, what one document alone tells last, as many as there is room for.

    Then come those that tell less or more of them.
    """
    best: defaultdict[str, float] = defaultdict(float)
    for clash in clashes:
        for side in (clash.left, clash.right):
            best[side.claim.event] = max(best[side.claim.event], clash.score)
    counted = {iri: _witnesses(found, event) for iri, event in found.events.items()}

    def order(event: Happening) -> tuple[Any, ...]:
        minor = event.relation in found.known.states or event.is_bare
        told = len({e.document for claim in event.claims for e in claim.evidence})
        score, witnesses = best[event.iri], counted[event.iri]
        rank = weight(minor=minor, score=score, witnesses=witnesses, told=told, id=local_name(event.iri))
        return told < 2 and not score, rank

    ranked = sorted((e for e in found.events.values() if e.claims[0].iri in filled.claim_numbers), key=order)
    shown = [event.iri for event in ranked[:MOST_EVENTS]]
    linked = _linked(found.links)
    known = {event.iri for event in ranked}
    more = (other for iri in shown for _, other in linked[iri] if other in known)
    return [
        _event(filled, found, found.events[iri], linked[iri], counted[iri], best[iri])
        for iri in islice(dict.fromkeys((*shown, *more)), 2 * MOST_EVENTS)
    ]


def _witnesses(found: Scope, event: Happening) -> int:
    return found.witnesses.count(e for claim in event.claims for e in claim.evidence)


def _linked(links: Iterable[Link]) -> Mapping[str, list[tuple[str, str]]]:
    """For each event what tells less of it, and what more: ("narrower", IRI), ("wider", IRI)."""
    rows: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for link in links:
        if link.sort == "narrower":
            rows[link.right].append(("narrower", link.left))
            rows[link.left].append(("wider", link.right))
    return rows


def _event(filled: Sheet, found: Scope, event: Happening, linked: Iterable[tuple[str, str]], witnesses: int, score: float) -> Row:
    """An event as a proposition, which nobody asserts yet."""
    entities = found.names.entities
    words = wording.statement(replace(event.claims[0], polarity="positive", modality="actual"), entities)
    row: Row = {"id": local_name(event.iri), "says": filled.words(words), "witnesses": witnesses}
    for sort, other in linked:
        row.setdefault(sort, []).append(local_name(other))
    return row | ({"score": score} if score else {})


def _quote(numbers: Mapping[str, int], texts: Mapping[str, str], row: Quote) -> Row:
    versions = [
        {"document": numbers[v.document], "at": [units(texts[v.document], at) for at in (v.start, v.end)], "text": v.text}
        for v in row.versions
    ]
    return {"holder": row.holder, "difference": row.difference, "versions": versions}
