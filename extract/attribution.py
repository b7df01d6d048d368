"""Who says, writes, thinks or demands what: attributions of one paragraph, by cue words, trees and quotation marks.

Called by `extract.annotate`, paragraph by paragraph; `Report` keeps spaCy tokens, because the source is named only when the
document's entities are known.

Source: the scheme of source, cue and content is that of PARC and PolNeAR (Newell et al. 2018).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from extract import grammar
from extract.lexicon import Cue, Lexicon
from extract.quotes import Quote, find_quotes
from extract.records import QuoteKind, Span, Stance

REACH = 60
TRIMMED = " \t,;:'\"-–—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An attribution inside its paragraph: `content` and `cue` are character spans of the paragraph."""

    source: Token | None
    cue_token: Token
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: QuoteKind
    stance: Stance
    anonymous: bool = False
    demand: bool = False
    carried: bool = False

    def holds(self, at: int) -> bool:
        """Whether the character at `at` of the paragraph is reported."""
        return any(s.start <= at < s.end for s in self.content)


def find_reports(doc: Doc, lexicon: Lexicon, previous: Report | None = None) -> list[Report]:
    """Attributions of a paragraph in text order. `previous` is the last of the paragraph before if its quotation goes on."""
    quotes = [q for q in find_quotes(doc) if q.speech]
    found: list[Report] = []
    taken: set[Quote] = set()
    for cue, words, token in find_cues(doc, lexicon):
        report = _verbal(doc, token, words, cue, quotes, taken)
        if report is not None:
            found.append(report)
    found += _according(doc, lexicon, quotes)
    found += _nominal(doc, lexicon)
    found += _colon(doc, quotes, taken)
    found += _carried_on(doc, quotes, taken, found, previous)
    return sorted(_distinct(found), key=lambda r: (r.content[0].start, -r.content[-1].end))


def find_cues(doc: Doc, lexicon: Lexicon) -> Iterator[tuple[Cue, tuple[Token, ...], Token]]:
    """Verbs that the lexicon knows as cues, with the tokens that belong to the cue."""
    for token in doc:
        if token.pos_ not in {"VERB", "AUX"} or token.lemma_ not in lexicon.cue_verbs:
            continue
        best: tuple[Cue, tuple[Token, ...], Token] | None = None
        for words, cue in lexicon.cue_verbs[token.lemma_]:
            rest = _rest(token, words)
            if rest is not None and (best is None or len(rest) + 1 > len(best[1])):
                best = cue, tuple(sorted((token, *rest), key=lambda t: t.i)), token
        if best is not None:
            yield best


def _rest(token: Token, words: tuple[str, ...]) -> tuple[Token, ...] | None:
    """Tokens near the verb that spell the rest of a multiword cue, in order, or None."""
    found: list[Token] = []
    at = token.i + 1
    for word in words:
        match = next((t for t in token.doc[at : at + 4] if t.lemma_ == word or t.lower_ == word), None)
        if match is None:
            return None
        found.append(match)
        at = match.i + 1
    return tuple(found)


def _verbal(
    doc: Doc, token: Token, words: tuple[Token, ...], cue: Cue, quotes: list[Quote], taken: set[Quote]
) -> Report | None:
    """A verb of saying, thinking or demanding with its content, if it has one."""
    source, anonymous = _source(token)
    around = next((q for q in quotes if q.holds(token.i)), None)
    mine = _adjacent(doc, token, quotes, taken) if around is None and "quote" in cue.frames else []
    spans = [Span(q.start, q.end) for q in mine]
    clause = _clause_content(token, cue)
    if clause is not None and not any(s.start <= clause.start < s.end for s in spans):
        spans.append(_close_quotes(clause, quotes))
        spans = [s for s in spans if s == spans[-1] or not spans[-1].overlaps(s)]
    if not spans:
        parataxis = _parenthetical(token, cue) if around is None or True else None
        if parataxis is None:
            return None
        spans.append(parataxis)
    if source is None and not anonymous and not mine and not _clausal_source_ok(token):
        return None
    taken.update(mine)
    spans = [trimmed(doc.text, s) for s in sorted(spans)]
    return Report(
        source=source,
        cue_token=token,
        cue=_cue_spans(words),
        content=tuple(s for s in spans if s.end > s.start),
        kind=_kind(doc, spans, quotes),
        stance=Stance(cue.stance),
        anonymous=anonymous,
        demand=cue.kind in {"demand", "promise"},
    )


def _clausal_source_ok(token: Token) -> bool:
    """A subjectless cue still reports if it is a participle or infinitive of a clause whose subject is left unsaid."""
    return token.dep_ in {"advcl", "acl"} and token.tag_ == "VBG"


def _source(token: Token) -> tuple[Token | None, bool]:
    """The speaker; (None, True) where the passive or "it" leaves the speaker out."""
    if grammar.is_passive(token):
        agent = grammar.logical_subject(token)
        if agent is not None:
            return agent, False
        subject = grammar.subject(token)
        infinitive = grammar.child(token, "xcomp")
        if subject is not None and (subject.lower_ == "it" or infinitive is not None):
            return None, True
        return None, grammar.child(token, "ccomp") is not None
    subject = grammar.subject(token)
    if subject is None:
        return None, False
    if subject.lower_ in {"it", "there"} and subject.dep_ == "expl":
        return None, True
    return subject, False


def _clause_content(token: Token, cue: Cue) -> Span | None:
    """The words of the clause that the cue governs, as its frames allow."""
    frames = cue.frames
    for c in token.children:
        if c.dep_ == "ccomp" and ("that" in frames or "wh" in frames or "inf" in frames) and not _relative_gap(c):
            return span(*_clause_edges(c, token))
        if c.dep_ in {"xcomp", "advcl"} and c.i > token.i and "inf" in frames and _infinitive(c):
            receiver = grammar.child(token, "obj", "iobj")
            if receiver is not None and receiver.i < c.i and grammar.subject(c) == receiver:
                return span(token.doc, receiver.left_edge.i, c.right_edge.i + 1)
            return span(*_clause_edges(c, token)) if cue.kind in {"demand", "promise", "say", "think"} else None
    if "as" in frames:
        return _as_content(token)
    if "np" in frames:
        obj = grammar.child(token, "obj")
        if obj is not None and obj.pos_ == "NOUN" and obj.i > token.i and not grammar.is_passive(token):
            return span(token.doc, obj.left_edge.i, obj.right_edge.i + 1)
    return None


def _infinitive(verb: Token) -> bool:
    mark = grammar.child(verb, "mark")
    return verb.tag_ == "VB" and mark is not None and mark.lower_ == "to"


def _relative_gap(clause: Token) -> bool:
    """ "activities that we believe are harmful": the clause's subject stands outside, there is no content of its own."""
    subject = next((c for c in clause.children if c.dep_ in grammar.SUBJECTS), None)
    return subject is not None and subject.lower_ in grammar.RELATIVIZERS and subject.i < clause.head.i


def _clause_edges(clause: Token, cue: Token) -> tuple[Doc, int, int]:
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    if start < cue.i < end:
        if clause.i < cue.i:
            end = cue.i
        else:
            start = cue.i + 1
    doc = clause.doc
    mark = doc[start]
    if mark.dep_ == "mark" and mark.lower_ == "that":
        start += 1
    return doc, start, end


def _as_content(token: Token) -> Span | None:
    """ "sees the demands as unacceptable": object and predicate together."""
    obj = grammar.child(token, "obj")
    for c in token.children:
        if c.dep_ in {"obl", "advcl", "xcomp"} and grammar.case(c) == "as" or (c.dep_ in {"advcl", "xcomp"} and _marked_as(c)):
            first = obj if obj is not None and obj.i > token.i else c
            return span(token.doc, first.left_edge.i, c.right_edge.i + 1)
        if c.dep_ == "xcomp" and obj is not None and obj.i < c.i and c.pos_ in {"ADJ", "NOUN"}:
            return span(token.doc, obj.left_edge.i, c.right_edge.i + 1)
    return None


def _marked_as(token: Token) -> bool:
    mark = grammar.child(token, "mark", "case")
    return mark is not None and mark.lower_ == "as"


def _parenthetical(token: Token, cue: Cue) -> Span | None:
    """ "The talks will go on, officials said": the sentence around a cue without a clause of its own."""
    if "that" not in cue.frames or not any(c.dep_ in grammar.SUBJECTS for c in token.children):
        return None
    sentence = token.sent
    if token.dep_ == "parataxis" or (token.dep_ == "ROOT" and token.i > sentence.start + 4):
        start, end = token.left_edge.i, token.right_edge.i + 1
        if token.dep_ == "ROOT":
            subject = next(c for c in token.children if c.dep_ in grammar.SUBJECTS)
            start = subject.left_edge.i
        before = token.doc[start - 1].text if start > sentence.start else ""
        if before == "," and start - sentence.start >= 4 and sentence.end - token.i <= 14:
            return span(token.doc, sentence.start, start - 1)
        if token.dep_ == "parataxis" and end < sentence.end - 3 and token.doc[end - 1].text == ",":
            head = token.head
            return span(token.doc, head.left_edge.i, head.right_edge.i + 1) if not _inside(head, token) else None
    return None


def _inside(token: Token, ancestor: Token) -> bool:
    return token == ancestor or ancestor in grammar.ancestors(token)


def _adjacent(doc: Doc, token: Token, quotes: list[Quote], taken: set[Quote]) -> list[Quote]:
    """Quotations that a verb of saying introduces, follows or interrupts."""
    free = [q for q in quotes if q not in taken and not q.holds(token.i)]
    before = [q for q in free if q.last <= token.i and _joined(doc, q.last, token.i)]
    after = [q for q in free if q.first > token.i and _joined(doc, token.i, q.first)]
    mine: list[Quote] = []
    if before:
        mine.append(before[-1])
    if after and (not before or _interrupted(doc, before[-1], token)):
        mine.append(after[0])
    return mine


def _joined(doc: Doc, start: int, end: int) -> bool:
    """Whether no sentence ends between two token positions (a parser may cut at the closing mark, the full stop decides)."""
    if end - start > REACH:
        return False
    between = doc[start:end]
    stops = [t for t in between if t.text in {".", "?", "!", ";"} and t.i > start + 1]
    return not stops and not any(t.text == "." and t.i == start + 1 for t in between)


def _interrupted(doc: Doc, quote: Quote, token: Token) -> bool:
    """Whether what stands before ends with a comma: then the quotation may go on after the speaker."""
    return doc.text[quote.end - 1] == "," or (quote.last < len(doc) and doc[quote.last].text == ",") or token.i > quote.last + 12


def _close_quotes(content: Span, quotes: list[Quote]) -> Span:
    """Stretch a clause to the end of a quotation that it breaks off in."""
    for q in quotes:
        if content.start <= q.end and q.start < content.end < q.end + 2:
            return Span(min(content.start, max(content.start, 0)), q.end + 1)
    return content


def _according(doc: Doc, lexicon: Lexicon, quotes: list[Quote]) -> Iterator[Report]:
    """ "according to X" and other prepositional cues: the rest of the sentence is reported."""
    for words, cue in lexicon.cue_phrases:
        for at in _occurrences(doc, words):
            noun = _object_of(doc, at, len(words))
            if noun is None or any(q.holds(at) for q in quotes):
                continue
            content = _around(doc, at, noun)
            if content is None:
                continue
            yield Report(
                source=noun,
                cue_token=doc[at],
                cue=(span(doc, at, at + len(words)),),
                content=(trimmed(doc.text, content),),
                kind=_kind(doc, [content], quotes),
                stance=Stance(cue.stance),
            )


def _occurrences(doc: Doc, words: tuple[str, ...]) -> Iterator[int]:
    for token in doc:
        if token.lower_ == words[0] and tuple(t.lower_ for t in doc[token.i : token.i + len(words)]) == words:
            yield token.i


def _object_of(doc: Doc, at: int, length: int) -> Token | None:
    """The noun that a fixed preposition governs."""
    head = doc[at].head
    if head.i >= at + length and head.pos_ in grammar.NOMINAL:
        return head
    for token in doc[at + length : at + length + 12]:
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and token.dep_ not in {"compound", "nmod:poss", "flat"}:
            return token
        if token.text in {".", ";"}:
            return None
    return None


def _around(doc: Doc, at: int, noun: Token) -> Span | None:
    """The sentence without the phrase that begins at token `at`."""
    sentence = doc[at].sent
    if at - sentence.start <= 3:
        verb = next((t for t in grammar.ancestors(noun) if t.pos_ in {"VERB", "AUX"} or t.dep_ == "ROOT"), None)
        main = _main_subject(sentence.root, at)
        start = main if main is not None else _after_comma(doc, noun, sentence.end)
        if start is None or start >= sentence.end or verb is None:
            return None
        return span(doc, start, sentence.end)
    return span(doc, sentence.start, at) if at - sentence.start >= 3 else None


def _main_subject(root: Token, at: int) -> int | None:
    subject = next((c for c in root.children if c.dep_ in grammar.SUBJECTS and c.i > at), None)
    if subject is None:
        return None
    extra = [c.left_edge.i for c in root.children if at + 2 < c.left_edge.i < subject.left_edge.i and c.dep_ in {"obl", "advmod"}]
    before = [i for i in extra if root.doc[i - 1].text == "," and i > at + 3]
    return min([subject.left_edge.i, *before])


def _after_comma(doc: Doc, noun: Token, end: int) -> int | None:
    return next((t.i + 1 for t in doc[noun.right_edge.i : end] if t.text == ","), None)


def _nominal(doc: Doc, lexicon: Lexicon) -> Iterator[Report]:
    """ "Moscow's claim that ...": a noun of saying with its clause and a known owner."""
    for token in doc:
        if token.pos_ != "NOUN" or token.lemma_ not in lexicon.cue_nouns:
            continue
        clause = next((c for c in token.children if c.dep_ in {"acl", "ccomp"} and _that(c)), None)
        if clause is None:
            continue
        cue = lexicon.cue_nouns[token.lemma_][0][1]
        source = grammar.possessor(token) or grammar.oblique(token, "by") or grammar.oblique(token, "of")
        if source is None and token.dep_ in {"obj", "obl"} and token.head.pos_ == "VERB":
            source = grammar.logical_subject(token.head)
        if source is None:
            continue
        yield Report(
            source=source,
            cue_token=token,
            cue=(span(doc, token.i, token.i + 1),),
            content=(trimmed(doc.text, span(doc, clause.left_edge.i + 1, clause.right_edge.i + 1)),),
            kind=QuoteKind.INDIRECT,
            stance=Stance(cue.stance),
        )


def _that(clause: Token) -> bool:
    mark = grammar.child(clause, "mark")
    return mark is not None and mark.lower_ == "that"


def _colon(doc: Doc, quotes: list[Quote], taken: set[Quote]) -> Iterator[Report]:
    """ "Lavrov: "We will respond"", a name and a colon in front of a quotation."""
    for q in quotes:
        if q in taken or q.first < 2 or doc[q.first - 2].text != ":":
            continue
        name = doc[q.first - 3] if q.first >= 3 else None
        if name is None or name.pos_ != "PROPN" or q.first - 2 - name.sent.start > 6:
            continue
        taken.add(q)
        yield Report(
            source=name,
            cue_token=doc[q.first - 2],
            cue=(span(doc, q.first - 2, q.first - 1),),
            content=(Span(q.start, q.end),),
            kind=QuoteKind.DIRECT,
            stance=Stance.NEUTRAL,
        )


def _carried_on(
    doc: Doc, quotes: list[Quote], taken: set[Quote], found: list[Report], previous: Report | None
) -> Iterator[Report]:
    """A quotation without a cue of its own belongs to the speaker before it, in this paragraph or, unclosed, the last one."""
    for q in quotes:
        if q in taken or any(r.holds(q.start) for r in found):
            continue
        earlier = [r for r in found if r.kind is not QuoteKind.INDIRECT and r.content[-1].end <= q.start]
        speaker = max(earlier, key=lambda r: r.content[-1].end) if earlier else None
        if speaker is None and q.first <= 1 and previous is not None:
            speaker = previous
        if speaker is None:
            continue
        content = (trimmed(doc.text, Span(q.start, q.end)),)
        cue = speaker.cue if speaker is not previous else ()
        yield replace(speaker, content=content, cue=cue, kind=QuoteKind.DIRECT, carried=True)


def _kind(doc: Doc, spans: Iterable[Span], quotes: list[Quote]) -> QuoteKind:
    inside = [any(q.start - 1 <= s.start and s.end <= q.end + 1 for q in quotes) for s in spans]
    if inside and all(inside):
        return QuoteKind.DIRECT
    touched = any(s.start < q.end and q.start < s.end for s in spans for q in quotes)
    return QuoteKind.MIXED if touched else QuoteKind.INDIRECT


def _cue_spans(words: tuple[Token, ...]) -> tuple[Span, ...]:
    """Spans of the cue's words, those that touch joined."""
    spans: list[list[int]] = []
    for t in words:
        if spans and t.i == spans[-1][1]:
            spans[-1][1] = t.i + 1
        else:
            spans.append([t.i, t.i + 1])
    return tuple(span(words[0].doc, s, e) for s, e in spans)


def span(doc: Doc, first: int, last: int) -> Span:
    """Characters of tokens `first` to `last`, end exclusive."""
    if last <= first:
        return Span(doc[first].idx, doc[first].idx)
    return Span(doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))


def trimmed(text: str, s: Span) -> Span:
    """Without quotation marks, commas and spaces at the ends; indirect content also without its full stop."""
    start, end = s.start, min(s.end, len(text))
    while start < end and text[start] in TRIMMED:
        start += 1
    while end > start and text[end - 1] in TRIMMED:
        end -= 1
    if end > start and text[end - 1] == "." and text[s.end - 1 : s.end] != '"' and not _closed(text, end):
        end -= 1
    return Span(start, end)


def _closed(text: str, end: int) -> bool:
    """A full stop before a closing mark belongs to the quotation."""
    return text[end : end + 1] in {'"', "'"}


def _distinct(reports: list[Report]) -> list[Report]:
    """Without a second report of the same words under the same cue."""
    seen: set[tuple[int, tuple[Span, ...]]] = set()
    kept = []
    for r in reports:
        key = (r.cue_token.i, r.content)
        if r.content and key not in seen:
            seen.add(key)
            kept.append(r)
    return kept
