"""Find the words of a sentence that the lexicon knows as triggers of a relation; called by `extract.facts`."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract import grammar
from extract.lexicon import Entry, Lexicon

SUPPORTS = frozenset({"obj", "obl", "nsubj:pass", "nsubj"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A trigger in its sentence: `head` is the verb, noun or adjective whose arguments fill the roles."""

    entry: Entry
    head: Token
    words: tuple[Token, ...]

    @property
    def key(self) -> str:
        """Name of the rule, for `Fact.rule`."""
        return f"{self.entry.pos}:{' '.join(t.lemma_.lower() for t in self.words)}"


def find_matches(doc: Doc, lexicon: Lexicon) -> list[Match]:
    """Triggers in text order, for each relation the longest form at each head; words inside a longer trigger do not count."""
    found: list[Match] = []
    for token in doc:
        if token.pos_ in {"VERB", "AUX"} or token.tag_ in {"VBG", "VBN"}:
            found += _at(token, lexicon.verbs.get(token.lemma_, ()))
        if token.pos_ in {"NOUN", "PROPN"} and not token.ent_type_:
            found += _at(token, lexicon.nouns.get(token.lemma_.lower(), ()))
        if token.pos_ == "ADJ" or token.tag_ in {"VBN", "JJ"}:
            found += _at(token, lexicon.adjectives.get(token.lemma_.lower(), ()))
    longer = {t.i: len(m.words) for m in found if len(m.words) > 1 for t in m.words}
    return [m for m in found if len(m.words) >= longer.get(m.head.i, 1)]


def _at(token: Token, forms: tuple[tuple[tuple[str, ...], Entry], ...]) -> Iterator[Match]:
    best: dict[str, list[Match]] = {}
    for words, entry in forms:
        rest = _rest(token, words)
        if rest is None:
            continue
        match = Match(entry=entry, head=token, words=tuple(sorted((token, *rest), key=lambda t: t.i)))
        held = best.setdefault(entry.relation, [])
        if held and len(held[0].words) < len(match.words):
            held.clear()
        if not held or len(held[0].words) == len(match.words):
            held.append(match)
    for held in best.values():
        yield from held


def _rest(token: Token, words: tuple[str, ...]) -> tuple[Token, ...] | None:
    """The other words of a form, found among the dependents of the head and of each other, or None."""
    found: list[Token] = []
    for word in words:
        match = _dependent((token, *found), word)
        if match is None:
            return None
        found.append(match)
    return tuple(found)


def _dependent(tokens: tuple[Token, ...], word: str) -> Token | None:
    for token in tokens:
        for c in token.children:
            if (c.lemma_.lower() == word or c.lower_ == word) and not c.dep_.startswith(("nsubj", "advcl", "conj", "parataxis")):
                return c
            inner = _inside(c, word)
            if inner is not None:
                return inner
    if grammar.is_passive(tokens[0]):
        subject = grammar.subject(tokens[0])
        if subject is not None and subject.lemma_.lower() == word:
            return subject
    return None


def _inside(dependent: Token, word: str) -> Token | None:
    """A preposition or marker before a dependent, or what modifies its noun."""
    if dependent.dep_ in {"acl", "ccomp", "advcl"}:
        wanted = {"mark"}
    elif dependent.dep_ in {"obl", "nmod", "xcomp", "obj", "advmod", "compound:prt"}:
        wanted = {"case", "mark", "amod", "compound"}
    else:
        return None
    return next((c for c in dependent.children if c.dep_ in wanted and word in {c.lower_, c.lemma_.lower()}), None)


def support(noun: Token, lexicon: Lexicon) -> Token | None:
    """The light verb around a nominal trigger: "gave a response", "talks were held", "sanctions imposed by"."""
    head = noun.head
    if noun.dep_ in SUPPORTS and head.pos_ == "VERB" and head.lemma_ in lexicon.support:
        return head
    for c in noun.children:
        if c.dep_ in {"acl", "acl:relcl"} and c.pos_ == "VERB" and c.lemma_ in lexicon.support and c.tag_ != "VB":
            return c
    return None
