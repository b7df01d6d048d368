"""Listen, serve, and end in order; called by `quoth serve`."""

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from ontology.errors import UsageError
from quoth.serve.application import application
from quoth.serve.connections import limited
from quoth.serve.crews import query_crew, view_crew
from quoth.serve.options import ServeOptions
from quoth.serve.workers import Pool

BACKLOG = 256


def serve(options: ServeOptions, port: int, started: Callable[[str], None]) -> None:
    """Serve until a signal to end comes; `started` is told the address once requests are answered.

    Raises: UsageError where the address cannot be had or there is no graph, StoreDamaged.
    """
    with listening(options.host, port) as listener:
        asyncio.run(_serve(options, listener, started))


async def _serve(options: ServeOptions, listener: socket.socket, started: Callable[[str], None]) -> None:
    async with Pool(query_crew(options)) as pool, Pool(view_crew(options)) as views:
        server = _Server(_config(options, pool, views))
        started(address(options.host, listener.getsockname()[1]))
        await server.serve(sockets=[listener])


def _config(options: ServeOptions, pool: Pool, views: Pool) -> uvicorn.Config:
    return uvicorn.Config(
        application(options, pool, views),
        http=limited(options),
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=options.connections,
        backlog=BACKLOG,
        timeout_keep_alive=options.idle_seconds,
        timeout_graceful_shutdown=options.grace_seconds,
        h11_max_incomplete_event_size=options.header_bytes,
    )


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens; port 0 takes a free one.

    Raises: UsageError.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(BACKLOG)
        except (OSError, OverflowError) as error:
            raise UsageError(f"cannot listen on {host!r}, port {port}: {error}: take another --host or --port") from error
        yield listener


def address(host: str, port: int) -> str:
    """Where a browser finds the server."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


class _Server(uvicorn.Server):
    """Ends in order on the signals to end, and leaves nothing of them to whoever called."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take the signals while serving."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)
