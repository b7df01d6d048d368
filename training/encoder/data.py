"""Treebanks, named entities and attributions as one kind of training example: words with whatever is annotated on them.

Called by `training.encoder.train`. What an example lacks is None, and the heads for it are not trained on it.
"""

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import spacy

from extract.paragraphs import PLAIN
from training import corpus
from training.corpus import Paragraph, Word

LONGEST = 180  # words of one example
ENTITY_LABELS = ("O", *(f"{p}-{t}" for t in ("PERSON", "ORG", "LOC", "EVENT", "MISC") for p in ("B", "I")))
CUE_LABELS = ("O", "B", "I")
ROLE_LABELS = ("O", "source", "content")


@dataclass(slots=True)
class Example:
    """Words and their annotations; `heads` are word numbers, the word's own for a root; `reports` are (first cue word, roles)."""

    words: list[str]
    tags: list[str] | None = None
    pos: list[str] | None = None
    heads: list[int] | None = None
    deps: list[str] | None = None
    starts: list[int] | None = None
    names: list[str] | None = None
    cues: list[str] | None = None
    reports: list[tuple[int, list[int]]] = field(default_factory=list)


def trees(path: Path, *, named: bool) -> Iterator[Example]:
    """Examples of a treebank, paragraphs cut between sentences to at most `LONGEST` words."""
    for paragraph in corpus.read_conllu(path):
        batch: list[list[Word]] = []
        size = 0
        for sentence in paragraph.sentences:
            if batch and size + len(sentence) > LONGEST:
                yield _tree(batch, named)
                batch, size = [], 0
            batch.append(sentence)
            size += len(sentence)
        if batch:
            yield _tree(batch, named)


def _tree(sentences: list[list[Word]], named: bool) -> Example:
    example = Example(words=[], tags=[], pos=[], heads=[], deps=[], starts=[], names=[] if named else None)
    for sentence in sentences:
        base = len(example.words)
        example.words += [w.form.translate(PLAIN) for w in sentence]
        example.tags += [w.tag for w in sentence]  # type: ignore[operator]
        example.pos += [w.pos for w in sentence]  # type: ignore[operator]
        example.heads += [base + w.head for w in sentence]  # type: ignore[operator]
        example.deps += [w.dep for w in sentence]  # type: ignore[operator]
        example.starts += [int(i == 0) for i in range(len(sentence))]  # type: ignore[operator]
        if named:
            example.names += labels(len(sentence), corpus.gum_names(sentence))  # type: ignore[operator]
    return example


def labels(length: int, spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """Spans of words as BIO labels."""
    found = ["O"] * length
    for start, end, label in spans:
        found[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    return found


def names(path: Path, blank: Any) -> Iterator[Example]:
    """Examples of CrossNER."""
    for row in corpus.read_crossner(path):
        gold = corpus.crossner_doc(blank.vocab, row)
        doc = blank.make_doc(gold.text.translate(PLAIN))
        found = []
        for entity in gold.ents:
            span = doc.char_span(entity.start_char, entity.end_char, alignment_mode="expand")
            found.append((span.start, span.end, entity.label_))
        yield Example(words=[t.text for t in doc], names=labels(len(doc), found))


def reports(path: Path, blank: Any) -> Iterator[Example]:
    """Examples of PolNeAR, one for each paragraph; an overlong one is cut at a full stop."""
    raw = path.read_bytes()
    for line in (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8").split("\n"):
        if not line:
            continue
        row = json.loads(line)
        for start, end in _pieces(row["text"], blank):
            yield _reported(row, start, end, blank)


def _pieces(text: str, blank: Any) -> Iterator[tuple[int, int]]:
    at = 0
    for paragraph in text.split("\n"):
        if paragraph.strip():
            doc = blank.make_doc(paragraph)
            first = 0
            for token in doc:
                full = token.i - first >= LONGEST or (token.i - first > LONGEST * 0.7 and token.text in {".", '."', ".”"})
                if full:
                    yield at + doc[first].idx, at + token.idx + len(token)
                    first = token.i + 1
            if first < len(doc):
                yield at + doc[first].idx, at + len(paragraph)
        at += len(paragraph) + 1


def _reported(row: dict[str, Any], start: int, end: int, blank: Any) -> Example:
    doc = blank.make_doc(row["text"][start:end].translate(PLAIN))
    example = Example(words=[t.text for t in doc], cues=["O"] * len(doc))

    def covered(spans: Sequence[Sequence[int]]) -> list[int]:
        return [t.i for s, e in spans for t in doc if s - start < t.idx + len(t) and t.idx < e - start and t.text.strip()]

    for attribution in row["attributions"]:
        cue = covered(attribution["cue"])
        if not cue or cue[0] >= len(doc):
            continue
        example.cues[cue[0]] = "B"  # type: ignore[index]
        for i in cue[1:]:
            if example.cues[i] == "O":  # type: ignore[index]
                example.cues[i] = "I"  # type: ignore[index]
        roles = [0] * len(doc)
        for number, name in ((2, "content"), (1, "source")):
            for i in covered(attribution[name]):
                roles[i] = number
        example.reports.append((cue[0], roles))
    return example


def lowered(example: Example, seed: random.Random) -> Example:
    """Now and then words as headlines have them: all capitalised, or all in capitals."""
    draw = seed.random()
    if draw > 0.05:
        return example
    words = [w[:1].upper() + w[1:] for w in example.words] if draw > 0.015 else [w.upper() for w in example.words]
    return Example(
        words,
        example.tags,
        example.pos,
        example.heads,
        example.deps,
        example.starts,
        example.names,
        example.cues,
        example.reports,
    )


def load(part: str, treebank: Path, entities: Path, attributions: Path | None) -> list[Example]:
    """All examples of `part`, which is train or dev."""
    blank = spacy.blank("en")
    found = [*trees(treebank / f"gum-{part}.conllu.gz", named=True), *trees(treebank / f"ewt-{part}.conllu.gz", named=False)]
    rows = list(names(entities / f"politics_{part}.jsonl", blank))
    found += rows * 2 if part == "train" else rows
    if attributions is not None:
        found += reports(attributions / ("train.jsonl.gz" if part == "train" else "dev.jsonl"), blank)
    return [e for e in found if e.words]


__all__ = ["CUE_LABELS", "ENTITY_LABELS", "LONGEST", "ROLE_LABELS", "Example", "Paragraph", "load", "lowered"]
