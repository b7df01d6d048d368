"""Analyse documents in this process or in several; called by `quoth.building`, `quoth extract` and `quoth.extract`."""

import gc
import hashlib
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Thread
from typing import Final

from extract.records import Annotation, Document, to_line
from ontology import own
from ontology.errors import LimitReached

Analyse = Callable[[Document], Annotation]
AHEAD: Final = 4  # documents that wait for each process
OBJECTS: Final = 50_000  # that are made between two searches for unreachable cycles


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """What analyses documents. `prepare` is called once in each process, so it must be a function that a new process can import;
    `model` and `version` (a hash of all that the analysis depends on) go into the key of every annotation."""

    prepare: Callable[[], Analyse]
    model: str
    version: str


@contextmanager
def few_collections() -> Iterator[None]:
    """Search for unreachable cycles seldom: hardly any arise, and Python's own pace costs 3% of a build."""
    first, second, third = gc.get_threshold()
    gc.set_threshold(max(first, OBJECTS) if first else 0, second, third)
    try:
        yield
    finally:
        gc.set_threshold(first, second, third)


def language_pipeline(model: str | None = None) -> Pipeline:
    """The pipeline that ships, or another spaCy pipeline that is installed, with the ontology in use.

    Raises: ModelMissing if there is none of that name, UsageError if the ontology is wrong.
    """
    from extract import gazetteer, lexicon
    from extract.language import require
    from extract.language import version as hashed

    require(model)
    found = hashed(model)
    if added := own.in_use().version:
        lexicon.load()  # both say what is wrong before the first document is read
        gazetteer.load()
        found = hashlib.sha256(f"{found}\n{added}".encode()).hexdigest()[:16]
    return Pipeline(prepare=partial(_language, model), model=model or "quoth", version=found)


def _language(model: str | None) -> Analyse:
    from extract.annotate import annotate
    from extract.language import load

    return partial(annotate, nlp=load(model))


def analysed(documents: Iterable[Document], pipeline: Pipeline, jobs: int = 1) -> Iterator[tuple[Document, str]]:
    """The documents with their annotation lines, in their order, from this process or from `jobs` others.

    Raises: LimitReached if one of the processes dies.
    """
    if jobs > 1:
        yield from _pooled(documents, pipeline, jobs)
        return
    analyse: Analyse | None = None
    for document in documents:
        analyse = analyse or pipeline.prepare()
        yield document, to_line(analyse(document))


def _pooled(documents: Iterable[Document], pipeline: Pipeline, jobs: int) -> Iterator[tuple[Document, str]]:
    context = multiprocessing.get_context("spawn")  # a fork would share the open store
    with ProcessPoolExecutor(jobs, context, _start, (pipeline.prepare,)) as pool:
        waiting: deque[tuple[Document, Future[str]]] = deque()
        try:
            for document in documents:
                waiting.append((document, pool.submit(_line, document)))
                if len(waiting) > jobs * AHEAD:
                    yield _next(waiting)
            while waiting:
                yield _next(waiting)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _next(waiting: deque[tuple[Document, Future[str]]]) -> tuple[Document, str]:
    document, future = waiting.popleft()
    try:
        return document, future.result()
    except BrokenProcessPool as error:
        raise LimitReached(
            f"a process died near document {document.doc_id!r}, most likely for lack of memory: try again with --jobs 1"
        ) from error


_analyse: Analyse


def _start(prepare: Callable[[], Analyse]) -> None:
    """Runs once in each process of the pool, which ends with the process that started it."""
    global _analyse
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process tells the others
    Thread(target=_follow, daemon=True).start()
    gc.set_threshold(OBJECTS)
    _analyse = prepare()


def _follow() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _line(document: Document) -> str:
    return to_line(_analyse(document))


def version() -> str:
    """Quoth's version."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("quoth")
    except PackageNotFoundError:
        return "uninstalled"
