"""Whether the conditions of a trigger's entry hold: what must stand in its slots, and what must not.

Called by `extract.facts`, `extract.explain` and `extract.admission`.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from extract import grammar
from extract.implied import ACTORS
from extract.lexicon import Need
from extract.matching import Match
from extract.records import EntityType
from extract.roles import slot
from extract.scene import Reference, Scene

PERSONAL = frozenset({"i", "we", "he", "she", "they", "who"})


def meets_needs(scene: Scene, number: int, match: Match) -> bool:
    """Whether the conditions of a trigger's entry hold."""
    return next(unmet(scene, number, match), None) is None and contrary(scene, number, match) is None


def unmet(scene: Scene, number: int, match: Match) -> Iterator[tuple[Need, ...]]:
    """The conditions that do not hold, each with its alternatives."""
    return (needs for needs in match.entry.needs if not any(_met(scene, number, match, need) for need in needs))


def contrary(scene: Scene, number: int, match: Match) -> Need | None:
    """The first condition that speaks against the relation and holds."""
    return next((need for need in match.entry.unless if _met(scene, number, match, need)), None)


def _met(scene: Scene, number: int, match: Match, need: Need) -> bool:
    token = slot(match, need.slot, scene.lexicon)
    if token is None:
        return False
    if need.noun_class is not None:
        wanted = scene.lexicon.classes.get(need.noun_class, frozenset())
        return any(t.lemma_.lower() in wanted for t in grammar.conjuncts(token))
    return need.type is None or _fills(scene, number, token, need)


def _fills(scene: Scene, number: int, token: Token, need: Need) -> bool:
    """Whether the entities of a phrase are of the type that is asked for."""
    found = scene.references(number, token)
    if need.type in {"Actor", "Public"} and need.slot == "subj" and token.lower_ in PERSONAL and not found:
        return True
    if need.type == "Public":
        return any(is_public(scene, r) for r in found)
    wanted = {t.value for t in ACTORS} if need.type == "Actor" else {need.type}
    return any(r.type is not None and r.type.value in wanted for r in found)


def is_public(scene: Scene, party: Reference) -> bool:
    """Whether a party acts in public life: a state, a body or group that is no newspaper, or a person who holds an office."""
    noun, classes = party.token.lemma_.lower(), scene.lexicon.classes
    if party.type is EntityType.PERSON:
        return scene.entities.is_official(party.entity) or noun in classes["officials"]
    return party.type in ACTORS and not scene.entities.is_medium(party.entity) and noun not in classes["intimates"]
