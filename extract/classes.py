"""The noun classes of `lexicon/nouns.toml` for those extractors that run without the rest of the lexicon."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from extract.lexicon import FOLDER
from extract.lexicon.reading import read_files

COMMON: Final = ("actors_state", "actors_org", "treaties", "instruments", "persons", "happenings", "titles", "talks")


@lru_cache(maxsize=1)
def noun_classes() -> Mapping[str, frozenset[str]]:
    """Class -> lemmas."""
    return read_files([FOLDER / "nouns.toml"]).classes


@lru_cache(maxsize=1)
def institution_nouns() -> frozenset[str]:
    """Nouns of bodies that somebody heads or speaks for, named or not."""
    return noun_classes()["institutions"] | noun_classes()["actors_org"]


@lru_cache(maxsize=1)
def common_nouns() -> frozenset[str]:
    """Nouns of the field that a writer may honour with a capital ("the Assembly") without making a name of them."""
    return frozenset().union(*(noun_classes()[name] for name in COMMON))
