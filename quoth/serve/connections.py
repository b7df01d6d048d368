"""A connection to a client that may be slow on purpose: what it sends and takes has to move within a time; used by `running`.

uvicorn bounds only the pause between two requests. Here the head of a request has to be there within a time from its first byte
(or from connecting), and an answer that the client does not take is given up.
"""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from quoth.serve.options import ServeOptions


class Connection(H11Protocol):
    """One connection; `limited` makes the class for a server."""

    receive_seconds = 10.0
    send_seconds = 30.0

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._head: asyncio.TimerHandle | None = None
        self._stuck: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the head of the first request."""
        super().connection_made(transport)
        self._head = self.loop.call_later(self.receive_seconds, transport.abort)

    def data_received(self, data: bytes) -> None:
        """Take what came, and see whether the head of a request is whole."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._forget_head()
        elif self._head is None:
            self._head = self.loop.call_later(self.receive_seconds, self.transport.abort)

    def pause_writing(self) -> None:
        """The client takes nothing at the moment."""
        super().pause_writing()
        if self._stuck is None:
            self._stuck = self.loop.call_later(self.send_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """It took something."""
        super().resume_writing()
        self._forget_stuck()

    def timeout_keep_alive_handler(self) -> None:
        """Close, and do not wait for ever until what is left was taken."""
        super().timeout_keep_alive_handler()
        self._stuck = self._stuck or self.loop.call_later(self.send_seconds, self.transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        super().connection_lost(exc)
        self._forget_head()
        self._forget_stuck()

    def _forget_head(self) -> None:
        if self._head is not None:
            self._head.cancel()
            self._head = None

    def _forget_stuck(self) -> None:
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None


def limited(options: ServeOptions) -> type[Connection]:
    """The class of the connections of a server."""
    bounds = {"receive_seconds": options.receive_seconds, "send_seconds": options.send_seconds}
    return type("Connection", (Connection,), bounds)
