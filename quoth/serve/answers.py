"""What the routes send back: bytes in pieces, messages for trouble, and what tells a client that it has the newest; used by all.

Source: RFC 9110, sections 8.8.3 (ETag) and 13.1.2 (If-None-Match).
"""

import re
from collections.abc import Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from graph.identity import digest
from ontology.errors import LimitReached, QuothError, StoreDamaged, UsageError
from quoth.serve.workers import Answer, Busy, Overdue

PIECE: Final = 64 * 1024
TAG: Final = re.compile(r'(?:W/)?"[^"]*"')
READ: Final = ("GET", "HEAD", "OPTIONS")
RETRY: Final = "2"
ALWAYS_ASK: Final = "no-cache"
NEVER_KEEP: Final = "no-store"


class Pieces(Response):
    """A response that is sent in pieces, so that a client that takes none is noticed."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        for start in range(0, len(self.body), PIECE):
            await send({"type": "http.response.body", "body": self.body[start : start + PIECE], "more_body": True})
        await send({"type": "http.response.body", "body": b""})


def refused(status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """A message instead of an answer."""
    named = {"cache-control": NEVER_KEEP, **(headers or {})}
    return Response(f"{message.rstrip()}\n", status, named, media_type="text/plain")


async def trouble(_: Request, error: Exception) -> Response:
    """The answer to one of our errors."""
    if isinstance(error, Busy):
        return refused(503, str(error), {"retry-after": RETRY})
    if isinstance(error, Overdue):
        return refused(504, str(error))
    if isinstance(error, LimitReached):
        return refused(422, str(error))
    if isinstance(error, UsageError):
        return refused(400, str(error))
    return refused(503 if isinstance(error, StoreDamaged) else 500, str(error))


TROUBLE: Final = {QuothError: trouble}


def tag(generation: str, *parts: object) -> str:
    """The entity tag of an answer: what was asked, of which state of the store."""
    return f'W/"{generation}-{digest(*parts)}"'


def has(headers: Headers, entity: str) -> bool:
    """Whether the client says that it holds the answer with this tag."""
    given = headers.get("if-none-match")
    return given is not None and (given.strip() == "*" or entity.removeprefix("W/") in _bare(given))


def unchanged(entity: str, vary: str = "Accept") -> Response:
    """What the client has is still right."""
    return Response(status_code=304, headers={"etag": entity, "cache-control": ALWAYS_ASK, "vary": vary})


def answered(answer: Answer, *parts: object, vary: str = "Accept", headers: Mapping[str, str] | None = None) -> Response:
    """What a process answered, with its tag where asking again gives the same."""
    if answer.status != 200:
        return refused(answer.status, answer.body.decode(errors="replace"))
    kept = (
        {"cache-control": NEVER_KEEP}
        if answer.volatile
        else {"cache-control": ALWAYS_ASK, "etag": tag(answer.generation, *parts)}
    )
    return Pieces(answer.body, 200, {**kept, "vary": vary, **(headers or {})}, media_type=answer.media)


def options(allowed: str) -> Response:
    """What may be done with a resource."""
    return Response(status_code=204, headers={"allow": allowed})


def _bare(given: str) -> list[str]:
    return [found.removeprefix("W/") for found in TAG.findall(given)]
