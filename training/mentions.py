"""The mentions of a treebank with coreference, with offsets in the text of their document; for `training.pronouns` and `bench`.

Source: GUM's column `Entity=` with the fields of `global.Entity` (GRP-etype-infstat-salience-centering-minspan-link-identity).
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from extract.records import Document
    from training.corpus import Paragraph, Word

TYPE: Final = 1  # places among the fields
MINSPAN: Final = 5
PIECE: Final = re.compile(r"\([^()]+\)?|[^()]+\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A gold mention: its cluster, type, sentence, first character, characters of its head words, and its word if a pronoun.

    `parts` are the head words of what is coordinated in it; one where nothing is.
    """

    cluster: str
    type: str
    sentence: int
    start: int
    heads: tuple[tuple[int, int], ...]
    pronoun: str | None
    parts: tuple[tuple[int, int], ...] = ()


def read(name: str, parts: Sequence["Paragraph"]) -> tuple["Document", list[Span]]:
    """A document with its paragraphs between empty lines, and its gold mentions with offsets in it."""
    from extract.records import Document

    text, number = "", 0
    spans: list[Span] = []
    for part in parts:
        text += "\n\n" if text else ""
        for sentence in part.sentences:
            places = []
            for word in sentence:
                places.append((len(text), len(text) + len(word.form)))
                text += word.form + " " * word.space
            spans += _mentions(sentence, places, number)
            number += 1
        text = text.rstrip(" ")
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(doc_id=name, source=name, text=text, sha256=digest, source_sha256=digest), spans


def _mentions(sentence: Sequence["Word"], places: Sequence[tuple[int, int]], number: int) -> Iterator[Span]:
    opened: dict[str, list[tuple[int, list[str]]]] = defaultdict(list)
    for i, word in enumerate(sentence):
        column = next((f.removeprefix("Entity=") for f in word.misc.split("|") if f.startswith("Entity=")), "")
        for piece in PIECE.findall(column):
            body = piece.strip("()")
            fields = body.split("-")
            cluster = fields[0].split("[")[0]  # "12[1/2]" is the first part of a mention in two parts
            if piece.startswith("("):
                opened[cluster].append((i, fields))
            if piece.endswith(")") and opened[cluster]:
                start, fields = opened[cluster].pop()
                yield _span(fields, number, sentence, places, (start, i + 1))


def _span(
    fields: Sequence[str], number: int, sentence: Sequence["Word"], places: Sequence[tuple[int, int]], at: tuple[int, int]
) -> Span:
    start, end = at
    heads = [start + int(n) - 1 for n in fields[MINSPAN].split(",") if n.isdigit() and start + int(n) - 1 < end]
    return Span(
        cluster=fields[0].split("[")[0],
        type=fields[TYPE],
        sentence=number,
        start=places[start][0],
        heads=tuple(places[i] for i in heads or range(start, end)),
        parts=tuple(places[i] for i in _parts(sentence, heads)),
        pronoun=sentence[start].form.lower() if end - start == 1 and sentence[start].tag in {"PRP", "PRP$"} else None,
    )


def _parts(sentence: Sequence["Word"], heads: Sequence[int]) -> list[int]:
    """Of several head words those that are coordinated, and not the words of one name."""
    joined = [i for i in heads if sentence[i].dep == "conj" and sentence[i].head in heads]
    return sorted({*joined, *(sentence[i].head for i in joined)}) or list(heads[:1])
