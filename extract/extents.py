"""How far a token's phrase reaches, and in which clause it stands; asked through `extract.grammar`."""

from spacy.tokens import Token


def edges(token: Token) -> tuple[int, int]:
    """First and last token index of the token's subtree, end exclusive."""
    return token.left_edge.i, token.right_edge.i + 1


def phrase(token: Token) -> tuple[int, int]:
    """The noun phrase without relative clauses, appositions and its own preposition, end exclusive."""
    start, end = token.i, token.i + 1
    for c in token.children:
        if c.dep_ in {"case", "punct", "acl:relcl", "appos", "parataxis", "conj", "cc", "cop", "mark", "advmod:emph"}:
            continue
        if c.dep_.startswith(("nsubj", "csubj", "aux", "advcl", "obl")):
            continue
        if c.i < token.i:
            start = min(start, c.left_edge.i)
        elif c.dep_ in {"nmod", "flat", "fixed", "compound", "nummod", "acl", "goeswith", "nmod:unmarked"}:
            end = max(end, c.right_edge.i + 1)
    return start, end


def clause_head(token: Token) -> Token:
    """The verb or predicate of the clause in which the token stands."""
    while token.head != token and not is_clause(token):
        token = token.head
    return token


def is_clause(token: Token) -> bool:
    """Whether the token heads a clause."""
    return token.pos_ in {"VERB", "AUX"} or token.dep_ in {
        "ROOT",
        "ccomp",
        "xcomp",
        "advcl",
        "acl:relcl",
        "acl",
        "parataxis",
        "csubj",
    }
