"""Find the names in a paragraph and say what each is; the work of the component `quoth_names`.

Four witnesses: the gazetteer, telling words (`extract.patterns`), the recogniser of the language model, and runs of capitalised
words with what stands beside them. The longest name wins; what a title introduces is a person. The result is `doc.ents` with
the types of `extract.records`, and the id of a known thing as `kb_id`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Span, Token

from extract.classes import common_nouns, noun_classes
from extract.edges import fitted
from extract.gazetteer import Found, Gazetteer, slug
from extract.grammar import text_of
from extract.metonymy import acts
from extract.offices import Office, offices
from extract.patterns import JOINTS, find_patterns
from extract.phrases import narrowed
from extract.recognised import recognised
from extract.records import EntityType
from extract.runs import find_runs
from extract.surroundings import Name, courtesies, is_heading
from extract.titles import find_titles

__all__ = ["Office", "find_names", "offices"]

RANK: Final = {"known": 3, "pattern": 2, "title": 2, "chamber": 2, "model": 1, "run": 0}
CHAMBERS: Final = frozenset({"senate", "congress", "duma"})
SEATED: Final = CHAMBERS | {"house", "parliament", "council", "assembly"}
ADDRESS: Final = frozenset({"excellency", "excellencies", "emeritus", "emerita"})
SURE: Final = frozenset({"known", "pattern", "chamber"})


def find_names(doc: Doc, gazetteer: Gazetteer) -> list[Span]:
    """The names of a paragraph in text order, none overlapping."""
    titles, heading = find_titles(doc), is_heading(doc)
    barred = frozenset(t.i for title in titles for t in title)
    capitals = len(doc) > 3 and text_of(doc).isupper()
    known = [f for f in gazetteer.find(doc) if _taken_seriously(doc, f, gazetteer.words, capitals=capitals)]
    uses = {i: f.form.use if f.form.use == "adjective" else f.form.known.type.value for f in known for i in range(f.start, f.end)}
    uses |= {i: "Place" for f in known if f.form.use == "capital" for i in range(f.start, f.end)}
    names = [Name(start=f.start, end=f.end, type=f.form.known.type, witness="known", form=f.form) for f in known]
    names += [
        Name(start=p.start, end=p.end, type=p.type, witness="pattern")
        for p in find_patterns(doc, gazetteer.words, barred - uses.keys(), uses)
    ]
    names += [
        Name(start=start, end=end, type=kind, witness="model")
        for start, end, kind in recognised(doc, gazetteer.words, barred, {(n.start, n.end) for n in names})
    ]
    names = [n if n.witness in SURE else _behind_title(doc, n, barred) for n in names if not _field(doc, n, barred)]
    names = [n for n in names if n.witness == "known" or not _body(doc, n, known, gazetteer.words)]
    members = {f.start for f in known if _some_members(doc, f)}
    names = [n for n in names if n.end - 1 not in members]
    if heading:
        names = [n for n in names if n.witness == "known" or n.type in {EntityType.PERSON, EntityType.PLACE}]
    chosen = _best(names)
    ends = {t.end for t in titles} | courtesies(doc, gazetteer.words)
    runs = [n for n in find_runs(doc, gazetteer.words, titles, chosen, ends, heading=heading) if not _field(doc, n, barred)]
    runs = [n for n in runs if n.end - 1 not in members]
    chosen = _best([*chosen, *runs, *_chambers(doc, titles)])
    chosen = [_called(doc, n) for n in chosen if not ADDRESS & {t.lower_ for t in doc[n.end - 1 : n.end + 1]}]
    taken = {i for n in chosen for i in range(n.start, n.end)} | barred
    chosen = _best([n if n.witness in SURE else _called(doc, fitted(doc, n, gazetteer.words, ends, taken)) for n in chosen])
    chosen = [n for n in chosen if not _somebody(doc, n)]
    chosen = [part for n in _joined(doc, chosen) for part in _parted(doc, n, gazetteer.words, barred)]
    chosen = [
        n
        for n in chosen
        if n.witness in {"known", "chamber"} or not (_common(doc, n) or barred.issuperset(range(n.start, n.end)))
    ]
    return [_span(doc, name, gazetteer) for name in sorted(chosen, key=lambda n: n.start)]


def _body(doc: Doc, name: Name, known: list[Found], words: Mapping[str, frozenset[str]]) -> bool:
    """ "Soviet Government", "Government of Chile": a state with a body of every state is no name of its own."""
    states = [f for f in known if f.form.known.type is EntityType.STATE and name.start <= f.start and f.end <= name.end]
    if len(states) != 1:
        return False
    rest = [t for t in doc[name.start : name.end] if not states[0].start <= t.i < states[0].end and not t.is_space]
    return bool(rest) and all(t.lemma_.lower() in words["bodies"] or t.lower_ in {"of", "the"} for t in rest)


def _chambers(doc: Doc, titles: Iterable[Span]) -> Iterator[Name]:
    """The assembly beside an office: "House Speaker", "President of the Council"."""
    for title in titles:
        behind = title.end + 1 + (title.end + 1 < len(doc) and doc[title.end + 1].lower_ == "the")
        if title.end < len(doc) and doc[title.end].lower_ == "of" and behind < len(doc):
            yield from _chamber(doc[behind])
        if title.start and (title.start == 1 or not doc[title.start - 2].text[0].isupper() or doc[title.start - 1].is_sent_start):
            yield from _chamber(doc[title.start - 1])


def _chamber(token: Token) -> Iterator[Name]:
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if token.text.istitle() and token.lower_ in SEATED and (after is None or after.lower_ != "of"):
        yield Name(start=token.i, end=token.i + 1, type=EntityType.ORGANIZATION, witness="chamber")


def _behind_title(doc: Doc, name: Name, barred: frozenset[int]) -> Name:
    """A name without the title of office that was seen as its beginning: "Affairs of Syldavia"."""
    at = name.start
    while at < name.end and at in barred:
        at += 1
    if at == name.start or at + 1 >= name.end or doc[at].lower_ not in {"of", "for"}:
        return name
    at += 2 if doc[at + 1].lower_ == "the" and at + 2 < name.end else 1
    return replace(name, start=at)


def _called(doc: Doc, name: Name) -> Name:
    """A person's name without the form of address that was seen as its beginning: "His Excellency", "Emeritus"."""
    at = next((i for i in range(name.end - 1, name.start, -1) if doc[i - 1].lower_ in ADDRESS), name.start)
    return replace(name, start=at) if name.type is EntityType.PERSON else name


def _field(doc: Doc, name: Name, barred: frozenset[int]) -> bool:
    """Whether it is the field of an office: "Foreign Affairs" or "Information" behind "Minister for"."""
    at = name.start - 1
    at -= at > 0 and doc[at].lower_ == "the"
    if at < 1 or at - 1 not in barred or doc[at].lower_ not in {"for", "of"}:
        return False
    words = [t.lower_ for t in doc[name.start : name.end] if t.is_alpha]
    fields = noun_classes()["portfolios"]
    telling = name.type is not EntityType.STATE and all(w in fields or w in {"and", "the"} for w in words)
    return (name.witness != "known" and doc[name.end - 1].text == "Affairs") or telling


def _joined(doc: Doc, names: Iterable[Name]) -> list[Name]:
    """Given name and surname that were seen as two persons, "City" behind the name of the city, "Turkish Cypriots"."""
    found: list[Name] = []
    for name in sorted(names, key=lambda n: n.start):
        last = found[-1] if found else None
        if last is not None and last.end == name.start and last.type is name.type is EntityType.PERSON:
            found[-1] = replace(last, end=name.end)
        elif last is not None and last.end == name.start and _of_another(last, name):
            found[-1] = replace(last, end=name.end, type=EntityType.GROUP, witness="part", form=None)
        elif last is not None and last.end == name.start and last.type is EntityType.PLACE and doc[name.start].text == "City":
            found[-1] = replace(last, end=name.start + 1, witness="run", form=None)
        else:
            found.append(name)
    return found


def _of_another(adjective: Name, people: Name) -> bool:
    """Whether an adjective tells a part of a people: "Turkish Cypriots"."""
    if adjective.form is None or people.form is None or adjective.form.known.id == people.form.known.id:
        return False
    return adjective.form.use == "adjective" and people.form.use in {"adjective", "people"}


def _parted(doc: Doc, name: Name, words: Mapping[str, frozenset[str]], barred: frozenset[int]) -> list[Name]:
    """The place and the person in "mayor of Lutetia Ana Ribeiro", that were seen as one name."""
    of_title = name.start > 1 and doc[name.start - 1].lower_ == "of" and name.start - 2 in barred
    if name.type is not EntityType.PERSON or name.witness in SURE or not of_title or name.end - name.start < 3:
        return [name]
    given = (i for i in range(name.start + 1, name.end - 1) if doc[i].lower_ in words["given"])
    last = name.end - 1
    while last - 1 > name.start and (doc[last - 1].text == "-" or doc[last - 1].lower_ in words["name_particles"]):
        last -= 1
    at = next(given, max(last - 1, name.start))
    place = [] if at == name.start or doc[name.start].lower_ in common_nouns() else [replace(name, end=at, type=EntityType.PLACE)]
    return [*place, replace(name, start=at)]


def _somebody(doc: Doc, name: Name) -> bool:
    """ "An Australian", "a Russian": one of a people, and not the state."""
    use = name.form.use if name.form is not None else ""
    after = doc[name.end] if name.end < len(doc) else None
    article = name.start > 0 and doc[name.start - 1].lower_ in {"a", "an", "another"}
    return article and use in {"adjective", "people"} and (after is None or after.pos_ in {"PUNCT", "VERB", "AUX", "ADP", "PRON"})


def _some_members(doc: Doc, found: Found) -> bool:
    """Whether members of a party are meant who are told apart from the others: "some Liberals", "Senate Liberals"."""
    noun = doc[found.start]
    party = found.end - found.start == 1 and found.form.known.name.endswith(" Party") and found.form.use == "name"
    if not party or noun.lower_.removesuffix("s") not in noun_classes()["partisans"]:
        return False
    front = (c for c in noun.lefts if c.dep_ not in {"case", "punct", "cc", "cc:preconj", "mark"} and c.lower_ != "the")
    apart = noun.i + 1 < len(doc) and doc[noun.i + 1].text == ","
    return any(front) or (narrowed(noun) and not apart)


def _common(doc: Doc, name: Name) -> bool:
    """A common noun of the field with a capital ("the Assembly", "Member States"), a teaching ("Zionism"), half a compound."""
    words = doc[name.start : name.end]
    first = words[0]
    if len(words) == 1:
        if first.lemma_.lower() in {"government", "territory", "organization", "organisation"}:
            return True
        if name.witness == "run" and first.lower_.endswith(("ism", "isms")):
            return True
        if first.lower_ in CHAMBERS and not first.is_sent_start:
            return False
        if "-" in first.text and name.type is EntityType.PLACE and any(c.islower() for c in first.text):
            return first.text[0].isupper() and "." in first.text
        bare = name.start > 0 and doc[name.start - 1].pos_ not in {"DET", "PRON", "PART", "PUNCT"} and not first.is_sent_start
        if (first.text.isupper() and len(first) < 6) or (bare and name.type is EntityType.ORGANIZATION and first.tag_ == "NNP"):
            return False
    elif words[-1].text == "Party" and first.text.istitle():
        return False
    common = common_nouns()
    return all((lemma := t.lemma_.lower()) in common or lemma == "member" or t.lower_ in common for t in words)


def _taken_seriously(doc: Doc, found: Found, words: Mapping[str, frozenset[str]], *, capitals: bool) -> bool:
    """A short acronym in a line of capitals is none; a one-word name is none inside a longer unknown name."""
    text = doc[found.start : found.end].text
    if (capitals and len(text) < 4) or _hyphened(doc, found, words):
        return False
    return not (text == "US" and doc[found.start].pos_ == "PRON") and text not in {"May", "March"}


def _hyphened(doc: Doc, found: Found, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a hyphen makes something else of it: "non-African states", "Asian-American voters"."""
    before = doc[found.start - 2] if found.start > 1 and doc[found.start - 1].text in JOINTS else None
    if before is None:
        return False
    return before.lower_ == "non" or (found.form.known.id == "united-states" and before.lower_ in words["origins"])


def _best(names: Iterable[Name]) -> list[Name]:
    """Longest first, then the surer witness; none overlapping. A known name gives a stretch of the same length its type."""
    taken: set[int] = set()
    chosen = []
    for name in sorted(names, key=lambda n: (-(n.end - n.start), -RANK[n.witness], n.start)):
        places = range(name.start, name.end)
        if taken.isdisjoint(places):
            taken.update(places)
            chosen.append(name)
    return chosen


def _unknown(doc: Doc, name: Name, gazetteer: Gazetteer) -> Span:
    """A name that the gazetteer may still know without the acronym inside: "Anti-Ballistic Missile (ABM) Treaty"."""
    text = doc[name.start : name.end].text
    plain = re.sub(r"\s*\([^)]*\)", "", text) if "(" in text else text
    if plain != text or "-" in text or len(text.split()) > 2:
        for form in gazetteer.forms.get(re.split(r"[\s-]", plain)[0].casefold(), ()):
            if form.text.replace("-", " ") == plain.replace("-", " "):
                return Span(doc, name.start, name.end, label=form.known.type.value, kb_id=form.known.id)
    return Span(doc, name.start, name.end, label=name.type.value)


def _span(doc: Doc, name: Name, gazetteer: Gazetteer) -> Span:
    """The name as a spaCy span with its type and the id of the known thing; a capital is settled here."""
    form = name.form
    if form is None and name.witness == "part":
        text = doc[name.start : name.end].text
        return Span(doc, name.start, name.end, label=name.type.value, kb_id=slug(text if text.endswith("s") else f"{text}s"))
    if form is None:
        return _unknown(doc, name, gazetteer)
    known = form.known
    if form.use == "people" and known.type is EntityType.STATE and not (name.start and doc[name.start - 1].lower_ == "the"):
        return Span(doc, name.start, name.end, label=EntityType.GROUP.value, kb_id=slug(form.text))  # "Cypriots clashed"
    if form.use == "capital" and form.place is not None:
        bare = Span(doc, name.start, name.end, label=name.type.value)
        known = known if acts(bare, gazetteer.words) else form.place
    if form.use == "adjective" and known.type is EntityType.PLACE:
        after = doc[name.end] if name.end < len(doc) else None
        if after is not None and after.tag_ == "NNS" and after.lemma_ in gazetteer.words["plural_actors"]:
            return Span(doc, name.start, name.end, label=EntityType.GROUP.value, kb_id=slug(f"{form.text} {after.lower_}"))
    return Span(doc, name.start, name.end, label=known.type.value, kb_id=known.id)
