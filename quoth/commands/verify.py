"""`quoth verify`: prove each evidence of a store, or of a file of triples with the documents beside it."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ontology import terms
from ontology.errors import DONE, QuothError
from quoth import terminal

if TYPE_CHECKING:
    from extract.read.options import ReadOptions
    from graph.verify import Report

HELP: Final = "prove that every piece of evidence stands in its document, word for word"
FAILED: Final = QuothError.exit_code


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        help="Turtle, TriG, N-Triples, N-Quads or JSON-LD file (default: the graph that was built)",
    )
    parser.add_argument("--texts", metavar="DIR", help="folder with the documents of FILE (default: the texts in FILE itself)")
    parser.add_argument("--namespace", metavar="IRI", default=terms.NAMESPACE, help=f"of the terms (default: {terms.NAMESPACE})")
    terminal.add_output(parser)


def run(arguments: argparse.Namespace) -> int:
    """Verify, name what fails, and say how much holds."""
    report = _store(Path(arguments.output)) if arguments.file is None else _file(arguments)
    for failure in report.failures:
        where = f"{failure.document!r}: " if failure.document else ""
        terminal.note(f"{where}{failure.iri}: {failure.problem}")
    documents = f"{report.documents} document{'' if report.documents == 1 else 's'}"
    terminal.write(f"{report.confirmed} of {report.evidence} evidence confirmed in {documents}\n")
    if report.evidence == 0:
        terminal.note("there is no evidence, so nothing is proved")
    return DONE if report.proved else FAILED


def _store(output: Path) -> "Report":
    from graph.store import open_store
    from graph.verify import verify

    with open_store(output / "store", write=False) as store:
        return verify(store)


def _file(arguments: argparse.Namespace) -> "Report":
    from graph.verify import verify_file

    if arguments.texts is None:
        return verify_file(arguments.file, namespace=arguments.namespace)
    folder, options = Path(arguments.texts), _options(arguments)

    def read_others(missing: frozenset[str]) -> Mapping[str, str]:
        """What the readers make of the files whose bytes are not the text: pages, PDF files, tables, archives."""
        from extract.read import read
        from extract.records import Document

        found = (item for item in read([str(folder)], options) if isinstance(item, Document))
        return {document.sha256: document.text for document in found if document.sha256 in missing}

    return verify_file(arguments.file, folder, texts=read_others, namespace=arguments.namespace)


def _options(arguments: argparse.Namespace) -> "ReadOptions":
    from dataclasses import replace

    from quoth.settings import Settings, read_options

    settings = getattr(arguments, "settings", None) or Settings()
    return replace(read_options(settings), any_language=True)
