"""Questions about a Universal Dependencies tree: who does it, to what, under which negation; asked by the extractors.

Everything here reads spaCy tokens and returns spaCy tokens; nothing leaves the `extract` package.
Source: https://universaldependencies.org/u/dep/ for the labels.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from extract.astray import astray, is_astray
from extract.control import JUDGING, JUDGING_FOR, OBJECT_CONTROL, SUBJECT_CONTROL
from extract.controllers import (
    addressed,
    asked,
    beyond_aside,
    by_phrase,
    called,
    effort_of,
    for_whom,
    meant,
    of_who,
    planned_in,
    planner,
    resumes,
    second_subject,
)
from extract.coordination import after_comma as after_comma
from extract.coordination import conjuncts as conjuncts
from extract.coordination import first_conjunct as first_conjunct
from extract.dependents import case as case
from extract.dependents import child as child
from extract.dependents import children as children
from extract.dependents import oblique as oblique
from extract.dependents import obliques as obliques
from extract.extents import clause_head as clause_head
from extract.extents import edges as edges
from extract.extents import is_clause as is_clause
from extract.extents import phrase as phrase
from extract.negation import negation as negation
from extract.wording import lemmas_of as lemmas_of
from extract.wording import offset as offset
from extract.wording import text_of as text_of
from extract.wording import words_of as words_of

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "nsubj:outer"})
PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "csubj:pass"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
RELATIVIZERS = frozenset({"who", "which", "that", "whom"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
CLAUSES = frozenset({"ccomp", "xcomp"})
COMPLEMENTIZERS = frozenset(
    {"to", "that", "whether", "for", "of", "from", "into", "against", "on", "about", "over", "with", "at"}
)


def is_passive(verb: Token) -> bool:
    """A passive clause, or a past participle that modifies a noun; "has" without "been" is active whatever its subject."""
    labels = {c.dep_ for c in verb.children}
    if "aux:pass" in labels or _is_had(verb):
        return True
    if labels & PASSIVE_SUBJECTS:
        return not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.pos_ == "VERB" and verb.head.tag_ == "VBN":
        return not labels & {"aux", "obj", *SUBJECTS} and is_passive(verb.head)
    bare = verb.dep_ in {"acl", "amod"} or (verb.dep_ == "advcl" and child(verb, "mark", "cop", "ccomp", *SUBJECTS) is None)
    return verb.tag_ == "VBN" and bare and child(verb, "aux", "obj") is None


def _is_had(verb: Token) -> bool:
    """Whether somebody has it done to what stands before it: "had its harbour annexed"."""
    causing = verb.tag_ == "VBN" and verb.dep_ == "xcomp" and verb.head.lemma_ in {"have", "get"}
    return causing and child(verb.head, "obj") is not None and child(verb, "obj") is None


def in_time(token: Token) -> bool:
    """Whether a word stands in a time expression: the month of March."""
    return any(s.start <= token.i < s.end for s in token.doc.spans.get("times", ()))


def relative_antecedent(verb: Token) -> Token | None:
    """The noun that a relative or participial clause modifies."""
    return verb.head if verb.dep_ in {"acl", "acl:relcl"} and verb.head.pos_ in NOMINAL else None


def _own_subject(verb: Token) -> Token | None:
    """The clause's own subject; a relative pronoun only where there is no other: "the plan that Chile rejected"."""
    own = [c for c in verb.children if c.dep_ in SUBJECTS or c.dep_ in PASSIVE_SUBJECTS]
    inner = [c for c in own if c.dep_ != "nsubj:outer"] or own  # "it is unjust that he refuses"
    if len(inner) > 1:
        others = [c for c in inner if case(c) != "for"]  # "For Chile, the treaty is"
        inner = others if any(c.pos_ != "PRON" for c in others) else inner
        last = max(inner, key=lambda c: c.i)
        if resumes(last, verb):  # "the chairman, Ana Costa, we thank"
            return last
    return next((c for c in inner if c.lower_ not in RELATIVIZERS), next(iter(inner), None))


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Who or what the clause is said of: its own subject, or the one it takes by coordination, control or modification."""
    own = _own_subject(verb)
    if own is not None:
        antecedent = relative_antecedent(verb)
        return of_who(antecedent, own) if antecedent is not None and own.lower_ in RELATIVIZERS else own
    if depth > 6:
        return None
    head = verb.head
    if verb.dep_ == "conj" and head != verb and not starts_own_clause(verb):
        return subject(_equal(verb), depth + 1)
    if verb.dep_ in {"xcomp", "advcl"} and (maker := effort_of(verb)) is not None:
        return maker
    if verb.dep_ in {"xcomp", "ccomp"}:
        around = beyond_aside(verb)
        return _controller(head, depth) if around == head else subject(around, depth + 1)
    if verb.dep_ == "acl":
        return _of_participle(verb, depth)
    if (verb.dep_ == "advcl" and verb.tag_ in {"VBG", "VBN", "VB"}) or (
        verb.dep_.startswith(("obl", "nmod")) and verb.tag_ == "VBG"
    ):
        if (plan := planned_in(verb)) is not None:
            return possessor(plan) or planner(plan)
        return _accused(verb) or (None if is_passive(head) else meant(verb)) or subject(head, depth + 1)
    return None


def _equal(verb: Token) -> Token:
    """The verb that a coordinated one shares its subject with: of "wants them to go and calls for talks" the finite one."""
    governor = verb.head
    finite = verb.tag_ in FINITE or (verb.tag_ == "NNS" and verb.pos_ == "VERB")
    while (
        finite
        and governor.tag_ in {"VB", "VBG"}
        and governor.dep_ in {"xcomp", "ccomp", "advcl", "acl"}
        and governor.head.pos_ in {"VERB", "AUX"}
        and child(governor, "aux", *SUBJECTS) is None
    ):
        governor = governor.head
    return governor


def _accused(verb: Token) -> Token | None:
    """ "accused them of breaking it", "barred them from entering": the object does it."""
    marker = child(verb, "mark", "case")
    if marker is None or marker.lower_ not in {"of", "from", "into", "for"}:
        return None
    known = OBJECT_CONTROL | JUDGING_FOR if marker.lower_ == "for" else OBJECT_CONTROL
    return logical_object(verb.head) if verb.head.lemma_ in known else None


def starts_own_clause(verb: Token) -> bool:
    """Whether a conjunct has a clause marker of its own."""
    return child(verb, "mark") is not None and verb.tag_ not in {"VB", "VBG", "VBN"}


def _controller(head: Token, depth: int) -> Token | None:
    obj = child(head, "obj", "iobj") or second_subject(head)
    if obj is not None and (spoken_to := called(obj)) is not None:
        return spoken_to
    if obj is not None and head.lemma_ not in SUBJECT_CONTROL and (head.lemma_ in OBJECT_CONTROL or head.pos_ == "VERB"):
        return obj
    spoken_to = None if is_passive(head) else addressed(head)
    return spoken_to if spoken_to is not None else subject(head, depth + 1)


def _of_participle(verb: Token, depth: int) -> Token | None:
    """A participle modifies its own subject; an infinitive after a noun ("decision to cut") takes the noun's possessor."""
    spoken_to = asked(verb.head) or called(verb.head) or for_whom(verb) if verb.tag_ == "VB" else None
    if spoken_to is not None:
        return spoken_to
    if verb.tag_ == "VBG" and verb.left_edge.i and verb.left_edge.nbor(-1).text == "," and child(verb.head, "cop") is not None:
        return subject(verb.head, depth + 1)  # "Chad was among the first, signing it in May"
    controlled = verb.head.dep_ == "obj" and verb.head.head.lemma_ in OBJECT_CONTROL
    marker = child(verb, "mark")
    if controlled or (verb.tag_ in {"VBG", "VBN"} and (marker is None or _as_object(verb, marker))):
        return verb.head
    owner = possessor(verb.head) or child(verb.head, "nsubj") or (planner(verb.head) if verb.tag_ == "VB" else None)
    if owner is not None:
        return owner
    governor = verb.head.head
    if verb.tag_ == "VB" and verb.head.dep_ == "obj" and governor.lemma_ in JUDGING:
        return None  # who welcomes a decision to meet does not meet
    return subject(governor, depth + 1) if governor.pos_ in {"VERB", "AUX"} else None


def _as_object(verb: Token, marker: Token) -> bool:
    """Whether "as" joins a participle to an object: "saw the raid as planned to", "the duties as laid down in"."""
    return verb.tag_ == "VBN" and marker.lower_ == "as" and verb.head.dep_ == "obj"


def logical_subject(verb: Token) -> Token | None:
    """The doer: the subject of an active clause, the by-phrase of a passive one (None where it is left out)."""
    if is_passive(verb):
        return by_phrase(verb) or next((a for v in _beside(verb) if (a := by_phrase(v)) is not None and a.i > verb.i), None)
    return subject(verb)


def _beside(verb: Token) -> list[Token]:
    """Passive verbs right beside a passive one, as in "seized and held by"."""
    around = [verb.head] if verb.dep_ == "conj" else []
    return [v for v in (*around, *children(verb, "conj")) if abs(v.i - verb.i) <= 3 and v.tag_ in {"VBN", "VBD"}]


def logical_object(verb: Token) -> Token | None:
    """What it is done to: the object of an active clause, the subject of a passive one."""
    if is_passive(verb):
        return subject(verb)
    own = next((c for c in children(verb, "obj") if not is_astray(c, verb)), None) or astray(verb) or second_subject(verb)
    if own is not None:
        antecedent = relative_antecedent(verb)
        return antecedent if antecedent is not None and own.lower_ in RELATIVIZERS else _whom(own)
    if verb.dep_ == "acl:relcl":
        return _gap(verb)
    if verb.dep_ == "conj":
        beside = verb.tag_ == "VBD" and is_passive(verb.head) and _own_subject(verb) is None
        return subject(verb) if beside else None
    later = next((c for c in verb.children if c.dep_ == "conj" and child(c, "obj") is not None), None)
    return child(later, "obj") if later is not None and _shares_object(verb, later) else None


def _whom(noun: Token) -> Token:
    """Of "sentenced Ohio man NAME" the person, where the tree has the place as an object, too."""
    after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    beside = noun.ent_type_ in {"Place", "State"} and after.dep_ == "nmod:desc" and after.head.head == noun.head
    return after.head if beside and after.head.ent_type_ == "Person" else noun


def _gap(verb: Token) -> Token | None:
    """The antecedent fills the object of a relative clause that has a subject of its own."""
    own = _own_subject(verb)
    return verb.head if own is not None and own.lower_ not in RELATIVIZERS else None


def _shares_object(verb: Token, later: Token) -> bool:
    return later.i - verb.i <= 3 and child(verb, "obl", "ccomp", "xcomp") is None


def possessor(noun: Token) -> Token | None:
    """The possessor of a noun, "Russia's demands", "their response"."""
    return child(noun, "nmod:poss")


def definite(noun: Token) -> bool:
    """Whether a noun stands for what is known: "the promise", "this attack", "their demands"."""
    return any(c.dep_ == "nmod:poss" or (c.dep_ == "det" and c.lower_ in DEFINITE) for c in noun.children)


def complement(token: Token) -> Token | None:
    """The clause that a verb or noun governs: finite, infinitive or gerund."""
    for c in token.children:
        if c.dep_ in CLAUSES:
            return c
    for c in token.children:
        if c.dep_ in {"acl", "advcl", "csubj"} and c.i > token.i and _complements(c):
            return c
    return None


def _complements(clause: Token) -> bool:
    """Whether a clause says what is meant, and not when or why: "to leave", "that it leaves", "of leaving"."""
    marker = child(clause, "mark")
    if marker is None or marker.lower_ not in COMPLEMENTIZERS or clause.left_edge.lower_ == "whose":
        return False
    return marker.lower_ == "that" or clause.doc[marker.i + 1].lower_ not in {"which", "whom", "whose"}


def ancestors(token: Token) -> Iterator[Token]:
    """The token's governors, nearest first."""
    while token.head != token:
        token = token.head
        yield token
