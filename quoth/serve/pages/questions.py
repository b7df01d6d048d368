"""The SPARQL page: the questions that ship, a field for one's own, and the answer as a table; called by `console`."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from graph.query import prefixes
from graph.query.formats import short
from graph.questions import Question, questions
from ontology import terms
from ontology.relations import load
from quoth.serve.pages.frame import choice, counted, page, passages_form, table
from quoth.serve.pages.markup import Markup, element, local, outside

Cell = Mapping[str, Any]
ROWS: Final = 500
FORMATS: Final = (("json", "JSON"), ("xml", "XML"), ("csv", "CSV"), ("tsv", "TSV"))
GRAPHS: Final = (("turtle", "Turtle"), ("ntriples", "N-Triples"), ("jsonld", "JSON-LD"), ("trig", "TriG"))
TERM: Final = re.compile(r"[a-z]+:\w+")
EXAMPLE: Final = "SELECT ?name ?type WHERE {\n  ?entity a ?type ; rdfs:label ?name ; q:anonymous false\n} ORDER BY ?name LIMIT 50"


def console(query: str, asked: Question | None, given: Mapping[str, str], answer: object, known: Mapping[str, str]) -> str:
    """The page with a query and what came of it."""
    title = asked.text if asked else "SPARQL"
    names = ", ".join(f"{name}:" for name in sorted(known))
    field = element(
        "textarea", query or EXAMPLE, name="query", id="query", rows=14, spellcheck="false", aria_describedby="prefixes"
    )
    form = element(
        "form",
        element("label", "Query", for_="query"),
        field,
        element("p", f"Prefixes that need no declaration: {names}", id="prefixes", class_="note"),
        element("input", type="hidden", name="page", value="1"),
        element("button", "Ask"),
        element("span", " Ctrl+Enter asks, too", class_="note"),
        action="/sparql",
        method="get",
        class_="console",
    )
    return page(
        title,
        _choice(asked),
        _parameters(asked, given) if asked else None,
        form,
        element("datalist", [element("option", value=name, label=label) for name, label in _vocabulary()], id="terms"),
        answer,
        element(
            "section",
            element("h2", "Questions that ship"),
            element("ul", [_question(q) for q in questions().values()], class_="questions"),
        ),
        element("p", "This address answers other programs, too: ", element("code", "/sparql"), ", by the SPARQL 1.1 Protocol."),
        here="/sparql",
        script="sparql/editor.js",
    )


def results(query: str, found: Mapping[str, Any], known: Mapping[str, str], base: str) -> Markup:
    """The solutions as a table, or the truth."""
    links = _downloads(query, FORMATS)
    if "boolean" in found:
        return element(
            "section", element("h2", "Answer"), element("p", "yes" if found["boolean"] else "no", role="status"), links
        )
    names: Sequence[str] = found["head"]["vars"]
    rows = found["results"]["bindings"]
    shown = [[_cell(row.get(name), known, base) for name in names] for row in rows[:ROWS]]
    more = f", of which {ROWS} are shown; the files have all" if len(rows) > ROWS else ""
    return element(
        "section",
        element("h2", "Answer"),
        element("p", counted(len(rows), "row") + more, role="status"),
        links,
        table(names, shown, "Solutions") if rows else None,
    )


def graph(query: str, text: str) -> Markup:
    """The triples as Turtle."""
    code = element("pre", element("code", text[:200_000]), tabindex="0", aria_label="Triples")
    return element("section", element("h2", "Answer"), _downloads(query, GRAPHS), code)


def refusal(message: str) -> Markup:
    """Why there is no answer."""
    return element("section", element("h2", "No answer"), element("p", message, role="alert"))


def _downloads(query: str, formats: Sequence[tuple[str, str]]) -> Markup:
    links = [element("a", label, href=local("sparql", query=query, format=format)) for format, label in formats]
    return element("p", "As a file: ", [part for link in links for part in (link, " ")])


def _cell(cell: Cell | None, known: Mapping[str, str], base: str) -> object:
    if cell is None:
        return ""
    value = str(cell["value"])
    if cell["type"] != "uri":
        return value
    if value.startswith(base):
        return element("a", short(value, known), href=local("id", value.removeprefix(base)))
    return outside(value, short(value, known))


@lru_cache(maxsize=1)
def _vocabulary() -> list[tuple[str, str]]:
    """The terms that a query may name, as the editor completes them, each with what it means where that is not in its name."""
    known = prefixes()
    iris = [value for value in vars(terms).values() if isinstance(value, str) and value.startswith("http")]
    edges = {relation.edge: relation.edge_label for relation in load().values()}
    names = {short(iri, known): edges.get(iri, "") for iri in (*iris, *edges, *(relation.iri for relation in load().values()))}
    return sorted((name, label) for name, label in names.items() if TERM.fullmatch(name))


def _choice(asked: Question | None) -> Markup:
    """The questions that ship, to choose from."""
    options = [(q.name, q.text) for q in questions().values()]
    return passages_form(
        "/sparql", choice("question", "a question that ships", options, asked.name if asked else ""), button="Take it"
    )


def _question(asked: Question) -> Markup:
    return element("li", element("a", asked.text, href=local("sparql", question=asked.name)), " ", element("code", asked.name))


def _parameters(asked: Question, given: Mapping[str, str]) -> Markup | None:
    if not asked.parameters:
        return None
    fields = [
        element(
            "label",
            f"{p.meaning} ",
            element(
                "input", name=p.name, value=given.get(p.name, p.default or ""), required=p.default is None, data_suggest="id"
            ),
        )
        for p in asked.parameters
    ]
    hidden = element("input", type="hidden", name="question", value=asked.name)
    return element("form", hidden, fields, element("button", "Ask"), action="/sparql", method="get", class_="form")
