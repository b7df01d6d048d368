"""The ontology as text, in Turtle or JSON-LD; called by `quoth ontology`."""

import json
import re
from collections.abc import Container, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ontology import files, own, relations, terms, types
from ontology.errors import UsageError
from ontology.namespace import check, placed
from ontology.own import Own

if TYPE_CHECKING:
    from pyoxigraph import Literal

PARTS: Final = ("all", "vocabulary", "relations", "shapes", "context")
FORMATS: Final = ("turtle", "jsonld")
PREFIX: Final = re.compile(r"^@prefix (\w*): +<([^>]*)> \.$", re.MULTILINE)
LOCAL: Final = re.compile(r"[A-Za-z0-9_-]+")


def text(part: str = "all", format: str = "turtle", *, namespace: str = terms.NAMESPACE, data: str = terms.DATA) -> str:
    """A part of the ontology; the context is JSON-LD in either format.

    Raises: UsageError if there is no such part, format, or namespace, or a file of relations is wrong.
    """
    if part not in PARTS or format not in FORMATS:
        raise UsageError(f"no ontology part {part!r} as {format!r}: parts are {', '.join(PARTS)}, formats {', '.join(FORMATS)}")
    check(namespace, data)
    paths = _paths(part)
    whole = _jsonld(paths) if format == "jsonld" and part != "context" else _joined(paths)
    return placed(whole, namespace, data)


def _paths(part: str) -> tuple[Path, ...]:
    """The files of a part; those of one's own are part of it, as shapes where they define neither types nor relations."""
    added = own.in_use()
    defining = {
        "vocabulary": _holding(added, {kind.iri for kind in types.load().values()}),
        "relations": _holding(added, {relation.iri for relation in relations.load().values()}),
    }
    rest = tuple(path for path in added.turtle if path not in {*defining["vocabulary"], *defining["relations"]})
    paths = {
        "vocabulary": (files.VOCABULARY, *defining["vocabulary"]),
        "relations": (files.RELATIONS, *defining["relations"]),
        "shapes": (files.SHAPES, *rest),
        "context": (files.CONTEXT,),
    }
    whole = (*paths["vocabulary"], *paths["relations"], *paths["shapes"])
    return tuple(dict.fromkeys(whole)) if part == "all" else paths[part]


def _holding(added: Own, defined: Container[str]) -> tuple[Path, ...]:
    """The files of one's own that define one of the terms."""
    return tuple(path for path in added.turtle if any(iri in defined for iri in files.table([path])))


def _joined(paths: tuple[Path, ...]) -> str:
    return "\n".join(path.read_text("utf-8") for path in paths)


def _jsonld(paths: tuple[Path, ...]) -> str:
    """One node object for each subject, in the order of the files, with full values, so that no rule of the context applies."""
    prefixes = {name: iri for name, iri in PREFIX.findall(_joined(paths)) if name not in terms.PREFIXES}
    shorten = _Shortener({**terms.PREFIXES, **prefixes})
    nodes: dict[str, dict[str, Any]] = {}
    for path in paths:
        for triple in files.triples(path):
            subject, predicate = shorten.node(path, triple.subject), triple.predicate.value
            node = nodes.setdefault(subject, {"@id": subject})
            if predicate == terms.RDF_TYPE:
                node.setdefault("@type", []).append(shorten.node(path, triple.object))
            else:
                node.setdefault(shorten.iri(predicate), []).append(shorten.value(path, triple.object))
    context = json.loads(files.CONTEXT.read_text("utf-8"))["@context"]
    return json.dumps({"@context": [context, prefixes], "@graph": list(nodes.values())}, indent=2, ensure_ascii=False) + "\n"


class _Shortener:
    """Terms as JSON-LD writes them; blank nodes are numbered in their order, for the same bytes each time."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        self.blanks: dict[tuple[Path, str], str] = {}

    def iri(self, iri: str) -> str:
        for name, start in self.prefixes.items():
            if iri.startswith(start) and LOCAL.fullmatch(iri, len(start)):
                return f"{name}:{iri[len(start) :]}"
        return iri

    def node(self, path: Path, term: Any) -> str:
        if str(term).startswith("_:"):
            return self.blanks.setdefault((path, term.value), f"_:b{len(self.blanks)}")
        return self.iri(term.value)

    def value(self, path: Path, term: Any) -> dict[str, str]:
        return self._literal(term) if hasattr(term, "datatype") else {"@id": self.node(path, term)}

    def _literal(self, literal: "Literal") -> dict[str, str]:
        if literal.language:
            return {"@value": literal.value, "@language": literal.language}
        if literal.datatype.value == terms.XSD_STRING:
            return {"@value": literal.value}
        return {"@value": literal.value, "@type": self.iri(literal.datatype.value)}
