"""Whether what a trigger's slots hold makes it an act at all; called by `extract.facts`.

Words of force and talk are used of games, goods and arguments too: an act needs somebody who can do it, and the other side where
there are two.
"""

from spacy.tokens import Span, Token

from extract import grammar
from extract.contents import Content
from extract.matching import Match
from extract.modals import QUESTIONS
from extract.needs import is_public
from extract.parties import ACTORS, Parties
from extract.quarrels import in_words, is_contest
from extract.records import EntityType
from extract.roles import slot, slots
from extract.scene import Scene
from extract.senses import other_meaning
from extract.sides import TAKING_PART, find_doer, half, is_of

FORCE = ("forces", "weapons", "arms_agents", "happenings")
WORK = frozenset(
    {"hunger", "general", "labor", "labour", "transport", "rail", "teacher", "teachers", "miners", "dock", "school", "climate"}
)
DESCRIBING = frozenset({"propose", "promise", "accuse", "demand", "support", "attack", "coerce", "aid", "cooperate"})
# Nouns of these stand mostly in talk of what should be done: without a doer they tell of no act.
DONE_BY_SOMEBODY = frozenset(
    {"violate", "implement", "support", "establish", "sign", "ratify", "meet", "characterize", "cooperate"}
)
GIVEN = frozenset({"aid", "respond", "reject"})  # of these somebody's has to be told, even if he is not known
SUFFERED = frozenset({"respond", "violate"})  # whose other side tells as much
KINDS = frozenset({"accuse", "aid", "respond", "negotiate", "cooperate", "mediate", "join"})
DOUBTS = frozenset({"could", "may", "might", "will", "would", "can"})
FIGURATIVE = frozenset(
    {
        "trade",
        "sanction",
        "sanctions",
        "tariff",
        "price",
        "propaganda",
        "information",
        "charm",
        "diplomatic",
        "currency",
        "culture",
    }
)
WISHES = frozenset({"want", "expect", "like"})
OWN_MATTERS = frozenset({"hold_office", "member_of", "establish", "join", "withdraw_from", "protest"})
PUBLIC_NOUNS = ("officials", "partisans", "actors_state", "actors_org", "forces", "armed", "protesters")
EMPTY = frozenset({"this", "that", "which", "what", "it", "these", "those", "there", "everything", "nothing", "all"})


def admitted(scene: Scene, number: int, match: Match, parties: Parties, content: Content | None) -> bool:
    """Whether a match with these parties and this content is a fact."""
    return not refusal(scene, number, match, parties, content)


def refusal(scene: Scene, number: int, match: Match, parties: Parties, content: Content | None) -> str:
    """Why a match is no fact, for the analyst; empty where it is one."""
    if not parties.known(scene):
        return "no entity fills agent, target or theme"
    if match.entry.relation in {"stipulate", "member_of", "join"} and not parties.agents:
        return "no text that provides it, or no member"
    if match.entry.pos == "noun" and (reason := _of_nobody(scene, match, parties)):
        return reason
    if not parties.agents and _done_by_a_thing(scene, number, match):
        return "the agent's slot holds something that cannot act"
    if not parties.agents and _doer_is_unknown(scene, match):
        return "who does it is not known"
    if match.entry.relation not in OWN_MATTERS and _private(scene, match, parties):
        return "a private matter"
    return (
        _other_sense(scene, number, match, parties, content)
        or other_meaning(scene, match, parties, content)
        or half(scene, match, parties, content)
    )


def _of_nobody(scene: Scene, match: Match, parties: Parties) -> str:
    """Why a noun tells of no act of anybody: aid that nobody gives, an answer to nobody, "talks" in front of another noun."""
    relation, head = match.entry.relation, match.head
    if relation in KINDS and head.dep_ == "compound" and head.head.pos_ == "NOUN" and head.head not in match.words:
        return "a noun that only says of what kind another thing is"
    if parties.agents or (relation in SUFFERED and parties.targets):
        return ""
    nobody = relation in DONE_BY_SOMEBODY or (relation in GIVEN and find_doer(scene, match) is None)
    return "a noun that names an act of nobody" if nobody else ""


def _doer_is_unknown(scene: Scene, match: Match) -> bool:
    """Whether a verb in the active has a pronoun as its subject that nobody is known for."""
    if match.entry.pos != "verb" or grammar.is_passive(match.head):
        return False
    doer = find_doer(scene, match)
    if match.entry.relation == "hold_office" and doer is not None and doer.pos_ in {"NOUN", "PROPN"}:
        return True  # states chair and parties lead, too, but only persons hold offices
    return doer is not None and doer.pos_ == "PRON" and not scene.acts_in_words(doer)


def _private(scene: Scene, match: Match, parties: Parties) -> bool:
    """Whether all who take part are private persons or the press; who is attacked or seized by nobody known may be anybody."""
    taking_part = (*parties.agents, *parties.targets, *parties.themes)
    told = [
        r for r in taking_part if r.token.lower_ in {"i", "me", "my"} and r.type is EntityType.PERSON and not is_public(scene, r)
    ]
    if told and not any(r.type is EntityType.STATE or (r.type is EntityType.PERSON and is_public(scene, r)) for r in taking_part):
        return True
    if match.entry.relation in {"attack", "coerce"} and not parties.agents:
        return False
    others = [
        t for _, t in slots(match, (*match.entry.agent, *match.entry.target), scene.lexicon) if is_of(scene, t, PUBLIC_NOUNS)
    ]
    return not others and not any(r.type not in ACTORS or is_public(scene, r) for r in taking_part)


def _other_sense(scene: Scene, number: int, match: Match, parties: Parties, content: Content | None) -> str:
    """Why the words do not mean the relation here."""
    relation = match.entry.relation
    if relation == "attack" and (in_words(scene, match, parties) or is_contest(scene, match, parties)):
        return "a quarrel or contest without force"
    if relation == "attack" and (_on_oneself(match) or _figurative(match)):
        return "an attack on oneself, or of another kind"
    if (relation == "attack" and _by_accident(scene, match)) or (relation == "threaten" and _of_weather(scene, match, content)):
        return "an accident, a force of nature or a strike of workers"
    if relation == "demand" and match.head.lemma_ == "call" and _named(match):
        return "a name that is given"
    if relation == "demand" and match.head.lemma_ in WISHES and _wishes_only(match, parties):
        return "a wish for oneself, or that something be not so"
    describing = relation in DESCRIBING or match.head.lemma_ == "agree"  # "an agreed text"
    if match.head.dep_ == "amod" and (relation == "expand" or (describing and not parties.agents)):
        return "a description, not an act"
    if relation == "meet" and (
        (match.head.lemma_ == "meet" and grammar.is_passive(match.head)) or _goes_nowhere(scene, number, match)
    ):
        return "met with something, or went to no place: nobody meets"
    if match.head.lemma_ in {"swear", "arm"} and not parties.agents and grammar.is_passive(match.head):
        return "a state of somebody, nobody's act"
    return _only_words(scene, match, parties, content)


def _only_words(scene: Scene, match: Match, parties: Parties, content: Content | None) -> str:
    """Why words that could be an act of speech tell, think or ask here."""
    relation, head = match.entry.relation, match.head
    if (relation in {"concede", "propose"} or head.lemma_ == "insist") and _tells(head):
        return "words that tell, not an act that concedes, proposes or demands"
    if relation == "agree" and head.lemma_ in {"agree", "concur"} and (_tells(head, frozenset()) or _of_one_mind(match, content)):
        return "an opinion that is shared, not an act"
    if _asks_for_word(head.sent):
        return "a question"
    if relation == "characterize":
        judged = content is not None and (parties.targets or parties.themes or _judged(scene, match))
        return "" if judged else "no judgement, or nothing that is judged"
    return ""


def _done_by_a_thing(scene: Scene, number: int, match: Match) -> bool:
    """Whether the agent's slot holds something that cannot act: "the storm threatened the coast"."""
    doer = find_doer(scene, match)
    if doer is None or doer.dep_ in {"amod", "nmod", "compound"}:
        return False
    found = [r.type for t in grammar.conjuncts(doer) for r in scene.references(number, t)]
    if found:
        return not ACTORS.intersection(found)
    if doer.pos_ == "PRON":
        return doer.lower_ in EMPTY
    able = (*TAKING_PART, *FORCE) if match.entry.relation == "attack" else TAKING_PART
    return doer.pos_ == "NOUN" and not any(is_of(scene, t, able) for t in grammar.conjuncts(doer))


def _by_accident(scene: Scene, match: Match) -> bool:
    """Whether a crash, fire or storm did it, as the doer or as where it happened, or a strike is one of workers."""
    doer = find_doer(scene, match)
    around = [noun for marker, noun in grammar.obliques(match.head) if marker in {"in", "by", "during", "after"}]
    stopped = [c for w in match.words if w.lemma_ == "strike" for c in w.children if c.lower_ in WORK]
    return bool(stopped) or any(is_of(scene, t, ("disasters",)) for t in (doer, *around) if t is not None)


def _wishes_only(match: Match, parties: Parties) -> bool:
    """Whether nobody else is asked for anything: "wants to leave", "did not want them to"."""
    governs = any(w.lower_ == "to" for w in match.words)
    return (governs and not parties.targets) or grammar.negation(match.head) is not None


def _named(match: Match) -> bool:
    """Whether "call" has an object between itself and its preposition: "called the state for the challenger"."""
    verb, last = match.head, match.words[-1]
    objects = [c for c in verb.children if c.dep_ == "obj" and not grammar.case(c)]
    return any(verb.i < c.i < last.i for c in objects) or (grammar.is_passive(verb) and last.i - verb.i != 1)


def _of_weather(scene: Scene, match: Match, content: Content | None) -> bool:
    """Whether a warning is of storms and floods."""
    around = [c for w in match.words for c in (w, *w.children)]
    around += [*match.head.doc[content[0] : content[1]]] if content is not None else []
    return any(t.pos_ in {"NOUN", "PROPN"} and is_of(scene, t, ("disasters",)) for t in around)


def _figurative(match: Match) -> bool:
    """ "A trade war", "a charm offensive": no force is used."""
    return any(c.lemma_.lower() in FIGURATIVE for w in match.words for c in grammar.children(w, "compound", "amod", "nmod"))


def _on_oneself(match: Match) -> bool:
    """ "set himself on fire"."""
    return any(c.dep_ == "obj" and c.lower_.endswith(("self", "selves")) for c in match.head.children)


def _of_one_mind(match: Match, content: Content | None) -> bool:
    """Whether somebody only agrees with somebody, on nothing that is named."""
    return content is None and len(match.words) == 1 and grammar.oblique(match.head, "with") is not None


def _goes_nowhere(scene: Scene, number: int, match: Match) -> bool:
    """Whether a verb of motion leads to something that is no place and nobody: "returned to the campaign trail"."""
    if match.entry.pos != "verb" or match.words[-1].pos_ != "ADP":
        return False
    goal = slot(match, match.words[-1].lower_, scene.lexicon)
    return goal is not None and goal.pos_ in {"NOUN", "PROPN"} and not scene.references(number, goal)


def _tells(verb: Token, doubts: frozenset[str] = DOUBTS) -> bool:
    """Whether a verb governs a statement: "suggested that it was a hoax", not "suggested that they meet"."""
    inner = (c for c in grammar.children(verb, "xcomp") if grammar.child(c, *grammar.SUBJECTS) is not None)
    clause = grammar.child(verb, "ccomp") or next(inner, None)
    if clause is None or grammar.child(verb, "obj") is not None:
        return False
    verbal = [clause, *grammar.children(clause, "aux", "aux:pass", "cop")]
    return any(t.tag_ in grammar.FINITE or t.lower_ in doubts for t in verbal)


def _asks_for_word(sentence: Span) -> bool:
    """Whether a sentence asks who, what, why or how: nothing is said in it."""
    words = [t for t in sentence if not t.is_space]
    while len(words) > 1 and (words[-1].is_punct and words[-1].text != "?"):
        words.pop()
    first = next((t for t in words if t.is_alpha and t.dep_ not in {"cc", "discourse", "case"}), None)
    return first is not None and words[-1].text == "?" and first.tag_ in QUESTIONS


def _judged(scene: Scene, match: Match) -> bool:
    """Whether something is characterized, even if no entity is known for it."""
    return (
        any(token.pos_ in {"NOUN", "PROPN"} for _, token in slots(match, ("obj",), scene.lexicon)) and match.entry.pos == "verb"
    )
