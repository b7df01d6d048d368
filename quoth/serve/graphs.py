"""The route `/store`: whole graphs by the SPARQL 1.1 Graph Store HTTP Protocol, for reading.

`?graph=IRI` is a named graph, `?default` all of them together, and without either it is the data set with its graphs.

Source: SPARQL 1.1 Graph Store HTTP Protocol, sections 4 (identification) and 5.2 (GET).
"""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from quoth.serve import answers
from quoth.serve.exports import exported
from quoth.serve.negotiation import DATASETS, GRAPHS, choose, listed
from quoth.serve.protocol import until_gone
from quoth.serve.workers import Pool

STREAMED: Final = ("turtle", "jsonld", "ntriples")


async def store(request: Request) -> Response:
    """A graph, or the whole data set."""
    if request.method == "OPTIONS":
        return answers.options("GET, HEAD, OPTIONS")
    parameters = request.query_params
    graphs = parameters.getlist("graph")
    if len(graphs) > 1 or (graphs and "default" in parameters):
        return answers.refused(400, "name one graph: ?graph=IRI, or ?default")
    if graphs:
        return await _graph(request, graphs[0])
    offered = tuple(f for f in GRAPHS if f.name in STREAMED) if "default" in parameters else DATASETS
    format = choose(request.headers.get("accept"), offered, parameters.get("format"))
    if format is None:
        return answers.refused(406, f"this is given as {listed(offered)}")
    return await exported(request, format.name)


async def _graph(request: Request, iri: str) -> Response:
    pool: Pool = request.app.state.pool
    accept, format = request.headers.get("accept"), request.query_params.get("format")
    parts = ("graph", iri, accept, format)
    if answers.has(request.headers, entity := answers.tag(pool.generation, *parts)):
        return answers.unchanged(entity)
    ask = {"op": "graph", "graph": iri, "accept": accept, "format": format}
    return answers.answered(await until_gone(request, pool.ask(ask)), *parts)
