"""The graph in the formats of others: `write` to a stream, `write_part` for some things only, `write_to` to a file or
folder; called by `quoth export` and `quoth serve`.

All of them have the same bytes for the same store. Turtle, TriG, N-Quads and JSON-LD hold everything; GraphML, GEXF, the tables
for Neo4j and FollowTheMoney hold what these programs can show.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, TextIO

from graph.export import followthemoney, jsonld, neo4j, networks
from graph.export.selection import base_of, described, selected
from graph.files import replaced
from graph.rdf import Base
from graph.reading import read_graph
from graph.store import Store
from graph.turtle import Quad, write_nquads, write_ntriples, write_trig, write_turtle
from graph.writing import prefixes
from ontology import terms
from ontology.errors import UsageError

STREAMS: Final = ("turtle", "trig", "nquads", "jsonld", "graphml", "gexf", "ftm")
TABLES: Final = ("neo4j",)
FORMATS: Final = (*STREAMS[:-1], *TABLES, STREAMS[-1])
FILES: Final = ("nodes.csv", "edges.csv")


def write(store: Store, format: str, stream: TextIO, *, texts: bool = True, namespace: str = terms.NAMESPACE) -> None:
    """Write the whole graph as one of `STREAMS`.

    `texts` False leaves the documents and their sentences out: what is quoted, and the few characters around it, stays.
    `namespace` is where the terms begin in the formats of RDF.

    Raises: UsageError if there is no such format.
    """
    if format in ("graphml", "gexf"):
        networks.write(read_graph(store), format, stream, texts=texts)
    elif format == "ftm":
        followthemoney.write(read_graph(store), stream, texts=texts)
    elif format in STREAMS:
        _write_rdf(store, format, stream, texts=texts, namespace=namespace)
    else:
        raise UsageError(f"no format {format!r} for one stream: there are {', '.join(STREAMS)}")


def write_part(store: Store, things: Iterable[str], format: str, stream: TextIO) -> None:
    """Write the triples of things, by their names, as "ntriples" or one of `STREAMS` that hold triples; see `described`."""
    base = base_of(store)
    _write_quads(described(store, base, things), format, stream, base)


def write_to(store: Store, format: str, path: Path, *, texts: bool = True, namespace: str = terms.NAMESPACE) -> None:
    """Write one of `FORMATS` to a file that is whole or not there; "neo4j" to a folder, which is made where there is none.

    Raises: UsageError if `path` cannot be written, LimitReached if the disk is full.
    """
    try:
        if format in TABLES:
            path.mkdir(parents=True, exist_ok=True)
            with replaced(path / FILES[0]) as nodes, replaced(path / FILES[1]) as edges:
                neo4j.write(read_graph(store), nodes, edges, texts=texts)
        else:
            with replaced(path) as stream:
                write(store, format, stream, texts=texts, namespace=namespace)
    except OSError as error:
        raise UsageError(f"cannot write {str(path)!r}: {error.strerror}") from error


def _write_rdf(store: Store, format: str, stream: TextIO, *, texts: bool, namespace: str) -> None:
    base = base_of(store, namespace)
    _write_quads(selected(store, base, texts=texts), format, stream, base)


def _write_quads(quads: Iterable[Quad], format: str, stream: TextIO, base: Base) -> None:
    if format == "turtle":
        write_turtle((quad[:3] for quad in quads), stream, prefixes(base))
    elif format == "trig":
        write_trig(quads, stream, prefixes(base))
    elif format == "nquads":
        write_nquads(quads, stream)
    elif format == "ntriples":
        write_ntriples((quad[:3] for quad in quads), stream)
    else:
        jsonld.write((quad[:3] for quad in quads), stream, base)
