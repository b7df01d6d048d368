"""What is said, as the cue's frames allow: clauses, infinitives, gerunds, noun phrases; called by `extract.attribution`.

Each function gives spans of the paragraph and the further words that belong to the cue.
"""

from collections.abc import Callable
from typing import Final

from spacy.tokens import Token

from extract import grammar
from extract.attribution.cues import Match
from extract.attribution.report import span
from extract.attribution.sources import is_passive
from extract.records import Span

Content = tuple[list[Span], tuple[Token, ...]]
Found = Content | None
TOPIC: Final = ("about", "of", "against", "on", "over", "for", "to", "in", "with", "at")
STRAY: Final = frozenset({"obl", "obl:unmarked", "advmod", "advcl", "acl", "nmod", "dep", "xcomp"})
NAMING: Final = frozenset({"call", "label", "brand", "dub", "term", "deem"})
SUBORDINATE: Final = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "csubj", "csubj:pass", "csubj:outer", "xcomp", "dep"})


def governed(match: Match) -> Found:
    """The content that the tree joins to the cue: the first frame that finds one."""
    for frame, find in FRAMES.items():
        if frame in match.cue.frames:
            found = find(match)
            if found is not None:
                return found
    return None


def finite(match: Match) -> Found:
    """ "said (that) ...", "asked whether ..."."""
    token = match.token
    for c in (c for word in match.words for c in word.children):
        if (c.dep_ == "ccomp" and not _bare_infinitive(c)) or (c.dep_ in SUBORDINATE and c.i > token.i and _that(c)):
            if _relative_gap(c):
                return [span(token.doc, max(token.i + 1, c.left_edge.i), c.right_edge.i + 1)], ()
            return [_edges(c, match)], ()
    for receiver in grammar.children(token, "obj", "iobj", "obl"):
        inner = next((c for c in receiver.children if c.dep_ in {"acl", "acl:relcl", "ccomp"} and _that(c)), None)
        if inner is not None and inner.i > token.i and not _own_gap(inner):
            return [_edges(inner, match)], ()
    return None


def _that(clause: Token) -> bool:
    mark = grammar.child(clause, "mark")
    return mark is not None and mark.lower_ == "that"


def _own_gap(clause: Token) -> bool:
    return not any(c.dep_ in grammar.SUBJECTS and c.lower_ not in grammar.RELATIVIZERS for c in clause.children)


def _bare_infinitive(clause: Token) -> bool:
    return infinitive(clause) or (clause.tag_ == "VBG" and grammar.child(clause, "aux", "cop", *grammar.SUBJECTS) is None)


def _relative_gap(clause: Token) -> bool:
    """ "a step that we believe is harmful": the clause's subject stands outside."""
    subject = next((c for c in clause.children if c.dep_ in grammar.SUBJECTS), None)
    return subject is not None and subject.lower_ in grammar.RELATIVIZERS and subject.i < clause.head.i < clause.i


def _edges(clause: Token, match: Match) -> Span:
    """The clause without the cue's own words that stand inside it, and without "that"."""
    token, doc = match.token, clause.doc
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    if start < token.i < end:
        start, end = (start, _before_speaker(token, clause)) if clause.i < token.i else (token.i + 1, end)
    if end > token.i + 1:
        end = _stray(token, end)
    own = [w.i + 1 for w in match.words if start <= w.i < clause.i]
    start = max([start, *own])
    if doc[start].lower_ == "that" and doc[start].dep_ in {"mark", "nsubj", "det"} and doc[start].head == clause:
        start += doc[start].dep_ == "mark"
    return span(doc, start, end)


def _before_speaker(token: Token, clause: Token) -> int:
    """Where a clause in front of the cue ends: before the cue's own subject."""
    return min([token.i, *(c.left_edge.i for c in token.children if c.dep_ in grammar.SUBJECTS and c.left_edge.i > clause.i)])


def _stray(token: Token, end: int) -> int:
    """Where the content ends: what follows the clause without a comma belongs to it, though the tree hangs it on the cue."""
    for c in token.children:
        if c.left_edge.i == end and c.dep_ in STRAY:
            end = c.right_edge.i + 1
    return end


def infinitive(verb: Token) -> bool:
    """Whether the clause is "to ..."."""
    return any(c.dep_ in {"mark", "aux"} and c.lower_ == "to" and c.i < verb.i for c in verb.children) and not any(
        c.dep_ in {"aux", "cop"} and c.tag_ in {"VBZ", "VBP", "VBD", "MD"} for c in verb.children
    )


def infinitival(match: Match) -> Found:
    """ "urged both sides to leave", "promised to leave", "is believed to have left"."""
    token = match.token
    clause = next((c for c in token.children if c.dep_ in {"xcomp", "advcl", "ccomp"} and c.i > token.i and infinitive(c)), None)
    clause = clause or _after_receiver(token)
    if clause is None:
        return None
    end = clause.right_edge.i + 1
    if is_passive(token):
        subject = grammar.subject(token)
        passive = [span(token.doc, *grammar.phrase(subject))] if subject is not None and subject.i < token.i else []
        return [*passive, span(token.doc, clause.left_edge.i, end)], ()
    receiver = next((c for c in token.children if c.dep_ in {"obj", "iobj", "obl"} and token.i < c.i < clause.i), None)
    if receiver is not None:
        first = grammar.child(receiver, "case")
        start = receiver.left_edge.i if first is None else first.i + 1
        return [span(token.doc, start, end)], (first,) if first is not None else ()
    own = next((c for c in clause.children if c.dep_ in grammar.SUBJECTS and c.i < clause.i), None)
    if own is None and match.cue.kind == "think":
        return None
    return [span(token.doc, clause.left_edge.i, end)], ()


def _after_receiver(token: Token) -> Token | None:
    """ "an order for troops to leave": the infinitive hangs on the receiver."""
    receiver = next((c for c in token.children if c.dep_ in {"obj", "obl"} and c.i > token.i), None)
    if receiver is None:
        return None
    return next((c for c in receiver.children if c.dep_ == "acl" and infinitive(c) and c.i > receiver.i), None)


def predicative(match: Match) -> Found:
    """ "sees the demands as unacceptable", "called the vote a farce": object and predicate together."""
    token = match.token
    obj = grammar.logical_object(token)
    for c in token.children:
        marked = c.dep_ in {"obl", "advcl", "xcomp", "nmod"} and _as(c)
        if c.i < token.i or infinitive(c) or not (marked or (obj is not None and _small_clause(token, obj, c))):
            continue
        end = c.right_edge.i + 1
        if obj is not None and token.i < obj.i < c.i:
            return [span(token.doc, obj.left_edge.i, end)], ()
        if obj is not None and obj.i < token.i:
            return [span(token.doc, *grammar.phrase(obj)), span(token.doc, c.left_edge.i, end)], ()
        return [span(token.doc, c.left_edge.i, end)], ()
    return _called(token, obj) if obj is not None else None


def _small_clause(token: Token, obj: Token, c: Token) -> bool:
    """Whether `c` is said of the object without "as"."""
    second = c.dep_ == "obj" and token.lemma_ in NAMING
    return obj.i < c.i and c.pos_ in {"ADJ", "NOUN", "PROPN"} and (c.dep_ == "xcomp" or second)


def _called(token: Token, obj: Token) -> Found:
    """ "called the report a "lie"": the name taken for an apposition."""
    name = grammar.child(obj, "appos")
    if name is None or token.lemma_ not in NAMING or name.i < token.i:
        return None
    return [span(token.doc, obj.left_edge.i, name.right_edge.i + 1)], ()


def _as(token: Token) -> bool:
    mark = grammar.child(token, "mark", "case")
    return mark is not None and mark.lower_ == "as"


def gerundive(match: Match) -> Found:
    """ "denied sending arms", "accused them of sending arms"."""
    token = match.token
    for c in token.children:
        if c.dep_ in {"xcomp", "advcl", "obl", "ccomp"} and c.tag_ == "VBG" and c.i > token.i:
            mark = grammar.child(c, "mark", "case")
            if c.dep_ != "xcomp" and (mark is None or mark.lower_ not in {*TOPIC, "as"}):
                continue
            obj = grammar.child(token, "obj")
            if obj is not None and token.i < obj.i < c.i:
                return [span(token.doc, obj.left_edge.i, c.right_edge.i + 1)], ()
            start = c.left_edge.i + (mark is not None and mark.i == c.left_edge.i)
            return [span(token.doc, start, c.right_edge.i + 1)], (mark,) if mark is not None else ()
    return _of_object(match)


def _of_object(match: Match) -> Found:
    """The gerund taken for a modifier of its subject: "showed the party leading", "accused them of leading"."""
    obj = grammar.child(match.token, "obj")
    if obj is None or obj.i < match.token.i:
        return None
    for c in grammar.children(obj, "acl", "nmod"):
        if c.tag_ == "VBG" and (match.cue.kind == "show" or grammar.child(c, "mark", "case") is not None):
            return [span(match.token.doc, obj.left_edge.i, c.right_edge.i + 1)], ()
    return None


def nominal(match: Match) -> Found:
    """ "expressed concern", "called for an inquiry": the object, or what the form's last word governs."""
    token, last = match.token, match.last
    if last != token and last.dep_ in {"case", "mark"} and last.head.i > last.i:
        return [span(token.doc, last.i + 1, last.head.right_edge.i + 1)], ()
    if last != token and last.pos_ == "ADP" and last.dep_ != "compound:prt":
        return None
    obj = grammar.child(token, "obj")
    if obj is not None and obj.i > token.i and _substantial(obj):
        return [span(token.doc, obj.left_edge.i, obj.right_edge.i + 1)], ()
    if is_passive(token) and grammar.child(token, "obl:agent") is not None:
        subject = grammar.subject(token)
        if subject is not None and _substantial(subject):
            return [span(token.doc, *grammar.phrase(subject))], ()
    return None


def _substantial(noun: Token) -> bool:
    """Content is more than a bare name or anaphor (gold decision 6): a noun with words of its own."""
    return noun.pos_ == "NOUN" and any(c.dep_ not in {"det", "punct", "case"} for c in noun.children)


def topical(match: Match) -> Found:
    """ "warned of a wider war": what a preposition governs."""
    token = match.token
    for c in token.children:
        marker = grammar.child(c, "case", "mark")
        if c.i < token.i or marker is None or marker.lower_ not in TOPIC[:6] or c.dep_ not in {"obl", "nmod", "advcl", "acl"}:
            continue
        if c.pos_ != "NOUN" and c.tag_ != "VBG" and c.dep_ not in {"advcl", "acl"}:
            continue
        obj = grammar.child(token, "obj")
        if obj is not None and token.i < obj.i < c.i and match.cue.kind == "say" and token.pos_ == "VERB":
            return [span(token.doc, obj.left_edge.i, c.right_edge.i + 1)], ()
        return [span(token.doc, marker.i + 1, c.right_edge.i + 1)], (marker,)
    return None


FRAMES: Final[dict[str, Callable[[Match], Found]]] = {
    "that": finite,
    "wh": finite,
    "inf": infinitival,
    "as": predicative,
    "ing": gerundive,
    "np": nominal,
    "about": topical,
}
