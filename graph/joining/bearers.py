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
from graph.joining.names import SUFFIXES, surnames
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
    """Persons of one word who can be one single person of several, or the one of several who keeps their company.

    Who has the word as last name goes before who has it as one of two surnames.
    """
    last, middle = defaultdict[str, list[Cluster]](list), defaultdict[str, list[Cluster]](list)
    persons = [g for g in groups if g.key[0] in (LINK, NAME) and g.type is EntityType.PERSON]
    for group in persons:
        words = {
            folded(w, EntityType.PERSON): n for m in group.members for n, w in reversed([*enumerate(surnames(m.entity.name))])
        }
        for word, place in words.items():
            (middle if place else last)[word].append(group)
    for group in persons:
        if group.key[0] == NAME and group.key[3]:
            word = folded(group.key[2], EntityType.PERSON)
            chosen = _likeliest(group, last[word]) if word in last else _likeliest(group, middle.get(word, ()), sure=True)
            if chosen is not None:
                yield group.key, chosen


def by_longer_name(groups: Sequence[Cluster]) -> Iterator[Pair]:
    """A person whose name is that of one other without the second surname, or without the middle name, in the same company."""
    shorter: defaultdict[tuple[str, ...], list[Cluster]] = defaultdict(list)
    persons = [g for g in groups if g.key[0] in (LINK, NAME) and g.type is EntityType.PERSON]
    for group in persons:
        for words in {tuple(name.split()) for name in group.spellings()}:
            if len(words) == 3 and len(words[1]) > 1 and not SUFFIXES & {*words}:
                shorter[words[:2]].append(group)
                shorter[words[0], words[2]].append(group)
    for group in persons:
        found = {other.key: other for name in group.spellings() for other in shorter.get(tuple(name.split()), ())}
        if group.key[0] == NAME and len(found) == 1 and group.key not in found:
            chosen = _likeliest(group, tuple(found.values()), sure=True)
            if chosen is not None:
                yield group.key, chosen


def _likeliest(group: Cluster, found: Sequence[Cluster], *, sure: bool = False) -> Key | None:
    """The one of the bearers who shares most of the company.

    `sure` asks even one single bearer for it: for a person or body of the same sentences, and for none that everybody names, as
    states and great organizations are.
    """
    near = (key for member in group.members for key in member.near if key[0] == NAME)
    here = frozenset(near) if sure else group.around()
    shared = sorted(((len(here & other.around()), other.key) for other in found), reverse=True)
    if not shared:
        return None
    (most, key), (next_, _) = (*shared, (0, ()))[:2]
    if len(shared) > 1 or sure:
        return key if most >= max(1 if sure else ENOUGH, AHEAD * next_) else None
    alone = not here or not found[0].around()
    return key if alone or most else None


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
