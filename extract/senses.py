"""Whether the words of a trigger mean its relation here, by the grammar around them; called by `extract.admission`.

Each question is of one relation whose verbs and nouns are used far more widely than for acts of politics.
"""

from collections.abc import Callable, Mapping
from typing import Final

from spacy.tokens import Token

from extract import grammar
from extract.contents import Content
from extract.matching import Match, support
from extract.parties import Parties
from extract.quarrels import ATTACKING, in_words
from extract.records import EntityType
from extract.roles import slot, slots
from extract.scene import Scene
from extract.sides import TAKING_PART, is_of

UNDER: Final = frozenset({"in", "under", "by"})
LETTING: Final = frozenset({"allow", "permit", "let", "authorize", "authorise"})
THINKING: Final = frozenset({"consider", "think", "believe"})
MAKING: Final = frozenset({"call", "find", "pronounce", "proclaim"})
DANGEROUS: Final = frozenset({"pose", "constitute", "represent", "present", "be", "remain", "become", "form"})
RULES: Final = frozenset({"ban", "restriction", "tax", "duty", "quota", "limit", "curb", "fine", "levy"})
TRADED: Final = ("goods", "talks", "ties")
EVERYBODY: Final = frozenset({"people", "person", "man", "woman", "anyone", "anybody", "those", "individual"})
WARNING: Final = frozenset({"warn", "forewarn", "caution", "warning", "threat"})
GLAD: Final = frozenset(
    {"happy", "glad", "pleased", "delighted", "delight", "please", "proud", "honoured", "honored", "gratified"}
)
MEANT: Final = frozenset({"design", "aim", "intend", "mean", "require", "seek", "oblige"})
CHALLENGING: Final = frozenset({"dare", "goad", "encourage", "challenge"})

Question = Callable[[Scene, Match, Parties, Content | None], str]


def other_meaning(scene: Scene, match: Match, parties: Parties, content: Content | None) -> str:
    """Why the words do not mean the relation here; empty where nothing speaks against it."""
    ask = QUESTIONS.get(match.entry.relation)
    return "" if ask is None else ask(scene, match, parties, content)


def _stipulates(scene: Scene, match: Match, parties: Parties, content: Content | None) -> str:
    """Of what stands under a law only a passive tells: "is banned by the law", not "they ban it by law"."""
    active = match.head.tag_ != "VBN" and not grammar.is_passive(match.head)
    if match.entry.pos == "verb" and UNDER.issuperset(match.entry.agent) and active:
        return "somebody does it under the text: the text does not provide it"
    if match.entry.pos == "verb" and _is_purpose(match.head):
        return "a purpose of what somebody does with the text: the text does not provide it"
    return "" if content is not None or parties.targets or parties.themes else "nothing is named that is provided"


def _is_purpose(verb: Token) -> bool:
    """Whether an infinitive tells what something else is done for: "invoked the treaty to end the war"."""
    verb = grammar.first_conjunct(verb)
    if verb.tag_ != "VB" or grammar.child(verb, "mark") is None:
        return False
    return verb.dep_ == "advcl" and verb.head.lemma_ not in MEANT


def _concedes(scene: Scene, match: Match, parties: Parties, content: Content | None) -> str:
    """What something makes possible is no permission: "held a vote, allowing the islanders to decide"."""
    follows = match.head.tag_ == "VBG" and match.head.dep_ in {"advcl", "acl", "csubj", "ccomp"}
    return "a consequence, not a permission" if match.head.lemma_ in LETTING and follows else ""


def _characterizes(scene: Scene, match: Match, parties: Parties, content: Content | None) -> str:
    """A guess, an opinion on what should be done, or a thing that is made or found judges nothing."""
    if _gives_name(scene, match):
        return "a name that is given"
    if _is_courtesy(match.head):
        return "a courtesy"
    if match.entry.pos != "verb":
        return ""
    clause, judged = grammar.complement(match.head), slot(match, "obj", scene.lexicon)
    if match.head.lemma_ in MAKING and judged is not None and _is_new(judged):
        return "something that is called for or found, not judged"
    done = clause is not None and clause.tag_ == "VBN" and clause.pos_ == "VERB" and grammar.child(clause, "aux:pass") is None
    if done and match.head.lemma_ == "find":
        return "something that is found done, not judged"
    if clause is None or match.head.lemma_ not in THINKING:
        return ""
    if any(t.like_num and t.lower_ != "one" for t in (clause, *clause.children)):
        return "an estimate, not a judgement"
    told = clause.dep_ == "ccomp" and clause.pos_ == "VERB" and grammar.child(clause, "cop", "aux:pass") is None
    return "an opinion, not a judgement" if told and grammar.child(clause, *grammar.SUBJECTS) is not None else ""


def _gives_name(scene: Scene, match: Match) -> bool:
    """Whether what somebody is called is a name, not a judgement: "dubbed the ship Aurora", "identified him as John Smith"."""
    found = next((t for _, t in slots(match, match.entry.content, scene.lexicon)), None)
    return found is not None and found.pos_ == "PROPN" and (found.ent_type_ != "" or not grammar.children(found, "det"))


def _is_new(noun: Token) -> bool:
    """Whether a thing is told of for the first time: "called a halt", "found an outlook"."""
    return noun.pos_ == "NOUN" and any(c.lower_ in {"a", "an"} for c in grammar.children(noun, "det"))


def _demands(scene: Scene, match: Match, parties: Parties, content: Content | None) -> str:
    """Who dares to say something dares nobody, and "what it is called upon to consider" is its task."""
    aside = match.head.dep_ == "acl:relcl" and grammar.is_passive(match.head) and not parties.agents
    if aside and match.head.lemma_ == "call":
        return "a task: nobody calls"
    dares = match.head.lemma_ in CHALLENGING and not grammar.is_passive(match.head)
    return "nobody is challenged" if dares and slot(match, "obj", scene.lexicon) is None else ""


def _protests(scene: Scene, match: Match, parties: Parties, content: Content | None) -> str:
    return "a description, not an act" if match.head.dep_ == "amod" else ""


def _threatens(scene: Scene, match: Match, parties: Parties, content: Content | None) -> str:
    """A danger is no threat, nor a warning to nobody of what is no hostile act: "warned that prices would rise"."""
    if not parties.targets and WARNING.issuperset({match.head.lemma_}) and not _is_hostile(scene, match, content):
        return "a warning to nobody, of nothing hostile"
    if match.entry.pos != "noun":
        return ""
    carrying = support(match.head, scene.lexicon)
    is_danger = (carrying or match.head.head).lemma_ in DANGEROUS or grammar.child(match.head, "cop") is not None
    nobody = not parties.agents and content is None
    return "a danger, not a threat that somebody makes" if is_danger or nobody else ""


def _is_hostile(scene: Scene, match: Match, content: Content | None) -> bool:
    """Whether what is threatened, or what stands beside the word, hurts somebody."""
    around = [*match.head.children] if content is None else [*match.head.children, *match.head.doc[content[0] : content[1]]]
    return any(is_of(scene, t, ("hostile", "weapons", "happenings")) for t in around)


def _promises(scene: Scene, match: Match, parties: Parties, content: Content | None) -> str:
    """Who is assured of something is sure of it, and nobody has promised."""
    named = content is not None or parties.targets or slot(match, "support.subj", scene.lexicon) is not None
    if match.entry.pos == "noun" and not named:
        return "nothing that is promised, and nobody who promises it here"
    sure = match.head.lemma_ in {"assure", "reassure"} and grammar.is_passive(match.head)
    return "somebody is sure: nobody promises" if sure and not parties.agents else ""


def _sanctions(scene: Scene, match: Match, parties: Parties, content: Content | None) -> str:
    """A ban on what is no party and not traded is a rule at home: "imposed a ban on smoking"."""
    if parties.targets or not any(w.lemma_ in RULES for w in match.words):
        return ""
    barred = [t for name in ("on", "obj.on") for _, t in slots(match, (name,), scene.lexicon)]
    common = [t for t in barred if t.pos_ == "NOUN" and not is_of(scene, t, (*TRADED, *TAKING_PART))]
    return "a rule for everybody, aimed at no party" if common else ""


def _aids(scene: Scene, match: Match, parties: Parties, content: Content | None) -> str:
    """Who arms or trains its own people helps nobody else."""
    helped = slot(match, "obj", scene.lexicon) if match.entry.pos == "verb" else None
    if helped is None or not is_of(scene, helped, ("groups", "persons", "forces")):
        return ""
    own = [c for c in grammar.children(helped, "nmod:poss") if c.lower_ in {"its", "their"}]
    return "its own people, nobody else" if own and parties.agents else ""


def _supports(scene: Scene, match: Match, parties: Parties, content: Content | None) -> str:
    """Who defends what is its own does so by deeds: "defend their rights"."""
    defended = slot(match, "obj", scene.lexicon) if match.head.lemma_ == "defend" else None
    own = defended is not None and any(c.tag_ == "PRP$" for c in grammar.children(defended, "nmod:poss"))
    return "something of one's own, nobody else's" if own else ""


def _is_courtesy(verb: Token) -> bool:
    """Whether somebody is glad to see another in his place: "delighted to see you preside"."""
    glad = [verb.head, *grammar.children(verb.head, "amod", "acomp", "obl")]
    return verb.lemma_ == "see" and verb.tag_ == "VB" and any(t.lemma_.lower() in GLAD for t in glad)


def _meets(scene: Scene, match: Match, parties: Parties, content: Content | None) -> str:
    return "a courtesy" if match.entry.pos == "verb" and _is_courtesy(match.head) else ""


def _agrees(scene: Scene, match: Match, parties: Parties, content: Content | None) -> str:
    """Who achieves a great deal makes no deal."""
    much = (c for w in match.words if w.lemma_ == "deal" for c in grammar.children(w, "amod") if c.lower_ in {"great", "good"})
    return "much, no deal" if next(much, None) is not None else ""


def _joins(scene: Scene, match: Match, parties: Parties, content: Content | None) -> str:
    """Who joins others in doing something becomes no member: "joined Chile in calling for it", "joined the other members"."""
    if match.head.lemma_ not in {"join", "rejoin"}:
        return ""
    doing = [c for c in grammar.children(match.head, "advcl") if c.tag_ == "VBG" and grammar.child(c, "mark", "case") is not None]
    people = bool(parties.targets) and all(t.type is EntityType.GROUP for t in parties.targets)
    others = people and not parties.themes and not any(is_of(scene, t.token, ("memberships",)) for t in parties.targets)
    return "something that is done together, nobody becomes a member" if doing or others else ""


def _annexes(scene: Scene, match: Match, parties: Parties, content: Content | None) -> str:
    """A movement that takes control of a state comes to power there."""
    control = any(w.lemma_ in {"control", "takeover", "over"} for w in match.words)
    state = any(t.type is EntityType.STATE for t in parties.targets)
    foreign = not parties.agents or any(a.type is EntityType.STATE for a in parties.agents)
    return "power that is taken in a state" if control and state and not foreign else ""


def _leaves(scene: Scene, match: Match, parties: Parties, content: Content | None) -> str:
    """Who leaves somebody in some state goes nowhere: "left the country divided", "is left with no choice"."""
    verb = match.head
    if verb.lemma_ != "leave":
        return ""
    object_ = grammar.child(verb, "obj")
    state = [*grammar.children(verb, "xcomp"), *([] if object_ is None else grammar.children(object_, "acl"))]
    behind = [c for c in state if c.i > verb.i and c.tag_ in {"JJ", "VBN"} and grammar.child(c, "aux:pass") is None]
    return "left in some state, nobody leaves" if behind or grammar.is_passive(verb) else ""


def _accuses(scene: Scene, match: Match, parties: Parties, content: Content | None) -> str:
    """ "Condemned to poverty" blames nobody, "people accused of crimes" are whoever they are."""
    head, entry = match.head, match.entry
    doom = grammar.oblique(head, "to") if head.lemma_ == "condemn" else None
    if doom is not None and doom.pos_ == "NOUN" and not is_of(scene, doom, TAKING_PART):
        return "what somebody is doomed to"
    if not ATTACKING.isdisjoint(w.lemma_ for w in match.words) and not in_words(scene, match, parties):
        return "an attack by force, not in words"
    if entry.pos != "verb" or parties.agents or head.dep_ != "acl" or head.tag_ != "VBN":
        return ""
    return "whoever is accused" if head.head.lemma_.lower() in EVERYBODY else ""


QUESTIONS: Final[Mapping[str, Question]] = {
    "stipulate": _stipulates,
    "concede": _concedes,
    "characterize": _characterizes,
    "demand": _demands,
    "protest": _protests,
    "threaten": _threatens,
    "promise": _promises,
    "sanction": _sanctions,
    "aid": _aids,
    "accuse": _accuses,
    "support": _supports,
    "agree": _agrees,
    "meet": _meets,
    "join": _joins,
    "annex": _annexes,
    "pull_back": _leaves,
    "withdraw_from": _leaves,
}
