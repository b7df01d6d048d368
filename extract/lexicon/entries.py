"""What the lexicon holds: triggers of relations, cues of reporting, classes of nouns and words.

Made by `extract.lexicon.reading`, read by the matchers of `extract`. Nothing here knows spaCy.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ontology.errors import UsageError

ACTORS = ("persons", "groups", "forces", "actors_state", "actors_org", "officials", "protesters", "media")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way to write a trigger or cue: lemma of its head, then lemmas of the other words in the order of writing."""

    head: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A condition on what fills a slot: a noun class, a type of entity (or "Actor", "Public"), or just that something does."""

    slot: str
    noun_class: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Triggers of one relation that share a frame; slots are in order of preference.

    `needs`: all of the outer, any of the inner; `unless`: none may hold. `polarity` ("-") and `modality` only where the words
    themselves imply them.
    """

    relation: str
    pos: str
    forms: tuple[Form, ...]
    agent: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    needs: tuple[tuple[Need, ...], ...] = ()
    unless: tuple[Need, ...] = ()
    polarity: str | None = None
    modality: str | None = None
    example: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that report; `subject` is "person", "organization" or "document" where only such a source will do."""

    pos: str
    forms: tuple[Form, ...]
    stance: str
    kind: str
    frames: frozenset[str]
    subject: str | None = None
    source: str = ""


Triggers = Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]
Cues = Mapping[str, tuple[tuple[tuple[str, ...], Cue], ...]]


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """All of it, with an index for each part of speech from the head's lemma to (other words, entry), longest first.

    `words` are sets of single lemmas by name (`[words]` of nouns.toml); `version` is a hash of the files.
    """

    entries: tuple[Entry, ...]
    cues: tuple[Cue, ...]
    classes: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]
    support: frozenset[str]
    version: str

    @cached_property
    def verbs(self) -> Triggers:
        """Verbal triggers."""
        return self._triggers("verb")

    @cached_property
    def nouns(self) -> Triggers:
        """Nominal triggers."""
        return self._triggers("noun")

    @cached_property
    def adjectives(self) -> Triggers:
        """Predicate adjectives and participles."""
        return self._triggers("adjective")

    @cached_property
    def cue_verbs(self) -> Cues:
        """Verbs of saying, thinking, asking, demanding."""
        return self._cues("verb")

    @cached_property
    def cue_nouns(self) -> Cues:
        """Nouns of saying and thinking."""
        return self._cues("noun")

    @cached_property
    def cue_adjectives(self) -> Cues:
        """Predicates of conviction and feeling that govern a clause: "sure that", "worried that"."""
        return self._cues("adjective")

    @cached_property
    def cue_phrases(self) -> tuple[tuple[tuple[str, ...], Cue], ...]:
        """Fixed words before the source, "according to", longest first."""
        rows = [((f.head, *f.words), c) for c in self.cues if c.pos == "phrase" for f in c.forms]
        return tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0])))

    @cached_property
    def cue_possessives(self) -> Mapping[tuple[str, str], Cue]:
        """(preposition, noun) that hold a source between them: "in Moscow's view"."""
        return {(f.head, f.words[0]): c for c in self.cues if c.pos == "possessive" for f in c.forms}

    @property
    def accusation(self) -> Entry:
        """The entry of plain accusing."""
        return self._plain("accuse")

    @property
    def threat(self) -> Entry:
        """The entry of plain threatening."""
        return self._plain("threaten")

    def _plain(self, verb: str) -> Entry:
        """The entry of a verb by itself under the relation of its name.

        Raises: UsageError where the files in use have none.
        """
        for words, entry in self.verbs.get(verb, ()):
            if not words and entry.relation == verb:
                return entry
        raise UsageError(f"the lexicon has no verb {verb!r}: extract/lexicon/relations.toml needs it under relation {verb!r}")

    @cached_property
    def actors(self) -> frozenset[str]:
        """Nouns for who can act and speak: persons, groups, forces, states and their bodies."""
        return frozenset().union(*(self.classes[name] for name in ACTORS))

    @cached_property
    def negators(self) -> frozenset[str]:
        """Verbs and nouns that deny or end what they govern: fail, halt, lack."""
        return self.words["negators"] | self.words["negating_nouns"]

    @property
    def negating_nouns(self) -> frozenset[str]:
        """The nouns among them."""
        return self.words["negating_nouns"]

    @property
    def intending(self) -> frozenset[str]:
        """Verbs, nouns and adjectives that make what they govern a plan."""
        return self.words["intending"]

    @property
    def intended_words(self) -> frozenset[str]:
        """Modifiers that do so: planned, upcoming."""
        return self.words["intended_words"]

    @property
    def demanding(self) -> frozenset[str]:
        """Verbs and nouns that make what they govern a demand."""
        return self.words["demanding"]

    @property
    def hypothetical_nouns(self) -> frozenset[str]:
        """Nouns that make what they govern a possibility."""
        return self.words["hypothetical_nouns"]

    @property
    def hypothetical_words(self) -> frozenset[str]:
        """Modifiers that do so: possible, perhaps."""
        return self.words["hypothetical_words"]

    @property
    def wrongs(self) -> frozenset[str]:
        """Verbs whose subject does wrong, so that to report them of another is to accuse."""
        return self.words["wrongs"]

    @property
    def readiness(self) -> frozenset[str]:
        """Predicates whose denial is a reproach: not willing, not ready."""
        return self.words["readiness"]

    def _triggers(self, pos: str) -> Triggers:
        rows = [(f.head, f.words, e) for e in self.entries if e.pos == pos for f in e.forms]
        found: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        for head, words, entry in sorted(rows, key=lambda row: (row[0], -len(row[1]))):
            found.setdefault(head, []).append((words, entry))
        return {head: tuple(forms) for head, forms in found.items()}

    def _cues(self, pos: str) -> Cues:
        rows = [(f.head, f.words, c) for c in self.cues if c.pos == pos for f in c.forms]
        found: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
        for head, words, cue in sorted(rows, key=lambda row: (row[0], -len(row[1]))):
            found.setdefault(head, []).append((words, cue))
        return {head: tuple(forms) for head, forms in found.items()}
