"""Forms of names in which spellings of one name are equal, from spellings.toml; called by the blocks of this package."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from extract.records import EntityType
from graph.identity import normal_name

FILE: Final = Path(__file__).with_name("spellings.toml")
SPELLED: Final = frozenset({EntityType.PERSON, EntityType.PLACE})
BRACKETED: Final = re.compile(r"\s*\([^()]*\)")
MINISTER: Final = re.compile(r"^minister (?:of|for) (?:the )?(\w+)(?: affairs)?$")
DESIGNATION: Final = re.compile(r"\b(agreement|accord|protocol|arrangement|memorandum)s\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spellings:
    """The tables of spellings.toml, ready for use: `texts` goes from a noun to the family of texts that it means."""

    words: dict[str, str]
    letters: tuple[tuple[re.Pattern[str], str], ...]
    bodies: frozenset[str]
    titles: frozenset[str]
    texts: dict[str, str]
    offices: frozenset[str]


@cache
def spellings() -> Spellings:
    """The tables, read once."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Spellings(
        words=found["words"],
        letters=tuple((re.compile(row["from"]), row["to"]) for row in found["letters"]),
        bodies=frozenset(found["bodies"]["words"].split()),
        titles=frozenset(found["titles"]["words"].split()),
        texts={noun: family for family, nouns in found["texts"].items() for noun in nouns.split()},
        offices=frozenset(found["offices"]["single"]),
    )


@cache
def folded(name: str, kind: EntityType) -> str:
    """A name for comparison across documents; names that are folded alike are spellings of one name."""
    if kind is EntityType.INSTRUMENT:
        return DESIGNATION.sub(r"\1", normal_name(BRACKETED.sub("", name)))
    normal = normal_name(name)
    return " ".join(map(_word, normal.split())) if kind in SPELLED else normal


def _word(word: str) -> str:
    tables = spellings()
    word = tables.words.get(word, word)
    for pattern, other in tables.letters:
        word = pattern.sub(other, word)
    return word


def every_state_has_one(name: str) -> bool:
    """Whether a body's name is made of common words only: "Parliament", "Supreme Court", "Ministry of Foreign Affairs"."""
    words = normal_name(name).split()
    return bool(words) and all(word in spellings().bodies for word in words)


def office_of(title: str) -> str | None:
    """An office of which a state has one, in the spelling of spellings.toml; None for any other title."""
    british = normal_name(title).replace("defense", "defence").replace("advisor", "adviser")
    words = MINISTER.sub(lambda m: f"{m[1]} minister", british)
    return words if words in spellings().offices else None


@cache
def title_alone(name: str) -> bool:
    """Whether a person's name is made of words of address only: "His Majesty"."""
    words = normal_name(name).split()
    return bool(words) and all(word in spellings().titles for word in words)


def initials(name: str) -> str:
    """The first letters of the words that begin with a capital: CSIS."""
    return "".join(word[0] for word in re.findall(r"[^\W_]+", name) if word[0].isupper())
