"""From the paths that a user names to the files to read, each with its doc_id; used by `extract.read.read`.

A doc_id is the file's path below the folder that was given, or its name. Where two files would share one, each takes as many of
its parent folders as tell them apart, so that ids do not depend on the order of the arguments.
"""

import glob
import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from extract.records import Skipped
from ontology.errors import UsageError

IGNORED: Final = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
METADATA: Final = "metadata.csv"
HEADER: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to read. `shown` is its path as the user would name it."""

    path: str
    shown: str
    doc_id: str


def find(paths: Sequence[str]) -> tuple[list[File], list[Skipped]]:
    """The files of all paths in the order of their doc_ids, each once, and the paths that lead to none.

    Raises: UsageError if none of the paths exists.
    """
    below: dict[str, tuple[str, str]] = {}
    skipped = []
    for path in paths:
        named = _expand(path)
        if not named:
            skipped.append(Skipped(source=path, code="not-found", message="there is no such file or folder: check the path"))
        for name in named:
            troubles: list[Skipped] = []
            found = list(_walk(name, troubles))
            if not found and not troubles:
                troubles = [Skipped(source=_text(name), code="empty", message="there is no file in this folder: check the path")]
            skipped += troubles
            for shown, relative in found:
                absolute = os.path.abspath(shown)
                if absolute not in below or len(relative) > len(below[absolute][1]):
                    below[absolute] = (shown, relative)
    if paths and len(skipped) == len(paths) and not below and all(item.code == "not-found" for item in skipped):
        raise UsageError(f"nothing to read: {', '.join(map(repr, paths))} not found")
    ids = _distinct({absolute: relative for absolute, (_, relative) in below.items()})
    files = [File(path=absolute, shown=_text(below[absolute][0]), doc_id=doc_id) for absolute, doc_id in ids.items()]
    return sorted(files, key=lambda file: file.doc_id), sorted(skipped, key=lambda item: item.source)


def is_metadata(path: str) -> bool:
    """Whether a file is the table of metadata that may lie beside documents: metadata.csv, and no column of texts in it."""
    if os.path.basename(path).lower() != METADATA:
        return False
    try:
        with open(path, "rb") as stream:
            return describes(stream.readline(HEADER))
    except OSError:
        return False


def describes(header: bytes) -> bool:
    """Whether the first line of a table named metadata.csv names documents and has no column of texts."""
    line = header[:HEADER].decode("utf-8-sig", errors="replace").lower()
    columns = {name.strip(' "\r\n') for name in line.replace(";", ",").replace("\t", ",").split(",")}
    return bool(columns & {"doc_id", "file"}) and "text" not in columns


def _expand(path: str) -> list[str]:
    if os.path.lexists(path):
        return [path]
    return sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) else []


def _walk(path: str, skipped: list[Skipped]) -> Iterator[tuple[str, str]]:
    """Path and path below the given folder, of each file; links to folders are not followed."""
    if not os.path.isdir(path):
        yield path, os.path.basename(path)
        return

    def note(error: OSError) -> None:
        message = f"the folder cannot be listed ({error.strerror}): check its permissions"
        skipped.append(Skipped(source=_text(error.filename), code="unreadable", message=message))

    for folder, folders, names in os.walk(path, onerror=note):
        folders[:] = sorted(name for name in folders if not _hidden(name))
        for name in sorted(names):
            if not _hidden(name):
                found = os.path.join(folder, name)
                yield found, Path(os.path.relpath(found, path)).as_posix()


def trouble(path: str) -> str | None:
    """Why a path is no readable regular file; None if it is one."""
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        return f"cannot be read ({error.strerror}): check that it is there and readable"
    return None if stat.S_ISREG(mode) else "a device, pipe or socket, not a file: read it through standard input"


def _hidden(name: str) -> bool:
    return name.startswith(".") or name.lower() in IGNORED


def _distinct(below: dict[str, str]) -> dict[str, str]:
    """The shortest distinguishing ends of the paths that collide."""
    parts = {path: Path(path).as_posix().split("/") for path in below}
    depth = {path: len(relative.split("/")) for path, relative in below.items()}
    while True:
        ids = {path: _text("/".join(parts[path][-depth[path] :])) for path in below}
        count = Counter(ids.values())
        shared = [path for path, doc_id in ids.items() if count[doc_id] > 1 and depth[path] < len(parts[path])]
        if not shared:
            return ids
        for path in shared:
            depth[path] += 1


def _text(name: str) -> str:
    """A file name as valid Unicode."""
    return os.fsencode(name).decode("utf-8", errors="replace")
