"""Files, folders, archives, tables and standard input become documents.

Called by `quoth.read`, `quoth.building`, `quoth extract` and `quoth verify`.

    paths -> files -> one reader for each kind -> drafts -> finish -> Document | Skipped

Nothing is raised for bad input: what cannot be read is a `Skipped` with its code (one of `CODES`). UsageError is raised only if
none of the paths exists, or the metadata table is of no use.
"""

import os
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from extract.read.dates import published
from extract.read.drafts import Draft, Stated, Unreadable
from extract.read.files import File, find, is_metadata
from extract.read.finish import finish, given
from extract.read.inputs import KINDS, STDIN, drafts, standard_input
from extract.read.options import DEFAULTS, ReadOptions
from extract.read.prose import REASONS
from extract.records import Document, Skipped
from ontology.errors import UsageError

__all__ = ["CODES", "KINDS", "REASONS", "ReadOptions", "read"]

CODES: Final = (
    "bad-row", "binary", "bomb", "corrupt", "deadline", "duplicate", "empty", "encrypted", "malformed", "nested-archive",
    "no-text", "not-english", "not-found", "too-large", "unknown-kind", "unreadable", "unsafe-name",
)  # fmt: skip


def read(paths: Sequence[str], options: ReadOptions = DEFAULTS) -> Iterator[Document | Skipped]:
    """The documents of files, folders, globs and "-" (standard input), in the order of their files' ids; no doc_id comes twice.

    Raises: UsageError if none of the paths exists, or a setting cannot be used.
    """
    if not paths:
        raise UsageError("nothing to read: name files, folders or - for standard input")
    if options.date is not None and published(options.date) != options.date:
        raise UsageError(f"the date {options.date!r} is not understood: write it as YYYY-MM-DD, YYYY-MM or YYYY")
    named = [str(path) for path in paths if path != STDIN]
    files, skipped = find(named) if len(named) == len(paths) or named else ([], [])
    said = {} if options.metadata is None else given(options.metadata)
    apart = options.metadata and os.path.abspath(options.metadata)
    return _read([file for file in files if file.path != apart], skipped, STDIN in paths, said, options)


def _read(
    files: list[File], skipped: list[Skipped], stdin: bool, said: dict[str, Stated], options: ReadOptions
) -> Iterator[Document | Skipped]:
    beside = {os.path.dirname(file.path): file for file in files if is_metadata(file.path)}
    said_in = {folder: given(file.path) for folder, file in beside.items()}
    seen: dict[str, str] = {}
    yield from skipped
    for file in files:
        if beside.get(os.path.dirname(file.path)) != file:
            yield from _finished(drafts(file, options), ChainMap(said, *_beside(file, said_in)), seen, options)
    if stdin:
        yield from _finished(standard_input(options), said, seen, options)


def _beside(file: File, said_in: Mapping[str, dict[str, Stated]]) -> Iterator[dict[str, Stated]]:
    """The tables of metadata in the folder of a file and in those above it, the nearest first."""
    folder = os.path.dirname(file.path)
    while said_in:
        if folder in said_in:
            yield said_in[folder]
        if folder == os.path.dirname(folder):
            return
        folder = os.path.dirname(folder)


def _finished(
    found: Iterator[Draft | Skipped], said: Mapping[str, Stated], seen: dict[str, str], options: ReadOptions
) -> Iterator[Document | Skipped]:
    for draft in found:
        if isinstance(draft, Skipped):
            yield draft
            continue
        try:
            if draft.doc_id in seen:
                raise Unreadable(
                    "duplicate", f"the id {draft.doc_id!r} is that of {seen[draft.doc_id]} already: give it another one"
                )
            document = finish(draft, options, said)
        except Unreadable as error:
            yield Skipped(source=draft.shown, code=error.code, message=error.message)
        else:
            seen[draft.doc_id] = draft.shown
            yield document
