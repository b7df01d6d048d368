"""Third-person pronouns in a treebank with coreference, resolved on predicted trees; called by `bench/score.py`.

What is measured: each document of GUM dev is put together from its paragraphs and given to `extract.annotate` as plain text, so
that tokens, trees, names, descriptions and referents are all our own. Counted are the pronouns of `PRONOUNS` (subject, object,
possessive and reflexive forms of he, she, it, they) that are a mention of their own in gold and whose gold cluster has a mention
that is no pronoun, begins earlier, and stands in the same or one of the four sentences before. A pronoun is attempted where the
annotation gives it an entity. It is right where every entity that it was given (several for coordinated phrases) has a named or
described mention, anywhere in the document, that shares a word with the head words (GUM's `minspan`) of a mention of the gold
cluster that is no pronoun. The figure is right / counted, with what was not attempted as wrong; beside it right / attempted and
attempted / counted. Pronouns without such an antecedent, which one should leave alone, are not counted. The figure is also given
by pronoun and by gold's type of the cluster: things and abstracts are mostly of no type that the graph knows.

Source: GUM's column `Entity=` with the fields of `global.Entity` (GRP-etype-infstat-salience-centering-minspan-link-identity).
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.scoring.figures import PRONOUNS as DATA
from bench.scoring.figures import Figure
from bench.scoring.trees import paragraphs

if TYPE_CHECKING:
    from extract.records import Annotation, Document
    from training.corpus import Paragraph, Word

PRONOUNS: Final = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
}
WINDOW: Final = 4
TYPE: Final = 1  # places among the fields
MINSPAN: Final = 5
TYPES: Final = ("person", "organization", "place")
PIECE: Final = re.compile(r"\([^()]+\)?|[^()]+\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A gold mention: its cluster, type, sentence, first character, characters of its head words, and its word if a pronoun."""

    cluster: str
    type: str
    sentence: int
    start: int
    heads: tuple[tuple[int, int], ...]
    pronoun: str | None


def figures(treebank: Path) -> Iterator[Figure]:
    """All pronouns, then each of the four."""
    from extract.annotate import annotate
    from extract.language import load

    nlp = load()
    counted, attempted, right = Counter[str](), Counter[str](), Counter[str]()
    for name, group in groupby(paragraphs(treebank), key=lambda p: p.document):
        document, spans = read(name, list(group))
        for span, verdict in judged(spans, annotate(document, nlp)):
            kind = span.type if span.type in TYPES else "other"
            for row in ("antecedent right", PRONOUNS[span.pronoun or ""], f"gold type {kind}"):
                counted[row] += 1
                attempted[row] += verdict is not None
                right[row] += verdict is True
    for kind in ("antecedent right", "he", "she", "it", "they", *(f"gold type {t}" for t in (*TYPES, "other"))):
        tried = f"of those attempted {right[kind] / max(attempted[kind], 1):.3f}, attempted {attempted[kind]} of {counted[kind]}"
        yield Figure(data=DATA, measure=kind, value=right[kind] / max(counted[kind], 1), note=tried)


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
        pronoun=sentence[start].form.lower() if end - start == 1 and sentence[start].tag in {"PRP", "PRP$"} else None,
    )


def judged(spans: Iterable[Span], annotation: "Annotation") -> Iterator[tuple[Span, bool | None]]:
    """(pronoun, whether its referent is right) of each that is counted; None where it was not attempted."""
    clusters: dict[str, list[Span]] = defaultdict(list)
    spans = list(spans)
    for span in spans:
        if span.pronoun is None:
            clusters[span.cluster].append(span)
    given: dict[int, list[str]] = defaultdict(list)
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for mention in annotation.mentions:
        if mention.entity is not None and mention.kind.value == "pronoun":
            given[mention.span.start].append(mention.entity)
        elif mention.entity is not None:
            places[mention.entity].append((mention.span.start, mention.span.end))
    for span in spans:
        if span.pronoun not in PRONOUNS or not _due(span, clusters[span.cluster]):
            continue
        entities = given.get(span.start)
        heads = [h for other in clusters[span.cluster] for h in other.heads]
        yield span, None if not entities else all(_meet(places[e], heads) for e in entities)


def _due(pronoun: Span, others: Iterable[Span]) -> bool:
    return any(o.start < pronoun.start and pronoun.sentence - o.sentence <= WINDOW for o in others)


def _meet(one: Iterable[tuple[int, int]], other: Sequence[tuple[int, int]]) -> bool:
    return any(s < end and start < e for s, e in one for start, end in other)
