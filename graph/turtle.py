"""Write triples as Turtle, TriG and N-Quads: sorted, prefixed, byte-stable; called by `graph.writing` and the exports.

Terms are strings in N-Triples form (see `graph.rdf`), which sort by code point and differ in one way only: Turtle may abbreviate
an IRI by a prefix, and numbers and booleans by their plain form. rdflib's serializer would take 90 times as long, and Oxigraph's
keeps the order of its hashes.

Source: RDF 1.1 Turtle, sections 2 and 6; RDF 1.1 TriG, section 2.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TextIO

Triple = tuple[str, str, str]
Quad = tuple[str, str, str, str]
_Row = tuple[str, str, str]

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
    return write_both(((s, p, o, "") for s, p, o in triples), stream, None, prefixes)[0]


def write_trig(quads: Iterable[Quad], stream: TextIO, prefixes: Mapping[str, str]) -> int:
    """Write each distinct quad once, graph by graph in order of their IRIs; the number of quads."""
    return write_both(quads, None, stream, prefixes)[1]


def write_both(quads: Iterable[Quad], turtle: TextIO | None, trig: TextIO | None, prefixes: Mapping[str, str]) -> tuple[int, int]:
    """Write the triples of quads as Turtle and the quads as TriG, sorted once for both; the numbers of triples and of quads."""
    short = _Shortener(prefixes)
    graphs: dict[str, list[str]] = {}
    triples = count = 0
    for stream in filter(None, (turtle, trig)):
        stream.write(short.header())
    for subject, rows in _by_subject(quads):
        name = short.term(subject)
        lines, number = _lines(rows, short)
        triples += number
        count += len(rows)
        if turtle is not None:
            turtle.write("\n" + _block(name, lines, ""))
        if trig is None:
            continue
        found = {graph for _, _, graph in rows}
        for graph in found:
            own = lines if len(found) == 1 else _lines([row for row in rows if row[2] == graph], short)[0]
            graphs.setdefault(graph, []).append(_block(name, own, "  "))
    if trig is not None:
        for graph in sorted(graphs):
            trig.writelines((f"\n{short.term(graph)} {{\n", "\n".join(graphs[graph]), "}\n"))
    return triples, count


def write_nquads(quads: Iterable[Quad], stream: TextIO) -> int:
    """Write each distinct quad once, a line each, in order of code points; the number of quads.

    Source: RDF 1.1 N-Quads, section 2.
    """
    ordered = sorted({f"{s} {p} {_readable(o)} {g} .\n" for s, p, o, g in quads})
    stream.writelines(ordered)
    return len(ordered)


def write_ntriples(triples: Iterable[Triple], stream: TextIO) -> None:
    """Write each distinct triple once, a line each, in order of code points.

    Source: RDF 1.1 N-Triples, section 2.
    """
    stream.writelines(sorted({f"{s} {p} {_readable(o)} .\n" for s, p, o in triples}))


def in_order(triples: Iterable[Triple]) -> list[Triple]:
    """Each distinct triple once, by subject, predicate (the type first) and object."""
    return sorted(set(triples), key=_order)


def _order(statement: Triple) -> tuple[str, str, str]:
    predicate = statement[1]
    return statement[0], "" if predicate == RDF_TYPE else predicate, statement[2]


def _by_subject(quads: Iterable[Quad]) -> Iterator[tuple[str, list[_Row]]]:
    """The subjects in order, each with its distinct rows in order; a row has no predicate where it says the type."""
    found: defaultdict[str, list[_Row]] = defaultdict(list)
    for subject, predicate, object_, graph in quads:
        found[subject].append(("" if predicate == RDF_TYPE else predicate, object_, graph))
    for subject in sorted(found):
        yield subject, sorted(set(found[subject]))


def _lines(rows: Iterable[_Row], short: "_Shortener") -> tuple[list[str], int]:
    """A line for each predicate with its objects, what stands in two graphs once; the number of triples."""
    lines: list[list[str]] = []
    number = 0
    last = seen = None
    for predicate, object_, _ in rows:
        if predicate != last:
            lines.append([f"{short.term(predicate) if predicate else 'a'} {short.term(object_)}"])
        elif object_ != seen:
            lines[-1].append(short.term(object_))
        else:
            continue
        last, seen = predicate, object_
        number += 1
    return [", ".join(objects) for objects in lines], number


def _block(name: str, lines: Iterable[str], indent: str) -> str:
    return f"{indent}{name} " + f" ;\n{indent}    ".join(lines) + " .\n"


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
