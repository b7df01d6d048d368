"""Networks that scholars publish, projected from claims; called by `quoth network` and the page.

Every tie names the claims behind it, so that each can be traced to its sentences and to who says so. The network of all claims,
one edge for each, is `graph.network`.
"""

from dataclasses import replace
from typing import Final

from graph.network import voices
from graph.networks.acts import acts
from graph.networks.discourse import DISCOURSE, discourse, quotes
from graph.networks.records import UNDATED, Projection, Window, within
from graph.reading import Graph

KINDS: Final = ("actors", "instruments", "quotes", *DISCOURSE)
ALWAYS: Final = Window()


def project(graph: Graph, kind: str, wanted: Window = ALWAYS, *, over: str = "claims", sources: str = "all") -> Projection:
    """The network of that kind (`KINDS`) within a window of time.

    `over` ("claims" or "positions") and `sources` ("all", "speakers", "documents", "publishers") are for discourse networks.
    """
    names = voices(graph)
    is_said = kind == "quotes" or (kind in DISCOURSE and over == "claims")
    claims, undated = within(graph.claims, names, wanted, told=is_said)
    if kind == "quotes":
        found = quotes(claims, names)
    elif kind in DISCOURSE:
        found = discourse(kind, claims, names, over=over, sources=sources)
    else:
        found = acts(kind, claims, names)
    return replace(found, left_out=(*found.left_out, (UNDATED, undated))) if undated else found
