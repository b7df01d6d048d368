"""Zip archives and gzip: members are looked at before they are unpacked, and never unpacked beyond the caps.

Called by `extract.read.read`. Nothing is written: members are read in memory, one at a time.
"""

import gzip
import stat
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO, Final, cast

from extract.read.drafts import Opened, Unreadable, too_large
from extract.read.files import METADATA
from extract.read.options import ReadOptions
from extract.records import Skipped

WORD: Final = "word/document.xml"
SMALL: Final = 1_000_000
ENCRYPTED: Final = 0x1
NESTED: Final = (".zip", ".7z", ".rar", ".tar", ".tgz", ".bz2", ".xz", ".zst")
BROKEN: Final = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError)


def members(stream: BinaryIO, doc_id: str, shown: str, options: ReadOptions) -> Iterator[Opened | Skipped]:
    """The members of a zip archive in the order of their names, tables of metadata first; those not to be trusted are skipped.

    Raises: Unreadable if the archive as a whole is damaged or too large.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except BROKEN as error:
        raise Unreadable("corrupt", f"not a zip archive that can be opened ({error}): fetch or pack it again") from error
    with archive:
        entries = sorted((entry for entry in archive.infolist() if not _ignored(entry)), key=_place)
        _check(entries, options)
        seen: set[str] = set()
        for entry in entries:
            name = f"{shown}!/{entry.filename}"
            trouble = _trouble(entry, options)
            if trouble is None and entry.filename in seen:
                trouble = Unreadable("duplicate", "a second member of this name: give it another one")
            seen.add(entry.filename)
            try:
                if trouble:
                    raise trouble
                data = archive.read(entry)
            except Unreadable as error:
                yield Skipped(source=name, code=error.code, message=error.message)
            except BROKEN as error:
                yield Skipped(source=name, code="corrupt", message=f"the member is damaged ({error}): pack it again")
            else:
                yield Opened(doc_id=f"{doc_id}!/{entry.filename}", shown=name, stream=BytesIO(data), size=len(data))


def is_word(stream: BinaryIO) -> bool:
    """Whether a zip archive is a Word file; the stream stands at its beginning afterwards."""
    try:
        with zipfile.ZipFile(stream) as archive:
            return WORD in archive.namelist()
    except BROKEN:
        return False
    finally:
        stream.seek(0)


def unzipped(opened: Opened, options: ReadOptions) -> Opened:
    """A gzipped document in memory.

    Raises: Unreadable if it is damaged, or larger than the cap when it is unpacked.
    """
    try:
        data = gzip.GzipFile(fileobj=opened.stream).read(options.max_bytes + 1)
    except BROKEN as error:
        raise Unreadable("corrupt", f"not a gzip file that can be unpacked ({error}): fetch or pack it again") from error
    if len(data) > options.max_bytes:
        raise too_large(None, options.max_bytes)
    return Opened(doc_id=opened.doc_id, shown=opened.shown, stream=BytesIO(data), size=len(data))


def streamed(opened: Opened) -> Opened:
    """A gzipped table, unpacked while it is read."""
    stream = cast(BinaryIO, gzip.GzipFile(fileobj=opened.stream))
    return Opened(doc_id=opened.doc_id, shown=opened.shown, stream=stream)


def _ignored(entry: zipfile.ZipInfo) -> bool:
    parts = _path(entry).parts
    return entry.is_dir() or any(part == "__MACOSX" or (part.startswith(".") and part.strip(".")) for part in parts)


def _place(entry: zipfile.ZipInfo) -> tuple[bool, str]:
    return _path(entry).name.lower() != METADATA, entry.filename


def _path(entry: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(entry.filename.replace("\\", "/"))


def _check(entries: list[zipfile.ZipInfo], options: ReadOptions) -> None:
    if len(entries) > options.max_members:
        raise Unreadable(
            "too-large", f"{len(entries):,} members, more than {options.max_members:,}: split it, or raise max_members"
        )
    total = sum(entry.file_size for entry in entries)
    if total > options.max_unpacked_bytes:
        raise Unreadable("too-large", f"it unpacks to {total:,} bytes, more than {options.max_unpacked_bytes:,}: split it")


def _trouble(entry: zipfile.ZipInfo, options: ReadOptions) -> Unreadable | None:
    name = entry.filename
    path = _path(entry)
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0] or "\x00" in name:
        return Unreadable("unsafe-name", f"the member's name {name!r} leads out of the archive: pack it with plain names")
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Unreadable("unsafe-name", "the member is a link: pack the file itself")
    if name.lower().endswith(NESTED):
        return Unreadable("nested-archive", "an archive in an archive is not opened: unpack it first")
    if entry.flag_bits & ENCRYPTED:
        return Unreadable("encrypted", "the member is locked by a password: unpack it first")
    if entry.file_size > options.max_bytes:
        return too_large(entry.file_size, options.max_bytes)
    if entry.file_size > SMALL and entry.file_size > options.max_ratio * max(entry.compress_size, 1):
        return Unreadable("bomb", f"it unpacks to more than {options.max_ratio} times its size, as no text does: leave it out")
    return None
