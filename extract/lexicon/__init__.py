"""Triggers of relations, cues of reporting and classes of nouns: data files and the one function that loads them.

Called by `extract.annotate`; the formats are described at the head of `relations.toml`, `reporting.toml` and `nouns.toml`.
"""

from functools import lru_cache
from pathlib import Path

from extract.lexicon.entries import Cue, Entry, Form, Lexicon, Need
from extract.lexicon.reading import read_files
from ontology import own
from ontology.own import Own

__all__ = ["Cue", "Entry", "Form", "Lexicon", "Need", "load"]

FOLDER = Path(__file__).parent
FILES = ("nouns.toml", "relations.toml", "reporting.toml", "judgements.toml")


def load(extra: Path | None = None) -> Lexicon:
    """The shipped lexicon with the words of `extra`, a file or a folder, added, or without it those of the ontology in use.

    Raises: UsageError if a file cannot be read or an entry is wrong.
    """
    return _load(own.in_use() if extra is None else own.found(str(extra)))


@lru_cache(maxsize=8)
def _load(added: Own) -> Lexicon:
    return read_files([*(FOLDER / name for name in FILES), *added.words])
