"""Refusals for people: what a program gets as a line of text, a browser gets as a page; wrapped around the routes."""

from collections.abc import MutableMapping
from typing import Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quoth.serve.negotiation import HTML, Format, choose
from quoth.serve.pages import render

TEXT: Final = Format(name="text", media="text/plain")


class Worded:
    """Turns each refusal in plain text into a page where the client would rather have that."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with refusals as pages."""
        wants = choose(Headers(scope=scope).get("accept"), (TEXT, HTML)) if scope["type"] == "http" else None
        if wants is not HTML or scope["method"] == "HEAD":
            await self._app(scope, receive, send)
            return
        held: list[MutableMapping[str, Any]] = []  # the start of a refusal
        words = bytearray()

        async def paged(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_refusal(message):
                held.append(message)
                return
            if not held:
                await send(message)
                return
            words.extend(message.get("body", b""))
            if not message.get("more_body", False):
                await _send(held[0], words.decode(errors="replace"), send)

        await self._app(scope, receive, paged)


def _is_refusal(message: Message) -> bool:
    return message["status"] >= 400 and Headers(raw=message["headers"]).get("content-type", "").startswith(TEXT.media)


async def _send(start: Message, words: str, send: Send) -> None:
    body = render("trouble", {"status": start["status"], "message": words.strip(), "unknown": ""}, {}).encode("utf-8", "replace")
    headers = MutableHeaders(raw=start["headers"])
    headers["content-type"] = f"{HTML.media}; charset=utf-8"
    headers["content-length"] = str(len(body))
    headers.add_vary_header("Accept")
    await send({**start, "headers": headers.raw})
    await send({"type": "http.response.body", "body": body})
