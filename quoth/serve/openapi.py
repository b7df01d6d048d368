"""The JSON API: its paths with the views that they give, and the document that describes them, at `/api/openapi.json`.

Source: OpenAPI Specification 3.1.0.
"""

from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from graph.compare.records import KINDS
from graph.search import KINDS as SEARCHED
from quoth.serve.places import Places
from quoth.serve.schemas import COUNT, SCHEMAS, WORD
from quoth.serve.views.facets import FACETS

VERSION: Final = "3.1.0"
FLAG: Final = {"type": "string", "enum": ["1"]}
PAGING: Final = (("start", "how many to leave out before", COUNT), ("limit", "how many at most", COUNT))
Parameter = tuple[str, str, dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A path of the API: the view that it gives, and its parameters as (name, meaning, schema)."""

    path: str
    view: str
    summary: str
    parameters: tuple[Parameter, ...] = ()
    answer: str = "Object"


ABOUT: Final[Parameter] = ("about", "id of an entity", WORD)
CHOSEN: Final[tuple[Parameter, ...]] = tuple((f.name, f.meaning, dict(f.schema)) for f in FACETS.values())
OPERATIONS: Final = (
    Operation(path="/api/home", view="home", summary="Counts, the entities that most is said of, disagreements", answer="Home"),
    Operation(
        path="/api/suggest",
        view="suggest",
        summary="Entities by the beginning of a name",
        parameters=(("q", "what was typed", WORD),),
        answer="Suggestions",
    ),
    Operation(
        path="/api/search",
        view="search",
        summary="Entities, claims and sentences by full text",
        parameters=(("q", "words, all of which must occur", WORD), ("kind", "only these", {"enum": list(SEARCHED)}), PAGING[1]),
        answer="Hits",
    ),
    Operation(path="/api/documents", view="documents", summary="All documents by date", parameters=PAGING, answer="Documents"),
    Operation(
        path="/api/claims",
        view="claims",
        summary="Passages by facets, with the counts of each facet",
        parameters=(
            ABOUT,
            ("with", "id of another entity that the claim names", WORD),
            *CHOSEN,
            *PAGING,
        ),
        answer="Passages",
    ),
    Operation(
        path="/api/entities/{id}",
        view="entity",
        summary="An entity with what is said of it and by it",
        parameters=(("few", "passages of each relation", COUNT),),
        answer="Entity",
    ),
    Operation(
        path="/api/entities/{id}/neighbours",
        view="neighbours",
        summary="What stands beside an entity in claims, with counts",
        parameters=(("type", "only entities of this type", WORD), *PAGING),
        answer="Neighbours",
    ),
    Operation(path="/api/claims/{id}", view="claim", summary="A claim with all its evidence", answer="Claim"),
    Operation(
        path="/api/documents/{id}",
        view="document",
        summary="A document: its text in batches, its passages as spans, its speakers",
        parameters=(
            ("batch", "part of the text, from 1", COUNT),
            ("start", "first character of a span", COUNT),
            ("end", "end of the span", COUNT),
        ),
        answer="Document",
    ),
    Operation(
        path="/api/compare",
        view="compare",
        summary="Contradictions and the matrix of events by sources",
        parameters=(
            ABOUT,
            ("by", "what the sources are", {"enum": ["document", "publisher", "speaker"]}),
            ("kind", "only contradictions of this kind", {"enum": list(KINDS)}),
            PAGING[1],
        ),
        answer="Comparison",
    ),
    Operation(
        path="/api/timeline",
        view="timeline",
        summary="What is said to have happened, in order of time",
        parameters=(ABOUT, ("held", "also what the entity says of others", FLAG), *PAGING),
        answer="Timeline",
    ),
    Operation(
        path="/api/network",
        view="network",
        summary="A part of the graph as a network, with places for a picture where it is small",
        parameters=(
            ABOUT,
            ("depth", "steps from the entity, 1 to 3", COUNT),
            *CHOSEN,
            PAGING[1],
        ),
        answer="Network",
    ),
    Operation(
        path="/api/path",
        view="path",
        summary="How two entities are connected, and according to whom",
        parameters=(
            ("from", "id of an entity", WORD),
            ("to", "id of another", WORD),
            ("speakers", "also from who says something to what it is about", FLAG),
            ("every", "also over what is denied, intended, possible or demanded", FLAG),
            PAGING[1],
        ),
        answer="Paths",
    ),
)


async def openapi(request: Request) -> Response:
    """The document."""
    return JSONResponse(document(Places.of(request).root), headers={"cache-control": "no-cache"})


def document(root: str) -> dict[str, Any]:
    """The description of the API at an address."""
    return {
        "openapi": VERSION,
        "info": {
            "title": "Quoth",
            "version": "1",
            "description": "Who said what. Ids are the last parts of IRIs; offsets are code points, end exclusive.",
        },
        "servers": [{"url": root.rstrip("/")}],
        "paths": {operation.path: {"get": _operation(operation)} for operation in OPERATIONS},
        "components": {"schemas": SCHEMAS},
    }


def _operation(operation: Operation) -> dict[str, Any]:
    parameters: list[dict[str, Any]] = [
        {"name": name, "in": "query", "description": meaning, "schema": schema} for name, meaning, schema in operation.parameters
    ]
    if "{id}" in operation.path:
        parameters.insert(0, {"name": "id", "in": "path", "required": True, "description": "last part of an IRI", "schema": WORD})
    return {
        "operationId": operation.path.removeprefix("/api/").replace("/{id}", "_by_id").replace("/", "_"),
        "summary": operation.summary,
        "parameters": parameters,
        "responses": {
            "200": {"description": "found", "content": _content("application/json", operation.answer)},
            "304": {"description": "what the client has is still right (If-None-Match)"},
            "400": {"description": "a parameter is wrong", "content": _content("application/problem+json", "Problem")},
            "404": {"description": "nothing has that id", "content": _content("application/problem+json", "Problem")},
            "503": {"description": "too many requests; see Retry-After"},
        },
    }


def _content(media: str, schema: str) -> dict[str, Any]:
    return {media: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
