"""JSON-LD with its context inside, one node object a line; called by `graph.export`.

The context is the one of the ontology: short names for terms, and the types of their values. Nothing remote is named, so that a
reader needs no network. Source: JSON-LD 1.1, sections 4.1, 4.2 and 9.
"""

import json
import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, TextIO

from graph.rdf import Base, text_of
from graph.turtle import RDF_TYPE, Triple, in_order
from ontology import terms
from ontology.files import CONTEXT
from ontology.namespace import placed

LOCAL: Final = re.compile(r"[A-Za-z0-9_-]+")
WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]{0,14})", re.ASCII)
BOOLEANS: Final = {"true": True, "false": False}


def write(triples: Iterable[Triple], stream: TextIO, base: Base) -> None:
    """Write each distinct triple once, as Turtle orders them."""
    context = json.loads(placed(CONTEXT.read_text("utf-8"), base.namespace, base.iri))["@context"]
    short = _Compactor(context)
    stream.write(f'{{"@context": {json.dumps(context, ensure_ascii=False)},\n"@graph": [')
    for number, (subject, group) in enumerate(groupby(in_order(triples), key=itemgetter(0))):
        stream.write(",\n" if number else "\n")
        stream.write(json.dumps(short.node(subject, group), ensure_ascii=False))
    stream.write("\n]}\n")


class _Compactor:
    """Turns N-Triples terms into what the context makes of them."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._prefixes = {k: v for k, v in context.items() if isinstance(v, str) and v.endswith(("#", "/"))}
        self._names: dict[str, tuple[str, str | None]] = {}
        for key, value in sorted(context.items()):
            if key.startswith("@") or key in self._prefixes or value in ("@id", "@type"):
                continue
            iri, kind = (value, None) if isinstance(value, str) else (value["@id"], value.get("@type"))
            self._names.setdefault(self._expanded(iri), (key, self._expanded(kind)))

    def node(self, subject: str, triples: Iterable[Triple]) -> dict[str, Any]:
        """The node object of one subject."""
        node: dict[str, Any] = {"@id": self._iri(subject[1:-1])}
        for predicate, group in groupby(triples, key=itemgetter(1)):
            objects = [triple[2] for triple in group]
            if predicate == RDF_TYPE:
                key, values = "@type", [self._term(object_[1:-1]) for object_ in objects]
            else:
                key, kind = self._names.get(predicate[1:-1], (self._iri(predicate[1:-1]), None))
                values = [self._value(object_, kind) for object_ in objects]
            node[key] = values[0] if len(values) == 1 else values
        return node

    def _expanded(self, short: Any) -> Any:
        if not isinstance(short, str):
            return short
        prefix, colon, local = short.partition(":")
        return self._prefixes[prefix] + local if colon and prefix in self._prefixes else short

    def _iri(self, iri: str) -> str:
        for name, start in self._prefixes.items():
            if iri.startswith(start) and LOCAL.fullmatch(iri, len(start)):
                return f"{name}:{iri[len(start) :]}"
        return iri

    def _term(self, iri: str) -> str:
        """A class or a value of the vocabulary by its short name."""
        return self._names[iri][0] if iri in self._names else self._iri(iri)

    def _value(self, term: str, kind: str | None) -> Any:
        if not term.startswith("<"):
            return self._literal(term, kind)
        iri = term[1:-1]
        if kind == "@vocab":
            return self._term(iri)
        return self._iri(iri) if kind == "@id" else {"@id": self._iri(iri)}

    def _literal(self, term: str, kind: str | None) -> Any:
        suffix, text = term[term.rindex('"') + 1 :], text_of(term)
        if suffix.startswith("@"):
            return {"@value": text, "@language": suffix[1:]}
        datatype = suffix[3:-1] if suffix else terms.XSD_STRING
        if kind is None:
            if datatype == terms.XSD_BOOLEAN and text in BOOLEANS:
                return BOOLEANS[text]
            return text if datatype == terms.XSD_STRING else {"@value": text, "@type": self._iri(datatype)}
        if datatype == kind:
            return int(text) if datatype == terms.XSD_INTEGER and WHOLE.fullmatch(text) else text
        return {"@value": text} if datatype == terms.XSD_STRING else {"@value": text, "@type": self._iri(datatype)}
