"""What is coordinated with a word, be it in a list that the tree takes for an apposition; asked through `extract.grammar`."""

from spacy.tokens import Token


def after_comma(token: Token) -> bool:
    """Whether a comma stands right in front of a phrase, wherever the tree hangs it."""
    first = token.left_edge
    return first.text == "," or (first.i > 0 and first.nbor(-1).text == ",")


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it as its equals, in text order."""
    found = [token]
    for c in token.children:
        if c.dep_ == "conj" or _listed(token, c):
            found += conjuncts(c)
    return found


def _listed(first: Token, second: Token) -> bool:
    """Whether the tree has the second name of a list as another word for the first: "Peru, Chile and Mali"."""
    if second.dep_ != "appos" or not first.ent_type_ or second.ent_type_ != first.ent_type_ or second.i < first.i:
        return False
    if not after_comma(second):
        return False
    return any(
        c.dep_ == "conj" and c.i > second.i and c.ent_type_ == first.ent_type_ for t in (first, second) for c in t.children
    )


def first_conjunct(token: Token) -> Token:
    """The head of the coordination that the token stands in."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token
