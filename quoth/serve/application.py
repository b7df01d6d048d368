"""The routes and what wraps them; made by `running`, and by whoever mounts the server in another one."""

import asyncio

from starlette.applications import Starlette
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
from quoth.serve.exports import export
from quoth.serve.graphs import store
from quoth.serve.options import ServeOptions
from quoth.serve.protocol import ALLOWED, sparql
from quoth.serve.resources import resource
from quoth.serve.safeguards import Admission, Headed, origins
from quoth.serve.workers import Pool

READ = ["GET", "HEAD", "OPTIONS"]
EXPOSED = ["ETag", "Retry-After", "Content-Disposition"]


def application(options: ServeOptions, pool: Pool) -> Starlette:
    """The server as an ASGI application, over a pool that was started."""
    routes = [
        *(Route(path, sparql, methods=ALLOWED.split(", ")) for path in ("/sparql", "/sparql/")),
        Route("/.well-known/void", void, methods=READ),
        Route("/store", store, methods=READ),
        Route("/export.{ending}", export, methods=READ),
        Route("/id/{name}", resource, methods=READ),
    ]
    wrapped = [Middleware(Headed), Middleware(Admission, options), *_cross_origin(options), Middleware(Compressed)]
    handlers = {QuothError: answers.trouble, Rejected: _rejected, ConnectionAbortedError: _gone}
    made = Starlette(routes=routes, middleware=wrapped, exception_handlers=handlers)  # type: ignore[arg-type]
    made.router.redirect_slashes = False
    made.state.options = options
    made.state.pool = pool
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


async def _gone(_: Request, error: ConnectionAbortedError) -> Response:
    """Nobody reads this any more."""
    return answers.refused(408, str(error))
