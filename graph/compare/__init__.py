"""Compare the sources of a graph: who asserts, denies or leaves out what, who contradicts whom, who repeats whom.

`compare` is called by `quoth compare`; the page takes its disagreements from `graph.compare.contradictions`. No source wins, and
nothing is called true or false. The rule of the ranking stands in `graph.compare.ranking`.
"""

from collections import defaultdict
from dataclasses import replace

from graph import wording
from graph.compare.contradictions import contradictions
from graph.compare.events import Happening, Link
from graph.compare.positions import By, Sources, sources, stands
from graph.compare.quotations import quotes
from graph.compare.records import Comparison, Contradiction, EventView
from graph.compare.scope import Scope, scope
from graph.index import local_name
from graph.reading import ClaimNode, Graph

__all__ = ["By", "Comparison", "compare"]


def compare(graph: Graph, *, by: By = "document", about: str | None = None) -> Comparison:
    """All that sources tell of the same events; with `about`, an entity's IRI, only what concerns or comes from that entity."""
    found = scope(graph)
    compared = sources(found, by)
    linked = _linked(found.links)
    chosen = [event for event in found.events.values() if about is None or _concerns(event, about)]
    return Comparison(
        sources=tuple(compared.names.items()),
        events=tuple(_view(found, event, compared, linked.get(event.iri, ())) for event in chosen),
        contradictions=tuple(c for c in contradictions(found) if about is None or _is_about(c, about)),
        reprints=tuple(tuple(sorted(map(found.doc_id, group))) for group in found.witnesses.reprints),
        quotes=tuple(q for q in quotes(found) if about is None or q.holder == found.names.name(about)),
    )


def _concerns(event: Happening, entity: str) -> bool:
    return entity in event.participants or any(claim.holder == entity for claim in event.claims)


def _is_about(found: Contradiction, entity: str) -> bool:
    return any(entity in side.claim.participants or side.claim.holder == entity for side in (found.left, found.right))


def _linked(links: tuple[Link, ...]) -> dict[str, tuple[Link, ...]]:
    by_event: defaultdict[str, list[Link]] = defaultdict(list)
    for link in links:
        by_event[link.left].append(link)
        by_event[link.right].append(link)
    return {iri: tuple(rows) for iri, rows in by_event.items()}


def _view(found: Scope, event: Happening, compared: Sources, linked: tuple[Link, ...]) -> EventView:
    narrower = [k.left for k in linked if k.sort == "narrower" and k.right == event.iri]
    wider = [k.right for k in linked if k.sort == "narrower" and k.left == event.iri]
    similar = [(k.right if k.left == event.iri else k.left, k.score) for k in linked if k.sort == "similar"]
    similar.sort(key=lambda row: (-row[1], row[0]))
    return EventView(
        id=local_name(event.iri),
        relation=event.relation,
        english=_english(found, event),
        narrower=tuple(sorted(map(local_name, narrower))),
        wider=tuple(sorted(map(local_name, wider))),
        similar=tuple((local_name(iri), score) for iri, score in similar),
        sources=stands(found, event, compared),
        is_bare=event.is_bare,
        witnesses=found.witnesses.count(e for claim in event.claims for e in claim.evidence),
    )


def _english(found: Scope, event: Happening) -> str:
    """The event as a proposition, which nobody asserts yet: "that Velland signs the accord"."""
    entities = found.names.entities
    return f"that {wording.plain(wording.statement(_plain(event), entities), entities)}"


def _plain(event: Happening) -> ClaimNode:
    return replace(event.claims[0], polarity="positive", modality="actual")
