"""Who speaks or thinks: the noun or pronoun that a cue is said of; called by the other modules of the package."""

from collections.abc import Sequence

from spacy.tokens import Token

from extract import grammar
from extract.lexicon import Lexicon
from extract.quotes import Quote

IMPERSONAL = frozenset({"it", "there"})
NEAR = 12


def is_passive(token: Token) -> bool:
    """A passive clause; but a "participle" of a sentence that has no other verb is its main verb: "The party called for ..."."""
    return grammar.is_passive(token) and not _headless(token)


def _headless(token: Token) -> bool:
    if token.dep_ != "acl" or token.tag_ != "VBN" or token.head.dep_ != "ROOT" or token.head.pos_ not in grammar.NOMINAL:
        return False
    return grammar.child(token, "aux", "aux:pass", "obl:agent") is None and grammar.child(token.head, "cop", "nsubj") is None


def of_verb(token: Token) -> tuple[Token | None, bool]:
    """The speaker; (None, True) where the passive or "it" leaves the speaker out, (None, False) where there is none."""
    if _headless(token):
        return token.head, False
    if is_passive(token) or _asked(token):
        agent = grammar.child(token, "obl:agent") or grammar.oblique(token, "by")
        if agent is not None:
            return agent, False
        return None, grammar.child(token, "ccomp", "xcomp", "csubj", "csubj:pass", "csubj:outer") is not None
    subject = _quoted_by(token) or grammar.subject(token)
    if subject is not None and subject.lower_ == "what":
        return None, False
    if subject is None or subject.dep_.startswith("csubj"):
        return _inverted(token), False
    if subject.dep_ == "expl" or (subject.lower_ in IMPERSONAL and grammar.child(token, "expl") is not None):
        return None, True
    return subject, False


def _asked(token: Token) -> bool:
    """ "Asked about the raid, the colonel ...": a participle in front of its noun, whatever the tagger makes of it."""
    bare = not any(c.dep_ in {*grammar.SUBJECTS, "aux", "aux:pass"} for c in token.children)
    return bare and token.tag_ in {"VBD", "VBN"} and token.dep_ in {"acl", "advcl"} and token.head.i > token.i


def _quoted_by(token: Token) -> Token | None:
    """ "quoted an official as saying": the object of the governing verb speaks."""
    if token.tag_ != "VBG" or token.i < 1 or token.nbor(-1).lower_ != "as":
        return None
    return token.head if token.dep_ == "acl" else grammar.child(token.head, "obj")


def _inverted(token: Token) -> Token | None:
    """ "..., said Anna Ruiz": the speaker behind the verb, where the tree takes it for an object."""
    after = token.doc[token.i + 1 : token.i + 2]
    before = token.doc[token.i - 1 : token.i]
    if not after or not before or before[0].text not in {'"', ",", "'"}:
        return None
    found = next((c for c in token.children if c.i > token.i and c.dep_ in {"obj", "obl", "dep", "flat", "nsubj"}), None)
    return found if found is not None and found.left_edge.i == token.i + 1 and found.pos_ in {"PROPN", "NOUN", "PRON"} else None


def beside(token: Token, quotes: Sequence[Quote]) -> Token | None:
    """The speaker by position, next to a verb at the edge of a quotation: "..." he said, "..." said Anna Ruiz."""
    doc = token.doc
    before = max((q.last for q in quotes if q.last <= token.i), default=token.sent.start)
    after = min((q.first for q in quotes if q.first > token.i), default=len(doc))
    for t in (*reversed(doc[max(before, token.i - NEAR) : token.i]), *doc[token.i + 1 : min(after, token.i + NEAR)]):
        if t.text in {".", ";"}:
            break
        if t.pos_ in {"PROPN", "NOUN", "PRON"} and t.dep_ not in {"compound", "nmod:poss", "flat", "obl:unmarked"}:
            return _named(t)
    return None


def _named(token: Token) -> Token:
    """The head of a name that was found by its last word."""
    while token.dep_ in {"flat", "compound"} and token.head.pos_ == "PROPN" and token.head.i < token.i:
        token = token.head
    return token


def of_noun(token: Token, lexicon: Lexicon) -> Token | None:
    """The owner of a noun of saying: possessor, name in front, by-phrase, or the subject of the verb that only carries it."""
    owner = grammar.possessor(token)
    if owner is not None:
        return owner
    named = next((c for c in token.children if c.dep_ in {"compound", "amod"} and _name(c)), None)
    if named is not None:
        return named
    for marker, noun in grammar.obliques(token):
        if marker in {"by", "from", "among"} or (marker == "of" and noun.pos_ == "PROPN"):
            return noun
    governor = token.head
    if token.dep_ in {"obj", "obl", "xcomp"} and governor.pos_ == "VERB" and _carries(governor, lexicon):
        return grammar.logical_subject(governor)
    return None


def _name(token: Token) -> bool:
    return token.pos_ == "PROPN" or (token.pos_ == "ADJ" and token.text[:1].isupper() and token.i > token.sent.start)


def _carries(verb: Token, lexicon: Lexicon) -> bool:
    """Whether the verb adds nothing but the voice: "made the claim", "expressed the hope"."""
    if verb.lemma_ in lexicon.support:
        return True
    return any(
        cue.kind in {"say", "write"} and "np" in cue.frames and not words for words, cue in lexicon.cue_verbs.get(verb.lemma_, ())
    )


def of_adjective(token: Token) -> Token | None:
    """Of whom the adjective is said: "officials are confident that"."""
    own = grammar.subject(token)
    if own is not None:
        return own
    if token.dep_ in {"xcomp", "advcl"} and token.head.pos_ in {"VERB", "AUX"}:
        return grammar.subject(token.head)
    return None
