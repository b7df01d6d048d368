"""Names that are known beforehand: states, organisations, instruments, events, regions, groups, with all ways to write them.

Built once from `extract.territories`, `lexicon/names.toml` and the names of an ontology of one's own; `extract.names` finds its
entries in a text, `extract.entities` asks it who an entry is. The index goes from the first word of a name to the names that
begin with it, longest first.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from spacy.tokens import Doc

from extract.grammar import text_of
from extract.own_names import HEADS, Group, groups
from extract.records import EntityType
from extract.territories import territories
from ontology import own
from ontology.errors import UsageError
from ontology.own import Own

FILE: Final = Path(__file__).parent / "lexicon" / "names.toml"
AGREED: Final = frozenset({"agreement", "pact", "accord", "deal", "treaty", "convention", "protocol"})
STYLES: Final = (
    "Republic", "People's Republic", "People’s Republic", "Federal Republic", "Democratic Republic", "Islamic Republic",
    "Socialist Republic", "Federative Republic", "Federal and Islamic Republic", "Federal Islamic Republic",
    "People's Democratic Republic", "People’s Democratic Republic", "Co-operative Republic", "Cooperative Republic", "Kingdom",
    "Sultanate", "Principality", "Grand Duchy", "Commonwealth", "Union",
)  # fmt: skip
ARTICLED: Final = frozenset({"Gambia", "Niger", "Sudan"})
FIRST: Final = re.compile(r"[^\s\-–'/(]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A thing with a known name; `nouns` are the descriptions that can stand for it later in a text ("the alliance").

    `subtype` is a finer type of an ontology of one's own.
    """

    id: str
    type: EntityType
    name: str
    links: tuple[tuple[str, str], ...] = ()
    nouns: frozenset[str] = frozenset()
    subtype: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way to write a known name; `use` is name, adjective, people, capital or seat (of a government)."""

    text: str
    known: Known
    use: str = "name"
    place: Known | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A form in a text, as token positions, end exclusive."""

    start: int
    end: int
    form: Form


@dataclass(frozen=True, kw_only=True)
class Gazetteer:
    """All known names and the words that show the type of an unknown one (`words`, sets by name).

    `endings` go from the last word of a name and its type to a finer type of an ontology of one's own.
    """

    forms: Mapping[str, tuple[Form, ...]]
    known: Mapping[str, Known]
    words: Mapping[str, frozenset[str]]
    endings: Mapping[tuple[str, EntityType], str]

    def subtype(self, entity: str, type: EntityType, names: Iterable[str]) -> str | None:
        """The finer type of an entity of a type, known by its id or shown by how one of its names ends."""
        if entity in self.known:
            return self.known[entity].subtype
        return next((found for name in names if (found := self.endings.get((name.split()[-1].casefold(), type)))), None)

    def find(self, doc: Doc) -> list[Found]:
        """The longest known name at each token, left to right, none inside another."""
        text, words = _flat(doc)
        ends = {start + len(word): i + 1 for i, start, word in words}
        heading = text.isupper()
        found: list[Found] = []
        at = 0
        for i, start, word in words:
            forms = self.forms.get(word.casefold()) if i >= at else None
            match = _at(forms, text, start, ends, heading) if forms else None
            if match is not None:
                at = match[1]
                found.append(Found(start=i, end=at, form=match[0]))
        return found


def _at(forms: Iterable[Form], text: str, start: int, ends: Mapping[int, int], heading: bool) -> tuple[Form, int] | None:
    for form in forms:
        end = ends.get(start + len(form.text))
        if end is not None and _written(form.text, text[start : start + len(form.text)], heading):
            return form, end
    return None


def _flat(doc: Doc) -> tuple[str, list[tuple[int, int, str]]]:
    """The text with one space for several (names are broken over lines), and (token, place in it, word) of each word."""
    words = [(i, token.idx, token.text) for i, token in enumerate(doc)]
    return _unbroken(doc) if any(word.isspace() for _, _, word in words) else (text_of(doc), words)


def _unbroken(doc: Doc) -> tuple[str, list[tuple[int, int, str]]]:
    """The same where the text has several spaces or a line end somewhere."""
    pieces: list[str] = []
    words: list[tuple[int, int, str]] = []
    length = 0
    joined = False
    for i, token in enumerate(doc):
        word = token.text
        if word.isspace():
            if joined:
                pieces.append(" ")
                length += 1
            joined = False
            continue
        words.append((i, length, word))
        spaced = token.text_with_ws
        pieces.append(spaced)
        length += len(spaced)
        joined = len(spaced) == len(word)
    return "".join(pieces), words


def _written(name: str, text: str, heading: bool) -> bool:
    """Whether `text` writes the name: as it is, with other capitals inside where it is long, in capitals in a heading."""
    if name == text:
        return True
    if name.casefold() != text.casefold() or len(name) < 4:
        return False
    if heading:
        return True
    return (" " in name and (text[0].isupper() or name[0].islower())) or (text.isupper() and not name.isupper() and len(name) > 4)


def load() -> Gazetteer:
    """The shipped gazetteer with the names of the ontology in use.

    Raises: UsageError if one of these is wrong.
    """
    return _load(own.in_use())


@lru_cache(maxsize=4)
def _load(added: Own) -> Gazetteer:
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    by_text: dict[str, Form] = {}
    for form in (*_of_states(table), *_of_groups(table["group"], frozenset(table["words"]["own_kinds"]))):
        by_text.setdefault(form.text, form)
    mine = list(groups(added))
    for group in mine:
        _add(by_text, group)
    index: dict[str, list[Form]] = {}
    for form in by_text.values():
        first = FIRST.match(form.text)
        index.setdefault(first.group().casefold() if first else form.text, []).append(form)
    return Gazetteer(
        forms={key: tuple(sorted(rows, key=lambda f: (-len(f.text), f.text))) for key, rows in index.items()},
        known={k.id: k for form in by_text.values() for k in (form.known, form.place) if k is not None},
        words=_words(table["words"], mine),
        endings={(word, g.type): g.subtype for g in mine for word in g.endings if g.subtype is not None},
    )


def _words(shipped: Mapping[str, Sequence[str]], mine: Sequence[Group]) -> dict[str, frozenset[str]]:
    """The words that show types, with the endings of one's own: those are the only ones that need no capital ("plc")."""
    found = {name: frozenset(words) for name, words in shipped.items()}
    found["endings"] = frozenset(word for g in mine if g.type is EntityType.ORGANIZATION for word in g.endings)
    for group in mine:
        if group.endings:
            found[HEADS[group.type]] |= frozenset(group.endings)
    # Joined once: they are asked for at every word of a text.
    found["given"] = found["male"] | found["female"]
    found["undirected"] = found["never_names"] - found["directions"]
    return found


def _add(by_text: dict[str, Form], group: Group) -> None:
    """Add the names of a group; a row that begins with a known name says more of that thing.

    Raises: UsageError where a name is another thing's.
    """
    shipped = {form.known.id: form.known for form in by_text.values()}
    for form in _of_groups([{"type": group.type, "nouns": group.nouns, "names": group.names, "subtype": group.subtype}]):
        there = by_text.get(form.text)
        if there is not None and there.known.id != form.known.id:
            raise UsageError(
                f"{group.where}: the name {form.text!r} of {form.known.name!r} is known as {there.known.name!r}: "
                f"begin the row with {there.known.name!r} to say more of that, or leave the name out"
            )
        by_text[form.text] = there or form
        if form.known.id in shipped:
            both = _more(group, shipped[form.known.id], form.known)
            for text, other in by_text.items():
                if other.known.id == both.id:
                    by_text[text] = replace(other, known=both)


def _more(group: Group, known: Known, more: Known) -> Known:
    """A known thing with what a row says more of it."""
    if known.type is not more.type or known.subtype not in (None, more.subtype):
        raise UsageError(
            f"{group.where}: {known.name!r} is known as {known.subtype or known.type}, so it cannot be "
            f"{more.subtype or more.type}: take it out of the group, or give the type that it has"
        )
    return replace(known, nouns=known.nouns | more.nouns, links=known.links or more.links, subtype=more.subtype)


def _of_states(table: Mapping[str, Any]) -> Iterator[Form]:
    nouns = frozenset(table["nouns"]["state"])
    formal: list[Form] = []
    for territory in territories(table["states"]):
        kind = EntityType.STATE if territory.state else EntityType.PLACE
        known = Known(id=slug(territory.name), type=kind, name=territory.name, links=territory.links, nouns=nouns)
        yield from (Form(text=n, known=known) for n in _spellings(territory.names))
        yield from (Form(text=a, known=known, use="adjective") for a in territory.adjectives)
        yield from (Form(text=p, known=known, use="people") for p in territory.people if p not in territory.adjectives)
        yield from (Form(text=s, known=known, use="seat") for s in territory.seats)
        if territory.state:
            the = "the " if territory.name.endswith("s") or territory.name in ARTICLED else ""
            formal += [
                Form(text=f"{style} of {n}", known=known)
                for style in STYLES
                for n in dict.fromkeys((territory.name, the + territory.name))
            ]
            formal += [Form(text=f"{a} Republic", known=known) for a in territory.adjectives]
            for capital in _spellings(territory.capitals):
                if capital not in territory.names:
                    place = Known(id=slug(territory.capitals[0]), type=EntityType.PLACE, name=territory.capitals[0])
                    yield Form(text=capital, known=known, use="capital", place=place)
    yield from formal


def _of_groups(groups: Iterable[Mapping[str, Any]], kinds: frozenset[str] = frozenset()) -> Iterator[Form]:
    for group in groups:
        for row in group["names"]:
            nouns = _fitting(frozenset(group.get("nouns", ())), row, kinds)
            name, *others = [part.strip() for part in row.split("|")]
            links = tuple(("wikidata", o) for o in others if re.fullmatch(r"Q\d+", o))
            kind, subtype = EntityType(group["type"]), group.get("subtype")
            known = Known(id=slug(name), type=kind, name=name, links=links, nouns=nouns, subtype=subtype)
            spoken = [o for o in others if not re.fullmatch(r"Q\d+", o)]
            plain = [o.removeprefix("~") for o in (name, *spoken)]
            adjectives = {o.removeprefix("~") for o in spoken if o.startswith("~")}
            yield from (Form(text=n, known=known, use="adjective" if n in adjectives else "name") for n in _spellings(plain))


def _fitting(nouns: frozenset[str], row: str, kinds: frozenset[str]) -> frozenset[str]:
    """Descriptions of a group's things that fit this one: a council is no assembly and no organization, but for its name."""
    own = frozenset(re.findall(r"[a-z]+", row.casefold()))
    nouns = nouns - AGREED if "charter" in own else nouns
    other = kinds | {"organization", "organisation"} if own & kinds else kinds
    return nouns - (other - own)


def _spellings(names: Iterable[str]) -> list[str]:
    """Names without a leading article, with and without accents."""
    plain = [re.sub(r"^[Tt]he ", "", n) for n in names]
    return list(dict.fromkeys(s for n in plain for s in (n, without_accents(n))))


@lru_cache(maxsize=100_000)
def without_accents(name: str) -> str:
    """The name in plain letters, as far as they can be taken apart."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def slug(name: str) -> str:
    """A readable id of `[a-z0-9-]`, a hash where no such letter is left."""
    words = re.findall(r"[a-z0-9]+", without_accents(name).casefold().replace("'s", ""))
    readable = "-".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
    return readable[:80].strip("-") or sha256(name.encode()).hexdigest()[:12]
