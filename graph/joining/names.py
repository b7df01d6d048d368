"""Blocks of names that tell by themselves what they name; each yields the pairs of keys that belong together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from extract.records import EntityType
from graph.identity import normal_name
from graph.joining.clusters import LINK, NAME, Cluster, Key, single
from graph.joining.spelling import initials

Pair = tuple[Key, Key]
ALIKE: Final = frozenset({EntityType.ORGANIZATION, EntityType.GROUP})
SHARED: Final = 2  # named things that two documents must both name
SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})
LETTERS: Final = 3  # fewest letters of an acronym that is only made out


def by_link(groups: Sequence[Cluster]) -> Iterator[Pair]:
    """Entities without a link whose name one single linked entity of the type bears."""
    bearers: defaultdict[tuple[str, str], set[Key]] = defaultdict(set)
    for group in groups:
        if group.key[0] == LINK:
            for name in group.names() | group.other_names():
                bearers[group.type.value, name].add(group.key)
    rows = ((g.key, bearers[g.key[1], g.key[2]]) for g in groups if g.key[0] == NAME and (g.key[1], g.key[2]) in bearers)
    yield from single(rows)


def by_other_name(groups: Sequence[Cluster]) -> Iterator[Pair]:
    """Entities, persons apart, whose name one single other entity of the type lists as its acronym or full name."""
    bearers: defaultdict[tuple[str, str], set[Key]] = defaultdict(set)
    rows = [g for g in _firm(groups) if g.key[1] != EntityType.PERSON.value]
    for group in rows:
        for name in group.other_names():
            bearers[group.key[1], name].add(group.key)
    yield from single((g.key, bearers[g.key[1], g.key[2]] - {g.key}) for g in rows if (g.key[1], g.key[2]) in bearers)


def by_spelling(groups: Sequence[Cluster]) -> Iterator[Pair]:
    """Names that are spellings of one name; of several linked bearers none is chosen."""
    bearers: defaultdict[tuple[str, str], set[Key]] = defaultdict(set)
    for group in groups:
        if group.key[0] == LINK or (group.key[0] == NAME and group.key[3] == "" and group.key[4] == "1"):
            for name in group.spellings():
                bearers[group.type.value, name].add(group.key)
    for found in bearers.values():
        keys = sorted(found)
        if len(keys) > 1 and keys[1][0] != LINK:
            yield from ((keys[0], key) for key in keys[1:])


def by_initials(groups: Sequence[Cluster]) -> Iterator[Pair]:
    """An acronym that no document explains, where one single body of those initials keeps the same company."""
    bodies = [g for g in groups if g.key[0] in (LINK, NAME) and g.type is EntityType.ORGANIZATION]
    bearers: defaultdict[str, list[Cluster]] = defaultdict(list)
    for group in bodies:
        for letters in {initials(member.entity.name) for member in group.members if " " in member.entity.name}:
            bearers[letters].append(group)
    for group in bodies:
        name = group.members[0].entity.name.replace(".", "")
        if group.key[0] == NAME and name.isupper() and len(name) >= LETTERS:
            found = [other for other in bearers.get(name, ()) if other.key != group.key]
            if len(found) == 1 and len(found[0].around() & group.around()) >= SHARED:
                yield group.key, found[0].key


def across_types(groups: Sequence[Cluster]) -> Iterator[Pair]:
    """A name that documents take for different types: of two words or more any, of one word an organization and a group."""
    bearers: defaultdict[str, list[Cluster]] = defaultdict(list)
    for group in _firm(groups):
        if group.key[4] == "1" and (" " in group.key[2] or group.type in ALIKE):
            bearers[group.key[2]].append(group)
    for found in bearers.values():
        yield from ((found[0].key, other.key) for other in found[1:])


def _firm(groups: Iterable[Cluster]) -> list[Cluster]:
    """The clusters whose name tells what they are."""
    return [g for g in groups if g.key[0] == NAME and g.key[3] == ""]


def surnames(name: str) -> tuple[str, ...]:
    """The words of a full name by which a person can be called, normalised: the last, and the second of three."""
    words = [word for word in normal_name(name).split() if word not in SUFFIXES]
    return tuple(word for word in (words[-1:] + words[1:2] * (len(words) == 3) if len(words) > 1 else ()) if len(word) > 1)
