"""What a caller may set for reading, limits included; used by every reader and by the settings of the command line."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """Settings of `read`. `date` (ISO 8601, possibly partial) and `publisher` stand in where a document states none;
    `metadata` is a CSV file whose row for a document (column doc_id or file) goes before what the document states.
    """

    date: str | None = None
    publisher: str | None = None
    metadata: str | None = None
    max_bytes: int = 20_000_000
    """Largest file, archive member or row of a table; larger ones are skipped."""
    max_unpacked_bytes: int = 2_000_000_000
    """Most bytes that one archive or one compressed table may unpack to."""
    max_members: int = 10_000
    """Most members of one archive."""
    max_ratio: int = 200
    """Most times that a member of an archive may be larger than it is compressed (from 1 MB on)."""
    deadline: float = 60.0
    """Seconds that one PDF file, Word file or large web page may take."""
    memory: int = 2_000_000_000
    """Bytes of memory that reading one of these may take."""
    any_language: bool = False
    """Read documents that are not in English, too."""


DEFAULTS: Final = ReadOptions()
