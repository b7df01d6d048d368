"""Resolve the entities of all documents into one set; called by `graph.corpus` between the annotations and the graph.

Entities come in blocks that share a key (a link, a type and name, a spelling, a surname, an owner), so that no pair is ever
compared outside its block, and every decision is taken on the whole set: the order of documents cannot matter. What never comes
together: unnamed sources of two documents (but who is described by an office can be its holder), namesakes that one document
keeps apart, and what a correction says is not the same.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from extract.records import Annotation, Entity, EntityType
from graph.identity import digest, slug
from graph.joining.bearers import by_company, by_home, by_longer_name, by_surname, set_apart
from graph.joining.clusters import ANONYMOUS, DESCRIBED, TYPES, Cluster, Key, Local, Union, gathered
from graph.joining.instruments import by_package, by_text
from graph.joining.names import across_types, by_initials, by_link, by_other_name, by_spelling
from graph.joining.offices import by_office
from graph.joining.scenes import locals_of

Block = Callable[[Sequence[Cluster]], Iterator[tuple[Key, Key]]]
BLOCKS: Final[tuple[Block, ...]] = (
    by_link, by_other_name, by_spelling, by_longer_name, by_surname, by_company, by_home, by_initials, across_types, by_text,
    by_office, by_package,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class GlobalEntity:
    """An entity of the whole graph; `id` is the last part of its IRI."""

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    anonymous: bool = False
    links: tuple[tuple[str, str], ...] = ()
    subtype: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The entities of all documents, sorted by id, and which of them a document's own entity is.

    `members` goes from (doc_id, id in the annotation) to an entity's id: a table, since every filler of every fact asks it.
    """

    entities: tuple[GlobalEntity, ...]
    members: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """What people say of entities, by (doc_id, id in the annotation): which are the same, which are not, and what one is called.

    Of `apart` the first of each pair is the one that leaves a name that both bear.
    """

    same: tuple[tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]], ...] = ()
    apart: tuple[tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]], ...] = ()
    names: tuple[tuple[frozenset[tuple[str, str]], str], ...] = ()


Judge = Callable[[Sequence[Local]], Judgements]


def resolve(annotations: Iterable[Annotation], judge: Judge | None = None) -> Resolution:
    """The entities of all documents, whatever their order; `judge` says what people decided about them."""
    union = Union()
    found = [local for annotation in annotations for local in locals_of(annotation, union)]
    judgements = Judgements() if judge is None else judge(found)
    found = _judged(set_apart(found, union), union, judgements)
    clusters: dict[Key, Cluster] = {}
    for local in found:
        clusters.setdefault(local.key, Cluster(local.key)).members.append(local)
    for block in BLOCKS:
        for one, other in sorted(block(gathered(clusters, union))):
            union.join(one, other)
    return _resolution(gathered(clusters, union), judgements)


def _judged(found: list[Local], union: Union, judgements: Judgements) -> list[Local]:
    """Keys that people's judgements joined or set apart; what is set apart comes first, and a judgement never undoes it."""
    for leaving, staying in judgements.apart:
        found = _split(found, leaving, staying)
    keys = {(local.doc_id, local.entity.id): local.key for local in found}
    for one, other in judgements.apart:
        for first in {keys[place] for place in one if place in keys}:
            for second in {keys[place] for place in other if place in keys}:
                union.apart(first, second)
    for one, other in judgements.same:
        together = sorted({keys[place] for place in (*one, *other) if place in keys})
        for key in together[1:]:
            union.join(together[0], key)
    return found


def _split(found: list[Local], leaving: frozenset[tuple[str, str]], staying: frozenset[tuple[str, str]]) -> list[Local]:
    """Give those who leave a key of their own where they share one with those who stay."""
    shared = {x.key for x in found if (x.doc_id, x.entity.id) in leaving} & {
        x.key for x in found if (x.doc_id, x.entity.id) in staying
    }
    mark = digest(*sorted(leaving))
    return [
        replace(x, key=(*x.key, mark)) if x.key in shared and (x.doc_id, x.entity.id) in leaving - staying else x for x in found
    ]


def _resolution(groups: list[Cluster], judgements: Judgements) -> Resolution:
    described = [_renamed(_described(group), group, judgements) for group in groups]
    names = _distinct(groups, described)
    members = {(m.doc_id, m.entity.id): name for name, g in zip(names, groups, strict=True) for m in g.members}
    entities = [
        GlobalEntity(
            id=name,
            type=e.type,
            name=e.name,
            aliases=e.aliases,
            anonymous=e.anonymous,
            links=e.links,
            subtype=e.subtype,
            part_of=_whole(name, group, members),
        )
        for name, e, group in zip(names, described, groups, strict=True)
    ]
    return Resolution(entities=tuple(sorted(entities, key=lambda e: e.id)), members=members)


def _whole(name: str, group: Cluster, members: Mapping[tuple[str, str], str]) -> str | None:
    """The package of most documents that tell of the part."""
    wholes = (members.get((m.doc_id, m.entity.part_of)) for m in group.members if m.entity.part_of is not None)
    counts = Counter(whole for whole in wholes if whole is not None and whole != name)
    return min(counts, key=lambda w: (-counts[w], w), default=None)


def _renamed(entity: Entity, group: Cluster, judgements: Judgements) -> Entity:
    """The entity under the name that people gave it; its former name is one of its aliases."""
    if not judgements.names:
        return entity
    members = {(member.doc_id, member.entity.id) for member in group.members}
    for places, name in judgements.names:
        if places & members and name != entity.name:
            aliases = {*entity.aliases, entity.name} - {name}
            entity = replace(entity, name=name, aliases=tuple(sorted(aliases)))
    return entity


def _described(group: Cluster) -> Entity:
    """One entity for the cluster: its most frequent name (a full one for a person) and type, all names, all links."""
    named = [member.entity for member in group.members if not member.entity.anonymous]
    entities = named or [member.entity for member in group.members]
    kind = group.type
    counts = Counter(entity.name for entity in [e for e in entities if e.links] or entities)
    full = kind is EntityType.PERSON
    name = min(counts, key=lambda n: (full and " " not in n.strip(), -counts[n], -len(n), n))
    others = {alias for e in entities for alias in (e.name, *e.aliases)} - {name}
    links = {link for e in entities for link in e.links}
    anonymous = all(e.anonymous for e in entities)
    finer = Counter(e.subtype for e in entities if e.subtype is not None and e.type is kind)
    return Entity(
        id="",
        type=kind,
        name=name,
        aliases=tuple(sorted(others)),
        anonymous=anonymous,
        links=tuple(sorted(links)),
        subtype=min(finer, key=lambda t: (-finer[t], t), default=None),
    )


def _distinct(groups: list[Cluster], described: list[Entity]) -> list[str]:
    """An id for each cluster: its name; with its type where another type has that name; numbered for namesakes."""
    ids = [""] * len(groups)
    taken: dict[str, EntityType] = {}
    used: Counter[str] = Counter()
    order = sorted(range(len(groups)), key=lambda n: (groups[n].key[0], TYPES.index(described[n].type), groups[n].key))
    for number in order:
        kind = described[number].type
        stem = _wanted(groups[number], described[number])
        if taken.get(stem, kind) is not kind:
            stem = f"{stem}-{kind.value.lower()}"
        name = stem
        while name in taken:
            used[stem] += 1
            name = f"{stem}-{used[stem] + 1}"
        ids[number] = name
        taken[ids[number]] = kind
    return ids


def _wanted(group: Cluster, entity: Entity) -> str:
    readable = slug(entity.name)
    if group.key[0] == ANONYMOUS:
        return f"anonymous-{readable}-{digest(*group.key)[:8]}"
    if group.key[0] == DESCRIBED:
        return f"{readable}-{digest(*group.key)[:8]}"
    return readable
