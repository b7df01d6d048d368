"""What stands between the network and the routes: the host a request names, what browsers may do with an answer, other origins.

Called by `application`, which wraps the routes in these.

Source: OWASP Cheat Sheet Series, "HTTP Security Response Headers Cheat Sheet"; RFC 9110, section 15.5.20 (421).
"""

import ipaddress
from collections.abc import Iterable, MutableMapping
from typing import Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quoth.serve import answers
from quoth.serve.options import LOOPBACK, ServeOptions

DATA_POLICY: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"
# The one policy of trusted types makes the address of the one worker (static/graph/layout.js).
PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types quoth-layout"
)
FIXED: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
PAGES: Final = ("text/html", "image/svg+xml")


class Admission:
    """Answers only requests that name a host of this server, so that no web page reaches it under a name of its own.

    The head of a request has to be short, too: what reads it bounds only heads that come in parts.
    """

    def __init__(self, app: ASGIApp, options: ServeOptions) -> None:
        self._app = app
        self._names = {*LOOPBACK, options.host.lower(), *(name.lower() for name in options.named(options.hosts))}
        self._addresses = not options.loopback
        self._longest = options.header_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through or refuse."""
        if scope["type"] == "http" and _length(scope) > self._longest:
            said = f"the head of the request has more than {self._longest} bytes (serve_header_bytes): send a long query by POST"
            await answers.refused(431, said)(scope, receive, send)
            return
        given = Headers(scope=scope).getlist("host") if scope["type"] == "http" else []
        if scope["type"] != "http" or (len(given) == 1 and self._known(given[0])):
            await self._app(scope, receive, send)
            return
        said = f"this server does not go by the name {given!r}: call it by its address, or name it in the setting serve_hosts"
        await answers.refused(421, said)(scope, receive, send)

    def _known(self, host: str) -> bool:
        name = host_name(host)
        return name in self._names or (self._addresses and _is_address(name))


class Headed:
    """Adds to each answer the headers that keep browsers from doing more with it than show it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with headers."""

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                _protect(message)
            await send(message)

        await self._app(scope, receive, headed)


def _length(scope: Scope) -> int:
    fields = sum(len(name) + len(value) + 4 for name, value in scope["headers"])
    return fields + len(scope["raw_path"]) + len(scope["query_string"])


def host_name(host: str) -> str:
    """The name or address in a Host header, without its port."""
    host = host.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].rstrip(".")


def _protect(message: MutableMapping[str, Any]) -> None:
    headers = MutableHeaders(scope=message)
    if message["status"] == 304:  # what it says would take the place of what the client has kept
        return
    is_page = headers.get("content-type", "").startswith(PAGES)
    headers.setdefault("content-security-policy", PAGE_POLICY if is_page else DATA_POLICY)
    for name, value in FIXED.items():
        headers.setdefault(name, value)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def origins(options: ServeOptions) -> Iterable[str]:
    """The web pages that may read answers."""
    return options.named(options.origins)
