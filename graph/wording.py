"""Claims in plain English, never as facts: who says it, and what.

Called by `graph.page`, `graph.telling`, `graph.search`, `graph.network` and `graph.compare`.

A statement is a tuple of words (str) and entities (`Named`), so that the page can make the names clickable.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph.reading import ClaimNode, EntityNode
from ontology.relations import load

UNKNOWN: Final = "| {target}| {theme}"
ARTICLE: Final = re.compile(
    r"(?!the\b|\w+['’]s\b)(?:"
    r"United (?:States|Kingdom|Nations|Arab Emirates)|West|Kremlin|Pentagon|White House|EU|UN|UK|US|USA"
    r"|.*\b(?:Union|Federation|Emirates|Netherlands|Philippines|Republic|Kingdom|Ministry|Department|Commission|Committee|Council"
    r"|Court|Navy|Army|Institute|Parliament|Senate|Congress|Islands|Strait|Straits|Sea|Ocean|Gulf|Peninsula|Canal)"
    r"|(?:Gulf|Sea|Strait|Bay|Republic|Ministry|Department|Organi[sz]ation|Institute|Council) (?:of|for)\b.*"
    r"|.*\b(?:Treaty|Agreement|Accords?|Agreements|Protocols?|Convention|Pact|Charter|Memorandum|Act)"
    r"|.*\b(?:proposals|drafts|talks|negotiations))",
    re.IGNORECASE,
)
BARE: Final = frozenset(
    {"Instrument", "Event", "Place", "Organization"}
)  # "draft agreement" needs an article, "Resolution 1" none
PLURAL: Final = frozenset({"Group", "Instrument"})
INFINITIVE: Final = re.compile(  # words that behind "to" are nothing but verbs, and others that are verbs before an article
    r"(?:accept|accede|achieve|adhere|admit|adopt|allow|avoid|be|become|begin|bring|comply|consider|continue|cooperate|deploy"
    r"|discuss|dismantle|do|ensure|establish|expand|extradite|give|hold|implement|include|join|keep|maintain|make|meet|negotiate"
    r"|obey|participate|pay|prevent|protect|provide|ratify|recogni[sz]e|reconsider|reduce|refrain|reject|remove|renounce|respond"
    r"|restore|resume|send|strengthen|take|withdraw"
    r"|(?:attack|ban|change|close|cut|end|halt|increase|leave|lift|limit|lower|open|raise|release|return|share|sign|stop"
    r"|supply|support|use)(?= (?:the|an?|its|their|any)\b))(?= |$)"
)
YIELDING: Final = re.compile(  # what is refused where somebody "did not" do it: no "to" stands before it
    r"(?:back (?:down|away)|bow|budge|capitulate|cave in|compromise|concede|give in|relent|retreat|surrender|yield)"
    r"(?= (?:to|on|from|over)\b|$)"
)
BEFORE_INFINITIVES: Final[Mapping[str, str]] = {"reject": "refuse"}
INNER: Final = str.maketrans('“”„"', "‘’‚'")
POLARITIES: Final = ("positive", "negative")
MODALITIES: Final = ("actual", "intended", "hypothetical", "demanded")


@dataclass(frozen=True, slots=True)
class Named:
    """A place in a statement where an entity stands."""

    iri: str


Statement = tuple[str | Named, ...]


def verb(relation: str) -> str:
    """The relation's verb in its base form."""
    known = load().get(relation)
    return known.pattern.split("|", 1)[0] if known is not None else relation.replace("_", " ")


def predicate(relation: str, polarity: str, modality: str, plural: bool = False, act: bool = False) -> str:
    """The verb as it follows its subject: "rejects", "does not reject", "intends to reject", "might not reject".

    Before an `act`, an infinitive, another verb may stand: "refuses to negotiate".
    """
    base = BEFORE_INFINITIVES.get(relation, verb(relation)) if act else verb(relation)
    negative = polarity == "negative"
    if modality == "intended":
        word = "not intend" if negative else "intend"
        return f"{_auxiliary(plural)} {word} to {base}" if negative else f"{inflected(word, plural)} to {base}"
    if modality in ("hypothetical", "demanded"):
        return f"{'might' if modality == 'hypothetical' else 'should'} {'not ' if negative else ''}{base}"
    if base.startswith("be "):
        return f"{'are' if plural else 'is'} {'not ' if negative else ''}{base[3:]}"
    return f"{_auxiliary(plural)} not {base}" if negative else inflected(base, plural)


def statement(claim: ClaimNode, entities: Mapping[str, EntityNode]) -> Statement:
    """What the claim says, without who says it."""
    relation = load().get(claim.relation)
    if relation is not None and relation.judges and not claim.agents and claim.participants and claim.theme_text:
        return _judged(claim, entities)
    plural = len(claim.agents) > 1 or any(many(entities.get(iri)) for iri in claim.agents)
    subject = listed(claim.agents, entities) if claim.agents else ("an unnamed actor",)
    act = claim.theme is None and _content(claim, claim.theme_text or "").startswith("to ")
    words = (*subject, " " + predicate(claim.relation, claim.polarity, claim.modality, plural, act), *_objects(claim, entities))
    return _joined(words)


def _judged(claim: ClaimNode, entities: Mapping[str, EntityNode]) -> Statement:
    """A judgement that the speaker or document makes itself: "the draft is not called “fair”"."""
    things = claim.participants
    negative = "not " if claim.polarity == "negative" else ""
    modal = {"intended": "is to", "hypothetical": "might", "demanded": "should"}.get(claim.modality)
    plural = len(things) > 1 or any(many(entities.get(iri)) for iri in things)
    verb = f"{modal} {negative}be" if modal else f"{'are' if plural else 'is'}{' ' + negative if negative else ''}".rstrip()
    return _joined((*listed(things, entities), f" {verb} called ", *_quoted(claim.theme_text or "")))


def listed(iris: tuple[str, ...], entities: Mapping[str, EntityNode]) -> Statement:
    """Names with articles, commas and an "and"."""
    words: list[str | Named] = []
    for position, iri in enumerate(iris):
        if position:
            words.append(" and " if position == len(iris) - 1 else ", ")
        if iri in entities and _with_article(entities[iri]):
            words.append("the ")
        words.append(Named(iri))
    return tuple(words)


def _with_article(entity: EntityNode) -> bool:
    name = entity.name
    common = entity.type in BARE and name[:1].islower() and not name.endswith("s") and not name.startswith(("the ", "a ", "an "))
    return common or ARTICLE.fullmatch(name) is not None


def plain(words: Statement, entities: Mapping[str, EntityNode]) -> str:
    """A statement as one string."""
    return "".join(w if isinstance(w, str) else entities[w.iri].name if w.iri in entities else "an unknown entity" for w in words)


def capital(words: Statement) -> Statement:
    """The statement with a capital letter, where it begins with a word and not with a name."""
    first = words[0] if words else ""
    return (first[:1].upper() + first[1:], *words[1:]) if isinstance(first, str) else words


def _objects(claim: ClaimNode, entities: Mapping[str, EntityNode]) -> Statement:
    relation = load().get(claim.relation)
    chunks = [tuple(chunk.rstrip("}").split("{")) for chunk in (relation.pattern if relation else UNKNOWN).split("|")[1:]]
    fills = _fills(claim, entities, {role for _, role in chunks})
    filled = [role for _, role in chunks if fills[role]]
    words: list[str | Named] = []
    for before, role in chunks:
        if not fills[role] or (before == " of " and role == "target" and _owns(claim, entities)):
            continue
        if relation is not None and relation.alone is not None and filled == [role] and relation.alone.endswith(f"{{{role}}}"):
            before = relation.alone.split("{")[0]
        words.extend((before, *fills[role]))
    if claim.theme and claim.theme_text and not fills["words"] and not fills["content"]:
        words.extend((": ", *_quoted(_content(claim, claim.theme_text))))
    return tuple(words)


def _fills(claim: ClaimNode, entities: Mapping[str, EntityNode], places: set[str]) -> dict[str, Statement]:
    """What stands in each place of a pattern. The words of the content take the place made for them, else that of the theme."""
    fills: dict[str, Statement] = {
        "target": listed(claim.targets, entities),
        "theme": listed((claim.theme,), entities) if claim.theme else (),
        "words": (),
        "content": (),
    }
    if claim.theme_text:
        own = next((place for place in ("words", "content") if place in places), None)
        if own is not None or not claim.theme:
            fills[own or "theme"] = _quoted(_content(claim, claim.theme_text))
    if "words" in places and "target" not in places and not claim.theme:  # who is judged stands where else what is judged does
        fills["theme"] = fills["target"]
    return fills


def _content(claim: ClaimNode, words: str) -> str:
    """The words of the content, with the "to" of an infinitive where a passage has it in front of them, or could."""
    yields = claim.relation == "reject" and YIELDING.match(words)
    if yields or (INFINITIVE.match(words) and any(f" to {words}" in e.sentence for e in claim.evidence)):
        return f"to {words}"
    return words


def _quoted(words: str) -> Statement:
    """The words in quotation marks; their own become single ones."""
    return (f"“{words.translate(INNER)}”",)


def _owns(claim: ClaimNode, entities: Mapping[str, EntityNode]) -> bool:
    """Whether the theme or its words say already whose it is: "Velland's proposals" are not "of Velland" once more."""
    theme = entities.get(claim.theme or "")
    named = theme.name if theme is not None else claim.theme_text or ""
    owners = [entities[iri].name for iri in claim.targets if iri in entities]
    if any(named.startswith((f"{owner}'s ", f"{owner}’s ", f"{owner}' ")) for owner in owners):
        return True
    return theme is None and bool(owners) and all(re.search(rf"\b{re.escape(owner)}\b", named) for owner in owners)


def _joined(words: Statement) -> Statement:
    """Neighbouring strings made one."""
    joined: list[str | Named] = []
    for word in words:
        if joined and isinstance(word, str) and isinstance(joined[-1], str):
            joined[-1] += word
        else:
            joined.append(word)
    return tuple(joined)


def _auxiliary(plural: bool) -> str:
    return "do" if plural else "does"


def inflected(base: str, plural: bool) -> str:
    """The verb as it follows its subject in the present: "rejects", "reject"."""
    if plural:
        return base
    head, space, rest = base.partition(" ")
    if head.endswith(("s", "sh", "ch", "x", "z")):
        head += "es"
    elif head.endswith("y") and head[-2:-1] not in "aeiou":
        head = head[:-1] + "ies"
    else:
        head += "s"
    return head + space + rest


def many(entity: EntityNode | None) -> bool:
    """Whether the name stands for several, so that the verb is in the plural."""
    return entity is not None and (entity.anonymous or entity.type in PLURAL) and re.search(r"[^s]s$", entity.name) is not None
