"""The relations, read from `relations.ttl` when they are needed; called by `extract.lexicon`, `graph.statements` and the views.

An analyst adds a relation there, or in a file of the same form in an ontology of one's own (`ontology.own`), and its trigger
words to the lexicon, and nothing else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ontology import own, terms
from ontology.errors import UsageError
from ontology.files import RELATIONS, Table, place, table
from ontology.own import Own

NAME: Final = re.compile(r"[a-z][a-z_]*", re.ASCII)
PATTERN: Final = re.compile(r"[^|{}]*(\|[^|{}]*\{(target|theme|words|content)\})+")
ALONE: Final = re.compile(r"[^|{}]*\{(target|theme|words)\}")
ROLES: Final = {terms.TARGET: "target", terms.THEME: "theme"}
FLAGS: Final = {"true": True, "false": False, "1": True, "0": False}
MATCHES: Final = (terms.SKOS_CLOSE_MATCH, terms.SKOS_BROAD_MATCH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A kind of happening or standing relation.

    `name` is the last part of `iri`; `note` says who fills which role. `edge` is the IRI of the direct edge, whose object is the
    `object_role` ("target" or "theme"), or the `other_role` where no entity fills that. `edge_label` reads from agent to object
    ("rejects"), `inverse_label` back ("is rejected by"). `pattern` is the verb and, after bars, the roles with their
    prepositions; `alone` is the chunk of the one role it names where no other is filled. `plover` is the PLOVER category,
    `quad` the class above it, such as "verbal conflict". `shipped` is false for one of an ontology of one's own.
    """

    name: str
    iri: str
    label: str
    definition: str
    edge: str
    edge_label: str
    object_role: str
    inverse_label: str
    pattern: str
    once: bool
    symmetric: bool
    other_role: str | None = None
    alone: str | None = None
    plover: str | None = None
    quad: str | None = None
    note: str = ""
    example: str = ""
    shipped: bool = True

    @property
    def judges(self) -> bool:
        """Whether the words of the content say something of the theme, and stand beside it: "calls the draft unacceptable"."""
        return "{words}" in self.pattern


def load(extra: Path | None = None) -> Mapping[str, Relation]:
    """The relations by name, in the order of the files: those that ship, and those of `extra`, a Turtle file or a folder of them.

    Without `extra` they are those of the ontology in use. Raises: UsageError if a file or a relation is wrong.
    """
    return _load(_own(extra))


def files(extra: Path | None = None) -> tuple[Path, ...]:
    """The files that `load` reads."""
    return (RELATIONS, *_own(extra).turtle)


def _own(extra: Path | None) -> Own:
    return own.in_use() if extra is None else own.found(str(extra))


@lru_cache(maxsize=8)
def _load(added: Own) -> Mapping[str, Relation]:
    relations: dict[str, Relation] = {}
    edges: dict[str, str] = {}
    paths = (RELATIONS, *added.turtle)
    everything = table(paths)
    for path in paths:
        for iri, row in table([path]).items():
            if terms.RELATION_CLASS not in row.get(terms.RDF_TYPE, ()):
                continue
            read = _Row(path, iri, everything)
            relation = read.relation()
            if relation.name in relations:
                raise UsageError(f"{read.where}: there is one of this name already: take another name")
            if relation.edge in edges:
                raise UsageError(f"{read.where}: it has the edge of {edges[relation.edge]!r}: each relation needs its own")
            relations[relation.name] = relation
            edges[relation.edge] = relation.name
    return MappingProxyType(relations)


class _Row:
    """What a file says of one relation."""

    def __init__(self, path: Path, iri: str, everything: Table) -> None:
        self.iri = iri
        self.name = iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
        self.shipped = path == RELATIONS
        self.where = f"{path if self.shipped else place(path, iri)}: relation {self.name!r}"
        self.everything = everything

    def relation(self) -> Relation:
        if not NAME.fullmatch(self.name):
            raise UsageError(f"{self.where}: its name, the end of {self.iri!r}, must be lower-case letters and underscores")
        edge = self.one(terms.EDGE, "q:edge")
        if self.iri not in self.everything.get(edge, {}).get(terms.EDGE_OF, ()):
            raise UsageError(f"{self.where}: its edge {edge!r} does not say q:edgeOf back")
        return Relation(
            name=self.name,
            iri=self.iri,
            label=self.one(terms.SKOS_PREF_LABEL, "skos:prefLabel"),
            definition=self.one(terms.SKOS_DEFINITION, "skos:definition"),
            edge=edge,
            edge_label=self.one(terms.RDFS_LABEL, "rdfs:label", edge),
            object_role=self.role(self.one(terms.OBJECT_ROLE, "q:objectRole")),
            inverse_label=self.one(terms.INVERSE_LABEL, "q:inverseLabel"),
            pattern=self.shaped(self.one(terms.PATTERN, "q:pattern"), PATTERN, "verb| {target}| on {theme}"),
            once=self.flag(terms.ONCE_ONLY, "q:onceOnly"),
            symmetric=self.flag(terms.SYMMETRIC, "q:symmetric"),
            other_role=self.role(other) if (other := self.some(terms.OTHER_OBJECT_ROLE)) else None,
            alone=self.shaped(alone, ALONE, " to {theme}") if (alone := self.some(terms.PATTERN_ALONE)) else None,
            plover=self.plover(),
            quad=self.quad(),
            note=self.some(terms.SKOS_SCOPE_NOTE) or "",
            example=self.some(terms.SKOS_EXAMPLE) or "",
            shipped=self.shipped,
        )

    def some(self, predicate: str, subject: str | None = None) -> str | None:
        """The first value, if there is one."""
        return next(iter(self.everything.get(subject or self.iri, {}).get(predicate, ())), None)

    def one(self, predicate: str, short: str, subject: str | None = None) -> str:
        value = self.some(predicate, subject)
        if not value:
            raise UsageError(f"{self.where}: no {short}{f' of its edge {subject!r}' if subject else ''}: add it to its block")
        return value

    def role(self, iri: str) -> str:
        if iri not in ROLES:
            raise UsageError(f"{self.where}: the object role {iri!r} is none: use q:target or q:theme")
        return ROLES[iri]

    def flag(self, predicate: str, short: str) -> bool:
        value = self.one(predicate, short)
        if value not in FLAGS:
            raise UsageError(f"{self.where}: {short} is {value!r}: use true or false")
        return FLAGS[value]

    def shaped(self, value: str, pattern: re.Pattern[str], example: str) -> str:
        if not pattern.fullmatch(value):
            raise UsageError(f"{self.where}: the pattern {value!r} is not of the form {example!r}")
        return value

    def plover(self) -> str | None:
        return next((name for match in self.matches() if (name := self.some(terms.SKOS_NOTATION, match))), None)

    def quad(self) -> str | None:
        """The class above the category, if there is one."""
        above = (broader for match in self.matches() if (broader := self.some(terms.SKOS_BROADER, match)))
        return next((name.lower() for broader in above if (name := self.some(terms.SKOS_NOTATION, broader))), None)

    def matches(self) -> list[str]:
        """The categories of PLOVER, the closest first."""
        row = self.everything.get(self.iri, {})
        return [match for predicate in MATCHES for match in row.get(predicate, ())]
