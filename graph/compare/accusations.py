"""Accusations of one act in both directions, and denials of accusations; called by `graph.compare.contradictions`.

A charge is an accusation, or a speaker's claim that somebody broke an instrument or attacked. Two charges meet where each side
charges the other, and the matter is the same instrument, a like content, or the same act.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

from graph.compare.pairing import at_one_time, clash
from graph.compare.records import Contradiction
from graph.compare.scope import Scope
from graph.reading import ClaimNode, EvidenceNode

WRONGS: Final = frozenset({"violate", "attack"})
ALIKE: Final = 0.35
MOST: Final = 40
NEARBY: Final = 1
POINTING: Final = frozenset({"this", "these", "that", "those", "the", "it", "such", "all", "any", "accusation", "allegation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Charge:
    """Who charges whom; `act` is a wrong that stands for itself, None for an accusation, which its agents utter."""

    claim: ClaimNode
    accusers: frozenset[str]
    accused: frozenset[str]
    act: str | None


def accusations(scope: Scope) -> Iterator[Contradiction]:
    """Accusations in both directions, then denials of accusations."""
    charges = [charge for claim in scope.graph.claims if (charge := _charge(scope, claim)) is not None]
    yield from _mutual(scope, charges)
    yield from _denied(scope, charges)


def _charge(scope: Scope, claim: ClaimNode) -> _Charge | None:
    if claim.polarity != "positive" or claim.modality != "actual" or not claim.evidence:
        return None
    if claim.relation == "accuse" and claim.agents and claim.targets:
        return _Charge(claim=claim, accusers=scope.ties.side(claim.agents), accused=scope.ties.side(claim.targets), act=None)
    if claim.relation in WRONGS and claim.agents and claim.holder is not None:
        speaker = scope.ties.side((claim.holder,))
        if not speaker & set(claim.agents):
            return _Charge(claim=claim, accusers=speaker, accused=scope.ties.side(claim.agents), act=claim.relation)
    return None


def _mutual(scope: Scope, charges: list[_Charge]) -> Iterator[Contradiction]:
    blocks: defaultdict[tuple[str, str], list[_Charge]] = defaultdict(list)
    for charge in charges:
        for accuser, accused in product(sorted(charge.accusers), sorted(charge.accused)):
            if accuser != accused:
                blocks[min(accuser, accused), max(accuser, accused)].append(charge)
    seen: set[tuple[str, str]] = set()
    for _, block in sorted(blocks.items()):
        for one, other in combinations(block[:MOST], 2):
            if one.accusers & other.accused and other.accusers & one.accused and (one.claim.iri, other.claim.iri) not in seen:
                seen.add((one.claim.iri, other.claim.iri))
                if fit := _matter(scope, one, other):
                    speech, about = one.act is None, one.claim.theme
                    pair = [one.claim], [other.claim]
                    yield from clash(scope, "accusation", *pair, fit=fit, speech=speech, anywhere=True, about=about)


def _matter(scope: Scope, one: _Charge, other: _Charge) -> float:
    if one.act != other.act:
        return 0.0
    if one.claim.theme is not None or other.claim.theme is not None:
        return 1.0 if one.claim.theme == other.claim.theme else 0.0
    if one.claim.theme_text and other.claim.theme_text:
        score = scope.alike.between(one.claim.theme_text, other.claim.theme_text)
        return round(score, 2) if score >= ALIKE else 0.0
    towards = set(one.claim.agents) & set(other.claim.targets) and set(other.claim.agents) & set(one.claim.targets)
    return 0.9 if one.act == "attack" and towards else 0.0


def _denied(scope: Scope, charges: list[_Charge]) -> Iterator[Contradiction]:
    by_accused: defaultdict[str, list[_Charge]] = defaultdict(list)
    for charge in charges:
        for actor in charge.accused:
            by_accused[actor].append(charge)
    for claim in scope.graph.claims:
        if claim.relation == "deny" and (claim.polarity, claim.modality) == ("positive", "actual") and claim.agents:
            found = {c.claim.iri: c for actor in sorted(scope.ties.side(claim.agents)) for c in by_accused.get(actor, ())[:MOST]}
            for charge in found.values():
                yield from _denial(scope, charge.claim, claim)


def _denial(scope: Scope, charge: ClaimNode, denial: ClaimNode) -> Iterator[Contradiction]:
    fit = _same_matter(scope, charge, denial)

    def answers(one: EvidenceNode, other: EvidenceNode) -> bool:
        if fit:
            return at_one_time(one, other)
        gap = other.sentence_index - one.sentence_index
        return one.document == other.document and 0 <= gap <= NEARBY and _points_back(denial)

    yield from clash(
        scope, "polarity", [charge], [denial], fit=fit or 0.9, admits=answers, speech=True, anywhere=True, about=charge.theme
    )


def _same_matter(scope: Scope, charge: ClaimNode, denial: ClaimNode) -> float:
    if charge.theme is not None or denial.theme is not None:
        return 1.0 if charge.theme == denial.theme else 0.0
    if charge.theme_text and denial.theme_text:
        score = scope.alike.between(charge.theme_text, denial.theme_text)
        return round(score, 2) if score >= ALIKE else 0.0
    return 0.0


def _points_back(denial: ClaimNode) -> bool:
    words = (denial.theme_text or "it").casefold().split()
    return words[0] in POINTING or words[-1].rstrip("s") in POINTING
