"""The route `/sparql`: queries by the SPARQL 1.1 Protocol, and the description of the service where none is asked.

Source: SPARQL 1.1 Protocol; SPARQL 1.1 Service Description, section 2 (dereferencing the endpoint).
"""

import asyncio
from collections.abc import Coroutine
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from quoth.serve import answers, console
from quoth.serve.asking import Asked, asked
from quoth.serve.description import describe
from quoth.serve.kept import Kept
from quoth.serve.places import Places
from quoth.serve.workers import Answer

ALLOWED = "GET, HEAD, POST, OPTIONS"


async def sparql(request: Request) -> Response:
    """The answer to a query, or what there is to ask."""
    if request.method == "OPTIONS":
        return answers.options(ALLOWED)
    if console.wanted(request):
        return await console.console(request)
    wanted = await asked(request, request.app.state.options)
    if wanted is None:
        return await describe(request, "service")
    return await evaluated(request, wanted)


async def evaluated(request: Request, wanted: Asked) -> Response:
    """The answer to a query, from a process, as it was kept, or as the client has it."""
    kept: Kept = request.app.state.kept
    accept = request.headers.get("accept")
    base = Places.of(request).sparql
    parts = (wanted.query, wanted.default, wanted.named, wanted.format, accept, base)
    if request.method != "POST" and answers.has(request.headers, entity := answers.tag(kept.generation, *parts)):
        return answers.unchanged(entity)
    return answers.answered(await until_gone(request, asked_of(kept, wanted, accept, base)), *parts)


def asked_of(kept: Kept, wanted: Asked, accept: str | None, base: str) -> Coroutine[Any, Any, Answer]:
    """What a process answers to a query, now or before."""
    return kept.ask({"op": "query", **asdict(wanted), "accept": accept, "base": base})


async def until_gone(request: Request, work: Coroutine[Any, Any, Answer]) -> Answer:
    """What the work gives; where the client hangs up before, it is stopped.

    Raises: ConnectionError where nobody waits any more.
    """
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((task, gone), return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise ConnectionAbortedError("the client is gone")
        return task.result()
    finally:
        gone.cancel()
        task.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
