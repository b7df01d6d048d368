"""Which actors are part of which: members of groups, parts of states, holders of offices; called by the matching of events.

"The West" takes in its members only where data says so: `knowledge.toml`, or a claim of membership in the graph. Both are used to
link descriptions, never to merge them.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from graph.compare.knowledge import Knowledge
from graph.identity import normal_name
from graph.reading import EntityNode, Graph

Relation = Literal["equal", "narrower", "wider", "overlap", "apart"]
MEMBERSHIP: Final = frozenset({"member_of", "join"})
OFFICE: Final = frozenset({"hold_office"})
COLLECTIVES: Final = frozenset({"Organization", "Group", "State"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """For each entity IRI those that it is part of, itself not among them; `loose` are groups that act through members only.

    `sides` has besides the parts those who hold an office: they are of a state's side, but what they do is not all its doing.
    """

    wholes: Mapping[str, frozenset[str]]
    sides: Mapping[str, frozenset[str]]
    loose: frozenset[str]

    def compare(self, one: Collection[str], other: Collection[str]) -> Relation:
        """How two sets of actors stand to each other; an empty set is the widest: somebody."""
        if one == other:
            return "equal"
        left, right = frozenset(one), frozenset(other)
        if left == right:
            return "equal"
        if not right or (left and self._within(left, right)):
            return "narrower"
        if not left or self._within(right, left):
            return "wider"
        return "overlap" if left & right else "apart"

    def related(self, one: Collection[str], other: Collection[str]) -> bool:
        """Whether the two sets share an actor, or one has somebody of the other's side."""
        return bool(self.side(one) & frozenset(other) or self.side(other) & frozenset(one))

    def side(self, iris: Collection[str]) -> frozenset[str]:
        """The actors, and the states, organizations and groups that they belong to."""
        return frozenset(iris).union(*(self.sides.get(iri, frozenset()) for iri in iris))

    def can_speak_for(self, one: Collection[str], other: Collection[str]) -> bool:
        """Whether what one set did is done by the other: literally a subset, or members of a loose group."""
        left, right = sorted((frozenset(one), frozenset(other)), key=len)
        if left and left <= right:
            return True
        return bool(left and right) and (self._acts_through(left, right) or self._acts_through(right, left))

    def _within(self, part: Collection[str], whole: frozenset[str]) -> bool:
        return all(iri in whole or self.wholes.get(iri, frozenset()) & whole for iri in part)

    def _acts_through(self, part: Collection[str], whole: frozenset[str]) -> bool:
        return whole <= self.loose and self._within(part, whole)


def ties(graph: Graph, known: Knowledge) -> Ties:
    """The ties between the entities of a graph."""
    direct: defaultdict[str, set[str]] = defaultdict(set)
    _add_groups(graph, known, direct)
    _add_parts(graph, known, direct)
    _add_claimed(graph, direct, MEMBERSHIP)
    wholes = _closed_all(direct)
    _add_claimed(graph, direct, OFFICE)
    loose = frozenset(e.iri for e in graph.entities if e.type == "Group")
    return Ties(wholes=wholes, sides=_closed_all(direct), loose=loose)


def _add_claimed(graph: Graph, direct: defaultdict[str, set[str]], relations: frozenset[str]) -> None:
    for claim in graph.claims:
        if claim.relation in relations and claim.polarity == "positive" and claim.modality == "actual":
            for agent in claim.agents:
                direct[agent].update(claim.targets)


def _closed_all(direct: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {iri: frozenset(_closed(iri, direct) - {iri}) for iri in direct}


def _closed(iri: str, direct: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    open_ = [iri]
    while open_:
        for whole in direct.get(open_.pop(), ()):
            if whole not in found:
                found.add(whole)
                open_.append(whole)
    return found


def _add_groups(graph: Graph, known: Knowledge, direct: defaultdict[str, set[str]]) -> None:
    by_code: defaultdict[str, set[str]] = defaultdict(set)
    for entity in graph.entities:
        for _, code in entity.links:
            by_code[code].add(entity.iri)
    for entity in graph.entities:
        if entity.type in COLLECTIVES:
            for code in known.members.get(normal_name(entity.name), ()):
                for member in by_code.get(code, ()):
                    direct[member].add(entity.iri)


def _add_parts(graph: Graph, known: Knowledge, direct: defaultdict[str, set[str]]) -> None:
    """Parts by their name: a collective's name, then a word for a part ("Velland's foreign ministry", "Union officials")."""
    bearers: dict[str, str] = {}
    for entity in graph.entities:
        if entity.type in COLLECTIVES and not entity.anonymous:
            for name in (entity.name, *entity.aliases):
                bearers.setdefault(normal_name(name), entity.iri)
    for entity in graph.entities:
        if whole := _whole(entity, known, bearers):
            direct[entity.iri].add(whole)


def _whole(entity: EntityNode, known: Knowledge, bearers: Mapping[str, str]) -> str | None:
    words = re.findall(r"\w+", normal_name(entity.name))
    if entity.type not in COLLECTIVES or len(words) < 2 or words[-1] not in known.parts:
        return None
    for length in range(len(words) - 1, 0, -1):
        found = bearers.get(" ".join(words[:length]))
        if found is not None and found != entity.iri:
            return found
    return None
