"""The process that answers queries, one after the other, from a frozen view of the store; started and killed by `workers`.

The first message on standard input is the setup, each further one a request (`op`: `query`, `graph`, `reopen`); each is answered
by one message on standard output: `status`, `type`, `generation` and the body. It ends when its input ends.
"""

import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO, Final

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from graph.query.isolation import cut_network, die_with_parent, limit
from graph.query.limits import Limits
from graph.store import generation
from ontology import terms
from ontology.errors import LimitReached, QueryRefused
from quoth.serve import frames
from quoth.serve.evaluation import Evaluator, Reply

# Asked before the first client asks, who would have to wait until the parser is loaded, maybe past the deadline.
FIRST: Final = {"op": "query", "query": "ASK { }", "accept": None, "format": None, "base": terms.DATA, "default": (), "named": ()}
TROUBLE: Final = (OSError, RuntimeError)  # what Oxigraph raises where it cannot read


class Worker:
    """An open view and what answers from it."""

    def __init__(self, setup: dict[str, Any]) -> None:
        self._path = str(setup["store"])
        self._evaluator = Evaluator(setup["prefixes"], Limits(**setup["limits"]))
        self.generation = ""
        self._store: Any = None
        self.reopen()
        self.answer(FIRST)

    def reopen(self) -> None:
        """Look at what was written last; what was seen before stays where that cannot be opened.

        Raises: OSError, RuntimeError.
        """
        import pyoxigraph

        store = pyoxigraph.Store.read_only(self._path)
        found: Iterable[Any] = store.quads_for_pattern(None, pyoxigraph.NamedNode(terms.DIGEST), None, None)
        self.generation = generation({str(quad.subject.value): str(quad.object.value) for quad in found})
        self._store = store

    def answer(self, request: dict[str, Any]) -> Reply:
        """What a request gets."""
        try:
            return self._answer(request)
        except TROUBLE:  # a writer may have taken away a file that this view still had to read
            self.reopen()
            return self._answer(request)

    def _answer(self, request: dict[str, Any]) -> Reply:
        try:
            if request["op"] == "graph":
                return self._evaluator.graph(self._store, request)
            return self._evaluator.answer(self._store, request)
        except QueryRefused as error:
            return refusal(400, str(error))
        except SyntaxError as error:
            return refusal(400, f"the query is not valid SPARQL: {error.msg or error}")
        except LimitReached as error:
            return refusal(422, str(error))
        except MemoryError:
            return refusal(422, "the query needs more memory than it may (query_memory): narrow it")
        except ValueError as error:
            return refusal(400, f"the query cannot be answered: {error}")


def refusal(status: int, message: str) -> Reply:
    """A message instead of an answer."""
    return Reply(status=status, media="text/plain", body=f"{message}\n".encode())


def size() -> int:
    """Bytes of address space that this process takes; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the requests end."""
    setup = frames.read(requests)
    if setup is None:
        return
    limit(setup[0]["limits"]["memory"], None)
    cut_network()
    try:
        worker = Worker(setup[0])
    except TROUBLE as error:
        send(answers, {"status": 503}, str(error).encode())
        return
    send(answers, {"status": 200, "generation": worker.generation, "size": size()}, b"")
    while (message := frames.read(requests)) is not None:
        try:
            reply = _reopened(worker) if message[0]["op"] == "reopen" else worker.answer(message[0])
        except TROUBLE as error:
            reply = refusal(503, f"the store cannot be read: {error}")
        head = {"status": reply.status, "type": reply.media, "volatile": reply.volatile, "empty": reply.empty}
        send(answers, {**head, "generation": worker.generation, "size": size()}, reply.body)


def _reopened(worker: Worker) -> Reply:
    worker.reopen()
    return refusal(200, "")


def send(answers: BinaryIO, head: dict[str, Any], body: bytes) -> None:
    """Answer with one message."""
    answers.write(frames.packed(head, body))
    answers.flush()


def own_output() -> BinaryIO:
    """Standard output for messages alone: whatever else is printed goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def main() -> None:
    """Talk over standard input and output, which nothing else may write to."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server decides when to end
    serve(sys.stdin.buffer, own_output())


if __name__ == "__main__":
    main()
