"""The entities of one document and all words that refer to them; called by `extract.annotate`, read by all later extractors.

Names come first (`extract.names` found them paragraph by paragraph): one registry for the document gives full names, surnames,
acronyms and expansions one entity. Then descriptions ("the alliance", "its demands") are tied to them (`extract.descriptions`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from extract import gazetteer, grammar
from extract.actors import Actor, amount_of, find_actors
from extract.callings import FRONT, HYPHENS
from extract.classes import noun_classes
from extract.delegations import speaking_state
from extract.descriptions import ANOTHER, describe
from extract.gazetteer import Gazetteer
from extract.offices import Office, offices
from extract.packages import find_parts, part_entities
from extract.records import Document, Entity, EntityType, Mention, MentionKind
from extract.records import Span as Place
from extract.registry import Registry
from extract.texts import Description, Named

ACTOR_CLASSES = ("persons", "groups", "forces", "actors_state", "actors_org", "offices", "titles")


@dataclass(slots=True, kw_only=True)
class DocumentEntities:
    """Entities, mentions, and which entity stands at a token; asked by `extract.scene` and `extract.coreference`."""

    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    speaking: str | None = None  # the state in whose name the document speaks
    _at: dict[tuple[int, int], str] = field(default_factory=dict)
    _types: dict[str, EntityType] = field(default_factory=dict)
    _plural: set[str] = field(default_factory=set)
    _genders: dict[str, str] = field(default_factory=dict)
    _bodies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _officials: set[str] = field(default_factory=set)
    _media: set[str] = field(default_factory=set)
    _owners: dict[str, str] = field(default_factory=dict)
    _actors: list[Actor] = field(default_factory=list)

    def entity_at(self, doc: Doc, token: Token) -> str | None:
        """The entity that a noun names or describes."""
        return self._at.get((grammar.offset(doc), token.i))

    def entity_of(self, start: int, word: int) -> str | None:
        """The same for a word by its number, and its paragraph by where it begins in the document."""
        return self._at.get((start, word))

    def type_of(self, entity: str) -> EntityType | None:
        """The type of an entity of this document."""
        return self._types.get(entity)

    def is_plural(self, entity: str) -> bool:
        """Whether "they" is the pronoun for it."""
        return entity in self._plural

    def is_called(self, entity: str, word: str) -> bool:
        """Whether a word is the end of a state's name: "States" of the United States, other than "Americans"."""
        return any(e.id == entity and e.name.endswith(word) and e.type is EntityType.STATE for e in self.entities)

    def gender_of(self, entity: str) -> str | None:
        """ "f" or "m" where a title or given name shows it."""
        return self._genders.get(entity)

    def speaks_for(self, person: str) -> tuple[str, ...]:
        """The states and organisations whose office a person holds."""
        return self._bodies.get(person, ())

    def is_official(self, person: str) -> bool:
        """Whether a title of office stands beside the person's name somewhere in the document, or the surname needs no more."""
        return person in self._officials

    def is_medium(self, entity: str) -> bool:
        """Whether it is a newspaper, broadcaster or the like."""
        return entity in self._media

    def unnamed(self) -> dict[str, Entity]:
        """The actors that are only described, by id."""
        found: dict[str, Entity] = {}
        for a in self._actors:
            if a.name is not None:
                found.setdefault(a.entity, Entity(id=a.entity, type=a.type, name=a.name, anonymous=True))
        return found

    def unnamed_mentions(self, used: Collection[str]) -> list[Mention]:
        """Where those of them that are used are described."""
        rows = [a for a in self._actors if a.name is not None and a.entity in used]
        return [_mention(a.phrase, a.type, a.entity, MentionKind.NOMINAL) for a in rows]

    def owner_of(self, entity: str) -> str | None:
        """Whose proposal, demand or reply a described instrument is."""
        return self._owners.get(entity)


def build_entities(docs: Sequence[Doc], document: Document) -> DocumentEntities:
    """All entities of a document; `docs` are its paragraphs with names set; their `doc.ents` are set anew."""
    known = gazetteer.load()
    classes = noun_classes()
    registry = Registry(known)
    registry.read(docs)
    found = DocumentEntities()
    mentions: list[Mention] = []
    held: list[tuple[Office, str]] = []
    for doc in docs:
        for ent, entity in registry.settle(doc):
            for token in ent:
                found._at[grammar.offset(doc), token.i] = entity
            if not _bare_adjective(ent, known, classes):
                mentions.append(_mention(ent, registry.type_of(entity), entity, MentionKind.NAMED))
        held += _titled(found, doc)
    found._types = {e.id: e.type for e in registry.entities()}
    _offices(found, held)
    _in_public(found, registry, held, classes)
    found.speaking = speaking_state(document, docs, found._at, known)
    named = Named(
        at=dict(found._at),
        types=dict(found._types),
        nouns=registry.nouns(),
        titles=_titles(held),
        bodies=found._bodies,
        homes=registry.homes(),
        speaking=found.speaking,
    )
    described = describe(docs, named, classes)
    mentions += list(_described(found, described))
    _offices(found, held)
    _finish(found, registry, described)
    mentions += list(_parts(found, described, known))
    _speaking(found, known)
    found._actors = list(find_actors(docs, found._at, found._types, classes, known.words, document.sha256[:8]))
    mentions += list(_acting(found))
    _hyphenated(found, docs)
    _count(found, docs, known)
    found.mentions = tuple(sorted(mentions, key=lambda m: (m.span, m.entity or "", m.kind.value)))
    return found


def _titled(found: DocumentEntities, doc: Doc) -> Iterator[tuple[Office, str]]:
    """The offices beside names, each with its holder, whom the title means, too."""
    for office in offices(doc):
        person = found._at.get((grammar.offset(doc), office.person.start))
        if person is not None:
            for token in office.title:
                found._at.setdefault((grammar.offset(doc), token.i), person)
            yield office, person


def _parts(found: DocumentEntities, described: Sequence[Description], known: Gazetteer) -> Iterator[Mention]:
    """Enter the texts that are parts of a package; each belongs to whom the package belongs to."""
    parts = find_parts(described, found._at, found._types, known.words)
    for entity, part in part_entities(parts, found.entities):
        found.entities = tuple(sorted((*found.entities, entity), key=lambda e: e.id))
        found._types[entity.id] = entity.type
        if part.whole in found._owners:
            found._owners[entity.id] = found._owners[part.whole]
        yield _mention(part.phrase, entity.type, entity.id, MentionKind.NOMINAL)


def _bare_adjective(ent: Span, known: Gazetteer, classes: Mapping[str, frozenset[str]]) -> bool:
    """ "Russian" in "Russian proposals": it owns, but is no mention; before a noun for actors it is one."""
    if not _is_adjective(ent, known):
        return False
    head = ent.root.head
    if ent.root.dep_ not in FRONT and head.i != ent.end:
        return False
    if ent.end < len(ent.doc) and ent.doc[ent.end].text == "-":
        return True
    return not any(_for_actors(n, known, classes) for n in _noun_phrase(ent))


def _noun_phrase(ent: Span) -> list[Token]:
    """The nouns that follow without a break, and the noun that the tree gives."""
    found = [ent.root.head] if ent.root.head.i >= ent.end else []
    for token in ent.doc[ent.end : ent.end + 6]:
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"} and token.text not in {"-", "and"} and token.tag_ not in {"VBG", "VBN"}:
            break
        if token.pos_ in {"NOUN", "PROPN"}:
            found.append(token)
    return found


def _for_actors(noun: Token, known: Gazetteer, classes: Mapping[str, frozenset[str]]) -> bool:
    lemma = noun.lemma_.lower()
    return noun.ent_type_ == "Person" or lemma in known.words["actors"] or any(lemma in classes[c] for c in ACTOR_CLASSES)


def _is_adjective(ent: Span, known: Gazetteer) -> bool:
    forms = known.forms.get(ent[0].lower_, ())
    return any(f.text == ent.text and f.use == "adjective" for f in forms)


def _mention(ent: Span, kind: EntityType | None, entity: str, how: MentionKind) -> Mention:
    start = grammar.offset(ent.doc)
    return Mention(span=Place(start + ent.start_char, start + ent.end_char), type=kind, entity=entity, kind=how)


def _offices(found: DocumentEntities, held: Iterable[tuple[Office, str]]) -> None:
    for office, person in held:
        at = grammar.offset(office.person.doc)
        bodies = [found._at[at, s.root.i] for s in office.organizations if (at, s.root.i) in found._at]
        old = found._bodies.get(person, ())
        found._bodies[person] = tuple(dict.fromkeys((*old, *(b for b in bodies if b != person))))


def _in_public(
    found: DocumentEntities, registry: Registry, held: Iterable[tuple[Office, str]], classes: Mapping[str, frozenset[str]]
) -> None:
    """Enter who holds an office or is known to every reader, and who only reports."""
    found._officials = {person for office, person in held if office.title.text.lower() not in classes["observers"]}
    entities = registry.entities()
    powers = [e for e in entities if e.id in registry.known.known and e.type in {EntityType.STATE, EntityType.ORGANIZATION}]
    if len(powers) > 1:  # in a text on politics
        found._officials |= {e.id for e in entities if e.type is EntityType.PERSON and registry.is_well_known(e)}
    found._media = {entity for entity, nouns in registry.nouns().items() if nouns & classes["media"]}


def _titles(held: Iterable[tuple[Office, str]]) -> list[tuple[int, str, str]]:
    """(offset in the document, head word of the title, person) of each office that "the president" can mean later."""
    return [
        (grammar.offset(o.person.doc) + o.person.start_char, o.title[-1].lemma_.lower(), person)
        for o, person in held
        if not any(t.lower_ in ANOTHER for t in o.title.doc[max(o.title.start - 2, 0) : o.title.end])
    ]


def _described(found: DocumentEntities, described: Sequence[Description]) -> Iterator[Mention]:
    for d in described:
        found._at[grammar.offset(d.phrase.doc), d.head.i] = d.entity
        found._types.setdefault(d.entity, d.type)
        yield _mention(d.phrase, found._types[d.entity], d.entity, MentionKind.NOMINAL)


def _speaking(found: DocumentEntities, known: Gazetteer) -> None:
    """Enter the state in whose name the document speaks, which its text need not name."""
    if found.speaking is not None and found.speaking not in found._types:
        state = known.known[found.speaking]
        found._types[state.id] = state.type
        entity = Entity(id=state.id, type=state.type, name=state.name, links=state.links, subtype=state.subtype)
        found.entities = tuple(sorted((*found.entities, entity), key=lambda e: e.id))


def _acting(found: DocumentEntities) -> Iterator[Mention]:
    """Enter the actors that are only described; those in apposition to a name are mentions of it."""
    for a in found._actors:
        found._at[grammar.offset(a.phrase.doc), a.head.i] = a.entity
        found._types.setdefault(a.entity, a.type)
        if a.type is EntityType.GROUP:
            found._plural.add(a.entity)
        if a.name is None:
            yield _mention(a.phrase, a.type, a.entity, MentionKind.NOMINAL)


def _count(found: DocumentEntities, docs: Sequence[Doc], known: Gazetteer) -> None:
    """Let "dozens" stand for the refugees in "dozens of refugees"."""
    for doc in docs:
        start = grammar.offset(doc)
        for token in doc:
            counted = amount_of(token, known.words)
            if counted is not None and (start, counted.i) in found._at:
                found._at.setdefault((start, token.i), found._at[start, counted.i])


def _hyphenated(found: DocumentEntities, docs: Sequence[Doc]) -> None:
    """Let both parts of a title with a hyphen stand for who is meant, as the tree may take either for the head."""
    for doc in docs:
        start = grammar.offset(doc)
        for token in doc[1:-1]:
            if token.text in HYPHENS and not token.nbor(-1).whitespace_ and token.nbor(1).text.istitle():
                first, second = (start, token.i - 1), (start, token.i + 1)
                for one, other in ((first, second), (second, first)):
                    if one in found._at and token.nbor(-1).text.istitle() and not doc[other[1]].ent_type_:
                        found._at.setdefault(other, found._at[one])


def _finish(found: DocumentEntities, registry: Registry, described: Sequence[Description]) -> None:
    """Entities of descriptions, owners, number and gender."""
    entities = {e.id: e for e in registry.entities()}
    for d in described:
        if d.owner in found._types:  # a state that only its ministry's name tells of is no entity of the document
            found._owners.setdefault(d.entity, d.owner)
        if d.head.tag_ in {"NNS", "NNPS"} and d.entity not in entities:
            found._plural.add(d.entity)
        if d.entity not in entities:
            entities[d.entity] = Entity(id=d.entity, type=d.type, name=d.name)
    for e in entities.values():
        if e.type is EntityType.PERSON:
            gender = registry.gender(e)
            if gender is not None:
                found._genders[e.id] = gender
        elif e.type is EntityType.GROUP:
            found._plural.add(e.id)
    found.entities = tuple(sorted(entities.values(), key=lambda e: e.id))
