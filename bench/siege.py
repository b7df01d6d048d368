"""What the server bears at its own limits: `python -m bench.siege GRAPH [--requests N]`, GRAPH as `bench.corpus` writes it.

In turn: a cross product beside 20 clients; a query that wants more memory than there is; queries that are mutants of those that
ship, from a fixed seed; 300 clients that send a byte a second beside one that asks; queries that would fetch, with a server that
listens for them; and a build that writes into the folder while questions are asked. Prints what was seen, and ends with 1 if
anything broke. The tests of `quoth serve` have short forms of all of these.
"""

import argparse
import http.client
import http.server
import json
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from bench import endpoint
from bench.corpus import Cast
from bench.load import ASKED, drawn
from graph.questions import questions

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GREEDY = "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"
EASY = "SELECT ?s { ?s a q:State } LIMIT %d"
DEADLINE = 10
WORDS = """{ } ( ) [ ] . ; , * ?x "text" 'x'@en 1e9 <http://e/> q:State a UNION OPTIONAL MINUS FILTER BIND VALUES UNDEF AS GROUP
BY HAVING ORDER LIMIT 10 OFFSET GRAPH FROM NAMED SERVICE SILENT EXISTS NOT IN || && = != < > + - / ^ | ! COUNT(*) REGEX STR IF
COALESCE PREFIX BASE INSERT DELETE DATA LOAD \\u0041 \x00 \x85 é \U0001f600 # \"\"\" ''' \\ \n \r _:b ? $ << >> {| |} ~ :: .. 1..2
DESCRIBE CONSTRUCT ASK SELECT DISTINCT REDUCED LATERAL TRIPLE TZ() ADJUST() 0/0 1e999 -0.0 99999999999999999999""".split(" ")
SLOW = 300


def ask(address: str, query: str, timeout: float = 60) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=timeout)
    try:
        connection.request(
            "POST", "/sparql", query.encode("utf-8", "surrogatepass"), {"Content-Type": "application/sparql-query"}
        )
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def cross_product(address: str) -> tuple[bool, str]:
    with ThreadPoolExecutor(21) as threads:
        began = time.monotonic()
        slow = threads.submit(ask, address, CROSS)
        others = [threads.submit(ask, address, EASY % n) for n in range(1, 21)]
        statuses = Counter(other.result()[0] for other in others)
        beside = time.monotonic() - began
        status = slow.result()[0]
        taken = time.monotonic() - began
    right = statuses == {200: 20} and status == 504 and beside < DEADLINE and taken < DEADLINE + 1
    return right, f"{status} after {taken:.2f} s, the 20 others {dict(statuses)} after {beside:.2f} s"


def memory(address: str) -> tuple[bool, str]:
    began = time.monotonic()
    status, _ = ask(address, GREEDY)
    taken = time.monotonic() - began
    after = ask(address, EASY % 3)[0]
    return status in (422, 504) and after == 200, f"{status} after {taken:.1f} s, the next {after}"


def mutants(address: str, count: int) -> tuple[bool, str]:
    draw, cast = random.Random(20260101), Cast.read()
    queries = [_mutant(draw, cast) for _ in range(count)]
    with ThreadPoolExecutor(8) as threads:
        statuses = Counter(threads.map(lambda query: ask(address, query)[0], queries))
    broken = {status: n for status, n in statuses.items() if status >= 500 and status not in (503, 504)}
    return not broken and ask(address, EASY % 3)[0] == 200, f"{dict(sorted(statuses.items()))}"


def _mutant(draw: random.Random, cast: Cast) -> str:
    name = draw.choice(list(questions()))
    query = drawn(draw, name, cast) if name in ASKED else questions()[name].query
    for _ in range(draw.choice((1, 1, 1, 2, 3, 8))):
        at = draw.randrange(len(query) + 1)
        length = draw.choice((0, 0, 1, 5, 40))
        piece = draw.choice(("", f" {draw.choice(WORDS)} ", query[at : at + length] * 2, chr(draw.randrange(0x250))))
        query = query[:at] + piece + query[at + length :]
    return query


def slow_clients(address: str) -> tuple[bool, str]:
    port = int(urlsplit(address).port or 0)
    clients = []
    for _ in range(SLOW):
        client = socket.create_connection(("127.0.0.1", port), timeout=5)
        client.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nX-")
        clients.append(client)
    began, dropped, statuses = time.monotonic(), 0, Counter[int]()
    while time.monotonic() - began < DEADLINE + 5:
        statuses[ask(address, EASY % 2)[0]] += 1
        dropped += sum(_trickled(client) for client in clients)
        clients = [client for client in clients if client.fileno() >= 0]
        time.sleep(1)
    return set(statuses) == {200} and dropped == SLOW, f"{dropped} of {SLOW} dropped, meanwhile {dict(statuses)}"


def _trickled(client: socket.socket) -> int:
    """Send a byte; 1 if the other side has closed."""
    try:
        client.sendall(b"x")
        client.settimeout(0.001)
        if client.recv(1000):
            return 0
    except TimeoutError:
        return 0
    except OSError:
        pass
    client.close()
    return 1


def fetching(address: str) -> tuple[bool, str]:
    asked: list[str] = []

    class Trap(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

        do_POST = do_GET

    with http.server.HTTPServer(("127.0.0.1", 0), Trap) as trap:
        threading.Thread(target=trap.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{trap.server_port}/"
        queries = [f"SELECT * {{ {silent} {{ ?s ?p ?o }} }}" for silent in (f"SERVICE <{url}>", f"SERVICE SILENT <{url}>")]
        queries += [
            f"LOAD <{url}>",
            f"SELECT * FROM <{url}> {{ ?s ?p ?o }}",
            f"ASK FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        ]
        queries += [
            f"BASE <{url}> SELECT * FROM <a> {{ ?s ?p ?o }}",
            f"SELECT * {{ VALUES ?u {{ <{url}> }} SERVICE ?u {{ ?s ?p ?o }} }}",
        ]
        statuses = Counter(ask(address, query)[0] for query in queries)
        trap.shutdown()
    return set(statuses) == {400} and not asked, f"{dict(statuses)}, {len(asked)} requests"


def beside_a_build(output: Path) -> tuple[bool, str]:
    """A server over a copy of the graph, and a build that reads the articles that ship into the same folder."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "graph"
        shutil.copytree(output, copy)
        with endpoint.quoth(copy) as (address, _):
            before, statuses = _documents(address), Counter[int]()
            command = [sys.executable, "-m", "quoth", "build", str(endpoint.ROOT / "seeds"), "-o", str(copy)]
            build = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=endpoint.ROOT)
            worst = 0.0
            while build.poll() is None:
                began = time.monotonic()
                statuses[ask(address, EASY % (1 + sum(statuses.values())))[0]] += 1
                worst = max(worst, time.monotonic() - began)
                time.sleep(0.1)
            began = time.monotonic()
            while _documents(address) == before and time.monotonic() - began < 60:
                time.sleep(0.2)
            seen, after = time.monotonic() - began, _documents(address)
            trouble = (
                ""
                if build.returncode == 0
                else f", the build ended with {build.returncode}: {(build.stderr or sys.stdin).read()}"
            )
    right = build.returncode == 0 and set(statuses) == {200} and after != before
    return right, f"{dict(statuses)}, slowest {worst:.2f} s; {before} documents, {after} within {seen:.1f} s{trouble}"


def _documents(address: str) -> int:
    body = ask(address, "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a q:Document }")[1]
    return int(json.loads(body)["results"]["bindings"][0]["n"]["value"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--requests", type=int, default=1000)
    arguments = parser.parse_args()
    with endpoint.quoth(arguments.graph, f"query_deadline={DEADLINE}") as (address, _):
        trials: dict[str, Callable[[], tuple[bool, str]]] = {
            "cross product": lambda: cross_product(address),
            "memory": lambda: memory(address),
            "mutants": lambda: mutants(address, arguments.requests),
            "slow clients": lambda: slow_clients(address),
            "fetching": lambda: fetching(address),
        }
        results = {name: _tried(name, trial) for name, trial in trials.items()}
    results["beside a build"] = _tried("beside a build", lambda: beside_a_build(arguments.graph))
    sys.exit(not all(results.values()))


def _tried(name: str, trial: Callable[[], tuple[bool, str]]) -> bool:
    right, said = trial()
    print(f"{name}: {said}{'' if right else '  <- BROKEN'}", flush=True)
    return right


if __name__ == "__main__":
    main()
