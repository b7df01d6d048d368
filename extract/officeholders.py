"""Facts of titles: "Ruritanian foreign minister NAME" says who holds which office where; called by `extract.facts`."""

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Span, Token

from extract.drafts import Draft, fillers, words
from extract.offices import Office, offices, portfolio
from extract.parties import ACTORS
from extract.records import EntityType, Fact
from extract.scene import Reference, Scene, located

FOUNDING = frozenset({"founder", "co-founder"})
DEPUTIES = frozenset({"Deputy", "Vice", "Assistant", "Associate"})
REACH = 5
SHIPS = frozenset({"MV", "MS", "SS", "RV", "USS", "HMS", "HMAS", "HMCS", "INS"})


def find_officeholders(scene: Scene, number: int, doc: Doc) -> Iterator[Draft]:
    """One fact for each title beside a person's name; callings such as "judge" are offices only where the body is named."""
    callings, pursuits = scene.lexicon.classes["callings"], scene.lexicon.classes["pursuits"]
    for office in offices(doc):
        person = doc[office.person.start : office.person.end].root
        holders = [r for r in scene.references(number, person) if r.type is EntityType.PERSON][:1]
        calling = office.title.text.lower() in callings
        bodies = ACTORS - {EntityType.PERSON} if calling else ACTORS - {EntityType.PERSON} | {EntityType.PLACE}
        bodies = frozenset({EntityType.ORGANIZATION}) if office.title.text.lower() in FOUNDING else bodies
        at = [r for s in office.organizations for r in _body(scene, s.root) if r.type in bodies]
        if (
            not holders
            or any(t.text[-1].isdigit() for t in office.person)
            or _named_after(office, scene.lexicon.classes["memorials"])
            or office.title.root.sent != person.sent
            or _partial(office.title)
            or (not at and calling)
            or office.title.text.lower() in pursuits
        ):
            continue
        yield _draft(scene, number, office, holders, [r for n, r in enumerate(at) if r.entity not in {x.entity for x in at[:n]}])


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


def _body(scene: Scene, root: Token) -> list[Reference]:
    entity = scene.entities.entity_at(root.doc, root)
    return [] if entity is None else [Reference(entity=entity, type=scene.entities.type_of(entity), token=root)]


def _start(title: Span) -> int:
    """Where the words of a title begin, with capitalised words in front that belong to it: "Solicitor General"."""
    doc, at = title.doc, title.start
    if not title[0].is_title:
        return at
    while at > title.sent.start and doc[at - 1].pos_ == "PROPN" and doc[at - 1].text.istitle() and not doc[at - 1].ent_type_:
        at -= 1
    first = max(title.sent.start, at - REACH)
    deputies = (i for i in range(first, at) if doc[i].text in DEPUTIES and all(t.is_title for t in doc[i:at]))
    return next(deputies, at)


def _partial(title: Span) -> bool:
    """Whether the words are only a part of a title: "general" of "general manager", "justice" of "secretary of justice"."""
    doc, before = title.doc, title.start - 1
    if title.end < len(doc) and doc[title.end].pos_ == "NOUN" and not doc[title.end].ent_type_:
        return True
    before -= before > 0 and doc[before].lower_ == "the"
    return before > 0 and doc[before].lower_ == "of" and doc[before - 1].pos_ in {"NOUN", "PROPN"}
