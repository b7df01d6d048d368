"""Turns of an interview or a transcript: paragraphs that begin with the name of who speaks; called by `extract.annotate`.

"((Ruiz)) We signed it.", "Ruiz: We signed it.", "Q: Who signed?": where such labels alternate in a document, what follows one is
what that speaker says, up to the next label. Behind the last label it is the rest of its paragraph.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Token

from extract.attribution.report import Report
from extract.grammar import text_of
from extract.records import QuoteKind, Span, Stance

LABEL: Final = re.compile(
    r"\s*(?:\(\(\s*(?P<ringed>[^()\n]{1,40}?)\s*\)\)|(?P<plain>(?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,3})\s?:)\s+(?=\S)"
)
TURNS: Final = 3  # labels of a document, two speakers among them, of whom one speaks twice


def find_turns(docs: Sequence[Doc]) -> Iterator[tuple[int, Report]]:
    """(paragraph, report) of all that is said in turns; none in a document that is no interview."""
    labels = {n: label for n, doc in enumerate(docs) if (label := LABEL.match(text_of(doc))) is not None}
    speakers = Counter(_name(label) for label in labels.values())
    if len(labels) < TURNS or len(speakers) < 2 or max(speakers.values()) < 2:
        return
    last, source = max(labels), None
    for number, doc in enumerate(docs):
        label = labels.get(number)
        if label is not None:
            source = _speaker(doc, label)
        if source is not None and number <= last:
            yield number, _said(doc, source, label.end() if label is not None else 0, carried=label is None)


def _name(label: re.Match[str]) -> str:
    return label.group("ringed") or label.group("plain")


def _speaker(doc: Doc, label: re.Match[str]) -> Token | None:
    """The word of a label that stands for the speaker: a part of a name, else its last word."""
    group = "ringed" if label.group("ringed") is not None else "plain"
    words = [t for t in doc if label.start(group) <= t.idx < label.end(group)]
    return next((t for t in words if t.ent_type_ == "Person"), words[-1] if words else None)


def _said(doc: Doc, source: Token, start: int, *, carried: bool) -> Report:
    return Report(
        source=source,
        cue_token=source if not carried else doc[0],
        cue=(),
        content=(Span(start, len(text_of(doc).rstrip())),),
        kind=QuoteKind.DIRECT,
        stance=Stance.NEUTRAL,
        carried=carried,
    )
