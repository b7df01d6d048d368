"""Two groups of claims that do not go together, made into the pairs of passages that show it best; called by the clashes.

Of each group the surest claims are taken, and of each two voices the pair with the highest score. One voice that is told in two
ways counts where two independent documents tell it; with `anywhere` also within one document.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations_with_replacement, product
from typing import Final

from graph.compare.ranking import score
from graph.compare.records import Contradiction, Kind, Side
from graph.compare.scope import Scope
from graph.occurrences import interval
from graph.reading import ClaimNode, EvidenceNode

Test = Callable[[EvidenceNode, EvidenceNode], bool]
CLAIMS: Final = 12
PASSAGES: Final = 6
SHOWN: Final = 3
NEAR: Final = 31
FAR: Final = 0.5


def clash(
    scope: Scope,
    kind: Kind,
    left: Iterable[ClaimNode],
    right: Iterable[ClaimNode],
    *,
    fit: float = 1.0,
    admits: Test | None = None,
    speech: bool = False,
    anywhere: bool = False,
    repeatable: bool = False,
    about: str | None = None,
) -> list[Contradiction]:
    """The best pairs of a claim on the left and one on the right, each of other voices, at most `SHOWN`.

    What is `repeatable` fits by half where it is undated and the documents are more than `NEAR` days apart: it may be two acts.
    """
    test = at_one_time if admits is None else admits
    best: dict[tuple[str, str], Contradiction] = {}
    first, second = _surest(left), _surest(right)
    pairs = combinations_with_replacement(first, 2) if first == second else product(first, second)
    for one, other in pairs:
        for pair in _passages(scope, one, other, test, speech=speech, anywhere=anywhere):
            sure = fit * FAR if repeatable and _are_far(scope, *pair) else fit
            found = _contradiction(scope, kind, (one, other), pair, fit=sure, speech=speech, about=about)
            key = (scope.voice(one, speech=speech) or "", scope.voice(other, speech=speech) or "")
            if key not in best or _order(found) < _order(best[key]):
                best[key] = found
    return sorted(best.values(), key=_order)[:SHOWN]


def at_one_time(one: EvidenceNode, other: EvidenceNode) -> bool:
    """Whether two passages can speak of one happening: no two dates and no two places that differ."""
    if one.place and other.place and one.place != other.place:
        return False
    return not dated_apart(one, other)


def dated_apart(one: EvidenceNode, other: EvidenceNode) -> bool:
    """Whether both have dates, and no day lies in both."""
    first, second = interval(one.date or ""), interval(other.date or "")
    return first is not None and second is not None and (first[1] < second[0] or second[1] < first[0])


def dated_alike(one: EvidenceNode, other: EvidenceNode, days: int = 31) -> bool:
    """Whether both have dates no longer than `days`, and a day lies in both."""
    first, second = interval(one.date or ""), interval(other.date or "")
    if first is None or second is None or dated_apart(one, other):
        return False
    return all((end - start).days < days for start, end in (first, second))


def _are_far(scope: Scope, one: EvidenceNode, other: EvidenceNode) -> bool:
    """Whether no dates join the two passages, and their documents were published far apart."""
    if one.date and other.date:
        return False
    published = (scope.names.documents[e.document].published for e in (one, other) if e.document in scope.names.documents)
    days = [found for value in published if (found := interval(value or "")) is not None]
    if len(days) < 2:
        return False
    first, second = sorted(days)
    return (second[0] - first[1]).days > NEAR


def _surest(claims: Iterable[ClaimNode]) -> list[ClaimNode]:
    shown = [claim for claim in claims if claim.evidence]
    return sorted(shown, key=lambda c: (-max(e.confidence for e in c.evidence), -len(c.evidence), c.iri))[:CLAIMS]


def _passages(
    scope: Scope, one: ClaimNode, other: ClaimNode, test: Test, *, speech: bool, anywhere: bool
) -> Iterator[tuple[EvidenceNode, EvidenceNode]]:
    first, second = scope.voice(one, speech=speech), scope.voice(other, speech=speech)
    if first is None or second is None or (one.iri == other.iri and not anywhere):
        return
    for a, b in product(_clearest(one), _clearest(other)):
        told = first != second or anywhere or scope.witnesses.independent(a, b)
        if told and (a.document, a.start, a.end) != (b.document, b.start, b.end) and test(a, b):
            yield a, b


def _clearest(claim: ClaimNode) -> list[EvidenceNode]:
    return sorted(claim.evidence, key=lambda e: (-e.confidence, e.document, e.start, e.end))[:PASSAGES]


def _contradiction(
    scope: Scope,
    kind: Kind,
    claims: tuple[ClaimNode, ClaimNode],
    pair: tuple[EvidenceNode, EvidenceNode],
    *,
    fit: float,
    speech: bool,
    about: str | None,
) -> Contradiction:
    left, right = (
        Side(holder=scope.holder(claim, speech=speech), claim=claim, evidence=row, passage=scope.passage(row))
        for claim, row in zip(claims, pair, strict=True)
    )
    rank = score(
        kind,
        fit=fit,
        confidence=min(row.confidence for row in pair),
        witnesses=scope.witnesses.count((*claims[0].evidence, *claims[1].evidence)),
        one_document=not scope.witnesses.independent(*pair),
        one_holder=scope.voice(claims[0], speech=speech) == scope.voice(claims[1], speech=speech),
        heading=any(scope.is_heading(row) for row in pair),
    )
    return Contradiction(kind=kind, english=_english(scope, kind, left, right), score=rank, left=left, right=right, about=about)


def _english(scope: Scope, kind: Kind, left: Side, right: Side) -> str:
    return f"{_said(scope, kind, left)}; {_said(scope, kind, right, first=False)}."


def _said(scope: Scope, kind: Kind, side: Side, *, first: bool = True) -> str:
    own = side.claim.holder is None and side.claim.narrator is not None
    voice = scope.names.voice(side.claim)
    date = f" ({side.evidence.date})" if kind == "date" and side.evidence.date else ""
    to = "According to" if first else "according to"
    return f"{to} {f'“{voice}”' if own else voice}, {scope.names.statement(side.claim)}{date}"


def _order(found: Contradiction) -> tuple[float, str, str, str, str]:
    left, right = found.left, found.right
    return -found.score, left.claim.iri, right.claim.iri, left.evidence.iri, right.evidence.iri
