"""Types of entities: the seven that ship, and those that an ontology of one's own adds below them.

Called by `extract.gazetteer`, `graph.rdf` and `graph.reading`. An added type is read as the one that it is below: a company fills
the roles of an organization, a tribunal's ruling those of an instrument.
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
from ontology.files import Row, Table, place, table
from ontology.own import Own

SHIPPED: Final = {
    terms.PERSON: "Person",
    terms.STATE: "State",
    terms.ORGANIZATION: "Organization",
    terms.GROUP: "Group",
    terms.PLACE: "Place",
    terms.INSTRUMENT: "Instrument",
    terms.NAMED_EVENT: "Event",
}
NAME: Final = re.compile(r"[A-Z][A-Za-z0-9]*", re.ASCII)
CLASSES: Final = frozenset({terms.OWL_CLASS, terms.RDFS_CLASS})


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedType:
    """A type of one's own: `name` is the last part of `iri`, `above` the shipped type as which it is read."""

    name: str
    iri: str
    label: str
    definition: str
    above: str


def load(extra: Path | None = None) -> Mapping[str, AddedType]:
    """The added types by name: those of `extra`, a file or a folder, or of the ontology in use.

    Raises: UsageError if a file or a type is wrong.
    """
    return _load(own.in_use() if extra is None else own.found(str(extra)))


@lru_cache(maxsize=8)
def _load(added: Own) -> Mapping[str, AddedType]:
    everything = table(added.turtle)
    found: dict[str, AddedType] = {}
    for path in added.turtle:
        for iri, row in table([path]).items():
            if CLASSES.isdisjoint(row.get(terms.RDF_TYPE, ())):
                continue
            kind = _type(path, iri, everything)
            if kind.name in found or kind.name in SHIPPED.values():
                raise UsageError(f"{place(path, iri)}: type {kind.name!r}: there is one of this name already: take another name")
            found[kind.name] = kind
    return MappingProxyType(found)


def _type(path: Path, iri: str, everything: Table) -> AddedType:
    name = iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
    where = f"{place(path, iri)}: type {name!r}"
    if not NAME.fullmatch(name):
        raise UsageError(f"{where}: its name, the end of {iri!r}, must be letters and digits and begin with a capital")
    above = _above(iri, everything, frozenset())
    if above is None:
        known = ", ".join(f"q:{shipped[shipped.rfind('#') + 1 :]}" for shipped in SHIPPED)
        raise UsageError(f"{where}: it is below none of {known}: give it the rdfs:subClassOf as which it is to be read")
    row = everything[iri]
    return AddedType(
        name=name,
        iri=iri,
        label=_one(where, row, terms.RDFS_LABEL, "rdfs:label"),
        definition=_one(where, row, terms.SKOS_DEFINITION, "skos:definition"),
        above=above,
    )


def _above(iri: str, everything: Table, seen: frozenset[str]) -> str | None:
    """The shipped type above a class, however many others stand between."""
    if iri in SHIPPED or iri in seen:
        return SHIPPED.get(iri)
    found = (_above(above, everything, seen | {iri}) for above in everything.get(iri, {}).get(terms.RDFS_SUB_CLASS_OF, ()))
    return next((above for above in found if above is not None), None)


def _one(where: str, row: Row, predicate: str, short: str) -> str:
    value = next(iter(row.get(predicate, ())), None)
    if not value:
        raise UsageError(f"{where}: no {short}: add it to its block")
    return value
