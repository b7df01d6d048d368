"""Answers that the server gives again: what is shared, what is kept, for how long, and what never is."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph_samples import fill, golden
from ontology.errors import LimitReached
from quoth.serve.kept import Kept
from quoth.serve.workers import Answer
from serving import Server, running


class Counting:
    """A pool that answers what it was asked, after a moment."""

    def __init__(self, size: int = 10) -> None:
        self.generation = "first"
        self.asked: list[str] = []
        self.ended: list[str] = []
        self.status = 200
        self._size = size

    async def ask(self, request: dict[str, Any]) -> Answer:
        self.asked.append(request["query"])
        generation = self.generation
        try:
            await asyncio.sleep(0.02)
        except asyncio.CancelledError:
            self.ended.append(request["query"])
            raise
        if request["query"] == "FAIL":
            raise LimitReached("too much")
        body = request["query"].encode().ljust(self._size)
        return Answer(status=self.status, media="text/plain", body=body, generation=generation)


def run(work: Callable[[Counting, Kept], Coroutine[Any, Any, None]], most: int = 10_000, size: int = 10) -> Counting:
    pool = Counting(size)
    asyncio.run(work(pool, Kept(pool, most)))  # type: ignore[arg-type]
    return pool


def query(text: str, accept: str = "*/*") -> dict[str, Any]:
    return {"op": "query", "query": text, "default": (), "named": (), "format": None, "accept": accept, "base": "http://e/"}


def test_the_same_is_asked_once_while_it_runs_and_after() -> None:
    async def work(pool: Counting, kept: Kept) -> None:
        answers = await asyncio.gather(*(kept.ask(query("A")) for _ in range(20)), kept.ask(query("A", "text/csv")))
        assert {answer.body.strip() for answer in answers} == {b"A"}
        await kept.ask(query("A"))

    assert run(work).asked == ["A", "A"]


def test_a_commit_ends_what_was_kept_and_what_runs_is_not_taken_for_new() -> None:
    async def work(pool: Counting, kept: Kept) -> None:
        await kept.ask(query("A"))
        old = asyncio.ensure_future(kept.ask(query("B")))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        pool.generation = "second"
        new = await kept.ask(query("B"))
        assert ((await old).generation, new.generation) == ("first", "second")
        assert (await kept.ask(query("B"))).generation == "second"
        assert (await kept.ask(query("A"))).generation == "second"

    assert run(work).asked == ["A", "B", "B", "A"]


@pytest.mark.parametrize("text", ["SELECT (now() AS ?t) {}", "SELECT (RAND ( ) AS ?t) {}", "SELECT (StrUUID() AS ?t) {}"])
def test_what_may_be_answered_otherwise_is_neither_shared_nor_kept(text: str) -> None:
    async def work(pool: Counting, kept: Kept) -> None:
        await asyncio.gather(*(kept.ask(query(text)) for _ in range(3)))

    assert len(run(work).asked) == 3


def test_nothing_is_kept_or_shared_where_there_is_no_room_for_it() -> None:
    async def work(pool: Counting, kept: Kept) -> None:
        await asyncio.gather(*(kept.ask(query("A")) for _ in range(3)))

    assert len(run(work, most=0).asked) == 3


def test_the_longest_unused_goes_first_and_what_is_large_is_not_kept() -> None:
    async def work(pool: Counting, kept: Kept) -> None:
        for text in "ABCDEFGH":
            await kept.ask(query(text))
        await kept.ask(query("A"))
        await kept.ask(query("I"))
        await kept.ask(query("A"))
        await kept.ask(query("B"))
        await kept.ask(query("X" * 50))
        await kept.ask(query("X" * 50))

    assert run(work, most=8 * 101, size=100).asked == [*"ABCDEFGHIB", "X" * 50, "X" * 50]


def test_errors_are_shared_and_not_kept() -> None:
    async def work(pool: Counting, kept: Kept) -> None:
        results = await asyncio.gather(*(kept.ask(query("FAIL")) for _ in range(3)), return_exceptions=True)
        assert [type(result) for result in results] == [LimitReached] * 3
        with pytest.raises(LimitReached):
            await kept.ask(query("FAIL"))
        pool.status = 400
        await kept.ask(query("A"))
        await kept.ask(query("A"))

    assert run(work).asked == ["FAIL", "FAIL", "A", "A"]


def test_an_evaluation_ends_when_the_last_who_waits_has_gone() -> None:
    async def work(pool: Counting, kept: Kept) -> None:
        one, other = (asyncio.ensure_future(kept.ask(query("A"))) for _ in range(2))
        await asyncio.sleep(0.001)
        one.cancel()
        assert (await other).body.strip() == b"A"
        alone = asyncio.ensure_future(kept.ask(query("B")))
        await asyncio.sleep(0.001)
        alone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await alone
        await asyncio.sleep(0.001)
        assert pool.ended == ["B"]
        await kept.ask(query("B"))

    assert run(work).asked == ["A", "B", "B"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    output: Path = tmp_path_factory.mktemp("kept")
    fill(output, golden())
    with running(output, workers=1) as started:
        yield started


def test_formats_graphs_and_bases_are_kept_apart(server: Server) -> None:
    asked = "SELECT ?s { ?s a q:State } ORDER BY ?s"
    for _ in range(2):
        assert server.ask(asked, "text/csv").media == "text/csv"
        assert server.ask(asked).media == "application/sparql-results+json"
        assert server.ask(asked, "image/png").status == 406
        assert json.loads(server.ask(asked, **{"default-graph-uri": "https://w3id.org/quoth/id/graph-occurrences"}).body)[
            "results"
        ] == {"bindings": []}
        assert len(json.loads(server.ask(asked).body)["results"]["bindings"]) == 3


def test_random_numbers_differ(server: Server) -> None:
    got = [server.ask("SELECT (UUID() AS ?u) {}") for _ in range(3)]
    assert len({answer.body for answer in got}) == 3
    assert {answer.headers["cache-control"] for answer in got} == {"no-store"}
