"""How the server and its processes talk over pipes: a head as JSON and a body of bytes, each with its length before it.

Used by `workers` on the one side and `worker` on the other.
"""

import asyncio
import json
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO, Final

LENGTHS: Final = struct.Struct(">II")


def packed(head: Mapping[str, Any], body: bytes = b"") -> bytes:
    """A message as it goes through the pipe."""
    text = json.dumps(head).encode("ascii")
    return LENGTHS.pack(len(text), len(body)) + text + body


def read(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """The next message, None where the other side has closed the pipe."""
    start = stream.read(LENGTHS.size)
    if len(start) < LENGTHS.size:
        return None
    head, body = LENGTHS.unpack(start)
    return json.loads(stream.read(head)), stream.read(body)


async def receive(stream: asyncio.StreamReader) -> tuple[dict[str, Any], bytes]:
    """The next message.

    Raises: asyncio.IncompleteReadError where the other side ended.
    """
    head, body = LENGTHS.unpack(await stream.readexactly(LENGTHS.size))
    return json.loads(await stream.readexactly(head)), await stream.readexactly(body)
