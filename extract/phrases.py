"""Parts of noun phrases: the core, what names a party, what stands in front.

Called by `extract.descriptions`, `extract.texts` and `extract.drafts`.
"""

from typing import Final

from spacy.tokens import Doc, Span, Token

from extract import grammar

DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "both", "said"})
NARROWING: Final = frozenset({"of", "between", "with", "in", "on", "for", "against", "from", "concerning", "regarding"})
AFTER: Final = frozenset({"flat", "fixed", "compound", "nummod", "goeswith", "nmod:unmarked"})
OPPOSED: Final = frozenset({"anti", "non", "ex", "pro"})  # "an anti-Ruritanian paper" is not Ruritania's
INSIDE: Final = 1  # spaCy's number for a token that goes on with a name
BESIDE: Final = frozenset({"case", "punct", "conj", "cc", "cop", "mark", "appos", "parataxis", "acl:relcl", "advmod:emph"})
CORE: Final = frozenset({"amod", "compound", "nmod:unmarked", "nmod"})


def core(head: Token) -> Span:
    """The noun with its adjectives and compounds, without article, number, owner and names."""
    doc, start = head.doc, head.i
    while start > 0 and not doc[start].is_sent_start:
        before = doc[start - 1]
        joined = before.text == "-" and start > 1 and not before.whitespace_
        if before.ent_type or not (joined or (before.pos_ in {"ADJ", "NOUN", "VERB"} and _inside(before, head))):
            break
        start -= 1
    while start < head.i and (doc[start].text == "-" or doc[start].lower_ in {"such", "other", "same", "own"}):
        start += 1
    return Span(doc, start, head.i + 1)


def party(head: Token) -> tuple[int, int]:
    """The words that name a party, end exclusive: "two brigades of the Third Army" without "in the north" or "led by him".

    Names are kept whole, wherever in them the tree has its head.
    """
    start, end = head.i, head.i + 1
    for c in head.children:
        if c.dep_ == "appos" and c.ent_type_ and c.left_edge.i == end and c.left_edge.pos_ == "PROPN":
            end = party(c)[1]  # "opposition leader Jan Novak"
        if c.dep_ in BESIDE or c.dep_.startswith(("nsubj", "csubj", "aux", "advcl", "obl")):
            continue
        if c.i < head.i:
            start = min(start, c.left_edge.i)
        elif c.dep_ in AFTER:
            end = max(end, c.right_edge.i + 1)
        elif c.dep_ == "nmod" and c.pos_ in {"NOUN", "PROPN", "PRON"} and grammar.case(c) == "of":
            end = max(end, party(c)[1])
    return _whole(head.doc, start, end)


def _whole(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The bounds widened to the names that they cut."""
    while start > 0 and doc[start].ent_iob == INSIDE:
        start -= 1
    while end < len(doc) and doc[end].ent_iob == INSIDE:
        end += 1
    return start, end


def _inside(token: Token, head: Token) -> bool:
    return (token.head == head and token.dep_ in CORE) or (
        token.head.head == head and token.dep_ in CORE and token.head.i < head.i
    )


def _before_core(phrase: Span) -> Token | None:
    doc, at = phrase.doc, phrase.start
    while at > 0 and not doc[at].is_sent_start and doc[at - 1].pos_ in {"NUM", "ADJ"} and not doc[at - 1].ent_type:
        at -= 1
    return doc[at - 1] if at > 0 and not doc[at].is_sent_start else None


def is_definite(phrase: Span) -> bool:
    """Whether an article or demonstrative points back."""
    before = _before_core(phrase)
    return before is not None and before.lower_ in DEFINITE


def in_front(phrase: Span) -> Token | None:
    """The word right in front that can name an actor: "Russian", "NATO", the owner in "Moscow's"."""
    doc, at = phrase.doc, phrase.start
    while (at > 0 and doc[at - 1].lower_ in {"'s", "'"}) or (at > 1 and doc[at - 1].pos_ == "NUM"):
        at -= 1
    if at > 2 and doc[at - 2].text == "-" and doc[at - 3].lower_ in OPPOSED:
        return None
    if not at or not (doc[at - 1].head in phrase or at < phrase.start or doc[at - 1].pos_ == "ADJ"):
        return None
    return doc[at - 1]


def narrowed(head: Token) -> bool:
    """Whether what follows says which one is meant: "the treaty on fishing", "the bloc formed in May"."""
    return any(
        (c.dep_ == "nmod" and any(m.dep_ == "case" and m.lower_ in NARROWING for m in c.children))
        or (c.dep_ in {"acl", "acl:relcl"} and c.left_edge.i == head.i + 1)
        for c in head.children
        if c.i > head.i
    )
