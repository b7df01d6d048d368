"""All contradictions in a graph, the most telling first; called by `graph.compare` and by the page.

A kind of contradiction is a generator of `Contradiction`s from a `Scope`; another kind is another line in `CLASHES`.
"""

from collections.abc import Callable, Iterator
from typing import Final

from graph.compare.accusations import accusations
from graph.compare.attitudes import attitudes
from graph.compare.doers import doers
from graph.compare.judgements import judgements
from graph.compare.one_event import told
from graph.compare.records import KINDS, Contradiction, Side
from graph.compare.scope import Scope

Place = tuple[str, int, int]
CLASHES: Final[tuple[Callable[[Scope], Iterator[Contradiction]], ...]] = (told, attitudes, doers, judgements, accusations)


def contradictions(scope: Scope) -> tuple[Contradiction, ...]:
    """Each pair of passages once, as the kind that ranks highest; joint holders of one passage are one side."""
    found = sorted((row for clash in CLASHES for row in clash(scope)), key=_order)
    first: dict[tuple[Place, Place], Contradiction] = {}
    for row in found:
        left, right = sorted((_place(row.left), _place(row.right)))
        first.setdefault((left, right), row)
    return tuple(first.values())


def _place(side: Side) -> Place:
    return side.evidence.document, side.evidence.start, side.evidence.end


def _order(found: Contradiction) -> tuple[float, int, str, str, str, str]:
    left, right = found.left, found.right
    return -found.score, KINDS.index(found.kind), left.claim.iri, right.claim.iri, left.evidence.iri, right.evidence.iri
