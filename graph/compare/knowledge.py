"""What the comparison knows about relations, words and groups, read from `knowledge.toml`; called all over `graph.compare`."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from graph.identity import normal_name
from ontology.relations import load

FILE: Final = Path(__file__).with_name("knowledge.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """The tables of the file; its comments say what each is for. Pairs of relations stand in both orders.

    `acts` goes from a word to the relations that it stands for, `families` from a relation to the name of its kin (itself where
    it has none), `members` from a group's normal name to the codes of its members.
    """

    opposite: frozenset[tuple[str, str]]
    successive: frozenset[tuple[str, str]]
    sides: frozenset[tuple[str, str]]
    exclusive: frozenset[str]
    exclusive_at_one_time: frozenset[str]
    once: frozenset[str]
    seldom_twice: frozenset[str]
    party_by_party: frozenset[str]
    states: frozenset[str]
    speech: frozenset[str]
    families: Mapping[str, str]
    acts: Mapping[str, frozenset[str]]
    good: frozenset[str]
    bad: frozenset[str]
    parts: frozenset[str]
    members: Mapping[str, frozenset[str]]


def knowledge() -> Knowledge:
    """The knowledge that ships, with the relations in use that hold once."""
    return _knowledge(frozenset(name for name, relation in load().items() if relation.once))


@lru_cache(maxsize=8)
def _knowledge(once: frozenset[str]) -> Knowledge:
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Knowledge(
        opposite=_both(table["opposite"]),
        successive=_both(table["successive"]),
        sides=_both(table["sides"]),
        exclusive=frozenset(table["exclusive"]),
        exclusive_at_one_time=frozenset(table["exclusive_at_one_time"]),
        once=once,
        seldom_twice=frozenset(table["seldom_twice"]),
        party_by_party=frozenset(table["party_by_party"]),
        states=frozenset(table["states"]),
        speech=frozenset(table["speech"]),
        families=MappingProxyType({name: kin[0] for kin in table["kindred"] for name in kin}),
        acts=_acts(table["acts"]),
        good=frozenset(table["judgements"]["good"]),
        bad=frozenset(table["judgements"]["bad"]),
        parts=frozenset(table["parts"]["of_actors"]),
        members=_members(table["group"]),
    )


def _both(pairs: Iterable[list[str]]) -> frozenset[tuple[str, str]]:
    return frozenset(chain.from_iterable(((a, b), (b, a)) for a, b in pairs))


def _acts(table: Mapping[str, list[str]]) -> Mapping[str, frozenset[str]]:
    words = {word for listed in table.values() for word in listed}
    return MappingProxyType({w: frozenset(r for r, listed in table.items() if w in listed) for w in sorted(words)})


def _members(groups: Iterable[Mapping[str, Any]]) -> Mapping[str, frozenset[str]]:
    return MappingProxyType({normal_name(name): frozenset(g["members"]) for g in groups for name in g["names"]})
