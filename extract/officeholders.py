"""Facts of titles: "Ruritanian foreign minister NAME" says who holds which office where; called by `extract.facts`."""

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Span, Token

from extract.classes import institution_nouns
from extract.drafts import Draft, fillers, words
from extract.offices import Office, fills, offices, portfolio
from extract.parties import ACTORS
from extract.records import EntityType, Fact
from extract.scene import Reference, Scene, located

FOUNDING = frozenset({"founder", "co-founder"})
DEPUTIES = frozenset({"Deputy", "Vice", "Assistant", "Associate"})
ADDRESSES = frozenset(
    {"holiness", "majesty", "excellency", "highness", "eminence", "beatitude", "grace", "lordship", "honourable", "honorable"}
)
REACH = 5
SHIPS = frozenset({"MV", "MS", "SS", "RV", "USS", "HMS", "HMAS", "HMCS", "INS"})


def find_officeholders(scene: Scene, number: int, doc: Doc) -> Iterator[Draft]:
    """One fact for each title beside a person's name; callings such as "judge" are offices only where the body is named."""
    callings, pursuits = scene.lexicon.classes["callings"], scene.lexicon.classes["pursuits"]
    for office in offices(doc):
        person = doc[office.person.start : office.person.end].root
        holders = [r for r in scene.references(number, person) if r.type is EntityType.PERSON][:1]
        calling = office.title.text.lower() in callings
        beside = [*_beside(scene, office, calling=calling)]
        if (
            not holders
            or any(t.text[-1].isdigit() for t in office.person)
            or _named_after(office, scene.lexicon.classes["memorials"])
            or office.title.root.sent != person.sent
            or _partial(office.title)
            or (not beside and calling)
            or office.title.text.lower() in pursuits
        ):
            continue
        at = [r for s, r in beside if not fills(s, office.title)]
        yield _draft(scene, number, office, holders, [r for n, r in enumerate(at) if r.entity not in {x.entity for x in at[:n]}])


def _beside(scene: Scene, office: Office, *, calling: bool) -> Iterator[tuple[Span, Reference]]:
    """The bodies and places named beside a title that it can be of, with their words; the holder's party is among them."""
    founding = office.title.text.lower() in FOUNDING
    types = ACTORS - {EntityType.PERSON} | (frozenset() if calling else {EntityType.PLACE})
    types = frozenset({EntityType.ORGANIZATION}) if founding else types
    for span in office.organizations:
        yield from ((span, r) for r in _body(scene, span.root, unnamed=not calling and not founding) if r.type in types)


def _draft(scene: Scene, number: int, office: Office, holders: list[Reference], at: list[Reference]) -> Draft:
    """The fact that somebody holds an office, or that he founded the body: a founder's is no office."""
    doc, person = office.person.doc, office.person.root
    span = located(doc, _start(office.title), portfolio(doc, office.title.end))
    founds = office.title.text.lower() in FOUNDING
    fact = Fact(
        id="",
        sentence=located(doc, person.sent.start, person.sent.end),
        relation="establish" if founds else "hold_office",
        trigger=span,
        agent=fillers(person, holders),
        target=() if founds else fillers(person, at),
        theme=fillers(person, at[:1])[0] if founds else None,
        theme_text=None if founds else words(scene, number, span),
        rule="office:title",
    )
    return Draft(fact=fact, head=person)


def _named_after(office: Office, memorials: Collection[str]) -> bool:
    """Whether a ship, day or building bears the name: "MV Professor NAME", "General NAME Base"."""
    doc, before, after = office.person.doc, office.title.start - 1, office.person.end
    ship = before >= 0 and doc[before].text in SHIPS
    return ship or office.person[-1].lower_ in memorials or (after < len(doc) and doc[after].lower_ in memorials)


def _body(scene: Scene, root: Token, *, unnamed: bool) -> list[Reference]:
    """The body at a noun; one without a name only where the title alone makes an office."""
    entity = scene.entities.entity_at(root.doc, root)
    if not root.ent_type_ and not unnamed:
        return []
    if entity is None and not root.ent_type_ and root.lemma_.lower() in institution_nouns():
        entity = scene.unnamed.body(root).id
        return [Reference(entity=entity, type=EntityType.ORGANIZATION, token=root)]
    return [] if entity is None else [Reference(entity=entity, type=scene.entities.type_of(entity), token=root)]


def _start(title: Span) -> int:
    """Where the words of a title begin, with capitalised words in front that belong to it: "Solicitor General"."""
    doc, at = title.doc, title.start
    if not title[0].is_title:
        return at
    while at > title.sent.start and _is_part(doc[at - 1]):
        at -= 1
    first = max(title.sent.start, at - REACH)
    deputies = (i for i in range(first, at) if doc[i].text in DEPUTIES and all(t.is_title for t in doc[i:at]))
    return next(deputies, at)


def _is_part(before: Token) -> bool:
    """Whether a word in front is part of a title, and no form of address: "Holiness"."""
    return before.pos_ == "PROPN" and before.text.istitle() and not before.ent_type_ and before.lower_ not in ADDRESSES


def _partial(title: Span) -> bool:
    """Whether the words are only a part of a title: "general" of "general manager", "justice" of "secretary of justice"."""
    doc, before = title.doc, title.start - 1
    if title.end < len(doc) and doc[title.end].pos_ == "NOUN" and not doc[title.end].ent_type_:
        return True
    before -= before > 0 and doc[before].lower_ == "the"
    if before < 1 or doc[before].lower_ != "of" or doc[before - 1].pos_ not in {"NOUN", "PROPN"}:
        return False
    return not (doc[before - 1].is_lower and title[0].is_title)  # "the visit of President NAME"
