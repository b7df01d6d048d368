"""Write triples as Turtle, TriG and N-Quads: sorted, prefixed, byte-stable; called by `graph.writing` and the exports.

Terms are strings in N-Triples form (see `graph.rdf`), which sort by code point and differ in one way only: Turtle may abbreviate
an IRI by a prefix, and numbers and booleans by their plain form. rdflib's serializer would take 90 times as long, and Oxigraph's
keeps the order of its hashes.

Source: RDF 1.1 Turtle, sections 2 and 6; RDF 1.1 TriG, section 2.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Final, TextIO

Triple = tuple[str, str, str]
Quad = tuple[str, str, str, str]

RDF_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
# Oxigraph escapes these two, and Raptor's Turtle parser stops at the escapes, not at the characters.
_NONCHARACTER: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\u(FFF[EF])")
_PLAIN: Final = {
    f"^^<{XSD}integer>": re.compile(r"[+-]?[0-9]+"),
    f"^^<{XSD}decimal>": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"^^<{XSD}boolean>": re.compile(r"true|false"),
}


def write_turtle(triples: Iterable[Triple], stream: TextIO, prefixes: Mapping[str, str]) -> int:
    """Write each distinct triple once, in order of subject, predicate (`a` first) and object; the number of triples."""
    short = _Shortener(prefixes)
    ordered = in_order(triples)
    stream.write(short.header())
    for block in _blocks(ordered, short, ""):
        stream.write("\n")
        stream.write(block)
    return len(ordered)


def write_trig(quads: Iterable[Quad], stream: TextIO, prefixes: Mapping[str, str]) -> int:
    """Write each distinct quad once, graph by graph in order of their IRIs; the number of quads."""
    short = _Shortener(prefixes)
    ordered = sorted(set(quads), key=lambda quad: (quad[3], *_order(quad)))
    stream.write(short.header())
    for graph, group in groupby(ordered, key=itemgetter(3)):
        stream.write(f"\n{short.term(graph)} {{\n")
        stream.write("\n".join(_blocks(group, short, "  ")))
        stream.write("}\n")
    return len(ordered)


def write_nquads(quads: Iterable[Quad], stream: TextIO) -> int:
    """Write each distinct quad once, a line each, in order of code points; the number of quads.

    Source: RDF 1.1 N-Quads, section 2.
    """
    ordered = sorted({f"{s} {p} {_readable(o)} {g} .\n" for s, p, o, g in quads})
    stream.writelines(ordered)
    return len(ordered)


def in_order(triples: Iterable[Triple]) -> list[Triple]:
    """Each distinct triple once, by subject, predicate (the type first) and object."""
    return sorted(set(triples), key=_order)


def _order(statement: Triple | Quad) -> tuple[str, str, str]:
    predicate = statement[1]
    return statement[0], "" if predicate == RDF_TYPE else predicate, statement[2]


def _blocks(ordered: Iterable[Triple | Quad], short: "_Shortener", indent: str) -> Iterator[str]:
    """One block of text for each subject."""
    for subject, group in groupby(ordered, key=itemgetter(0)):
        lines = []
        for predicate, statements in groupby(group, key=itemgetter(1)):
            objects = ", ".join(short.term(statement[2]) for statement in statements)
            lines.append(f"{'a' if predicate == RDF_TYPE else short.term(predicate)} {objects}")
        yield f"{indent}{short.term(subject)} " + f" ;\n{indent}    ".join(lines) + " .\n"


def _readable(term: str) -> str:
    """A term as every parser reads it."""
    return _NONCHARACTER.sub(lambda m: m[1] + chr(int(m[2], 16)), term) if "\\uFFF" in term else term


class _Shortener:
    """Turns N-Triples terms into their shortest Turtle form; remembers IRIs, which come again and again."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = sorted(prefixes.items())
        self._by_length = sorted(self._prefixes, key=lambda pair: (-len(pair[1]), pair[0]))
        self._known: dict[str, str] = {}

    def header(self) -> str:
        return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in self._prefixes)

    def term(self, term: str) -> str:
        if not term.startswith("<"):
            return self._literal(term)
        known = self._known.get(term)
        if known is None:
            known = self._known[term] = self._iri(term)
        return known

    def _iri(self, term: str) -> str:
        iri = term[1:-1]
        for name, namespace in self._by_length:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                return f"{name}:{iri[len(namespace) :]}"
        return term

    def _literal(self, term: str) -> str:
        term = _readable(term)
        quote = term.rindex('"')
        suffix = term[quote + 1 :]
        if not suffix.startswith("^^"):
            return term
        lexical = term[1:quote]
        plain = _PLAIN.get(suffix)
        if plain is not None and plain.fullmatch(lexical):
            return lexical
        return f'"{lexical}"^^{self.term(suffix[2:])}'
