"""How two entities are connected, and according to whom; called by `quoth path`.

A step joins two entities that one claim names: an agent with a target or theme, joint agents, a target with a theme. Of the
shortest paths those come first whose weakest step is told in most documents.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

from graph.network import Voices, voices
from graph.page.lines import pairs
from graph.reading import ClaimNode, Graph
from graph.sourcing import Source, sources

LOOKED_AT: Final = 1000  # of all shortest paths between two entities there can be millions
RULE: Final = "shortest first; of equal length those whose weakest step is told in most documents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim of a step, in English, with its sources."""

    claim: str
    english: str
    polarity: str
    modality: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From one entity (`start`, `end` are names, the others ids) to the next; `told` are the claims, best supported first."""

    start: str
    end: str
    start_id: str
    end_id: str
    told: tuple[Told, ...]


Path = tuple[Step, ...]
Joined = dict[tuple[str, str], list[ClaimNode]]


def paths(graph: Graph, start: str, end: str, *, most: int = 3, speakers: bool = False, every: bool = False) -> tuple[Path, ...]:
    """The shortest paths between two entities (IRIs), at most `most`; none where nothing connects them.

    `speakers` also joins who says something with what it is about. `every` also takes claims that are denied, intended, possible
    or demanded.
    """
    from networkx import Graph as Network
    from networkx import NetworkXNoPath, NodeNotFound, all_shortest_paths

    joined = _joined(graph.claims, speakers=speakers, every=every)
    network = Network()
    network.add_edges_from(sorted(joined))
    try:
        found = list(islice(all_shortest_paths(network, start, end), LOOKED_AT))
    except (NetworkXNoPath, NodeNotFound):
        return ()
    found.sort(key=lambda path: (-min((_support(joined[_key(a, b)]) for a, b in pairwise(path)), default=0), path))
    names = voices(graph)
    return tuple(tuple(_step(a, b, joined, names) for a, b in pairwise(path)) for path in found[:most])


def _joined(claims: Iterable[ClaimNode], *, speakers: bool, every: bool) -> Joined:
    joined: defaultdict[tuple[str, str], list[ClaimNode]] = defaultdict(list)
    for claim in claims:
        if every or (claim.polarity == "positive" and claim.modality == "actual"):
            ends = dict.fromkeys(_key(a, b) for a, b in (*pairs(claim), *(_said(claim) if speakers else ())))
            for key in ends:
                joined[key].append(claim)
    return dict(joined)


def _said(claim: ClaimNode) -> Iterator[tuple[str, str]]:
    if claim.holder is not None:
        yield from ((claim.holder, iri) for iri in claim.participants if iri != claim.holder)


def _key(a: str, b: str) -> tuple[str, str]:
    return min(a, b), max(a, b)


def _support(claims: Sequence[ClaimNode]) -> int:
    return len({e.document for claim in claims for e in claim.evidence})


def _step(a: str, b: str, joined: Joined, names: Voices) -> Step:
    claims = sorted(joined[_key(a, b)], key=lambda c: (-_support([c]), -len(c.evidence), c.iri))
    told = tuple(
        Told(
            claim=claim.iri,
            english=names.statement(claim),
            polarity=claim.polarity,
            modality=claim.modality,
            sources=sources(claim, names),
        )
        for claim in claims
    )
    ids = [names.entities[iri].id if iri in names.entities else iri for iri in (a, b)]
    return Step(start=names.name(a), end=names.name(b), start_id=ids[0], end_id=ids[1], told=told)
