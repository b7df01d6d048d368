"""An ontology of one's own: the files that add to what ships; read by `ontology`, `extract.lexicon` and `extract.gazetteer`.

Turtle files add types of entities, relations and shapes, TOML files the words that show them: triggers, reporting cues, names.
Which files are in use is said once, by `use`, in the environment, so that the processes that analyse documents see the same.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from ontology.errors import UsageError

VARIABLE: Final = "QUOTH_ONTOLOGY"
TURTLE: Final = ".ttl"
WORDS: Final = ".toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """The files, in the order in which they were named; `version` is a hash of what they hold, empty where there are none."""

    turtle: tuple[Path, ...] = ()
    words: tuple[Path, ...] = ()
    version: str = ""

    @property
    def files(self) -> tuple[Path, ...]:
        """All of them."""
        return (*self.turtle, *self.words)


def use(*given: Path | str) -> None:
    """Add the files and folders `given` to what ships, from now on and in the processes that this one starts; none: nothing."""
    found.cache_clear()
    if given:
        os.environ[VARIABLE] = os.pathsep.join(map(str, given))
    else:
        os.environ.pop(VARIABLE, None)


@contextmanager
def using(*given: Path | str) -> Iterator[None]:
    """The same for a while; where nothing is given, what is in use stays so."""
    before = os.environ.get(VARIABLE)
    if given:
        use(*given)
    try:
        yield
    finally:
        if given:
            use(*([before] if before else []))


def in_use() -> Own:
    """The files that are in use.

    Raises: UsageError if there are none where they should be.
    """
    return found(os.environ.get(VARIABLE, ""))


@lru_cache(maxsize=8)
def found(given: str) -> Own:
    """The files of folders and files, several parted as in PATH.

    Raises: UsageError if there are none.
    """
    paths = [path for part in given.split(os.pathsep) if part for path in _files(Path(part))]
    paths = list(dict.fromkeys(paths))
    return Own(
        turtle=tuple(path for path in paths if path.suffix == TURTLE),
        words=tuple(path for path in paths if path.suffix == WORDS),
        version=_version(paths),
    )


def _files(path: Path) -> list[Path]:
    paths = sorted(p for p in path.iterdir() if p.suffix in {TURTLE, WORDS}) if path.is_dir() else [path]
    if not paths:
        raise UsageError(f"the ontology {str(path)!r} is empty: put definitions (*.ttl) and words (*.toml) there")
    if paths[0].suffix not in {TURTLE, WORDS}:
        what = "is neither Turtle (.ttl) nor TOML (.toml)" if path.exists() else "does not exist"
        raise UsageError(f"the ontology {str(path)!r} {what}: give a folder with such files, or one of them")
    return paths


def _version(paths: list[Path]) -> str:
    """A hash of the files; one that cannot be read is named by who reads it."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b"")
    return digest.hexdigest()[:16] if paths else ""
