"""Processes that have to do something before they may be asked: all the time that it takes, again if they end over it, and what
they say if they cannot.
"""

import asyncio
import time
from pathlib import Path

import pytest

from graph_samples import fill, golden
from quoth.serve.processes import Crew
from quoth.serve.workers import Answer, Busy, Pool
from serving import running

ROOT = Path(__file__).parents[1]
PROGRAM = """
import os, sys, time
sys.path.insert(0, {root!r})
from pathlib import Path
from quoth.serve import frames

answers = sys.stdout.buffer
while (message := frames.read(sys.stdin.buffer)) is not None:
    if message[0].get("op") == "read":
        time.sleep({reading})
        if not Path({failed!r}).exists():
            Path({failed!r}).touch()
            os._exit(1)
    head = {{"status": 200, "type": "text/plain", "generation": "g", "volatile": False, "empty": False, "size": 0}}
    answers.write(frames.packed(head, b"done"))
    answers.flush()
"""


def test_reading_counts_neither_as_a_view_nor_once(tmp_path: Path) -> None:
    """The first process ends while it reads, the second is ready after more time than a view may take."""
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").touch()
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.format(root=str(ROOT), reading=0.6, failed=str(tmp_path / "failed")), encoding="utf-8")
    crew = Crew(
        program=program,
        store=tmp_path / "store",
        setup={},
        count=2,
        what="the view",
        seconds=0.3,
        memory=2**30,
        names=("a", "b"),
        queue=9,
        wait=0.2,
        refresh=60,
        first={"op": "read"},
        unready="the graph is being read",
    )
    assert asyncio.run(asked(crew)).body == b"done"


async def asked(crew: Crew) -> Answer:
    async with Pool(crew) as pool:
        with pytest.raises(Busy, match="the graph is being read"):
            await pool.ask({"op": "view"})
        async with asyncio.timeout(20):
            while True:
                try:
                    return await pool.ask({"op": "view"})
                except Busy:
                    pass


def test_damaged_definitions_are_named_and_may_be_mended(tmp_path: Path) -> None:
    fill(tmp_path, golden())
    (tmp_path / "definitions").mkdir()
    damaged = tmp_path / "definitions" / "01-mine.ttl"
    damaged.write_text("@prefix q: <https://w3id.org/quoth/ns#> .\nq:Company a", encoding="utf-8")
    with running(tmp_path, workers=1) as server:
        for address, media in (("/api/home", "text/plain"), ("/", "text/html")):
            got = server.get(address, accept=media)
            assert (got.status, got.media) == (503, media)
            for words in (str(damaged), "is no Turtle", "mend the file, or build the graph again with --ontology"):
                assert words in got.text
        assert server.ask("ASK { ?s a q:State }").status == 200  # the store itself is whole
        damaged.write_text("# nothing more\n", encoding="utf-8")
        deadline = time.monotonic() + 60
        while (got := server.get("/api/home")).status != 200:
            assert time.monotonic() < deadline, got.text
            time.sleep(0.2)
