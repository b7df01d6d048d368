"""The annotations of each document on disk, so that a kill loses no finished document; called by `quoth.building`.

One file per document, named by a hash of its `doc_id`: a first line with the key that the annotation was made under and the
`doc_id`, a second line with the annotation. Files are written under a temporary name and renamed: each is whole or not there.
The folder says which documents the graph holds: the store follows it.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from extract.records import SCHEMA, Annotation, Document, from_line, to_line
from graph.files import write_file
from graph.rdf import Run

SUFFIX: Final = ".annotation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the first line of a file says."""

    doc_id: str
    key: str
    run: Run
    path: Path


def document_key(document: Document, run: Run) -> str:
    """What an annotation depends on: all that the reader found, and the run (model, vocabulary, lexicon, code)."""
    empty = to_line(Annotation(document=document))
    return hashlib.sha256(f"{run.id}\n{empty}".encode("utf-8", "surrogatepass")).hexdigest()


class Cache:
    """The annotations in a folder, in the order of their documents' ids."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob("*.part"):
            left.unlink(missing_ok=True)
        entries = (_entry(path) for path in folder.glob(f"*{SUFFIX}"))
        self._entries = {entry.doc_id: entry for entry in entries if entry is not None}

    def key(self, doc_id: str) -> str | None:
        """The key of the annotation that is there for a document, if any."""
        entry = self._entries.get(doc_id)
        return None if entry is None else entry.key

    def doc_ids(self) -> list[str]:
        """The documents that have an annotation, sorted."""
        return sorted(self._entries)

    def run(self, doc_id: str) -> Run:
        """What the annotation of a document was made with."""
        return self._entries[doc_id].run

    def put(self, doc_id: str, line: str, key: str, run: Run) -> None:
        """Keep an annotation line in place of an earlier one of the same document."""
        path = self.folder / f"{hashlib.sha256(doc_id.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}{SUFFIX}"
        head = json.dumps({"schema": SCHEMA, "key": key, "doc_id": doc_id, "run": asdict(run)})
        write_file(path, f"{head}\n{line}\n")
        self._entries[doc_id] = Entry(doc_id=doc_id, key=key, run=run, path=path)

    def get(self, doc_id: str) -> Annotation:
        """The annotation of a document."""
        text = self._entries[doc_id].path.read_text(encoding="utf-8", errors="surrogatepass")
        return from_line(text.split("\n")[1])

    def annotations(self) -> Iterator[Annotation]:
        """All annotations, one in memory at a time."""
        for doc_id in self.doc_ids():
            yield self.get(doc_id)

    def remove(self, doc_id: str) -> None:
        """Forget a document."""
        self._entries.pop(doc_id).path.unlink(missing_ok=True)


def _entry(path: Path) -> Entry | None:
    """What a file holds; None, and the file is gone, where it cannot be read as an annotation of this schema."""
    try:
        with path.open(encoding="utf-8", errors="surrogatepass", newline="\n") as stream:
            row = json.loads(stream.readline())
            if row["schema"] != SCHEMA:
                raise ValueError(row["schema"])
            return Entry(doc_id=row["doc_id"], key=row["key"], run=Run(**row["run"]), path=path)
    except (ValueError, KeyError, TypeError):
        os.unlink(path)
        return None
