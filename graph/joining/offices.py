"""The block of offices: "the Norwegian foreign minister" of one document is who holds this office in others of about that time.

Only offices of which a state has one (spellings.toml), only where the document says its month, and only where all documents of
about that time name one single person: else whoever is described stays unnamed.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from extract.records import EntityType
from graph.joining.clusters import ANONYMOUS, Cluster, Key, Local

NEAR: Final = 183  # days between the description and a document that names the holder
MONTH: Final = 31  # days; a document that states its year only dates no office


def by_office(groups: Sequence[Cluster]) -> Iterator[tuple[Key, Key]]:
    """Unnamed holders of an office with the one person who is named in it at about that time."""
    holders: defaultdict[tuple[str, Key], list[tuple[Local, Key]]] = defaultdict(list)
    described: list[tuple[Local, Key]] = []
    for group in groups:
        unnamed = group.key[0] == ANONYMOUS
        for local in group.members:
            if unnamed:
                described.append((local, group.key))
            elif local.entity.type is EntityType.PERSON and not local.entity.anonymous:
                for office in local.offices:
                    holders[office].append((local, group.key))
    for local, key in described:
        for office in sorted(local.offices):
            found = {root for holder, root in holders.get(office, ()) if _about_one_time(local, holder)}
            if len(found) == 1:
                yield found.pop(), key


def _about_one_time(one: Local, other: Local) -> bool:
    """Whether two documents say their month and were published at most half a year apart."""
    days = [pair for local in (one, other) for pair in local.published[:1] if pair[1] - pair[0] <= MONTH]
    return len(days) == 2 and abs(days[0][0] - days[1][0]) <= NEAR
