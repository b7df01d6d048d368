"""A server as a process of its own on a free port, and a client that says what it sends; for the tests of `quoth serve`."""

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from graph.store import open_store

ROOT = Path(__file__).parents[1]
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
JSON = "application/sparql-results+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """A response; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(slots=True)
class Server:
    """A running server."""

    port: int
    process: "subprocess.Popen[str]"
    notes: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def send(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes | None = None, timeout: float = 30
    ) -> Got:
        """One request on a connection of its own; no header is added but Host and the length."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            given = {name.lower() for name in headers or ()}
            connection.putrequest(method, path, skip_host="host" in given, skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("content-length", str(len(body)))
            connection.endheaders(body)
            response = connection.getresponse()
            return Got(status=response.status, headers={k.lower(): v for k, v in response.getheaders()}, body=response.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Got:
        """GET; `accept_encoding` is the header Accept-Encoding."""
        return self.send("GET", path, {name.replace("_", "-"): value for name, value in headers.items()})

    def refuses(self, path: str, status: int, media: str, said: str, **headers: str) -> Got:
        """GET, refused with that status and in that form, with these words."""
        got = self.get(path, **headers)
        assert (got.status, got.media) == (status, media), path
        assert said in got.text, path
        return got

    def ask(self, query: str, accept: str = JSON, **parameters: str) -> Got:
        """A query as a form."""
        body = urlencode({"query": query, **parameters}).encode()
        return self.send("POST", "/sparql", {"content-type": FORM, "accept": accept}, body)


@contextmanager
def running(output: Path, *settings: str, workers: int = 2, flags: Sequence[str] = ()) -> Iterator[Server]:
    """A server over the graph in `output`, ended in order at the end."""
    command = [sys.executable, "-m", "quoth", "serve", "-o", str(output), "--port", "0", *flags]
    for setting in (f"serve_workers={workers}", *settings):
        command += ["--set", setting]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("QUOTH_")} | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=output, env=environment) as process:
        try:
            assert process.stderr is not None
            notes = []
            for line in process.stderr:
                notes.append(line)
                if (found := re.search(r"serving at http://\S+?:(\d+)/", line)) is not None:
                    yield Server(int(found[1]), process, notes)
                    break
            else:
                raise AssertionError("".join(notes))
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            finally:
                process.kill()


def fill_store(output: Path, graphs: Mapping[str, str]) -> Path:
    """A store with named graphs, each given as N-Triples."""
    split = {
        graph: [line.removesuffix(" .").split(" ", 2) for line in lines.strip().split("\n")] for graph, lines in graphs.items()
    }
    with open_store(output / "store", write=True) as store:
        store.add({graph: [(s, p, o) for s, p, o in rows] for graph, rows in split.items()})
    return output
