"""Objects that the tree has in the clause behind them: "accused them of breaking it"; asked through `extract.grammar`."""

from spacy.tokens import Token

from extract.control import OBJECT_CONTROL

CLAUSES = frozenset({"advcl", "xcomp"})
OBJECTS = frozenset({"obj", "obl"})


def astray(verb: Token) -> Token | None:
    """The object right behind a verb that hangs on the clause which the verb governs."""
    below = (c for clause in verb.children if clause.dep_ in CLAUSES for c in clause.children if c.dep_ in OBJECTS)
    return next((c for c in below if is_astray(c, c.head)), None)


def is_astray(noun: Token, clause: Token) -> bool:
    """Whether an object in front of a clause is the governor's, wherever it hangs."""
    verb = clause.head
    if verb.lemma_ not in OBJECT_CONTROL or not verb.i < noun.i < clause.i or noun.left_edge.i != verb.i + 1:
        return False
    return all(c.dep_ != "case" for c in noun.children)
