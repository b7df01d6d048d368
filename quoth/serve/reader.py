"""The process that holds the graph in memory and makes the views of it; started and killed by `workers`, asked by `explorer`.

It talks as `worker` does: a setup, then requests (`op`: `read`, `view` or `reopen`), each answered by one message. A view comes
as JSON (`as` "json") or as the page that shows it (`as` "html").
"""

import json
import select
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, Final

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from graph.query.isolation import cut_network, die_with_parent, limit
from graph.reading import read_graph
from graph.store import generation, open_store
from ontology import own, relations, types
from ontology.errors import StoreDamaged, UsageError
from quoth.definitions import kept
from quoth.serve import frames
from quoth.serve.evaluation import Reply
from quoth.serve.pages import render
from quoth.serve.pages.networks import picture
from quoth.serve.views.catalogue import VIEWS
from quoth.serve.views.library import Library, NotThere, Unknown
from quoth.serve.worker import own_output, refusal, send, size

# What views need once for each state of the graph, the dearest last.
PREPARED: Final[tuple[Callable[[Library], object], ...]] = (
    lambda library: library.weights,
    lambda library: library.told,
    lambda library: library.compared("document", None),
)


MENDED: Final = (
    "Definitions of your own are kept beside the store: mend the file, or build the graph again with --ontology; "
    "this server then goes on by itself"
)


class Reader:
    """The newest state of the graph that was read, under the ontology that it was built with.

    `trouble` is why it could not be read.
    """

    def __init__(self, setup: dict[str, Any]) -> None:
        self._path, self._base = Path(setup["store"]), str(setup["base"])
        self._ontology = ExitStack()
        self._store = open_store(self._path, write=False)
        self.generation = generation(self._store.digests())
        self._library: Library | None = None
        self.unprepared = list(PREPARED)
        self.trouble = ""

    @property
    def library(self) -> Library:
        """The graph in memory, read when it is first needed."""
        if self._library is None:
            self._ontology.close()
            self._ontology.enter_context(own.using(*kept(self._path.parent)))
            types.load(), relations.load()  # what is wrong with them is told before anything is read
            self._library = Library(self._store, read_graph(self._store), self._base)
        return self._library

    def reopen(self) -> None:
        """Read what was written last.

        Raises: StoreDamaged, UsageError.
        """
        before, self._store = self._store, open_store(self._path, write=False)
        self._library, self.trouble = None, ""
        self.generation = self.library.graph.generation
        self.unprepared = list(PREPARED)
        before.close()

    def prepare(self) -> None:
        """Do the next thing that has to be done once, unless there is trouble."""
        try:
            self.unprepared.pop(0)(self.library)
        except (StoreDamaged, UsageError) as error:
            self.trouble = f"the graph cannot be shown: {error}. {MENDED}"
            self.unprepared.clear()

    def answer(self, request: dict[str, Any]) -> Reply:
        """A view."""
        if self.trouble:
            return refusal(503, self.trouble)
        try:
            made = VIEWS[request["name"]](self.library, request["given"])
        except Unknown as error:
            return self._refused(request, 404 if isinstance(error, NotThere) else 400, str(error), error.words)
        except UsageError as error:
            return self._refused(request, 400, str(error))
        if request["name"] == "network.svg" and isinstance(made, dict):
            made = picture(made)
        if isinstance(made, str):
            return Reply(status=200, media="image/svg+xml", body=made.encode())
        if request["as"] == "html":
            return Reply(status=200, media="text/html", body=render(request["name"], made, request["given"]).encode())
        return Reply(status=200, media="application/json", body=json.dumps(made, ensure_ascii=False).encode("utf-8", "replace"))

    def _refused(self, request: dict[str, Any], status: int, message: str, unknown: str = "") -> Reply:
        if request["as"] == "html":
            page = render("trouble", {"status": status, "message": message, "unknown": unknown}, request["given"])
            return Reply(status=status, media="text/html", body=page.encode())
        body = {
            "type": "about:blank",
            "title": "Not found" if status == 404 else "Bad request",
            "status": status,
            "detail": message,
        }
        return Reply(status=status, media="application/problem+json", body=json.dumps(body).encode())


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the requests end."""
    setup = frames.read(requests)
    if setup is None:
        return
    limit(setup[0]["memory"], None)
    cut_network()
    try:
        reader = Reader(setup[0])
    except (StoreDamaged, UsageError) as error:
        send(answers, {"status": 503}, str(error).encode())
        return
    send(answers, {"status": 200, "generation": reader.generation, "size": size()}, b"")
    while (message := _next(requests, reader)) is not None:
        reply = OPERATIONS[message[0]["op"]](reader, message[0])
        head = {"status": reply.status, "type": reply.media, "volatile": reply.volatile, "empty": reply.empty}
        send(answers, {**head, "generation": reader.generation, "size": 0}, reply.body)


def _next(requests: BinaryIO, reader: Reader) -> tuple[dict[str, Any], bytes] | None:
    """The next request; as long as none waits, what the first ones will need is prepared."""
    while reader.unprepared and not select.select([requests], [], [], 0)[0]:
        reader.prepare()
    return frames.read(requests)


def _read(reader: Reader, _: Mapping[str, Any]) -> Reply:
    while reader.unprepared:
        reader.prepare()
    return refusal(503, reader.trouble) if reader.trouble else refusal(200, "")


def _reopened(reader: Reader, _: Mapping[str, Any]) -> Reply:
    try:
        reader.reopen()
    except (StoreDamaged, UsageError) as error:
        return refusal(503, f"the graph cannot be shown: {error}. {MENDED}")
    return refusal(200, "")


OPERATIONS: Final[Mapping[str, Callable[[Reader, dict[str, Any]], Reply]]] = {
    "read": _read,
    "reopen": _reopened,
    "view": Reader.answer,
}


def main() -> None:
    """Talk over standard input and output, which nothing else may write to."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(sys.stdin.buffer, own_output())


if __name__ == "__main__":
    main()
