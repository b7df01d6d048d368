"""Whether an act has the other side that it takes: somebody who is met, helped or talked with; called by `extract.admission`."""

from spacy.tokens import Token

from extract import grammar
from extract.circumstances import place_of
from extract.contents import Content
from extract.matching import Match
from extract.needs import is_public
from extract.parties import Parties
from extract.records import EntityType
from extract.roles import slots
from extract.scene import ACTING, Scene

TWO_SIDED = frozenset({"meet", "negotiate", "cooperate", "mediate", "cut_ties"})
MUTUAL = frozenset({"meet", "cooperate"})  # of one who takes part alone they say nothing, whatever it is about
TOGETHER = TWO_SIDED | {"agree", "sign", "attack"}  # several who do it are each other's other side
BY_THEMSELVES = frozenset({"protest", "mobilize", "deploy", "pull_back", "expand", "hold_office", "coerce"})
TAKING_PART = (*ACTING, "arms_agents", "casualties")


def half(scene: Scene, match: Match, parties: Parties, content: Content | None) -> str:
    """Say what is missing of an act that takes more than its agent."""
    if match.entry.relation == "aid" and not parties.targets and not _told(scene, match):
        return "nobody to whom it is given"
    if match.entry.relation == "mediate" and not (parties.targets or parties.themes or content or _told(scene, match)):
        return "nobody between whom, and no matter"
    if _by_one_alone(scene, match, parties):
        return "nobody on the other side"
    if parties.targets or parties.themes or content is not None:
        return ""
    relation = match.entry.relation
    political = match.head.lemma_ == "negotiate" and any(is_public(scene, a) for a in parties.agents)
    somewhere = relation == "attack" and place_of((match.head, *match.words)) is not None
    alone = relation in BY_THEMSELVES or political or somewhere or (relation in TOGETHER and _several(match, parties))
    return "" if alone else "an agent alone: no target, theme or content"


def _by_one_alone(scene: Scene, match: Match, parties: Parties) -> bool:
    """Whether one party is told to meet or work together, or a noun names one side's talks: a session, a debate, an attitude."""
    relation = match.entry.relation
    if (relation not in MUTUAL and (relation != "negotiate" or match.entry.pos != "noun")) or match.head.lemma_ == "host":
        return False
    return not (parties.targets or parties.themes or _several(match, parties) or _told(scene, match))


def _several(match: Match, parties: Parties) -> bool:
    """Whether several do it: "Ruritania and other powers met", "the two states cooperate", "a meeting of ministers"."""
    agents = parties.agents
    if len(agents) > 1 or any(len(grammar.conjuncts(a.token)) > 1 for a in agents):
        return True
    many = [a for a in agents if a.type is EntityType.GROUP and a.token.tag_ in {"NNS", "NNPS"}]
    return any(match.entry.pos == "verb" or grammar.case(a.token) in {"between", "among", "of"} for a in many)


def _told(scene: Scene, match: Match) -> bool:
    """Whether people, forces or bodies without a name are on the other side."""
    return any(is_of(scene, t, TAKING_PART) and not is_of(scene, t, ("money_aid",)) for t in _other_side(scene, match))


def _other_side(scene: Scene, match: Match) -> list[Token]:
    """Who stands in the target's slot, even if no entity is known: "met reporters", "killed two people"."""
    taken = {t for _, t in slots(match, match.entry.agent, scene.lexicon)}
    found = [t for _, t in slots(match, match.entry.target, scene.lexicon)]
    return [t for t in found if t not in taken and t.pos_ in {"NOUN", "PROPN", "PRON"}]


def find_doer(scene: Scene, match: Match) -> Token | None:
    """Find what stands in the agent's slot, whether it can act or not."""
    return next((token for _, token in slots(match, match.entry.agent, scene.lexicon)), None)


def is_of(scene: Scene, noun: Token, names: tuple[str, ...]) -> bool:
    """Whether a noun is of one of these classes of the lexicon."""
    lemma = noun.lemma_.lower()
    return any(lemma in scene.lexicon.classes[c] for c in names)
