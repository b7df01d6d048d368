"""`quoth extract`: the annotation lines of documents on standard output, one JSON object for each.

Entity ids are the same in all documents of a run, so that lines wait in a temporary file until the last document is read.
"""

import argparse
import tempfile
from collections.abc import Iterator
from typing import Final, TextIO

from extract.records import Annotation, Document, Skipped
from ontology.errors import DONE, SKIPPED
from quoth import making, terminal

HELP: Final = "write what each document says, one JSON line per document, to standard output"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    making.add_reading(parser)
    making.add_analysing(parser)


def run(arguments: argparse.Namespace) -> int:
    """Analyse all, then write the lines: which entities are one shows only when all documents are read."""
    from extract.read import read
    from quoth.analysis import analysed, few_collections, language_pipeline

    options = making.options(arguments)
    items = read(arguments.paths, options.read)
    skipped: list[Skipped] = []
    documents = _documents(items, skipped)
    pipeline = language_pipeline(options.model)
    with few_collections(), tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogatepass", newline="\n") as spool:
        for _, line in analysed(documents, pipeline, arguments.jobs):
            spool.write(f"{line}\n")
        _write(spool)
    return SKIPPED if skipped else DONE


def _write(spool: TextIO) -> None:
    from extract.records import from_line, to_line
    from graph.relabel import relabelled
    from graph.resolve import resolve

    def annotations() -> Iterator[Annotation]:
        spool.seek(0)
        return (from_line(line) for line in spool)

    resolution = resolve(annotations())
    for annotation in annotations():
        terminal.write(f"{to_line(relabelled(annotation, resolution))}\n")


def _documents(items: Iterator[Document | Skipped], skipped: list[Skipped]) -> Iterator[Document]:
    for item in items:
        if isinstance(item, Skipped):
            making.tell_skipped(item)
            skipped.append(item)
        else:
            yield item
