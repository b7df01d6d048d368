"""Read and check lexicon files; called by `extract.lexicon.load`.

A file may hold `[[entry]]` groups (triggers), `[[cue]]` groups, `[light]`, `[classes]` and `[words]`; see the heads of the
shipped files; `[[group]]` holds names, which `extract.own_names` reads. A later file adds to an earlier one, and its forms take
the place of the same forms there; where several fit as well, those of the later file are tried first.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any, Final, TypeVar

from extract.lexicon.entries import Cue, Entry, Form, Lexicon, Need
from extract.records import EntityType, Modality, Stance
from ontology import relations
from ontology.errors import UsageError
from ontology.files import rows

_PREPOSITIONS: Final = """about above across after against ahead along alongside amid among around as at before behind below
    beneath beside besides between beyond by concerning despite down during except for from in inside into like near of off on
    onto out outside over past per regarding since through throughout to toward towards under underneath until up upon versus via
    with within without"""
_ENTRY_KEYS: Final = "relation verbs nouns adjectives agent target theme content needs unless polarity modality example source"
_CUE_KEYS: Final = "verbs nouns adjectives phrases possessives stance kind frames subject source"
_WORD_SETS: Final = """negators negating_nouns intending intended_words demanding hypothetical_nouns hypothetical_words wrongs
    readiness judging silent"""

PREPOSITIONS: Final = frozenset(_PREPOSITIONS.split())
GOVERNING: Final = PREPOSITIONS | {"that"}
SLOTS: Final = {
    "verb": frozenset({"subj", "obj", "iobj", "clause", "quote", "mod", "noun"}) | PREPOSITIONS,
    "noun": frozenset({"subj", "obj", "poss", "clause", "mod", "bearer", "support"}) | PREPOSITIONS,
    "adjective": frozenset({"subj", "obj", "clause", "judge"}) | PREPOSITIONS,
}
INNER: Final = frozenset({"subj", "poss", "mod", "obj", "iobj", "clause"}) | PREPOSITIONS
ENTRY_KEYS: Final = frozenset(_ENTRY_KEYS.split())
CUE_KEYS: Final = frozenset(_CUE_KEYS.split())
PARTS: Final = frozenset({"entry", "cue", "group", "light", "classes", "words"})
WORD_SETS: Final = tuple(_WORD_SETS.split())
POS: Final = {
    "verbs": "verb", "nouns": "noun", "adjectives": "adjective", "phrases": "phrase", "possessives": "possessive"
}  # fmt: skip
KINDS: Final = frozenset({"say", "write", "think", "demand", "promise", "ask", "show"})
FRAMES: Final = frozenset({"that", "quote", "inf", "np", "as", "ing", "wh", "about"})
SUBJECTS: Final = frozenset({"person", "organization", "document"})
Group = TypeVar("Group", Entry, Cue)


def read_files(paths: Sequence[Path]) -> Lexicon:
    """All files as one lexicon.

    Raises: UsageError with file, entry and value where something is wrong.
    """
    digest = hashlib.sha256()
    entries: list[Entry] = []
    cues: list[Cue] = []
    classes: dict[str, frozenset[str]] = {}
    words: dict[str, frozenset[str]] = dict.fromkeys(WORD_SETS, frozenset())
    support: frozenset[str] = frozenset()
    contents = [(path, parsed(path)) for path in paths]
    for path, table in contents:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
        _known(path, "the file", table, PARTS)
        _add(classes, table.get("classes", {}))
        _known(path, "[words]", table.get("words", {}), WORD_SETS)
        _add(words, table.get("words", {}))
        support |= frozenset(table.get("light", {}).get("verbs", ()))
    for path, table in contents:
        added = [
            entry
            for where, number, row in numbered(path, table, "entry")
            for entry in _entries(f"{where}: entry {number} ({row.get('relation')})", row, classes)
        ]
        said = [cue for where, number, row in numbered(path, table, "cue") for cue in _cues(f"{where}: cue {number}", row)]
        _no_duplicates(path, [*added, *said])
        entries, cues = [*added, *_replaced(entries, added)], [*said, *_replaced(cues, said)]
    return Lexicon(
        entries=tuple(entries), cues=tuple(cues), classes=classes, words=words, support=support, version=digest.hexdigest()[:16]
    )


def parsed(path: Path) -> dict[str, Any]:
    """A file of words as a table.

    Raises: UsageError if it cannot be read.
    """
    try:
        table: dict[str, Any] = tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise UsageError(f"cannot read the lexicon file {path}: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"the lexicon file {path} is no TOML in UTF-8: {error}") from error
    return table


def numbered(path: Path, table: dict[str, Any], name: str) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """File and line, number and contents of each table `[[name]]` of a file."""
    found = table.get(name, ())
    places = rows(path, path.read_text("utf-8"), name)
    places += [str(path)] * (len(found) - len(places))  # written as a list in one line
    yield from ((place, number, row) for number, (place, row) in enumerate(zip(places, found, strict=False), 1))


def _add(sets: dict[str, frozenset[str]], table: dict[str, list[str]]) -> None:
    for name, members in table.items():
        sets[name] = sets.get(name, frozenset()) | frozenset(members)


def _known(where: Path | str, what: str, table: dict[str, Any], allowed: Any) -> None:
    for key in table:
        if key not in allowed:
            raise UsageError(f"{where}: {what} has the unknown key {key!r}; known are {', '.join(sorted(allowed))}")


def _entries(where: str, row: dict[str, Any], classes: dict[str, frozenset[str]]) -> Iterator[Entry]:
    _known(where, "the entry", row, ENTRY_KEYS)
    if row.get("relation") not in relations.load():
        known = ", ".join(sorted(relations.load()))
        raise UsageError(f"{where}: unknown relation {row.get('relation')!r}: define it in Turtle, or take one of {known}")
    if not row.get("source"):
        raise UsageError(f"{where}: no source: name the verb class or category that the words are from")
    polarity, modality = row.get("polarity"), row.get("modality")
    if polarity not in {None, "-"} or modality not in {None, *Modality}:
        raise UsageError(f"{where}: polarity {polarity!r} or modality {modality!r} is none: use '-' and {', '.join(Modality)}")
    for key in ("verbs", "nouns", "adjectives"):
        if key not in row:
            continue
        pos = POS[key]
        yield Entry(
            relation=row["relation"],
            pos=pos,
            forms=_forms(where, row[key], pos),
            agent=_slots(where, pos, row.get("agent", "")),
            target=_slots(where, pos, row.get("target", "")),
            theme=_slots(where, pos, row.get("theme", "")),
            content=_slots(where, pos, row.get("content", "")),
            needs=_needs(where, pos, row.get("needs", ""), classes),
            unless=tuple(_need(where, pos, need, classes) for need in row.get("unless", "").split()),
            polarity=polarity,
            modality=modality,
            example=row.get("example", ""),
            source=row["source"],
        )
    if not any(key in row for key in ("verbs", "nouns", "adjectives")):
        raise UsageError(f"{where}: no words: give verbs, nouns or adjectives")


def _forms(where: str, written: list[str], pos: str) -> tuple[Form, ...]:
    return tuple(form for text in written for form in parse_form(where, text, pos))


def parse_form(where: str, text: str, pos: str) -> Iterator[Form]:
    """The forms that a text stands for: "/" separates alternatives of one word, "^" marks the head.

    Without a mark the head is the first word, but of a noun the last word before a preposition inside.
    """
    words = text.split()
    if not words or text != text.lower() or not re.fullmatch(r"[\w^/' .&-]+", text):
        raise UsageError(f"{where}: {text!r} is no form: write lemmas in lower case, alternatives with '/', the head with '^'")
    at = next((i for i, word in enumerate(words) if word.startswith("^")), None)
    if at is None:
        at = _noun_head(words) if pos == "noun" else 0
    for chosen in product(*(word.lstrip("^").split("/") for word in words)):
        yield Form(head=chosen[at], words=chosen[:at] + chosen[at + 1 :])


def _noun_head(words: list[str]) -> int:
    inner = next((i for i, word in enumerate(words) if i and GOVERNING.issuperset(word.split("/"))), len(words))
    return inner - 1


def _slots(where: str, pos: str, written: str) -> tuple[str, ...]:
    names = tuple(written.split())
    for name in names:
        base, _, inner = name.partition(".")
        if base not in SLOTS[pos] or (inner and inner not in INNER):
            known = ", ".join(sorted(SLOTS[pos] - PREPOSITIONS))
            raise UsageError(
                f"{where}: {name!r} is no slot of a {pos}; slots are {known}, prepositions, and .poss, .mod or .PREPOSITION"
            )
    return names


def _needs(where: str, pos: str, written: str, classes: dict[str, frozenset[str]]) -> tuple[tuple[Need, ...], ...]:
    return tuple(tuple(_need(where, pos, need, classes) for need in part.split("|")) for part in written.split())


def _need(where: str, pos: str, written: str, classes: dict[str, frozenset[str]]) -> Need:
    slot, _, wanted = written.partition(":")
    _slots(where, pos, slot)
    if not wanted:
        return Need(slot=slot)
    if wanted.startswith("@"):
        if wanted[1:] not in classes:
            raise UsageError(f"{where}: need {written!r} names no noun class; classes are {', '.join(sorted(classes))}")
        return Need(slot=slot, noun_class=wanted[1:])
    if wanted not in {"Actor", "Public", *EntityType}:
        raise UsageError(f"{where}: need {written!r} names no type; use @class, Actor, Public, {', '.join(EntityType)}")
    return Need(slot=slot, type=wanted)


def _cues(where: str, row: dict[str, Any]) -> Iterator[Cue]:
    _known(where, "the cue", row, CUE_KEYS)
    frames = frozenset(row.get("frames", ()))
    subject = row.get("subject")
    wrong = [
        *({row.get("kind")} - KINDS),
        *({row.get("stance", "neutral")} - set(Stance)),
        *sorted(frames - FRAMES),
        *({subject} - {None, *SUBJECTS}),
    ]
    if wrong:
        raise UsageError(f"{where}: unknown kind, stance, frame or subject: {', '.join(map(repr, wrong))}")
    if not row.get("source"):
        raise UsageError(f"{where}: no source: name the verb class or frame that the words are from")
    for key, pos in POS.items():
        if key in row:
            yield Cue(
                pos=pos,
                forms=_forms(where, row[key], pos),
                stance=row.get("stance", "neutral"),
                kind=row["kind"],
                frames=frames,
                subject=subject,
                source=row["source"],
            )


def _keys(group: Entry | Cue) -> Iterator[tuple[Form, tuple[object, ...]]]:
    """Each form of the group with what may stand only once in a file."""
    sense = (group.needs, group.unless) if isinstance(group, Entry) else group.frames
    yield from ((form, (_under(group), sense, group.pos, form)) for form in group.forms)


def _no_duplicates(path: Path, groups: Sequence[Entry | Cue]) -> None:
    seen: set[tuple[object, ...]] = set()
    for group in groups:
        for form, key in _keys(group):
            if key in seen:
                name = " ".join((form.head, *form.words))
                raise UsageError(f"{path}: the {group.pos} {name!r} stands twice under {key[0]!r}: take one out")
            seen.add(key)


def _replaced(earlier: Sequence[Group], later: Sequence[Group]) -> Iterator[Group]:
    """The earlier groups without the forms that a later file has for the same relation, or as a cue."""
    taken = {(_under(group), group.pos, form) for group in later for form in group.forms}
    for group in earlier:
        kept = tuple(form for form in group.forms if (_under(group), group.pos, form) not in taken)
        if kept:
            yield group if kept == group.forms else replace(group, forms=kept)


def _under(group: Entry | Cue) -> str:
    return group.relation if isinstance(group, Entry) else "reporting"
