"""What a server may be told, with the defaults; `quoth.settings` fills it, everything in `quoth.serve` reads it."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from graph.query.limits import DEFAULTS, MIB, Limits
from ontology import terms

ROWS: Final = 100_000
LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """`output` is the folder of the graph, `base` where the IRIs of the data begin, `limits` what one query may cost, but for its
    rows: a program needs all of them or none, so the server has `rows` of its own and refuses what has more.

    `workers` processes answer queries, at most `queue` requests wait for one, each at most `wait` seconds. `cache_bytes`
    of their answers are kept until the store changes, which the server looks for every `refresh` seconds.
    `connections` may be open; `header_bytes` is the longest request head.
    `receive_seconds` is how long a client may take for its request, `send_seconds` how long it may take nothing of its answer,
    `idle_seconds` how long it may keep a connection between requests. `readers` processes
    hold the graph for the pages; one view may take `view_seconds`, and they `view_memory` bytes each.
    `exports` may run at once, each `export_seconds` long.
    `origins` and `hosts` are lists with commas: web pages that may read the answers (`*` for all), and names under which the
    server may be called besides those of the loopback device. `url` is where clients reach the server through a proxy.
    `edit` lets people of this machine correct, with the name `by`, in the file `corrections` (None: the one in the folder of
    the graph).
    """

    output: Path = Path("output")
    base: str = terms.DATA
    limits: Limits = field(default_factory=lambda: DEFAULTS)
    host: str = "127.0.0.1"
    rows: int = ROWS
    workers: int = 4
    queue: int = 64
    wait: float = 10.0
    cache_bytes: int = 64 * MIB
    refresh: float = 1.0
    connections: int = 512
    header_bytes: int = 64 * 1024
    receive_seconds: float = 10.0
    send_seconds: float = 30.0
    idle_seconds: int = 15
    grace_seconds: int = 5
    readers: int = 2
    view_seconds: float = 60.0
    view_memory: int = 4096 * MIB
    exports: int = 2
    export_seconds: float = 300.0
    export_memory: int = 4096 * MIB
    origins: str | None = None
    hosts: str | None = None
    url: str | None = None
    edit: bool = False
    by: str | None = None
    corrections: str | None = None

    @property
    def store(self) -> Path:
        """The folder of the store."""
        return self.output / "store"

    @property
    def bounds(self) -> Limits:
        """The limits of a query with the server's own number of rows."""
        return replace(self.limits, rows=self.rows)

    @property
    def loopback(self) -> bool:
        """Whether only programs of this machine can reach the server."""
        return self.host in LOOPBACK

    def named(self, setting: str | None) -> tuple[str, ...]:
        """The parts of a list with commas."""
        return tuple(part.strip() for part in (setting or "").split(",") if part.strip())
