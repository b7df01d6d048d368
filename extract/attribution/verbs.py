"""Verbs of saying, thinking and demanding, each with its source and its content; for `extract.attribution`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from extract import grammar
from extract.attribution import contents, sources, speech
from extract.attribution.around import interrupting, parenthetical
from extract.attribution.cues import Match, find_verbs
from extract.attribution.report import Report, joined, kind_of, trimmed
from extract.grammar import text_of
from extract.lexicon import Lexicon
from extract.quotes import Quote
from extract.records import QuoteKind, Span, Stance

FIRST = frozenset({"i", "we", "you"})
MARKS = 2


def by_verbs(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote], taken: set[Quote], *, sure: bool = False) -> Iterator[Report]:
    """Reports of the paragraph's cue verbs; quotations that they use up go into `taken`. `sure`: only of verbs over "that"."""
    for matches in find_verbs(doc, lexicon, governs_that if sure else None):
        for match in matches:
            report = _report(match, quotes, taken)
            if report is not None:
                yield report
                break


def governs_that(token: Token) -> bool:
    """Whether a clause with "that" hangs on the verb."""
    clause = grammar.child(token, "ccomp")
    mark = None if clause is None else grammar.child(clause, "mark")
    return mark is not None and mark.lower_ == "that"


def _report(match: Match, quotes: Sequence[Quote], taken: set[Quote]) -> Report | None:
    """The report of one reading of a verb, or None where it has no content or nobody could have said it."""
    doc, token = match.token.doc, match.token
    source, anonymous = sources.of_verb(token)
    spoken = _quoted(match, quotes, taken)
    if _misplaced(source, token, quotes) or (source is None and spoken):
        source = sources.beside(token, quotes) or (None if spoken else source)
    if _own_thought(match, source, quotes):
        return None
    set_off = interrupting(match) if not spoken else None
    source, spans = set_off if set_off is not None else (source, [])
    words: tuple[Token, ...] = ()
    if set_off is None:
        spans, words = _content(match, quotes, spoken)
    spans = speech.clipped(spans, token, quotes)
    if source is None and not anonymous and not spoken and token.tag_ != "VBG":
        return None
    spans = [s for s in (trimmed(text_of(doc), s) for s in sorted(spans)) if s.end > s.start]
    if not spans or (source is not None and any(s.start <= source.idx < s.end for s in spans)):
        return None
    taken.update(spoken)
    return Report(
        source=source,
        cue_token=token,
        cue=joined(doc, (*match.words, *words)),
        content=tuple(spans),
        kind=kind_of(spans, quotes),
        stance=Stance(match.cue.stance),
        anonymous=anonymous,
        demand=match.cue.kind in {"demand", "promise"},
    )


def _quoted(match: Match, quotes: Sequence[Quote], taken: set[Quote]) -> list[Quote]:
    """The quotations next to a cue that itself stands outside quotation marks."""
    token = match.token
    if "quote" not in match.cue.frames or _leading(token) or any(q.holds(token.i) for q in quotes):
        return []
    return speech.adjacent(token.doc, token, quotes, taken)


def _leading(token: Token) -> bool:
    """A participle in front of the verb that reports: "Reaffirming the policy, the minister said"."""
    if token.dep_ not in {"advcl", "acl"} or any(c.dep_ in grammar.SUBJECTS for c in token.children):
        return False
    return token.head.i > token.i


def _misplaced(source: Token | None, token: Token, quotes: Sequence[Quote]) -> bool:
    """Whether the tree finds the speaker inside a quotation that the cue stands outside of."""
    return source is not None and any(q.holds(source.i) and not q.holds(token.i) for q in quotes)


def _own_thought(match: Match, source: Token | None, quotes: Sequence[Quote]) -> bool:
    """ "I think", "we say" inside a quotation add no second speaker."""
    if source is None or source.lower_ not in FIRST or not any(q.holds(match.token.i) for q in quotes):
        return False
    return match.cue.kind == "think" or (match.cue.kind == "say" and match.token.tag_ in {"VB", "VBP"})


def _content(match: Match, quotes: Sequence[Quote], spoken: Sequence[Quote]) -> contents.Content:
    doc = match.token.doc
    spans = [speech.widened(doc, q, match.token) for q in spoken]
    found = contents.governed(match)
    if found is not None and _adds(found[0], spans):
        clauses = [speech.closed(s, quotes) for s in found[0]]
        return [s for s in spans if not any(c.overlaps(s) for c in clauses)] + clauses, found[1]
    if spans:
        return spans, ()
    return ([] if _leading(match.token) else parenthetical(match) or []), ()


def _adds(clauses: Sequence[Span], spans: Sequence[Span]) -> bool:
    """Whether the tree's content is more than what the quotation marks gave already."""
    return not any(s.start - MARKS <= c.start < s.end for c in clauses for s in spans)


def shared(doc: Doc, reports: Sequence[Report]) -> list[Report]:
    """ "said that talks had begun, adding that ...": the participle's speaker is the verb's, whose content ends before it."""
    kept = list(reports)
    for at, inner in enumerate(reports):
        outer = next((i for i, o in enumerate(kept) if i != at and _trails(doc, o, inner)), None)
        if outer is None:
            continue
        o = kept[outer]
        cut = trimmed(text_of(doc), Span(o.content[-1].start, doc[inner.cue_token.i - 1].idx))
        kept[outer] = replace(o, content=(*o.content[:-1], cut))
        kept[at] = replace(inner, source=o.source)
    return kept


def _trails(doc: Doc, outer: Report, inner: Report) -> bool:
    """Whether the inner cue is a participle behind a comma that ends the clause of the outer one."""
    token, last = inner.cue_token, outer.content[-1]
    if token.tag_ != "VBG" or token.i < 1 or doc[token.i - 1].text != "," or inner.demand or outer.kind is QuoteKind.DIRECT:
        return False
    return outer.cue_token.idx < last.start < token.idx and abs(inner.content[-1].end - last.end) <= 2
