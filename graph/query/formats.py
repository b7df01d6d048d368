"""Write answers: rows for a table, SPARQL JSON, CSV, TSV, Turtle; called by `quoth query`.

Source: SPARQL 1.1 Query Results JSON Format; SPARQL 1.1 Query Results CSV and TSV Formats.
"""

import csv
import json
import re
from collections.abc import Mapping
from io import StringIO
from typing import Any, Final

from graph.query.answers import Answer, Row, Term
from graph.rdf import literal
from graph.turtle import Triple, write_turtle
from ontology.errors import UsageError

FORMATS: Final = ("table", "json", "csv", "tsv", "turtle")
LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?", re.ASCII)
FORMULA: Final = re.compile(r"[=+\-@\t\r]")
KINDS: Final = {"iri": "uri", "literal": "literal", "blank": "bnode"}


def table(answer: Answer, prefixes: Mapping[str, str]) -> tuple[tuple[str, ...], list[tuple[str | None, ...]]]:
    """Columns and rows for people: short IRIs, literals as their characters, ASK as yes or no."""
    if answer.kind == "truth":
        return ("answer",), [("yes" if answer.truth else "no",)]
    by_length = sorted(prefixes.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    rows = [tuple(None if term is None else _shown(term, by_length) for term in row) for row in answer.rows]
    return answer.variables, rows


def text(answer: Answer, format: str, prefixes: Mapping[str, str]) -> str:
    """The answer in `json`, `csv`, `tsv` or `turtle`.

    Raises: UsageError for Turtle of what is no graph.
    """
    if format == "turtle":
        return _turtle(answer, prefixes)
    if format == "json":
        return json.dumps(_json(answer), ensure_ascii=False, indent=1) + "\n"
    if answer.kind == "truth":
        return f"answer\n{str(answer.truth).lower()}\n"
    return _csv(answer) if format == "csv" else _tsv(answer)


def short(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI with its prefix, where one fits."""
    return _short(iri, sorted(prefixes.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def _short(iri: str, by_length: list[tuple[str, str]]) -> str:
    for name, namespace in by_length:
        if iri.startswith(namespace) and LOCAL.fullmatch(iri, len(namespace)):
            return f"{name}:{iri[len(namespace) :]}"
    return iri


def _shown(term: Term, by_length: list[tuple[str, str]]) -> str:
    return _short(term.value, by_length) if term.kind == "iri" else f"_:{term.value}" if term.kind == "blank" else term.value


def _json(answer: Answer) -> dict[str, Any]:
    if answer.kind == "truth":
        return {"head": {}, "boolean": answer.truth}
    bindings = [
        {name: _bound(term) for name, term in zip(answer.variables, row, strict=True) if term is not None} for row in answer.rows
    ]
    return {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}


def _bound(term: Term) -> dict[str, str]:
    bound = {"type": KINDS[term.kind], "value": term.value}
    if term.language is not None:
        bound["xml:lang"] = term.language
    elif term.datatype is not None:
        bound["datatype"] = term.datatype
    return bound


def _csv(answer: Answer) -> str:
    """Strings that a spreadsheet would take for formulas are quoted; numbers stay numbers.

    Source: OWASP, CSV Injection.
    """
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(answer.variables)
    writer.writerows([_cell(term) for term in row] for row in answer.rows)
    return stream.getvalue()


def _cell(term: Term | None) -> str:
    if term is None:
        return ""
    value = f"_:{term.value}" if term.kind == "blank" else term.value
    return f"'{value}" if term.datatype is None and FORMULA.match(value) else value


def _tsv(answer: Answer) -> str:
    lines = ["\t".join(f"?{name}" for name in answer.variables)]
    lines.extend("\t".join("" if term is None else _ntriples(term) for term in row) for row in answer.rows)
    return "\n".join(lines) + "\n"


def _turtle(answer: Answer, prefixes: Mapping[str, str]) -> str:
    if answer.kind != "triples":
        raise UsageError("turtle writes graphs: ask with CONSTRUCT or DESCRIBE, or take --format table, json, csv or tsv")
    stream = StringIO()
    write_turtle([_triple(row) for row in answer.rows], stream, prefixes)
    return stream.getvalue()


def _triple(row: Row) -> Triple:
    subject, predicate, object_ = (_ntriples(term) for term in row if term is not None)
    return subject, predicate, object_


def _ntriples(term: Term) -> str:
    if term.kind == "iri":
        return f"<{term.value}>"
    if term.kind == "blank":
        return f"_:{term.value}"
    return literal(term.value, term.datatype) + (f"@{term.language}" if term.language else "")
