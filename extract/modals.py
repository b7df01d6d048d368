"""The modality that stands in a clause or noun phrase itself: auxiliaries, conditions, questions; for `extract.moods`."""

from typing import Final

from spacy.tokens import Token

from extract import grammar
from extract.lexicon import Lexicon
from extract.records import Modality

HYPOTHETICAL: Final = frozenset({"may", "might", "could", "can"})
ABLE: Final = frozenset({"could", "can", "ca"})
CONDITIONS: Final = frozenset({"if", "unless", "whether", "lest"})
UNTIL: Final = frozenset({"until", "till", "once", "before", "provided", "providing"})  # with a present tense: not yet so
OBLIGATIONS: Final = frozenset({"should", "must", "ought", "shall"})
QUESTIONS: Final = frozenset({"WP", "WRB", "WDT", "WP$"})
PRESENT: Final = frozenset({"VBZ", "VBP"})


def own_modality(head: Token, lexicon: Lexicon, conditional_is_actual: bool) -> Modality:
    """The modality that stands in the clause or noun phrase itself."""
    for c in head.children:
        if c.dep_ in {"cop", "aux"} and c.lemma_ == "be" and head.tag_ == "VB" and grammar.child(head, "mark") is not None:
            return Modality.INTENDED  # "is to send"
        found = _of_auxiliary(c, head, conditional_is_actual) if c.dep_ == "aux" else Modality.ACTUAL
        if found is not Modality.ACTUAL:
            return found
        if c.dep_ == "mark" and (c.lower_ in CONDITIONS or (c.lower_ in UNTIL and _present(head))):
            return Modality.HYPOTHETICAL
        if c.dep_ in {"amod", "advmod"} and c.lemma_ in lexicon.hypothetical_words:
            return Modality.HYPOTHETICAL
        if c.dep_ == "amod" and not {c.lemma_, c.lower_}.isdisjoint(lexicon.intended_words):
            return Modality.INTENDED
    return Modality.ACTUAL


def _of_auxiliary(auxiliary: Token, head: Token, conditional_is_actual: bool) -> Modality:
    word = auxiliary.lower_
    if word in {"will", "'ll", "wo", "shall"}:
        return Modality.INTENDED
    if word in {"would", "'d"} and head.dep_ == "ccomp" and head.head.tag_ in {"VBD", "VBN"}:
        return Modality.INTENDED
    if word in ABLE and grammar.negation(head) is not None and grammar.child(head, "aux:pass", "cop") is None:
        return Modality.ACTUAL  # "could not agree" did not
    if word in HYPOTHETICAL or (word in {"would", "'d"} and not conditional_is_actual):
        return Modality.HYPOTHETICAL
    return Modality.DEMANDED if word in OBLIGATIONS else Modality.ACTUAL


def _present(head: Token) -> bool:
    """Whether the clause stands in the present or the present perfect."""
    finite = next((c for c in head.children if c.dep_ in {"aux", "aux:pass", "cop"}), head)
    return finite.tag_ in PRESENT


def conditioned(head: Token) -> bool:
    """Whether it is told in the present for a case that is only supposed: "assumes the office if the president dies"."""
    if head.pos_ not in {"VERB", "AUX"} or not _present(head):
        return False
    for clause in grammar.children(head, "advcl"):
        marks = [c for c in clause.children if c.dep_ == "mark" and c.lower_ in {"if", "unless"}]
        before = head.doc[marks[0].i - 1].lower_ if marks and marks[0].i else ""
        if marks and before not in {"even", "as", "only"} and _present(clause):
            return True
    return False


def asked(head: Token) -> bool:
    """Whether the sentence asks if it is so: it ends in a question mark, and the clause or the sentence begins with an auxiliary.

    "Why did they attack?" takes the attack as known.
    """
    sentence = head.sent
    if sentence[-1].text != "?":
        return False
    if sentence[0].tag_ in {"MD", "VBP", "VBZ", "VBD"}:
        return True
    own = grammar.child(head, "nsubj", "nsubj:pass")
    first = next((c for c in head.children if c.dep_ in {"aux", "aux:pass", "cop"}), None)
    if own is None or first is None or first.i > own.i or first.tag_ == "VB":
        return False
    return not any(t.tag_ in QUESTIONS for t in head.doc[max(sentence.start, first.i - 4) : first.i])
