"""The routes of the pages and of the JSON API: which view is asked for, and with what; the views come from the readers.

`/id/NAME` is the page of a thing for people and its triples for machines; `/graph.ttl` and the like have those of a picture.
"""

import json
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from quoth.serve import answers
from quoth.serve.exports import NAMES, exported
from quoth.serve.negotiation import GRAPHS, HTML, choose
from quoth.serve.options import ServeOptions
from quoth.serve.protocol import until_gone
from quoth.serve.resources import resource
from quoth.serve.workers import Pool

Route = Callable[[Request], Awaitable[Response]]
LONGEST: Final = 2000
MOST: Final = 30
PARTS: Final = ("ttl", "nt", "jsonld", "trig", "nq")  # what a picture can be had as
PICTURE: Final = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"}


def shown(name: str) -> Route:
    """The route of a page."""

    async def route(request: Request) -> Response:
        return await view(request, name, "html")

    return route


def data(name: str) -> Route:
    """The route of a view's data."""

    async def route(request: Request) -> Response:
        if request.method == "OPTIONS":
            return answers.options("GET, HEAD, OPTIONS")
        return await view(request, name, "json")

    return route


async def thing(request: Request) -> Response:
    """The page of a thing where the client would rather have that, else its triples."""
    wants = choose(request.headers.get("accept"), (*GRAPHS, HTML), request.query_params.get("format"))
    if request.method != "OPTIONS" and wants is HTML and "." not in request.path_params["id"]:
        return await view(request, "thing", "html")
    return await resource(request)


def picture(name: str) -> Route:
    """The route of a picture as SVG."""

    async def route(request: Request) -> Response:
        return await view(request, name, "svg")

    return route


async def part(request: Request) -> Response:
    """The triples of the entities and claims that a picture of the graph shows, however many.

    Raises: Busy.
    """
    ending = request.path_params["ending"]
    if ending not in PARTS:
        return answers.refused(404, f"no graph.{ending}: there are {', '.join(f'graph.{known}' for known in PARTS)}")
    found = await view(request, "network.claims", "json")
    if found.status_code != 200:
        return found
    things = [name for names in json.loads(bytes(found.body)).values() for name in names]
    headers = {"content-disposition": f'attachment; filename="network.{ending}"'}
    return await exported(request, NAMES[ending], headers, things)


async def view(request: Request, name: str, form: str) -> Response:
    """A view as a page, as JSON or as SVG."""
    pool: Pool = request.app.state.views
    given = {key: value[:LONGEST] for key, value in list(request.query_params.items())[:MOST]}
    given |= {key: str(value) for key, value in request.path_params.items()}
    entity = answers.tag(pool.generation, "view", name, form, given)
    if answers.has(request.headers, entity):
        return answers.unchanged(entity)
    options: ServeOptions = request.app.state.options
    ask = {"op": "view", "name": name, "given": {**given, "base": options.base, "edit": "1" if options.edit else ""}, "as": form}
    answer = await until_gone(request, pool.ask(ask))
    headers = {"cache-control": answers.ALWAYS_ASK, "vary": "Accept", **(PICTURE if form == "svg" else {})}
    if answer.status == 200:
        headers["etag"] = answers.tag(answer.generation, "view", name, form, given)
    return answers.Pieces(answer.body, answer.status, headers, media_type=answer.media)
