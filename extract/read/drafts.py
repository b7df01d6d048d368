"""What passes between the readers of this package: an opened input, and a text with what its format states of it.

`Unreadable` is how a reader gives one input up; `extract.read.read` turns it into a `Skipped`, so that it leaves the package
never.
"""

from dataclasses import dataclass, field
from typing import BinaryIO, Final

from extract.records import Issue

FIELDS: Final = ("title", "author", "publisher", "published", "url")


class Unreadable(Exception):
    """One input cannot be read; `code` and `message` become those of its `Skipped`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What is said of a document: by its format, by the user, or in its text. `published` is ISO 8601, possibly partial."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None

    def otherwise(self, other: "Stated") -> "Stated":
        """These statements, and those of `other` where there is none."""
        return Stated(**{name: getattr(self, name) or getattr(other, name) for name in FIELDS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An input that is open for reading. `shown` names it to the user; `size` is None where it is not known beforehand."""

    doc_id: str
    shown: str
    stream: BinaryIO
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text before its own statements are looked for. `source_sha256` is of the file, member or row that it was read from;
    `row` says that it stands for one row of a table; `repeats` are lines that stand on many pages of it."""

    doc_id: str
    shown: str
    source: str
    text: str
    source_sha256: str
    stated: Stated = field(default_factory=Stated)
    issues: tuple[Issue, ...] = ()
    row: bool = False
    repeats: tuple[str, ...] = ()


def take(opened: Opened, limit: int) -> bytes:
    """All bytes of an input, never more than `limit` in memory.

    Raises: Unreadable if it is larger or cannot be read.
    """
    if opened.size is not None and opened.size > limit:
        raise too_large(opened.size, limit)
    try:
        data = opened.stream.read(limit + 1)
    except OSError as error:
        raise Unreadable("unreadable", f"cannot be read ({error.strerror or error}): check that it is whole") from error
    if len(data) > limit:
        raise too_large(None, limit)
    return data


def too_large(size: int | None, limit: int) -> Unreadable:
    """The trouble of an input over the cap."""
    found = "it has more" if size is None else f"it has {size:,}"
    return Unreadable("too-large", f"larger than the limit of {limit:,} bytes ({found}): split it, or raise max_bytes")
