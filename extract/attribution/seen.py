"""What the encoder sees of reports, as reports; for `extract.attribution`.

The encoder's spans stand in `doc.spans["reports"]`; a pipeline without it leaves everything to the rules. What a cue commits the
reporter to, and whether it demands, is not learned: that stands in the lexicon. Cues are kept without auxiliaries and content
without "that", as the gold guidelines have it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from spacy.tokens import Doc, Span, Token

from extract import grammar
from extract.attribution import sources, speech
from extract.attribution.cues import readings
from extract.attribution.report import Report, joined, kind_of, trimmed
from extract.grammar import text_of
from extract.lexicon import Cue, Lexicon
from extract.quotes import Quote
from extract.records import QuoteKind, Stance
from extract.records import Span as Place

CUE_WORDS: Final = ("VERB", "NOUN", "ADJ", "AUX")
SMALL: Final = frozenset({"aux", "aux:pass", "cop", "advmod", "punct"})
SAME: Final = 0.5
PARENTHESIS: Final = 60
SEEMING: Final = frozenset({"seem", "appear"})
UNWILLING: Final = frozenset({"refuse", "decline", "reluctant", "unwilling"})
ACTS: Final = frozenset({"support", "reject", "accuse", "negotiate", "agree", "sign"})


def by_encoder(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[Report]:
    """Reports of the paragraph as the encoder sees them, in the order of their cues."""
    for spans in _groups(doc).values():
        cue = [s for s in spans if s.label_ == "cue"]
        content = [_place(s, quotes) for s in spans if s.label_ == "content"]
        content = [s for s in (trimmed(text_of(doc), s) for s in content) if s.end > s.start]
        if not cue or not content:
            continue
        head = _head(cue[0])
        known = _known(head, lexicon)
        if _own_plan(doc, head, content, lexicon) or _empty(doc, content):
            continue
        named = _nearest(head, [s for s in spans if s.label_ == "source"])
        source = _noun(named) if named is not None else None if head.lemma_ in SEEMING else _told_by(head, content)
        if source is None and head.lemma_ in SEEMING:
            continue
        if (known is None or source is None or _acts(head, lexicon)) and _states_nothing(doc, content, quotes):
            continue
        yield Report(
            source=source,
            source_at=None if named is None else _owner(named),
            cue_token=head,
            cue=joined(doc, _words(cue[0], head)),
            content=tuple(_whole(content, cue[0], quotes)),
            kind=kind_of(content, quotes),
            stance=Stance.NEUTRAL if known is None else Stance(known.stance),
            anonymous=source is None and sources.of_verb(head)[1],
            demand=known is not None and known.kind in {"demand", "promise"},
        )


def added(seen: Sequence[Report], found: Iterable[Report]) -> list[Report]:
    """The reports that were seen, and of those that rules found the ones that say something else."""
    return [*seen, *(r for r in found if not any(_same(r, s) for s in seen))]


def _same(one: Report, other: Report) -> bool:
    """Whether two reports share a cue, or most of their content."""
    if any(a.overlaps(b) for a in one.cue for b in other.cue):
        return True
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.content for b in other.content)
    union = sum(s.end - s.start for r in (one, other) for s in r.content) - shared
    return shared >= SAME * union


def _words(cue: Span, head: Token) -> list[Token]:
    """The cue without what comes before its head: auxiliaries, copula, adverbs."""
    first = next((t.i for t in cue if t == head or t.dep_ not in SMALL), head.i)
    return [t for t in cue if t.i >= first]


def _groups(doc: Doc) -> Mapping[str, list[Span]]:
    groups: dict[str, list[Span]] = {}
    for span in doc.spans.get("reports", ()):
        groups.setdefault(span.id_, []).append(span)
    return groups


def _place(span: Span, quotes: Sequence[Quote]) -> Place:
    """Characters of a span without a leading "that", to the end of a quotation that it breaks off in."""
    conjunction = len(span) > 1 and span[0].lower_ == "that" and (span[0].dep_ == "mark" or span[0].tag_ == "IN")
    first = span[int(conjunction) or _behind_name(span)]
    return speech.closed(Place(first.idx, span.end_char), quotes)


def _behind_name(span: Span) -> int:
    """Words up to a comma that tell only who the source before them is: "according to the minister, Ana Costa, it failed"."""
    if span[0].dep_ != "appos" or span[0].head.i >= span.start:
        return 0
    last = max(t.i for t in span[0].subtree) - span.start
    return last + 2 if last + 2 < len(span) and span[last + 1].text == "," else last + 1 if last + 1 < len(span) else 0


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
    named = [s for s in spans if _noun(s) is not None]  # "Costa, who led the talks, said"
    return min(named or spans, key=lambda s: (min(abs(s.start - head.i), abs(s.end - 1 - head.i)), s.start), default=None)


def _owner(source: Span) -> tuple[int, int]:
    """First and last word of a source, end exclusive, without a possessive ending."""
    ending = len(source) > 1 and source[-1].tag_ == "POS"
    return source.start, source.end - ending


def _own_plan(doc: Doc, head: Token, content: Sequence[Place], lexicon: Lexicon) -> bool:
    """Whether somebody only means to do something, or not to: "wants to leave", "refused to"; to want others to is a demand."""
    first = content[0].start
    if not text_of(doc).startswith("to ", first):
        return head.pos_ == "ADJ" and head.lemma_ in lexicon.intending and any(t.idx == first and t.tag_ == "VBG" for t in doc)
    meant = next((t for t in doc if t.idx > first), head)
    return head.lemma_ in lexicon.intending or (head.lemma_ in UNWILLING and meant.lemma_ not in lexicon.cue_verbs)


def _empty(doc: Doc, content: Sequence[Place]) -> bool:
    """Whether only a pronoun is said: "said nothing", "said so"."""
    words = [t for s in content for t in doc.char_span(s.start, s.end, alignment_mode="expand") or () if t.is_alpha]
    return len(words) == 1 and words[0].pos_ in {"PRON", "ADV", "DET"}


def _told_by(head: Token, content: Sequence[Place]) -> Token | None:
    """Who speaks by the tree, where the encoder marked nobody: "is wrong to suggest that"."""
    found = sources.of_verb(head)[0] if head.pos_ == "VERB" and head.tag_ != "VBN" else None
    if found is None or found.pos_ not in grammar.NOMINAL or any(s.start <= found.idx < s.end for s in content):
        return None
    return None if found.lower_ in {"it", "there", "that", "this", "which"} else found


def _whole(content: Sequence[Place], cue: Span, quotes: Sequence[Quote]) -> Sequence[Place]:
    """Pieces of indirect words that only a parenthesis parts, as one; what the cue stands between stays in pieces."""
    start, end = content[0].start, content[-1].end
    parted = any(b.start - a.end > PARENTHESIS for a, b in pairwise(content))
    if kind_of(content, quotes) is not QuoteKind.INDIRECT or start <= cue.start_char < end or parted:
        return content
    return [Place(start, end)]


def _acts(head: Token, lexicon: Lexicon) -> bool:
    """Whether a verb with a bare noun tells an act and not what was said: "rejected the offer", "backed the bill"."""
    return head.pos_ == "VERB" and any(e.relation in ACTS and not w for w, e in lexicon.verbs.get(head.lemma_.lower(), ()))


def _states_nothing(doc: Doc, content: Sequence[Place], quotes: Sequence[Quote]) -> bool:
    """Whether nothing is quoted and no clause is reported: "angered by the decision", "was charged with murder".

    Source: gold guidelines, decision 6.
    """
    words = [t for s in content for t in doc.char_span(s.start, s.end, alignment_mode="expand") or ()]
    return kind_of(content, quotes) is QuoteKind.INDIRECT and not any(t.pos_ in {"VERB", "AUX"} for t in words)


def _noun(source: Span) -> Token | None:
    """Its head noun, or None where it has none."""
    root = source.root
    while root.dep_ in {"flat", "compound"} and root.head.pos_ == "PROPN":
        root = root.head
    return root if root.pos_ in grammar.NOMINAL else None
