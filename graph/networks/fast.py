"""The costly measures of large networks, by rustworkx in place of networkx; called by `graph.networks.measures`.

Both reckon the same (a test compares); nodes are numbers from 0. One thread only, so that sums are always in the same order.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

ONE_THREAD: Final = 1 << 62  # more nodes than a network can have


def betweenness(size: int, edges: Iterable[tuple[int, int]]) -> dict[int, float]:
    """Of each node the share of shortest paths that lead over it, ties without direction or weight.

    Source: Brandes, A Faster Algorithm for Betweenness Centrality, 2001.
    """
    import rustworkx

    network = rustworkx.PyGraph(multigraph=False)
    network.add_nodes_from(range(size))
    network.add_edges_from_no_data(list(edges))
    return dict(rustworkx.betweenness_centrality(network, parallel_threshold=ONE_THREAD))


def pagerank(size: int, links: Iterable[tuple[int, int, float]], *, damping: float, rounds: int, close: float) -> list[float]:
    """The rank of each node by weighted links from source to target; several links between two nodes add up."""
    import rustworkx

    joined: defaultdict[tuple[int, int], float] = defaultdict(float)
    for source, target, weight in links:
        joined[source, target] += weight
    network = rustworkx.PyDiGraph(multigraph=False)
    network.add_nodes_from(range(size))
    network.add_edges_from([(source, target, weight) for (source, target), weight in sorted(joined.items())])
    try:
        found = rustworkx.pagerank(network, alpha=damping, weight_fn=float, tol=close, max_iter=rounds * 10)
    except rustworkx.FailedToConverge:
        found = rustworkx.pagerank(network, alpha=damping, weight_fn=float, tol=close * size, max_iter=rounds * 100)
    return [found[node] for node in range(size)]
