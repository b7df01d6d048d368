"""What a report takes as known and does not say: a relative clause in a demand, the attack that is feared; for `extract.holding`.

Who says something commits himself to all that stands in it. Who thinks, knows, asks or demands something does so to its main
clause only; what a relative clause or a definite noun tells in it is told by the author. Source: Karttunen 1974, "Presupposition
and linguistic context".
"""

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Token

from extract import grammar
from extract.drafts import Draft
from extract.lexicon import Lexicon
from extract.records import Attribution, Modality, Polarity, QuoteKind

SAYING: Final = frozenset({"say", "write"})
EVERYBODY: Final = frozenset({"world", "everyone", "everybody", "mankind", "humanity", "nobody"})
TEXTS: Final = ("instruments", "evidence", "utterances")
WHEN: Final = frozenset({"after", "before", "when", "while", "since", "until", "although", "because", "where"})
TOPICS: Final = frozenset({"about", "on", "over", "regarding", "concerning", "into"})
HANGING: Final = frozenset({"acl", "acl:relcl", "amod"})


def taken_as_known(draft: Draft, attribution: Attribution, cues: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether the source of indirect words does not tell the fact, though it stands in them."""
    if attribution.kind is not QuoteKind.INDIRECT or not cues or cues[0].pos_ in {"ADP", "SCONJ"}:
        return False
    if _around(draft.head, cues):
        return True
    kinds = {kind for cue in cues for kind in _kinds(cue, lexicon)}
    if kinds & SAYING or cues[0].lower_ in {"according", "per"}:
        return False
    source = _source(draft.head, attribution)
    if source is not None and (source.lemma_.lower() in EVERYBODY or _is_thing(source, lexicon)):
        return True
    return _beside(draft, cues)


def _kinds(cue: Token, lexicon: Lexicon) -> set[str]:
    """What a cue can do by the lexicon: say, think, demand; none where only the encoder knows it."""
    table = {"NOUN": lexicon.cue_nouns, "ADJ": lexicon.cue_adjectives}.get(cue.pos_, lexicon.cue_verbs)
    return {reading.kind for _, reading in table.get(cue.lemma_.lower(), ())}


def _source(head: Token, attribution: Attribution) -> Token | None:
    """The head noun of the source where it stands in the same paragraph."""
    span, start = attribution.source_span, grammar.offset(head.doc)
    if span is None or span.start < start:
        return None
    found = head.doc.char_span(span.start - start, span.end - start, alignment_mode="expand")
    return None if found is None else found.root


def _is_thing(source: Token, lexicon: Lexicon) -> bool:
    """Whether a thing and no text is said to show or to demand: "the events show", "the interests of peace demand"."""
    lemma = source.lemma_.lower()
    if source.pos_ != "NOUN" or source.ent_type_ or lemma in lexicon.actors or lemma in lexicon.cue_nouns:
        return False
    return not any(lemma in lexicon.classes[name] for name in TEXTS)


def _beside(draft: Draft, cues: Sequence[Token]) -> bool:
    """Whether the fact stands beside what is thought or demanded: in a relative clause, an apposition, a definite noun."""
    token = draft.head
    if token.pos_ == "NOUN" and grammar.definite(token) and draft.fact.modality is Modality.ACTUAL:
        return draft.fact.polarity is Polarity.POSITIVE
    while token not in cues:
        named = token.head in cues and token.head.pos_ == "NOUN"  # "their demand that it leave"
        if (token.dep_ in {"acl:relcl", "appos"} and not named) or (token.dep_ == "acl" and token.tag_ in {"VBN", "VBD"}):
            return True
        if token.head == token:
            return cues[0].dep_ in HANGING
        token = token.head
    return False


def _around(head: Token, cues: Sequence[Token]) -> bool:
    """Whether the fact stands in what only tells when or of what somebody spoke: "was upset after", "asked questions about"."""
    token = head
    while token not in cues and token.head != token:
        if token.head in cues:
            marker = grammar.child(token, "mark")
            told_when = token.dep_ == "advcl" and marker is not None and marker.lower_ in WHEN
            return told_when or (token.dep_ in {"obl", "nmod"} and token.pos_ == "NOUN" and grammar.case(token) in TOPICS)
        token = token.head
    return False
