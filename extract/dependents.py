"""What hangs on a word in the tree, by label or by preposition; asked through `extract.grammar`."""

from spacy.tokens import Token


def children(token: Token, *labels: str) -> list[Token]:
    """Dependents with one of the labels, in text order."""
    return [child for child in token.children if child.dep_ in labels]


def child(token: Token, *labels: str) -> Token | None:
    """The first dependent with one of the labels."""
    for c in token.children:
        if c.dep_ in labels:
            return c
    return None


def case(token: Token) -> str:
    """The preposition of an oblique or nominal modifier, fixed expressions joined: "according to"."""
    marker = child(token, "case")
    if marker is None:
        return ""
    second = token.doc[marker.i + 1] if marker.i + 1 < token.i else marker
    beyond = [second.lower_] if second.lower_ in {"outside", "within", "inside"} and second.pos_ == "ADP" else []
    return " ".join([marker.lower_, *(c.lower_ for c in marker.children if c.dep_ == "fixed"), *beyond])


def obliques(token: Token) -> list[tuple[str, Token]]:
    """Prepositional dependents as (preposition, head noun); coordinated verbs share those of the last."""
    found = []
    for c in token.children:
        if c.dep_.startswith(("obl", "nmod", "obj")) and c.dep_ != "nmod:poss":
            marker = case(c)
            if marker:
                found.append((marker, c))
        elif c.dep_ == "advcl" and (c.tag_ == "VBG" or c.pos_ in {"ADJ", "NOUN"}):
            opener = child(c, "mark", "case")
            if opener is not None:
                found.append((opener.lower_, c))
    return found


def oblique(token: Token, preposition: str) -> Token | None:
    """The noun that `preposition` joins to the token; the tree can have the preposition on the verb: "calling on"."""
    found = next((noun for marker, noun in obliques(token) if marker == preposition), None)
    if found is None and token.tag_ == "VBG" and any(c.dep_ == "mark" and c.i == token.i + 1 for c in token.children):
        beside = token.doc[token.i + 1].lower_ == preposition
        found = next((c for c in token.children if beside and c.dep_ == "obl" and c.i > token.i and not case(c)), None)
    return found
