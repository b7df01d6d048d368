"""One act, two doers: contradictions on who did it; called by `graph.compare.contradictions`.

Only acts that one actor (or one group) does are looked at, listed in `knowledge.toml`; actors of which one is a part of the other
are two descriptions of one doer and no contradiction.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from graph.compare.events import CROWD, Happening
from graph.compare.pairing import Test, at_one_time, clash, dated_alike
from graph.compare.records import Contradiction
from graph.compare.scope import Scope
from graph.reading import ClaimNode, EvidenceNode

Key = tuple[str, str, tuple[str, ...]]
ABOUT_TARGET: Final = 0.9


def doers(scope: Scope) -> Iterator[Contradiction]:
    """All contradictions on the actor."""
    blocks: defaultdict[Key, list[Happening]] = defaultdict(list)
    for event in scope.events.values():
        if event.agents and (key := _key(scope, event)) is not None:
            blocks[key].append(event)
    for (relation, theme, _), block in blocks.items():
        at_once = relation in scope.known.exclusive_at_one_time
        most_told = sorted(block, key=lambda event: (-len(event.claims), event.iri))[:CROWD]
        for one, other in combinations(most_told, 2):
            if not scope.ties.related(one.agents, other.agents) and not _are_turned(one, other):
                test: Test = dated_alike_here if at_once else at_one_time
                fit = 1.0 if theme else ABOUT_TARGET
                yield from clash(scope, "agent", _actual(one), _actual(other), fit=fit, admits=test, about=theme or None)


def _key(scope: Scope, event: Happening) -> Key | None:
    """What makes two acts one: a named theme, or for acts on somebody the same targets."""
    if event.relation in scope.known.exclusive and event.theme is not None:
        return event.relation, event.theme, ()
    on_target = event.relation in scope.known.exclusive_at_one_time or event.relation in ("annex", "overthrow")
    if on_target and event.targets and event.words is None:
        return event.relation, event.theme or "", tuple(sorted(event.targets))
    return None


def _are_turned(one: Happening, other: Happening) -> bool:
    """Whether each is the doer to the other: two acts, not one."""
    return bool(set(one.agents) & set(other.targets) or set(other.agents) & set(one.targets))


def _actual(event: Happening) -> list[ClaimNode]:
    return [claim for claim in event.claims if claim.polarity == "positive" and claim.modality == "actual"]


def dated_alike_here(one: EvidenceNode, other: EvidenceNode) -> bool:
    """Whether the passages give one time, and no two places."""
    return dated_alike(one, other) and at_one_time(one, other)
