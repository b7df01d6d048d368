"""Who holds which office where: "Ruritanian minister NAME", "NAME, the foreign minister of Ruritania".

Called by `extract.entities`, `extract.names` and `extract.officeholders`; titles are found by `extract.titles`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Span, Token

from extract import grammar
from extract.classes import institution_nouns
from extract.listing import noun_from
from extract.titles import find_titles

AT: Final = frozenset({"of", "for", "at", "to", "in", "with", "on"})
BODIES: Final = frozenset({"State", "Organization", "Group", "Place"})
BETWEEN: Final = frozenset({"the", "a", "an", "'s", "'", "his", "her", "its", "their"})
INSIDE: Final = frozenset({"in", "at", "on", "with"})
AREAS: Final = frozenset(
    {
        "city",
        "town",
        "state",
        "province",
        "region",
        "county",
        "government",
        "republic",
        "kingdom",
        "faction",
        "group",
        "party",
        "movement",
        "band",
        "company",
        "organization",
        "organisation",
        "union",
        "alliance",
    }
)
LOCAL: Final = frozenset(
    """governor mayor bishop archbishop cardinal king queen prince princess duke duchess earl emir sheikh sultan sheriff
    emperor senator representative congressman congresswoman delegate premier""".split()
)
BRANCHES: Final = frozenset(
    """senator representative congressman congresswoman president vice-president governor mayor minister premier legislator
    lawmaker mp mep councillor judge justice ambassador""".split()
)  # offices of a state, which a party only fills
BEFORE: Final = frozenset({"ADJ", "NUM", "PUNCT", "CCONJ", "DET"})
SITTINGS: Final = frozenset({"session", "meeting", "sitting"})
LONGEST: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A person, the words of the title, and the states and organisations named beside it."""

    person: Span
    title: Span
    organizations: tuple[Span, ...]


def offices(doc: Doc) -> list[Office]:
    """The offices of the persons that a paragraph names, in text order."""
    titles = {t.end: _outside(doc, t) for t in find_titles(doc)}
    starts = {t.start: t for t in titles.values()}
    bodies = {e.end: e for e in doc.ents if e.label_ in BODIES}
    found = []
    persons = [e for e in doc.ents if e.label_ == "Person"]
    named = {p.start for p in persons}
    for person in persons:
        if person.end in starts and starts[person.end].end in named:  # "Rural Development Minister NAME"
            continue
        office = _before(doc, person, titles, bodies) or _after(doc, person, starts, bodies)
        if office is not None:
            found.append(office)
    return found


def _outside(doc: Doc, title: Span) -> Span:
    """A title without the end of a body's name: of "Labour Party leader" the leader."""
    start = title.start
    while start < title.end - 1 and doc[start].ent_type_ in BODIES and (start > title.start or doc[start].ent_iob_ == "I"):
        start += 1
    return doc[start : title.end]


def _before(doc: Doc, person: Span, titles: dict[int, Span], bodies: dict[int, Span]) -> Office | None:
    at = person.start
    if at and doc[at - 1].text == ",":
        at -= 1
    behind: list[Span] = []
    if at not in titles and at in bodies and at < person.start + 1:
        start = _skip(doc, bodies[at].start)
        if start and doc[start - 1].lower_ in AT:
            behind, at = [bodies[at]], start - 1
    title = titles.get(at) or next((t for t in titles.values() if behind and portfolio(doc, t.end) == at), None)
    joined = bool(behind) and behind[0].end == person.start  # "President of the republic NAME"
    if title is None or (at != person.start and not joined and not _introduced(doc, title)):
        return None
    found = (*_in_front(doc, title, bodies), *(behind or _behind(doc, title, bodies)))
    return Office(person=person, title=title, organizations=(*found, *_beyond(doc, title, person, bodies)))


def _beyond(doc: Doc, title: Span, person: Span, bodies: dict[int, Span]) -> Iterator[Span]:
    """The body that stands behind the name: "President NAME of the republic"; a committee's chairman only lives there."""
    near = grammar.children(title.root, "compound")
    if any(c.i < title.start and not c.ent_type_ for c in near):
        return
    if person.end < len(doc) and doc[person.end].lower_ == "of":
        start = _forth(doc, person.end + 1)
        at = (b for b in bodies.values() if b.start == start)
        yield from (b for b in at if b.label_ != "Place" or doc[person.start - 1].lemma_.lower() in LOCAL)  # others live there


def _introduced(doc: Doc, title: Span) -> bool:
    """Before a comma only a phrase with an owner or article names the office: "the country's president, X"."""
    start = title.start
    while start and (doc[start - 1].pos_ in {"ADJ", "PROPN", "NOUN"} or doc[start - 1].ent_type_):
        start -= 1
    return start > 0 and (doc[start - 1].lower_ in BETWEEN or doc[start - 1].ent_type_ != "" or doc[start].ent_type_ in BODIES)


def _skip(doc: Doc, at: int) -> int:
    """Where a phrase begins with its article, and with "the city of" and the like."""
    while at and doc[at - 1].lower_ in BETWEEN:
        at -= 1
    if at > 2 and doc[at - 1].lower_ == "of" and doc[at - 2].lower_ in AREAS:
        return _skip(doc, at - 2)
    return at


def _forth(doc: Doc, at: int) -> int:
    while at < len(doc) and (doc[at].lower_ in BETWEEN or doc[at].is_space):
        at += 1
    return at


def _in_front(doc: Doc, title: Span, bodies: dict[int, Span]) -> Iterator[Span]:
    """Bodies in the noun phrase in front of the title, nearest first; "and" joins them to each other."""
    at, joined = title.start, False
    while at > 0:
        before = doc[at - 1]
        if at in bodies and not (joined and doc[at].lower_ == "and" and doc[_skip(doc, bodies[at].start) - 1].lower_ in AT):
            yield bodies[at]
            at, joined = bodies[at].start, True
        elif at > 1 and before.text == "'s" and doc[at - 2].pos_ == "NOUN":
            yield doc[at - 2 : at - 1]
            return
        elif (
            before.lower_ in {"'s", "'", "-", "/"}
            or _is_acronym_bracket(doc, at, bodies)
            or (before.lower_ == "and" and joined and at - 1 in bodies)
            or ((before.pos_ in {"ADJ", "ADV"} or _modifies(before) or _of_title(before)) and not before.is_sent_start)
        ):
            at -= 1
        else:
            return


def fills(body: Span, title: Span) -> bool:
    """Whether a body is only the party of who holds an office of the state: "Republican senator"."""
    noun, ends = title[-1].lemma_.lower(), body[-1].lower_ == "party"
    return (ends or body.kb_id_.endswith("-party")) and noun in BRANCHES and not (ends and noun == "president")


def _is_acronym_bracket(doc: Doc, at: int, bodies: dict[int, Span]) -> bool:
    """Whether brackets around a body's acronym end in front of a title: "the Lutetian Space Agency (LSA) head"."""
    before = doc[at - 1].text
    return (before == ")" and at - 1 in bodies) or (before == "(" and doc[at].ent_type_ in BODIES)


def _of_title(token: Token) -> bool:
    """Whether a capitalised word in front is part of a title: "Commandant" in "Commandant Admiral"."""
    return token.dep_ == "nmod:desc" and token.text.istitle() and not token.ent_type_


def _modifies(token: Token) -> bool:
    """Whether a plain word in front of a title says what kind of office it is: "top nuclear negotiator", "long-serving"."""
    return token.dep_ in {"amod", "compound"} and token.is_lower and not token.ent_type_


def _behind(doc: Doc, title: Span, bodies: dict[int, Span]) -> Iterator[Span]:
    """Bodies joined to the title by prepositions: "a reader in the Faculty at the University", "minister and spokesman of"."""
    starts = {b.start: b for b in bodies.values()}
    at, found = title.end, False
    while at < len(doc) and (doc[at].lower_ in AT or (found and doc[at].lower_ == "and")):
        joint, at = doc[at].lower_, _occasion(doc, _past(doc, at + 1, starts))
        body = starts.get(at) or _owned(doc, at, bodies)
        if body is not None and body.end < len(doc) and doc[body.end].text == "Affairs":
            return
        if body is not None and body.label_ == "Place" and (joint in INSIDE or body.root.pos_ == "ADJ"):
            return  # "president of the African nation" says not of which
        if body is not None:
            at = body.end
            area = at + 1 < len(doc) and doc[at].lower_ in AREAS and doc[at + 1].lower_ == "of"  # "the Polish city of Gdansk"
            at += area
            if not area or doc[_past(doc, at + 1, starts)].pos_ != "PROPN":
                yield body
                found = True
        elif (end := portfolio(doc, title.end)) > at and not found:
            at = end
        elif at == len(doc) or doc[at].lower_ not in AT:
            if not found and at < len(doc) and (noun := noun_from(doc, at)).lemma_.lower() in institution_nouns():
                yield doc[noun.i : noun.i + 1]
            return
    if not found and at + 1 < len(doc) and doc[at].lower_ == "and":
        second = next((t for t in find_titles(doc) if t.start == at + 1), None)
        yield from _behind(doc, second, bodies) if second is not None else ()


def _past(doc: Doc, at: int, starts: dict[int, Span]) -> int:
    """Where a body can begin behind articles, adjectives and the sort of area."""
    while (
        at < len(doc)
        and at not in starts
        and (doc[at].lower_ in BETWEEN or doc[at].pos_ == "ADJ" or doc[at].lower_ in AREAS or _of_area(doc, at))
    ):
        at += 1
    return at


def _occasion(doc: Doc, at: int) -> int:
    """Where "of" stands behind the session that somebody presides over: "President of the thirtieth session of"; else `at`."""
    end = at
    while end < min(len(doc), at + LONGEST) and (doc[end].pos_ in BEFORE or doc[end].dep_ == "compound"):
        end += 1
    sits = end + 1 < len(doc) and doc[end].lemma_.lower() in SITTINGS and doc[end + 1].lower_ == "of"
    return end + 1 if sits else at


def _owned(doc: Doc, at: int, bodies: dict[int, Span]) -> Span | None:
    """The body that what stands at `at` owns: "the Brandt administration's Department of Justice"."""
    if at + 1 >= len(doc):
        return None
    head = noun_from(doc, at)
    owners = any(t.tag_ == "POS" for t in doc[at : head.i])
    return next((b for b in bodies.values() if b.start <= head.i < b.end), None) if owners else None


def _of_area(doc: Doc, at: int) -> bool:
    """Whether a noun only says what sort of area follows: "the harbour city of"."""
    return doc[at].dep_ == "compound" and not doc[at].ent_type_ and at + 1 < len(doc) and doc[at + 1].lower_ in AREAS


def portfolio(doc: Doc, at: int) -> int:
    """Where a title with its field of work ends, if that follows at `at`: "for Foreign Affairs"; else `at`."""
    if at + 1 >= len(doc) or doc[at].lower_ not in {"for", "of"}:
        return at
    end = _forth(doc, at + 1)
    first = end
    while (
        end < min(len(doc), first + LONGEST)
        and not doc[end].ent_type_
        and (doc[end].is_title or doc[end].is_space or doc[end].lower_ in {"and", "the", ","})
    ):
        end += 1
    while end > first and not doc[end - 1].is_title:
        end -= 1
    return end if end > first else at


def _after(doc: Doc, person: Span, starts: dict[int, Span], bodies: dict[int, Span]) -> Office | None:
    at = person.end
    if at >= len(doc) or doc[at].lower_ not in {",", "is", "was", "(", "became", "-", "–", "—"}:
        return None
    reach = at + 1
    while reach < min(len(doc), at + 12):
        title = starts.get(reach)
        if title is not None and title.root.tag_ not in {"NNS", "NNPS"}:
            if title.end < len(doc) and doc[title.end].ent_type_ == "Person":
                return None
            return Office(
                person=person, title=title, organizations=(*_in_front(doc, title, bodies), *_behind(doc, title, bodies))
            )
        token = doc[reach]
        if not (
            token.lower_ in BETWEEN
            or token.ent_type_ in BODIES
            or token.pos_ in {"ADJ", "ADV", "DET", "NUM"}
            or _modifies(token)
            or token.text == "-"
        ):
            return None
        reach += 1
    return None
