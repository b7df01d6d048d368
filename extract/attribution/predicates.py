"""Nouns and adjectives that report: "Moscow's claim that ...", "officials are confident that ..."; for `extract.attribution`."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from extract import grammar
from extract.attribution import contents, sources
from extract.attribution.cues import Match, find_adjectives, find_nouns
from extract.attribution.report import Report, joined, kind_of, trimmed
from extract.attribution.report import span as span_of
from extract.grammar import text_of
from extract.lexicon import Lexicon
from extract.quotes import Quote
from extract.records import Span, Stance

FIRST = frozenset({"i", "we", "you"})


def by_nouns(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[Report]:
    """Nouns of saying and thinking with their clause, or with a topic where their owner is known."""
    for matches in find_nouns(doc, lexicon):
        for match in matches:
            found = _of_noun(match)
            source = sources.of_noun(match.token, lexicon)
            if found is None or (source is None and not _finite(found[0], match)):
                continue
            if source is not None and _inside(source, found[0]):
                continue
            yield _report(match, source, found, quotes)
            break


def _of_noun(match: Match) -> contents.Found:
    token, frames = match.token, match.cue.frames
    for c in token.children:
        if c.i < token.i or c.dep_ not in {"acl", "ccomp", "xcomp", "acl:relcl", "advcl"}:
            continue
        mark = grammar.child(c, "mark")
        if "that" in frames and mark is not None and mark.lower_ == "that":
            return [span_of(token.doc, mark.i + 1, c.right_edge.i + 1)], ()
        if "inf" in frames and contents.infinitive(c):
            return [span_of(token.doc, c.left_edge.i, c.right_edge.i + 1)], ()
    if "that" in frames and token.dep_ in grammar.SUBJECTS:
        return _copular(token)
    return contents.topical(match) if "about" in frames else None


def _copular(token: Token) -> contents.Found:
    """ "The view is that ..."."""
    head = token.head
    if head.lemma_ == "be":
        clause = grammar.child(head, "ccomp")
        return ([span_of(token.doc, clause.left_edge.i, clause.right_edge.i + 1)], ()) if clause is not None else None
    mark = grammar.child(head, "mark")
    if mark is not None and mark.lower_ == "that" and mark.i > token.i:
        return [span_of(token.doc, mark.i + 1, head.right_edge.i + 1)], ()
    return None


def _finite(spans: Sequence[Span], match: Match) -> bool:
    """Whether the content is a that-clause: such a report stands even where nobody is said to hold it."""
    doc = match.token.doc
    return any(t.lower_ == "that" and 0 <= spans[0].start - t.idx <= 6 for t in doc)


def by_adjectives(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[Report]:
    """Predicates of conviction and feeling with their clause or topic."""
    for matches in find_adjectives(doc, lexicon):
        match = matches[0]
        found = contents.governed(match)
        source = sources.of_adjective(match.token) if found is not None else None
        if found is None or source is None or source.dep_ == "expl" or source.lower_ in {*sources.IMPERSONAL, "what"}:
            continue
        own = source.lower_ in FIRST and any(q.holds(match.token.i) for q in quotes)
        if not own and not _inside(source, found[0]):
            yield _report(match, source, found, quotes)


def _inside(source: Token, spans: Sequence[Span]) -> bool:
    return any(s.start <= source.idx < s.end for s in spans)


def _report(match: Match, source: Token | None, found: contents.Found, quotes: Sequence[Quote]) -> Report:
    content, words = found or ([], ())
    doc = match.token.doc
    spans = tuple(trimmed(text_of(doc), s) for s in content)
    return Report(
        source=source,
        cue_token=match.token,
        cue=joined(doc, (*match.words, *words)),
        content=tuple(s for s in spans if s.end > s.start),
        kind=kind_of(spans, quotes),
        stance=Stance(match.cue.stance),
    )
