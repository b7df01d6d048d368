"""From an opened file, archive or standard input to drafts, by its kind; called by `extract.read.read`.

The kind is told by the ending of a name; of standard input, by its first bytes.
"""

import codecs
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO, Final

from extract.read import archives, mail, office, plain, tables, web
from extract.read.drafts import Draft, Opened, Stated, Unreadable, take
from extract.read.files import METADATA, File, describes, trouble
from extract.read.finish import stated_in
from extract.read.options import ReadOptions
from extract.records import Skipped
from ontology.errors import UsageError

STDIN: Final = "-"
HEADER: Final = re.compile(rb'"?[a-z_]{1,40}"?(?:[,;\t]"?[a-z_]{1,40}"?){1,40}\r?\n')
SNIFFED: Final = 4_000
GZIP: Final = b"\x1f\x8b"
ZIP: Final = b"PK\x03\x04"
MAIL: Final = re.compile(rb"[a-z-]{2,40}: ")
MESSAGE: Final = re.compile(rb"^(?:message-id|mime-version|received|return-path): ", re.MULTILINE)
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


def drafts(file: File, options: ReadOptions) -> Iterator[Draft | Skipped]:
    """The drafts of one file: of a document, of each row of a table, or of each member of an archive."""
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
    """The drafts of a zip archive; a metadata.csv in it speaks of the files of its folder and of the folders below."""
    said_in: dict[str, dict[str, Stated]] = {}
    try:
        for member in archives.members(opened.stream, opened.doc_id, opened.shown, options):
            if isinstance(member, Skipped):
                yield member
            elif _tells(member):
                said_in[os.path.dirname(member.doc_id)] = stated_in(take(member, options.max_bytes), member.shown)
            else:
                yield from (_told(draft, said_in) for draft in _one(member, options))
    except UsageError as error:
        yield Skipped(source=opened.shown, code="malformed", message=f"{error}; the archive was not read")
    except Unreadable as error:
        yield Skipped(source=opened.shown, code=error.code, message=error.message)


def _tells(member: Opened) -> bool:
    """Whether a member of an archive is a table of metadata; its stream stands at its beginning afterwards."""
    if os.path.basename(member.doc_id).lower() != METADATA:
        return False
    header = member.stream.readline()
    member.stream.seek(0)
    return describes(header)


def _told(draft: Draft | Skipped, said_in: Mapping[str, dict[str, Stated]]) -> Draft | Skipped:
    """A draft with what the nearest table of metadata in its archive says of it."""
    if isinstance(draft, Skipped) or not said_in:
        return draft
    folder = os.path.dirname(draft.doc_id)
    while folder:
        for key in (draft.doc_id[len(folder) + 1 :], os.path.basename(draft.doc_id)):
            if stated := said_in.get(folder, {}).get(key):
                return replace(draft, stated=stated.otherwise(draft.stated))
        folder = os.path.dirname(folder)
    return draft


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


def standard_input(options: ReadOptions) -> Iterator[Draft | Skipped]:
    """What standard input holds, told by its first bytes: a table, any other kind of file, gzipped or not, or a zip archive."""
    if sys.stdin is None:
        yield Skipped(source=STDIN, code="unreadable", message="there is no standard input")
        return
    stream: BinaryIO = sys.stdin.buffer
    try:
        first = stream.readline(options.max_bytes + 1)
        if (reader := _table(first)) is not None:
            yield from _some(reader(_stdin(tables.chained(first, stream)), options), STDIN)
            return
        opened = _stdin(BytesIO(first + stream.read(max(0, options.max_bytes + 1 - len(first)))))
        if first.startswith(GZIP):
            opened = archives.unzipped(opened, options)
        yield from _sniffed(_stdin(BytesIO(take(opened, options.max_bytes))), options)
    except OSError as error:
        yield Skipped(source=STDIN, code="unreadable", message=f"standard input cannot be read ({error.strerror})")
    except Unreadable as error:
        yield Skipped(source=STDIN, code=error.code, message=error.message)


def _stdin(stream: BinaryIO) -> Opened:
    return Opened(doc_id="stdin", shown=STDIN, stream=stream)


def _sniffed(opened: Opened, options: ReadOptions) -> Iterator[Draft | Skipped]:
    """The drafts of a stream in memory whose kind is told by its first bytes."""
    first = opened.stream.read(SNIFFED)
    opened.stream.seek(0)
    head = first.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if first.startswith(ZIP) and not archives.is_word(opened.stream):
        return _some(_archive(opened, options), STDIN)
    if first.startswith(ZIP):
        reader: Reader = office.docx
    elif head.startswith((b"<!doctype html", b"<html")):
        reader = web.page
    elif head.startswith(b"%pdf-"):
        reader = office.pdf
    elif MAIL.match(head) and MESSAGE.search(head):
        reader = mail.mail
    else:
        reader = _table(head.split(b"\n", 1)[0] + b"\n") or TEXT
    return _some(reader(opened, options), STDIN)


def _table(line: bytes) -> Reader | None:
    """The reader of tables that the first line asks for, if it does."""
    head = line[:SNIFFED].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if re.match(rb'\{\s*"', head):
        return tables.jsonl
    return tables.table if HEADER.match(head) and b"text" in re.split(rb'["\s,;]+', head) else None
