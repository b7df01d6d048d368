"""Reports whose content is the sentence around the cue: "..., officials said", "according to X", "in X's view".

Called by `extract.attribution` and its `verbs`.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Token

from extract import grammar
from extract.attribution.cues import Match
from extract.attribution.report import Report, joined, kind_of, span, trimmed
from extract.attribution.sources import is_passive
from extract.grammar import text_of
from extract.lexicon import Cue, Lexicon
from extract.quotes import Quote
from extract.records import Span, Stance

SHORTEST: Final = 3
LONGEST: Final = 16
SET_OFF: Final = 8
NAMED: Final = frozenset({"flat", "compound", "nmod:poss", "nmod:desc"})


def parenthetical(match: Match) -> list[Span] | None:
    """ "The talks will go on, officials said": the sentence around a reporting clause that governs nothing."""
    token = match.token
    if "that" not in match.cue.frames or not any(c.dep_ in grammar.SUBJECTS or _inverted(c) for c in token.children):
        return None
    if is_passive(token) or grammar.negation(token) is not None:
        return None
    sentence = token.sent
    start, end = _clause(token)
    if _as_clause(token) and end < sentence.end - SHORTEST and token.doc[end].text == ",":
        return [span(token.doc, end + 1, sentence.end)]
    if token.dep_ not in {"parataxis", "ROOT", "ccomp", "advcl", "conj", "dep"} or end - start > LONGEST:
        return None
    if start - sentence.start >= SHORTEST and token.doc[start - 1].text in {",", "-", "–", "—"}:
        pieces = [span(token.doc, sentence.start, start - 1)]
        if token.doc[end - 1 : end + 1].text[:1] == "," or (end < sentence.end and token.doc[end].text == ","):
            after = end if token.doc[end - 1].text == "," else end + 1
            if sentence.end - after > SHORTEST:
                pieces.append(span(token.doc, after, sentence.end))
        elif sentence.end - end > LONGEST // 2:
            return None
        return pieces
    return None


def interrupting(match: Match) -> tuple[Token, list[Span]] | None:
    """ "The talks, officials said, will go on": the speaker, and the sentence without the clause between commas."""
    token, doc, sentence = match.token, match.token.doc, match.token.sent
    end = token.i + 1
    if "that" not in match.cue.frames or end >= sentence.end - SHORTEST or doc[end].text != "," or doc[end + 1].tag_ == "VBG":
        return None
    comma = next((t.i for t in reversed(doc[max(sentence.start, end - SET_OFF) : token.i]) if t.text == ","), None)
    if (
        comma is None
        or comma - sentence.start < SHORTEST - 1
        or any(t.pos_ in {"VERB", "ADP", "SCONJ"} for t in doc[comma + 1 : token.i])
    ):
        return None
    speakers = [t for t in doc[comma + 1 : token.i] if t.pos_ in {"NOUN", "PROPN", "PRON"} and t.dep_ not in NAMED]
    if not speakers:
        return None
    return speakers[-1], [span(doc, sentence.start, comma), span(doc, end + 1, sentence.end)]


def _as_clause(token: Token) -> bool:
    """ "As the minister said, ..." at the head of a sentence."""
    mark = grammar.child(token, "mark")
    return token.dep_ == "advcl" and mark is not None and mark.lower_ == "as" and mark.i - token.sent.start <= 1


def _inverted(token: Token) -> bool:
    return token.dep_ == "obj" and token.i == token.head.i + 1 and token.pos_ == "PROPN"


def _clause(token: Token) -> tuple[int, int]:
    """First and last token of the reporting clause: subject, verb, and what follows the verb without a clause of its own."""
    own = [c for c in token.children if c.dep_ in {*grammar.SUBJECTS, "aux", "advmod", "obl", "obj", "iobj", "obl:unmarked"}]
    near = [c for c in own if c.right_edge.i >= token.i - LONGEST // 2 and c.left_edge.i >= _last_comma(token, c)]
    start = min([token.i, *(c.left_edge.i for c in near)])
    end = max([token.i, *(c.right_edge.i for c in near)]) + 1
    return start, end


def _last_comma(token: Token, child: Token) -> int:
    """Where the reporting clause begins at the earliest: after the comma nearest before its subject."""
    subject = next((c for c in token.children if c.dep_ in grammar.SUBJECTS), child)
    first = min(subject.left_edge.i, token.i)
    return next((t.i + 1 for t in reversed(token.doc[token.sent.start : first]) if t.text in {",", "—", "–"}), token.sent.start)


def prepositional(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[Report]:
    """ "according to X" and other fixed words in front of the source: the rest of the sentence is reported."""
    claimed: set[int] = set()
    lowered = grammar.words_of(doc)
    present = frozenset(lowered)
    for words, cue in lexicon.cue_phrases:
        if not present.issuperset(words):
            continue
        for at in (i for i in range(len(lowered)) if tuple(lowered[i : i + len(words)]) == words):
            noun = _object_of(doc, at, len(words))
            if at in claimed or noun is None or any(q.holds(at) for q in quotes):
                continue
            claimed.add(at)
            content = _rest(doc, at, noun)
            if content:
                yield _report(doc, noun, list(doc[at : at + len(words)]), content, cue, quotes)


def possessive(doc: Doc, lexicon: Lexicon, quotes: Sequence[Quote]) -> Iterator[Report]:
    """ "in Moscow's view": preposition and noun hold the source between them."""
    nouns = {noun for _, noun in lexicon.cue_possessives}
    for noun in (doc[i] for i, lemma in enumerate(grammar.lemmas_of(doc)) if lemma in nouns):
        owner = grammar.possessor(noun) if noun.pos_ == "NOUN" else None
        marker = None if owner is None else grammar.child(noun, "case")
        cue = None if marker is None else lexicon.cue_possessives.get((marker.lower_, noun.lemma_))
        if owner is None or marker is None or cue is None or any(q.holds(noun.i) for q in quotes):
            continue
        content = _rest(doc, marker.i, noun)
        if content:
            yield _report(doc, owner, (marker, noun), content, cue, quotes)


def _report(
    doc: Doc, source: Token, words: Sequence[Token], content: Sequence[Span], cue: Cue, quotes: Sequence[Quote]
) -> Report:
    spans = tuple(trimmed(text_of(doc), s) for s in content)
    return Report(
        source=source,
        cue_token=words[0],
        cue=joined(doc, words),
        content=tuple(s for s in spans if s.end > s.start),
        kind=kind_of(spans, quotes),
        stance=Stance(cue.stance),
    )


def _object_of(doc: Doc, at: int, length: int) -> Token | None:
    """The noun that a fixed preposition governs."""
    head = doc[at].head
    if head.i >= at + length and head.pos_ in grammar.NOMINAL:
        return head
    for token in doc[at + length : at + length + 12]:
        if token.text in {".", ";"}:
            return None
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and token.dep_ not in {"compound", "nmod:poss", "flat"}:
            return token
    return None


def _rest(doc: Doc, at: int, noun: Token) -> list[Span]:
    """The sentence without the phrase that begins at token `at` and ends with the noun's."""
    sentence = doc[at].sent
    end = _phrase_end(doc, noun, sentence.end)
    if at - sentence.start <= SHORTEST and (at == sentence.start or doc[at - 1].text != ","):
        start = end if end < sentence.end and doc[end].text != "," else end + 1
        return [span(doc, start, sentence.end)] if sentence.end - start > SHORTEST else []
    pieces = [span(doc, sentence.start, at)]
    if end < sentence.end and doc[end].text == "," and sentence.end - end > SHORTEST:
        pieces.append(span(doc, end + 1, sentence.end))
    return pieces


def _phrase_end(doc: Doc, noun: Token, limit: int) -> int:
    """Where the source's phrase ends: at its first comma, but appositions and relative clauses after a comma belong to it."""
    end = min(noun.right_edge.i + 1, limit)
    while end > noun.i + 1 and doc[end - 1].text in {",", "."}:
        end -= 1
    return end
