"""Processes that have to do something before they may be asked: all the time that it takes, and again if they end over it."""

import asyncio
from pathlib import Path

import pytest

from quoth.serve.processes import Crew
from quoth.serve.workers import Answer, Busy, Pool

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
