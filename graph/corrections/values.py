"""What a correction can put in: the types, relations, polarities, modalities and dates that there are."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from extract.records import EntityType, Modality
from graph.corrections.applying import POLARITIES, plain
from graph.corrections.records import Kind
from graph.occurrences import interval
from ontology import relations, types
from ontology.errors import UsageError

NO_DATE: Final = "none"
CHOICES: Final[Mapping[Kind, Callable[[], Sequence[str]]]] = {
    Kind.TYPE: lambda: [*EntityType, *sorted(types.load())],
    Kind.RELATION: lambda: sorted(relations.load()),
    Kind.POLARITY: lambda: sorted(POLARITIES),
    Kind.MODALITY: lambda: list(Modality),
}


def checked(kind: Kind, text: str) -> str | None:
    """A new value as it is written down; None for no date.

    Raises: UsageError with the choices if there is none such.
    """
    if kind is Kind.DATE:
        return None if text == NO_DATE else _date(text)
    if kind in CHOICES:
        return one_of(text, CHOICES[kind](), kind)
    if not plain(text):
        raise UsageError(f"the new {kind} is empty: give some words")
    return plain(text)


def one_of(text: str, choices: Sequence[str], what: str) -> str:
    """The choice that the text is, whatever its case.

    Raises: UsageError with the choices if it is none.
    """
    found = next((str(choice) for choice in choices if choice.casefold() == text.casefold()), None)
    if found is None:
        raise UsageError(f"there is no {what} {text!r}; there are {', '.join(choices)}")
    return found


def _date(text: str) -> str:
    if interval(text) is None:
        raise UsageError(f"{text!r} is no date: write YYYY, YYYY-MM, YYYY-MM-DD, two of them with a slash between, or none")
    return text
