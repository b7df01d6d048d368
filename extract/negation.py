"""The word that denies a clause; asked through `extract.grammar`."""

from spacy.tokens import Token

NEGATORS = frozenset({"not", "n't", "never", "neither", "nor", "no", "hardly", "barely"})


def negation(token: Token) -> Token | None:
    """The word that negates a clause: not, never, no longer, yet to, no (on subject or object)."""
    found = next((c for c in token.children if _negates(c)), None)
    if found is not None:
        return found
    for argument in (a for a in token.children if a.dep_ in {"nsubj", "nsubj:pass", "obj"}):
        for c in argument.children:
            if c.lower_ in {"no", "neither"} and c.dep_ in {"det", "advmod", "cc:preconj"}:
                return c
        if argument.lower_ in {"nobody", "nothing", "none"}:
            return argument
    return _yet(token)


def _negates(word: Token) -> bool:
    """Whether a dependent denies its clause; "not only" does not, "no longer" does."""
    if word.lower_ == "longer" and word.dep_ == "advmod":
        return any(n.lower_ == "no" for n in word.children)
    if word.lower_ not in NEGATORS or word.dep_ not in {"advmod", "det", "neg", "cc", "cc:preconj"}:
        return False
    after = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else None
    return after is None or after.lower_ not in {"only", "just", "merely", "least"}


def _yet(verb: Token) -> Token | None:
    """ "Has yet to reply": the word before the infinitive."""
    marker = next((c for c in verb.children if c.dep_ == "mark"), None) if verb.tag_ == "VB" else None
    before = verb.doc[marker.i - 1] if marker is not None and marker.i else None
    return before if before is not None and before.lower_ == "yet" else None
