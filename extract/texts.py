"""Texts that are only described: "its demands", "a draft treaty", "the written response"; called by `extract.descriptions`.

A text continues the chain of the last one that fits in kind, words and owner, or begins one; a chain is worth an entity where
somebody owns it or where it recurs.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from spacy.tokens import Span, Token

from extract import gazetteer, grammar
from extract.gazetteer import slug
from extract.phrases import NARROWING, core, in_front, is_definite
from extract.records import EntityType

OWNING: Final = frozenset({EntityType.STATE, EntityType.ORGANIZATION, EntityType.GROUP, EntityType.PERSON})
KINDS: Final = ("proposed", "agreed", "answered", "any", "other", "loose")
BINDING: Final = frozenset({"proposed", "agreed", "answered"})  # named once and owned by nobody they are kept if they fill a role
PLAIN: Final = frozenset(
    {"new", "recent", "latest", "whole", "entire", "current", "present", "such", "written", "formal", "official"}
)
TITLED: Final = frozenset(
    {"charter", "convention", "protocol", "declaration", "memorandum", "communique", "communiqué", "covenant"}
)
MANY: Final = frozenset({"NNS", "NNPS"})
APART: Final = frozenset({"other", "loose"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A noun with the core of its phrase and the entity that it means; `owner` and `name` only for a chain of its own."""

    head: Token
    phrase: Span
    entity: str
    type: EntityType
    owner: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What the names of the document gave: the entity at (offset of paragraph, token), its type, the nouns that can stand for it,
    (offset, head word, person) of offices, whom persons speak for, the state that a body belongs to by its name, and the state
    in whose name the document speaks."""

    at: Mapping[tuple[int, int], str]
    types: Mapping[str, EntityType]
    nouns: Mapping[str, frozenset[str]]
    titles: Sequence[tuple[int, str, str]]
    bodies: Mapping[str, tuple[str, ...]]
    homes: Mapping[str, str]
    speaking: str | None = None


@dataclass(slots=True, kw_only=True)
class _Chain:
    """Descriptions of one text."""

    kinds: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    owners: tuple[str, ...] = ()
    marks: set[str] = field(default_factory=set)
    members: list[tuple[Token, Span]] = field(default_factory=list)
    firm: bool = False


@dataclass(slots=True, kw_only=True)
class Texts:
    """The chains of a document so far; `at` gives the entity at (offset of paragraph, token)."""

    named: Named
    words: Mapping[str, frozenset[str]]
    at: Mapping[tuple[int, int], str]
    chains: list[_Chain] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)  # where each entity was last spoken of

    def add(self, token: Token, kinds: frozenset[str]) -> None:
        """Put a text into the chain that it continues, or begin one."""
        phrase = core(token)
        owners, pronoun = self._owners(token, kinds)
        lemma = token.lemma_.lower()
        definite = is_definite(phrase) or bool(owners) or pronoun
        marks = self._marks(token, phrase)
        best: tuple[float, int] | None = None
        for n, chain in enumerate(self.chains):
            again = not (len(phrase) == 1 and _another(token)) and (marks <= chain.marks or bool(set(owners) & set(chain.owners)))
            score = _fit(chain, lemma, kinds, owners, phrase, definite=definite) if again else 0
            if score > 0 and (best is None or (score, n) >= best):
                best = score, n
        if best is None:
            self.chains.append(_Chain())
            chain = self.chains[-1]
        else:
            chain = self.chains.pop(best[1])
            self.chains.append(chain)
        chain.kinds |= kinds
        chain.heads.add(lemma)
        chain.marks |= marks
        chain.owners = chain.owners or owners
        chain.members.append((token, phrase))
        chain.firm = chain.firm or bool(owners) or (definite and not pronoun)

    def nearer(self, token: Token, entity: str) -> bool:
        """Whether a text that was told apart, with the same noun, stands nearer than the name that a noun could go back to."""
        lemma = token.lemma_.lower()
        chain = next((c for c in reversed(self.chains) if lemma in c.heads), None)
        if chain is None or token.tag_ != "NN" or token.text.istitle():
            return False
        last, phrase = chain.members[-1]
        return bool(chain.marks) and grammar.offset(phrase.doc) + last.idx > self.last.get(entity, 0)

    def described(self) -> list[Description]:
        """The chains that are worth an entity: owned, named more than once, or of texts that can bind; definite somewhere."""
        taken: set[str] = set(self.named.types)
        found = []
        for chain in sorted(self.chains, key=lambda c: (grammar.offset(c.members[0][1].doc), c.members[0][0].i)):
            once = len(chain.members) < 2
            if not chain.firm or (once and not chain.owners and not chain.kinds & BINDING) or (once and chain.kinds == {"loose"}):
                continue
            counts = Counter(p.text.lower() for _, p in chain.members)
            words = min(counts, key=lambda w: (-counts[w], len(w), w))
            stem = slug("-".join((*chain.owners, words)))
            names = (stem, *(f"{stem}-{n}" for n in range(2, len(self.chains) + 3)))
            entity = next(n for n in names if n not in taken)
            taken.add(entity)
            base = Description(
                head=chain.members[0][0], phrase=chain.members[0][1], entity=entity, type=EntityType.INSTRUMENT,
                owner=chain.owners[0] if len(chain.owners) == 1 else None, name=_name(chain, words),
            )  # fmt: skip
            found += [replace(base, head=head, phrase=phrase) for head, phrase in chain.members]
        return found

    def _marks(self, token: Token, phrase: Span) -> set[str]:
        """The words that tell this text from others: what stands before the noun, and what "on", "of" and the like add."""
        front = {t.lemma_.lower() for t in phrase if t != token and t.is_alpha and t.pos_ != "DET"}
        behind = {noun.lemma_.lower() for marker, noun in grammar.obliques(token) if noun.i > token.i and marker in NARROWING}
        for clause in grammar.children(token, "acl"):  # "the treaty banning tests"
            behind |= {clause.lemma_.lower()} if clause.tag_ == "VBG" else set()
        return (front | behind) - self.words["unfinished"] - PLAIN

    def _owners(self, token: Token, kinds: frozenset[str]) -> tuple[tuple[str, ...], bool]:
        """Whose text it is, and whether a pronoun owns it."""
        phrase = core(token)
        poss = grammar.possessor(token)
        if poss is not None:
            ids = tuple(e for t in grammar.conjuncts(poss) if (e := self._at(t)) is not None)
            return self._actors(ids), not ids
        before = in_front(phrase)
        named = before is not None and self._at(before) is not None
        ids = self._actors(tuple(e for t in _hyphened(before) if (e := self._at(t)))) if named and before is not None else ()
        if not ids:
            for marker in ("by", "from", "of"):
                noun = grammar.oblique(token, marker)
                if noun is not None:
                    ids = ids or self._actors(tuple(e for t in grammar.conjuncts(noun) if (e := self._at(t))))
        if not ids and kinds != {"agreed"}:
            ids = self._author(token)
        return ids, False

    def _author(self, token: Token) -> tuple[str, ...]:
        """Who presents, sends or publishes the text: "X shared drafts", "a draft presented by X"."""
        given = token.dep_ == "obl" and grammar.case(token) == "with" and token.head.lemma_ in {"present", "provide"}
        verbs = [token.head] if given or token.dep_ in {"obj", "nsubj:pass"} else []
        for verb in [*verbs, *(c for c in token.children if c.dep_ == "acl" and c.tag_ == "VBN")]:
            subject = grammar.logical_subject(verb) if verb.lemma_ in self.words["authors"] else None
            if subject is not None and subject != token:
                return self._actors(tuple(e for t in grammar.conjuncts(subject) if (e := self._at(t))))
        return ()

    def _actors(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Owners among the entities; a ministry's text is its state's."""
        return tuple(dict.fromkeys(self.named.homes.get(e, e) for e in ids if self.named.types.get(e) in OWNING))

    def _at(self, token: Token) -> str | None:
        return self.at.get((grammar.offset(token.doc), token.i))


def _hyphened(last: Token) -> list[Token]:
    """A name in front and what a hyphen joins to it: "the Chad-Mali agreement" is not Mali's alone."""
    doc, start = last.doc, last.i
    while start and doc[start].ent_iob_ == "I":
        start -= 1
    return [doc[start - 2], last] if start > 1 and doc[start - 1].text in {"-", "–", "/"} else [last]


def _another(token: Token) -> bool:
    """Whether an article says that it was not spoken of before."""
    return any(c.lower_ in {"a", "an", "another"} for c in token.children if c.dep_ == "det")


def kinds_of(token: Token, words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """What sort of text a noun means; none for "in response to"."""
    lemma = token.lemma_.lower()
    kinds = {k for k in KINDS if lemma in words[k]}
    if "answered" in kinds and token.i and token.nbor(-1).lower_ == "in":
        return frozenset()
    if kinds and any(t.lower_ in words["unfinished"] for t in core(token)):
        kinds.add("proposed")
    return frozenset(kinds)


def _of_others(owners: set[str], known: set[str], kinds: frozenset[str]) -> bool:
    """Whether a text has other makers than the known one; of a treaty one party can be named alone."""
    return owners.isdisjoint(known) if "agreed" in kinds else owners != known


def _fit(chain: _Chain, lemma: str, kinds: frozenset[str], owners: tuple[str, ...], phrase: Span, *, definite: bool) -> float:
    """How well a description continues a chain; 0 where it cannot."""
    if owners and chain.owners and _of_others(set(owners), set(chain.owners), kinds):
        return 0
    same = lemma in chain.heads
    plural = phrase[-1].tag_ in MANY
    if same and all(t.lemma_.lower() == lemma and (t.tag_ in MANY) != plural for t, _ in chain.members):
        return 0  # one resolution out of many
    if not definite:
        words = [t.lower_ for t in phrase]
        return 1 if same and len(words) > 1 and any(words == [t.lower_ for t in p] for _, p in chain.members) else 0
    if not same and (lemma in TITLED or chain.heads <= TITLED):
        return 0
    shared = bool((kinds - APART) & chain.kinds) or ("any" in kinds | chain.kinds and APART.isdisjoint(kinds | chain.kinds))
    if not same and not shared:
        return 0
    return 2.0 * same + shared + bool(owners and chain.owners)


def _name(chain: _Chain, words: str) -> str:
    """Its words with its owner; a text of several parties is named after none of them alone: "proposals of Chad and Mali"."""
    known = gazetteer.load().known
    names = [known[o].name if o in known else o.replace("-", " ").title() for o in chain.owners]
    if len(names) > 1:
        return f"{words} of {', '.join(names[:-1])} and {names[-1]}"
    return f"{names[0]}'{'' if names[0].endswith('s') else 's'} {words}" if names else words
