"""What the encoder sees of reports, as reports; for `extract.attribution`.

The encoder's spans stand in `doc.spans["reports"]`; a pipeline without it leaves everything to the rules. What a cue commits the
reporter to, and whether it demands, is not learned: that stands in the lexicon. Of what the rules would add to what the encoder
sees, less than half is right (measured on PolNeAR's development part), so that they add nothing but words that go on.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from spacy.tokens import Doc, Span, Token

from extract import grammar
from extract.attribution import sources, speech
from extract.attribution.cues import readings
from extract.attribution.report import Report, joined, kind_of, trimmed
from extract.lexicon import Cue, Lexicon
from extract.quotes import Quote
from extract.records import Span as Place
from extract.records import Stance

CUE_WORDS: Final = ("VERB", "NOUN", "ADJ", "AUX")


def by_encoder(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[Report]:
    """Reports of the paragraph as the encoder sees them, in the order of their cues."""
    for spans in _groups(doc).values():
        cue = [s for s in spans if s.label_ == "cue"]
        content = [_place(s, quotes) for s in spans if s.label_ == "content"]
        content = [s for s in (trimmed(doc.text, s) for s in content) if s.end > s.start]
        if not cue or not content:
            continue
        head = _head(cue[0])
        known = _known(head, lexicon)
        named = _nearest(head, [s for s in spans if s.label_ == "source"])
        source = None if named is None else _noun(named)
        yield Report(
            source=source,
            source_at=None if named is None else (named.start, named.end),
            cue_token=head,
            cue=joined(doc, (t for s in cue for t in s)),
            content=tuple(content),
            kind=kind_of(content, quotes),
            stance=Stance.NEUTRAL if known is None else Stance(known.stance),
            anonymous=source is None and sources.of_verb(head)[1],
            demand=known is not None and known.kind in {"demand", "promise"},
        )


def _groups(doc: Doc) -> Mapping[str, list[Span]]:
    groups: dict[str, list[Span]] = {}
    for span in doc.spans.get("reports", ()):
        groups.setdefault(span.id_, []).append(span)
    return groups


def _place(span: Span, quotes: Sequence[Quote]) -> Place:
    """Characters of a span, to the end of a quotation that it breaks off in."""
    return speech.closed(Place(span.start_char, span.end_char), quotes)


def _head(cue: Span) -> Token:
    """The word that reports: the first verb, else noun, else adjective, else word."""
    for kind in CUE_WORDS:
        for token in cue:
            if token.pos_ == kind and token.lemma_ not in {"be", "have"}:
                return token
    return cue[0]


def _known(head: Token, lexicon: Lexicon) -> Cue | None:
    tables = {"NOUN": lexicon.cue_nouns, "ADJ": lexicon.cue_adjectives}
    found = readings(head, head.lemma_, tables.get(head.pos_, lexicon.cue_verbs))
    return found[0].cue if found else None


def _nearest(head: Token, spans: Sequence[Span]) -> Span | None:
    """The source nearest to the cue."""
    return min(spans, key=lambda s: (min(abs(s.start - head.i), abs(s.end - 1 - head.i)), s.start), default=None)


def _noun(source: Span) -> Token | None:
    """Its head noun, or None where it has none."""
    root = source.root
    while root.dep_ in {"flat", "compound"} and root.head.pos_ == "PROPN":
        root = root.head
    return root if root.pos_ in grammar.NOMINAL else None

