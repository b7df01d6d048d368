"""Answers that are given again: the same query of the same state of the store is evaluated once, for whoever asks while it runs
and, as long as there is room, after it; called by `protocol`.

Kept is what evaluates to the same each time. A commit of a writer empties the place, as it changes the generation.
"""

import asyncio
import re
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from quoth.serve.evaluation import VOLATILE
from quoth.serve.workers import Answer, Pool

OTHERWISE: Final = re.compile(rf"\b(?:{'|'.join(sorted(VOLATILE))})\b", re.IGNORECASE)
PART: Final = 8  # an answer may take one in so many bytes of the place
Key: TypeAlias = tuple[Any, ...]


@dataclass(slots=True)
class _Running:
    """An evaluation and how many wait for it."""

    task: asyncio.Task[Answer]
    waiting: int = 0


class Kept:
    """Asks a pool, and keeps `most` bytes of what it answers; with 0 nothing is kept or shared."""

    def __init__(self, pool: Pool, most: int) -> None:
        self._pool = pool
        self._most = most
        self._generation = ""
        self._size = 0
        self._answers: OrderedDict[Key, tuple[Answer, int]] = OrderedDict()
        self._running: dict[Key, _Running] = {}

    @property
    def generation(self) -> str:
        """The state of the store that is asked."""
        return self._pool.generation

    async def ask(self, request: dict[str, Any]) -> Answer:
        """The answer to a query, as `Pool.ask` gives it, and with its errors."""
        if not self._most or OTHERWISE.search(request["query"]):
            return await self._pool.ask(request)
        self._renew()
        key = (self.generation, *request.values())
        if key in self._answers:
            self._answers.move_to_end(key)
            return self._answers[key][0]
        return await self._shared(key, request)

    async def _shared(self, key: Key, request: dict[str, Any]) -> Answer:
        """The answer of an evaluation that runs already or is begun now; it is given up when nobody waits any more."""
        running = self._running.get(key)
        if running is None:
            running = self._running[key] = _Running(asyncio.ensure_future(self._evaluated(key, request)))
        running.waiting += 1
        try:
            return await asyncio.shield(running.task)
        finally:
            running.waiting -= 1
            if not running.waiting:
                running.task.cancel()
                if self._running.get(key) is running:
                    del self._running[key]

    async def _evaluated(self, key: Key, request: dict[str, Any]) -> Answer:
        answer = await self._pool.ask(request)
        self._renew()
        if answer.status == 200 and not answer.volatile and answer.generation == self._generation:
            self._keep(key, answer, len(answer.body) + len(request["query"]))
        return answer

    def _keep(self, key: Key, answer: Answer, size: int) -> None:
        if size > self._most // PART:
            return
        self._answers[key] = answer, size
        self._size += size
        while self._size > self._most:
            self._size -= self._answers.popitem(last=False)[1][1]

    def _renew(self) -> None:
        """Forget what was answered before the last commit."""
        if self._generation != self.generation:
            self._generation = self.generation
            self._answers.clear()
            self._size = 0
