"""Attitudes that do not go together: one actor supports and rejects a thing, refuses an act and wants it, or two take two sides.

Called by `graph.compare.contradictions`. What is refused or backed is often an act ("refused to negotiate", "supports talks");
the words that stand for acts are in `knowledge.toml`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from typing import Final

from graph.compare.events import CROWD, Happening
from graph.compare.one_event import CLOSE
from graph.compare.pairing import at_one_time, clash, dated_alike
from graph.compare.records import Contradiction
from graph.compare.scope import Scope
from graph.reading import ClaimNode
from ontology.relations import load

LEADING: Final = 3
REFUSED: Final = 0.9
SHOWN: Final = 4  # pairs on one act of one actor
HEADS: Final = frozenset({"to", "for", "of", "on"})
BACKING: Final = frozenset({"support", "agree"})
POSITIVE: Final = "positive"


def attitudes(scope: Scope) -> Iterator[Contradiction]:
    """All contradictions of attitudes."""
    for one, other, fit in _of_one_thing(scope):
        yield from _opposition(scope, one, other, fit)
    yield from _refusals(scope)


def _of_one_thing(scope: Scope) -> Iterator[tuple[Happening, Happening, float]]:
    """Pairs of events of opposite relations with the same theme, like contents, or the same target where there is neither."""
    blocks: defaultdict[tuple[str, ...], list[Happening]] = defaultdict(list)
    known = scope.known
    concerned = {a for pairs in (known.opposite, known.successive, known.sides) for a, _ in pairs}
    for event in scope.events.values():
        if event.relation in concerned and event.agents:
            for key in _keys(scope, event):
                blocks[key].append(event)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        most_told = sorted(block, key=lambda event: (-len(event.claims), event.iri))[:CROWD]
        for one, other in combinations(most_told, 2):
            fit = _fit(scope, one, other)
            if one.relation != other.relation and fit >= CLOSE and (one.iri, other.iri) not in seen:
                seen.add((one.iri, other.iri))
                yield one, other, fit


def _keys(scope: Scope, event: Happening) -> Iterable[tuple[str, ...]]:
    if event.theme is not None:
        return [("theme", event.theme)]
    if event.words is not None:
        return [("words", stem) for stem in scope.alike.rarest.get(event.words, ())]
    return [("target", target) for target in event.targets]


def _fit(scope: Scope, one: Happening, other: Happening) -> float:
    if one.theme is not None or other.theme is not None:
        return 1.0 if one.theme == other.theme else 0.0
    if one.words is not None and other.words is not None:
        return round(scope.alike.between(one.words, other.words), 2)
    same_role = load()[one.relation].object_role == load()[other.relation].object_role if _known(one, other) else True
    return 1.0 if one.words == other.words and same_role and set(one.targets) == set(other.targets) else 0.0


def _known(*events: Happening) -> bool:
    return all(event.relation in load() for event in events)


def _opposition(scope: Scope, one: Happening, other: Happening, fit: float) -> Iterator[Contradiction]:
    relations = (one.relation, other.relation)
    left, right = _held(one), _held(other)
    if scope.ties.can_speak_for(one.agents, other.agents):
        if relations in scope.known.opposite:
            yield from clash(scope, "opposition", left, right, fit=fit, admits=at_one_time, about=one.theme)
        elif relations in scope.known.successive:
            yield from clash(scope, "opposition", left, right, fit=fit, admits=dated_alike, about=one.theme)
    elif relations in scope.known.sides and not scope.ties.related(one.agents, other.agents):
        yield from clash(scope, "position", left, right, fit=fit, anywhere=True, about=one.theme)


def _held(event: Happening) -> list[ClaimNode]:
    return [c for c in event.claims if c.polarity == POSITIVE and c.modality == "actual"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """Claims of one event by which its agents do or want an act, or refuse it, towards the targets where they are known."""

    event: Happening
    claims: tuple[ClaimNode, ...]
    towards: tuple[str, ...]


def _refusals(scope: Scope) -> Iterator[Contradiction]:
    """Who is said to refuse an act, and to do it, to want it or to back it."""
    refused: defaultdict[tuple[str, str], list[_Act]] = defaultdict(list)
    wanted: defaultdict[tuple[str, str], list[_Act]] = defaultdict(list)
    for event in scope.events.values():
        for table, relations, act in _acts(scope, event):
            for key in [(relation, agent) for relation in sorted(relations) for agent in _actors(scope, event)]:
                (refused if table == "refused" else wanted)[key].append(act)
    seen: set[tuple[str, str]] = set()
    for key in sorted(refused.keys() & wanted.keys()):
        found: list[Contradiction] = []
        for left, right in product(refused[key][:CROWD], wanted[key][:CROWD]):
            pair = (left.event.iri, right.event.iri)
            if pair not in seen and _meet(scope, left, right):
                seen.add(pair)
                found += clash(scope, "modality", left.claims, right.claims, fit=_likely(left, right))
        yield from sorted(found, key=lambda row: (-row.score, row.left.evidence.iri, row.right.evidence.iri))[:SHOWN]


def _acts(scope: Scope, event: Happening) -> Iterator[tuple[str, frozenset[str], _Act]]:
    firm = tuple(c for c in event.claims if c.polarity == POSITIVE and c.modality in ("actual", "intended"))
    if not firm or not event.agents:
        return
    named = frozenset(r for stands in scope.known.acts.values() for r in stands)
    if event.relation in named:
        yield "wanted", frozenset({event.relation}), _Act(event=event, claims=firm, towards=event.targets)
    if event.relation == "reject" or event.relation in BACKING:
        meant = _meant(scope, event)
        table = "refused" if event.relation == "reject" else "wanted"
        towards = event.targets if event.relation == "reject" else ()
        if meant:
            yield table, meant, _Act(event=event, claims=firm, towards=towards)


def _meant(scope: Scope, event: Happening) -> frozenset[str]:
    """The relations that the content stands for by one of its first words or the word behind "to", "for", "of", "on"."""
    name = event.words
    if name is None and event.theme is not None and (theme := scope.names.entities.get(event.theme)) and theme.type == "Event":
        name = theme.name
    words = re.findall(r"\w+", (name or "").casefold())
    heads = words[:LEADING] + [word for before, word in pairwise(words) if before in HEADS]
    return frozenset().union(*(_standing_for(scope.known.acts, word) for word in heads))


def _standing_for(acts: Mapping[str, frozenset[str]], word: str) -> frozenset[str]:
    return acts.get(word, frozenset())


def _actors(scope: Scope, event: Happening) -> list[str]:
    loose = {whole for iri in event.agents for whole in scope.ties.wholes.get(iri, ()) if whole in scope.ties.loose}
    return [*event.agents, *sorted(loose)]


def _meet(scope: Scope, left: _Act, right: _Act) -> bool:
    if not scope.ties.can_speak_for(left.event.agents, right.event.agents):
        return False
    return not left.towards or not right.towards or scope.ties.related(left.towards, right.towards)


def _likely(left: _Act, right: _Act) -> float:
    same = set(left.event.agents) == set(right.event.agents)
    return REFUSED if same else round(REFUSED * 0.9, 2)
