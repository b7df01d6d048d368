"""`quoth extract`: the annotation lines of documents on standard output, one JSON object for each."""

import argparse
from collections.abc import Iterator
from typing import Final

from extract.records import Document, Skipped
from ontology.errors import DONE, SKIPPED
from quoth import making, terminal

HELP: Final = "write what each document says, one JSON line per document, to standard output"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    making.add_reading(parser)
    making.add_analysing(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write each line as soon as it is there."""
    from extract.read import read
    from quoth.analysis import analysed, language_pipeline

    options = making.options(arguments)
    items = read(arguments.paths, options.read)
    skipped: list[Skipped] = []
    documents = _documents(items, skipped)
    for _, line in analysed(documents, language_pipeline(options.model, options.lexicon), arguments.jobs):
        terminal.write(f"{line}\n")
    return SKIPPED if skipped else DONE


def _documents(items: Iterator[Document | Skipped], skipped: list[Skipped]) -> Iterator[Document]:
    for item in items:
        if isinstance(item, Skipped):
            making.tell_skipped(item)
            skipped.append(item)
        else:
            yield item
