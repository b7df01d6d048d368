"""What a request of the SPARQL 1.1 Protocol asks: the query and its dataset, from the address or the body; for `protocol`.

Source: SPARQL 1.1 Protocol, sections 2.1 (query operation) and 2.2 (update operation, which is refused).
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import Request

from ontology.errors import QuothError
from quoth.serve.options import ServeOptions

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
DATASET: Final = ("default-graph-uri", "named-graph-uri")
USING: Final = ("using-graph-uri", "using-named-graph-uri")
FIELDS: Final = 1000
NO_UPDATES: Final = "this service only reads: updates are refused; the graph is changed by `quoth build`, `remove` and `correct`"


class Rejected(QuothError):
    """A request that is none of the protocol; `status` is the HTTP status that says so."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query, the graphs that the request names for its dataset, and the name of a format, if one is given."""

    query: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    format: str | None = None


async def asked(request: Request, options: ServeOptions) -> Asked | None:
    """What is asked; None where a GET names no query.

    Raises: Rejected.
    """
    pairs = _pairs(request.scope["query_string"])
    if request.method == "POST":
        media, charset = _media(request.headers.get("content-type"))
        if charset not in ("utf-8", "utf8", "us-ascii"):
            raise Rejected(415, f"the body is in {charset!r}: send it in UTF-8")
        if media not in (FORM, QUERY, UPDATE):
            raise Rejected(415, f"the body is {media or 'of no type'!r}: send a query as {QUERY}, or parameters as {FORM}")
        body = await _body(request, options)
        if media == UPDATE:
            raise Rejected(403, NO_UPDATES)
        pairs += [("query", _text(body))] if media == QUERY else _pairs(body)
    return _read(pairs, request.method)


def _read(pairs: list[tuple[str, str]], method: str) -> Asked | None:
    queries, updates = _all(pairs, "query"), _all(pairs, "update")
    if updates:
        raise Rejected(403 if method == "POST" and len(updates) == 1 and not queries else 400, NO_UPDATES)
    if any(name in USING for name, _ in pairs):
        raise Rejected(400, f"{' and '.join(USING)} belong to updates: name the graphs of a query by {' and '.join(DATASET)}")
    if len(queries) > 1:
        raise Rejected(400, f"the request holds {len(queries)} queries: send one")
    if not queries:
        if method == "POST" or any(name in DATASET for name, _ in pairs):
            raise Rejected(400, "the request holds no query: send it as the parameter `query`")
        return None
    return Asked(
        query=queries[0],
        default=_all(pairs, DATASET[0]),
        named=_all(pairs, DATASET[1]),
        format=next(iter(_all(pairs, "format")), None),
    )


async def _body(request: Request, options: ServeOptions) -> bytes:
    """The body, if it is not too long and comes in time."""
    most = 3 * options.limits.query_bytes + options.header_bytes  # a query as a parameter takes up to three bytes for one
    body = bytearray()
    try:
        async with asyncio.timeout(options.receive_seconds):
            async for piece in request.stream():
                body += piece
                if len(body) > most:
                    raise Rejected(
                        413, f"the body has more than {most} bytes: a query may have {options.limits.query_bytes} (query_bytes)"
                    )
    except TimeoutError as error:
        raise Rejected(
            408, f"the body did not come within {options.receive_seconds:g} seconds (serve_receive_seconds)"
        ) from error
    return bytes(body)


def _pairs(text: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except UnicodeDecodeError as error:
        raise Rejected(400, "the parameters are not in UTF-8 behind percent signs: encode them so") from error
    except ValueError as error:
        raise Rejected(400, f"the parameters cannot be read ({error}): send at most {FIELDS}") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Rejected(400, f"the query is not in UTF-8 (byte {error.start}): encode it so") from error


def _media(given: str | None) -> tuple[str, str]:
    """The media type and the charset, which is UTF-8 where none is named."""
    media, *parameters = (given or "").lower().split(";")
    pairs: Iterable[tuple[str, str, str]] = (parameter.strip().partition("=") for parameter in parameters)
    return media.strip(), next((value.strip(' "') for name, _, value in pairs if name.strip() == "charset"), "utf-8")


def _all(pairs: list[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(value for given, value in pairs if given == name)
