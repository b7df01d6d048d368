"""A process of the server: how it is started, asked one thing after the other, and ended; called by `workers`."""

import asyncio
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from ontology.errors import StoreDamaged
from quoth.serve import frames

# Else the C library sets aside address space for each thread, 300 MB in all, which counts against the limit.
FRUGAL: Final = {"MALLOC_ARENA_MAX": "1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """What the processes of a pool are: `program` is the file that they run, `setup` their first message, `what` they do.

    A request may take `seconds` and a process `memory` bytes; `names` are the settings of these two. `queue` requests may wait,
    `wait` seconds each; the store is looked at every `refresh` seconds. `first` is what a process has to do before it is asked
    anything, however long that takes, and `unready` says that it is at it.
    """

    program: Path
    store: Path
    setup: Mapping[str, Any]
    count: int
    what: str
    seconds: float
    memory: int
    names: tuple[str, str]
    queue: int
    wait: float
    refresh: float
    first: Mapping[str, Any] | None = None
    unready: str = ""


class Process:
    """A running worker, asked one thing at a time; `view` numbers the state of the store that it sees."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._sizes = (0, 0)  # address space at the start and now, in bytes
        self.generation = ""
        self.view = 0
        self.usable = True

    @classmethod
    async def start(cls, crew: Crew) -> Self:
        """A process that has opened the store.

        Raises: StoreDamaged.
        """
        pipe = asyncio.subprocess.PIPE
        started = cls(
            await asyncio.create_subprocess_exec(
                sys.executable, "-P", str(crew.program), stdin=pipe, stdout=pipe, env=FRUGAL | os.environ
            )
        )
        try:
            head, body = await started.ask(crew.setup)
        except (asyncio.IncompleteReadError, OSError) as error:
            await started.end()
            raise StoreDamaged(f"a process that reads the store {str(crew.store)!r} did not start: see above") from error
        if head["status"] != 200:
            await started.end()
            raise StoreDamaged(f"the store {str(crew.store)!r} cannot be read: {body.decode(errors='replace')}")
        return started

    async def ask(self, request: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
        """The answer; a process that does not give one whole is not usable any more.

        Raises: asyncio.IncompleteReadError, OSError where the process ends.
        """
        requests, answers = self._process.stdin, self._process.stdout
        self.usable = False
        if requests is None or answers is None:
            raise OSError("the process has no pipes")
        requests.write(frames.packed(request))
        await requests.drain()
        head, body = await frames.receive(answers)
        self.usable = True
        self.generation = head.get("generation", "")
        size = head.get("size", 0)
        self._sizes = (self._sizes[0] or size, size)
        return head, body

    def is_swollen(self, memory: int) -> bool:
        """Whether earlier answers left it more than half of the memory between its start and the limit."""
        start, now = self._sizes
        return now > (start + memory) / 2

    async def end(self) -> None:
        """Kill it and wait until it is gone."""
        with suppress(ProcessLookupError):
            self._process.kill()
        with suppress(OSError):
            await self._process.communicate()
