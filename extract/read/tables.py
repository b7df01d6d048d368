"""JSON Lines and CSV: one document a row; called by `extract.read.read`. A row in trouble is skipped, the others are read."""

import codecs
import csv
import hashlib
import json
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, Final, cast

from extract.read.decoding import decode
from extract.read.drafts import Draft, Opened, Unreadable, too_large
from extract.read.finish import separator, stated_by
from extract.read.options import ReadOptions
from extract.records import Issue, Skipped

CHUNK: Final = 1 << 20
WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
EXCEL: Final = "cp1252"


def jsonl(opened: Opened, options: ReadOptions) -> Iterator[Draft | Skipped]:
    """One draft for each row with a text; doc_id or id, title, author, date or published or year, url, publisher, source."""
    for number, data in rows(opened, options):
        shown = f"{opened.shown}:{number}"
        if data is None:
            trouble = too_large(None, options.max_bytes)
            yield Skipped(source=shown, code=trouble.code, message="the row is " + trouble.message)
            continue
        if not data.strip():
            continue
        try:
            line, issues = _decoded(data)
            row = json.loads(line.lstrip("\ufeff"), parse_int=str)
            yield _draft(row, opened, shown, number, data, issues)
        except Unreadable as error:
            yield Skipped(source=shown, code=error.code, message=error.message)
        except (ValueError, RecursionError) as error:
            yield Skipped(source=shown, code="bad-row", message=f"not a JSON object ({error}): each line must be one")


def table(opened: Opened, options: ReadOptions) -> Iterator[Draft | Skipped]:
    """One draft for each row of a CSV file with a header: columns text and, if it likes, id, title, author, date, url."""
    number = 1
    before = csv.field_size_limit(options.max_bytes)
    try:
        lines = _Lines(opened, options)
        reader = csv.reader(lines, delimiter=separator(lines.header()), strict=True)
        header = [name.strip().lower().lstrip("\ufeff") for name in next(reader, [])]
        if not header:
            return
        if "text" not in header:
            raise Unreadable("no-text", f"no column text in the header {header[:12]!r}: name the column of the documents text")
        while (row := next(reader, None)) is not None:
            number = reader.line_num
            shown = f"{opened.shown}:{number}"
            if not any(map(str.strip, row)):
                continue
            data = "\x1f".join(row).encode(errors="surrogatepass")
            try:
                yield _draft(dict(zip(header, row, strict=False)), opened, shown, number, data, lines.issues())
            except Unreadable as error:
                yield Skipped(source=shown, code=error.code, message=error.message)
    except csv.Error as error:
        message = f"{error}; the rows after this one were not read: check the quotation marks and sizes of the fields"
        yield Skipped(source=f"{opened.shown}:{number}", code="bad-row", message=message)
    finally:
        csv.field_size_limit(before)


def rows(opened: Opened, options: ReadOptions) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a stream with their numbers; None for one over the cap, of which no more than a piece is ever held.

    Raises: Unreadable if the stream breaks off, or unpacks to more than is allowed.
    """
    stream = _narrow(opened.stream, options)
    total = number = 0
    while data := _read(stream, options.max_bytes + 1):
        number += 1
        total += len(data)
        if len(data) > options.max_bytes:
            while data and not data.endswith(b"\n"):
                data = _read(stream, CHUNK)
                total += len(data)
                _check(total, options)
            yield number, None
        else:
            yield number, data
        _check(total, options)


def _decoded(data: bytes) -> tuple[str, tuple[Issue, ...]]:
    """The text of one line. One line is too short for telling encodings apart: what is no UTF-8 is taken for that of Excel."""
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        text, issues = decode(data, declared=EXCEL)
    return text, issues or (Issue(code="guessed-encoding", message=f"not UTF-8; read as {EXCEL}: save the table as UTF-8"),)


def _check(total: int, options: ReadOptions) -> None:
    if total > options.max_unpacked_bytes:
        raise Unreadable(
            "too-large", f"it unpacks to more than {options.max_unpacked_bytes:,} bytes; the rest was not read: split it"
        )


def _read(stream: BinaryIO, limit: int) -> bytes:
    try:
        return stream.readline(limit)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable("corrupt", f"it breaks off or is damaged ({error}); the rest was not read: fetch it again") from error


def _narrow(stream: BinaryIO, options: ReadOptions) -> BinaryIO:
    """The stream as UTF-8 if it is marked as UTF-16."""
    first = _read(stream, options.max_bytes + 1)
    if not first.startswith(WIDE):
        return chained(first, stream)
    data = first + stream.read(options.max_bytes + 1 - len(first))
    if len(data) > options.max_bytes:
        raise too_large(None, options.max_bytes)
    return BytesIO(decode(data)[0].encode(errors="replace"))


def chained(first: bytes, stream: BinaryIO) -> BinaryIO:
    """A stream of which the first line was already read."""
    return cast(BinaryIO, _Chained(first, stream))


class _Chained:
    """A stream of which the first line was already read."""

    def __init__(self, first: bytes, stream: BinaryIO) -> None:
        self.first = first
        self.stream = stream

    def readline(self, limit: int) -> bytes:
        first, self.first = self.first[:limit], self.first[limit:]
        return first or self.stream.readline(limit)


class _Lines:
    """The decoded lines of a CSV file, and the trouble met in decoding them since it was last asked for."""

    def __init__(self, opened: Opened, options: ReadOptions) -> None:
        self.rows = rows(opened, options)
        self.met: dict[str, Issue] = {}
        self.waiting = [text for text in (self._next(),) if text is not None]

    def header(self) -> str:
        return self.waiting[0] if self.waiting else ""

    def issues(self) -> tuple[Issue, ...]:
        found, self.met = tuple(self.met.values()), {}
        return found

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        text = self.waiting.pop() if self.waiting else self._next()
        if text is None:
            raise StopIteration
        return text

    def _next(self) -> str | None:
        number, data = next(self.rows, (0, b""))
        if data is None:
            raise csv.Error(f"line {number} is larger than the limit")
        if not data:
            return None
        text, issues = _decoded(data)
        for issue in issues:
            self.met[issue.code] = issue
        return text


def _draft(row: object, opened: Opened, shown: str, number: int, data: bytes, issues: tuple[Issue, ...]) -> Draft:
    if not isinstance(row, dict):
        raise Unreadable("bad-row", f"a JSON {type(row).__name__}, not an object: each line must be one")
    text = row.get("text")
    if not isinstance(text, str):
        raise Unreadable("no-text", f"no text in it (it has {', '.join(sorted(map(str, row))[:8])}): name the field text")
    stated, trouble = stated_by(row)
    key = row.get("doc_id") or row.get("id")
    source = row.get("source")
    return Draft(
        doc_id=str(key) if isinstance(key, str | float) and str(key).strip() else f"{opened.doc_id}#{number}",
        shown=shown,
        source=source if isinstance(source, str) and source.strip() else stated.url or opened.doc_id,
        text=text,
        source_sha256=hashlib.sha256(data).hexdigest(),
        stated=stated,
        issues=issues + trouble,
        row=True,
    )
