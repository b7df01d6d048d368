"""The disagreements between sources that the page opens on; called by `graph.page.payload`.

Three kinds, in this order: the same thing affirmed in one place and denied in another; opposite positions on one thing; different
judgements of one thing. Within a kind those told in more documents come first, then those with more passages. No side is
preferred, and nothing here is called true or false.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from graph.reading import ClaimNode, Graph

FOR: Final = frozenset({"support", "agree", "join", "ratify", "sign", "implement", "cooperate"})
AGAINST: Final = frozenset({"reject", "deny", "violate", "withdraw_from", "protest", "cut_ties"})
KINDS: Final = ("denial", "position", "judgement")


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two claims, as their IRIs, that do not go together, and what they are about (an entity IRI, or None)."""

    kind: str
    left: str
    right: str
    about: str | None = None


def disagreements(graph: Graph, most: int = 12) -> tuple[Disagreement, ...]:
    """The most telling ones first; of one event, or of one thing and kind, only the first."""
    by_iri = {claim.iri: claim for claim in graph.claims}
    found = [*_denials(graph.claims), *_positions(graph.claims), *_judgements(graph.claims)]
    found.sort(key=lambda d: _rank(d, by_iri))
    seen: set[tuple[str, str]] = set()
    first: list[Disagreement] = []
    for item in found:
        subject = (item.kind, item.about or by_iri[item.left].event)
        if subject not in seen:
            seen.add(subject)
            first.append(item)
    return tuple(first[:most])


def _rank(item: Disagreement, claims: Mapping[str, ClaimNode]) -> tuple[int, int, int, str, str]:
    left, right = claims[item.left], claims[item.right]
    documents = {e.document for e in (*left.evidence, *right.evidence)}
    passages = min(len(left.evidence), len(right.evidence)) * 100 + len(left.evidence) + len(right.evidence)
    return KINDS.index(item.kind), -len(documents), -passages, item.left, item.right


def _denials(claims: Iterable[ClaimNode]) -> Iterable[Disagreement]:
    events: defaultdict[str, list[ClaimNode]] = defaultdict(list)
    for claim in claims:
        if claim.modality == "actual":
            events[claim.event].append(claim)
    for group in events.values():
        for a, b in (*_between(group), *_told_twice(group)):
            if a.polarity != b.polarity:
                left, right = (a, b) if a.polarity == "positive" else (b, a)
                yield Disagreement(kind="denial", left=left.iri, right=right.iri)


def _positions(claims: Iterable[ClaimNode]) -> Iterable[Disagreement]:
    """What one actor is said to back and another to oppose."""
    sides: defaultdict[str, tuple[list[ClaimNode], list[ClaimNode]]] = defaultdict(lambda: ([], []))
    for claim in claims:
        if claim.modality != "actual" or not claim.agents or claim.theme is None:
            continue
        if claim.relation in FOR or claim.relation in AGAINST:
            backs = (claim.relation in FOR) == (claim.polarity == "positive")
            sides[claim.theme][0 if backs else 1].append(claim)
    for theme, (backing, opposing) in sides.items():
        for left in backing:
            for right in opposing:
                if set(left.agents).isdisjoint(right.agents) and left.evidence and right.evidence:
                    yield Disagreement(kind="position", left=left.iri, right=right.iri, about=theme)


def _judgements(claims: Iterable[ClaimNode]) -> Iterable[Disagreement]:
    things: defaultdict[str, list[ClaimNode]] = defaultdict(list)
    for claim in claims:
        if claim.relation == "characterize" and claim.theme and claim.theme_text:
            things[claim.theme].append(claim)
    for thing, group in things.items():
        for a, b in _between(group):
            if (a.theme_text or "").casefold() != (b.theme_text or "").casefold():
                yield Disagreement(kind="judgement", left=a.iri, right=b.iri, about=thing)


def _between(claims: Iterable[ClaimNode]) -> Iterable[tuple[ClaimNode, ClaimNode]]:
    """The pairs of claims with evidence and with two different, known voices."""
    known = [c for c in claims if c.evidence and (c.holder or c.narrator)]
    return ((a, b) for a, b in combinations(known, 2) if (a.holder, a.narrator) != (b.holder, b.narrator))


def _told_twice(claims: Iterable[ClaimNode]) -> Iterable[tuple[ClaimNode, ClaimNode]]:
    """The pairs of claims of one speaker whom different documents report."""
    known = [c for c in claims if c.evidence and c.holder]
    for a, b in combinations(known, 2):
        if a.holder == b.holder and {e.document for e in a.evidence}.isdisjoint(e.document for e in b.evidence):
            yield a, b
