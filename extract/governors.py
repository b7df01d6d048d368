"""The modality that a word gives what it governs: "plans to", "demand for", "went on to"; for `extract.moods`."""

from typing import Final

from spacy.tokens import Token

from extract import grammar
from extract.denials import marked_gerund
from extract.lexicon import Lexicon
from extract.modals import own_modality
from extract.records import Modality

BEGINNING: Final = frozenset(
    {"begin", "start", "resume", "continue", "take", "happen", "occur", "open", "follow", "come", "end", "proceed"}
)
WISHES: Final = frozenset({"like", "wish", "want", "beg", "love", "let", "allow", "permit", "take"})
LIKING: Final = frozenset({"like", "love", "prefer", "care"})
HOPES: Final = frozenset({"hope", "wish", "pray", "trust", "desire", "prefer", "want"})
CALLING: Final = frozenset({"for", "on", "upon", "to"})
PLANS: Final = frozenset(
    {"plan", "consider", "contemplate", "mull", "weigh", "propose", "envisage", "envision", "anticipate", "suggest"}
)
CONSIDERING: Final = frozenset({"consider", "contemplate", "mull", "weigh", "ponder"})  # plans with a gerund only
# What follows in the infinitive happened if the verb did. Source: Karttunen 1971, "Implicative verbs".
IMPLICATIVE: Final = frozenset(
    """go come get manage happen proceed hasten dare venture live grow survive return rush become deign condescend presume
    continue begin start cease""".split()
)
LISTING: Final = frozenset({"include", "be", "expand", "comprise", "contain", "concern", "consist", "involve", "mean", "entail"})
FIRST: Final = frozenset({"first", "second", "third", "last", "only", "sole", "latest", "fourth", "fifth", "one"})
DONE: Final = frozenset(  # nouns whose infinitive tells what was done
    """decision vote move action courage audacity temerity nerve effrontery honour honor privilege pleasure fortune misfortune
    sense wisdom""".split()
)
ABLING: Final = frozenset({"position", "means", "wherewithal"})
ABOUT: Final = frozenset({"in", "on", "of", "for", "at", "about", "to"})
DUTIES: Final = frozenset({"responsibility", "task", "duty", "mandate", "job", "burden", "charge"})  # with an infinitive only


def from_governor(token: Token, governor: Token, link: str, lexicon: Lexicon, conditional_is_actual: bool) -> Modality:
    """The modality that a governor gives; ACTUAL where it gives none."""
    lemma = governor.lemma_.lower()
    if (listed := _listed_in(token, governor, link, lexicon)) is not Modality.ACTUAL:
        return listed
    if link == "nsubj" or (link in {"obj", "nsubj:pass", "obl"} and lemma in lexicon.support):
        found = _lent(token, governor, link, lexicon, conditional_is_actual)
        if found is not Modality.ACTUAL or link == "nsubj":
            return found
    if _implied(token, governor, link):
        return own_modality(governor, lexicon, conditional_is_actual)
    if _planned(token, governor, link, lexicon):
        return _of_plan(token, governor, link, lexicon, conditional_is_actual)
    if _obliged(token, governor, link, lexicon):
        return Modality.DEMANDED
    if lemma in lexicon.hypothetical_nouns:
        return Modality.HYPOTHETICAL
    if link == "acl" and not conditional_is_actual:
        found = own_modality(governor, lexicon, conditional_is_actual)  # "would be a mistake to"
        return found if found in {Modality.HYPOTHETICAL, Modality.DEMANDED} else _purpose(token, governor, lexicon)
    return _of_clause(token, governor, link, lexicon, conditional_is_actual)


def to_infinitive(token: Token) -> bool:
    """ "To leave", also "in order to leave"; not "to have left"."""
    return token.tag_ == "VB" and any(c.dep_ == "mark" and c.lower_ == "to" for c in token.children)


def noun_modality(noun: Token, lexicon: Lexicon) -> Modality:
    """What a noun of demanding, planning or fearing makes of what it stands for."""
    lemma = noun.lemma_.lower()
    if noun.pos_ != "NOUN":
        return Modality.ACTUAL
    if lemma in lexicon.demanding:
        return Modality.DEMANDED
    if lemma in lexicon.intending:
        return Modality.INTENDED
    return Modality.HYPOTHETICAL if lemma in lexicon.hypothetical_nouns else Modality.ACTUAL


def _listed_in(token: Token, governor: Token, link: str, lexicon: Lexicon) -> Modality:
    """ "Their demands include a withdrawal", "their demands have grown to a dismissal"."""
    if link not in {"obj", "obl", "ccomp", "xcomp"} or governor.lemma_ not in LISTING or token.pos_ not in {"NOUN", "VERB"}:
        return Modality.ACTUAL
    before = governor.head if governor.dep_ in {"case", "acl", "acl:relcl"} and governor.head.i < governor.i else None
    subject = grammar.child(governor, "nsubj", "nsubj:outer") or before
    return Modality.ACTUAL if subject is None else noun_modality(subject, lexicon)


def _lent(token: Token, governor: Token, link: str, lexicon: Lexicon, conditional_is_actual: bool) -> Modality:
    """The mood of the verb that carries a noun: "talks will begin", "may impose sanctions", "should enter into talks"."""
    lemma = governor.lemma_.lower()
    if link == "nsubj" and token.pos_ == "NOUN" and any(c.lower_ == "would" for c in grammar.children(governor, "aux")):
        return Modality.HYPOTHETICAL
    carried = link != "obl" or grammar.case(token) in {"in", "into"}
    if not carried or (lemma not in BEGINNING and lemma not in lexicon.support):
        return Modality.ACTUAL
    return own_modality(governor, lexicon, conditional_is_actual)


def _implied(token: Token, governor: Token, link: str) -> bool:
    """ "Went on to win", "hastened to sign", "lived to see"; "came to help" came with that purpose."""
    if link not in {"xcomp", "advcl"} or not to_infinitive(token) or governor.lemma_ not in IMPLICATIVE:
        return False
    if governor.lemma_ == "go":
        return any(c.lower_ == "on" for c in governor.children)
    return link == "xcomp" or governor.lemma_ not in {"come", "get", "return", "rush"} or token.lemma_ == "become"


def _planned(token: Token, governor: Token, link: str, lexicon: Lexicon) -> bool:
    lemma = governor.lemma_.lower()
    if lemma in LIKING and link == "xcomp" and _politely(governor):
        return True
    if lemma == "view" and marked_gerund(token, "to"):
        return True
    if lemma not in lexicon.intending or any(c.lower_ in {"without", "instead"} for c in grammar.children(token, "case", "mark")):
        return False
    described = token.tag_ == "VBG" and governor.pos_ in {"NOUN", "ADJ"} and any(marked_gerund(token, m) for m in ABOUT)
    infinitive = (
        token.tag_ == "VB"
        or described
        or marked_gerund(token, "to")
        or (token.tag_ == "VBG" and lemma in PLANS)
        or link in {"obj", "nmod", "obl", "nsubj:pass"}
    )
    excluded = (
        (lemma in CONSIDERING and token.tag_ == "VB")
        or (lemma == "set" and link != "xcomp")
        or (lemma in {"propose", "proposal"} and (link != "xcomp" or governor.pos_ == "NOUN"))  # of others: demanded
        or (lemma in {"decision", "decide"} and link == "acl")
        or (lemma in {"commit", "mean"} and link in {"obj", "nsubj:pass"} and governor.pos_ == "VERB")
    )
    return infinitive and not excluded


def _of_plan(token: Token, governor: Token, link: str, lexicon: Lexicon, conditional_is_actual: bool) -> Modality:
    """Planned, but possible or demanded where the planning is: "may offer to", "must promise to", "wants them to"."""
    lemma = governor.lemma_.lower()
    found = own_modality(governor, lexicon, conditional_is_actual)
    if found in {Modality.HYPOTHETICAL, Modality.DEMANDED} and not (lemma in LIKING | WISHES and _politely(governor)):
        return found
    other = lemma in WISHES and link in {"xcomp", "ccomp"} and grammar.subject(token) != grammar.subject(governor)
    other |= lemma in HOPES and governor.pos_ == "NOUN" and link == "acl" and grammar.child(token, *grammar.SUBJECTS) is not None
    return Modality.DEMANDED if other else Modality.INTENDED


def _politely(verb: Token) -> bool:
    """ "Would like to", "should like to"."""
    return any(c.lower_ in {"would", "should", "'d"} for c in grammar.children(verb, "aux"))


def _obliged(token: Token, governor: Token, link: str, lexicon: Lexicon) -> bool:
    lemma = governor.lemma_.lower()
    if lemma == "have" and governor.pos_ in {"VERB", "AUX"} and link in {"xcomp", "advcl"} and to_infinitive(token):
        return grammar.child(governor, "obj") is None and grammar.negation(token) is None  # not "has a plan to", "has yet to"
    if lemma in DUTIES and link in {"acl", "xcomp"} and to_infinitive(token):
        return True
    if lemma not in lexicon.demanding or link not in {"xcomp", "ccomp", "acl", "obj", "obl", "nmod", "advcl", "csubj"}:
        return False
    named = lemma == "call" and governor.pos_ == "VERB" and not {m for m, _ in grammar.obliques(governor)} & CALLING
    beside = (link == "obl" and grammar.case(token) == "about") or (
        link == "advcl" and governor.pos_ == "VERB" and not to_infinitive(token)
    )
    return not (named or beside)


def _purpose(token: Token, noun: Token, lexicon: Lexicon) -> Modality:
    """What an infinitive says that a noun is for: "a scheme to provide", "the means to help"; not "the first to sign"."""
    lemma = noun.lemma_.lower()
    if not to_infinitive(token) or noun.pos_ != "NOUN" or lemma in lexicon.negators or lemma in DONE | FIRST:
        return Modality.ACTUAL
    one_of = grammar.case(noun) == "among"
    if one_of or any(c.lower_ in FIRST or c.tag_ == "JJS" for c in grammar.children(noun, "amod", "nummod", "advmod")):
        return Modality.ACTUAL
    return Modality.HYPOTHETICAL if lemma in ABLING else Modality.INTENDED


def _of_clause(token: Token, governor: Token, link: str, lexicon: Lexicon, conditional_is_actual: bool) -> Modality:
    """What a governing clause gives by its own mood."""
    found = own_modality(governor, lexicon, conditional_is_actual)
    if any(marked_gerund(token, m) for m in ("by", "before", "after")):  # "should begin by signing"
        return found
    if link == "advcl" and to_infinitive(token) and token.lemma_ != "become":
        return Modality.INTENDED if found is Modality.ACTUAL else found
    if link == "csubj" and to_infinitive(token) and governor.pos_ in {"ADJ", "NOUN", "ADV"}:
        past = any(c.tag_ == "VBD" for c in grammar.children(governor, "cop"))
        return Modality.HYPOTHETICAL if found is Modality.ACTUAL and not past else found
    return found if link in {"xcomp", "ccomp"} else Modality.ACTUAL
