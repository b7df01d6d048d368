"""Who and what takes part in an act: the entities that fill a trigger's roles; called by `extract.facts`."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from extract import grammar
from extract.implied import ACTORS as ACTORS
from extract.implied import alongside, asked_of, blamed, doing, helped, is_party, joined, makers, spoken_of, wielders
from extract.listing import noun_from
from extract.matching import Match
from extract.records import EntityType
from extract.roles import PART_OF, modifier, slot, slots
from extract.scene import Reference, Scene
from ontology.relations import load

TEXTS = frozenset({EntityType.INSTRUMENT, EntityType.EVENT})
WITH_PLACES = frozenset({"attack", "annex", "deploy", "meet", "pull_back", "mobilize", "sanction", "aid"})
SOME = frozenset({"all", "both", "some", "many", "several", "most", "few", "various", "numerous", "certain", "these", "those"})
DIRECT = frozenset({"subj", "obj", "iobj", "by", "clause.subj"})
ASIDE = {
    "demand": ("on", "upon", "to"),
    "threaten": ("to", "against"),
    **dict.fromkeys(("negotiate", "meet", "cooperate"), ("with",)),
}
TALKS = frozenset({"negotiate", "meet", "cooperate"})
ANSWERING = frozenset({"reject", "respond", "deny", "accuse", "agree", "concede"})
OWNED = frozenset({"support", "reject", "accuse", "annex", "violate"})
ADOPTING = frozenset({"adopt", "adoption", "pass", "passage"})
MADE = frozenset({"establish", "overthrow", "disclose"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """The entities that fill a trigger's roles."""

    agents: tuple[Reference, ...] = ()
    targets: tuple[Reference, ...] = ()
    themes: tuple[Reference, ...] = ()

    def known(self, scene: Scene) -> bool:
        """Whether somebody or something is named, be it only in a description: "Lutetian rebels"."""
        return any(r.entity not in scene.unnamed.entities or _names(r.token) for r in (*self.agents, *self.targets, *self.themes))

    @property
    def tokens(self) -> Collection[Token]:
        """The nouns and pronouns of agents and targets."""
        return {r.token for r in (*self.agents, *self.targets)}


def find_parties(scene: Scene, number: int, match: Match) -> Parties:
    """The parties of a match; nobody is agent and target of one act, or fills a role by a pronoun that two compete for."""
    entry = match.entry
    agents = _fill(scene, number, match, _acting(match), _agent_types(entry.relation))
    acting = {a.entity for a in agents}
    themes = _fill(scene, number, match, entry.theme, None if entry.relation in MADE or _is_added(entry.relation) else TEXTS)
    if entry.relation in MADE:
        themes = [r for r in themes if r.entity not in acting and not _its_government(scene, r)]
    slots_of_target = tuple(s for s in entry.target if not (_is_scene_of(scene, match, s) or _is_moved(scene, match, s)))
    targets = _fill(scene, number, match, slots_of_target, _target_types(entry.relation), frozenset(acting))
    if entry.relation == "violate":
        targets = [t for t in targets if not _issued(scene, themes, t)]
    owners = _theme_owner(scene, themes, agents) if entry.relation in ANSWERING else []
    if match.head.lemma_ in ADOPTING:  # what a body adopts is its own, and aimed at nobody
        agents = agents or [r for r in owners if r.type is EntityType.ORGANIZATION]
    else:
        targets = targets or owners
    agents += [r for r in joined(scene, number, match) if r.entity not in acting]
    agents, targets = _listed(match, agents, targets)
    if not targets and entry.relation == "accuse":
        targets = [t for t in blamed(scene, number, match) if t.entity not in acting]
    if not targets and entry.relation == "demand":
        targets = [t for t in asked_of(scene, number, match) if t.entity not in acting]
    if not targets:
        targets = [t for t in _beyond_slots(scene, number, match) if t.entity not in acting]
    agents, targets = _two_sides(agents, targets)
    targets = targets or helped(scene, number, match, agents)
    agents = agents or wielders(scene, number, match) or alongside(scene, number, match, targets)
    agents = agents or [r for r in doing(scene, number, match) if r.entity not in {t.entity for t in targets}]
    agents = agents or spoken_of(scene, number, match)
    agents, targets = ([r for r in part if not r.token._.contested] for part in (agents, targets))
    return Parties(agents=tuple(agents), targets=tuple(targets), themes=tuple(themes[:1]))


def _beyond_slots(scene: Scene, number: int, match: Match) -> list[Reference]:
    """On whose things an act bears, where no slot holds him."""
    if match.entry.relation in OWNED and (match.entry.pos == "verb" or match.entry.relation == "reject"):
        return makers(scene, number, match)
    return []


def _acting(match: Match) -> tuple[str, ...]:
    """The slots of the agent; what is done "in support of" somebody is not done by him."""
    if match.entry.pos == "noun" and match.entry.relation in TALKS and grammar.oblique(match.head, "between") is not None:
        return ("between", *match.entry.agent)
    if match.entry.pos == "noun" and grammar.case(match.head) == "in":
        return tuple(name for name in match.entry.agent if name != "of")
    return match.entry.agent


def _names(noun: Token) -> bool:
    first, last = grammar.phrase(noun)
    return any(t.ent_type_ for t in noun.doc[first:last])


def _agent_types(relation: str) -> frozenset[EntityType]:
    if relation == "hold_office":
        return frozenset({EntityType.PERSON})
    return frozenset({EntityType.INSTRUMENT}) if relation == "stipulate" else ACTORS


def _target_types(relation: str) -> frozenset[EntityType]:
    if relation == "hold_office":
        return ACTORS - {EntityType.PERSON} | {EntityType.PLACE}
    return ACTORS | ({EntityType.PLACE} if relation in WITH_PLACES or _is_added(relation) else frozenset())


def _is_added(relation: str) -> bool:
    """Whether it is one of an ontology of one's own: there the frames alone say what can fill a role."""
    return not load()[relation].shipped


def _fill(
    scene: Scene,
    number: int,
    match: Match,
    names: tuple[str, ...],
    types: frozenset[EntityType] | None,
    known: frozenset[str] = frozenset(),
) -> list[Reference]:
    """Entities of the first slot in the list that holds some of a fitting type; of "Ruritanian youths" not what modifies them.

    Those that are `known` in another role do not count. An office is held at all that its title names: "served as French
    ambassador to Ruritania".
    """
    held: dict[str, Reference] = {}
    for name, token in slots(match, names, scene.lexicon):
        modified = _modified(scene, match, name)
        if (match.entry.relation == "support" and _setback(scene, match, name)) or (
            match.entry.pos == "verb" and _beside(scene, token) and all(w.lower_ != name for w in match.words)
        ):
            continue
        for noun in (modified, _whole(token)):
            found = [r for r in scene.references(number, noun) if types is None or r.type in types]
            found = [r for r in found if not _after_clause(match, noun, r) and r.entity not in known]
            if found and match.entry.relation != "hold_office":
                return [*found, *(_others(scene, noun, found) if name in DIRECT and EntityType.GROUP in (types or ()) else ())]
            found += _also_held(scene, number, match, name) if found and types is not None else []
            held |= {r.entity: r for r in found if r.entity not in held and r.type in (types or ())}
        plain = name in DIRECT or name in ASIDE.get(match.entry.relation, ())
        vague = _faceless(scene, number, token) if types is not None and EntityType.GROUP in types and plain else []
        if vague:
            return vague
    return list(held.values())


def _whole(token: Token) -> Token:
    """Those of whom a word takes some: "any of its neighbours", "each of the states"."""
    return (grammar.oblique(token, "of") or token) if token.lower_ in {*PART_OF, "one"} else token


def _its_government(scene: Scene, reference: Reference) -> bool:
    """Whether a state is meant by its government: who forms "the Austrian Government" forms no state."""
    return reference.type is EntityType.STATE and not (reference.token.ent_type_ or reference.entity in scene.unnamed.entities)


def _beside(scene: Scene, token: Token) -> bool:
    """Whether it is at whose side something is done: "fought at the side of X", "with the help of X"."""
    if token.lemma_ == "side" and grammar.case(token) in {"at", "on"}:
        return True
    marker = grammar.child(token, "case")
    before = [t.lower_ for t in token.doc[max(marker.i - 3, 0) : marker.i]] if marker is not None else []
    return (
        grammar.case(token) == "of"
        and before[-1:] != []
        and (before[-1] in {"side", "behalf"} or before[-1] in scene.lexicon.classes["backings"])
        and bool({*before[:-1]} & {"at", "on", "by", "with"})
    )


def _faceless(scene: Scene, number: int, token: Token) -> list[Reference]:
    """Who takes part although his noun says little: "all states", "both sides", "26 people", "the emitters"."""
    found = []
    for t in grammar.conjuncts(token):
        counted = any(c.dep_ in {"nummod", "advmod", "acl:relcl"} or c.lower_ in SOME for c in t.children)
        says_little = t.lemma_ == "other" or t.lemma_.lower() in scene.lexicon.classes["faceless"]
        if (t.tag_ == "NNS" and counted and says_little) or (
            is_party(t)
            and not (says_little and all(c.dep_ in {"det", "case"} for c in t.children))
            and not scene.references(number, t)
        ):
            entity = scene.unnamed.source(t)
            found.append(Reference(entity=entity.id, type=entity.type, token=t))
    return found


def _others(scene: Scene, noun: Token | None, found: list[Reference]) -> Iterator[Reference]:
    """Who is only the others that are coordinated with names: "Peru and a few other countries"."""
    known = {r.token for r in found}
    for t in grammar.conjuncts(noun)[1:] if noun is not None else ():
        several = t.tag_ in {"NNS", "NNPS"} and t.lemma_.lower() in scene.lexicon.classes["faceless"]
        if several and t not in known and any(c.lower_ == "other" for c in t.children):
            entity = scene.unnamed.source(t)
            yield Reference(entity=entity.id, type=entity.type, token=t)


def _also_held(scene: Scene, number: int, match: Match, name: str) -> list[Reference]:
    """The bodies of a second office: "served as mayor of Lutetia and governor of Ruritania"."""
    base, _, rest = name.partition(".")
    office, body = (slot(match, base, scene.lexicon), slot(match, name, scene.lexicon)) if rest else (None, None)
    others = grammar.conjuncts(office)[1:] if office is not None else []
    others += [t for t in grammar.conjuncts(body)[1:] if t.pos_ == "NOUN"] if body is not None else []
    return [
        r for o in others for part in ("poss", "of", "to") for r in scene.references(number, modifier(o, part) or _next(o, part))
    ]


def _next(office: Token, preposition: str) -> Token | None:
    """What a preposition right behind an office joins to it, where the tree hangs it elsewhere."""
    doc, at = office.doc, office.i + 1
    return noun_from(doc, at + 1) if at + 1 < len(doc) and doc[at].lower_ == preposition else None


def _setback(scene: Scene, match: Match, name: str) -> bool:
    """Whether who supports it does not support whom it befalls: "backed the removal of the envoy"."""
    base, _, inner = name.partition(".")
    noun = slot(match, base if inner else "obj", scene.lexicon) if name not in {"subj", "obj"} else None
    return noun is not None and noun.lemma_.lower() in scene.lexicon.classes["setbacks"]


def _after_clause(match: Match, noun: Token | None, reference: Reference) -> bool:
    """Whether it stands after the relative clause: in "Peru, which did it, and Chile" only the first did."""
    listed = match.entry.relation == "member_of" or _told_apart(reference.token)
    return not listed and grammar.relative_antecedent(match.head) == noun and reference.token.i > match.head.i


def _told_apart(name: Token) -> bool:
    """Whether a name stands in a list that spells out who is meant: "namely, Chad and Mali"."""
    while name.dep_ == "conj":
        name = name.head
    return any(c.lower_ in {"namely", ":"} for c in name.children)


def _modified(scene: Scene, match: Match, name: str) -> Token | None:
    """What the filler of a slot such as `obj.mod` modifies."""
    base, _, rest = name.rpartition(".")
    return slot(match, base, scene.lexicon) if base and rest in {"mod", "poss"} else None


def _is_scene_of(scene: Scene, match: Match, name: str) -> bool:
    """Whether a slot says where a blow fell and not whom it was aimed at: "strikes in", other than "invasion in"."""
    if match.entry.relation != "attack" or name.rpartition(".")[2] != "in":
        return False
    return any(w.pos_ == "NOUN" and w.lemma_ in scene.lexicon.classes["blows"] for w in match.words)


def _is_moved(scene: Scene, match: Match, name: str) -> bool:
    """Whether a slot says what is pulled back, and not from where: "withdraws its forces"."""
    noun = slot(match, name, scene.lexicon) if match.entry.relation == "pull_back" and name == "obj" else None
    return noun is not None and any(noun.lemma_.lower() in scene.lexicon.classes[c] for c in ("forces", "weapons"))


def _theme_owner(scene: Scene, themes: list[Reference], agents: list[Reference]) -> list[Reference]:
    """A described instrument's owner is the party on the other side: "rejected the proposals" is aimed at who made them."""
    for theme in themes[:1]:
        owner = scene.entities.owner_of(theme.entity)
        if owner is not None and owner not in {a.entity for a in agents}:
            return [Reference(entity=owner, type=scene.entities.type_of(owner), token=theme.token)]
    return []


def _issued(scene: Scene, themes: list[Reference], target: Reference) -> bool:
    """Whether a body only issued the text: who breaks a council's resolution does not injure the council."""
    return target.type is EntityType.ORGANIZATION and any(scene.entities.owner_of(t.entity) == target.entity for t in themes)


def _listed(match: Match, agents: list[Reference], targets: list[Reference]) -> tuple[list[Reference], list[Reference]]:
    """ "The league includes X, Y and Z": who stands after the verb is a member, whatever the parser made of a long list."""
    if match.entry.relation != "member_of" or match.entry.target != ("subj",) or grammar.is_passive(match.head):
        return agents, targets
    every = sorted((*agents, *targets), key=lambda r: r.token.i)
    return [r for r in every if r.token.i > match.head.i], [r for r in every if r.token.i < match.head.i]


def _two_sides(agents: list[Reference], targets: list[Reference]) -> tuple[list[Reference], list[Reference]]:
    """ "Between X and Y": the first is the agent, the others are the targets.

    Source: gold guidelines, decision 18.
    """
    if not agents and len(targets) > 1 and grammar.case(targets[0].token) == "between":
        return targets[:1], targets[1:]
    if targets or len(agents) < 2 or grammar.case(agents[0].token) != "between":
        return agents, targets
    return agents[:1], agents[1:]
