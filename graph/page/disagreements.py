"""The disagreements between sources that the page opens on; called by `graph.page.payload`.

They are found and ranked by `graph.compare`, whose rule holds here as well; of one subject the page shows only the first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.reading import Graph

if TYPE_CHECKING:
    from graph.compare.records import Contradiction


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two claims, as their IRIs, that do not go together, with the evidence that shows it best, and what they are about.

    `kind` is one of `graph.compare.records.KINDS`; `about` is an entity IRI, or None.
    """

    kind: str
    left: str
    right: str
    left_evidence: str
    right_evidence: str
    about: str | None = None


def disagreements(graph: Graph, most: int = 12) -> tuple[Disagreement, ...]:
    """The most telling ones first; of one event, or of one thing and kind, only the first."""
    from graph.compare.contradictions import contradictions  # here, since the comparison words its findings as the page does
    from graph.compare.scope import scope

    return tuple(_disagreement(row) for row in list(_of_each_subject(contradictions(scope(graph))))[:most])


def _of_each_subject(found: Iterable["Contradiction"]) -> Iterator["Contradiction"]:
    seen: set[tuple[str, str]] = set()
    for row in found:
        subjects = {(row.kind, row.about)} if row.about else {(row.kind, side.claim.event) for side in (row.left, row.right)}
        if seen.isdisjoint(subjects):
            yield row
        seen |= subjects


def _disagreement(row: "Contradiction") -> Disagreement:
    return Disagreement(
        kind=row.kind,
        left=row.left.claim.iri,
        right=row.right.claim.iri,
        left_evidence=row.left.evidence.iri,
        right_evidence=row.right.evidence.iri,
        about=row.about,
    )
