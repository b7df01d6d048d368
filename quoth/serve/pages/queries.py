"""The SPARQL of each part of the compare page: its rows, asked from the store; called by `comparing`.

What stands against what, who copies whom, and which quotations are the same is computed; the queries ask for what was found.
"""

from collections.abc import Iterator
from typing import Any, Final

from graph.query.tables import Table, tabled
from quoth.serve.pages.frame import sparql
from quoth.serve.pages.markup import Markup, element, local

Row = dict[str, Any]
VOICES: Final = frozenset({"document", "publisher", "speaker"})
PAIRED: Final = (
    "Which passages do not go together is computed, from relations, dates, numbers and the likeness of words; the query asks for "
    "the pairs above. One event, affirmed here and denied there, SPARQL finds alone: "
)
PLACED: Final = "A row for each cell with a position: who leaves out an event has no row, as nothing in the store says so."
COPIED: Final = "Who repeats whom is computed from the texts of the documents; the query asks for the documents above."
QUOTED: Final = "Which quotations are the same is computed from the texts; the query takes their words from the store."


def contradictions(row: Row, base: str) -> Markup | None:
    """The pairs of passages that are shown."""
    rows = [
        (number, found["kind"], base + found["left"]["evidence"], base + found["right"]["evidence"])
        for number, found in enumerate(row["contradictions"], 1)
    ]
    chosen = row["about"]["id"] if row["about"] else ""
    alone = element("a", "the question “disagreements”", href=local("sparql", question="disagreements", about=chosen))
    table = Table(names=("pair", "kind", "left", "right"), kinds=("number", "text", "iri", "iri"), rows=rows)
    return _made("contradictions", "pairs", table, base, (PAIRED, alone, "."))


def positions(row: Row, base: str) -> Markup | None:
    """The cells of the matrix."""
    if not row["sources"]:
        return None
    events = Table(names=("event",), kinds=("iri",), rows=[(base + event["id"],) for event in row["events"]])
    sources = Table(names=("source",), kinds=("text",), rows=[(source["id"],) for source in row["sources"]])
    tables = {"events": events, "sources": sources}
    return sparql(tabled("positions", tables, VOICES - {row["by"]}, base=base), "The SPARQL of this matrix", (), PLACED)


def reprints(row: Row, base: str) -> Markup | None:
    """The documents of each group."""
    rows = [(number, base + found["id"]) for number, group in enumerate(row["reprints"], 1) for found in group if found["id"]]
    return _made("reprints", "reprints", Table(names=("group", "document"), kinds=("number", "iri"), rows=rows), base, COPIED)


def quotations(row: Row, base: str) -> Markup | None:
    """The versions of each quotation."""
    table = Table(
        names=("quotation", "document", "start", "end"),
        kinds=("number", "iri", "number", "number"),
        rows=list(_versions(row, base)),
    )
    return _made("quotations", "quotations", table, base, QUOTED)


def _versions(row: Row, base: str) -> Iterator[tuple[object, ...]]:
    for number, quote in enumerate(row["quotes"], 1):
        for found in quote["versions"]:
            if found["document"]["id"]:
                yield number, base + found["document"]["id"], found["start"], found["end"]


def _made(name: str, place: str, table: Table, base: str, note: object) -> Markup | None:
    if not table.rows:
        return None
    return sparql(tabled(name, {place: table}, base=base), f"The SPARQL of these {name}", (), note)
