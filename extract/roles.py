"""Fill the slots of a trigger's frame from the tree.

Called by `extract.parties`, `extract.contents`, `extract.admission`, `extract.sides`, `extract.holding` and `extract.explain`.
The slots are described at the head of `extract/lexicon/relations.toml`.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from extract import grammar
from extract.actors import ARMED
from extract.controllers import ACTORS
from extract.lexicon import Lexicon
from extract.matching import Match, support
from extract.misplaced import aimed, astray_doer, lower, shifted
from extract.phrases import OPPOSED

PART_OF = frozenset({"any", "some", "all", "many", "most", "one", "each", "none", "few", "several", "both"})
AIMED = ("on", "against")
PURPOSES = frozenset({"end", "effect", "aim", "purpose", "extent", "degree", "day", "date", "point"})
ASCRIBING = frozenset({"attribute", "ascribe", "impute", "credit", "trace", "link", "tie", "connect", "liken", "compare"})


def slot(match: Match, name: str, lexicon: Lexicon) -> Token | None:
    """The token that fills a slot such as `obj`, `to`, `obj.poss` or `support.subj`, or None.

    Needs and roles of several entries ask for the same slot, so the numbers of the tokens are kept in `doc.user_data`.
    """
    doc = match.head.doc
    known = doc.user_data.setdefault("slots", {})
    key = (name, match.head.i, match.entry.pos, *(w.i for w in match.words))
    if key not in known:
        found = _slot(match, name, lexicon)
        known[key] = None if found is None else found.i
    at = known[key]
    return None if at is None else doc[at]


def _slot(match: Match, name: str, lexicon: Lexicon) -> Token | None:
    base, _, rest = name.partition(".")
    if base == "support":
        verb = support(match.head, lexicon)
        return None if verb is None else _verb_slot(verb, rest or "subj", match)
    token = _base(match, base)
    if token is None or not rest:
        return token
    if base == "clause" and rest == "subj":
        return grammar.subject(token)
    return modifier(token, rest)


def _base(match: Match, name: str) -> Token | None:
    head = match.head
    if match.entry.pos == "noun" and (head.pos_ in {"NOUN", "PROPN"} or head.tag_ == "NNS"):
        return _noun_slot(head, name, match)
    if match.entry.pos == "adjective":
        return _adjective_slot(head, name, match)
    return _verb_slot(head, name, match)


def _verb_slot(verb: Token, name: str, match: Match) -> Token | None:
    if name == "subj":
        return grammar.logical_subject(verb) or _before_participle(verb) or _right_before(verb)
    if name == "obj":
        return _object(verb, match)
    if name == "iobj":
        return grammar.child(verb, "iobj") or _receiver(verb)
    if name == "clause":
        return grammar.complement(verb) or _predicate(verb)
    if name == "mod":
        return grammar.child(verb, "amod", "compound")
    if name == "noun":
        return next((w for w in reversed(match.words) if w.pos_ == "NOUN" and w != verb), None)
    return _prepositional(verb, name, match)


def _predicate(verb: Token) -> Token | None:
    """A predicate noun that has no clause of its own in the tree: "considers it a mistake", "was elected head of"."""
    second = grammar.children(verb, "obj")[1:] or [c for c in grammar.children(verb, "obj") if judged_before(c) is not None]
    bare = [c for c in grammar.children(verb, "obl:unmarked") if c.pos_ == "NOUN" and grammar.child(c, "nmod") is not None]
    return next(iter((*second, *bare)), None)


def judged_before(predicate: Token) -> Token | None:
    """The object that the tree has inside its predicate noun, in front of the article: "considers the treaty a mistake"."""
    article = grammar.child(predicate, "det")
    inner = [c for c in grammar.children(predicate, "compound", "nmod:unmarked") if article is not None and c.i < article.i]
    return inner[0] if inner else None


def _before_participle(verb: Token) -> Token | None:
    """The actor in front of a participle ("the UN brokered truce") or of a verb that the tagger took for a noun or adjective."""
    modifies = verb.dep_ in {"amod", "compound"} and verb.tag_ in {"VBN", "VBD"}
    if not modifies and (verb.pos_ in {"VERB", "AUX"} or grammar.is_passive(verb)):
        return None
    around = verb.head if modifies else verb
    before = [c for c in around.children if c.i < verb.i and c.ent_type_ in ACTORS and not grammar.case(c)]
    joined = [c for c in verb.children if c.i < verb.i and c.ent_type_ in ACTORS and verb.nbor(-1).text == "-"]  # "UN-backed"
    return next(reversed(joined or before), None)


def _right_before(verb: Token) -> Token | None:
    """The actor right in front of a finite verb that has no subject in the tree."""
    if (
        verb.tag_ not in grammar.FINITE
        or grammar.is_passive(verb)
        or grammar.subject(verb) is not None
        or verb.i == verb.sent.start
    ):
        return None
    before = verb.doc[verb.i - 1]
    free = before.dep_ not in {"obl", "obj", "nmod:poss"} and not grammar.case(before)
    return before if before.ent_type_ in ACTORS and free else None


def _receiver(verb: Token) -> Token | None:
    """ "told reporters": an object beside a clause is the receiver."""
    obj = grammar.child(verb, "obj")
    return obj if obj is not None and grammar.child(verb, "ccomp") is not None else None


def _object(verb: Token, match: Match) -> Token | None:
    """The object, unless it is itself a word of the trigger: then what that word governs."""
    obj = grammar.logical_object(verb)
    obj = obj if obj is None else judged_before(obj) or obj
    if obj is None and verb.dep_ == "amod" and verb.tag_ in {"VBN", "VBD"}:
        obj = verb.head
    if obj is None and verb.pos_ == "VERB" and not grammar.is_passive(verb):
        obj = shifted(verb)
    if obj is not None and obj.pos_ in {"PRON", "DET"} and obj.lower_ in PART_OF:  # "threaten any of its interests"
        obj = grammar.oblique(obj, "of") or obj
    if obj is not None and obj in match.words and verb is match.head:
        return next((noun for _, noun in grammar.obliques(obj)), None)
    return obj


def _prepositional(verb: Token, preposition: str, match: Match) -> Token | None:
    """What the preposition joins to the verb, or, where the parser hung it, to a word of the trigger, object or complement."""
    joined = (noun for marker, noun in grammar.obliques(verb) if marker == preposition)
    free = (t for t in joined if not (t.i < verb.i and _fronted(t, preposition)))
    direct = next(free, None) or grammar.oblique(verb, preposition)
    if direct is not None and direct not in match.words and not (direct.i < verb.i and _fronted(direct, preposition)):
        return direct
    predicate = next((w.head for w in match.words if w.lower_ == preposition == "as"), verb)
    if predicate != verb and predicate not in match.words:
        told = grammar.children(predicate, "aux", "aux:pass", "cop", "nsubj")  # "as was said" is no judgement
        return None if any(c.tag_ in grammar.FINITE or c.dep_ == "nsubj" for c in told) else predicate
    obj = grammar.child(verb, "obj")
    places = [w for w in match.words if w != verb]
    places += [obj] if obj is not None and obj.i > verb.i else []
    places += [verb.head] if verb.dep_ == "amod" else []
    places += _means(verb) if preposition in AIMED else []
    governed = () if preposition == "to" and match.entry.relation == "demand" else ("xcomp",)  # "asked to be admitted to"
    places += [c for c in grammar.children(verb, *governed, *(() if preposition == "of" else ("obl",))) if c.i > verb.i]
    for place in places:
        inner = grammar.oblique(place, preposition)
        if inner is not None:
            return inner
    if any(w.lower_ == preposition and w != verb for w in match.words):
        return _after_particle(verb, obj, match)
    return _shared(verb, preposition)


def _means(verb: Token) -> list[Token]:
    """What an act is done with, on which the parser may hang its aim: "conducted strikes using drones against the camp"."""
    using = [c for c in grammar.children(verb, "advcl") if c.lemma_ == "use"]
    return using + [t for c in using for o in grammar.children(c, "obj") for t in grammar.conjuncts(o)]


def _fronted(noun: Token, preposition: str) -> bool:
    """Whether a phrase before the verb is a circumstance: "with great courage, X fought on", "to that end it gave"."""
    if preposition == "to" and noun.lemma_ in PURPOSES:
        return True
    return preposition in {"with", "in", "on", "for"} and noun.lower_ not in {"whom", "which"} and noun.pos_ == "NOUN"


def _after_particle(verb: Token, obj: Token | None, match: Match) -> Token | None:
    """ "pulled out of the treaty": the preposition is a word of the trigger."""
    noun = next((c for c in verb.children if c.dep_.startswith("obl") and c.i > verb.i and c not in match.words), None)
    return noun or (obj if obj is not None and obj not in match.words else None)


def _shared(verb: Token, preposition: str) -> Token | None:
    """ "met and talked with": a coordinated verb's phrase counts for the one before it."""
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return None
    later = next((c for c in verb.children if c.dep_ == "conj" and c.i - verb.i <= 3), None)
    return grammar.oblique(later, preposition) if later is not None else None


def _noun_slot(noun: Token, name: str, match: Match) -> Token | None:
    if name in {"poss", "bearer"}:
        return owner(noun) if name == "poss" else bearer(noun)
    if name == "clause":
        return grammar.complement(noun)
    if name == "mod":
        return next((c for c in reversed(grammar.children(noun, "compound", "amod", "nmod"))), None)
    if name == "subj":
        return owner(noun) or _noun_slot(noun, "by", match)
    if name == "obj":
        return grammar.oblique(noun, "of")
    found = grammar.oblique(noun, name)
    if found is None:
        found = next((f for w in match.words if w is not noun and (f := grammar.oblique(w, name)) is not None), None)
    if found is None and name != "by" and noun.dep_ in {"obj", "nsubj:pass"} and _aims(noun.head, name):
        found = grammar.oblique(noun.head, name)
    if found is None and name in AIMED:
        found = aimed(noun, name)
    return found or lower(noun, name) or (astray_doer(noun) if name == "by" else None)


def _aims(verb: Token, preposition: str) -> bool:
    """Whether what a preposition joins to the verb may belong to its object: not the doer in "attributed the raid to"."""
    return verb.pos_ == "VERB" and not (preposition == "to" and verb.lemma_ in ASCRIBING)


def bearer(noun: Token) -> Token | None:
    """Of whom a noun is said: the subject of "to be", or what it is in apposition to."""
    if grammar.child(noun, "cop") is not None:
        return grammar.subject(noun)
    if noun.dep_ == "appos":
        return noun.head
    return next((c for c in grammar.children(noun, "appos", "flat") if c.i > noun.i and c.ent_type_), None)


def _adjective_slot(adjective: Token, name: str, match: Match) -> Token | None:
    if name == "subj":
        around = adjective.head if adjective.dep_ == "advcl" and adjective.i < adjective.head.i else adjective
        return grammar.subject(around) or (adjective.head if adjective.dep_ == "amod" else None)
    verb = judging_verb(adjective)
    if name == "obj":
        return grammar.subject(adjective) if verb is None else grammar.logical_object(verb)
    if name == "judge":
        return None if verb is None else grammar.logical_subject(verb)
    if name == "clause":
        return grammar.complement(adjective)
    return _prepositional(adjective, name, match)


def judging_verb(adjective: Token) -> Token | None:
    """The verb under which something is judged: "calls the terms harsh", "sees the terms as harsh"."""
    governor = adjective.head
    if governor.pos_ == "VERB":
        return governor if adjective.dep_ in {"xcomp", "advcl", "obl", "ccomp"} else None
    marker = grammar.child(adjective, "mark", "case")
    if governor.dep_ in {"obj", "nsubj:pass"} and governor.head.pos_ == "VERB" and marker is not None and marker.lower_ == "as":
        return governor.head
    return None


def modifier(token: Token, name: str) -> Token | None:
    """The owner of a filler (`poss`) or what a preposition joins to it."""
    if name == "poss":
        return owner(token)
    if name == "mod":
        return grammar.child(token, "compound", "amod", "nmod:unmarked")
    if name == "obj" and token.pos_ == "VERB":
        return grammar.logical_object(token)
    if name == "subj":
        return grammar.subject(token)
    return grammar.oblique(token, name) or _of_both(token, name) or lower(token, name)


def _of_both(noun: Token, preposition: str) -> Token | None:
    """What "of" joins to the second of two nouns that share it: "the existence and integrity of the state"."""
    last = grammar.conjuncts(noun)[-1] if preposition == "of" else noun
    article = grammar.child(noun, "det")
    if last == noun or article is None or article.lower_ != "the" or grammar.child(last, "det", "nmod:poss", "case") is not None:
        return None
    return grammar.oblique(last, preposition)


def owner(noun: Token) -> Token | None:
    """Possessor, or an adjective or noun in front that names an actor: "Russia's", "Russian", "NATO" in "NATO expansion"."""
    own = grammar.possessor(noun)
    if own is not None:
        return own
    for c in grammar.children(noun, "amod", "compound", "nmod", "nmod:unmarked"):
        if c.i < noun.i and (c.ent_type_ in ACTORS or c.lemma_.lower() in ARMED) and not grammar.case(c) and not _against(c):
            return c
    return None


def _against(adjective: Token) -> bool:
    """ "Anti-Ruritanian" forces are not Ruritania's."""
    doc, at = adjective.doc, adjective.i
    return at > 1 and doc[at - 1].text == "-" and doc[at - 2].lower_ in OPPOSED


def slots(match: Match, names: tuple[str, ...], lexicon: Lexicon) -> Iterator[tuple[str, Token]]:
    """The slots of a preference list that are filled, with their fillers."""
    for name in names:
        token = slot(match, name, lexicon)
        if token is not None and token not in match.words:
            yield name, token
