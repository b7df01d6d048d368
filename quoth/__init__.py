"""Quoth: documents become a graph of attributed claims with the words that prove them.

    import quoth

    quoth.build("seeds", "output")
    with quoth.open("output") as opened:
        for claim in opened.graph.claims: ...

Importing this is cheap: each function imports what it needs when it is called.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.records import Annotation, Document, Skipped
    from quoth.building import Options, Progress, Summary
    from quoth.opened import Opened

__all__ = ["build", "extract", "open", "read"]

Paths = str | Path | Sequence[str | Path]


def read(paths: Paths, *, options: "Options | None" = None) -> "Iterator[Document | Skipped]":
    """The documents of files, folders and globs, and what could not be read with its reason.

    Raises: UsageError if none of the paths exists, or a setting cannot be used.
    """
    from extract.read import ReadOptions
    from extract.read import read as read_all

    return read_all(_listed(paths), ReadOptions() if options is None else options.read)


def extract(source: "Document | Paths", *, options: "Options | None" = None, jobs: int = 1) -> "Iterator[Annotation | Skipped]":
    """What a document, or each of those in some paths, says; what could not be read comes first.

    Raises: ModelMissing, UsageError, LimitReached.
    """
    from extract.records import Document, Skipped, from_line
    from ontology.own import using
    from quoth.analysis import analysed, language_pipeline
    from quoth.building import Options

    options = options or Options()
    items = [source] if isinstance(source, Document) else list(read(source, options=options))
    yield from (item for item in items if isinstance(item, Skipped))
    with using(*([] if options.ontology is None else [options.ontology])):
        pipeline = options.pipeline or language_pipeline(options.model)
        for _, line in analysed((item for item in items if isinstance(item, Document)), pipeline, jobs):
            yield from_line(line)


def build(
    paths: Paths,
    output: str | Path = "output",
    *,
    options: "Options | None" = None,
    jobs: int = 1,
    progress: "Progress | None" = None,
) -> "Summary":
    """Add or update documents in the graph in the folder `output`, as `quoth build` does.

    Raises: StoreLocked, LimitReached, StoreDamaged, ModelMissing, UsageError.
    """
    from quoth.building import build as build_all

    return build_all(_listed(paths), output, jobs=jobs, options=options, progress=progress)


def open(output: str | Path = "output") -> "Opened":
    """The graph that `build` wrote to the folder `output`, as it is now; a context manager.

    Raises: UsageError if there is none, StoreDamaged.
    """
    from quoth.opened import Opened

    return Opened(Path(output))


def _listed(paths: Paths) -> list[str]:
    return [str(path) for path in ([paths] if isinstance(paths, (str, Path)) else paths)]
