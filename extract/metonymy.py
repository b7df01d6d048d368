"""Whether a capital or seat stands for its government or for the place; asked by `extract.names`.

"Moscow rejected the plan" is Russia, "talks in Moscow" is the city: the tree decides, with the word lists of `names.toml`.
Source: the metonymy classes of Markert and Nissim (2002), place-for-people against literal.
"""

from collections.abc import Mapping

from spacy.tokens import Span, Token

from extract import grammar

Words = Mapping[str, frozenset[str]]
MODIFIERS = frozenset({"compound", "amod", "nmod:poss", "nmod", "nmod:unmarked"})


def acts(name: Span, words: Words) -> bool:
    """Whether a capital's name stands for the government."""
    if _dateline(name):
        return False
    return _acts(name.root, name, words)


def _dateline(name: Span) -> bool:
    """ "MOSCOW (Reuters) -", "Kyiv, 3 May -"."""
    after = name.doc[name.end : name.end + 12]
    return (
        name.start == 0 and len(after) > 1 and after[0].text in {"(", ",", "-", "–", "—"} and any(t.text in "-–—" for t in after)
    )


def _acts(token: Token, name: Span, words: Words) -> bool:
    if name.end < len(name.doc) and name.doc[name.end].text == "," and _named(name, name.end + 1):
        return False
    first = grammar.first_conjunct(token)
    dep = first.dep_
    case = grammar.case(first) or _before(name)
    if dep.startswith(("nsubj", "csubj")):
        return _subject(first, words)
    if dep == "compound" and first.head.lemma_.lower() in words["venue_nouns"]:
        return False
    if dep in MODIFIERS - {"nmod:poss"} and first.head.lemma_.lower() in words["agreed"]:
        return False  # where it was signed: "the Moscow Treaty"
    if dep == "nmod:poss" or (dep in MODIFIERS and not case):
        return first.head.lemma_.lower() not in words["place_nouns"] and first.head.lemma_.lower() not in words["places"]
    if dep in {"obj", "iobj"}:
        if first.head.lemma_ == "leave" and grammar.oblique(first.head, "with") is not None:
            return True
        return first.head.lemma_.lower() not in words["place_verbs"]
    if dep == "obl:agent":
        return True
    if case:
        return _governed(first, case, words)
    return dep in {"ROOT", "dep", "parataxis", "vocative"} and name.end < len(name.doc)


def _before(name: Span) -> str:
    """The preposition right before the name, where the tree gives none."""
    before = name.doc[name.start - 1] if name.start else None
    if before is not None and before.pos_ == "DET" and before.i:
        before = name.doc[before.i - 1]
    return before.lower_ if before is not None and before.pos_ in {"ADP", "SCONJ"} else ""


def _named(name: Span, at: int) -> bool:
    """ "Kyiv, Ukraine": a bigger place follows behind the comma, and then a comma or the end."""
    doc = name.doc
    return (
        at < len(doc)
        and doc[at].text[0].isupper()
        and (at + 1 >= len(doc) or doc[at + 1].text in {",", ".", ")"})
        and (doc[at].head is name.root)
    )


def _subject(token: Token, words: Words) -> bool:
    verb = token.head
    if grammar.child(verb, "cop") is not None:
        return verb.pos_ == "ADJ" or verb.lemma_ not in words["place_nouns"]
    if grammar.is_passive(verb):
        return verb.lemma_ not in words["place_verbs"]
    return verb.lemma_ not in {"lie", "host"}


def _governed(token: Token, case: str, words: Words) -> bool:
    governor = token.head.lemma_.lower()
    if case in words["place_prepositions"]:
        return False
    if case in words["actor_prepositions"]:
        return True
    if case in {"to", "from", "on", "of"}:
        return governor not in words["place_verbs"] and governor not in words["place_nouns"]
    return False
