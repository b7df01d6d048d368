"""Clusters of entities under keys, and the sets of keys that belong together; called by `graph.resolve` and its blocks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from extract.records import Entity, EntityType
from graph.identity import normal_name
from graph.joining.spelling import folded

Key = tuple[str, ...]
LINK: Final = "0-link"
NAME: Final = "1-name"
DESCRIBED: Final = "2-described"
ANONYMOUS: Final = "3-anonymous"
TYPES: Final = tuple(EntityType)
NOTHING: Final[frozenset[Key]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """An entity of one document with its first key and what stands around it.

    `near` are the named entities of its sentences, `around` those of its document, `home` the state in which a person holds
    office or a body seems to be, `states` all that the document names. Of a described text: `owner`, the `families` of its nouns,
    the `parties` of its facts and sentences, and the days, as pairs of ordinals, that its facts give (`dated`), that its
    sentences name (`dates`) and on which its document was published. `offices` are those that a person
    is named or described with, each with its state. Of a part of a package: the `whole`, and the `party` that
    tells it from the other parts.
    """

    key: Key
    doc_id: str
    entity: Entity
    near: frozenset[Key] = NOTHING
    around: frozenset[Key] = NOTHING
    home: Key | None = None
    states: frozenset[Key] = NOTHING
    owner: Key | None = None
    families: frozenset[str] = frozenset()
    parties: frozenset[Key] = NOTHING
    dated: tuple[tuple[int, int], ...] = ()
    dates: tuple[tuple[int, int], ...] = ()
    published: tuple[tuple[int, int], ...] = ()
    offices: frozenset[tuple[str, Key]] = frozenset()
    whole: Key | None = None
    party: Key | None = None


@dataclass(slots=True)
class Cluster:
    """What one key gathered."""

    key: Key
    members: list[Local] = field(default_factory=list)

    @property
    def type(self) -> EntityType:
        """The type of most members."""
        counts = Counter(member.entity.type for member in self.members)
        return min(counts, key=lambda kind: (-counts[kind], TYPES.index(kind)))

    def names(self) -> set[str]:
        """The names, normalised."""
        return {normal_name(member.entity.name) for member in self.members}

    def spellings(self) -> set[str]:
        """The names, folded."""
        return {folded(member.entity.name, self.type) for member in self.members}

    def other_names(self) -> set[str]:
        """Aliases that can stand alone: acronyms, and capitalised names of two words or more."""
        aliases = {alias for member in self.members for alias in member.entity.aliases}
        return {normal_name(alias) for alias in aliases if stands_alone(alias)}

    def around(self) -> frozenset[Key]:
        """All else that its documents name."""
        return frozenset[Key]().union(*{member.around for member in self.members}) - {member.key for member in self.members}


class Union:
    """Disjoint sets of keys; the smallest key stands for its set. Keys that were set apart never come together."""

    def __init__(self) -> None:
        self._parent: dict[Key, Key] = {}
        self._foes: defaultdict[Key, set[Key]] = defaultdict(set)

    def find(self, key: Key) -> Key:
        """The key that stands for the set."""
        root = key
        while (above := self._parent.get(root, root)) != root:
            root = above
        while key != root:
            self._parent[key], key = root, self._parent.get(key, root)
        return root

    def apart(self, one: Key, other: Key) -> bool:
        """Set two keys apart for ever; false if they are together already."""
        first, second = self.find(one), self.find(other)
        if first == second:
            return False
        self._foes[first].add(second)
        self._foes[second].add(first)
        return True

    def join(self, one: Key, other: Key) -> bool:
        """Bring two sets together, unless they were set apart; whether they are together now."""
        first, second = sorted((self.find(one), self.find(other)))
        if first == second:
            return True
        if any(self.find(foe) == second for foe in self._foes.get(first, ())):
            return False
        self._parent[second] = first
        if second in self._foes:
            self._foes[first] |= self._foes.pop(second)
        return True


def gathered(clusters: Mapping[Key, Cluster], union: Union) -> list[Cluster]:
    """One cluster for each set of joined keys, in the order of keys, members in the order of documents."""
    groups: dict[Key, Cluster] = {}
    for key in sorted(clusters):
        root = union.find(key)
        groups.setdefault(root, Cluster(root)).members.extend(clusters[key].members)
    for group in groups.values():
        if len(group.members) > 1:
            group.members.sort(key=lambda member: (member.doc_id, member.entity.id))
    return [groups[key] for key in sorted(groups)]


def stands_alone(alias: str) -> bool:
    """Whether an alias tells by itself what it names."""
    words = alias.split()
    return (alias.isupper() and len(alias) > 1) or (len(words) > 1 and words[-1][:1].isupper() and words[0][:1].isupper())


def single(rows: Iterable[tuple[Key, set[Key]]]) -> list[tuple[Key, Key]]:
    """The pairs of those keys for which one single other was found."""
    return [(key, next(iter(found))) for key, found in rows if len(found) == 1]
