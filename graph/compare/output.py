"""A comparison as plain values: the object that `quoth compare --json` prints, and the rows of its tables."""

from collections.abc import Iterator
from typing import Any

from graph.compare.records import Comparison, Contradiction, EventView, Passage, Quote, Side

Cell = str | int | float | None
Row = tuple[Cell, ...]
PLACE = ("document", "start", "end", "text")
POSITION_COLUMNS = ("event", "relation", "english", "witnesses", "source", "position", "holders", *PLACE)
CONTRADICTION_COLUMNS = (
    "kind", "score", "english",
    "left_holder", *(f"left_{name}" for name in PLACE),
    "right_holder", *(f"right_{name}" for name in PLACE),
)  # fmt: skip
REPRINT_COLUMNS = ("group", "document")
QUOTE_COLUMNS = ("quote", "holder", "difference", *PLACE)


def as_object(found: Comparison) -> dict[str, Any]:
    """The comparison as one object; its shape is a public contract."""
    return {
        "events": [_event(event) for event in found.events],
        "contradictions": [_contradiction(row) for row in found.contradictions],
        "reprints": [list(group) for group in found.reprints],
        "quotes": [_quote(quote) for quote in found.quotes],
    }


def position_rows(found: Comparison) -> Iterator[Row]:
    """One row for each event and source, omissions included."""
    for event in found.events:
        for stand in event.sources:
            holders = "; ".join(stand.holders) or None
            head = (event.id, event.relation, event.english, event.witnesses, stand.source, stand.position, holders)
            yield (*head, *_place(stand.passage))


def contradiction_rows(found: Comparison) -> Iterator[Row]:
    """One row for each contradiction, the most telling first."""
    for row in found.contradictions:
        left, right = row.left, row.right
        yield (
            row.kind,
            row.score,
            row.english,
            left.holder,
            *_place(left.passage),
            right.holder,
            *_place(right.passage),
        )


def reprint_rows(found: Comparison) -> Iterator[Row]:
    """One row for each document that has a reprint."""
    return ((number, document) for number, group in enumerate(found.reprints, 1) for document in group)


def quote_rows(found: Comparison) -> Iterator[Row]:
    """One row for each version of a quotation."""
    for number, quote in enumerate(found.quotes, 1):
        for passage in quote.versions:
            yield (number, quote.holder, quote.difference, *_place(passage))


def _place(passage: Passage | None) -> Row:
    return (None,) * len(PLACE) if passage is None else (passage.document, passage.start, passage.end, passage.text)


def _evidence(passage: Passage | None) -> dict[str, Any] | None:
    return None if passage is None else dict(zip(PLACE, _place(passage), strict=True))


def _event(event: EventView) -> dict[str, Any]:
    return {
        "id": event.id,
        "relation": event.relation,
        "english": event.english,
        "narrower": list(event.narrower),
        "wider": list(event.wider),
        "similar": [[id_, score] for id_, score in event.similar],
        "sources": {
            stand.source: {
                "position": stand.position,
                "holders": list(stand.holders),
                "evidence": _evidence(stand.passage),
            }
            for stand in event.sources
        },
    }


def _contradiction(row: Contradiction) -> dict[str, Any]:
    sides = {"left": _side(row.left), "right": _side(row.right)}
    return {"kind": row.kind, "english": row.english, "score": row.score, **sides}


def _side(side: Side) -> dict[str, Any]:
    return {"holder": side.holder, "document": side.passage.document, "evidence": _evidence(side.passage)}


def _quote(quote: Quote) -> dict[str, Any]:
    versions = [_evidence(passage) for passage in quote.versions]
    return {"holder": quote.holder, "versions": versions, "difference": quote.difference}
