"""Who holds a fact: the speaker whose words it stands in, or nobody but the document; called by `extract.facts`."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from extract import grammar
from extract.drafts import Draft
from extract.governors import noun_modality
from extract.intervals import Contents
from extract.lexicon import Lexicon
from extract.presupposed import taken_as_known
from extract.records import Attribution, Fact, Modality, QuoteKind
from extract.roles import judging_verb

NOMINAL_LINKS = frozenset({"obj", "obl", "nmod", "nsubj:pass", "conj", "appos", "compound", "nmod:poss"})


def hold(draft: Draft, contents: Contents, lexicon: Lexicon) -> Fact:
    """The fact with the innermost attribution whose content holds its trigger.

    Whoever condemns or welcomes a happening that a noun names does not tell of it, but takes it as known: then the document or an
    outer speaker holds it. So it is with those who only plan or want, and with what a thought or a demand takes as known
    (`extract.presupposed`). A title beside a name is the document's own but in quoted words.
    Source: gold guidelines, decisions 5, 6, 21 and 23.
    """
    for attribution in contents.around(draft.fact.trigger.start):
        if draft.fact.relation == "hold_office" and draft.head.pos_ == "PROPN" and attribution.kind is not QuoteKind.DIRECT:
            continue
        if draft.fact.relation == "stipulate" and any(a.entity == attribution.source for a in draft.fact.agent):
            continue  # a text is no source of what it provides
        cues = [*_cue_tokens(draft.head.doc, attribution)]
        if taken_as_known(draft, attribution, cues, lexicon) or any(
            _presupposed(draft, cue, lexicon) or _silent(draft, cue, lexicon) or _judged_by(draft, cue) for cue in cues
        ):
            continue
        return replace(draft.fact, attribution=attribution.id, holder=attribution.source)
    return draft.fact


def _cue_tokens(doc: Doc, attribution: Attribution) -> Iterator[Token]:
    start = grammar.offset(doc)
    for span in attribution.cue:
        found = doc.char_span(span.start - start, span.end - start, alignment_mode="expand") if span.start >= start else None
        yield from found or ()


def _presupposed(draft: Draft, cue: Token, lexicon: Lexicon) -> bool:
    """Whether only nouns lead from the trigger up to a cue that judges: "condemned the invasion of the island".

    What such a noun demands or plans is what others demand and plan: "rejected their demands for a withdrawal".
    """
    if cue.lemma_.lower() not in lexicon.words["judging"]:
        return False
    planned = draft.fact.modality is Modality.ACTUAL
    token = draft.head
    while token != cue:
        infinitive = token.tag_ == "VB" and token.dep_ == "acl"  # "rejected their demand to withdraw"
        if not infinitive and (token.pos_ not in {"NOUN", "PROPN"} or token.dep_ not in NOMINAL_LINKS):
            return False
        token = token.head
        planned |= infinitive or (token != cue and noun_modality(token, lexicon) in {Modality.DEMANDED, Modality.INTENDED})
    return planned


def _judged_by(draft: Draft, cue: Token) -> bool:
    """Whether the cue is the verb that judges: "sees the terms as unacceptable" tells of a refusal in the own voice."""
    return draft.head.pos_ == "ADJ" and judging_verb(draft.head) == cue


def _silent(draft: Draft, cue: Token, lexicon: Lexicon) -> bool:
    """Whether the cue tells of a plan or wish and not of words, and the fact is what is planned."""
    if cue.lemma_.lower() not in lexicon.words["silent"]:
        return False
    return draft.head == cue or cue in grammar.ancestors(draft.head) or draft.fact.modality is Modality.INTENDED
