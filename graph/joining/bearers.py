"""Blocks of names that many bear: persons by surname, namesakes, bodies of which every state has one.

What decides is the company that a name keeps: the office, the states, persons and bodies that its sentences and its document
name. Where nothing decides, two stay two.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from extract.records import EntityType
from graph.joining.clusters import LINK, NAME, Cluster, Key, Local, Union
from graph.joining.names import surname
from graph.joining.spelling import folded

Pair = tuple[Key, Key]
ENOUGH: Final = 2  # named things shared with the right bearer of a surname, where there are several
AHEAD: Final = 2  # times as many as with the next


def set_apart(locals_: Sequence[Local], union: Union) -> list[Local]:
    """Namesakes with full names: persons who hold office in different states, in documents that do not name the other state.

    The bearers of most documents keep the key.
    """
    rows: defaultdict[Key, list[Local]] = defaultdict(list)
    for local in locals_:
        if local.home is not None and local.key[0] == NAME and local.key[1] == EntityType.PERSON.value and not local.key[3]:
            rows[local.key].append(local)
    keys: dict[tuple[str, str], Key] = {}
    for key in sorted(rows):
        for home in _strangers(rows[key]):
            other = (*key[:3], "-".join(home), *key[4:])
            keys |= {(local.doc_id, local.entity.id): other for local in rows[key] if local.home == home}
            union.apart(key, other)
    return [replace(x, key=keys[x.doc_id, x.entity.id]) if (x.doc_id, x.entity.id) in keys else x for x in locals_]


def _strangers(rows: Sequence[Local]) -> Iterator[Key]:
    """The homes, the most frequent apart, that have nothing to do with any other."""
    counts = Counter(local.home for local in rows if local.home is not None)
    homes = sorted(counts, key=lambda home: (-counts[home], home))
    named = {home: frozenset[Key]().union(*(x.states for x in rows if x.home == home)) for home in homes}
    for home in homes[1:]:
        if all(home not in named[other] and other not in named[home] for other in homes if other != home):
            yield home


def by_surname(groups: Sequence[Cluster]) -> Iterator[Pair]:
    """Persons of one word who can be one single person of several, or the one of several who keeps their company."""
    bearers: defaultdict[str, list[Cluster]] = defaultdict(list)
    persons = [g for g in groups if g.key[0] in (LINK, NAME) and g.type is EntityType.PERSON]
    for group in persons:
        words = {last for m in group.members if (last := surname(m.entity.name)) is not None}
        for last in {folded(word, EntityType.PERSON) for word in words}:
            bearers[last].append(group)
    around = {group.key: group.around() for found in bearers.values() for group in found}
    for group in persons:
        found = bearers.get(folded(group.key[2], EntityType.PERSON), []) if group.key[0] == NAME and group.key[3] else []
        chosen = _likeliest(group, found, around)
        if chosen is not None:
            yield group.key, chosen


def _likeliest(group: Cluster, found: Sequence[Cluster], around: dict[Key, frozenset[Key]]) -> Key | None:
    here = group.around()
    shared = sorted(((len(here & around[other.key]), other.key) for other in found), reverse=True)
    if not shared:
        return None
    if len(shared) == 1:
        alone = not here or not around[shared[0][1]]
        return shared[0][1] if alone or shared[0][0] else None
    return shared[0][1] if shared[0][0] >= max(ENOUGH, AHEAD * shared[1][0]) else None


def by_company(groups: Sequence[Cluster]) -> Iterator[Pair]:
    """Persons of one word, all over the documents, whose sentences name the same person or body."""
    first: dict[Pair, Key] = {}
    for group in groups:
        if group.key[0] == NAME and group.key[3] and group.key[1] == EntityType.PERSON.value:
            name = (folded(group.key[2], EntityType.PERSON), group.key[4])
            for near in sorted({key for member in group.members for key in member.near}):
                known = first.setdefault((name, near), group.key)
                if known != group.key:
                    yield known, group.key


def by_home(groups: Sequence[Cluster]) -> Iterator[Pair]:
    """Bodies of which every state has one: those of one home, and those whose sentences name the same person."""
    homes: dict[Key, Key | None] = {}
    rows: defaultdict[Key, list[Cluster]] = defaultdict(list)
    for group in groups:
        if group.key[0] == NAME and group.key[3] and group.key[1] != EntityType.PERSON.value:
            rows[(*group.key[1:3], group.key[4])].append(group)
            homes[group.key] = _home(group)
    for found in rows.values():
        first: dict[Key, Key] = {}
        for group in found:
            home = homes[group.key]
            if home is not None:
                known = first.setdefault(home, group.key)
                if known != group.key:
                    yield known, group.key
        yield from _same_persons(found, homes)


def _home(group: Cluster) -> Key | None:
    homes = {member.home for member in group.members if member.home is not None}
    return homes.pop() if len(homes) == 1 else None


def _same_persons(found: Sequence[Cluster], homes: dict[Key, Key | None]) -> Iterator[Pair]:
    """Bodies without a home beside persons whom the sentences of the bodies of one single home name, too."""
    beside: defaultdict[Key, dict[Key | None, Key]] = defaultdict(dict)
    for group in sorted(found, key=lambda g: (homes[g.key] is None, g.key)):
        for person in _persons(group):
            beside[person].setdefault(homes[group.key], group.key)
    for group in found:
        if homes[group.key] is None:
            others = {home: key for person in _persons(group) for home, key in beside[person].items() if key != group.key}
            firm = sorted(key for home, key in others.items() if home is not None)
            if len(firm) == 1 or (not firm and others):
                yield group.key, (firm or sorted(others.values()))[0]


def _persons(group: Cluster) -> list[Key]:
    """The persons that its sentences name in full."""
    return sorted({key for m in group.members for key in m.near if key[0] == NAME and key[1] == EntityType.PERSON.value})
