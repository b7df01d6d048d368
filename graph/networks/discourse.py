"""Networks of words: who quotes whom, and discourse networks, who holds the same and who the opposite.

A discourse network starts from statements: a source holds a concept affirmed or denied. Congruence counts the concepts that two
sources hold alike, conflict those that they hold oppositely, subtract is congruence less conflict. Over `claims` a concept is an
event with its modality, and the source who holds the claim; over `positions` it is a treaty, proposal or other theme, and the
source the actor who is said to back or to oppose it. Normalised by average activity a weight is divided by the mean number of
concepts of the two sources. Called by `graph.networks`.

Source: Leifeld, Discourse Network Analysis: Policy Debates as Dynamic Networks, Oxford Handbook of Political Networks, 2017.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Final

from graph.index import local_name
from graph.network import Voices
from graph.networks.acts import ACTORS, sign
from graph.networks.records import Member, Projection, Tie, document_member, entity_member
from graph.reading import ClaimNode
from ontology.relations import load

DISCOURSE: Final = ("congruence", "conflict", "subtract")
OVER: Final = ("claims", "positions")
SOURCES: Final = ("all", "speakers", "documents", "publishers")
UNCLEAR: Final = "passages whose speaker could not be made out"
RULES: Final = {
    "quotes": "a tie is who quotes whom: a publisher (or a document without one) a speaker, a speaker another; its weight is the "
    "number of passages",
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
    """What two sources have to do with each other."""

    alike: int = 0
    opposed: int = 0
    claims: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)


def discourse(kind: str, claims: Iterable[ClaimNode], names: Voices, *, over: str, sources: str) -> Projection:
    """A network of `DISCOURSE`."""
    found = list(_positions(claims, names) if over == "positions" else _held(claims, names, sources))
    concepts: defaultdict[tuple[str, str], defaultdict[str, dict[int, list[ClaimNode]]]] = defaultdict(lambda: defaultdict(dict))
    for statement in found:
        concepts[statement.concept][statement.source.id].setdefault(statement.stance, []).append(statement.claim)
    activity = Counter(source for held in concepts.values() for source in held)
    pairs = _pairs(concepts)
    ties = [tie for (a, b), pair in sorted(pairs.items()) if (tie := _tie(kind, a, b, pair, (activity[a] + activity[b]) / 2))]
    members = {statement.source.id: statement.source for statement in found}
    return Projection(
        kind=kind,
        rule=RULES[kind].format(concepts=CONCEPTS[over]),
        directed=False,
        members=tuple(members[id_] for id_ in sorted(members)),
        ties=tuple(ties),
    )


def _pairs(
    concepts: "defaultdict[tuple[str, str], defaultdict[str, dict[int, list[ClaimNode]]]]",
) -> defaultdict[tuple[str, str], _Pair]:
    pairs: defaultdict[tuple[str, str], _Pair] = defaultdict(_Pair)
    for held in concepts.values():
        for a, b in combinations(sorted(held), 2):
            pair = pairs[a, b]
            for left in held[a]:
                for right in held[b]:
                    pair.alike += left == right
                    pair.opposed += left != right
            shown = [claim for side in (held[a], held[b]) for told in side.values() for claim in told]
            pair.claims.update(claim.iri for claim in shown)
            pair.documents.update(e.document for claim in shown for e in claim.evidence)
    return pairs


def _tie(kind: str, source: str, target: str, pair: _Pair, activity: float) -> Tie | None:
    weight = {"congruence": pair.alike, "conflict": pair.opposed, "subtract": pair.alike - pair.opposed}[kind]
    if weight == 0:
        return None
    bond = 0 if kind == "conflict" else max(weight, 0)
    details = (("congruence", pair.alike), ("conflict", pair.opposed), ("normalized", round(weight / activity, 4)))
    return Tie(
        source=source,
        target=target,
        weight=weight,
        bond=bond,
        claims=tuple(sorted(pair.claims)),
        documents=len(pair.documents),
        details=details,
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


def quotes(claims: Iterable[ClaimNode], names: Voices) -> Projection:
    """Who quotes whom: the publisher the outermost speaker, that one the next, and so on."""
    members: dict[str, Member] = {}
    links: defaultdict[tuple[str, str], list[tuple[ClaimNode, str]]] = defaultdict(list)
    unclear = 0
    for claim in claims:
        for evidence in claim.evidence:
            unclear += claim.holder is None and claim.narrator is None
            speakers = [*reversed(evidence.reported_in), *((claim.holder,) if claim.holder else ())]
            chain = [document_member(evidence.document, names, publisher=True), *(entity_member(s, names) for s in speakers)]
            for quoting, quoted in pairwise(chain):
                if quoting.id == quoted.id:
                    continue
                members |= {quoting.id: quoting, quoted.id: quoted}
                links[quoting.id, quoted.id].append((claim, evidence.document))
    ties = [
        Tie(
            source=pair[0],
            target=pair[1],
            weight=len(found),
            bond=len(found),
            claims=tuple(sorted({claim.iri for claim, _ in found})),
            documents=len({document for _, document in found}),
            details=(("about", " | ".join(sorted({local_name(i) for claim, _ in found for i in claim.participants}))),),
        )
        for pair, found in sorted(links.items())
    ]
    return Projection(
        kind="quotes",
        rule=RULES["quotes"],
        directed=True,
        members=tuple(members[id_] for id_ in sorted(members)),
        ties=tuple(ties),
        left_out=((UNCLEAR, unclear),) if unclear else (),
    )
