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


# What it sees when it looks anew is "1" for the first that does, and "2" for all others.
RENEWED = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from quoth.serve import frames

answers, generation = sys.stdout.buffer, "0"
while (message := frames.read(sys.stdin.buffer)) is not None:
    if message[0].get("op") == "reopen":
        generation = "2" if Path({looked!r}).exists() else "1"
        Path({looked!r}).touch()
    head = {{"status": 200, "type": "text/plain", "generation": generation, "volatile": False, "empty": False, "size": 0}}
    answers.write(frames.packed(head, generation.encode()))
    answers.flush()
"""


def crew_of(tmp_path: Path, program: str, **given: float) -> Crew:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").touch()
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    return Crew(
        program=tmp_path / "program.py",
        store=tmp_path / "store",
        setup={},
        count=2,
        what="the view",
        seconds=given.get("seconds", 9.0),
        memory=2**30,
        names=("a", "b"),
        queue=9,
        wait=given.get("wait", 9.0),
        refresh=given.get("refresh", 60.0),
        first={"op": "read"},
        unready="the graph is being read",
    )


def test_reading_counts_neither_as_a_view_nor_once(tmp_path: Path) -> None:
    """The first process ends while it reads, the second is ready after more time than a view may take."""
    program = PROGRAM.format(root=str(ROOT), reading=0.6, failed=str(tmp_path / "failed"))
    assert asyncio.run(asked(crew_of(tmp_path, program, seconds=0.3, wait=0.2))).body == b"done"


def test_nobody_sees_less_than_was_seen_before(tmp_path: Path) -> None:
    """A writer commits between the renewing of the one process and that of the other."""
    crew = crew_of(tmp_path, RENEWED.format(root=str(ROOT), looked=str(tmp_path / "looked")), refresh=0.05)
    seen = asyncio.run(answered(crew, tmp_path / "store" / "written"))
    assert seen == sorted(seen)
    assert seen[-1] == b"2"


async def answered(crew: Crew, written: Path) -> list[bytes]:
    """What is answered after a commit, until the newest is, and ten times more."""
    async with Pool(crew) as pool, asyncio.timeout(20):
        await pool.ask({"op": "view"})
        written.touch()
        seen = [b"0"]
        while seen[-10:] != [b"2"] * 10:
            seen.append((await pool.ask({"op": "view"})).body)
            await asyncio.sleep(0.01)
        return seen


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
