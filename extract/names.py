"""Find the names in a paragraph and say what each is; the work of the component `quoth_names`.

Four witnesses: the gazetteer, telling words (`extract.patterns`), the recogniser of the language model, and runs of capitalised
words with what stands beside them. The longest name wins; what a title introduces is a person. The result is `doc.ents` with
the types of `extract.records`, and the id of a known thing as `kb_id`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Doc, Span, Token

from extract.classes import common_nouns
from extract.gazetteer import Form, Found, Gazetteer, slug
from extract.metonymy import acts
from extract.offices import Office, find_titles, offices
from extract.patterns import JOINTS, capital, find_patterns
from extract.recognised import recognised
from extract.records import EntityType

__all__ = ["Office", "find_names", "offices"]

SITE: Final = re.compile(r"(?i)[a-z][\w-]+\.(?:com|org|net|vn|ru|ua|info|news|uk|de|fr|eu|in|cn|tv|io|co\.uk)$")
RANK: Final = {"known": 3, "pattern": 2, "title": 2, "model": 1, "run": 0}
SURE: Final = frozenset({"known", "pattern"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A possible name, as token positions, end exclusive; `witness` is who saw it, `form` what the gazetteer knows of it."""

    start: int
    end: int
    type: EntityType
    witness: str
    form: Form | None = None


def find_names(doc: Doc, gazetteer: Gazetteer) -> list[Span]:
    """The names of a paragraph in text order, none overlapping."""
    titles = find_titles(doc)
    barred = frozenset(t.i for title in titles for t in title)
    capitals = len(doc) > 3 and doc.text.isupper()
    known = [f for f in gazetteer.find(doc) if _taken_seriously(doc, f, capitals=capitals)]
    uses = {i: f.form.use if f.form.use == "adjective" else f.form.known.type.value for f in known for i in range(f.start, f.end)}
    uses |= {i: "Place" for f in known if f.form.use == "capital" for i in range(f.start, f.end)}
    names = [Name(start=f.start, end=f.end, type=f.form.known.type, witness="known", form=f.form) for f in known]
    names += [
        Name(start=p.start, end=p.end, type=p.type, witness="pattern") for p in find_patterns(doc, gazetteer.words, barred, uses)
    ]
    names += [
        Name(start=start, end=end, type=kind, witness="model")
        for start, end, kind in recognised(doc, gazetteer.words, barred, {(n.start, n.end) for n in names})
    ]
    names = [n for n in names if n.witness == "known" or not _body(doc, n, known, gazetteer.words)]
    if _is_heading(doc):
        names = [n for n in names if n.witness == "known" or n.type in {EntityType.PERSON, EntityType.PLACE}]
    chosen = _best(names)
    chosen = _best([*chosen, *_of_runs(doc, gazetteer.words, titles, chosen)])
    ends = {t.end for t in titles} | _courtesies(doc, gazetteer.words)
    taken = {i for n in chosen for i in range(n.start, n.end)} | barred
    chosen = _best([n if n.witness in SURE else _in_context(doc, n, gazetteer.words, ends, taken) for n in chosen])
    chosen = _joined(chosen)
    chosen = [n for n in chosen if n.witness == "known" or not (_common(doc, n) or barred.issuperset(range(n.start, n.end)))]
    return [_span(doc, name, gazetteer) for name in sorted(chosen, key=lambda n: n.start)]


def _body(doc: Doc, name: Name, known: list[Found], words: Mapping[str, frozenset[str]]) -> bool:
    """ "Soviet Government", "Government of Chile": a state with a body of every state is no name of its own."""
    states = [f for f in known if f.form.known.type is EntityType.STATE and name.start <= f.start and f.end <= name.end]
    if len(states) != 1:
        return False
    rest = [t for t in doc[name.start : name.end] if not states[0].start <= t.i < states[0].end and not t.is_space]
    return bool(rest) and all(t.lemma_.lower() in words["bodies"] or t.lower_ in {"of", "the"} for t in rest)


def _joined(names: Iterable[Name]) -> list[Name]:
    """Given name and surname that were seen as two persons."""
    found: list[Name] = []
    for name in sorted(names, key=lambda n: n.start):
        last = found[-1] if found else None
        if last is not None and last.end == name.start and last.type is name.type is EntityType.PERSON:
            found[-1] = replace(last, end=name.end)
        else:
            found.append(name)
    return found


def _common(doc: Doc, name: Name) -> bool:
    """A common noun of the field with a capital ("the Assembly", "Member States"), a teaching ("Zionism"), half a compound."""
    words = doc[name.start : name.end]
    first = words[0]
    if len(words) == 1:
        if name.witness == "run" and first.lower_.endswith(("ism", "isms")):
            return True
        if "-" in first.text and name.type is EntityType.PLACE and any(c.islower() for c in first.text):
            return first.text[0].isupper() and "." in first.text
        bare = name.start > 0 and doc[name.start - 1].pos_ not in {"DET", "PRON", "PART", "PUNCT"} and not first.is_sent_start
        if (first.text.isupper() and len(first) < 6) or (bare and name.type is EntityType.ORGANIZATION and first.tag_ == "NNP"):
            return False
    return all(t.lemma_.lower() in common_nouns() | {"member"} or t.lower_ in common_nouns() for t in words)


def _taken_seriously(doc: Doc, found: Found, *, capitals: bool) -> bool:
    """A short acronym in a line of capitals is none; a one-word name is none inside a longer unknown name."""
    text = doc[found.start : found.end].text
    if capitals and len(text) < 4:
        return False
    return not (text == "US" and doc[found.start].pos_ == "PRON") and text not in {"May", "March"}


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


def _of_runs(doc: Doc, words: Mapping[str, frozenset[str]], titles: list[Span], chosen: list[Name]) -> Iterator[Name]:
    """Capitalised words that no witness claimed, with the type that their surroundings show."""
    taken = {i for n in chosen for i in range(n.start, n.end)} | {t.i for title in titles for t in title}
    heading = _is_heading(doc)
    ends = {t.end for t in titles} | _courtesies(doc, words)
    starts = {t.start for t in titles if t[-1].lower_ in {"minister", "secretary", "commissioner"}}
    at = 0
    while at < len(doc):
        end = _run(doc, at, taken, words)
        if end > at and not (end in starts and doc[end].text[0].isupper()):
            kind = _kind(doc, at, end, words, ends, heading)
            if kind is not None:
                yield Name(start=at, end=end, type=kind, witness="title" if at in ends else "run")
        at = max(end, at + 1)


def _is_heading(doc: Doc) -> bool:
    """A line without a full stop whose words are nearly all capitalised."""
    last = next((t.text for t in reversed(doc) if not t.is_space and t.text not in {'"', "'", ")"}), "")
    plain = [t for t in doc if t.is_alpha and len(t) > 3]
    return last not in {".", "!", ";", ":"} and len(plain) > 2 and sum(t.text[0].isupper() for t in plain) > 0.7 * len(plain)


def _run(doc: Doc, at: int, taken: set[int], words: Mapping[str, frozenset[str]]) -> int:
    end = at
    while end < len(doc) and end not in taken:
        token = doc[end]
        if _name_word(token, words) or (
            end > at and token.lower_ in words["name_particles"] and end + 1 < len(doc) and _particle(doc, end, taken, words)
        ):
            end += 1
        else:
            break
    return end


def _facility(doc: Doc, end: int, words: Mapping[str, frozenset[str]]) -> int:
    """ "X training ground", "Y airport": small words that belong to the name of a building or site."""
    for reach in (end, end + 1):
        if reach < len(doc) and doc[reach].lower_ in words["facilities"]:
            return reach + 1 if all(t.pos_ == "NOUN" for t in doc[end:reach]) else end
    return end


def _particle(doc: Doc, at: int, taken: set[int], words: Mapping[str, frozenset[str]]) -> bool:
    """ "van", "al-": small words inside a personal name; at most two in a row."""
    if doc[at].text in JOINTS and doc[at].whitespace_:
        return False
    return any(
        i < len(doc)
        and i not in taken
        and _name_word(doc[i], words)
        and all(doc[k].lower_ in words["name_particles"] for k in range(at, i))
        for i in (at + 1, at + 2, at + 3)
    )


def _name_word(token: Token, words: Mapping[str, frozenset[str]]) -> bool:
    if SITE.match(token.text):
        return True
    loose = not token.is_sent_start and token.pos_ in {"NOUN", "ADJ", "VERB", "INTJ"}
    return (
        capital(token) and (token.pos_ in {"PROPN", "X"} or loose) and token.lower_ not in words["dates"] | words["never_names"]
    )


def _kind(
    doc: Doc, start: int, end: int, words: Mapping[str, frozenset[str]], titled: set[int], heading: bool
) -> EntityType | None:
    """The type of an unknown run, None where nothing shows that it is a name."""
    first, length = doc[start], end - start
    shown = _beside(doc, start, end, words, titled)
    if shown is not None:
        return shown
    if heading:
        return None
    if length == 1 and first.text.isupper() and sum(c.isalpha() for c in first.text) > 1:
        return EntityType.ORGANIZATION
    return _shown(doc, start, end, words)


def _opens(doc: Doc, at: int) -> bool:
    """Whether a word owes its capital to its place."""
    return bool(doc[at].is_sent_start) or (at > 0 and doc[at - 1].text in {'"', "'", ":", "(", "["})


def _beside(doc: Doc, start: int, end: int, words: Mapping[str, frozenset[str]], titled: set[int]) -> EntityType | None:
    """The type that the words beside or inside a name give away, whoever saw it."""
    length = end - start
    after = doc[end].lower_ if end < len(doc) else ""
    if length == 1 and SITE.match(doc[start].text):
        return EntityType.ORGANIZATION
    if start in titled:
        return EntityType.PERSON
    if doc[end - 1].lower_ in words["places"] or after in words["areas"]:
        return EntityType.PLACE
    if doc[start].lower_ in words["male"] | words["female"] and length > 1 and doc[end - 1].lower_ not in words["organizations"]:
        return EntityType.PERSON
    if doc[end - 1].lower_ in words["organizations"]:
        return EntityType.ORGANIZATION
    if after in words["headed"] and length == 1:
        return EntityType.PERSON
    root = doc[start:end].root
    speaks = root.dep_.startswith("nsubj") and root.head.lemma_ in words["saying"]
    plain = length == 2 and not (start and doc[start - 1].lower_ == "the") and doc[end - 1].lower_ not in words["organizations"]
    return EntityType.PERSON if speaks and plain else None


def _courtesies(doc: Doc, words: Mapping[str, frozenset[str]]) -> set[int]:
    """Tokens that a courtesy title stands in front of."""
    return {t.i + 1 for t in doc if t.lower_ in words["courtesy"] and t.text[0].isupper()}


def _in_context(doc: Doc, name: Name, words: Mapping[str, frozenset[str]], titled: set[int], taken: set[int]) -> Name:
    """A less sure name with the type of its surroundings, and with what of it was left out."""
    kind = _beside(doc, name.start, name.end, words, titled) if name.type is not EntityType.EVENT else None
    last = doc[name.end - 1]
    if last.tag_ in {"NNS", "NNPS"} and last.lemma_.lower() in words["plural_actors"] and name.end - name.start > 1:
        return replace(name, type=EntityType.GROUP)
    start, end = name.start, _facility(doc, name.end, words)
    if end > name.end:
        kind = EntityType.PLACE
    elif end + 1 < len(doc) and doc[end].text == "-" and not doc[end].whitespace_ and _double(doc, end):
        end += 2
    noble = start > 1 and bool({"von", "van", "bin", "ibn"} & {doc[start - 1].lower_, doc[start - 2].lower_})
    kind = EntityType.PERSON if noble else kind
    if (kind or name.type) is EntityType.PERSON:
        start, end = _whole_person(doc, start, end, words, taken)
    return replace(name, start=start, end=end, type=kind or name.type)


def _whole_person(doc: Doc, start: int, end: int, words: Mapping[str, frozenset[str]], taken: set[int]) -> tuple[int, int]:
    """A surname behind a given name, or a given name and particles in front of a surname, that nobody claimed."""
    alone = end - start == 1
    if (
        alone
        and end < len(doc)
        and end not in taken
        and capital(doc[end])
        and not doc[end].is_sent_start
        and not _is_heading(doc)
    ):
        return start, end + 1
    before = doc[start - 1] if start and start - 1 not in taken else None
    if (
        alone
        and before is not None
        and capital(before)
        and before.pos_ in {"PROPN", "X"}
        and before.lower_ not in words["courtesy"]
    ):
        given = before.lower_ in words["male"] | words["female"]
        return (
            (start - 1, end) if given or (not before.is_sent_start and before.lower_ not in words["courtesy"]) else (start, end)
        )
    at = start
    while at > 1 and doc[at - 1].lower_ in words["name_particles"] and doc[at - 1].is_alpha:
        at -= 1
    if at < start and at - 1 not in taken and capital(doc[at - 1]) and doc[at - 1].pos_ in {"PROPN", "X", "NOUN", "ADJ"}:
        return at - 1, end
    return start, end


def _double(doc: Doc, at: int) -> bool:
    """Whether a hyphen joins the second half of a name: "Tixier-Vignancour", "PFLP-GC", not "London-based"."""
    after = doc[at + 1]
    if doc[at - 1].whitespace_ or after.ent_type_ in {"DATE"} or not after.is_alpha:
        return False
    return capital(after) or (len(after) < 5 and after.pos_ in {"PROPN", "NOUN", "X"})


def _shown(doc: Doc, start: int, end: int, words: Mapping[str, frozenset[str]]) -> EntityType | None:
    if not any(t.pos_ in {"PROPN", "X"} for t in doc[start:end]) or (end - start == 1 and _opens(doc, start)):
        return None
    root = doc[start:end].root
    before = next((t for t in reversed(doc[max(0, start - 2) : start]) if not t.is_space), None)
    if root.dep_.startswith("nsubj") and root.head.lemma_ in words["saying"]:
        return EntityType.PERSON
    if before is not None and before.lower_ in words["place_prepositions"] - {"over", "under", "within", "around"}:
        return EntityType.PLACE
    if before is not None and before.lower_ == "the":
        return EntityType.ORGANIZATION if end - start > 1 else None
    if end - start in {2, 3}:
        return EntityType.PERSON
    return None


def _unknown(doc: Doc, name: Name, gazetteer: Gazetteer) -> Span:
    """A name that the gazetteer may still know without the acronym inside: "Anti-Ballistic Missile (ABM) Treaty"."""
    text = doc[name.start : name.end].text
    plain = re.sub(r"\s*\([^)]*\)", "", text)
    if plain != text:
        for form in gazetteer.forms.get(re.split(r"[\s-]", plain)[0].casefold(), ()):
            if form.text == plain:
                return Span(doc, name.start, name.end, label=form.known.type.value, kb_id=form.known.id)
    return Span(doc, name.start, name.end, label=name.type.value)


def _span(doc: Doc, name: Name, gazetteer: Gazetteer) -> Span:
    """The name as a spaCy span with its type and the id of the known thing; a capital is settled here."""
    form = name.form
    if form is None:
        return _unknown(doc, name, gazetteer)
    known = form.known
    if form.use == "capital" and form.place is not None:
        bare = Span(doc, name.start, name.end, label=name.type.value)
        known = known if acts(bare, gazetteer.words) else form.place
    if form.use == "adjective" and known.type is EntityType.PLACE:
        after = doc[name.end] if name.end < len(doc) else None
        if after is not None and after.tag_ == "NNS" and after.lemma_ in gazetteer.words["plural_actors"]:
            return Span(doc, name.start, name.end, label=EntityType.GROUP.value, kb_id=slug(f"{form.text} {after.lower_}"))
    return Span(doc, name.start, name.end, label=known.type.value, kb_id=known.id)
