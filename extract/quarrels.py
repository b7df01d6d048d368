"""Whether words of force tell of a quarrel in words or a contest for votes; called by `extract.admission`, `extract.senses`.

Rivals attack, hit and battle each other every day of a campaign: among persons and parties such words tell of force only where
something around them does.
"""

from typing import Final

from spacy.tokens import Token

from extract import grammar
from extract.matching import Match
from extract.parties import Parties
from extract.records import EntityType
from extract.roles import slot
from extract.scene import Reference, Scene
from extract.sides import is_of

ATTACKING: Final = frozenset({"attack", "assault"})
CONTENDING: Final = frozenset(
    {"battle", "clash", "fight", "target", "hit", "pummel", "pound", "bludgeon", "skirmish", "blast", "crush", "offensive", "war"}
)
HURTING: Final = frozenset(
    {"kill", "wound", "injure", "shoot", "stab", "murder", "die", "bleed", "hospital", "death", "life", "knife", "acid", "terror"}
)
FORCEFUL: Final = ("weapons", "arms_agents", "armed", "forces")


def in_words(scene: Scene, match: Match, parties: Parties) -> bool:
    """Whether an attack is one in words: "attacked the senator on his record", "attacks on the candidate"."""
    word = next((w for w in match.words if w.lemma_ in ATTACKING), None)
    return word is not None and (_for_something(scene, match, parties, word) or _among_rivals(scene, match, parties))


def _for_something(scene: Scene, match: Match, parties: Parties, word: Token) -> bool:
    """Whether persons attack a person for something, or make attacks on things."""
    if word.pos_ == "NOUN":
        persons = bool(parties.agents) and all(a.type is EntityType.PERSON for a in parties.agents)
        after = word.doc[word.i + 1 : word.i + 3]
        return persons and not parties.targets and bool(after) and after[0].lower_ == "on" and not grammar.in_time(after[-1])
    found = [slot(match, marker, scene.lexicon) for marker in ("for", "over", "on", "as")]
    aimed = any(t.type is EntityType.PERSON for t in parties.targets)
    return aimed and any(t is not None and not grammar.in_time(t) for t in found)


def is_contest(scene: Scene, match: Match, parties: Parties) -> bool:
    """Whether rivals contend for something without force: "battling with her for second place"."""
    return any(w.lemma_ in CONTENDING for w in match.words) and _among_rivals(scene, match, parties)


def _among_rivals(scene: Scene, match: Match, parties: Parties) -> bool:
    """Whether persons or parties without arms stand against persons, and nothing around tells of force."""
    aimed = bool(parties.targets) and all(_is_rival(scene, t) for t in parties.targets)
    if not aimed or not all(_unarmed(scene, a) for a in parties.agents):
        return False
    around = [t for t in match.head.sent if t not in match.words]
    if any(t.lemma_.lower() in HURTING or _tells_of_arms(scene, t) for t in around):
        return False
    return bool(parties.agents) or any(is_of(scene, t, ("campaigning",)) for t in around)


def _is_rival(scene: Scene, party: Reference) -> bool:
    """Whether somebody is a person or people of politics."""
    return party.type is EntityType.PERSON or (party.type is EntityType.GROUP and is_of(scene, party.token, ("campaigning",)))


def _unarmed(scene: Scene, party: Reference) -> bool:
    """Whether somebody who does it is no state and has no arms."""
    return party.type is not EntityType.STATE and not _tells_of_arms(scene, party.token)


def _tells_of_arms(scene: Scene, token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN"} and is_of(scene, token, FORCEFUL)
