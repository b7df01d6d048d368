"""Parties that no slot of a trigger's frame holds, but the clause around it: "was fined for violations", "with X's backing".

Called by `extract.parties` for what the slots leave open, and by `extract.facts` for what a provision names.
"""

from spacy.tokens import Token

from extract import grammar
from extract.coreference.ranker import sort_of
from extract.matching import Match
from extract.records import EntityType
from extract.roles import owner, slots
from extract.scene import ACTING, Reference, Scene

ACTORS = frozenset({EntityType.PERSON, EntityType.STATE, EntityType.ORGANIZATION, EntityType.GROUP})
SURE = 0.4  # how likely a sort has to be
WIELDED = ("weapons", "forces", "arms_agents", "deeds")
SPOKEN = frozenset({"demand", "promise", "threaten", "propose", "accuse", "deny", "characterize", "agree", "respond"})
SOMEWHERE = frozenset({"in", "near", "at", "around", "within", "inside", "outside", "along", "across", "throughout", "on"})
FRONT = frozenset({"nmod:poss", "amod", "compound"})
DEEDS = frozenset({"violate", "attack", "coerce", "reject", "annex", "overthrow", "disclose", "aid", "support"})
BLAMING = frozenset(
    """accuse blame impeach condemn criticise criticize denounce charge convict indict fine sanction punish sue prosecute
    censure rebuke arrest detain jail imprison sentence execute hang try investigate suspect wanted praise thank commend
    applaud congratulate honour honor reward criticize blacklist""".split()
)
PUNISHMENT = frozenset(
    "sentence term trial conviction arrest imprisonment detention prosecution indictment execution charge".split()
)
AMOUNTING = frozenset("constitute represent involve entail mean include spell".split())
COMING_TO = {"amount": "to", "consist": "in", "result": "in", "lead": "to", "culminate": "in", "contribute": "to"}
MAKING = frozenset(
    """make propose submit present put take carry conduct wage pursue practise practice commit perpetrate hatch launch undertake
    prepare draft initiate introduce impose apply provide exert perform do lead build establish advance formulate follow use issue
    give lay set work draw elaborate devise plan plot engineer engage organize organise table sponsor express show display
    demonstrate voice deliver write publish announce offer suggest recommend play achieve accomplish develop execute inflict
    exercise maintain adopt employ instigate unleash foment wreak cause""".split()
)
CONDUCT = frozenset("policy attitude behaviour behavior conduct practice position stance posture presence rule".split())
HELPING = frozenset({"with", "despite", "without", "under", "thanks to"})
MOTION = frozenset(
    "remove return move travel transfer deport extradite send go come flee enter export import ship deliver".split()
)
TELLING = frozenset({"subj", "by", "poss"})
TEXTUAL = frozenset({"resolution", "charter", "declaration", "convention", "report", "decision", "treaty", "agreement"})


def named_in(scene: Scene, number: int, content: tuple[int, int]) -> tuple[Reference, ...]:
    """The first party that the words of a provision name; people who only live somewhere are none.

    Source: gold guidelines, decision 14.
    """
    for token in scene.docs[number][content[0] : content[1]]:
        found = [r for r in scene.references(number, token) if r.type in {EntityType.STATE, EntityType.ORGANIZATION}]
        somewhere = grammar.case(token) in SOMEWHERE or (token.dep_ in FRONT and grammar.case(token.head) in SOMEWHERE)
        somewhere = somewhere or (grammar.case(token) in {"to", "from", "into"} and token.head.lemma_ in MOTION)
        owns = token.dep_ in FRONT and token.head.pos_ == "NOUN" and token.head.lemma_.lower() in TEXTUAL
        if found and not somewhere and not owns:
            return tuple(r for r in found if r.token.i < content[1])
    return ()


def blamed(scene: Scene, number: int, match: Match) -> list[Reference]:
    """Of whom an allegation tells: "alleged that Ruritania broke the truce"."""
    clause = next((c for w in (match.head, *match.words) if (c := grammar.complement(w)) is not None), None)
    told = clause is not None and clause.pos_ == "VERB" and not grammar.is_passive(clause)
    return (
        [r for r in scene.references(number, grammar.subject(clause)) if r.type in ACTORS] if told and clause is not None else []
    )


def asked_of(scene: Scene, number: int, match: Match) -> list[Reference]:
    """Whose act is demanded: "calls for good will on the part of Chad"."""
    for _, noun in slots(match, match.entry.content, scene.lexicon):
        part = next((t for t in noun.subtree if t.lower_ == "part" and grammar.case(t) == "on"), None)
        if part is not None:
            whose = grammar.oblique(part, "of") or grammar.possessor(part)
            return [r for r in scene.references(number, whose) if r.type in ACTORS]
    return []


def joined(scene: Scene, number: int, match: Match) -> list[Reference]:
    """Whom somebody "joins in asking": they ask, too."""
    head, verb = match.head, match.head.head
    marker = grammar.child(head, "mark", "case")
    if head.tag_ != "VBG" or verb.lemma_ != "join" or marker is None or marker.lower_ != "in":
        return []
    with_whom = grammar.oblique(verb, "with") or grammar.child(verb, "obj")
    return [r for r in scene.references(number, with_whom) if r.type in ACTORS]


def alongside(scene: Scene, number: int, match: Match, targets: list[Reference]) -> list[Reference]:
    """Who does something "in cooperation with" another cooperates."""
    head = match.head
    if match.entry.pos != "noun" or not head.dep_.startswith("obl") or grammar.case(head) != "in" or head.head.pos_ != "VERB":
        return []
    if grammar.possessor(head) is not None or head.head.lemma_ == "come":
        return []
    doing = scene.references(number, grammar.logical_subject(head.head))
    known = {t.entity for t in targets}
    return [r for r in doing if r.type in ACTORS and r.entity not in known]


def helped(scene: Scene, number: int, match: Match, agents: list[Reference]) -> list[Reference]:
    """Whom it helps, or fails to help, that an act is done "with the backing of", "despite the support of" somebody."""
    head = match.head
    if match.entry.pos != "noun" or match.entry.relation not in {"support", "aid"} or grammar.case(head) not in HELPING:
        return []
    if head.head.pos_ != "VERB" or not agents:
        return []
    known, doer = {a.entity for a in agents}, grammar.subject(head.head)
    served = scene.references(number, doer) or (scene.references(number, owner(doer)) if doer is not None else [])
    return [r for r in served if r.type in ACTORS and r.entity not in known]


def doing(scene: Scene, number: int, match: Match) -> list[Reference]:
    """Whose deed a noun names where the clause tells it: "the raid is a violation of", "was fined for violations of"."""
    head, verb = match.head, match.head.head
    if match.entry.pos != "noun" or any(True for _ in slots(match, match.entry.agent, scene.lexicon)):
        return []
    if match.entry.relation in DEEDS and grammar.case(head) in {"for", "over", "of"}:
        punished = _punished(head)
        if punished is not None:
            return [r for r in scene.references(number, punished) if r.type in ACTORS]
    judged = (head.dep_ == "obj" and verb.lemma_ in AMOUNTING) or (
        head.dep_.startswith("obl") and grammar.case(head) == COMING_TO.get(verb.lemma_)
    )
    deed = grammar.subject(verb) if judged else grammar.subject(head) if grammar.child(head, "cop") is not None else None
    if deed is None or deed.pos_ != "NOUN":
        return []
    whose = (owner(deed), grammar.oblique(deed, "by"), grammar.oblique(deed, "of") if deed.lemma_ in CONDUCT else None)
    return [r for t in whose for r in scene.references(number, t) if r.type in ACTORS]


def _punished(deed: Token) -> Token | None:
    """Who is blamed, thanked or punished for a deed: "was jailed for", "serves a sentence for", "his arrest for"."""
    verb = deed.head
    if deed.dep_.startswith("obl") and verb.lemma_ in BLAMING:
        return grammar.logical_object(verb)
    term = grammar.child(verb, "obj") if deed.dep_.startswith("obl") else verb if deed.dep_ == "nmod" else None
    if term is None or term.lemma_ not in PUNISHMENT:
        return None
    served = term.dep_ == "obj" and term.head.lemma_ in {"serve", "face", "await", "receive", "get"}
    return grammar.logical_subject(term.head) if served else owner(term) or grammar.oblique(term, "of")


def makers(scene: Scene, number: int, match: Match) -> list[Reference]:
    """Whose plans, efforts or lands a relative clause says they are: "the plans which Chad made", "land belonging to Chad"."""
    for name, thing in slots(match, match.entry.target, scene.lexicon):
        if thing.pos_ != "NOUN" or any(r.type in ACTORS for r in scene.references(number, thing)):
            continue
        whose = (owner(thing), grammar.oblique(thing, "of")) if name == "clause.obj" else ()  # "refuses to recognise its rights"
        found = [r for t in whose for r in scene.references(number, t) if r.type in ACTORS]
        if found:
            return found
        for verb in grammar.children(thing, "acl", "acl:relcl"):
            doer = grammar.oblique(verb, "to") if verb.lemma_ == "belong" else _maker(thing, verb)
            found = [r for r in scene.references(number, doer) if r.type in ACTORS]
            if found:
                return found
    return []


def _maker(thing: Token, verb: Token) -> Token | None:
    """Who does what a relative clause says of its object."""
    if verb.lemma_ not in MAKING or verb.tag_ == "VB" or verb == thing.head or grammar.negation(verb) is not None:
        return None
    return grammar.logical_subject(verb) if grammar.logical_object(verb) == thing else None


def wielders(scene: Scene, number: int, match: Match) -> list[Reference]:
    """Whose weapons or deeds they are that do it: "Ruritanian bulldozers razed the village", "its decision broke the treaty"."""
    classes = WIELDED if match.entry.relation not in SPOKEN else (*WIELDED[:3], "utterances")
    for _, token in slots(match, match.entry.agent, scene.lexicon):
        if any(token.lemma_.lower() in scene.lexicon.classes[c] for c in classes):
            named = [t for t in token.subtree if t.i < token.i and t.ent_type_]
            found = [
                r
                for t in (owner(token), grammar.oblique(token, "of"), *named)
                for r in scene.references(number, t)
                if r.type in ACTORS
            ]
            return found[:1]
    return []


def spoken_of(scene: Scene, number: int, match: Match) -> list[Reference]:
    """Who does it although his noun is no name and no description of anybody: "all States", "the other side", "the Kingdom"."""
    doer = next((t for name, t in slots(match, match.entry.agent, scene.lexicon) if name in TELLING), None)
    if (
        doer is None
        or doer.pos_ not in {"NOUN", "PROPN"}
        or doer.ent_type_
        or match.entry.relation in {"stipulate", "hold_office"}
    ):
        return []
    if doer.dep_ == "appos":  # "Ruritania, the state that"
        return [r for r in scene.references(number, doer.head)[:1] if r.type in ACTORS]
    able = any(doer.lemma_.lower() in scene.lexicon.classes[c] for c in ACTING)
    entity = scene.unnamed.source(doer) if able else None
    return [Reference(entity=entity.id, type=entity.type, token=doer)] if entity is not None else []


def is_party(noun: Token) -> bool:
    """Whether a common noun speaks of people or of a body, by what the encoder makes of it."""
    before_noun = noun.i + 1 < len(noun.doc) and noun.nbor(1).pos_ in {"NOUN", "PROPN"}
    if noun.tag_ not in {"NN", "NNS"} or noun.ent_type_ or before_noun:
        return False
    sort, chance = sort_of(noun)
    return sort in {"person", "organization"} and chance > SURE
