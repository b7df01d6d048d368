"""What a view may be asked with: numbers within bounds, and choices; used by the views."""

from collections.abc import Mapping, Sequence

from ontology.errors import UsageError

Given = Mapping[str, str]


def number(given: Given, name: str, default: int, most: int, least: int = 0) -> int:
    """A whole number.

    Raises: UsageError where it is none or out of bounds.
    """
    text = given.get(name, "")
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not least <= int(text[:9]) <= most:
        raise UsageError(f"{name} is {text[:40]!r}: give a whole number from {least} to {most}")
    return int(text[:9])


def choice(given: Given, name: str, choices: Sequence[str]) -> str:
    """One of several words, the first where none is given.

    Raises: UsageError for another.
    """
    text = given.get(name) or choices[0]
    if text not in choices:
        raise UsageError(f"{name} is {text[:40]!r}: give one of {', '.join(filter(None, choices))}")
    return text


def flag(given: Given, name: str) -> bool:
    """Whether it is set."""
    return given.get(name, "") in ("1", "true", "yes", "on")
