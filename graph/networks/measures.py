"""Who stands where in a network: centralities, communities, brokers; called by `quoth network`.

networkx does the work, on nodes numbered in the order of their ids, so that no result depends on how strings are hashed. In large
networks `graph.networks.fast` does it in its place; in very large ones the costly measures are estimated from a fixed sample or
left out, and a note says so.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graph.networks import fast
from graph.networks.records import Projection, Tie

if TYPE_CHECKING:
    from networkx import Graph

Edge = tuple[int, int, Tie]
LARGE: Final = 20_000  # ties, above which communities come from labels that spread
SLOW: Final = 2_000_000  # members times ties, above which networkx takes seconds for betweenness
COSTLY: Final = 100_000_000  # members times ties, above which betweenness is estimated
HUGE: Final = 200_000  # ties, above which betweenness is left out
SAMPLE: Final = 200  # members from which betweenness is estimated
SEED: Final = 0
DAMPING: Final = 0.85
ROUNDS, CLOSE = 100, 1e-10
PLACES: Final = 4
DEFINITIONS: Final = (
    "degree: members it has a tie with; strength: sum of the weights, signs aside; betweenness: share of the shortest paths that "
    "lead over it, ties without direction or weight; pagerank: by weight, signs aside; community: by modularity (Louvain) over "
    "what binds; broker: its ties reach other communities, most betweenness first; cut: without it the network falls apart"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Measures of one member. `community` counts from 1, the largest first, and is None for one whom nothing binds; `reaches` is
    the number of other communities that its ties lead to; `betweenness` is None where it was left out."""

    id: str
    degree: int
    incoming: int
    outgoing: int
    strength: float
    betweenness: float | None
    pagerank: float
    community: int | None
    reaches: int
    cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Standings in the order of the members, ids of each community and of the brokers, and what was estimated or left out."""

    standings: tuple[Standing, ...]
    communities: tuple[tuple[str, ...], ...]
    brokers: tuple[str, ...]
    notes: tuple[str, ...]


def measures(found: Projection) -> Measures:
    """All measures of a network."""
    number = {member.id: n for n, member in enumerate(found.members)}
    edges = [(number[t.source], number[t.target], t) for t in found.ties if t.source != t.target]
    plain, bonds = _networks(len(number), edges)
    between, notes = _betweenness(plain)
    groups = _communities(bonds)
    if bonds.number_of_edges() > LARGE:
        notes.append(f"over {LARGE:,} ties: communities come from labels that spread, not from modularity")
    ranks = _pagerank([(a, b, abs(t.weight)) for a, b, t in edges], len(number), directed=found.directed)
    standings = _standings(tuple(number), edges, plain, groups, between, ranks)
    ids = tuple(number)
    return Measures(
        standings=standings,
        communities=tuple(tuple(ids[n] for n in sorted(group)) for group in groups),
        brokers=tuple(s.id for s in sorted(standings, key=_brokerage) if s.reaches and s.community is not None),
        notes=tuple(notes),
    )


def _networks(size: int, edges: list[Edge]) -> "tuple[Graph, Graph]":
    """All ties without direction or weight, and those that bind, with the sum of their bonds."""
    from networkx import Graph

    plain, bonds = Graph(), Graph()
    plain.add_nodes_from(range(size))
    plain.add_edges_from((a, b) for a, b, _ in edges)
    for a, b, tie in edges:
        if tie.bond > 0:
            bonds.add_edge(a, b, weight=tie.bond + (bonds[a][b]["weight"] if bonds.has_edge(a, b) else 0))
    return plain, bonds


def _standings(
    ids: tuple[str, ...],
    edges: list[Edge],
    plain: "Graph",
    groups: list[set[int]],
    between: dict[int, float] | None,
    ranks: list[float],
) -> tuple[Standing, ...]:
    from networkx import articulation_points

    home = {node: n for n, group in enumerate(groups, 1) for node in group}
    cuts = set(articulation_points(plain))
    strength: defaultdict[int, float] = defaultdict(float)
    for a, b, tie in edges:
        strength[a] += abs(tie.weight)
        strength[b] += abs(tie.weight)
    outgoing, incoming = Counter(a for a, _, _ in edges), Counter(b for _, b, _ in edges)
    return tuple(
        Standing(
            id=id_,
            degree=plain.degree(n),
            incoming=incoming[n],
            outgoing=outgoing[n],
            strength=round(strength[n], PLACES),
            betweenness=None if between is None else round(between[n], PLACES),
            pagerank=round(ranks[n], PLACES),
            community=home.get(n),
            reaches=len({home[m] for m in plain[n] if m in home} - {home.get(n)}),
            cut=n in cuts,
        )
        for n, id_ in enumerate(ids)
    )


def _brokerage(standing: Standing) -> tuple[float, int, str]:
    return -(standing.betweenness or 0), -standing.reaches, standing.id


def _betweenness(plain: "Graph") -> tuple[dict[int, float] | None, list[str]]:
    from networkx import betweenness_centrality

    size = plain.number_of_edges()
    if size > HUGE:
        return None, [f"over {HUGE:,} ties: betweenness is left out"]
    if len(plain) * size > COSTLY:
        sample = min(SAMPLE, len(plain))
        return betweenness_centrality(plain, k=sample, seed=SEED), [
            f"a large network: betweenness is estimated from {sample} members"
        ]
    if len(plain) * size > SLOW:
        return fast.betweenness(len(plain), sorted(plain.edges())), []
    return betweenness_centrality(plain), []


def _communities(bonds: "Graph") -> list[set[int]]:
    """The largest first, then by their first member.

    Source: Blondel and others, Fast unfolding of communities in large networks, 2008; for large networks Cordasco and Gargano,
    Community detection via semi-synchronous label propagation algorithms, 2010.
    """
    from networkx import Graph
    from networkx.algorithms import community

    ordered = Graph()
    ordered.add_nodes_from(sorted(bonds))
    ordered.add_weighted_edges_from(sorted((min(a, b), max(a, b), w) for a, b, w in bonds.edges(data="weight")))
    if not ordered:
        return []
    large = ordered.number_of_edges() > LARGE
    found: Iterable[set[int]] = (
        community.label_propagation_communities(ordered) if large else community.louvain_communities(ordered, seed=SEED)
    )
    return sorted(map(set, found), key=lambda group: (-len(group), min(group)))


def _pagerank(edges: list[tuple[int, int, float]], size: int, *, directed: bool) -> list[float]:
    """By the power method, in plain Python where the network is small: that of networkx needs a library that nothing else does.

    Source: Page, Brin, Motwani and Winograd, The PageRank Citation Ranking, 1999; weights as networkx takes them.
    """
    links = [*edges, *((b, a, weight) for a, b, weight in edges if not directed)]
    links = [link for link in links if link[2]]
    if len(links) > LARGE:
        return fast.pagerank(size, links, damping=DAMPING, rounds=ROUNDS, close=CLOSE)
    total: defaultdict[int, float] = defaultdict(float)
    for source, _, weight in links:
        total[source] += weight
    ranks = [1 / max(size, 1)] * size
    for _ in range(ROUNDS):
        loose = sum(rank for node, rank in enumerate(ranks) if not total[node])
        after = [(1 - DAMPING + DAMPING * loose) / max(size, 1)] * size
        for source, target, weight in links:
            after[target] += DAMPING * ranks[source] * weight / total[source]
        change = sum(abs(a - b) for a, b in zip(after, ranks, strict=True))
        ranks = after
        if change < CLOSE:
            break
    return ranks
