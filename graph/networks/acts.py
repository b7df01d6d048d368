"""Networks of what actors are said to do: with each other, and with treaties and proposals; called by `graph.networks`.

The sign of a tie comes from the relation's class in PLOVER (`ontology/relations.ttl`): cooperation binds, conflict divides. A
happening counts once, however many documents tell it. Only what is affirmed as actual counts: a denied attack is no attack.

Source: PLOVER and CAMEO, quad classes (Schrodt, CAMEO Codebook 1.1b3, 2012).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import permutations
from typing import Final

from graph.index import local_name
from graph.network import Voices
from graph.networks.records import Member, Projection, Tie, entity_member
from graph.reading import ClaimNode
from ontology.relations import load

ACTORS: Final = frozenset({"Person", "State", "Organization", "Group"})
INSTRUMENT: Final = "Instrument"
NOT_AFFIRMED: Final = "claims that are denied, intended, possible or demanded"
UNSIGNED: Final = "claims that are neither cooperation nor conflict"
NO_ENDS: Final = "claims without two such ends"
RULES: Final = {
    "actors": "a tie is cooperation or conflict, said to go from one actor to another; its weight is the number of "
    "happenings, its sign that of most of them",
    "instruments": "a tie is what an actor is said to do with a treaty or proposal; its weight is the number of happenings",
}
Pairs = Callable[[ClaimNode, Voices], Iterable[tuple[str, str]]]


@dataclass(slots=True)
class _Bundle:
    """What is said to happen between two ends."""

    events: dict[str, int] = field(default_factory=dict)
    claims: list[ClaimNode] = field(default_factory=list)


def sign(relation: str) -> int:
    """1 for cooperation, -1 for conflict, 0 for neither."""
    known = load().get(relation)
    quad = "" if known is None or known.quad is None else known.quad
    return quad.endswith("cooperation") - quad.endswith("conflict")


def acts(kind: str, claims: Iterable[ClaimNode], names: Voices) -> Projection:
    """The network of `RULES` that `kind` names."""
    pairs: Pairs = _between_actors if kind == "actors" else _with_instruments
    bundles: defaultdict[tuple[str, str], _Bundle] = defaultdict(_Bundle)
    left: Counter[str] = Counter()
    for claim in claims:
        if claim.polarity != "positive" or claim.modality != "actual":
            left[NOT_AFFIRMED] += 1
            continue
        if kind == "actors" and not sign(claim.relation):
            left[UNSIGNED] += 1
            continue
        found = sorted(set(pairs(claim, names)))
        left[NO_ENDS] += not found
        for pair in found:
            bundles[pair].events[claim.event] = sign(claim.relation)
            bundles[pair].claims.append(claim)
    ties = tuple(sorted((_tie(pair, bundle) for pair, bundle in bundles.items()), key=lambda t: (t.source, t.target)))
    return Projection(
        kind=kind,
        rule=RULES[kind],
        directed=True,
        members=_members({iri for pair in bundles for iri in pair}, names),
        ties=ties,
        left_out=tuple((why, count) for why, count in sorted(left.items()) if count),
    )


def _members(iris: Iterable[str], names: Voices) -> tuple[Member, ...]:
    return tuple(sorted((entity_member(iri, names) for iri in iris), key=lambda member: member.id))


def _tie(pair: tuple[str, str], bundle: _Bundle) -> Tie:
    signs = Counter(bundle.events.values())
    balance = signs[1] - signs[-1]
    kind = "cooperative" if balance > 0 else "conflictual" if balance < 0 else "mixed" if signs[1] else "neutral"
    details: tuple[tuple[str, str | int | float], ...] = (
        ("sign", kind),
        ("cooperative", signs[1]),
        ("conflictual", signs[-1]),
        ("neutral", signs[0]),
        ("balance", balance),
        ("relations", " | ".join(sorted({claim.relation for claim in bundle.claims}))),
    )
    return Tie(
        source=local_name(pair[0]),
        target=local_name(pair[1]),
        weight=len(bundle.events),
        bond=signs[1],
        claims=tuple(sorted({claim.iri for claim in bundle.claims})),
        documents=len({e.document for claim in bundle.claims for e in claim.evidence}),
        details=details,
    )


def _between_actors(claim: ClaimNode, names: Voices) -> Iterator[tuple[str, str]]:
    """Agents to targets, and to an actor that is the theme; both ways, and among joint agents, where the relation is mutual."""
    known = load().get(claim.relation)
    agents = _of_type(claim.agents, ACTORS, names)
    objects = _of_type((*claim.targets, *((claim.theme,) if claim.theme else ())), ACTORS, names)
    if known is not None and known.symmetric:
        yield from permutations(dict.fromkeys((*agents, *objects)), 2) if not objects else ()
        yield from ((object_, agent) for agent in agents for object_ in objects if agent != object_)
    yield from ((agent, object_) for agent in agents for object_ in objects if agent != object_)


def _with_instruments(claim: ClaimNode, names: Voices) -> Iterator[tuple[str, str]]:
    objects = _of_type((*claim.targets, *((claim.theme,) if claim.theme else ())), frozenset({INSTRUMENT}), names)
    return ((agent, object_) for agent in _of_type(claim.agents, ACTORS, names) for object_ in objects)


def _of_type(iris: Iterable[str], types: frozenset[str], names: Voices) -> list[str]:
    return [iri for iri in iris if iri in names.entities and names.entities[iri].type in types]
