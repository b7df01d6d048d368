"""The lines of the picture: which entities a claim joins.

Called by `graph.page`, its `drawing` and `payload`, and by `graph.networks.paths`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from graph.reading import ClaimNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Two entities and the claims that join them; `forward` are the claims that read from `start` to `end`, `back` the others."""

    start: str
    end: str
    forward: tuple[str, ...]
    back: tuple[str, ...]

    @property
    def claims(self) -> int:
        """How many claims stand behind the line."""
        return len(set(self.forward) | set(self.back))


def pairs(claim: ClaimNode) -> tuple[tuple[str, str], ...]:
    """The (from, to) pairs of a claim: agents to targets and theme; agents alone, or targets and theme, among each other."""
    objects = tuple(dict.fromkeys((*claim.targets, *((claim.theme,) if claim.theme else ()))))
    if claim.agents and objects:
        found: Iterable[tuple[str, str]] = ((a, o) for a in claim.agents for o in objects)
    elif claim.agents:
        found = combinations(claim.agents, 2)
    else:
        found = ((t, claim.theme) for t in claim.targets) if claim.theme else ()
    return tuple((a, b) for a, b in found if a != b)


def lines(claims: Iterable[ClaimNode]) -> tuple[Line, ...]:
    """One line for each two entities that a claim joins, in either direction, sorted."""
    forward: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    back: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for claim in claims:
        for a, b in pairs(claim):
            (forward if a < b else back)[min(a, b), max(a, b)].append(claim.iri)
    return tuple(Line(start=a, end=b, forward=tuple(forward[a, b]), back=tuple(back[a, b])) for a, b in sorted({*forward, *back}))


def most_connected(found: Iterable[Line]) -> tuple[str, ...]:
    """The entities at the ends of lines, those with most neighbours first, then those with most claims."""
    neighbours: defaultdict[str, int] = defaultdict(int)
    weight: defaultdict[str, int] = defaultdict(int)
    for line, end in _ends(found):
        neighbours[end] += 1
        weight[end] += line.claims
    return tuple(sorted(neighbours, key=lambda iri: (-neighbours[iri], -weight[iri], iri)))


def _ends(found: Iterable[Line]) -> Iterator[tuple[Line, str]]:
    for line in found:
        yield line, line.start
        yield line, line.end
