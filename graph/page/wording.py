"""Claims in plain English, never as facts: who says it, and what; called by `graph.page.payload` and `graph.page.telling`.

A statement is a tuple of words (str) and entities (`Named`), so that the page can make the names clickable.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph.reading import ClaimNode, EntityNode

# How a relation reads: the verb, then the roles in their order, each with its preposition. A role that is not filled falls out.
PATTERNS: Final[Mapping[str, str]] = {
    "propose": "propose| {theme}| to {target}",
    "demand": "demand| {theme}| from {target}",
    "stipulate": "stipulate| {theme}| for {target}",
    "promise": "promise| {target}| {theme}",
    "threaten": "threaten| {target}| with {theme}",
    "accuse": "accuse| {target}| of {theme}",
    "deny": "deny| {theme}| to {target}",
    "support": "support| {target}| on {theme}",
    "reject": "reject| {theme}| of {target}",
    "agree": "agree| with {target}| on {theme}",
    "respond": "respond| to {target}| on {theme}",
    "negotiate": "negotiate| with {target}| on {theme}",
    "meet": "meet| {target}| on {theme}",
    "mediate": "mediate| between {target}| on {theme}",
    "disclose": "disclose| {theme}| to {target}",
    "sign": "sign| {theme}| with {target}",
    "ratify": "ratify| {theme}",
    "implement": "implement| {theme}| towards {target}",
    "violate": "violate| {theme}| against {target}",
    "withdraw_from": "withdraw| from {theme}| from {target}",
    "join": "join| {theme}| {target}",
    "expand": "expand| {theme}| to {target}",
    "deploy": "deploy| {theme}| to {target}",
    "mobilize": "mobilize| {theme}| against {target}",
    "pull_back": "pull back| {theme}| from {target}",
    "attack": "attack| {target}| in {theme}",
    "annex": "annex| {theme}| {target}",
    "overthrow": "overthrow| {target}| in {theme}",
    "sanction": "sanction| {target}| over {theme}",
    "aid": "aid| {target}| with {theme}",
    "cut_ties": "cut ties| with {target}| over {theme}",
    "establish": "establish| {theme}| with {target}",
    "hold_office": "hold the office of| {theme}| at {target}",
    "member_of": "be a member of| {target}| as {theme}",
    "cooperate": "cooperate| with {target}| on {theme}",
    "concede": "concede| {theme}| to {target}",
    "protest": "protest| against {theme}| to {target}",
    "investigate": "investigate| {target}| over {theme}",
    "coerce": "coerce| {target}| into {theme}",
    "characterize": "describe| {theme}| as {words}",
}
UNKNOWN: Final = "| {target}| {theme}"
ALONE: Final = {"support": {"theme": " {theme}"}, "respond": {"theme": " to {theme}"}, "annex": {"target": " {target}"}}
ARTICLE: Final = re.compile(
    r"^(?:United (?:States|Kingdom|Nations|Arab Emirates)|European Union|\w+ (?:Union|Federation|Emirates)"
    r"|.*\b(?:Treaty|Agreement|Accords?|Protocols?|Convention|Pact|Charter|Memorandum|Act|Netherlands|Philippines)"
    r"|.*\b(?:proposals?|drafts?|resolution|declaration|plan|statement|communique))$"
)
POLARITIES: Final = ("positive", "negative")
MODALITIES: Final = ("actual", "intended", "hypothetical", "demanded")


@dataclass(frozen=True, slots=True)
class Named:
    """A place in a statement where an entity stands."""

    iri: str


Statement = tuple[str | Named, ...]


def verb(relation: str) -> str:
    """The relation's verb in its base form."""
    return PATTERNS[relation].split("|", 1)[0] if relation in PATTERNS else relation.replace("_", " ")


def predicate(relation: str, polarity: str, modality: str, plural: bool = False) -> str:
    """The verb as it follows its subject: "rejects", "does not reject", "intends to reject", "might not reject"."""
    base = verb(relation)
    negative = polarity == "negative"
    if modality == "intended":
        word = "not intend" if negative else "intend"
        return f"{_auxiliary(plural)} {word} to {base}" if negative else f"{_third(word, plural)} to {base}"
    if modality in ("hypothetical", "demanded"):
        return f"{'might' if modality == 'hypothetical' else 'should'} {'not ' if negative else ''}{base}"
    if base.startswith("be "):
        return f"{'are' if plural else 'is'} {'not ' if negative else ''}{base[3:]}"
    return f"{_auxiliary(plural)} not {base}" if negative else _third(base, plural)


def statement(claim: ClaimNode, entities: Mapping[str, EntityNode]) -> Statement:
    """What the claim says, without who says it."""
    plural = len(claim.agents) > 1 or any(_many(entities.get(iri)) for iri in claim.agents)
    subject = listed(claim.agents, entities) if claim.agents else ("an unnamed actor",)
    words = (*subject, " " + predicate(claim.relation, claim.polarity, claim.modality, plural), *_objects(claim, entities))
    return _joined(words)


def listed(iris: tuple[str, ...], entities: Mapping[str, EntityNode]) -> Statement:
    """Names with articles, commas and an "and"."""
    words: list[str | Named] = []
    for position, iri in enumerate(iris):
        if position:
            words.append(" and " if position == len(iris) - 1 else ", ")
        if iri in entities and ARTICLE.match(entities[iri].name):
            words.append("the ")
        words.append(Named(iri))
    return tuple(words)


def plain(words: Statement, entities: Mapping[str, EntityNode]) -> str:
    """A statement as one string."""
    return "".join(w if isinstance(w, str) else entities[w.iri].name if w.iri in entities else "an unknown entity" for w in words)


def capital(words: Statement) -> Statement:
    """The statement with a capital letter, where it begins with a word and not with a name."""
    first = words[0] if words else ""
    return (first[:1].upper() + first[1:], *words[1:]) if isinstance(first, str) else words


def _objects(claim: ClaimNode, entities: Mapping[str, EntityNode]) -> Statement:
    quoted: Statement = (f"“{claim.theme_text}”",) if claim.theme_text else ()
    chunks = PATTERNS.get(claim.relation, UNKNOWN).split("|")[1:]
    own_place = any("{words}" in chunk for chunk in chunks)
    theme = listed((claim.theme,), entities) if claim.theme else () if own_place else quoted
    fills = {"target": listed(claim.targets, entities), "theme": theme, "words": quoted}
    filled = [role for role, words in fills.items() if words]
    words: list[str | Named] = []
    for chunk in chunks:
        before, role = chunk.rstrip("}").split("{")
        if not fills[role]:
            continue
        alone = ALONE.get(claim.relation, {}).get(role) if filled == [role] else None
        words.extend((alone.split("{")[0] if alone else before, *fills[role]))
    if claim.theme and quoted and not own_place:
        words.extend((": ", *quoted))
    return tuple(words)


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


def _third(base: str, plural: bool) -> str:
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


def _many(entity: EntityNode | None) -> bool:
    return entity is not None and entity.type == "Group" and entity.name.endswith("s")
