"""The pool of processes that answer queries: started beforehand, killed at the deadline, renewed when the store changes.

Called by the routes through `Pool.ask`. Each process sees a frozen view of the store; when a writer has committed, one of them
looks anew, from then on only such that did are asked, and the others follow.
"""

import asyncio
import os
import time
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from ontology.errors import LimitReached, StoreDamaged, UsageError
from quoth.serve.processes import Crew, Process

UNWATCHED: Final = ("LOG", "LOCK")
REOPEN: Final = {"op": "reopen"}  # look at what was written last
REST: Final = 10  # times as long as renewing took, nothing is renewed
FAILED: Final = 1.0  # seconds before a process that could not start is tried again, each time twice as many
SELDOM: Final = 60.0  # the most seconds between two such attempts


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a process answered: HTTP status, media type and body, and the state of the store that it saw."""

    status: int
    media: str
    body: bytes
    generation: str
    volatile: bool = False
    empty: bool = False


class Busy(LimitReached):
    """All processes are busy and the queue is full, or took too long."""


class Overdue(LimitReached):
    """The query was killed at its deadline."""


class Pool:
    """Processes that answer; an asynchronous context manager."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._idle: deque[Process] = deque()
        self._ready = crew.first is None  # whether any process was ever offered
        self._trouble = ""  # why the last process that had to do something first could not
        self._all: set[Process] = set()
        self._changed = asyncio.Condition()
        self._waiting = 0
        self._view = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._seen: object = None
        self.generation = ""

    async def __aenter__(self) -> Self:
        """Start all processes.

        Raises: UsageError if there is no store, StoreDamaged.
        """
        if not (self._crew.store / "CURRENT").exists():
            folder = self._crew.store.parent
            raise UsageError(f"no graph in {str(folder)!r}: make one with `quoth build PATH... -o {folder}`")
        self._seen = signature(self._crew.store)
        try:
            self.generation = (await self._begun()).generation
            await asyncio.gather(*(self._begun() for _ in range(self._crew.count - 1)))
        except StoreDamaged:
            await self.__aexit__()
            raise
        if self._crew.first is None:
            self._idle.extend(self._all)
        else:
            self._later(self._prepare(tuple(self._all)))
        self._later(self._watch())
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(process.end() for process in tuple(self._all)))

    async def ask(self, request: dict[str, Any]) -> Answer:
        """What a process answers within the deadline.

        Raises: Busy, Overdue, LimitReached where the process broke off, StoreDamaged.
        """
        process = await self._acquire()
        deadline, (seconds, memory) = self._crew.seconds, self._crew.names
        try:
            async with asyncio.timeout(deadline):
                head, body = await process.ask(request)
            process.usable = not process.is_swollen(self._crew.memory)
        except TimeoutError as error:
            raise Overdue(
                f"{self._crew.what} took longer than {deadline:g} seconds ({seconds}) and was stopped: narrow it"
            ) from error
        except (asyncio.IncompleteReadError, OSError) as error:
            most = self._crew.memory // 2**20
            raise LimitReached(
                f"{self._crew.what} broke off, most likely for want of memory ({most} MiB, {memory}): narrow it"
            ) from error
        finally:
            self._release(process)
        return Answer(
            status=head["status"],
            media=head["type"],
            body=body,
            generation=head["generation"],
            volatile=head["volatile"],
            empty=head["empty"],
        )

    async def _acquire(self) -> Process:
        """A process that has nothing to do and sees the newest view.

        Raises: Busy, StoreDamaged where none can be had.
        """
        if not self._idle and self._waiting >= self._crew.queue:
            raise Busy(f"{self._waiting} requests wait already (serve_queue): try again in a moment")
        self._waiting += 1
        try:
            async with self._changed:
                async with asyncio.timeout(self._crew.wait):
                    await self._changed.wait_for(lambda: self._idle or self._trouble)
                if not self._idle:
                    raise StoreDamaged(self._trouble)
                return self._idle.popleft()
        except TimeoutError as error:
            why = f"no process was free within {self._crew.wait:g} seconds (serve_wait)" if self._ready else self._crew.unready
            raise Busy(f"{why}: try again in a moment") from error
        finally:
            self._waiting -= 1

    async def _prepare(self, processes: Iterable[Process]) -> None:
        """Let processes that were started do what they have to do first, one after the other, so that one is soon ready."""
        for process in processes:
            process.usable = await self._done(process, self._crew.first)
            self._release(process)

    def _release(self, process: Process) -> None:
        if process.usable and process.view == self._view:
            self._later(self._offer(process))
        else:
            self._later(self._mended(process))

    async def _offer(self, process: Process) -> None:
        async with self._changed:
            if process.view == self._view:
                self._ready, self._trouble = True, ""
                self._idle.append(process)
                self._changed.notify_all()
                return
        self._release(process)  # a newer view has come meanwhile

    async def _mended(self, process: Process) -> None:
        """Bring a process up to date, or put another in its place."""
        view = self._view
        if not (process.usable and await self._done(process, REOPEN)):
            await self._dismiss(process)
            process = await self._another()
        if view == self._view and process.generation != self.generation:
            await self._adopt(process)  # it saw more than the one that was renewed first
        else:
            process.view = view
        self._release(process)

    async def _begun(self) -> Process:
        process = await Process.start(self._crew)
        self._all.add(process)
        return process

    async def _dismiss(self, process: Process) -> None:
        self._all.discard(process)
        await process.end()

    async def _another(self) -> Process:
        """A process that was started and has done what it has to do first; tried until it is."""
        pause = FAILED
        while True:
            try:
                process = await self._begun()
                if await self._done(process, self._crew.first):
                    return process
                await self._dismiss(process)
            except (StoreDamaged, OSError):
                pass
            await asyncio.sleep(pause)
            pause = min(2 * pause, SELDOM)

    async def _done(self, process: Process, request: Mapping[str, Any] | None) -> bool:
        """Whether the process did what belongs to no client's question, for which it has all the time that it takes."""
        if request is None:
            return True
        try:
            head, body = await process.ask(request)
        except (asyncio.IncompleteReadError, OSError):
            return False
        done = bool(head["status"] == 200)
        if not done and request is self._crew.first:
            async with self._changed:
                self._trouble = body.decode(errors="replace").strip()
                self._changed.notify_all()
        return done

    async def _watch(self) -> None:
        """Look for what writers commit; renewing takes at most one part in `REST` of the time."""
        pause = self._crew.refresh
        while True:
            await asyncio.sleep(pause)
            pause = self._crew.refresh
            seen = signature(self._crew.store)
            if seen is not None and seen != self._seen:
                began = time.monotonic()
                if await self._advance():
                    self._seen = seen
                pause = max(pause, REST * (time.monotonic() - began))

    async def _advance(self) -> bool:
        """Let one process look anew, then ask only such that did; whether it could."""
        try:
            process = await self._acquire()
        except (Busy, StoreDamaged):
            return False
        renewed = await self._done(process, REOPEN)
        if renewed:
            await self._adopt(process)
        self._release(process)
        return renewed

    async def _adopt(self, process: Process) -> None:
        """From now on ask only such processes that see what this one sees."""
        self._view += 1
        process.view = self._view
        self.generation = process.generation
        async with self._changed:
            old = list(self._idle)
            self._idle.clear()
        for stale in old:
            self._release(stale)

    def _later(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def signature(store: Path) -> object:
    """What tells that a writer has committed: names, sizes and times of the files; None while they change under our eyes."""
    try:
        with os.scandir(store) as entries:
            files = [(e.name, e.stat().st_size, e.stat().st_mtime_ns) for e in entries if not e.name.startswith(UNWATCHED)]
    except OSError:
        return None
    return tuple(sorted(files))
