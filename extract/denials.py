"""Whether a word denies or ends what it governs: "refused to", "denied plans to", "ruled out"; called by `extract.moods`."""

from spacy.tokens import Token

from extract import grammar
from extract.lexicon import Lexicon

DENIALS = frozenset({"deny", "refute", "rebut", "disavow", "disclaim"})
CLAIMS = frozenset({"claim", "allegation", "accusation", "report", "suggestion", "assertion", "charge", "rumor", "rumour"})
DISMISSALS = frozenset({"dismiss", "reject", "dispute", "contest", "brush"})


def denies(token: Token, governor: Token, link: str, lexicon: Lexicon) -> bool:
    """Whether a governor denies what it governs; a negative word on the token itself was counted there: "has no plans"."""
    if link == "advcl" and token.tag_ == "VB" and token.left_edge.i != governor.i + 1:
        return False
    lemma = governor.lemma_.lower()
    if lemma in {"doubt", "question"} or (link == "acl" and governor.dep_ == "obj" and _denied(governor, token)):
        return lemma not in {"doubt", "question"}  # "no doubt that it did" says it did, "denies claims that it did" does not
    if lemma == "effort" and governor.head.lemma_ == "spare":
        return False
    carries = (
        link in {"xcomp", "acl"}
        or (link == "advcl" and marked_gerund(token, "to"))
        or (link in {"obj", "nsubj:pass"} and (lemma in lexicon.support or lemma in lexicon.negators))
    )
    word = grammar.negation(governor) if carries else None
    negated = word is not None and word.head != token
    if token.pos_ == "NOUN" and token.lemma_ in CLAIMS:
        return negated  # who denies an allegation does not deny that it was made
    ruled_out = lemma == "rule" and _particle(governor) == "out"
    return negated ^ ((ruled_out or governor.lemma_ in lexicon.negators) and _ends(token, governor, link))


def _particle(verb: Token) -> str:
    particle = grammar.child(verb, "compound:prt")
    return "" if particle is None else particle.lower_


def _denied(noun: Token, clause: Token) -> bool:
    """Whether a noun stands for what somebody denies: "denied plans to", "dismissed claims that"."""
    told = any(c.lower_ == "that" for c in grammar.children(clause, "mark"))
    dismissed = told and noun.lemma_ in CLAIMS and noun.head.lemma_ in DISMISSALS
    return dismissed or noun.head.lemma_ in DENIALS


def marked_gerund(token: Token, marker: str) -> bool:
    """ "committed to working", "commitment to working", "began by working"."""
    return token.tag_ == "VBG" and any(c.lower_ == marker for c in grammar.children(token, "mark", "case"))


def _ends(token: Token, governor: Token, link: str) -> bool:
    """Whether what hangs on a word of denying or ending is what it denies: not "riots broke out after the shooting"."""
    if governor.lemma_ == "break" and _particle(governor) not in {"", "off"}:
        return False
    if link in {"obl", "advcl"} and governor.pos_ in {"VERB", "AUX"}:
        marker = grammar.child(token, "case", "mark")
        denied = token.tag_ == "VBG" and (governor.lemma_ in DENIALS or _particle(governor) == "out")  # "denied having met him"
        return (marker is None and (link == "obl" or denied)) or (marker is not None and marker.lower_ in {"from", "to", "of"})
    return link in {"xcomp", "obj", "acl", "obl", "nmod", "nsubj:pass", "advcl"}
