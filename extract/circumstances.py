"""Date and place of a clause; called by `extract.drafts` and `extract.sides`."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from extract import grammar
from extract.records import Time


def date_of(doc: Doc, head: Token, times: Sequence[Time]) -> Time | None:
    """The time expression that dates a clause: one that hangs on the trigger or on a clause around it.

    `times` have offsets of the paragraph.
    """
    inside = [t for t in times if head.sent.start_char <= t.span.start < head.sent.end_char and t.type in {"DATE", "TIME"}]
    best: tuple[int, Time] | None = None
    for time in inside:
        tokens = doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
        if tokens is None:
            continue
        distance = _attachment(tokens.root, head)
        if distance is not None and (best is None or distance < best[0]):
            best = distance, time
    return best[1] if best else None


def _attachment(time: Token, head: Token) -> int | None:
    """Steps from the head up to the clause on which the time hangs, or None where it dates something else."""
    governors = [time, *_governors(time)]
    place = {t.i: n for n, t in enumerate(governors)}
    token, below, steps = head, head, 0
    while True:
        if token.i in place:
            between = governors[1 : place[token.i]]
            if below.dep_ == "conj" and _in_another(time, token, below, between):
                return None
            if any((t.pos_ in {"VERB"} and t != token) or grammar.case(t) in {"after", "before"} for t in between):
                return None
            return steps * 2 + len(between)
        if token.head == token or (token.dep_ in {"ccomp", "parataxis"} and token.head.pos_ == "VERB"):
            return None
        token, below, steps = token.head, token, steps + 1


def _in_another(time: Token, first: Token, conjunct: Token, between: Sequence[Token]) -> bool:
    """Whether a time stands in another noun of a list: "the breach of the pact in 1999 and the refusal of talks"."""
    listed = any(t.dep_ == "conj" and t.pos_ == "NOUN" for t in between)
    return listed or len(between) > 1 or (first.pos_ == "NOUN" and first.i < time.i < conjunct.i)


def _governors(time: Token) -> list[Token]:
    """What a time hangs on, nearest first; one between "and" and a coordinated verb dates that verb, however it was parsed."""
    above = list(grammar.ancestors(time))
    for joint in time.doc[above[0].i + 1 : time.i] if above else ():
        if joint.dep_ == "cc" and joint.head.pos_ == "VERB" and joint.head.i > time.i:
            return [joint.head, *grammar.ancestors(joint.head)]
    return above


def place_of(words: Iterable[Token]) -> Token | None:
    """The head noun of a phrase that says where words have it: "in", "at", "near" with a place or state."""
    joined = (noun for word in words for marker, noun in grammar.obliques(word) if marker in {"in", "at", "near"})
    return next((noun for noun in joined if noun.ent_type_ in {"Place", "State"}), None)
