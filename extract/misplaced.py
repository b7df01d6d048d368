"""Arguments that the tree hangs on another word than the one they belong to; asked by `extract.roles`."""

from spacy.tokens import Token

from extract import grammar


def shifted(verb: Token) -> Token | None:
    """The object behind a phrase with a preposition: "signed into law the Fisheries Act"."""
    own = [c for c in verb.children if c.i > verb.i]
    bare = [c for c in own if c.dep_ == "obl" and c.pos_ in {"NOUN", "PROPN"} and not grammar.case(c) and not grammar.in_time(c)]
    return next((c for c in bare if any(grammar.case(o) for o in own if o.dep_ == "obl" and o.i < c.i)), None)


def lower(noun: Token, preposition: str) -> Token | None:
    """What the parser hung too low: "by Iraq" in "the invasion of Kuwait by Iraq", "on Mali" in "the attack by Chad on Mali"."""
    if preposition in {"of", "in"}:
        return None
    through = frozenset({"of", "to", "from", "on"}) if preposition not in {"on", "for"} else frozenset()
    for marker, inner in grammar.obliques(noun):
        named_doer = marker == "by" and bool(inner.ent_type_)
        if inner.i > noun.i and (named_doer or marker in through or preposition == "by"):
            for part in grammar.conjuncts(inner):
                found = grammar.oblique(part, preposition) or lower(part, preposition)
                if found is not None:
                    return found
    return None


def aimed(noun: Token, preposition: str) -> Token | None:
    """At whom a deed is aimed by its own clause: "the raid made on Chad", "the raid made by rebels on Chad"."""
    for verb in grammar.children(noun, "acl", "acl:relcl"):
        doer = grammar.logical_subject(verb) if verb.pos_ == "VERB" else None
        found = grammar.oblique(verb, preposition) or (grammar.oblique(doer, preposition) if doer is not None else None)
        if found is not None and doer is not None and found.i > verb.i and not grammar.in_time(found):
            return found
    return None


def astray_doer(noun: Token) -> Token | None:
    """Who does it, where the tree has him as a second subject of the clause: "the condemnation of Chad by Peru was useless"."""
    beside = noun.head.children if noun.dep_ in grammar.SUBJECTS else ()
    return next((c for c in beside if c.i > noun.i and c.dep_ in grammar.SUBJECTS and grammar.case(c) == "by"), None)
