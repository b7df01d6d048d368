"""One name book for a document: which names mean the same thing, and what type it is; used by `extract.entities`.

What one paragraph leaves open another settles: a surname belongs to the full name, an acronym to its expansion, and a name that
the recogniser saw as a person in one place and as a place in another is what most places say.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, count, pairwise
from typing import Final

from spacy.tokens import Doc, Span

from extract.gazetteer import Gazetteer, slug, without_accents
from extract.records import Entity, EntityType
from extract.spellings import OF, abbreviates, key_of, most_common, nouns_of, persons_for_places, plain, surname
from extract.titles import find_titles
from extract.wording import words_of

NOMINAL: Final = frozenset({"PROPN", "NOUN", "ADJ", "X"})
ORDER: Final = tuple(EntityType)
TITLE: Final = 3  # as many votes for a person has a title of office right in front of a name
CHARTER: Final = "=un-charter"


@dataclass(slots=True)
class _Thing:
    """One entity in the making."""

    key: str
    names: Counter[str] = field(default_factory=Counter)
    types: Counter[EntityType] = field(default_factory=Counter)
    words: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Registry:
    """Reads all names of a document first, then says for each which entity it is."""

    known: Gazetteer
    _things: dict[str, _Thing] = field(default_factory=dict)
    _same: dict[str, str] = field(default_factory=dict)
    _ids: dict[str, str] = field(default_factory=dict)
    _types: dict[str, EntityType] = field(default_factory=dict)
    _spelled: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    _marked: dict[str, str] = field(default_factory=dict)

    def read(self, docs: Sequence[Doc]) -> None:
        """Gather the names of all paragraphs and decide which belong together."""
        surnames = {e[-1].text for doc in docs for e in doc.ents if e.label_ == EntityType.PERSON and len(e) > 1}
        for doc in docs:
            persons_for_places(doc, surnames, self.known.known)
            titled = {t.end for t in find_titles(doc)}
            for ent in doc.ents:
                thing = self._things.setdefault(key_of(ent), _Thing(key_of(ent)))
                thing.names[plain(ent.text)] += 1
                thing.types[EntityType(ent.label_)] += TITLE if ent.label_ == EntityType.PERSON and ent.start in titled else 1
                if ent.start and ent.doc[ent.start - 1].lower_ in self.known.words["given"]:
                    self._marked[key_of(ent)] = ent.doc[ent.start - 1].lower_
            self._expansions(doc)
        self._charter()
        self._surnames()
        self._acronyms()
        self._short_forms()
        self._name_ids()
        self._decide_types()
        self._spell()

    def _charter(self) -> None:
        """ "The Charter" is that of the United Nations where these are spoken of and no other charter."""
        others = any("charter" in key and key != CHARTER for key in self._things)
        if "=united-nations" in self._things and not others:
            found = self._things.setdefault(CHARTER, _Thing(CHARTER))
            found.names["Charter"] += 1
            found.types[EntityType.INSTRUMENT] += 1

    def settle(self, doc: Doc) -> Iterator[tuple[Span, str]]:
        """The names of a paragraph with their entities; the types of `doc.ents` follow the document."""
        spans = []
        for ent in [*doc.ents, *self._recovered(doc)]:
            entity = self._ids[self._root(key_of(ent))]
            spans.append(Span(doc, ent.start, ent.end, label=self.type_of(entity).value, kb_id=entity))
        doc.set_ents(spans, default="outside")
        yield from ((span, span.kb_id_) for span in doc.ents)

    def _recovered(self, doc: Doc) -> Iterator[Span]:
        """Names of the document, surnames among them, where nobody saw a name in this paragraph."""
        at = 0
        for i, word in enumerate(words_of(doc)):
            forms = self._spelled.get(word) if i >= at else None
            if not forms or (token := doc[i]).ent_type_ or token.pos_ not in NOMINAL or not token.text[0].isupper():
                continue
            before = doc[token.i - 1].lower_ if token.i else ""
            for words, key in forms:
                piece = doc[token.i : token.i + len(words)]
                other = key == CHARTER and before in {"its", "their", "'s", "own"}  # another body's
                if tuple(t.text for t in piece) == words and not any(t.ent_type_ for t in piece) and not other:
                    yield self._again(piece, key)
                    at = piece.end
                    break

    def _again(self, piece: Span, key: str) -> Span:
        """Count one more place of a name."""
        own = without_accents(piece.text).casefold()
        thing = self._things.setdefault(own, _Thing(own))
        thing.names[piece.text] += 1
        if own != key and self._root(own) == own:
            self._join(own, key)
        return Span(piece.doc, piece.start, piece.end, label=self.type_of(self._ids[self._root(key)]).value)

    def _spell(self) -> None:
        """Index the names that were found: first word -> (words, key), longest first; surnames as well."""
        rows: list[tuple[tuple[str, ...], str]] = []
        for key, thing in self._things.items():
            if key.startswith("="):
                continue
            rows += [(tuple(name.split()), key) for name in thing.names if len(name) > 2]
            if " " in key and thing.types and max(thing.types, key=lambda k: (thing.types[k], k)) is EntityType.PERSON:
                name = most_common(thing.names)
                rows.append((tuple(surname(name).split()), key))
        if CHARTER in self._things:
            rows.append((("Charter",), CHARTER))
        for words, key in sorted(rows, key=lambda row: (-len(row[0]), row[0], row[1])):
            self._spelled.setdefault(words[0].casefold(), []).append((words, key))

    def type_of(self, entity: str) -> EntityType:
        """The type of an entity, by the gazetteer or by most of its names."""
        return self.known.known[entity].type if entity in self.known.known else self._types[entity]

    def _decide_types(self) -> None:
        """The type that most names of an entity have; short names that joined a longer one have no say."""
        full: dict[str, Counter[EntityType]] = {}
        for key, thing in self._things.items():
            if self._root(key) == key:
                full.setdefault(self._ids[key], Counter()).update(thing.types)
        self._types = {entity: min(counts, key=lambda k: (-counts[k], ORDER.index(k))) for entity, counts in full.items()}

    def entities(self) -> list[Entity]:
        """All entities, sorted by id, with their other names."""
        groups: dict[str, Counter[str]] = {}
        roots: dict[str, _Thing] = {}
        for key, thing in self._things.items():
            entity = self._ids[self._root(key)]
            groups.setdefault(entity, Counter()).update(thing.names)
            roots.setdefault(entity, self._things.get(self._root(key), thing))
        found = []
        for entity in sorted(groups):
            known = self.known.known.get(entity)
            name = known.name if known is not None else self._name(roots[entity])
            aliases = tuple(sorted(n for n in groups[entity] if n != name))
            links = known.links if known is not None else ()
            kind = self.type_of(entity)
            subtype = self.known.subtype(entity, kind, (name, *aliases))
            found.append(Entity(id=entity, type=kind, name=name, aliases=aliases, links=links, subtype=subtype))
        return found

    def _name(self, thing: _Thing) -> str:
        """The name of an unknown thing; that of a described group ("European countries") is in its id."""
        if not thing.key.startswith("="):
            return most_common(thing.names)
        name, last = most_common(thing.names), thing.key[1:].rsplit("-", 1)[-1]
        return name if name.casefold().endswith(last) else f"{name} {last}"

    def nouns(self) -> dict[str, frozenset[str]]:
        """Entity -> the descriptions that can stand for it."""
        found: dict[str, frozenset[str]] = {}
        for key, thing in self._things.items():
            entity = self._ids[self._root(key)]
            known = self.known.known.get(entity)
            own = nouns_of(most_common(thing.names)) if known is None else known.nouns | nouns_of(known.name)
            found[entity] = found.get(entity, frozenset()) | own
        return found

    def homes(self) -> dict[str, str]:
        """Body -> its state, where the name begins with the state's name or adjective: "Russian Foreign Ministry"."""
        found: dict[str, str] = {}
        for entity in self.entities():
            if entity.type is not EntityType.ORGANIZATION or entity.id in self.known.known:
                continue
            for form in self.known.forms.get(re.split(r"[\s-]", entity.name)[0].casefold(), ()):
                if (
                    entity.name.startswith(f"{form.text} ")
                    and form.known.type is EntityType.STATE
                    and form.use in {"name", "adjective"}
                ):
                    found[entity.id] = form.known.id
                    break
        return found

    def is_well_known(self, person: Entity) -> bool:
        """Whether a surname alone names the person all through the document: a writer introduces others by their full name."""
        names = (person.name, *person.aliases)
        return all(" " not in n and n.casefold() not in self.known.words["given"] for n in names)

    def gender(self, person: Entity) -> str | None:
        """ "m" or "f" by courtesy title or given name."""
        marks = [w for key, w in self._marked.items() if self._ids[self._root(key)] == person.id]
        for word in (*marks, person.name.split()[0].casefold()):
            for mark, name in (("m", "male"), ("f", "female")):
                other = "female" if name == "male" else "male"
                if word in self.known.words[name] and word not in self.known.words[other]:
                    return mark
        return None

    def _root(self, key: str) -> str:
        while key in self._same:
            key = self._same[key]
        return key

    def _join(self, key: str, other: str) -> None:
        one, two = self._root(key), self._root(other)
        if one != two and not one.startswith("="):
            self._same[one] = two

    def _expansions(self, doc: Doc) -> None:
        """ "Long Name (LN)": the acronym in brackets is the name before it."""
        ents = list(doc.ents)
        for long, short in pairwise(ents):
            if short.start - long.end == 1 and doc[long.end].text == "(" and short.end < len(doc) and doc[short.end].text == ")":
                acronym = short.text.replace(".", "")
                if acronym.isupper() and len(acronym) > 1 and abbreviates(acronym, long.text):
                    self._join(key_of(short), key_of(long))

    def _surnames(self) -> None:
        persons = [t for t in self._things.values() if EntityType.PERSON in t.types and " " in t.key]
        for thing in list(self._things.values()):
            if " " in thing.key or thing.key.startswith("="):
                continue
            full = [p for p in persons if p.key.split()[-1] == thing.key or surname(p.key) == thing.key]
            given = [p for p in persons if p.key.split()[0] == thing.key] if EntityType.PERSON in thing.types else []
            if full or len(given) == 1:
                self._join(thing.key, (full or given)[0].key)
            elif thing.key.endswith("s") and any(p.key.split()[-1] == thing.key[:-1] for p in persons):
                thing.types = Counter({EntityType.GROUP: 1})
        for thing in persons:  # a surname of two words
            full = [p for p in persons if p.key.endswith(f" {thing.key}")]
            if len(full) == 1:
                self._join(thing.key, full[0].key)
        for thing in persons:
            longer = [
                p
                for p in persons
                if p is not thing and p.key.split()[0] == thing.key.split()[0] and p.key.endswith(thing.key.split()[-1])
            ]
            if len(longer) == 1 and len(longer[0].key) > len(thing.key):
                self._join(thing.key, longer[0].key)

    def _acronyms(self) -> None:
        long = [t for t in self._things.values() if " " in t.key and EntityType.PERSON not in t.types]
        for thing in list(self._things.values()):
            name = most_common(thing.names).replace(".", "")
            if thing.key.startswith("=") or not name.isupper() or len(name) < 2:
                continue
            full = [t for t in long if abbreviates(name, most_common(t.names), strict=True)]
            if len(full) == 1:
                self._join(thing.key, full[0].key)

    def _short_forms(self) -> None:
        """ "Congress" where one single body of the document is a Congress, "resolution 242" of one single council, and the
        "Labour Party" that is elsewhere called after its country or numbered."""
        bodies = [t for t in self._things.values() if t.types.keys() & {EntityType.ORGANIZATION, EntityType.INSTRUMENT}]
        for thing in (b for b in bodies if not b.key.startswith("=") and b.key != "government"):
            longer = [t for t in bodies if any(n.endswith(f" {thing.key}") for n in self._names(t))]
            longer = [t for t in bodies if t.key.startswith("house of ")] if thing.key == "house" else longer
            if thing.key in OF:  # the Council of Europe is a Council, too
                longer += [t for t in bodies if any(n.startswith(f"{thing.key} of ") for n in self._names(t))]
            if " " in thing.key and not thing.key[-1].isdigit():
                longer = [t for t in longer if self._only_placed(t.key, thing.key)]
            full = {self._root(t.key) for t in longer}
            if len(full) == 1:
                self._join(thing.key, full.pop())

    def _names(self, thing: _Thing) -> set[str]:
        """All names of a thing in plain small letters, that which is known of it included."""
        known = self.known.known.get(thing.key.removeprefix("="))
        return {without_accents(n).casefold() for n in (*thing.names, *((known.name,) if known is not None else ()))}

    def _only_placed(self, long: str, short: str) -> bool:
        """Whether a name says no more than another but for a number or the state: "42nd ", "Canadian "."""
        front = long[: -len(short)].strip()
        forms = self.known.forms.get(front.split()[0], ()) if front else ()
        return bool(re.fullmatch(r"\d+(?:st|nd|rd|th)", front)) or any(f.text.casefold() == front for f in forms)

    def _name_ids(self) -> None:
        taken: set[str] = set(self.known.known)
        for root in map(self._root, sorted(self._things)):
            if root in self._ids:
                continue
            if root.startswith("="):
                self._ids[root] = root[1:]
                continue
            stem = slug(most_common(self._things[root].names))
            names = chain([stem], (f"{stem}-{n}" for n in count(2)))
            self._ids[root] = next(n for n in names if n not in taken)
            taken.add(self._ids[root])
