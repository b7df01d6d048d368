"""Contradictions on one event, or on two descriptions of it: yes and no, will and may, two dates, two numbers.

Called by `graph.compare.contradictions`. Two descriptions are of one event where one names a subset of the other's actors (or
members of a group that acts through them), or where their contents are alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph.compare.contents import is_negated, stems_of
from graph.compare.events import Happening
from graph.compare.numbers import differ
from graph.compare.pairing import at_one_time, clash, dated_alike, dated_apart
from graph.compare.records import Contradiction
from graph.compare.scope import Scope
from graph.occurrences import interval
from graph.reading import ClaimNode, EvidenceNode
from ontology.relations import load

CLOSE: Final = 0.7  # contents this alike say one thing
NARROWER: Final = 0.8
UNNAMED: Final = 0.6
BARE: Final = 0.5
COUNTED: Final = 0.6  # contents without their numbers
YES_OR_NO: Final = ("actual", "intended", "demanded")
WILL_OR_MAY: Final = 0.7
IS_OR_MAY: Final = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two descriptions of one event, or one event twice; `alike` is the likeness of the contents."""

    left: Happening
    right: Happening
    fit: float
    alike: float

    @property
    def is_one(self) -> bool:
        """Whether it is one event."""
        return self.left.iri == self.right.iri

    @property
    def turned(self) -> bool:
        """Whether one content is the other with a negation."""
        left, right = self.left.words, self.right.words
        return bool(left and right) and is_negated(left or "") != is_negated(right or "")

    def claims(self, polarity: str, modality: str, other: tuple[str, str]) -> Iterator[tuple[list[ClaimNode], list[ClaimNode]]]:
        """Claims of the first kind with those of the other kind; both ways round for two events."""
        yield _of(self.left, polarity, modality), _of(self.right, *other)
        if not self.is_one:
            yield _of(self.right, polarity, modality), _of(self.left, *other)


def _of(event: Happening, polarity: str, modality: str) -> list[ClaimNode]:
    return [claim for claim in event.claims if (claim.polarity, claim.modality) == (polarity, modality)]


def told(scope: Scope) -> Iterator[Contradiction]:
    """All contradictions on events."""
    for pair in _pairs(scope):
        yield from _polarity(scope, pair)
        yield from _modality(scope, pair)
        yield from _dates(scope, pair)
        yield from _numbers(scope, pair)


def _pairs(scope: Scope) -> Iterator[Pair]:
    for event in scope.events.values():
        yield Pair(left=event, right=event, fit=_told_of(event), alike=1.0)
    for link in scope.links:
        left, right = scope.events[link.left], scope.events[link.right]
        if left.relation == right.relation and (sure := _same_actors(scope, left, right)):
            yield Pair(
                left=left,
                right=right,
                fit=round(sure * link.alike * _filled(left, right) * min(_told_of(left), _told_of(right)), 2),
                alike=link.alike,
            )


def _same_actors(scope: Scope, left: Happening, right: Happening) -> float:
    """How surely what the one's actors did is what the other's did: 0 for not at all."""
    if scope.ties.compare(left.agents, right.agents) == "equal":
        return 1.0
    if not left.agents or not right.agents:
        return UNNAMED if left.theme is not None and left.theme == right.theme else 0.0
    return NARROWER if scope.ties.can_speak_for(left.agents, right.agents) else 0.0


def _told_of(event: Happening) -> float:
    """Less where one actor is all that is known, or none: two who say "the president met" need not speak of one meeting."""
    if event.theme is not None or (event.agents and event.words is not None):
        return 1.0
    return BARE if event.is_bare or not event.agents else 1.0


def _filled(left: Happening, right: Happening) -> float:
    """Less where one description leaves open to whom, or what."""
    whom = bool(left.targets) == bool(right.targets)
    what = bool(left.theme or left.words) == bool(right.theme or right.words)
    return 1.0 if whom and what else NARROWER


def _is_vague(pair: Pair) -> bool:
    """Whether two contents are alike by a single word, and nobody is named to whom: "the suggestion" is any suggestion."""
    if pair.is_one or (pair.left.targets and pair.right.targets):
        return False
    return any(event.words is not None and len(set(stems_of(event.words))) < 2 for event in (pair.left, pair.right))


def _is_anybody(pair: Pair) -> bool:
    """Whether no doer is named and one participant is all that is known: that somebody did it to X and did not are two acts."""
    return any(event.is_bare and not event.agents for event in (pair.left, pair.right))


def _polarity(scope: Scope, pair: Pair) -> Iterator[Contradiction]:
    if pair.alike < CLOSE or _is_vague(pair):
        return
    again = pair.left.relation not in scope.known.once
    test = dated_alike if pair.left.relation in scope.known.states or _is_anybody(pair) else at_one_time
    for modality in YES_OR_NO:
        if pair.turned:
            for polarity in ("positive", "negative"):
                left, right = _of(pair.left, polarity, modality), _of(pair.right, polarity, modality)
                yield from clash(scope, "polarity", left, right, fit=pair.fit, admits=test, repeatable=again)
            continue
        for affirmed, denied in pair.claims("positive", modality, ("negative", modality)):
            yield from clash(scope, "polarity", affirmed, denied, fit=pair.fit, admits=test, repeatable=again)


def _modality(scope: Scope, pair: Pair) -> Iterator[Contradiction]:
    if pair.alike < CLOSE or pair.turned or _is_vague(pair) or not (pair.left.agents and pair.right.agents):
        return
    may = ("positive", "hypothetical")
    for polarity in ("positive", "negative"):
        for left, right in pair.claims(polarity, "intended", may):
            yield from clash(scope, "modality", left, right, fit=pair.fit * WILL_OR_MAY, repeatable=True)

    def later(one: EvidenceNode, other: EvidenceNode) -> bool:
        return dated_alike(one, other) or (at_one_time(one, other) and _is_not_older(scope, one, other))

    for left, right in pair.claims("positive", "actual", may):
        yield from clash(scope, "modality", left, right, fit=pair.fit * IS_OR_MAY, admits=later, repeatable=True)


def _is_not_older(scope: Scope, asserted: EvidenceNode, hedged: EvidenceNode) -> bool:
    """Whether who still says "may" wrote when the other had said "has"; before that it is no contradiction."""
    documents = scope.names.documents
    first, second = (documents[e.document].published if e.document in documents else None for e in (asserted, hedged))
    return first is not None and second is not None and second[: len(first)] >= first[: len(second)]


def _dates(scope: Scope, pair: Pair) -> Iterator[Contradiction]:
    if not _happens_once(scope, pair):
        return

    def apart(one: EvidenceNode, other: EvidenceNode) -> bool:
        return dated_apart(one, other) and not any(_is_dated_ahead(scope, row) for row in (one, other))

    fit = pair.fit * (1.0 if pair.left.relation in scope.known.once else NARROWER)
    left, right = _of(pair.left, "positive", "actual"), _of(pair.right, "positive", "actual")
    yield from clash(scope, "date", left, right, fit=fit, admits=apart, anywhere=True)


def _happens_once(scope: Scope, pair: Pair) -> bool:
    """Whether two dates contradict each other: for acts that happen once to one thing, and if each party has its day, of one."""
    relation = pair.left.relation
    if relation in scope.known.party_by_party and pair.left.agents != pair.right.agents:
        return False
    once = relation in scope.known.once
    if once and load()[relation].object_role == "target" and pair.left.targets:
        return True
    named = pair.left.theme is not None and pair.left.theme == pair.right.theme
    return named and (once or relation in scope.known.seldom_twice)


def _is_dated_ahead(scope: Scope, evidence: EvidenceNode) -> bool:
    """Whether the date lies after the document, which then cannot tell of it as done: the date was misread."""
    document = scope.names.documents.get(evidence.document)
    written = interval((document.published if document else None) or "")
    dated = interval(evidence.date or "")
    return written is not None and dated is not None and dated[0] > written[1]


def _numbers(scope: Scope, pair: Pair) -> Iterator[Contradiction]:
    if pair.alike < COUNTED or pair.turned:
        return

    def counted(one: EvidenceNode, other: EvidenceNode) -> bool:
        return at_one_time(one, other) and differ(one.exact, other.exact)

    for modality in YES_OR_NO:
        left, right = _of(pair.left, "positive", modality), _of(pair.right, "positive", modality)
        yield from clash(scope, "number", left, right, fit=pair.fit, admits=counted, anywhere=True)
