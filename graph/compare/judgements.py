"""Different judgements of one thing: "defensive" here, "unacceptable" there; called by `graph.compare.contradictions`.

Judgements with words of one of the two lists in `knowledge.toml` agree; where a list knows only one of them, or none, they differ
less surely.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

from graph.compare.contents import is_negated, stems_of
from graph.compare.pairing import clash
from graph.compare.records import Contradiction
from graph.compare.scope import Scope
from graph.compare.witnesses import words_of
from graph.reading import ClaimNode

MOST: Final = 40
UNSURE: Final = 0.6  # the worth of one is known
UNKNOWN: Final = 0.4
ALIKE: Final = 0.5
Worth = Literal["good", "bad"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judgement:
    claim: ClaimNode
    words: str
    worth: Worth | None


def judgements(scope: Scope) -> Iterator[Contradiction]:
    """All pairs of judgements that do not agree."""
    blocks: defaultdict[str, list[_Judgement]] = defaultdict(list)
    for claim in scope.graph.claims:
        thing = claim.theme or next(iter(claim.targets), None)
        if claim.relation == "characterize" and thing is not None and claim.theme_text and claim.modality == "actual":
            blocks[thing].append(_judgement(scope, claim))
    for thing, block in sorted(blocks.items()):
        surest = sorted(block, key=lambda j: (-max((e.confidence for e in j.claim.evidence), default=0.0), j.claim.iri))
        for one, other in combinations(surest[:MOST], 2):
            if (fit := _fit(scope, one, other)) > 0:
                yield from clash(scope, "judgement", [one.claim], [other.claim], fit=fit, speech=True, about=thing)


def _judgement(scope: Scope, claim: ClaimNode) -> _Judgement:
    words = claim.theme_text or ""
    found = set(words_of(words.replace("-", ""))) | set(words.casefold().split())
    good, bad = bool(found & scope.known.good), bool(found & scope.known.bad)
    turned = is_negated(words) != (claim.polarity == "negative")
    if good == bad:
        return _Judgement(claim=claim, words=words, worth=None)
    return _Judgement(claim=claim, words=words, worth="bad" if bad != turned else "good")


def _fit(scope: Scope, one: _Judgement, other: _Judgement) -> float:
    if one.worth and other.worth:
        return 0.0 if one.worth == other.worth else 1.0
    same = set(stems_of(one.words)) & set(stems_of(other.words)) or scope.alike.between(one.words, other.words) >= ALIKE
    if not same:
        return UNSURE if one.worth or other.worth else UNKNOWN
    opposed = (one.claim.polarity != other.claim.polarity) != (is_negated(one.words) != is_negated(other.words))
    return 1.0 if opposed else 0.0
