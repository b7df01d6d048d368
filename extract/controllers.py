"""Who does what an infinitive, participle or coordinated verb tells, where it is not the subject beside it.

Called by `extract.grammar`. The doer is whom somebody asks, or whose plan it is; the tree is mended where it takes an aside or a
wrong clause for the governor.
"""

from spacy.tokens import Token

from extract.control import ADDRESSING, ASKING, JUDGING, OBJECT_CONTROL, PLANNING, REQUESTING
from extract.dependents import case, child, children, oblique

ACTORS = frozenset({"State", "Organization", "Group", "Person"})
NOMINATIVE = frozenset({"i", "we", "he", "she", "they"})
NO_DOER = frozenset({"to", "on", "upon", "against", "at", "in", "from"})  # "demands made on them"
DASHES = frozenset({"—", "–", "--"})


def addressed(verb: Token) -> Token | None:
    """Whom "called on", "appealed to", "pleaded with" ask to do something."""
    prepositions = ADDRESSING.get(verb.lemma_, ())
    found = next((noun for p in prepositions if (noun := oblique(verb, p)) is not None), None)
    if found is None:  # where the tree hangs the preposition elsewhere
        bare = (c for c in children(verb, "obl") if c.i > verb.i and not case(c))
        found = next((c for c in bare if c.doc[c.left_edge.i - 1].lower_ in prepositions), None)
    return found


def asked(noun: Token) -> Token | None:
    """Whom an infinitive asks that the tree hangs on him: "calls upon the parties of the accord to meet"."""
    while case(noun) not in ADDRESSING.get(noun.head.lemma_, ()):
        if noun.dep_ != "nmod" or noun.head.i > noun.i:
            return None
        noun = noun.head
    return noun


def called(noun: Token) -> Token | None:
    """Whom a noun asks to do what its infinitive tells: "an appeal to both parties to meet"."""
    if noun.lemma_ not in ASKING:
        return None
    return oblique(noun, "to") or oblique(noun, "on") or oblique(noun, "for")


def for_whom(verb: Token) -> Token | None:
    """Who does it where "for" stands between a noun and its infinitive: "the proposal for all members to meet"."""
    between = (c for c in children(verb.head, "nmod") if verb.head.i < c.i < verb.i and case(c) == "for")
    return next(between, None) if child(verb, "mark") is not None else None


def planner(noun: Token) -> Token | None:
    """Who is named in front of or behind what he means to do: "the Ruritanian plan to", "the decision by Ruritania to"."""
    if noun.lemma_ not in PLANNING:
        return None
    front = (c for c in children(noun, "amod", "compound", "nmod") if c.i < noun.i and c.ent_type_ in ACTORS and not case(c))
    return next(front, None) or oblique(noun, "by") or oblique(noun, "of")


def planned_in(verb: Token) -> Token | None:
    """The plan of others right before an infinitive that the tree hangs on who judges it: "welcomes their proposal to meet"."""
    plan = child(verb.head, "obj")
    if verb.tag_ != "VB" or plan is None or plan.lemma_ not in PLANNING or verb.head.lemma_ not in JUDGING:
        return None
    return plan if child(verb, "mark") is not None and verb.left_edge.i == plan.right_edge.i + 1 else None


def effort_of(verb: Token) -> Token | None:
    """Who means to do what an infinitive tells of his plan: "the efforts made by them to reach agreement"."""
    made = verb.head
    if verb.tag_ != "VB" or made.tag_ != "VBN" or made.dep_ != "acl" or made.head.lemma_ not in PLANNING:
        return None
    maker = next((c for c in children(made, "obl:agent", "obl") if case(c) == "by"), None)
    return maker if maker is not None and maker.i < verb.i else None


def second_subject(verb: Token) -> Token | None:
    """The object that the tree has as a second subject behind the verb: "should urge members to act"."""
    own = [c for c in verb.children if c.dep_ == "nsubj"]
    return own[-1] if len(own) > 1 and own[0].i < verb.i < own[-1].i and verb.lemma_ in OBJECT_CONTROL else None


def meant(verb: Token) -> Token | None:
    """Whom a clause beside a verb is said of other than its subject: "called on X to act", "prepared X to lead"."""
    head, marker = verb.head, child(verb, "mark", "case")
    if marker is None:
        return None
    thing = child(head, "obj")
    if verb.tag_ == "VB" and thing is not None and thing.lemma_ in ASKING:
        return called(thing) or oblique(head, "to")
    if verb.tag_ == "VB":
        return addressed(head) or (child(head, "obj") if head.lemma_ in REQUESTING else None)
    if marker.lower_ == "as" and verb.tag_ == "VBN":
        return child(head, "obj")
    before = verb.doc[marker.i - 1] if marker.i else verb  # "approves of X's initiative in asking"
    return child(before, "nmod:poss") if before.pos_ == "NOUN" and marker.i + 1 == verb.i else None


def beyond_aside(verb: Token) -> Token:
    """The governor of a clause, or what governs an aside between dashes that the tree took for its governor."""
    governor = verb.head
    for _ in range(3):
        opening = [t.i for t in verb.doc[verb.sent.start : governor.i] if t.text in DASHES]
        closing = [t.i for t in verb.doc[governor.i : verb.i] if t.text in DASHES]
        if not opening or len(closing) != 1 or governor.head == governor:
            break
        governor = governor.head
    return governor


def of_who(noun: Token, pronoun: Token) -> Token:
    """The noun of a relative clause; "who" is no body but the person that stands before it: "a judge of the Court who"."""
    person = noun
    while pronoun.lower_ == "who" and person.ent_type_ in {"Organization", "Place"} and person.dep_ in {"nmod", "appos", "flat"}:
        person = person.head
    return noun if person.ent_type_ in {"Organization", "Place"} or person.tag_ in {"NNS", "NNPS"} else person


def resumes(pronoun: Token, verb: Token) -> bool:
    """Whether a clause begins anew with a pronoun behind a comma."""
    begins = pronoun.lower_ in NOMINATIVE and pronoun.i < verb.i and pronoun.nbor(-1).text == ","
    return begins and all(t.text != "," for t in verb.doc[pronoun.i : verb.i])


def by_phrase(verb: Token) -> Token | None:
    """Who does what a passive verb tells, wherever the tree takes another oblique for him."""
    own = next((c for c in children(verb, "obl:agent") if case(c) not in NO_DOER), None) or oblique(verb, "by")
    if own is not None:
        return own
    beside = (c for c in children(verb, "obl") if c.i > verb.i and c.ent_type_)  # "concluded with Chad by Peru"
    return next((d for c in beside if (d := oblique(c, "by")) is not None and d.i > c.i), None)
