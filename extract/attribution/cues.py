"""Where a paragraph has words that report; called by `extract.attribution`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract.lexicon import Cue, Lexicon
from extract.lexicon.entries import Cues
from extract.wording import lemmas_of, words_of

GAP = 4
PREDICATIVE = frozenset({"as"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One reading of a token as a cue; `words` are all tokens of the form in text order, the head among them."""

    token: Token
    cue: Cue
    words: tuple[Token, ...]

    @property
    def last(self) -> Token:
        """The last word of the form: where it is a preposition, what it governs is the content."""
        return self.words[-1]


def find_verbs(doc: Doc, lexicon: Lexicon, governs: Callable[[Token], bool] | None = None) -> Iterator[list[Match]]:
    """For each verb that the lexicon knows as a cue its readings: those with a predicate first, then the longest form.

    `governs`: only of verbs of which it holds.
    """
    for token in _known(doc, lemmas_of(doc), lexicon.cue_verbs):
        if token.pos_ in {"VERB", "AUX"} and (governs is None or governs(token)):
            found = readings(token, token.lemma_, lexicon.cue_verbs)
            if found:
                yield sorted(found, key=lambda m: m.cue.frames != PREDICATIVE)


def find_nouns(doc: Doc, lexicon: Lexicon) -> Iterator[list[Match]]:
    """The same for nouns of saying and thinking."""
    for token in _known(doc, lemmas_of(doc), lexicon.cue_nouns):
        if token.pos_ == "NOUN":
            found = readings(token, token.lemma_, lexicon.cue_nouns)
            if found:
                yield found


def find_adjectives(doc: Doc, lexicon: Lexicon) -> Iterator[list[Match]]:
    """The same for adjectives and for participles that the tagger takes for verbs."""
    for token in _known(doc, words_of(doc), lexicon.cue_adjectives):
        if token.pos_ == "ADJ" or token.tag_ == "VBN":
            found = readings(token, token.lower_, lexicon.cue_adjectives)
            if found:
                yield found


def _known(doc: Doc, words: Sequence[str], cues: Cues) -> Iterator[Token]:
    """The tokens whose word, of the sequence that runs parallel to them, has readings."""
    return (doc[i] for i, word in enumerate(words) if word in cues)


def readings(token: Token, lemma: str, cues: Cues) -> list[Match]:
    """The forms under `lemma` whose other words stand near the token."""
    found = []
    near: set[str] | None = None
    for words, cue in cues.get(lemma, ()):
        if words and near is None:
            near = {form for t in _after(token, token.i + 1) for form in (t.lemma_, t.lower_)}
        rest = _rest(token, words) if near is None or near.issuperset(words[:1]) else None
        if rest is not None:
            found.append(Match(token=token, cue=cue, words=tuple(sorted((token, *rest), key=lambda t: t.i))))
    return found


def _rest(token: Token, words: tuple[str, ...]) -> tuple[Token, ...] | None:
    """Tokens near the head that spell the other words in order, or None."""
    found: list[Token] = []
    at = token.i + 1
    for word in words:
        match = next((t for t in _after(token, at) if word in (t.lemma_, t.lower_)), None)
        if match is None:
            return None
        found.append(match)
        at = match.i + 1
    return tuple(found)


def _after(token: Token, at: int) -> Iterator[Token]:
    """The tokens from `at` on among which the next word of a form has to stand; no slice, which costs more than they do."""
    doc = token.doc
    return (doc[i] for i in range(at, min(at + GAP, len(doc))))
