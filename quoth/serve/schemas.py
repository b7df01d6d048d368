"""The records of the JSON API as JSON Schemas; called by `openapi`.

Source: JSON Schema, draft 2020-12.
"""

from typing import Any, Final

WORD: Final = {"type": "string"}
COUNT: Final = {"type": "integer", "minimum": 0}


def _schema(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": {**required, **(optional or {})}}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


NULLABLE: Final = {"type": ["string", "null"]}
ENTITY: Final = {"anyOf": [_ref("Named"), {"type": "null"}]}
PAGED: Final = {"total": COUNT, "start": COUNT, "limit": COUNT}
STATEMENT: Final = {
    "id": WORD,
    "event": WORD,
    "relation": WORD,
    "says": _list({"anyOf": [WORD, _ref("Named")]}),
    "holder": ENTITY,
    "according": WORD,
    "polarity": {"enum": ["positive", "negative"]},
    "modality": {"enum": ["actual", "intended", "hypothetical", "demanded"]},
}
NODE: Final = {"id": WORD, "name": WORD, "label": WORD, "type": WORD, "claims": COUNT, "neighbours": COUNT}
SCHEMAS: Final[dict[str, Any]] = {
    "Object": {"type": "object"},
    "Problem": _schema({"type": WORD, "title": WORD, "status": COUNT, "detail": WORD}),
    "Named": _schema({"id": WORD, "name": WORD, "type": WORD}, {"claims": COUNT, "documents": COUNT}),
    "Source": _schema(
        {"id": NULLABLE, "name": WORD}, {"title": WORD, "publisher": WORD, "author": WORD, "published": WORD, "passages": COUNT}
    ),
    "Statement": _schema(STATEMENT),
    "Passage": _schema(
        {
            **STATEMENT,
            "evidence": WORD,
            "document": _ref("Source"),
            "through": _list(_ref("Named")),
            "sentence": WORD,
            "sentence_start": COUNT,
            "start": COUNT,
            "end": COUNT,
            "exact": WORD,
            "trigger": WORD,
            "cue": NULLABLE,
            "date": NULLABLE,
            "place": ENTITY,
            "stance": WORD,
            "rule": WORD,
            "confidence": {"type": "number"},
            "corrected": _list(WORD),
        }
    ),
    "Home": _schema({"counts": {"type": "object"}, "entities": _list(_ref("Named")), "disagreements": _list({"type": "object"})}),
    "Suggestions": _schema({"entities": _list(_ref("Named")), "found": COUNT}),
    "Hits": _schema(
        {"q": WORD, "hits": _list(_schema({"kind": WORD, "id": WORD, "text": WORD, "where": WORD}, {"title": WORD}))}
    ),
    "Documents": _schema({**PAGED, "documents": _list(_ref("Source"))}),
    "Passages": _schema({**PAGED, "facets": {"type": "object"}, "passages": _list(_ref("Passage"))}),
    "Entity": _schema(
        {
            "id": WORD,
            "name": WORD,
            "type": WORD,
            "iri": WORD,
            "aliases": _list(WORD),
            "anonymous": {"type": "boolean"},
            "sections": _list(
                _schema({"part": WORD, "relation": WORD, "verb": WORD, "total": COUNT, "passages": _list(_ref("Passage"))})
            ),
            "documents": _list(_ref("Source")),
            "neighbours": _list(_ref("Named")),
        }
    ),
    "Neighbours": _schema({**PAGED, "entity": _ref("Named"), "types": {"type": "object"}, "neighbours": _list(_ref("Named"))}),
    "Claim": _schema({**STATEMENT, "iri": WORD, "passages": _list(_ref("Passage")), "others": _list(_ref("Passage"))}),
    "Document": _schema(
        {
            "id": WORD,
            "name": WORD,
            "iri": WORD,
            "sha256": WORD,
            "batch": COUNT,
            "batches": COUNT,
            "from": COUNT,
            "text": WORD,
            "speakers": _list({"type": "object"}),
            "passages": _list(_ref("Passage")),
            "total": COUNT,
        }
    ),
    "Comparison": _schema(
        {
            "contradictions": _list(_schema({"kind": WORD, "english": WORD, "left": _ref("Passage"), "right": _ref("Passage")})),
            "contradictions_total": COUNT,
            "sources": _list({"type": "object"}),
            "events": _list(_schema({"id": WORD, "english": WORD, "witnesses": COUNT, "sources": {"type": "object"}})),
            "reprints": _list(_list(_ref("Source"))),
            "reprints_total": COUNT,
            "quotes": _list(
                _schema({"holder": NULLABLE, "difference": WORD, "versions": _list(_schema({"document": _ref("Source")}))})
            ),
            "quotes_total": COUNT,
        }
    ),
    "Timeline": _schema(
        {
            "rule": WORD,
            "dated": _list({"type": "object"}),
            "undated": _list({"type": "object"}),
            "dated_total": COUNT,
            "undated_total": COUNT,
        }
    ),
    "Network": _schema(
        {
            "rule": WORD,
            "total": COUNT,
            "nodes": _list(_schema(NODE, {"x": {"type": "integer"}, "y": {"type": "integer"}})),
            "edges": _list(_schema({"from": WORD, "to": WORD, "claims": COUNT})),
            "edges_total": COUNT,
        }
    ),
    "Paths": _schema({"rule": WORD, "from": ENTITY, "to": ENTITY, "paths": _list(_list({"type": "object"}))}),
}
