"""The word lists of words.toml, ready for comparing; used by `extract.read.prose` and `extract.read.metadata`."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

MARKS: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The lists; all but the patterns hold lower-case words."""

    outlets: frozenset[str]
    outlet_words: frozenset[str]
    roles: frozenset[str]
    callings: frozenset[str]
    particles: frozenset[str]
    common: frozenset[str]
    sections: frozenset[str]
    places: frozenset[str]
    english: frozenset[str]
    lines: tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def words() -> Words:
    """The lists of words.toml."""
    data = tomllib.loads(files("extract.read").joinpath("words.toml").read_text(encoding="utf-8"))
    lines = tuple((reason, re.compile("|".join(map(_pattern, entries)))) for reason, entries in data.pop("lines").items())
    return Words(lines=lines, **{name: frozenset(map(str.lower, entries)) for name, entries in data.items()})


def folded(line: str) -> str:
    """A line as it is compared: lower case, straight quotes, single spaces, without marks of lists and headings at its ends."""
    return " ".join(line.translate(MARKS).lower().split()).strip("*#|_ ").rstrip(": ") or line.strip()


def _pattern(entry: str) -> str:
    escaped = re.escape(entry.lower()).replace(r"\*", ".{0,300}").replace(r"\#", r"[\d.,]{1,9}k?")
    return escaped.replace(r"\ ", " ")
