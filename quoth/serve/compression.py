"""Answers as gzip for clients that take it; called by `application`.

Each piece is compressed in a thread, so that other requests go on.
"""

import asyncio
import zlib
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEAST: Final = 1024  # bytes, below which it is not worth the while
LEVEL: Final = 4
GZIP: Final = 16 + zlib.MAX_WBITS
TEXTUAL: Final = ("text/", "application/", "image/svg+xml")


class Compressed:
    """Compresses what the routes answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, compressed where the client takes that and it pays."""
        if scope["type"] != "http" or not accepts(Headers(scope=scope).get("accept-encoding", "")):
            await self._app(scope, receive, send)
            return
        await self._app(scope, receive, _Sender(send))


def accepts(given: str) -> bool:
    """Whether a client takes gzip (RFC 9110, section 12.5.3)."""
    for part in given.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name in ("gzip", "x-gzip", "*"):
            return not any(p.replace(" ", "") in ("q=0", "q=0.0", "q=0.00", "q=0.000") for p in parameters)
    return False


class _Sender:
    """Holds the start of an answer back until its first bytes tell whether to compress."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._packer: zlib._Compress | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if self._start is not None:
            start, self._start = self._start, None
            self._prepare(start)
            await self._send(start)
        if self._packer is not None:
            message = {**message, "body": await asyncio.to_thread(self._packed, message)}
            if not message["body"] and message.get("more_body"):
                return
        await self._send(message)

    def _prepare(self, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        length = headers.get("content-length")
        worth = length is None or int(length) >= LEAST
        textual = headers.get("content-type", "").startswith(TEXTUAL)
        headers.add_vary_header("Accept-Encoding")
        if worth and textual and start["status"] == 200 and "content-encoding" not in headers:
            headers["content-encoding"] = "gzip"
            del headers["content-length"]
            self._packer = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP)

    def _packed(self, message: Message) -> bytes:
        packer = self._packer
        if packer is None:
            return b""
        packed = packer.compress(message.get("body", b""))
        return packed if message.get("more_body") else packed + packer.flush()
