"""Many clients at once on the questions that ship: `python -m bench.load GRAPH [--seconds N] [--clients N] [--oxigraph PROGRAM]`.

GRAPH is the folder that `bench.corpus` writes. Each client sends one question after another, on a connection that it keeps, with
values drawn from a fixed seed. Asked in turn: `quoth serve` as it comes, the same without kept answers, and, if its program is
named (`pip install oxigraph`), Oxigraph's own server, which bounds nothing. First each question is put to all of them once, and
the answers have to be the same. Prints requests, errors, throughput, and how long the answers took.
"""

import argparse
import http.client
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from bench import endpoint
from bench.corpus import Cast
from graph.query import prepared
from graph.questions import questions, values

STATE, MINISTRY, AGREEMENT = "state", "ministry", "agreement"
ASKED: dict[str, dict[str, str]] = {
    "who-said-what": {"about": STATE},
    "timeline": {"about": STATE, "since": "2001"},
    "relations-between": {"one": STATE, "other": STATE},
    "who-negotiated": {"who": STATE},
    "occurrences": {"about": STATE},
    "denied-claims": {"about": STATE},
    "disagreements": {"about": STATE},
    "edge-with-claims": {"from": STATE},
    "quotes-of": {"speaker": MINISTRY},
    "nested-attributions": {"reporter": MINISTRY},
    "instruments": {"name": AGREEMENT},
    "evidence-of": {"of": AGREEMENT},
    "sources-of-claim": {"of": AGREEMENT},
    "claims-in-document": {"in": "document"},
    "entities": {"type": "State"},
    "most-quoted": {"type": "Organization"},
}
DOCUMENTS = 1_500
TIMEOUT = 120


@dataclass(slots=True)
class Run:
    """What one server did."""

    seconds: float = 0.0
    taken: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    bytes: int = 0

    def row(self) -> dict[str, object]:
        ordered = sorted(self.taken) or [0.0]
        at = {f"p{part}": round(ordered[min(len(ordered) - 1, len(ordered) * part // 100)] * 1000) for part in (50, 95, 99)}
        per_second = round(len(self.taken) / self.seconds, 1)
        return {"answers": len(self.taken), "errors": dict(self.errors), "per second": per_second, **at, "bytes": self.bytes}


def drawn(draw: random.Random, name: str, cast: Cast) -> str:
    """A question with values, as it is sent."""
    choices = {STATE: cast.states, MINISTRY: cast.ministries, AGREEMENT: cast.agreements}
    given = {}
    for parameter, kind in ASKED[name].items():
        if kind in choices:
            given[parameter] = draw.choice(choices[kind]).name
        elif kind == "document":
            number = draw.randrange(DOCUMENTS)
            given[parameter] = f"Document {number}"
        else:
            given[parameter] = kind
    question = questions()[name]
    return prepared(question.query, values(question, given))


def send(connection: http.client.HTTPConnection, path: str, query: str) -> tuple[int, bytes]:
    headers = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}
    connection.request("POST", path, query.encode(), headers)
    response = connection.getresponse()
    return response.status, response.read()


def client(number: int, address: str, until: float, run: Run, cast: Cast) -> None:
    """Asks until the time is over; what is asked then is waited for and counted."""
    draw = random.Random(number)
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=TIMEOUT)
    while time.monotonic() < until:
        query = drawn(draw, draw.choice(list(ASKED)), cast)
        began = time.monotonic()
        try:
            status, body = send(connection, parts.path, query)
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            run.errors[type(error).__name__] += 1
            continue
        if status == 200:
            run.taken.append(time.monotonic() - began)
            run.bytes += len(body)
        else:
            run.errors[str(status)] += 1
    connection.close()


def measure(address: str, clients: int, seconds: float, cast: Cast) -> Run:
    run = Run()
    began = time.monotonic()
    threads = [threading.Thread(target=client, args=(n, address, began + seconds, run, cast)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    run.seconds = time.monotonic() - began
    return run


def answers(address: str, cast: Cast) -> dict[str, list[str]]:
    """The rows that a server gives to each question once, as sorted lines; also what warms it up."""
    parts = urlsplit(address)
    found = {}
    for name in ASKED:
        connection = http.client.HTTPConnection(parts.netloc, timeout=TIMEOUT)
        status, body = send(connection, parts.path, drawn(random.Random(name), name, cast))
        connection.close()
        if status != 200:
            raise SystemExit(f"{name} at {address}: {status} {body.decode(errors='replace')}")
        rows = json.loads(body)["results"]["bindings"]
        found[name] = sorted(json.dumps(row, sort_keys=True) for row in rows)
    return found


@contextmanager
def oxigraph(program: str, store: Path) -> Iterator[str]:
    port = endpoint.free_port()
    command = [program, "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with endpoint.other(command, port):
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def quoth(output: Path, *settings: str) -> Iterator[str]:
    """Our server, when it has read the graph for its pages, too."""
    with endpoint.quoth(output, *settings) as (address, _):
        with urlopen(address, timeout=TIMEOUT) as page:
            page.read()
        yield f"{address}sparql"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--oxigraph", metavar="PROGRAM")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a setting of `quoth serve`")
    arguments = parser.parse_args()
    cast = Cast.read()
    servers: dict[str, Callable[[], object]] = {
        "quoth serve": lambda: quoth(arguments.graph, *arguments.set),
        "quoth serve, nothing kept": lambda: quoth(arguments.graph, "serve_cache_bytes=0", *arguments.set),
    }
    if arguments.oxigraph:
        servers["oxigraph serve"] = lambda: oxigraph(arguments.oxigraph, arguments.graph / "store")
    first: dict[str, list[str]] = {}
    for name, start in servers.items():
        with start() as address:  # type: ignore[attr-defined]
            found = answers(address, cast)
            first = first or found
            if found != first:
                raise SystemExit(
                    f"{name} answers otherwise: {[question for question in found if found[question] != first[question]]}"
                )
            run = measure(address, arguments.clients, arguments.seconds, cast)
        print(f"{name}: {json.dumps(run.row())}", flush=True)
    print(f"rows of the first answers: { {name: len(rows) for name, rows in first.items()} }")


if __name__ == "__main__":
    main()
