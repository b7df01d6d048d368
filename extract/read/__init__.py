"""Files, folders, archives, tables and standard input become documents.

Called by `quoth.read`, `quoth.building`, `quoth extract` and `quoth verify`.

    paths -> files -> one reader for each kind -> drafts -> finish -> Document | Skipped

Nothing is raised for bad input: what cannot be read is a `Skipped` with its code (one of `CODES`). UsageError is raised only if
none of the paths exists, or the metadata table is of no use.
"""

import os
import re
import sys
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import BinaryIO, Final

from extract.read import archives, mail, office, plain, tables, web
from extract.read.dates import published
from extract.read.drafts import Draft, Opened, Stated, Unreadable, take
from extract.read.files import File, find, is_metadata, trouble
from extract.read.finish import finish, given
from extract.read.options import DEFAULTS, ReadOptions
from extract.read.prose import REASONS
from extract.records import Document, Skipped
from ontology.errors import UsageError

__all__ = ["CODES", "KINDS", "REASONS", "ReadOptions", "read"]

STDIN: Final = "-"
HEADER: Final = re.compile(rb'"?[a-z_]{1,40}"?(?:[,;\t]"?[a-z_]{1,40}"?){1,40}\r?\n')
CODES: Final = (
    "bad-row", "binary", "bomb", "corrupt", "deadline", "duplicate", "empty", "encrypted", "malformed", "nested-archive",
    "no-text", "not-english", "not-found", "too-large", "unknown-kind", "unreadable", "unsafe-name",
)  # fmt: skip
Reader = Callable[[Opened, ReadOptions], Iterator[Draft | Skipped]]
TEXT: Final[Reader] = plain.text
KINDS: Final[dict[str, Reader]] = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": TEXT,
    ".markdown": TEXT,
    ".html": web.page,
    ".htm": web.page,
    ".xhtml": web.page,
    ".pdf": office.pdf,
    ".docx": office.docx,
    ".eml": mail.mail,
    ".jsonl": tables.jsonl,
    ".ndjson": tables.jsonl,
    ".csv": tables.table,
    ".tsv": tables.table,
}
TABLES: Final = frozenset({tables.jsonl, tables.table})


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
            yield from _finished(_drafts(file, options), ChainMap(said, *_beside(file, said_in)), seen, options)
    if stdin:
        yield from _finished(_standard_input(options), said, seen, options)


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
    drafts: Iterator[Draft | Skipped], said: Mapping[str, Stated], seen: dict[str, str], options: ReadOptions
) -> Iterator[Document | Skipped]:
    for draft in drafts:
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


def _drafts(file: File, options: ReadOptions) -> Iterator[Draft | Skipped]:
    reason = trouble(file.path)
    if reason:
        yield Skipped(source=file.shown, code="unreadable", message=reason)
        return
    try:
        with open(file.path, "rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            opened = Opened(doc_id=file.doc_id, shown=file.shown, stream=stream, size=size)
            if file.path.lower().endswith(".zip"):
                yield from _some(_archive(opened, options), file.shown)
            else:
                yield from _one(opened, options)
    except OSError as error:
        yield Skipped(source=file.shown, code="unreadable", message=f"cannot be read ({error.strerror}): check its permissions")


def _archive(opened: Opened, options: ReadOptions) -> Iterator[Draft | Skipped]:
    try:
        for member in archives.members(opened.stream, opened.doc_id, opened.shown, options):
            if isinstance(member, Skipped):
                yield member
            else:
                yield from _one(member, options)
    except Unreadable as error:
        yield Skipped(source=opened.shown, code=error.code, message=error.message)


def _some(items: Iterator[Draft | Skipped], shown: str) -> Iterator[Draft | Skipped]:
    """The items; where there is none, that is said."""
    first = next(items, None)
    if first is None:
        yield Skipped(
            source=shown, code="empty", message="there is nothing to read in it: leave it out, or check that it was saved"
        )
        return
    yield first
    yield from items


def _one(opened: Opened, options: ReadOptions) -> Iterator[Draft | Skipped]:
    """The drafts of one file or member by its name's ending."""
    name = opened.doc_id.rsplit("/", 1)[-1].lower()
    zipped = name.endswith(".gz")
    suffix = os.path.splitext(name.removesuffix(".gz"))[1]
    reader = KINDS.get(suffix) or (TEXT if not suffix else None)
    try:
        if reader is None:
            raise Unreadable("unknown-kind", f"files of the kind {suffix!r} are not read: use one of {', '.join(KINDS)} or .zip")
        if zipped:
            opened = archives.streamed(opened) if reader in TABLES else archives.unzipped(opened, options)
        yield from _some(reader(opened, options), opened.shown)
    except Unreadable as error:
        yield Skipped(source=opened.shown, code=error.code, message=error.message)


def _standard_input(options: ReadOptions) -> Iterator[Draft | Skipped]:
    """JSON Lines, CSV, a web page, a PDF file or a text from standard input, told by its first bytes."""
    if sys.stdin is None:
        yield Skipped(source=STDIN, code="unreadable", message="there is no standard input")
        return
    stream: BinaryIO = sys.stdin.buffer
    try:
        first = stream.readline(options.max_bytes + 1)
    except OSError as error:
        yield Skipped(source=STDIN, code="unreadable", message=f"standard input cannot be read ({error.strerror})")
        return
    reader = _sniffed(first)
    try:
        if reader in TABLES:
            opened = Opened(doc_id="stdin", shown=STDIN, stream=tables.chained(first, stream))
        else:
            rest = stream.read(max(0, options.max_bytes + 1 - len(first)))
            opened = Opened(doc_id="stdin", shown=STDIN, stream=BytesIO(first + rest))
            if first.startswith(b"\x1f\x8b"):
                data = take(archives.unzipped(opened, options), options.max_bytes)
                opened, reader = Opened(doc_id="stdin", shown=STDIN, stream=BytesIO(data)), _sniffed(data[:1000])
        yield from _some(reader(opened, options), STDIN)
    except Unreadable as error:
        yield Skipped(source=STDIN, code=error.code, message=error.message)


def _sniffed(first: bytes) -> Reader:
    head = first[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if re.match(rb'\{\s*"', head):
        return tables.jsonl
    if head.startswith((b"<!doctype html", b"<html")):
        return web.page
    if head.startswith(b"%pdf-"):
        return office.pdf
    return tables.table if HEADER.match(head) and b"text" in re.split(rb'["\s,;]+', head.split(b"\n", 1)[0]) else TEXT
