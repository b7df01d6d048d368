"""Polarity and modality: whether a clause or noun is told as so, planned, possible or demanded; called by `extract.drafts`."""

from collections.abc import Collection
from dataclasses import dataclass

from spacy.tokens import Token

from extract import grammar
from extract.denials import CLAIMS, DENIALS, denies, marked_gerund
from extract.lexicon import Lexicon
from extract.records import Modality, Polarity

HYPOTHETICAL = frozenset({"may", "might", "could", "can"})
ABLE = frozenset({"could", "can", "ca"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
GOVERNED = frozenset({"xcomp", "ccomp", "acl", "csubj", "obj", "obl", "nmod", "advcl", "nsubj:pass", "nsubj"})
BEGINNING = frozenset(
    {"begin", "start", "resume", "continue", "take", "happen", "occur", "open", "follow", "come", "end", "proceed"}
)
WISHES = frozenset({"like", "wish", "want", "beg", "love", "let", "allow", "permit", "take"})
ENSURING = frozenset({"ensure", "guarantee", "secure"})
BOUND = frozenset(["", *"to for on of from against with into about at by without over toward towards".split()])
CALLING = frozenset({"for", "on", "upon", "to"})
PLANS = frozenset(
    {"plan", "consider", "contemplate", "mull", "weigh", "propose", "envisage", "envision", "anticipate", "suggest"}
)
TRIES = frozenset({"attempt", "try", "opportunity", "occasion", "chance"})  # who tries to blame, or takes the chance to, blames
STANCES = frozenset({"opposition", "objection", "resistance", "hostility", "support"})
CONSIDERING = frozenset({"consider", "contemplate", "mull", "weigh", "ponder"})  # plans with a gerund only
OBLIGATIONS = frozenset({"should", "must", "ought", "shall"})


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
    negative = grammar.negation(head) is not None or _negating_case(head) or _negative_determiner(head) or _negating_prefix(head)
    modality = _own_modality(head, lexicon, conditional_is_actual)
    if performed and _of_speaker(head):
        modality = Modality.ACTUAL
    token = head
    for governor in grammar.ancestors(head):
        if performed and governor.lemma_ in WISHES | TRIES and token.dep_ in {"xcomp", "ccomp", "advcl", "acl"}:
            negative ^= grammar.negation(governor) is not None  # "does not wish to accuse"
            break
        if governor in words:
            token = governor
            continue
        step = _step(token, governor, lexicon, conditional_is_actual)
        negative ^= step.negates
        if modality is Modality.ACTUAL or (modality is Modality.INTENDED and step.modality is Modality.HYPOTHETICAL):
            modality = step.modality
        if step.last:
            break
        token = governor
    if modality is Modality.ACTUAL and _asked(head):
        modality = Modality.HYPOTHETICAL
    return Mood(polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE, modality=modality)


def _of_speaker(head: Token) -> bool:
    """ "I would urge", "we must thank": the speaker's own words do it."""
    auxiliary = next((c.lower_ for c in head.children if c.dep_ == "aux" and c.tag_ == "MD"), None)
    own = grammar.child(head, "nsubj")
    return auxiliary in {"would", "'d", "must", "should", "can"} and own is not None and own.lower_ in {"i", "we"}


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
        found = _own_modality(governor, lexicon, conditional_is_actual)
        return _Step(modality=Modality.INTENDED if found is Modality.ACTUAL else found, last=True)
    if _reported(token, governor):
        modality = Modality.ACTUAL if _told(token, governor) else _wanted(governor, lexicon)
        return _Step(negates=governor.lemma_ in DENIALS, modality=modality, last=True)
    if link in {"obl", "nmod"} and grammar.case(token) not in BOUND and not _about(token, governor, lexicon):
        return _Step(last=True)
    if link == "nmod" and governor.pos_ == "NOUN" and not _colours(governor, lexicon):
        return _Step(last=governor.lemma_ in STANCES)
    if link == "acl" and (_describes(token, governor, lexicon) or _says_that(token, governor)):
        return _Step(last=True)
    if link not in GOVERNED:
        return _Step(last=link in {"acl:relcl", "nsubj", "amod"} or governor.dep_ in {"ROOT", "parataxis"})
    negates = denies(token, governor, link, lexicon)
    modality = _from_governor(token, governor, link, lexicon, conditional_is_actual)
    closed = (link == "advcl" and not marked_gerund(token, "by")) or (
        link == "acl" and token.pos_ == "VERB" and token.tag_ not in {"VB", "VBG"}
    )
    closed = closed or _taken_as_known(token, governor, lexicon) or (link == "acl" and governor.head.lemma_ in DENIALS)
    return _Step(negates=negates, modality=modality, last=closed or governor.dep_ in {"ROOT", "parataxis"})


def _about(token: Token, noun: Token, lexicon: Lexicon) -> bool:
    """ "Demands regarding a withdrawal", "plans concerning the expansion"."""
    return any(c.lower_ in {"regarding", "concerning"} for c in grammar.children(token, "case")) and _colours(noun, lexicon)


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
    if grammar.child(token, "nsubj", "nsubj:pass", "aux", "mark") is not None:
        return _Step(last=True)
    joined = grammar.child(token, "cc")
    denied = grammar.negation(first) is not None
    either = joined is not None and joined.lower_ in {"or", "nor"} and grammar.negation(token) is None
    if denied and not either and token.tag_ != "VB":  # "cannot approve and condemns"
        return _Step(last=True)
    if _finite(token) and first.tag_ == "VB":  # "did not want it to leave and calls on it"
        return _Step(last=True)
    return _Step(negates=either and denied, modality=_own_modality(first, lexicon, conditional_is_actual))


def _finite(verb: Token) -> bool:
    """Whether its form is that of the past or of the third person, whatever the tagger took it for."""
    return verb.tag_ in {"VBZ", "VBD"} or (verb.pos_ == "VERB" and verb.lower_ == f"{verb.lemma_}s")


def _listed(governor: Token, lexicon: Lexicon) -> Modality:
    """What a demand or plan lists behind a colon is demanded or planned."""
    if governor.pos_ != "NOUN":
        return Modality.ACTUAL
    return _wanted(governor, lexicon)


def _taken_as_known(token: Token, governor: Token, lexicon: Lexicon) -> bool:
    """Whether a noun stands under a full verb, whose own mood says nothing of it: "seeks to hide its opposition"."""
    if token.pos_ not in {"NOUN", "PROPN"} or governor.pos_ != "VERB" or governor.lemma_.lower() in lexicon.support:
        return False
    return not _colours(governor, lexicon) and governor.lemma_.lower() not in lexicon.negators | BEGINNING


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


def _asked(head: Token) -> bool:
    """Whether the sentence asks if it is so: it ends in a question mark and begins with its auxiliary."""
    sentence = head.sent
    return sentence[-1].text == "?" and sentence[0].tag_ in {"MD", "VBP", "VBZ", "VBD"}


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


def _own_modality(head: Token, lexicon: Lexicon, conditional_is_actual: bool) -> Modality:
    for c in head.children:
        if c.dep_ in {"cop", "aux"} and c.lemma_ == "be" and head.tag_ == "VB" and grammar.child(head, "mark") is not None:
            return Modality.INTENDED  # "is to send"
        found = _of_auxiliary(c, head, conditional_is_actual) if c.dep_ == "aux" else Modality.ACTUAL
        if found is not Modality.ACTUAL:
            return found
        if c.dep_ == "mark" and c.lower_ in CONDITIONS:
            return Modality.HYPOTHETICAL
        if c.dep_ in {"amod", "advmod"} and c.lemma_ in lexicon.hypothetical_words:
            return Modality.HYPOTHETICAL
        if c.dep_ == "amod" and c.lemma_ in lexicon.intended_words:
            return Modality.INTENDED
    return Modality.ACTUAL


def _of_auxiliary(auxiliary: Token, head: Token, conditional_is_actual: bool) -> Modality:
    word = auxiliary.lower_
    if word in {"will", "'ll", "wo", "shall"}:
        return Modality.INTENDED
    if word in {"would", "'d"} and head.dep_ == "ccomp" and head.head.tag_ in {"VBD", "VBN"}:
        return Modality.INTENDED
    if word in ABLE and grammar.negation(head) is not None and grammar.child(head, "aux:pass", "cop") is None:
        return Modality.ACTUAL  # "could not agree" did not
    if word in HYPOTHETICAL or (word in {"would", "'d"} and not conditional_is_actual):
        return Modality.HYPOTHETICAL
    return Modality.DEMANDED if word in OBLIGATIONS else Modality.ACTUAL


def _from_governor(token: Token, governor: Token, link: str, lexicon: Lexicon, conditional_is_actual: bool) -> Modality:
    lemma = governor.lemma_.lower()
    if link == "nsubj" and token.pos_ == "NOUN" and any(c.lower_ == "would" for c in grammar.children(governor, "aux")):
        return Modality.HYPOTHETICAL
    if link == "nsubj" or (link in {"obj", "nsubj:pass"} and lemma in lexicon.support):
        lends = lemma in lexicon.support or lemma in BEGINNING
        found = _own_modality(governor, lexicon, conditional_is_actual) if lends else Modality.ACTUAL
        if found is not Modality.ACTUAL or link == "nsubj":
            return found
    infinitive = (
        token.tag_ == "VB"
        or marked_gerund(token, "to")
        or (token.tag_ == "VBG" and lemma in PLANS)
        or link in {"obj", "nmod", "obl", "nsubj:pass"}
    )
    if (
        infinitive
        and lemma in lexicon.intending
        and not (lemma in CONSIDERING and token.tag_ == "VB")
        and not (lemma == "set" and link != "xcomp")
        and not (lemma in {"decision", "decide"} and link == "acl")
        and not _negating_case(token)
    ):
        doubted = _own_modality(governor, lexicon, conditional_is_actual) is Modality.HYPOTHETICAL
        wished = lemma in WISHES and link in {"xcomp", "ccomp"} and grammar.subject(token) != grammar.subject(governor)
        return Modality.HYPOTHETICAL if doubted else Modality.DEMANDED if wished else Modality.INTENDED
    named = lemma == "call" and governor.pos_ == "VERB" and not {m for m, _ in grammar.obliques(governor)} & CALLING
    if lemma in lexicon.demanding and not named and link in {"xcomp", "ccomp", "acl", "obj", "obl", "nmod", "advcl"}:
        return Modality.DEMANDED
    if lemma in lexicon.hypothetical_nouns:
        return Modality.HYPOTHETICAL
    if marked_gerund(token, "by"):  # "should begin by signing"
        return _own_modality(governor, lexicon, conditional_is_actual)
    if link == "advcl" and token.tag_ == "VB" and grammar.child(token, "mark") is not None and token.lemma_ != "become":
        found = _own_modality(governor, lexicon, conditional_is_actual)
        return Modality.INTENDED if found is Modality.ACTUAL else found
    if link in {"xcomp", "ccomp"}:
        return _own_modality(governor, lexicon, conditional_is_actual)
    return Modality.ACTUAL
