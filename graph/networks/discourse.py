"""Discourse networks: who holds the same and who the opposite; called by `graph.networks`.

A discourse network starts from statements: a source holds a concept affirmed or denied (affiliation). Congruence counts the
concepts that two sources hold alike, conflict those that they hold oppositely, subtract is congruence less conflict. Over
`claims` a concept is an event with its modality, and the source who holds the claim; over `positions` it is a treaty, proposal or
other theme, and the source the actor who is said to back or to oppose it. Normalised by average activity a weight is divided by
the mean number of concepts of the two sources.

Source: Leifeld, Discourse Network Analysis: Policy Debates as Dynamic Networks, Oxford Handbook of Political Networks, 2017.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Final

from graph.index import local_name
from graph.network import Voices
from graph.networks.acts import ACTORS, sign
from graph.networks.records import Member, Projection, Tie, document_member, entity_member
from graph.reading import ClaimNode
from ontology.relations import load

DISCOURSE: Final = ("affiliation", "congruence", "conflict", "subtract")
STANCES: Final = {1: "for", -1: "against"}
OVER: Final = ("claims", "positions")
SOURCES: Final = ("all", "speakers", "documents", "publishers")
RULES: Final = {
    "affiliation": "a tie joins a source and one of the {concepts}; its weight is 1 for, -1 against, 0 for both",
    "congruence": "a tie joins two sources that hold the same; its weight is the number of {concepts} that both affirm or both "
    "deny",
    "conflict": "a tie joins two sources that hold the opposite; its weight is the number of {concepts} that one affirms and the "
    "other denies",
    "subtract": "a tie joins two sources that hold the same or the opposite; its weight is congruence less conflict, over "
    "{concepts}",
}
CONCEPTS: Final = {"claims": "claims", "positions": "treaties, proposals and other matters (backed or opposed)"}


@dataclass(frozen=True, slots=True)
class Statement:
    """A source holds a concept; `stance` is 1 or -1."""

    source: Member
    concept: tuple[str, str]
    stance: int
    claim: ClaimNode


@dataclass(slots=True)
class _Pair:
    """What two sources have to do with each other: on how many concepts they are alike or opposed, and the claims behind that."""

    alike: int = 0
    opposed: int = 0
    alike_claims: list[ClaimNode] = field(default_factory=list)
    opposed_claims: list[ClaimNode] = field(default_factory=list)


Held = defaultdict[str, dict[int, list[ClaimNode]]]  # the claims of each source by its stance


def stated(claims: Iterable[ClaimNode], names: Voices, *, over: str, sources: str) -> tuple[Statement, ...]:
    """Who holds what: the statements that the networks of discourse are made of."""
    return tuple(_positions(claims, names) if over == "positions" else _held(claims, names, sources))


def discourse(kind: str, claims: Iterable[ClaimNode], names: Voices, *, over: str, sources: str) -> Projection:
    """A network of `DISCOURSE`."""
    found = stated(claims, names, over=over, sources=sources)
    concepts: defaultdict[tuple[str, str], Held] = defaultdict(lambda: defaultdict(dict))
    for statement in found:
        concepts[statement.concept][statement.source.id].setdefault(statement.stance, []).append(statement.claim)
    members = {statement.source.id: statement.source for statement in found}
    if kind == "affiliation":
        matters = {concept: _matter(concept, held, names) for concept, held in concepts.items()}
        members |= {member.id: member for member in matters.values()}
        ties = [_stance(id_, matters[concept].id, told) for concept, held in concepts.items() for id_, told in held.items()]
    else:
        activity = Counter(source for held in concepts.values() for source in held)
        pairs = _pairs(concepts.values()).items()
        ties = [tie for (a, b), pair in pairs if (tie := _tie(kind, a, b, pair, (activity[a] + activity[b]) / 2))]
    return Projection(
        kind=kind,
        rule=RULES[kind].format(concepts=CONCEPTS[over]),
        directed=False,
        members=tuple(members[id_] for id_ in sorted(members)),
        ties=tuple(sorted(ties, key=lambda tie: (tie.source, tie.target))),
    )


def _pairs(concepts: Iterable[Held]) -> defaultdict[tuple[str, str], _Pair]:
    pairs: defaultdict[tuple[str, str], _Pair] = defaultdict(_Pair)
    for held in concepts:
        for a, b in combinations(sorted(held), 2):
            pair = pairs[a, b]
            for left, right in product(held[a], held[b]):
                shown = (*held[a][left], *held[b][right])
                if left == right:
                    pair.alike += 1
                    pair.alike_claims.extend(shown)
                else:
                    pair.opposed += 1
                    pair.opposed_claims.extend(shown)
    return pairs


def _tie(kind: str, source: str, target: str, pair: _Pair, activity: float) -> Tie | None:
    weight = {"congruence": pair.alike, "conflict": pair.opposed, "subtract": pair.alike - pair.opposed}[kind]
    if weight == 0:
        return None
    shown = (*(pair.alike_claims if kind != "conflict" else ()), *(pair.opposed_claims if kind != "congruence" else ()))
    return Tie(
        source=source,
        target=target,
        weight=weight,
        bond=0 if kind == "conflict" else max(weight, 0),
        claims=tuple(sorted({claim.iri for claim in shown})),
        documents=len({e.document for claim in shown for e in claim.evidence}),
        details=(("congruence", pair.alike), ("conflict", pair.opposed), ("normalized", round(weight / activity, 4))),
    )


def _matter(concept: tuple[str, str], held: Held, names: Voices) -> Member:
    """A concept as a member: a theme, or an event in the words of the claim that affirms it, where one does."""
    iri, modality = concept
    if not modality:
        return entity_member(iri, names)
    _, claims = max(((stance, found) for told in held.values() for stance, found in told.items()), key=lambda row: row[0])
    words = names.statement(min(claims, key=lambda claim: claim.iri))
    return Member(id=f"{local_name(iri)}-{modality}", label=words, type="Claim", iri=iri)


def _stance(source: str, matter: str, told: dict[int, list[ClaimNode]]) -> Tie:
    claims = [claim for found in told.values() for claim in found]
    return Tie(
        source=source,
        target=matter,
        weight=sum(told),
        bond=len(told),
        claims=tuple(sorted({claim.iri for claim in claims})),
        documents=len({e.document for claim in claims for e in claim.evidence}),
        details=(("stance", "both" if len(told) > 1 else STANCES[next(iter(told))]),),
    )


def _held(claims: Iterable[ClaimNode], names: Voices, sources: str) -> Iterator[Statement]:
    """Who holds which claim, as far as the kind of source is wanted."""
    for claim in claims:
        source = _source(claim, names, sources)
        if source is not None:
            stance = 1 if claim.polarity == "positive" else -1
            yield Statement(source, (claim.event, claim.modality), stance, claim)


def _source(claim: ClaimNode, names: Voices, sources: str) -> Member | None:
    if claim.holder is not None:
        return entity_member(claim.holder, names) if sources in ("all", "speakers") else None
    if claim.narrator is None or sources == "speakers":
        return None
    return document_member(claim.narrator, names, publisher=sources != "documents")


def _positions(claims: Iterable[ClaimNode], names: Voices) -> Iterator[Statement]:
    """Which actor is said to back or oppose which theme: relations of cooperation or conflict that have it for their object."""
    for claim in claims:
        relation = load().get(claim.relation)
        if relation is None or claim.theme is None or claim.modality != "actual":
            continue
        stance = sign(claim.relation) * (1 if claim.polarity == "positive" else -1)
        if stance and "theme" in (relation.object_role, relation.other_role):
            for agent in claim.agents:
                if agent in names.entities and names.entities[agent].type in ACTORS:
                    yield Statement(entity_member(agent, names), (claim.theme, ""), stance, claim)
