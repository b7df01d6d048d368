"""Whether what a trigger's slots hold makes it an act at all; called by `extract.facts`.

Words of force and talk are used of games, goods and arguments too: an act needs somebody who can do it, and the other side where
there are two.
"""

from spacy.tokens import Token

from extract import grammar
from extract.contents import Content
from extract.matching import Match
from extract.parties import ACTORS, Parties
from extract.roles import slots
from extract.scene import Scene

TWO_SIDED = frozenset({"meet", "negotiate", "cooperate", "mediate", "cut_ties"})
BY_THEMSELVES = frozenset(
    {
        "protest",
        "mobilize",
        "pull_back",
        "overthrow",
        "concede",
        "agree",
        "attack",
        "expand",
        "hold_office",
        "annex",
        "coerce",
        "join",
    }
)
WITHOUT_ACTOR = frozenset({"attack", "stipulate", "member_of"})
ACTING = (
    "persons",
    "groups",
    "forces",
    "actors_state",
    "actors_org",
    "officials",
    "protesters",
    "armed",
    "arms_agents",
    "casualties",
)
EMPTY = frozenset({"this", "that", "which", "what", "it", "these", "those", "there", "everything", "nothing", "all"})


def admitted(scene: Scene, number: int, match: Match, parties: Parties, content: Content | None) -> bool:
    """Whether a match with these parties and this content is a fact."""
    return not refusal(scene, number, match, parties, content)


def refusal(scene: Scene, number: int, match: Match, parties: Parties, content: Content | None) -> str:
    """Why a match is no fact, for the analyst; empty where it is one."""
    relation = match.entry.relation
    if not (parties.agents or parties.targets or parties.themes):
        return "no entity fills agent, target or theme"
    if relation == "stipulate":
        return "" if parties.agents else "no text that provides it"
    if not parties.agents and relation not in WITHOUT_ACTOR and _done_by_a_thing(scene, number, match):
        return "the agent's slot holds something that cannot act"
    if relation == "characterize":
        judged = content is not None and (parties.targets or parties.themes or _judged(scene, match))
        return "" if judged else "no judgement, or nothing that is judged"
    if parties.targets or parties.themes or content is not None:
        return ""
    if relation in TWO_SIDED:
        return "" if len(parties.agents) > 1 or _has_other_side(scene, match) else "nobody on the other side"
    return "" if relation in BY_THEMSELVES or len(match.words) > 1 else "an agent alone: no target, theme or content"


def _done_by_a_thing(scene: Scene, number: int, match: Match) -> bool:
    """Whether the agent's slot holds something that cannot act: "the storm threatened the coast"."""
    doer = next((token for _, token in slots(match, match.entry.agent, scene.lexicon)), None)
    if doer is None or doer.dep_ in {"amod", "nmod", "compound"}:
        return False
    found = [r.type for t in grammar.conjuncts(doer) for r in scene.references(number, t)]
    if found:
        return not ACTORS.intersection(found)
    if doer.pos_ == "PRON":
        return doer.lower_ in EMPTY
    return doer.pos_ == "NOUN" and not any(_can_act(scene, t) for t in grammar.conjuncts(doer))


def _has_other_side(scene: Scene, match: Match) -> bool:
    """Whether somebody stands in the target's slot, even if no entity is known: "met reporters"."""
    return any(t.pos_ in {"NOUN", "PROPN", "PRON"} for _, t in slots(match, match.entry.target, scene.lexicon))


def _can_act(scene: Scene, noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return any(lemma in scene.lexicon.classes[c] for c in ACTING)


def _judged(scene: Scene, match: Match) -> bool:
    """Whether something is characterized, even if no entity is known for it."""
    return (
        any(token.pos_ in {"NOUN", "PROPN"} for _, token in slots(match, ("obj",), scene.lexicon)) and match.entry.pos == "verb"
    )
