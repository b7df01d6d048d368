"""The routes `/export.*`: the whole graph as a stream, as `quoth export` writes it, from a process of its own; for `graphs` and
`explorer`, which gives a part, too.

Few run at once and each only so long. A stream that breaks off is cut short as HTTP shows it, never ended as if it were whole.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from quoth.serve import answers
from quoth.serve.options import ServeOptions
from quoth.serve.workers import Busy, Pool

PROGRAM: Final = Path(__file__).with_name("exporter.py")
PIECE: Final = 64 * 1024
MEDIA: Final = {
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "trig": "application/trig",
    "nquads": "application/n-quads",
    "jsonld": "application/ld+json",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "ftm": "application/x-ndjson",
}
NAMES: Final = {
    "ttl": "turtle",
    "nt": "ntriples",
    "trig": "trig",
    "nq": "nquads",
    "jsonld": "jsonld",
    "graphml": "graphml",
    "gexf": "gexf",
    "ftm": "ftm",
}


class BrokenOff(ConnectionError):
    """The process that wrote did not finish."""


async def export(request: Request) -> Response:
    """The graph in the format that the name ends with; `?text=no` leaves the texts of documents out."""
    if request.method == "OPTIONS":
        return answers.options("GET, HEAD, OPTIONS")
    ending = request.path_params["ending"]
    if ending not in NAMES:
        return answers.refused(404, f"no export {ending!r}: there are {', '.join(f'export.{name}' for name in NAMES)}")
    return await exported(request, NAMES[ending], {"content-disposition": f'attachment; filename="graph.{ending}"'})


async def exported(
    request: Request, format: str, headers: dict[str, str] | None = None, things: Sequence[str] | None = None
) -> Response:
    """The stream of the whole graph in one of `MEDIA`, or of the triples of some things, by their names.

    Raises: Busy.
    """
    pool: Pool = request.app.state.pool
    options: ServeOptions = request.app.state.options
    texts = request.query_params.get("text") != "no"
    entity = answers.tag(pool.generation, "export", format, texts, things)
    if answers.has(request.headers, entity):
        return answers.unchanged(entity)
    named = {"etag": entity, "cache-control": answers.ALWAYS_ASK, "vary": "Accept", **(headers or {})}
    if request.method == "HEAD":
        return Response(b"", 200, named, media_type=MEDIA[format])
    slots: asyncio.Semaphore = request.app.state.exports
    if slots.locked():
        raise Busy(f"{options.exports} exports run already (serve_exports): try again in a moment")
    asked = {"store": str(options.store), "format": format, "texts": texts, "things": things, "memory": options.export_memory}
    return StreamingResponse(_pieces(asked, options.export_seconds, slots), 200, named, media_type=MEDIA[format])


async def _pieces(asked: dict[str, Any], seconds: float, slots: asyncio.Semaphore) -> AsyncIterator[bytes]:
    """What the process writes.

    Raises: BrokenOff, TimeoutError.
    """
    pipe = asyncio.subprocess.PIPE
    async with slots:
        process = await asyncio.create_subprocess_exec(sys.executable, "-P", str(PROGRAM), stdin=pipe, stdout=pipe)
        try:
            async with asyncio.timeout(seconds):
                async for piece in _written(process, asked):
                    yield piece
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def _written(process: asyncio.subprocess.Process, asked: dict[str, Any]) -> AsyncIterator[bytes]:
    if process.stdin is None or process.stdout is None:
        raise BrokenOff("the process has no pipes")
    process.stdin.write(json.dumps(asked).encode("ascii"))
    process.stdin.close()
    while piece := await process.stdout.read(PIECE):
        yield piece
    if await process.wait() != 0:
        raise BrokenOff(f"the export ended with {process.returncode}")
