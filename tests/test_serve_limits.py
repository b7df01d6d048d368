"""What a server bears: expensive queries, slow and hostile clients, other hosts' names, malformed requests, its own end."""

import http.client
import random
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest

from graph_samples import fill, golden
from serving import FORM, QUERY, Got, Server, running
from test_query import trap  # noqa: F401  # a fixture

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LIMITS = (
    "query_deadline=2",
    "query_memory=500000000",
    "serve_rows=50",
    "query_answer_bytes=20000",
    "serve_receive_seconds=1",
    "serve_send_seconds=1",
    "serve_wait=5",
)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("limits")
    fill(folder, golden())
    return folder


@pytest.fixture(scope="module")
def server(output: Path) -> Iterator[Server]:
    with running(output, *LIMITS) as started:
        yield started
        assert started.process.poll() is None, "the server ended on its own"


def test_a_cross_product_is_killed_while_others_get_their_answers(output: Path) -> None:
    with running(output, "query_deadline=4") as small, ThreadPoolExecutor(21) as threads:
        began = time.monotonic()
        slow = threads.submit(small.ask, CROSS)
        time.sleep(0.2)
        others = [threads.submit(small.ask, f"SELECT ?s {{ ?s a ?t }} LIMIT {n + 1}") for n in range(20)]
        assert [other.result().status for other in others] == [200] * 20
        answered = time.monotonic() - began
        assert slow.result().status == 504
        assert time.monotonic() - began < 5
        assert "query_deadline" in slow.result().text
        assert small.ask("ASK {}").status == 200
    assert answered < 4


def test_more_than_can_wait_are_sent_away(output: Path) -> None:
    with (
        running(output, "query_deadline=2", "serve_queue=2", "serve_wait=0.5", workers=1) as small,
        ThreadPoolExecutor(6) as threads,
    ):
        results = [got.result() for got in [threads.submit(small.ask, f"{CROSS} # {n}") for n in range(6)]]
    assert sorted(got.status for got in results) == [503] * 5 + [504]
    away = [got for got in results if got.status == 503]
    assert all(got.headers["retry-after"] for got in away)
    assert {part for got in away for part in ("serve_queue", "serve_wait") if part in got.text} == {"serve_queue", "serve_wait"}


def test_memory_is_bounded_and_the_next_query_answers(output: Path) -> None:
    query = "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"
    with running(output, "query_deadline=30", "query_memory=500000000", workers=1) as small:
        got = small.ask(query)
        assert (got.status, "query_memory" in got.text) == (422, True)
        assert small.ask("ASK {}").status == 200


def test_an_answer_is_whole_or_refused(server: Server) -> None:
    for accept in ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"):
        assert server.ask("SELECT ?p { ?s ?p ?o } LIMIT 50", accept).status == 200
        got = server.ask("SELECT ?p { ?s ?p ?o } LIMIT 51", accept)
        assert (got.status, "more than 50 rows (serve_rows)" in got.text) == (422, True)
    got = server.ask("SELECT * { ?s ?p ?o . ?o ?q ?r . ?r ?t ?u }")
    assert (got.status, "query_answer_bytes" in got.text) == (422, True)
    got = server.ask("CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle")
    assert (got.status, "serve_rows" in got.text) == (422, True)


def test_nothing_is_fetched(server: Server, trap: tuple[str, list[str]]) -> None:  # noqa: F811
    url, asked = trap
    queries = (
        f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?s ?p ?o # \rSERVICE <{url}> {{ ?a ?b ?c }}\n}}",
        f"LOAD <{url}>",
        f"SELECT * FROM <{url}> {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        f"BASE <{url}> SELECT * FROM <a> {{ ?s ?p ?o }}",
        f"SELECT * {{ VALUES ?u {{ <{url}> }} SERVICE SILENT ?u {{ ?s ?p ?o }} }}",
    )
    for query in queries:
        assert server.ask(query).status == 400
    assert server.ask("ASK {}", **{"default-graph-uri": url}).status == 400
    assert server.get(f"/store?graph={url}").status == 404
    assert asked == []


def test_a_query_ends_when_its_client_hangs_up(output: Path) -> None:
    with running(output, "query_deadline=60", workers=1) as small:
        with pytest.raises(TimeoutError):
            small.send("POST", "/sparql", {"content-type": QUERY}, CROSS.encode(), timeout=1)
        began = time.monotonic()
        assert small.ask("ASK {}").status == 200
        assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1:80", 200),
        ("[::1]:8080", 200),
        ("LOCALHOST.", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example:8080", 421),
        ("192.168.0.1", 421),
        ("", 421),
    ],
)
def test_only_its_own_names_are_answered(server: Server, host: str, status: int) -> None:
    assert server.get("/sparql?query=ASK%7B%7D", host=host).status == status


def test_names_and_addresses_of_a_public_server(output: Path) -> None:
    with running(output, "host=0.0.0.0", "serve_hosts=graph.example, other.example", workers=1) as public:
        assert "whoever reaches this machine" in "".join(public.notes)
        for host, status in (("graph.example", 200), ("192.168.0.1", 200), ("evil.example", 421)):
            assert public.get("/sparql?query=ASK%7B%7D", host=host).status == status


def test_what_is_too_long_is_refused(server: Server) -> None:
    assert server.get("/sparql?query=" + "x" * 100_000).status in (400, 431)
    assert server.get("/sparql", x_long="x" * 100_000).status in (400, 431)
    assert server.send("POST", "/sparql", {"content-type": QUERY}, b"x" * 1_000_000).status == 413


@pytest.mark.parametrize("start", [b"", b"GET /sparql HTTP/1.1\r\nHost: localhost\r\nX-", b"G"])
def test_a_client_that_does_not_finish_its_head_is_dropped(server: Server, start: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as slow:
        began = time.monotonic()
        slow.sendall(start)
        assert _ended(slow)
        assert time.monotonic() - began < 4


def test_a_client_that_trickles_is_dropped(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as slow:
        slow.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"200 OK" in slow.recv(65536)
        began = time.monotonic()
        while time.monotonic() - began < 6:
            try:
                slow.sendall(b"x")
            except OSError:
                return
            time.sleep(0.2)
    pytest.fail("it was heard for six seconds")


def test_a_body_that_does_not_come_is_not_waited_for(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as slow:
        head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {FORM}\r\nContent-Length: 100\r\n\r\nquery="
        slow.sendall(head.encode())
        assert b" 408 " in slow.recv(65536)


def test_an_answer_that_nobody_takes_is_given_up(output: Path) -> None:
    with running(output, "serve_send_seconds=1", workers=1) as small, socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect(("127.0.0.1", small.port))
        query = "SELECT+*+%7B%3Fs+%3Fp+%3Fo+.+%3Fx+a+%3Ft%7D+LIMIT+90000"
        slow.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(4)
        slow.settimeout(5)
        taken = 0
        try:
            while piece := slow.recv(65536):
                taken += len(piece)
        except ConnectionError:
            pass
        assert taken < 8_000_000
        assert small.ask("ASK {}").status == 200


def test_malformed_requests_give_no_server_error(output: Path) -> None:
    """A thousand requests drawn from parts of good ones; some are queries that take too long, which 503 and 504 say."""
    draw = random.Random(20260101)
    requests = [_request(draw) for _ in range(1000)]
    with running(output, "query_deadline=2", "serve_wait=30") as server, ThreadPoolExecutor(4) as threads:
        results = list(threads.map(lambda request: _sent(server, request), requests))
        assert server.ask("ASK {}").status == 200
    assert [got for got in results if got.status >= 500 and got.status not in (503, 504)] == []
    assert {got.status for got in results} >= {200, 400, 404, 405, 406, 415}


WORDS = """SELECT ASK CONSTRUCT DESCRIBE WHERE { } ( ) [ ] . ; , * ?s ?p ?o $x <http://e/> <rel> ex:russia q:State a "text" 'x'@en
1 -2.5 1e9 true UNION OPTIONAL MINUS FILTER BIND VALUES UNDEF AS
GROUP BY HAVING ORDER LIMIT 10 OFFSET GRAPH FROM NAMED SERVICE SILENT
EXISTS NOT IN || && = != < > <= + - / ^ | ! COUNT SUM REGEX STR IF COALESCE
PREFIX BASE INSERT DELETE DATA LOAD \\u0041 \x00 é \U0001f600
# \"\"\" ''' \\ \n \r \t a:b: <a b> _:b ?""".split(" ")
GOOD = (
    "SELECT ?s { ?s ?p ?o } LIMIT 3",
    "ASK { ?s a q:State }",
    "DESCRIBE ex:russia",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 2",
)


def _request(draw: random.Random) -> tuple[str, str, dict[str, str], bytes | None]:
    query = draw.choice(GOOD)
    for _ in range(draw.randrange(4)):
        at = draw.randrange(len(query) + 1)
        query = query[:at] + " " + draw.choice(WORDS) + " " + query[at + draw.randrange(3) :]
    if draw.random() < 0.2:
        query = " ".join(draw.choices(WORDS, k=draw.randrange(25)))
    path = "/sparql"
    if draw.random() < 0.25:
        path = draw.choice(("/sparql/", "/id/russia", "/id/%00", "/export.xyz", "/.well-known/void", "/%ff", "//", "/x"))
    names = ("query", "query", "query", "update", "format", "default-graph-uri", "named-graph-uri", "graph", "default")
    pairs = [(draw.choice(names), query if draw.random() < 0.7 else draw.choice(WORDS)) for _ in range(draw.randrange(4))]
    text = "&".join(f"{name}={quote(value, safe=draw.choice(('', '{}?')))}" for name, value in pairs)
    text += draw.choice(("", "", "&%", "&=&&", "&%ff=%fe", "&query"))
    right = FORM if draw.random() < 0.5 else QUERY
    headers = {
        "accept": draw.choice(("*/*", "text/turtle", "application/json", "text/csv;q=x", ",,;", "a/b;q=1.5, */*;q=0.1", "é/*")),
        "content-type": draw.choice(
            (FORM, QUERY, "text/plain", "application/sparql-update", "", f"{FORM}; charset=latin-1", ";;")
        ),
    }
    method = draw.choice(("GET",) * 6 + ("POST",) * 6 + ("HEAD", "OPTIONS", "PUT", "BREW"))
    if method != "POST":
        return method, f"{path}?{text}", headers, None
    body = query.encode("utf-8", "surrogatepass") if right == QUERY else text.encode()
    return method, path, headers, body if draw.random() < 0.9 else bytes(draw.randrange(256) for _ in range(40))


def _sent(server: Server, request: tuple[str, str, dict[str, str], bytes | None]) -> Got:
    method, path, headers, body = request
    latin = {name: value.encode().decode("latin-1") for name, value in headers.items()}
    safe = "".join(c if "!" <= c <= "~" else "%20" for c in path)
    return server.send(method, safe, latin, body)


@pytest.mark.parametrize(
    "rubbish",
    [
        b"\x00\x01\x02\x03\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET http://evil.example/sparql HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_what_is_no_http_gets_no_server_error(server: Server, rubbish: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        client.sendall(rubbish)
        answer = client.recv(65536)
        assert not answer or b" 4" in answer.split(b"\r\n", 1)[0]
    assert server.ask("ASK {}").status == 200


def test_the_server_ends_in_order(output: Path) -> None:
    with running(output, "query_deadline=60", workers=2) as ending, ThreadPoolExecutor(1) as threads:
        mine = _children(ending.process.pid)
        assert len(mine) == 4  # two for queries, two for pages
        slow = threads.submit(ending.ask, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g a q:State . FILTER (?n > 0) }")
        time.sleep(0.2)
        ending.process.send_signal(signal.SIGINT)
        assert ending.process.wait(20) == 0
        assert slow.result().status in (200, 504)
        assert ending.process.stderr is not None
        assert "stopped" in ending.process.stderr.read()
        assert all(not Path(f"/proc/{pid}").exists() for pid in mine)


def test_no_process_outlives_a_server_that_is_killed(output: Path) -> None:
    with running(output, "query_deadline=60", workers=1) as killed, ThreadPoolExecutor(1) as threads:
        mine = _children(killed.process.pid)
        busy = threads.submit(killed.ask, CROSS)
        time.sleep(0.5)
        killed.process.kill()
        killed.process.wait(10)
        with pytest.raises((http.client.HTTPException, OSError)):
            busy.result()
        time.sleep(0.5)
        assert all(not _alive(pid) for pid in mine)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def _ended(client: socket.socket) -> bool:
    """Whether the other side closes without a word, or with 400."""
    try:
        answer = client.recv(65536)
    except ConnectionError:
        return True
    return not answer or b" 400 " in answer
