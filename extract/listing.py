"""Who is named beside a phrase in the words, but not in the tree: lists, companions, names behind a colon.

Called by `extract.scene`, `extract.parties` and `extract.contents`.
"""

from typing import Final

from spacy.tokens import Doc, Token

from extract import grammar
from extract.phrases import party

JOINTLY: Final = [[word, "with"] for word in ("together", "along", "jointly")]


def joined_apart(token: Token) -> list[Token]:
    """What "and" joins to a phrase in the words, but not in the tree: "to Chad and to Mali".

    So is a name that the tree joins to a word inside a name, and a phrase behind "and" with the same preposition.
    """
    doc, at = token.doc, party(token)[1]
    beside = [c for c in grammar.children(token, "flat") if c.ent_iob_ == "B" and doc[c.left_edge.i].dep_ == "cc"]
    if token.ent_type_ or beside:
        inside = [c for t in doc[token.i : at] if t != token and t.ent_iob_ == "I" for c in grammar.children(t, "conj")]
        inside = [c for c in inside if c.ent_type_ == token.ent_type_ or c.tag_ in {"NNS", "NNPS"}] + [
            c for c in beside if c.ent_type_ == "Person"
        ]
        named = [t for c in inside for t in grammar.conjuncts(c)]
        named += strung(token)
        if named:
            return named
    case = grammar.case(token)
    at += at < len(doc) and doc[at].text == ","
    if not case or at + 2 >= len(doc) or doc[at].lower_ not in {"and", "or"}:
        return []
    at += doc[at + 1].lower_ in {"also", "even"}
    again = doc[at + 1].lower_ == case
    head = noun_from(doc, at + 1 + again)
    if head.pos_ not in {"NOUN", "PROPN"} or head in grammar.conjuncts(token) or (not again and case != "between"):
        return []
    return grammar.conjuncts(head)


def strung(token: Token) -> list[Token]:
    """The names that go on a list, where the tree has them beside something in front: "signed by Chad, Mali and Peru"."""
    doc, at = token.doc, party(token)[1]
    at += at < len(doc) and doc[at].text == ","
    at += at < len(doc) and doc[at].lower_ == "and"
    if at in {party(token)[1], len(doc)} or grammar.case(token) == "":
        return []
    after = noun_from(doc, at)
    others = after.tag_ in {"NNS", "NNPS"} and any(c.lower_ == "other" for c in after.children)
    alike = others or after.ent_type_ == token.ent_type_
    goes_on = alike and after.dep_ == "conj" and after.head.i < token.i and after.head.ent_type_ != token.ent_type_
    return grammar.conjuncts(after) if goes_on else []


def behind_colon(token: Token) -> list[Token]:
    """The names after a colon at the end of a phrase: "three states that have left: Chad, Mali and Peru"."""
    doc, at = token.doc, token.right_edge.i + 1
    at -= at < len(doc) and doc[at].text != ":" and doc[at - 1].text == ":"
    if at + 1 >= len(doc) or doc[at].text != ":":
        return []
    named = doc[at + 1 + (doc[at + 1].lower_ == "the")]
    inside = [named, *grammar.ancestors(named)]
    return [t for t in inside if not inside_name(t)][:1] if named.ent_type_ else []


def companions(token: Token) -> list[Token]:
    """Who takes part "together with", "along with", "alongside" somebody, wherever the tree hangs him."""
    doc, at = token.doc, party(token)[1]
    words = [t.lower_ for t in doc[at : at + 3]]
    if words[:1] == [","]:
        if token.head.i < token.i and token.dep_ != "conj":  # "met Y, alongside X": X meets, too
            return []
        at, words = at + 1, words[1:]
    if words[:2] not in JOINTLY and words[:1] != ["alongside"]:
        return []
    at += 1 + (words[0] != "alongside")
    if at >= len(doc):
        return []
    return grammar.conjuncts(noun_from(doc, at))


def noun_from(doc: Doc, at: int) -> Token:
    """The head of the noun phrase that begins at a word."""
    head = doc[at]
    while head.head.i > head.i and head.dep_ in {"det", "amod", "compound", "nummod", "nmod:poss", "case"}:
        head = head.head
    return head


def inside_name(token: Token) -> bool:
    """Whether a word of a name hangs on another word of it."""
    return (
        bool(token.ent_type_) and token.head.ent_type_ == token.ent_type_ and token.dep_ in {"compound", "amod", "flat", "nmod"}
    )


def stands_beside(noun: Token) -> bool:
    """Whether a name is another word for what it hangs on, as a bare one behind a comma is: "a border area, Darfur"."""
    bare = noun.dep_ == "nmod" and noun.i > noun.head.i and not grammar.case(noun)
    return noun.dep_ == "appos" or (bare and grammar.after_comma(noun))
