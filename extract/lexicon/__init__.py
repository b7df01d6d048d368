"""Triggers of relations, cues of reporting and classes of nouns: data files and the one function that loads them.

Called by `extract.annotate`; the formats are described at the head of `relations.toml`, `reporting.toml` and `nouns.toml`.
"""

from functools import lru_cache
from pathlib import Path

from extract.lexicon.entries import Cue, Entry, Form, Lexicon, Need
from extract.lexicon.reading import read_files

__all__ = ["Cue", "Entry", "Form", "Lexicon", "Need", "load"]

FOLDER = Path(__file__).parent
FILES = ("nouns.toml", "relations.toml", "reporting.toml")


@lru_cache(maxsize=8)
def load(extra: Path | None = None) -> Lexicon:
    """The shipped lexicon, with an analyst's own file, or all `*.toml` of a folder, added.

    Raises: UsageError if a file cannot be read or an entry is wrong.
    """
    return read_files([*(FOLDER / name for name in FILES), *_added(extra)])


def _added(extra: Path | None) -> list[Path]:
    if extra is None:
        return []
    return sorted(extra.glob("*.toml")) if extra.is_dir() else [extra]
