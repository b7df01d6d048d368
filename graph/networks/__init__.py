"""Networks that scholars publish, projected from claims; called by `quoth network`.

Every tie names the claims behind it, so that each can be traced to its sentences and to who says so. What a reprint copies counts
once. The network of all claims, one edge for each, is `graph.network`.
"""

from dataclasses import replace
from typing import Final

from graph.compare.witnesses import witnesses
from graph.network import Voices, voices
from graph.networks.acts import acts
from graph.networks.discourse import DISCOURSE, Statement, discourse, stated
from graph.networks.quotations import quotes
from graph.networks.records import UNDATED, Projection, Window, within
from graph.reading import ClaimNode, Graph

KINDS: Final = ("actors", "instruments", "quotes", *DISCOURSE)
ALWAYS: Final = Window()
COPIED: Final = "passages that a reprint copied"


def project(graph: Graph, kind: str, wanted: Window = ALWAYS, *, over: str = "claims", sources: str = "all") -> Projection:
    """The network of that kind (`KINDS`) within a window of time.

    `over` ("claims" or "positions") and `sources` ("all", "speakers", "documents", "publishers") are for discourse networks.
    """
    names = voices(graph)
    claims, left = _chosen(graph, names, wanted, told=kind == "quotes" or (kind in DISCOURSE and over == "claims"))
    if kind == "quotes":
        found = quotes(claims, names)
    elif kind in DISCOURSE:
        found = discourse(kind, claims, names, over=over, sources=sources)
    else:
        found = acts(kind, claims, names)
    return replace(found, left_out=(*found.left_out, *(row for row in left if row[1])))


def statements(graph: Graph, wanted: Window = ALWAYS, *, over: str = "claims", sources: str = "all") -> tuple[Statement, ...]:
    """Who holds what within a window of time, as the networks of discourse take it."""
    names = voices(graph)
    claims, _ = _chosen(graph, names, wanted, told=over == "claims")
    return stated(claims, names, over=over, sources=sources)


def _chosen(
    graph: Graph, names: Voices, wanted: Window, *, told: bool
) -> tuple[tuple[ClaimNode, ...], tuple[tuple[str, int], ...]]:
    """The claims with the evidence that counts, and what was left out."""
    originals, copied = _originals(graph)
    claims, undated = within(originals, names, wanted, told=told)
    return claims, ((COPIED, copied), (UNDATED, undated))


def _originals(graph: Graph) -> tuple[tuple[ClaimNode, ...], int]:
    """The claims without the passages that a reprint copied from its original, and how many these are."""
    origin = witnesses(graph).origin
    here = {(e.document, e.sentence, *_said(claim)) for claim in graph.claims for e in claim.evidence}
    kept, copied = [], 0
    for claim in graph.claims:
        own = tuple(
            e
            for e in claim.evidence
            if origin.get(e.document, e.document) == e.document or (origin[e.document], e.sentence, *_said(claim)) not in here
        )
        copied += len(claim.evidence) - len(own)
        if own:
            kept.append(claim if len(own) == len(claim.evidence) else replace(claim, evidence=own))
    return tuple(kept), copied


def _said(claim: ClaimNode) -> tuple[str, str, str, str]:
    return claim.event, claim.holder or "", claim.polarity, claim.modality
