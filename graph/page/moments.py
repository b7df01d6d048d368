"""The timeline as rows of the page: what is held at which date, with the passages that say so; called by `graph.page.payload`."""

from graph.page.sheet import Row, Sheet
from graph.timeline import STAGES, Held, by_date
from graph.timeline.moments import RULE


def moments(filled: Sheet) -> Row:
    """The rule of the order and the rows in that order; then those without a place in time, which only the claims order."""
    rows = [row for row in by_date(filled.graph.claims) if row.claim.iri in filled.claim_numbers]
    dated = sorted((row for row in rows if row.placed), key=lambda r: (r.moment.key if r.moment else (), _first(filled, r)))
    undated = sorted((row for row in rows if not row.placed), key=lambda r: _first(filled, r))
    return {"rule": RULE, "stages": dict(STAGES), "rows": [found for row in (*dated, *undated) if (found := _row(filled, row))]}


def _first(filled: Sheet, row: Held) -> int:
    return filled.claim_numbers[row.claim.iri]


def _row(filled: Sheet, row: Held) -> Row | None:
    """The passages by number; where a date is given how it reads, and the first and the last day that it can mean."""
    numbers = sorted(n for _, e in row.passages if (n := filled.evidence_numbers.get(e.iri)) is not None)
    if not numbers:
        return None
    found: Row = {"evidence": numbers}
    if row.moment is not None:
        days = {"from": row.moment.start, "to": row.moment.end, "precision": row.moment.precision}
        found |= {"when": row.moment.shown, "date": row.date, **{key: day for key, day in days.items() if day}}
    if row.others:
        found["others"] = [other.shown for other in row.others]
    return found | ({"clash": True} if row.clash else {})
