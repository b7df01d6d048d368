"""What the server holds, for programs: the description of the service, and of the data set at `/.well-known/void`.

Both are templates in Turtle with figures of the newest state of the store, which are counted once for each.
"""

import json
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from ontology import terms
from quoth.serve import answers
from quoth.serve.asking import Asked
from quoth.serve.evaluation import FORMATS
from quoth.serve.negotiation import GRAPHS, choose, listed
from quoth.serve.options import ServeOptions
from quoth.serve.places import Places
from quoth.serve.workers import Pool

GRAPH_NAMES: Final = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?graph q:digest ?digest } } ORDER BY ?graph"
TRIPLES: Final = "SELECT (COUNT(*) AS ?triples) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } }"
SUBJECTS: Final = "SELECT (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?p) AS ?properties) WHERE { ?s ?p ?o }"
CLASSES: Final = "SELECT ?class (COUNT(DISTINCT ?s) AS ?entities) WHERE { ?s a ?class } GROUP BY ?class ORDER BY ?class"


async def void(request: Request) -> Response:
    """The data set as the VoID vocabulary describes it."""
    if request.method == "OPTIONS":
        return answers.options("GET, HEAD, OPTIONS")
    return await describe(request, "void")


async def describe(request: Request, name: str) -> Response:
    """The description of that name in the format that the client takes."""
    format = choose(request.headers.get("accept"), GRAPHS, request.query_params.get("format"))
    if format is None:
        return answers.refused(406, f"a description is given as {listed(GRAPHS)}")
    pool: Pool = request.app.state.pool
    root = Places.of(request).root
    if answers.has(request.headers, entity := answers.tag(pool.generation, name, format.name, root)):
        return answers.unchanged(entity)
    figures = await _figures(pool, name, request.app.state.options)
    text = _template(name).substitute(figures)
    headers = {"etag": entity, "cache-control": answers.ALWAYS_ASK, "vary": "Accept"}
    return answers.Pieces(_written(text, root, format.name), 200, headers, media_type=format.media)


@lru_cache
def _template(name: str) -> Template:
    return Template(Path(__file__).with_name(f"{name}.ttl").read_text(encoding="utf-8"))


def _written(text: str, root: str, format: str) -> bytes:
    import pyoxigraph

    parsed = pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE, base_iri=root)
    triples = [quad.triple for quad in parsed]
    prefixes = {"void": "http://rdfs.org/ns/void#", **terms.PREFIXES}
    return pyoxigraph.serialize(triples, None, getattr(pyoxigraph.RdfFormat, FORMATS[format]), prefixes=prefixes) or b""


async def _figures(pool: Pool, name: str, options: ServeOptions) -> dict[str, str]:
    triples = (await _rows(pool, TRIPLES))[0]["triples"]
    if name == "service":
        graphs = [row["graph"] for row in await _rows(pool, GRAPH_NAMES)]
        listed_graphs = "".join(f";\n    sd:namedGraph [ a sd:NamedGraph ; sd:name <{iri}> ] " for iri in graphs)
        return {"triples": triples, "graphs": listed_graphs}
    counted = (await _rows(pool, SUBJECTS))[0]
    classes = await _rows(pool, CLASSES)
    partitions = "".join(
        f";\n    void:classPartition [ void:class <{row['class']}> ; void:entities {row['entities']} ] " for row in classes
    )
    return {
        "triples": triples,
        "subjects": counted["subjects"],
        "properties": counted["properties"],
        "classes": str(len(classes)),
        "partitions": partitions,
        "generation": pool.generation,
        "space": options.base,
        "vocabularies": ", ".join(f"<{iri}>" for name, iri in sorted(terms.PREFIXES.items()) if name not in ("wd", "xsd")),
    }


async def _rows(pool: Pool, query: str) -> list[dict[str, str]]:
    """The solutions of one of our own queries, as the characters of their values."""
    asked = Asked(query=query, format="json")
    answer = await pool.ask({"op": "query", **asdict(asked), "accept": None, "base": terms.DATA})
    if answer.status != 200:
        raise RuntimeError(f"our own query fails: {answer.body.decode(errors='replace')}")
    found: Any = json.loads(answer.body)["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in found]
