"""Treebanks and named-entity corpora as spaCy training examples.

Called by `training.encoder.data`, `training.cnn` and `training.card`, and by `bench.scoring`."""

import gzip
import hashlib
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.vocab import Vocab

NAMED = frozenset({"NNP", "NNPS"})
GUM_TYPES = {"person": "PERSON", "organization": "ORG", "place": "LOC", "event": "EVENT", "object": "MISC", "abstract": "MISC"}
CROSSNER_TYPES = {
    "politician": "PERSON",
    "person": "PERSON",
    "organisation": "ORG",
    "politicalparty": "ORG",
    "country": "LOC",
    "location": "LOC",
    "event": "EVENT",
    "election": "EVENT",
    "misc": "MISC",
}
SMALL_WORDS = frozenset(
    {"of", "the", "for", "and", "de", "on", "in", "&", "-", "'s", "’s", "to", "al", "von", "van", "la", "du", "del"}
)
TITLES = frozenset(
    """mr mrs ms miss dr sir dame lord lady prof professor president chairman minister senator governor king queen prince
    princess pope captain general colonel major lieutenant sergeant judge justice secretary ambassador representative rep sen
    gov gen col capt lt st saint chief director mayor father sister brother emperor chancellor""".split()
)


@dataclass(slots=True)
class Word:
    """One syntactic word of a CoNLL-U file; `head` is an index into its sentence, its own index for the root."""

    form: str
    space: bool
    lemma: str
    pos: str
    tag: str
    head: int
    dep: str
    misc: str


@dataclass(slots=True)
class Paragraph:
    """Sentences that belong to one paragraph of one document, whose id is `document`."""

    sentences: list[list[Word]] = field(default_factory=list)
    document: str = ""


def sha256(path: Path) -> str:
    """Hex digest of a data file, for the model card."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_conllu(path: Path) -> Iterator[Paragraph]:
    """Yield paragraphs of a gzipped CoNLL-U file.

    Source: https://universaldependencies.org/format.html
    """
    paragraph, rows, surface = Paragraph(), [], []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith(("# newpar", "# newdoc")) and paragraph.sentences:
                yield paragraph
                paragraph = Paragraph(document=paragraph.document)
            if line.startswith("# newdoc id = "):
                paragraph.document = line.removeprefix("# newdoc id = ")
            elif not line and rows:
                paragraph.sentences.append(_sentence(rows, surface))
                rows, surface = [], []
            elif line and not line.startswith("#"):
                columns = line.split("\t")
                if "-" in columns[0]:
                    surface.append(columns)
                elif "." not in columns[0]:
                    rows.append(columns)
    if paragraph.sentences:
        yield paragraph


def _sentence(rows: list[list[str]], surface: list[list[str]]) -> list[Word]:
    space = ["SpaceAfter=No" not in row[9] for row in rows]
    for columns in surface:
        first, last = (int(n) - 1 for n in columns[0].split("-"))
        for i in range(first, last):
            space[i] = False
        space[last] = "SpaceAfter=No" not in columns[9]
    return [
        Word(r[1], space[i], r[2], r[3], r[4], int(r[6]) - 1 if r[6] != "0" else i, r[7] if r[6] != "0" else "ROOT", r[9])
        for i, r in enumerate(rows)
    ]


def syntax_doc(vocab: Vocab, paragraph: Paragraph) -> Doc:
    """A gold Doc with tags, parts of speech, heads, labels and sentence starts."""
    words, heads, starts = [], [], []
    for sentence in paragraph.sentences:
        base = len(words)
        words += sentence
        heads += [base + w.head for w in sentence]
        starts += [i == 0 for i in range(len(sentence))]
    return Doc(
        vocab,
        words=[w.form for w in words],
        spaces=[w.space for w in words],
        tags=[w.tag for w in words],
        pos=[w.pos for w in words],
        heads=heads,
        deps=[w.dep for w in words],
        sent_starts=starts,
    )


def gum_names(sentence: list[Word]) -> list[tuple[int, int, str]]:
    """Named entities of a GUM sentence as (start, end, label) in words, longest first, without overlaps.

    A span counts as named if its head is a proper noun or it carries a Wikipedia identity; it is cut to the name proper.
    Source: GUM 11, MISC column `Entity=`.
    """
    found = []
    for start, end, kind, identity in _gum_spans(sentence):
        label = GUM_TYPES.get(kind)
        head = _head(sentence, start, end)
        if label is None or not (
            sentence[head].tag in NAMED or (identity and sentence[head].tag == "JJ" and sentence[head].form[:1].isupper())
        ):
            continue
        start, end = _name_part(sentence, start, end, head)
        while label == "PERSON" and end - start > 1 and sentence[start].form.rstrip(".").lower() in TITLES:
            start += 1
        if sentence[start].form.lower() in SMALL_WORDS:
            continue
        found.append((start, end, label))
    kept: list[tuple[int, int, str]] = []
    for start, end, label in sorted(found, key=lambda s: (s[0] - s[1], s[0])):
        if all(end <= s or start >= e for s, e, _ in kept):
            kept.append((start, end, label))
    return sorted(kept)


def _gum_spans(sentence: list[Word]) -> Iterator[tuple[int, int, str, bool]]:
    opened: dict[str, list[tuple[int, str, bool]]] = {}
    for i, word in enumerate(sentence):
        entity = next((f[7:] for f in word.misc.split("|") if f.startswith("Entity=")), "")
        for piece in re.findall(r"\([^()]+\)?|[^()]+\)", entity):
            body = piece.strip("()")
            fields = body.split("-")
            if piece.startswith("("):
                identity = len(fields) > 7
                if piece.endswith(")"):
                    yield i, i + 1, fields[1], identity
                else:
                    opened.setdefault(fields[0], []).append((i, fields[1], identity))
            elif opened.get(fields[0]):
                start, kind, identity = opened[fields[0]].pop()
                yield start, i + 1, kind, identity


def _head(sentence: list[Word], start: int, end: int) -> int:
    return next((i for i in range(start, end) if not start <= sentence[i].head < end or sentence[i].head == i), end - 1)


def _name_part(sentence: list[Word], start: int, end: int, head: int) -> tuple[int, int]:
    def capital(i: int) -> bool:
        form = sentence[i].form
        return form[:1].isupper() or form[:1].isdigit() or sentence[i].tag in NAMED

    first = last = head
    while first > start and (capital(first - 1) or (sentence[first - 1].form.lower() in SMALL_WORDS and first - 1 > start)):
        first -= 1
    while last + 1 < end and (capital(last + 1) or sentence[last + 1].form.lower() in SMALL_WORDS):
        last += 1
    while first < head and sentence[first].form.lower() in SMALL_WORDS:
        first += 1
    while last > head and sentence[last].form.lower() in SMALL_WORDS:
        last -= 1
    return first, last + 1


def gum_name_doc(vocab: Vocab, paragraph: Paragraph) -> Doc:
    """A gold Doc with entities from GUM's entity column."""
    words = [w for s in paragraph.sentences for w in s]
    doc = Doc(vocab, words=[w.form for w in words], spaces=[w.space for w in words])
    base, spans = 0, []
    for sentence in paragraph.sentences:
        spans += [Span(doc, base + s, base + e, label=label) for s, e, label in gum_names(sentence)]
        base += len(sentence)
    doc.ents = spans
    return doc


def crossner_doc(vocab: Vocab, row: dict[str, object]) -> Doc:
    """A gold Doc from a CrossNER line; its text is detached tokens, which are joined as written text would be."""
    text, ents = str(row["text"]), row["ents"]
    words, spaces, starts = [], [], {}
    for match in re.finditer(r"\S+", text):
        starts[match.start()] = len(words)
        words.append(match.group())
        spaces.append(True)
    for i, word in enumerate(words[1:], 1):
        if word in {",", ".", ")", ";", ":", "'s", "?", "!"} or words[i - 1] == "(":
            spaces[i - 1] = False
    doc = Doc(vocab, words=words, spaces=spaces)
    spans = []
    for start, end, label in ents:  # type: ignore[attr-defined]
        first = starts[start]
        spans.append(Span(doc, first, first + len(text[start:end].split()), label=CROSSNER_TYPES[label]))
    doc.ents = spans
    return doc


def read_crossner(path: Path) -> list[dict[str, object]]:
    """The lines of a CrossNER file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def examples(nlp: object, golds: list[Doc]) -> list[Example]:
    """Pair each gold Doc with the pipeline's own tokens of the same text."""
    return [Example(nlp.make_doc(gold.text), gold) for gold in golds if len(gold)]  # type: ignore[attr-defined]


def shouted(gold: Doc, seed: random.Random) -> Doc | None:
    """Now and then a copy as headlines have it: no final full stop, or every word capitalised."""
    draw = seed.random()
    if draw > 0.12 or not gold.text.isprintable():
        return None
    words = [t.text for t in gold]
    if draw < 0.06:
        words = [w[:1].upper() + w[1:] if len(w) > 3 else w for w in words]
    end = len(words) - 1 if words[-1] == "." and len(words) > 3 else len(words)
    if any(gold[i].head.i >= end for i in range(end)):
        end = len(words)
    copy = Doc(
        gold.vocab,
        words=words[:end],
        spaces=[bool(t.whitespace_) for t in gold][:end],
        tags=[t.tag_ for t in gold][:end] if gold.has_annotation("TAG") else None,
        pos=[t.pos_ for t in gold][:end] if gold.has_annotation("TAG") else None,
        heads=[t.head.i for t in gold][:end] if gold.has_annotation("DEP") else None,
        deps=[t.dep_ for t in gold][:end] if gold.has_annotation("DEP") else None,
        sent_starts=[bool(t.is_sent_start) for t in gold][:end] if gold.has_annotation("DEP") else None,
    )
    copy.ents = [Span(copy, e.start, min(e.end, end), label=e.label) for e in gold.ents if e.start < end]
    return copy
