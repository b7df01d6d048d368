"""The facets by which passages are chosen: on the page of claims, in the picture of the graph, and in the JSON API.

A passage is a claim with one of its evidence; it may have several values of a facet, as its claim may name a person and a state.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.index import local_name
from graph.reading import ClaimNode, EvidenceNode
from graph.wording import MODALITIES, POLARITIES
from quoth.serve.schemas import WORD
from quoth.serve.views.library import Library, Row

Passage = tuple[ClaimNode, EvidenceNode]
Value = tuple[str, str]  # as it stands in an address, and as people read it
Values = Callable[[Library, ClaimNode, EvidenceNode], Iterable[Value]]
MOST: Final = 12  # values that are listed
UNNAMED: Final = {  # values of the facet `holder` that are no entities
    "documents": "documents themselves",
    "unclear": "unclear speakers",
}
YEAR: Final = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """`label` heads its values on a page; `meaning` and `schema` describe the parameter of the API."""

    name: str
    label: str
    meaning: str
    values: Values
    schema: Mapping[str, Any]


def fitting(library: Library, chosen: Mapping[str, str]) -> list[ClaimNode]:
    """The claims of which some evidence fits values of facets."""
    if not chosen:
        return list(library.graph.claims)
    return [c for c in library.graph.claims if any(fits(library, (c, e), chosen) for e in c.evidence)]


def fits(library: Library, passage: Passage, chosen: Mapping[str, str]) -> bool:
    """Whether a passage has all the values that were chosen, by the names of facets."""
    return all(value in (v for v, _ in FACETS[name].values(library, *passage)) for name, value in chosen.items())


def counted(library: Library, rows: Iterable[Passage], facet: Facet) -> list[Row]:
    """The most frequent values, each with its name and how many passages have it."""
    counts = Counter(value for row in rows for value in dict.fromkeys(facet.values(library, *row)))
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
    return [{"value": value, "name": name, "count": count} for (value, name), count in ordered]


def _types(library: Library, claim: ClaimNode, _: EvidenceNode) -> Iterable[Value]:
    """The types of those that the claim names; one of an ontology of one's own beside the one that it is below."""
    for iri in claim.participants:
        entity = library.names.entities.get(iri)
        for kind in (entity.type, entity.subtype) if entity else ():
            if kind:
                yield kind, kind.lower()


def _holder(library: Library, claim: ClaimNode, _: EvidenceNode) -> Iterable[Value]:
    if claim.holder:
        return [(local_name(claim.holder), library.names.name(claim.holder))]
    value = "documents" if claim.narrator else "unclear"
    return [(value, UNNAMED[value])]


def _document(library: Library, _: ClaimNode, evidence: EvidenceNode) -> Iterable[Value]:
    found = library.names.documents.get(evidence.document)
    return [(local_name(evidence.document), (found.title or found.doc_id) if found else "an unknown document")]


def _publisher(library: Library, _: ClaimNode, evidence: EvidenceNode) -> Iterable[Value]:
    found = library.names.documents.get(evidence.document)
    return [(found.publisher, found.publisher)] if found and found.publisher else []


def _year(_: Library, __: ClaimNode, evidence: EvidenceNode) -> Iterable[Value]:
    """The year that the passage dates it to, a range by its first; nothing where it gives none."""
    found = YEAR.match(evidence.date or "")
    return [(found[0], found[0])] if found else []


ALL: Final = (
    Facet(
        name="holder",
        label="who says it",
        meaning="id of a speaker, `documents` or `unclear`",
        values=_holder,
        schema=WORD,
    ),
    Facet(
        name="type",
        label="type of whom it names",
        meaning="type of an entity that the claim names, or the label of one of your own",
        values=_types,
        schema=WORD,
    ),
    Facet(
        name="relation",
        label="relation",
        meaning="name of a relation",
        values=lambda _, claim, __: [(claim.relation, claim.relation.replace("_", " "))],
        schema=WORD,
    ),
    Facet(name="document", label="document", meaning="id of a document", values=_document, schema=WORD),
    Facet(name="publisher", label="publisher", meaning="name of a publisher", values=_publisher, schema=WORD),
    Facet(name="year", label="dated to", meaning="year that the words are dated to", values=_year, schema=WORD),
    Facet(
        name="polarity",
        label="polarity",
        meaning="affirmed or denied",
        values=lambda _, claim, __: [(claim.polarity, claim.polarity)],
        schema={"enum": list(POLARITIES)},
    ),
    Facet(
        name="modality",
        label="modality",
        meaning="how it is held",
        values=lambda _, claim, __: [(claim.modality, claim.modality)],
        schema={"enum": list(MODALITIES)},
    ),
)
FACETS: Final[Mapping[str, Facet]] = {facet.name: facet for facet in ALL}
