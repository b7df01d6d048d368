"""FollowTheMoney entities, one JSON object a line, for Aleph and OpenAleph; called by `graph.export`.

A claim between an actor and something else is an `UnknownLink`, another one a `Note` on the entity that it is about: neither says
that it is so, and both say in words who holds it. FollowTheMoney knows no states and no treaties: they are `PublicBody` and
`Document`, and their type stands in `keywords`.

Source: FollowTheMoney 4, schemata Thing, LegalEntity, PlainText, UnknownLink and Note.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TextIO

from graph.index import local_name
from graph.network import Edge, Voices, edges, voices
from graph.reading import ClaimNode, DocumentNode, EntityNode, Graph

SCHEMATA: Final = {
    "Person": "Person",
    "State": "PublicBody",
    "Organization": "Organization",
    "Group": "LegalEntity",
    "Place": "Address",
    "Instrument": "Document",
    "Event": "Event",
}
DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
Values = str | None | Iterable[str | None]


def write(graph: Graph, stream: TextIO, *, texts: bool) -> None:
    """Write entities, documents and claims; `texts` False leaves the documents' texts out."""
    for row in _rows(graph, texts=texts):
        stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def _rows(graph: Graph, *, texts: bool) -> Iterator[Mapping[str, object]]:
    names = voices(graph)
    linked: set[str] = set()
    for entity in graph.entities:
        yield _entity(entity)
    for document in graph.documents:
        yield _document(document, texts=texts)
    for edge in edges(graph):
        if edge.role != "content" and edge.source != local_name(edge.claim.event):
            linked.add(edge.claim.iri)
            yield _link(edge, names)
    for claim in graph.claims:
        if claim.iri not in linked:
            yield _note(claim, names)


def _made(id_: str, schema: str, properties: Mapping[str, Values]) -> Mapping[str, object]:
    lists = {name: [values] if isinstance(values, str) else values or () for name, values in properties.items()}
    kept = {name: list(dict.fromkeys(v for v in values if v)) for name, values in lists.items()}
    return {"id": id_, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _entity(entity: EntityNode) -> Mapping[str, object]:
    schema = SCHEMATA[entity.type]
    links = dict(entity.links)
    country = links.get("iso3166")
    properties: dict[str, Values] = {
        "name": entity.name,
        "alias": entity.aliases,
        "keywords": (entity.type, "unnamed source" if entity.anonymous else None),
        "wikidataId": links.get("wikidata"),
        "country": None if country is None else country.lower(),
    }
    if schema == "Address":
        properties["full"] = entity.name
    if schema == "Document":
        properties["title"] = properties["fileName"] = entity.name
    return _made(entity.id, schema, properties)


def _document(document: DocumentNode, *, texts: bool) -> Mapping[str, object]:
    properties: dict[str, Values] = {
        "name": document.title or document.doc_id,
        "title": document.title,
        "fileName": document.doc_id,
        "author": document.author,
        "publisher": document.publisher,
        "publishedAt": _dates([document.published]),
        "sourceUrl": document.url,
        "mimeType": "text/plain",
        "notes": f"SHA-256 of the text: {document.sha256}",
        "bodyText": document.text if texts else None,
    }
    return _made(local_name(document.iri), "PlainText", properties)


def _link(edge: Edge, names: Voices) -> Mapping[str, object]:
    claim = edge.claim
    properties: dict[str, Values] = {
        "subject": edge.source,
        "object": edge.target,
        "role": f"{_quality(claim)} ({edge.role})",
        "summary": names.english(claim),
        "description": [evidence.exact for evidence in claim.evidence],
        "proof": sorted({local_name(evidence.document) for evidence in claim.evidence}),
        "date": _dates(evidence.date for evidence in claim.evidence),
        "publisher": names.voice(claim),
        "recordId": local_name(claim.iri),
        "status": f"{claim.polarity}, {claim.modality}",
    }
    return _made(edge.id, "UnknownLink", properties)


def _note(claim: ClaimNode, names: Voices) -> Mapping[str, object]:
    properties: dict[str, Values] = {
        "summary": names.english(claim),
        "entity": sorted({local_name(iri) for iri in claim.participants}),
        "description": [evidence.exact for evidence in claim.evidence],
        "keywords": (_quality(claim), claim.polarity, claim.modality),
        "proof": sorted({local_name(evidence.document) for evidence in claim.evidence}),
        "publisher": names.voice(claim),
    }
    return _made(local_name(claim.iri), "Note", properties)


def _quality(claim: ClaimNode) -> str:
    return claim.relation.replace("_", " ")


def _dates(values: Iterable[str | None]) -> list[str]:
    """The dates that FollowTheMoney can hold: to the day, month or year."""
    return sorted({value for value in values if value and DATE.fullmatch(value)})
