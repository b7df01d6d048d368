"""A server to be measured, as a process of its own on a free port; used by `bench.conformance` and `bench.load`."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE = 120.0  # seconds until a server has to answer, also on a busy machine


@contextmanager
def quoth(output: Path, *settings: str) -> Iterator[tuple[str, int]]:
    """`quoth serve` over the graph in a folder: the address of its root, and its process id."""
    command = [sys.executable, "-m", "quoth", "serve", "-o", str(output), "--port", "0"]
    for setting in settings:
        command += ["--set", setting]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        yield _told(process), process.pid
    finally:
        end(process)


@contextmanager
def other(command: Sequence[str], port: int) -> Iterator[None]:
    """Another server, that listens on this port."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + PATIENCE
        while not _listens(port):
            if process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"{command[0]} did not start: run {' '.join(command)} to see why")
            time.sleep(0.1)
        yield
    finally:
        end(process)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def end(process: "subprocess.Popen[str] | subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(20)
    finally:
        process.kill()


def _told(process: "subprocess.Popen[str]") -> str:
    said = []
    for line in process.stderr or ():
        said.append(line)
        if (found := re.search(r"http://\S+/", line)) is not None:
            return found[0]
    raise SystemExit(f"the server did not start: {''.join(said)}")


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False
