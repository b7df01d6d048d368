"""Resolve the entities of all documents into one set; called by `quoth.build` between the annotations and the graph.

Entities come in blocks that share a key (a link, a type and name, a surname), so that no pair is ever compared outside its block,
and every decision is taken on the whole set: the order of documents cannot matter. What is merged: the same link; the same type
and name; a name that one single linked entity bears; an acronym or full name that one single other entity lists; a surname that
one single person bears. What never is: unnamed sources and mere descriptions ("the agreement") of two documents, and namesakes
that one document keeps apart.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from extract.records import Annotation, Entity, EntityType, MentionKind
from graph.identity import digest, normal_name, slug

Key = tuple[str, ...]
TYPES: Final = tuple(EntityType)


@dataclass(frozen=True, slots=True, kw_only=True)
class GlobalEntity:
    """An entity of the whole graph; `id` is the last part of its IRI."""

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    anonymous: bool = False
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The entities of all documents, sorted by id, and which of them a document's own entity is.

    `members` goes from (doc_id, id in the annotation) to an entity's id: a table, since every filler of every fact asks it.
    """

    entities: tuple[GlobalEntity, ...]
    members: Mapping[tuple[str, str], str]


@dataclass(slots=True)
class _Cluster:
    """What one key gathered: local entities with the document that each comes from."""

    key: Key
    members: list[tuple[str, Entity]] = field(default_factory=list)

    def names(self) -> set[str]:
        return {normal_name(entity.name) for _, entity in self.members}

    def other_names(self) -> set[str]:
        """Aliases that can stand alone: acronyms, and capitalised names of two words or more."""
        aliases = {alias for _, entity in self.members for alias in entity.aliases}
        return {normal_name(alias) for alias in aliases if _stands_alone(alias)}


class _Union:
    """Disjoint sets of keys; the smallest key stands for its set."""

    def __init__(self) -> None:
        self._parent: dict[Key, Key] = {}

    def find(self, key: Key) -> Key:
        root = key
        while (above := self._parent.get(root, root)) != root:
            root = above
        while key != root:
            self._parent[key], key = root, self._parent.get(key, root)
        return root

    def join(self, one: Key, other: Key) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first


def resolve(annotations: Iterable[Annotation]) -> Resolution:
    """The entities of all documents, whatever their order."""
    union = _Union()
    clusters: dict[Key, _Cluster] = {}
    for annotation in annotations:
        for key, entity in _keyed(annotation, union):
            clusters.setdefault(key, _Cluster(key)).members.append((annotation.document.doc_id, entity))
    for block in (_by_link, _by_other_name, _by_surname):
        groups = _gathered(clusters, union)
        for one, other in block(groups):
            union.join(one, other)
    return _resolution(_gathered(clusters, union))


def _keyed(annotation: Annotation, union: _Union) -> list[tuple[Key, Entity]]:
    """Each entity of a document with its first key; joins the keys of entities with several links."""
    named = {m.entity for m in annotation.mentions if m.kind is MentionKind.NAMED}
    seen: Counter[Key] = Counter()
    pairs: list[tuple[Key, Entity]] = []
    for entity in sorted(annotation.entities, key=lambda e: e.id):
        links: list[Key] = [("0-link", scheme, value) for scheme, value in sorted(entity.links)]
        for link in links[1:]:
            union.join(links[0], link)
        key = links[0] if links else _name_key(entity, annotation.document.doc_id, entity.id in named, seen)
        pairs.append((key, entity))
    return pairs


def _name_key(entity: Entity, doc_id: str, is_named: bool, seen: Counter[Key]) -> Key:
    name = normal_name(entity.name) or entity.name
    if entity.anonymous:
        return "3-anonymous", entity.type.value, name, doc_id
    place = ("1-name", "") if is_named or _anchored(entity.name) else ("2-described", doc_id)
    key = (place[0], entity.type.value, name, place[1])
    seen[key] += 1
    return (*key, str(seen[key]))


def _anchored(name: str) -> bool:
    """Whether a description can be told from its like elsewhere: two words, one of them a name or a number."""
    words = re.findall(r"\w+", name)
    return len(words) > 1 and any(word[0].isupper() or word[0].isdigit() for word in words)


def _stands_alone(alias: str) -> bool:
    words = alias.split()
    return (alias.isupper() and len(alias) > 1) or (len(words) > 1 and words[-1][:1].isupper() and words[0][:1].isupper())


def _gathered(clusters: Mapping[Key, _Cluster], union: _Union) -> list[_Cluster]:
    """One cluster for each set of joined keys, in the order of keys, members in the order of documents."""
    groups: dict[Key, _Cluster] = {}
    for key in sorted(clusters):
        root = union.find(key)
        groups.setdefault(root, _Cluster(root)).members.extend(clusters[key].members)
    for group in groups.values():
        group.members.sort(key=lambda member: (member[0], member[1].id))
    return [groups[key] for key in sorted(groups)]


def _by_link(groups: list[_Cluster]) -> list[tuple[Key, Key]]:
    """Entities without a link whose name one single linked entity of the type bears."""
    bearers: defaultdict[tuple[str, str], set[Key]] = defaultdict(set)
    for group in groups:
        if group.key[0] == "0-link":
            for name in group.names() | group.other_names():
                bearers[_type(group).value, name].add(group.key)
    return _single(
        (g.key, bearers[g.key[1], g.key[2]]) for g in groups if g.key[0] == "1-name" and (g.key[1], g.key[2]) in bearers
    )


def _by_other_name(groups: list[_Cluster]) -> list[tuple[Key, Key]]:
    """Entities, persons apart, whose name one single other entity of the type lists as its acronym or full name."""
    bearers: defaultdict[tuple[str, str], set[Key]] = defaultdict(set)
    rows = [g for g in groups if g.key[0] == "1-name" and g.key[1] != EntityType.PERSON.value]
    for group in rows:
        for name in group.other_names():
            bearers[group.key[1], name].add(group.key)
    return _single((g.key, bearers[g.key[1], g.key[2]] - {g.key}) for g in rows if (g.key[1], g.key[2]) in bearers)


def _by_surname(groups: list[_Cluster]) -> list[tuple[Key, Key]]:
    """Persons of one name who can be one single person of several names."""
    bearers: defaultdict[str, set[Key]] = defaultdict(set)
    persons = [g for g in groups if g.key[0] in ("0-link", "1-name") and _type(g) is EntityType.PERSON]
    for group in persons:
        for surname in {name.split()[-1] for name in group.names() if " " in name}:
            bearers[surname].add(group.key)
    return _single((g.key, bearers[g.key[2]]) for g in persons if g.key[0] == "1-name" and g.key[2] in bearers)


def _single(rows: Iterable[tuple[Key, set[Key]]]) -> list[tuple[Key, Key]]:
    return [(key, next(iter(found))) for key, found in rows if len(found) == 1]


def _resolution(groups: list[_Cluster]) -> Resolution:
    described = [_described(group) for group in groups]
    names = _distinct(groups, described)
    entities = [
        GlobalEntity(id=name, type=e.type, name=e.name, aliases=e.aliases, anonymous=e.anonymous, links=e.links)
        for name, e in zip(names, described, strict=True)
    ]
    members = {(doc_id, entity.id): name for name, g in zip(names, groups, strict=True) for doc_id, entity in g.members}
    return Resolution(entities=tuple(sorted(entities, key=lambda e: e.id)), members=members)


def _described(group: _Cluster) -> Entity:
    """One entity for the cluster: its most frequent name (a full one for a person) and type, all names, all links."""
    entities = [entity for _, entity in group.members]
    kind = _type(group)
    counts = Counter(entity.name for entity in [e for e in entities if e.links] or entities)
    full = kind is EntityType.PERSON
    name = min(counts, key=lambda n: (full and " " not in n.strip(), -counts[n], -len(n), n))
    others = {alias for e in entities for alias in (e.name, *e.aliases)} - {name}
    links = {link for e in entities for link in e.links}
    anonymous = all(e.anonymous for e in entities)
    return Entity(id="", type=kind, name=name, aliases=tuple(sorted(others)), anonymous=anonymous, links=tuple(sorted(links)))


def _type(group: _Cluster) -> EntityType:
    counts = Counter(entity.type for _, entity in group.members)
    return min(counts, key=lambda t: (-counts[t], TYPES.index(t)))


def _distinct(groups: list[_Cluster], described: list[Entity]) -> list[str]:
    """An id for each cluster: its name; with its type where another type has that name; numbered for namesakes."""
    ids = [""] * len(groups)
    taken: dict[str, EntityType] = {}
    order = sorted(range(len(groups)), key=lambda n: (groups[n].key[0], TYPES.index(described[n].type), groups[n].key))
    for number in order:
        kind = described[number].type
        stem = _wanted(groups[number], described[number])
        if taken.get(stem, kind) is not kind:
            stem = f"{stem}-{kind.value.lower()}"
        names = (stem, *(f"{stem}-{n}" for n in range(2, len(groups) + 2)))
        ids[number] = next(name for name in names if name not in taken)
        taken[ids[number]] = kind
    return ids


def _wanted(group: _Cluster, entity: Entity) -> str:
    readable = slug(entity.name)
    if group.key[0] == "3-anonymous":
        return f"anonymous-{readable}-{digest(*group.key)[:8]}"
    if group.key[0] == "2-described":
        return f"{readable}-{digest(*group.key)[:8]}"
    return readable
