"""What one document says of its entities that helps to know them again elsewhere; called by `graph.resolve`.

A name that many bear gets a key of its own in each document, and the blocks of `graph.joining` bring such keys together: a
person's name of one word, a body of which every state has one, a text that is only described.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from extract.records import Annotation, Entity, EntityType, Fact, MentionKind, Modality, Polarity, Span
from graph.identity import normal_name
from graph.joining.clusters import ANONYMOUS, DESCRIBED, LINK, NAME, Key, Local, Union
from graph.joining.spelling import every_state_has_one, office_of, spellings, title_alone
from graph.occurrences import interval

BODIES: Final = frozenset({EntityType.ORGANIZATION, EntityType.GROUP})
ACTING: Final = frozenset({EntityType.STATE, EntityType.ORGANIZATION, EntityType.GROUP, EntityType.PERSON})
OWNED: Final = re.compile(r"(.+?)(?:['’]s|(?<=s)['’])\s+(.+)")
PAST: Final = frozenset("former formerly ex then late past previous erstwhile future incoming designate elect".split())
BEFORE: Final = 4  # words in front of a title that can say so
FAR: Final = 400  # sentences: what stands beyond is not looked up


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """One document: its keys by local id, and the named entities of each sentence that holds some mention of an entity."""

    annotation: Annotation
    keys: Mapping[str, Key]
    named: Mapping[int, frozenset[str]]
    places: Mapping[str, tuple[int, ...]]
    facts: Mapping[str, tuple[Fact, ...]]
    around: frozenset[Key]
    states: frozenset[Key]
    home: Key | None

    def beside(self, entity: Entity) -> frozenset[str]:
        """The other named entities of its sentences."""
        return frozenset[str]().union(*(self.named[n] for n in self.places.get(entity.id, ())[:FAR])) - {entity.id}


def locals_of(annotation: Annotation, union: Union) -> list[Local]:
    """Each entity of a document with its first key; joins the keys of entities with several links."""
    named = {m.entity for m in annotation.mentions if m.kind is MentionKind.NAMED}
    seen: Counter[Key] = Counter()
    rows: list[Local] = []
    for entity in sorted(_told_of(annotation), key=lambda e: e.id):
        links: list[Key] = [(LINK, scheme, value) for scheme, value in sorted(entity.links)]
        for link in links[1:]:
            union.join(links[0], link)
        key = links[0] if links else _name_key(entity, annotation.document.doc_id, entity.id in named, seen)
        rows.append(Local(key=key, doc_id=annotation.document.doc_id, entity=entity))
    scene = _scene(annotation, rows)
    return [_placed(scene, row) for row in rows]


def _told_of(annotation: Annotation) -> list[Entity]:
    """The entities without those unnamed ones that say and do nothing: only pronouns go back to them."""
    used = {a.source for a in annotation.attributions}
    for fact in annotation.facts:
        used |= {filler.entity for filler in (*fact.agent, *fact.target, *filter(None, [fact.theme]))} | {fact.holder, fact.place}
    spared = {m.entity for m in annotation.mentions if m.kind is MentionKind.PRONOUN} - used
    return [e for e in annotation.entities if not (e.anonymous and e.id in spared)]


def _name_key(entity: Entity, doc_id: str, is_named: bool, seen: Counter[Key]) -> Key:
    name = normal_name(entity.name) or entity.name
    if entity.anonymous:
        return ANONYMOUS, entity.type.value, name, doc_id
    kind = NAME if is_named or _anchored(entity) else DESCRIBED
    key = (kind, entity.type.value, name, doc_id if kind == DESCRIBED or _many_bear(entity) else "")
    seen[key] += 1
    return (*key, str(seen[key]))


def _many_bear(entity: Entity) -> bool:
    """Whether the name alone does not tell which of its bearers is meant."""
    single = " " not in normal_name(entity.name) or title_alone(entity.name)
    return (entity.type is EntityType.PERSON and single) or (entity.type in BODIES and every_state_has_one(entity.name))


def _anchored(entity: Entity) -> bool:
    """Whether a description can be told from its like elsewhere: two words, one of them a name or a number.

    For a group ("the West") one will do. A text that is known by its owner alone ("Russia's proposals") cannot.
    """
    words = re.findall(r"\w+", entity.name)
    owned = entity.type is EntityType.INSTRUMENT and OWNED.fullmatch(entity.name)
    enough = len(words) > 1 or entity.type is EntityType.GROUP
    return enough and not owned and any(word[0].isupper() or word[0].isdigit() for word in words)


def _scene(annotation: Annotation, rows: list[Local]) -> _Scene:
    keys = {row.entity.id: row.key for row in rows}
    starts = [span.start for span in annotation.sentences]
    named: defaultdict[int, set[str]] = defaultdict(set)
    places: defaultdict[str, set[int]] = defaultdict(set)
    for mention in annotation.mentions:
        if mention.entity in keys:
            sentence = bisect_right(starts, mention.span.start)
            places[mention.entity].add(sentence)
            named[sentence] |= {mention.entity} if mention.kind is MentionKind.NAMED else set()
    facts: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in annotation.facts:
        for filler in (*fact.agent, *((fact.theme,) if fact.theme else ())):
            facts[filler.entity].append(fact)
    states = {row.entity.id: row.key for row in rows if row.entity.type is EntityType.STATE and row.key[0] == LINK}
    counts = Counter(states[m.entity] for m in annotation.mentions if m.entity in states)
    return _Scene(
        annotation=annotation,
        keys=keys,
        named={n: frozenset(named.get(n, ())) for at in places.values() for n in at},
        places={entity: tuple(sorted(at)) for entity, at in places.items()},
        facts={entity: tuple(found) for entity, found in facts.items()},
        around=frozenset(row.key for row in rows if _telling(row)),
        states=frozenset(states.values()),
        home=_foremost(counts),
    )


def _foremost(states: Counter[Key]) -> Key | None:
    """The state that a document names twice as often as any other."""
    first, second = (*sorted(states.items(), key=lambda pair: (-pair[1], pair[0])), ((), 0), ((), 0))[:2]
    return first[0] or None if first[1] >= 2 * second[1] else None


def _telling(row: Local) -> bool:
    """Whether an entity says something about the company it is in."""
    return row.key[0] == LINK or (row.key[0] == NAME and row.key[3] == "" and row.entity.type is not EntityType.EVENT)


def _placed(scene: _Scene, row: Local) -> Local:
    """The entity with what stands around it, as far as some block asks for it."""
    if row.key[0] == DESCRIBED and row.entity.type is EntityType.INSTRUMENT:
        return _described(scene, row)
    if row.entity.type is EntityType.PERSON:
        offices = frozenset(_in_words(scene, row) if row.entity.anonymous else _held(scene, row))
        row = replace(row, offices=offices, published=_days((scene.annotation.document.published,)) if offices else ())
    person = row.entity.type is EntityType.PERSON and row.key[0] == NAME
    if row.key[0] != NAME or not (person or row.key[3]):
        return replace(row, around=scene.around)
    beside = frozenset(scene.keys[entity] for entity in scene.beside(row.entity)) & scene.around
    states = beside & scene.states
    home = scene.home or (next(iter(states)) if len(states) == 1 else None)
    return replace(row, near=beside, around=scene.around, home=_office(scene, row) if person else home, states=scene.states)


def _office(scene: _Scene, row: Local) -> Key | None:
    """The one state whose office a person holds in the document."""
    facts = (f for f in scene.facts.get(row.entity.id, ()) if f.relation == "hold_office")
    states = {scene.keys[filler.entity] for fact in facts for filler in fact.target} & scene.states
    return states.pop() if len(states) == 1 else None


def _held(scene: _Scene, row: Local) -> Iterator[tuple[str, Key]]:
    """The offices of a state that a person is said to hold."""
    for fact in scene.facts.get(row.entity.id, ()):
        told = fact.relation == "hold_office" and fact.polarity is Polarity.POSITIVE and fact.modality is Modality.ACTUAL
        office = office_of(fact.theme_text or "") if told and not _past(scene, fact) else None
        states = {scene.keys[filler.entity] for filler in fact.target} & scene.states
        if office is not None and len(states) == 1:
            yield office, states.pop()


def _past(scene: _Scene, fact: Fact) -> bool:
    """Whether a word before the title says that the office is held no longer, or not yet."""
    before = scene.annotation.document.text[fact.sentence.start : fact.trigger.start]
    return not PAST.isdisjoint(normal_name(before).split()[-BEFORE:])


def _in_words(scene: _Scene, row: Local) -> Iterator[tuple[str, Key]]:
    """The office by which somebody without a name is described: "Norwegian foreign minister", "president of Peru"."""
    words = normal_name(row.entity.name)
    for entity in scene.annotation.entities:
        if scene.keys.get(entity.id) in scene.states:
            for name in map(normal_name, (entity.name, *entity.aliases)):
                title = words.removeprefix(f"{name} s ").removeprefix(f"{name} ").removesuffix(f" of {name}")
                if title != words and (office := office_of(title)) is not None:
                    yield office, scene.keys[entity.id]


def _described(scene: _Scene, row: Local) -> Local:
    """A described text with its owner, the families of its nouns, its parties and its dates."""
    owner = _owner(scene, row)
    facts = scene.facts.get(row.entity.id, ())
    fillers = (filler.entity for fact in facts for filler in (*fact.agent, *fact.target))
    acting = {e.id for e in scene.annotation.entities if e.type in ACTING and not e.anonymous}
    ids = {*fillers, *(scene.beside(row.entity))} & acting
    return replace(
        row,
        owner=owner,
        families=frozenset(_families(scene, row)),
        parties=frozenset(scene.keys[entity] for entity in ids) & scene.around - {owner or ()},
        dated=_days(f.date for f in facts if f.date and f.theme and f.theme.entity == row.entity.id),
        dates=_days(_times(scene, row)),
        published=_days((scene.annotation.document.published,)),
        whole=scene.keys.get(row.entity.part_of or ""),
        party=scene.keys.get(row.entity.party or ""),
    )


def _owner(scene: _Scene, row: Local) -> Key | None:
    """Whose text it is: the entity whose name begins the description, "Russia's proposals"."""
    found = OWNED.fullmatch(row.entity.name)
    if found is None:
        return None
    owner = normal_name(found[1])
    names = {normal_name(e.name): scene.keys[e.id] for e in scene.annotation.entities if e.type in ACTING and not e.anonymous}
    key = names.get(owner)
    return key if key in scene.around else None


def _families(scene: _Scene, row: Local) -> Iterator[str]:
    """What its nouns mean, by most of its mentions."""
    text = scene.annotation.document.text
    spans = [m.span for m in scene.annotation.mentions if m.entity == row.entity.id and m.kind is MentionKind.NOMINAL]
    nouns = [span.of(text) for span in spans] or [row.entity.name]
    texts = spellings().texts
    counts = Counter(texts[word] for noun in nouns for word in normal_name(noun).split() if word in texts)
    if counts:
        yield min(counts, key=lambda family: (-counts[family], family))


def _times(scene: _Scene, row: Local) -> Iterator[str]:
    """The times in its sentences."""
    sentences: list[Span] = [scene.annotation.sentences[n - 1] for n in scene.places.get(row.entity.id, ())[:FAR] if n]
    yield from (t.value for t in scene.annotation.times if t.type == "DATE" and any(s.covers(t.span) for s in sentences))


def _days(values: Iterable[str | None]) -> tuple[tuple[int, int], ...]:
    """The days of dates, as ordinals; of whole years only where nothing is more exact."""
    pairs = {pair for value in values if value and (pair := _ordinals(value)) is not None}
    exact = {pair for pair in pairs if pair[1] - pair[0] < 100}
    return tuple(sorted(exact or pairs))


def _ordinals(value: str) -> tuple[int, int] | None:
    found = interval(value)
    return None if found is None else (found[0].toordinal(), found[1].toordinal())
