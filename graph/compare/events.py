"""The events of a graph with all claims on them, and which of them tell less, more or nearly the same; called by `graph.compare`.

No pair is compared that does not share a key: relation and theme, relation and actors, or relation and a rare word of
the content.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

from graph.compare.contents import Likeness, is_negated, likeness
from graph.compare.knowledge import Knowledge
from graph.compare.ties import Relation, Ties
from graph.reading import ClaimNode, Graph

ALIKE: Final = 0.5
CROWD: Final = 40  # a key that more events share says too little
RAREST: Final = 2  # stems by which events are looked up whose actors differ or are unknown
Sort = Literal["narrower", "wider", "similar"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event: its fillers as entity IRIs, `words` of the content where no entity fills the theme, and the claims on it."""

    iri: str
    relation: str
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    theme: str | None
    words: str | None
    claims: tuple[ClaimNode, ...]

    @property
    def participants(self) -> tuple[str, ...]:
        """Agents, targets and theme, each once."""
        return self.claims[0].participants

    @property
    def is_bare(self) -> bool:
        """Whether one participant is all that is known."""
        return len(self.participants) < 2 and self.words is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`left` is narrower than `right`, or similar to it by `score`. `alike` is the likeness of the contents alone."""

    left: str
    right: str
    sort: Literal["narrower", "similar"]
    score: float
    alike: float


def happenings(graph: Graph) -> dict[str, Happening]:
    """The events by IRI, in the order of their IRIs."""
    groups: defaultdict[str, list[ClaimNode]] = defaultdict(list)
    for claim in graph.claims:
        groups[claim.event].append(claim)
    return {iri: _happening(iri, groups[iri]) for iri in sorted(groups)}


def _happening(iri: str, claims: Sequence[ClaimNode]) -> Happening:
    first = claims[0]
    return Happening(
        iri=iri,
        relation=first.relation,
        agents=first.agents,
        targets=first.targets,
        theme=first.theme,
        words=first.theme_text if first.theme is None else None,
        claims=tuple(claims),
    )


def contents(events: Mapping[str, Happening]) -> Likeness:
    """The contents of all events, to be compared; the words of a judgement count even where its theme is an entity."""
    return likeness(claim.theme_text for event in events.values() for claim in event.claims if claim.theme_text)


def links(events: Mapping[str, Happening], alike: Likeness, related: Ties, known: Knowledge) -> tuple[Link, ...]:
    """The links between events, sorted."""
    found = (_link(events[a], events[b], alike, related) for a, b in _candidates(events, alike, related, known))
    return tuple(sorted((link for link in found if link is not None), key=lambda k: (k.left, k.right)))


def _candidates(events: Mapping[str, Happening], alike: Likeness, related: Ties, known: Knowledge) -> Iterator[tuple[str, str]]:
    blocks: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for event in events.values():
        for key in _keys(event, alike, related, known):
            blocks[key].append(event.iri)
    pairs = {pair for block in blocks.values() if 1 < len(block) <= CROWD for pair in combinations(block, 2)}
    return iter(sorted(pairs))


def _keys(event: Happening, alike: Likeness, related: Ties, known: Knowledge) -> set[tuple[str, ...]]:
    """Where an event is looked up; a part of a group stands under the group as well."""
    kin = known.families.get(event.relation, event.relation)
    actors = {whole for iri in event.agents for whole in (iri, *related.wholes.get(iri, ()))}
    if event.theme is not None:
        return {(kin, "theme", event.theme), *((kin, "theme", event.theme, actor) for actor in actors)}
    if event.words is None:
        return {(event.relation, "plain", actor, target) for actor in actors or {""} for target in event.targets or ("",)}
    stems = alike.rarest.get(event.words, ())
    plain = {(event.relation, "plain", actor, target) for actor in actors for target in event.targets}
    unnamed = {(kin, "words", stem, "") for stem in stems[:RAREST]}
    return plain | unnamed | {(kin, "words", stem, actor) for stem in stems for actor in actors}


def _link(one: Happening, other: Happening, alike: Likeness, related: Ties) -> Link | None:
    agents = related.compare(one.agents, other.agents)
    targets = related.compare(one.targets, other.targets)
    if "apart" in (agents, targets):
        return None
    content, score = _content(one, other, alike)
    if content == "apart":
        return None
    sort = _sort((agents, targets, content)) if one.relation == other.relation else "similar"
    if sort == "similar":
        shared = _overlap(one.agents, other.agents)
        return Link(left=one.iri, right=other.iri, sort="similar", score=round(score * shared, 2), alike=score)
    left, right = (one, other) if sort == "narrower" else (other, one)
    return Link(left=left.iri, right=right.iri, sort="narrower", score=1.0, alike=score)


def _content(one: Happening, other: Happening, alike: Likeness) -> tuple[Relation, float]:
    if one.theme is not None or other.theme is not None:
        if one.theme == other.theme:
            return "equal", 1.0
        lacking = one if one.theme is None else other
        if None not in (one.theme, other.theme) or lacking.words is not None or not lacking.targets:
            return "apart", 0.0
        return ("wider" if one.theme is None else "narrower"), 1.0
    if one.words is None or other.words is None:
        return ("equal", 1.0) if one.words == other.words else ("wider" if one.words is None else "narrower", 1.0)
    score = round(alike.between(one.words, other.words), 2)
    if score < ALIKE or is_negated(one.words) != is_negated(other.words):
        return ("overlap" if score >= ALIKE else "apart"), score
    return "overlap", score


def _sort(parts: tuple[Relation, ...]) -> Sort:
    if all(part in ("equal", "narrower") for part in parts):
        return "narrower"
    if all(part in ("equal", "wider") for part in parts):
        return "wider"
    return "similar"


def _overlap(one: Sequence[str], other: Sequence[str]) -> float:
    """How far two sets of actors agree: 1 for the same, .8 where one is part of the other or unknown, else what they share."""
    left, right = set(one), set(other)
    if left == right:
        return 1.0
    if not left or not right or not left & right or left <= right or right <= left:
        return 0.8
    return len(left & right) / len(left | right)
