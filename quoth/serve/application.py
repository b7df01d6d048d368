"""The routes and what wraps them; made by `running`."""

import asyncio

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ontology.errors import QuothError
from quoth.serve import answers
from quoth.serve.asking import Rejected
from quoth.serve.compression import Compressed
from quoth.serve.description import void
from quoth.serve.editing import edit, editor
from quoth.serve.explorer import data, part, picture, shown, thing
from quoth.serve.exports import export
from quoth.serve.graphs import store
from quoth.serve.kept import Kept
from quoth.serve.openapi import OPERATIONS, openapi
from quoth.serve.options import ServeOptions
from quoth.serve.protocol import ALLOWED, sparql
from quoth.serve.refusals import Worded
from quoth.serve.safeguards import Admission, Headed, origins
from quoth.serve.static_files import static
from quoth.serve.workers import Pool

READ = ["GET", "HEAD", "OPTIONS"]
PAGES = (
    ("/", "home"),
    ("/search", "search"),
    ("/documents", "documents"),
    ("/claims", "claims"),
    ("/compare", "compare"),
    ("/timeline", "timeline"),
    ("/path", "path"),
    ("/graph", "network"),
)
EXPOSED = ["ETag", "Retry-After", "Content-Disposition"]


def application(options: ServeOptions, pool: Pool, views: Pool) -> Starlette:
    """The server as an ASGI application, over the two pools, which were started.

    Raises: UsageError for settings that do not go together.
    """
    corrections = editor(options)
    routes = [
        *([Route("/edit", edit, methods=["GET", "POST"])] if corrections else []),
        *(Route(path, sparql, methods=ALLOWED.split(", ")) for path in ("/sparql", "/sparql/")),
        Route("/.well-known/void", void, methods=READ),
        Route("/store", store, methods=READ),
        Route("/export.{ending}", export, methods=READ),
        Route("/id/{id}", thing, methods=READ),
        *(Route(path, shown(name)) for path, name in PAGES),
        Route("/timeline.svg", picture("timeline.svg")),
        Route("/graph.svg", picture("network.svg")),
        Route("/graph.{ending}", part),
        *(Route(operation.path, data(operation.view), methods=READ) for operation in OPERATIONS),
        Route("/api/openapi.json", openapi),
        Route("/static/{name:path}", static),
    ]
    wrapped = [
        Middleware(Headed),
        Middleware(Admission, options),
        *_cross_origin(options),
        Middleware(Compressed),
        Middleware(Worded),
    ]
    handlers = {QuothError: answers.trouble, Rejected: _rejected, HTTPException: _elsewhere, ConnectionAbortedError: _gone}
    made = Starlette(routes=routes, middleware=wrapped, exception_handlers=handlers)  # type: ignore[arg-type]
    made.router.redirect_slashes = False
    made.state.options = options
    made.state.pool = pool
    made.state.kept = Kept(pool, options.cache_bytes)
    made.state.views = views
    made.state.editor = corrections
    made.state.exports = asyncio.Semaphore(options.exports)
    return made


def _cross_origin(options: ServeOptions) -> list[Middleware]:
    allowed = list(origins(options))
    if not allowed:
        return []
    methods = ALLOWED.split(", ")
    return [Middleware(CORSMiddleware, allow_origins=allowed, allow_methods=methods, allow_headers=["*"], expose_headers=EXPOSED)]


async def _rejected(_: Request, error: Rejected) -> Response:
    return answers.refused(error.status, str(error))


async def _elsewhere(request: Request, error: HTTPException) -> Response:
    """No route leads here, or none by this method."""
    said = f"there is nothing at {request.url.path!r}" if error.status_code == 404 else f"{request.method}: {error.detail}"
    return answers.refused(error.status_code, said, error.headers)


async def _gone(_: Request, error: ConnectionAbortedError) -> Response:
    """Nobody reads this any more."""
    return answers.refused(408, str(error))
