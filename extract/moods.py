"""Polarity and modality: whether a clause or noun is told as so, planned, possible or demanded; called by `extract.drafts`."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from extract import grammar
from extract.delegations import speaks_first
from extract.denials import CLAIMS, DENIALS, denies, marked_gerund
from extract.governors import BEGINNING, HOPES, WISHES, from_governor, to_infinitive
from extract.lexicon import Lexicon
from extract.modals import PRESENT, asked, conditioned, own_modality
from extract.records import Modality, Polarity

GOVERNED: Final = frozenset({"xcomp", "ccomp", "acl", "csubj", "obj", "obl", "nmod", "advcl", "nsubj:pass", "nsubj"})
ENSURING: Final = frozenset({"ensure", "guarantee", "secure"})
BOUND: Final = frozenset(["", *"to for on of from against with into about at by without over toward towards".split()])
PARTAKING: Final = frozenset({"join", "engage", "take", "participate", "partake", "enter", "assist"})  # in talks, in an attack
TRIES: Final = frozenset({"attempt", "try", "opportunity", "occasion", "chance"})  # who tries to blame, blames
PLEASURES: Final = frozenset({"pleasure", "honour", "honor", "privilege", "pleased", "happy", "glad", "delighted", "proud"})
STANCES: Final = frozenset({"opposition", "objection", "resistance", "hostility", "support"})
KEEPING: Final = frozenset("keep honor honour fulfil fulfill break consider contemplate mull weigh ponder".split())
DOUBTS: Final = frozenset({Modality.HYPOTHETICAL, Modality.DEMANDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """What a clause says of its own happening, and by which word it is negated."""

    polarity: Polarity
    modality: Modality


def mood(
    head: Token, lexicon: Lexicon, *, words: Collection[Token] = (), conditional_is_actual: bool = False, performed: bool = False
) -> Mood:
    """Polarity and modality of the clause or noun `head`, read from its auxiliaries and from the words that govern it.

    `words` are those of the trigger. `conditional_is_actual`: "would" in what a draft or treaty provides is no hypothesis.
    `performed`: the words are the act, so that "I should like to thank" thanks.
    """
    negative = _denied_itself(head)
    if performed and _kept(head):
        return Mood(polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE, modality=Modality.ACTUAL)
    modality = own_modality(head, lexicon, conditional_is_actual)
    if performed and _of_speaker(head):
        modality = Modality.ACTUAL
    negated, modality = _climbed(head, modality, lexicon, words, conditional_is_actual, performed)
    negative ^= negated
    if negative and _needed(head):
        negative, modality = False, Modality.ACTUAL if performed else Modality.DEMANDED
    if (modality in {Modality.ACTUAL, Modality.INTENDED} and asked(head)) or (
        modality is Modality.ACTUAL and not (performed or conditional_is_actual) and conditioned(head)
    ):
        modality = Modality.HYPOTHETICAL
    return Mood(polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE, modality=modality)


def _climbed(
    head: Token, modality: Modality, lexicon: Lexicon, words: Collection[Token], conditional_is_actual: bool, performed: bool
) -> tuple[bool, Modality]:
    """Whether governors deny the word, and the modality as they leave it."""
    negative, aimed, token = False, False, head
    for governor in grammar.ancestors(head):
        if performed and _performs(token, governor):
            return negative ^ (grammar.negation(governor) is not None), modality  # "does not wish to accuse"
        if governor in words:
            token = governor
            continue
        step = _step(token, governor, lexicon, conditional_is_actual)
        negative ^= step.negates and not aimed
        given = step.modality
        if aimed and token.dep_ == "obj" and given is Modality.ACTUAL:  # "might use their aid to crush it"
            given = own_modality(governor, lexicon, conditional_is_actual)
        if modality is Modality.ACTUAL or (modality is Modality.INTENDED and given in DOUBTS):
            modality = given
        if step.last:
            break
        aimed |= token.dep_ in {"acl", "advcl"} and to_infinitive(token) and step.modality is Modality.INTENDED
        token = governor
    return negative, modality


def _denied_itself(head: Token) -> bool:
    return grammar.negation(head) is not None or _negating_case(head) or _negative_determiner(head) or _negating_prefix(head)


def _needed(head: Token) -> bool:
    """ "Cannot be settled without talks", "could not end without thanking": what must not be missing."""
    marker = grammar.child(head, "case", "mark")
    if marker is None or marker.lower_ != "without":
        return False
    return any(grammar.negation(t) is not None or t.lemma_ == "impossible" for t in (head.head, head.head.head))


def _performs(token: Token, governor: Token) -> bool:
    """Whether the governor only leads up to the words that are the act: "wishes to thank", "it is an honour to welcome"."""
    if token.dep_ not in {"xcomp", "ccomp", "advcl", "acl", "csubj"}:
        return False
    if governor.lemma_ in TRIES | PLEASURES:
        return True
    if governor.lemma_ in {"let", "take", "allow", "permit"}:  # "let me thank", "takes this opportunity to"
        return any(speaks_first(c) or c.lemma_ in TRIES | PLEASURES for c in governor.children if c.dep_ != "nsubj")
    if governor.lemma_ not in WISHES:
        return False
    subject = grammar.subject(governor)
    own = subject is not None and speaks_first(subject)
    main = governor.dep_ in {"ROOT", "conj", "parataxis"} and not any(c.lower_ in {"will", "may"} for c in governor.children)
    return own or main


def _kept(head: Token) -> bool:
    """Whether a noun of saying stands for words that were said already: "will keep the promise it made"."""
    if head.pos_ != "NOUN" or head.dep_ not in {"obj", "nsubj:pass"} or head.head.lemma_ not in KEEPING:
        return False
    return grammar.definite(head)


def _of_speaker(head: Token) -> bool:
    """ "I would urge", "we must thank": the speaker's own words do it."""
    auxiliary = next((c.lower_ for c in head.children if c.dep_ == "aux" and c.tag_ == "MD"), None)
    own = grammar.child(head, "nsubj")
    return auxiliary in {"would", "'d", "must", "should", "can"} and own is not None and speaks_first(own)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What one governor does to what it governs, and whether those above it still count."""

    negates: bool = False
    modality: Modality = Modality.ACTUAL
    last: bool = False


def _step(token: Token, governor: Token, lexicon: Lexicon, conditional_is_actual: bool) -> _Step:
    link = token.dep_
    if link == "conj":
        return _beside(token, governor, lexicon, conditional_is_actual)
    if link in {"appos", "parataxis", "list", "ROOT"}:
        return _Step(modality=_listed(governor, lexicon), last=True)
    if link == "ccomp" and governor.lemma_ in ENSURING:
        found = own_modality(governor, lexicon, conditional_is_actual)
        return _Step(modality=Modality.INTENDED if found is Modality.ACTUAL else found, last=True)
    if _reported(token, governor):
        modality = Modality.ACTUAL if _told(token, governor) else _wanted_of(token, governor, lexicon)
        return _Step(negates=governor.lemma_ in DENIALS, modality=modality, last=True)
    if link in {"obl", "nmod"} and grammar.case(token) not in BOUND and not _bound(token, governor, lexicon):
        return _Step(last=True)
    if link == "nmod" and governor.pos_ == "NOUN" and not _colours(governor, lexicon):
        return _Step(last=governor.lemma_ in STANCES)
    if link == "acl" and (_describes(token, governor, lexicon) or _says_that(token, governor)):
        return _Step(last=True)
    if link not in GOVERNED:
        return _Step(last=link in {"acl:relcl", "nsubj", "amod"} or governor.dep_ in {"ROOT", "parataxis"})
    negates = denies(token, governor, link, lexicon)
    modality = from_governor(token, governor, link, lexicon, conditional_is_actual)
    aimed = to_infinitive(token) or marked_gerund(token, "by") or governor.pos_ == "ADJ"
    closed = (link == "advcl" and not aimed) or (link == "acl" and token.pos_ == "VERB" and token.tag_ not in {"VB", "VBG"})
    closed = closed or _taken_as_known(token, governor, lexicon) or (link == "acl" and governor.head.lemma_ in DENIALS)
    return _Step(negates=negates, modality=modality, last=closed or governor.dep_ in {"ROOT", "parataxis"})


def _bound(token: Token, governor: Token, lexicon: Lexicon) -> bool:
    """ "Demands regarding a withdrawal", "plans concerning the expansion", "to join in talks"."""
    if _takes_part(token, governor):
        return True
    return _colours(governor, lexicon) and any(c.lower_ in {"regarding", "concerning"} for c in grammar.children(token, "case"))


def _takes_part(token: Token, verb: Token) -> bool:
    """ "To join in the talks", "to take part in the attack"; not "to take measures in the face of the attack"."""
    if verb.pos_ != "VERB" or verb.lemma_ not in PARTAKING or grammar.case(token) != "in":
        return False
    return verb.lemma_ != "take" or any(c.lower_ == "part" for c in verb.children)


def _says_that(clause: Token, noun: Token) -> bool:
    """Whether somebody's claim says it, whoever rejects the claim: "rejected its claim that they had left"."""
    told = any(c.lower_ == "that" for c in grammar.children(clause, "mark")) and grammar.child(clause, "nsubj") is not None
    return told and noun.lemma_ in CLAIMS and grammar.child(noun, "nmod:poss") is not None


def _describes(verb: Token, noun: Token, lexicon: Lexicon) -> bool:
    """ "The proposals submitted by", "the forces occupying"."""
    return _participle(verb) and (verb.tag_ != "VBG" or not _colours(noun, lexicon))


def _participle(verb: Token) -> bool:
    """Whether a modifying verb has neither subject nor marker of its own."""
    return verb.tag_ in {"VBN", "VBD", "VBG"} and grammar.child(verb, "mark", "nsubj", "nsubj:pass") is None


def _told(token: Token, governor: Token) -> bool:
    """ "suggested that it was rejected", "insists that it has left": what is past is told and not asked for."""
    verbs = (token, *grammar.children(token, "aux", "aux:pass", "cop"))
    past = any(t.tag_ == "VBD" and t.lower_ not in {"should", "would"} for t in verbs)
    return past or (governor.lemma_ in {"suggest", "insist"} and any(t.tag_ in {"VBZ", "VBP"} for t in verbs))


def _beside(token: Token, first: Token, lexicon: Lexicon, conditional_is_actual: bool) -> _Step:
    """A conjunct without subject and auxiliary of its own stands under those of the first; "not ... or" denies both."""
    joined = grammar.child(token, "cc")
    again = to_infinitive(token) and to_infinitive(first) and grammar.negation(token) is None  # "to condemn it and to suggest"
    own = {"nsubj", "nsubj:pass", "aux", "aux:pass", "cop"} | (set() if again else {"mark"})
    if any(c.dep_ in own and c.tag_ not in {"VB", "VBN"} for c in token.children):
        return _Step(last=True)
    denied = grammar.negation(first) is not None
    either = joined is not None and joined.lower_ in {"or", "nor"} and grammar.negation(token) is None
    if denied and not either and token.tag_ != "VB":  # "cannot approve and condemns"
        return _Step(last=True)
    if _finite(token) and first.tag_ == "VB":  # "did not want it to leave and calls on it"
        return _Step(last=True)
    return _Step(negates=either and denied, modality=own_modality(first, lexicon, conditional_is_actual))


def _finite(verb: Token) -> bool:
    """Whether its form is that of the past or of the third person, whatever the tagger took it for."""
    return verb.tag_ in {"VBZ", "VBD"} or (verb.pos_ == "VERB" and verb.lower_ == f"{verb.lemma_}s")


def _listed(governor: Token, lexicon: Lexicon) -> Modality:
    """What a demand or plan lists behind a colon is demanded or planned."""
    return _wanted(governor, lexicon) if governor.pos_ == "NOUN" else Modality.ACTUAL


def _taken_as_known(token: Token, governor: Token, lexicon: Lexicon) -> bool:
    """Whether a noun stands under a full verb, whose own mood says nothing of it: "seeks to hide its opposition"."""
    if token.pos_ not in {"NOUN", "PROPN"} or governor.pos_ != "VERB":
        return False
    if governor.lemma_.lower() in lexicon.support:  # "express gratitude at the admission"
        return governor.lemma_ in {"express", "voice", "pay"} and token.dep_ == "obl"
    carries = governor.lemma_ in BEGINNING or governor.lemma_ in lexicon.negators
    return not (carries or _colours(governor, lexicon) or _takes_part(token, governor))


def _wanted_of(token: Token, governor: Token, lexicon: Lexicon) -> Modality:
    """What a finite clause takes from a verb: "hopes that the others will leave" asks it of others, not of oneself."""
    if governor.lemma_ not in HOPES:
        return _wanted(governor, lexicon)
    verbs = (*grammar.children(token, "aux", "aux:pass", "cop"), token)
    if verbs[0].tag_ in PRESENT:
        return Modality.ACTUAL
    own = grammar.subject(token)
    oneself = own is None or own.lower_ in {"i", "we", "it", "he", "she", "they", "there"}
    return Modality.ACTUAL if oneself else Modality.DEMANDED


def _wanted(governor: Token, lexicon: Lexicon) -> Modality:
    lemma = governor.lemma_.lower()
    if lemma in lexicon.demanding:
        return Modality.DEMANDED
    return Modality.INTENDED if governor.pos_ == "NOUN" and lemma in lexicon.intending else Modality.ACTUAL


def _colours(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun says of what it governs that it is denied, possible, planned or demanded."""
    lemma = noun.lemma_.lower()
    return any(
        lemma in words for words in (lexicon.negating_nouns, lexicon.hypothetical_nouns, lexicon.intending, lexicon.demanding)
    )


def _reported(token: Token, governor: Token) -> bool:
    """A clause under a verb of saying has a mood of its own."""
    return token.dep_ == "ccomp" and governor.pos_ == "VERB" and any(c.dep_ in grammar.SUBJECTS for c in token.children)


def _negating_case(token: Token) -> bool:
    marker = grammar.child(token, "case", "mark")
    return marker is not None and (marker.lower_ == "without" or (marker.lower_ == "instead" and token.pos_ != "PROPN"))


def _negative_determiner(token: Token) -> bool:
    return token.pos_ == "NOUN" and any(c.lower_ in {"no", "neither"} and c.dep_ in {"det", "cc:preconj"} for c in token.children)


def _negating_prefix(noun: Token) -> bool:
    """ "Non-expansion"; "non-aggression pact" is no negation of the pact."""
    doc, at = noun.doc, noun.i
    return at > 1 and noun.pos_ == "NOUN" and doc[at - 1].text == "-" and doc[at - 2].lower_ == "non"
