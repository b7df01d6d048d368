"""Find the words of a sentence that the lexicon knows as triggers of a relation; called by `extract.facts`."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extract import grammar, language
from extract.lexicon import Entry, Lexicon

Forms = tuple[tuple[tuple[str, ...], Entry], ...]

SUPPORTS = frozenset({"obj", "obl", "nsubj:pass", "nsubj"})
NOMINAL = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "nmod"})
FUNCTIONS = frozenset({"aux", "aux:pass", "cop"})
PARTICLES = frozenset({"away", "aside", "apart"})
APART = ("nsubj", "advcl", "conj", "parataxis", "mark", "case", "cop")


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
    words, lemmas_here = grammar.words_of(doc), grammar.lemmas_of(doc)
    for sentence in doc.sents:
        lemmas = lemmas_here[sentence.start : sentence.end]
        present = frozenset(lemmas).union(words[sentence.start : sentence.end])
        hyphens = "-" in present
        for token, lemma in zip(sentence, lemmas, strict=True):
            forms = _forms(token, (hyphens and _hyphenated(token, lexicon)) or lemma, lexicon)
            if forms:
                found += _at(token, forms, present)
    longest: dict[int, int] = {}
    for m in found:
        for t in m.words:
            longest[t.i] = max(longest.get(t.i, 0), len(m.words))
    inside = {t.i: len(m.words) for m in found for t in m.words if t != m.head}
    kept = [m for m in found if len(m.words) >= longest[m.head.i] and len(m.words) > inside.get(m.head.i, 0)]
    longer = [m for m in kept if len(m.words) > 1]
    return [m for m in kept if not any(_covers(other, m) for other in longer)]


def _forms(token: Token, lemma: str, lexicon: Lexicon) -> Forms:
    """All forms whose head the token may be; `lemma` is that of the whole word where it was cut at a hyphen."""
    if (token.ent_type and not (token.ent_type_ == "Event" and token.is_lower)) or (token.is_title and grammar.in_time(token)):
        return ()  # a name, or a month: "March"
    pos, tag = token.pos_, token.tag_
    found: list[tuple[tuple[str, ...], Entry]] = []
    if (pos in {"VERB", "AUX"} and token.dep_ not in FUNCTIONS) or tag in {"VBG", "VBN", "VBD"}:
        found += lexicon.verbs.get(lemma, ())
    elif token.n_lefts + token.n_rights and _governs_clause(token):
        found += lexicon.verbs.get(language.lemma(token.lower_, "VERB"), ())
    if pos in {"NOUN", "PROPN"} or (tag == "NNS" and token.dep_ in NOMINAL):
        found += lexicon.nouns.get(lemma, ())
    if pos == "ADJ" or tag in {"VBN", "JJ"}:
        found += lexicon.adjectives.get(lemma, ()) or lexicon.adjectives.get(token.lower_, ())
    return tuple(found)


def _hyphenated(token: Token, lexicon: Lexicon) -> str:
    """The whole of a word that was cut at its hyphen, at the piece that the tree takes for its head: "co-operation"."""
    doc, i = token.doc, token.i
    if (
        i > 1
        and doc[i - 1].text == "-"
        and doc[i - 2].head == token
        and not doc[i - 1].whitespace_
        and not doc[i - 2].whitespace_
    ):
        whole = f"{doc[i - 2].lower_}-{token.lemma_.lower()}"
    elif i + 2 < len(doc) and doc[i + 1].text == "-" and doc[i + 2].head == token and not token.whitespace_:
        whole = f"{token.lower_}-{doc[i + 2].lemma_.lower()}"
    else:
        return ""
    return whole if whole in lexicon.nouns or whole in lexicon.verbs else ""


def _governs_clause(token: Token) -> bool:
    """Whether the tree has a verb where the tagger saw a noun: "vetoed" with an object."""
    labels = {c.dep_ for c in token.children}
    return "obj" in labels or ("nsubj" in labels and not labels & {"cop", "det", "nmod:poss"})


def _covers(longer: Match, match: Match) -> bool:
    """Whether a longer trigger of the same relation shares words with another one: "carried out air strikes"."""
    if longer.entry.relation != match.entry.relation or longer.head == match.head or len(longer.words) <= len(match.words):
        return False
    return any(t in longer.words for t in match.words)


def _at(token: Token, forms: Forms, present: frozenset[str]) -> Iterator[Match]:
    """The longest forms of each relation whose other words are `present` and hang on the head."""
    best: dict[str, list[Match]] = {}
    particle = _particle(token)
    for words, entry in forms:
        if particle is not None and not words:
            continue
        rest = _rest(token, words) if present.issuperset(words) else None
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


def _particle(token: Token) -> Token | None:
    """The particle that makes another verb of it: "backed away"; it has to be a word of the form."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if after is None or after.head != token or token.pos_ != "VERB":
        return None
    return after if after.dep_ == "compound:prt" or after.lower_ in PARTICLES else None


def _rest(token: Token, words: tuple[str, ...]) -> tuple[Token, ...] | None:
    """The other words of a form, found among the dependents of the head and of each other, or None."""
    found: list[Token] = []
    for word in words:
        match = _dependent((token, *found), word, words)
        if match is None:
            return None
        found.append(match)
    return tuple(found)


def _dependent(tokens: tuple[Token, ...], word: str, words: tuple[str, ...]) -> Token | None:
    for token in tokens:
        for c in token.children:
            if grammar.in_time(c):
                continue
            if word in {c.lower_, c.lemma_.lower()} and not c.dep_.startswith(APART) and not _aside(c, words):
                return c
            inner = _inside(c, word)
            if inner is not None and (inner.dep_ != "mark" or inner.i > tokens[0].i):
                return inner
    if grammar.is_passive(tokens[0]):
        subject = grammar.subject(tokens[0])
        if subject is not None and subject.lemma_.lower() == word:
            return subject
    return None


def _aside(dependent: Token, words: tuple[str, ...]) -> bool:
    """Whether a preposition or "to" that the form does not have stands before a word: "in response", "planned to visit"."""
    if dependent.dep_ == "xcomp" and dependent.tag_ == "VB":
        return grammar.child(dependent, "mark") is not None and "to" not in words
    return (
        dependent.dep_.startswith("obl") and dependent.pos_ in {"NOUN", "PROPN"} and grammar.case(dependent) not in {"", *words}
    )


def _inside(dependent: Token, word: str) -> Token | None:
    """A preposition or marker before a dependent, or what modifies its noun."""
    if dependent.dep_ in {"acl", "ccomp", "advcl"}:
        wanted = {"mark", "case"}
    elif dependent.dep_ in {"obl", "nmod", "xcomp", "obj", "advmod", "compound:prt"}:
        wanted = {"case", "mark", "amod", "compound"}
    else:
        return None
    if word == "as" and dependent.dep_ == "obj":  # "described the raid as planned"
        judging = (grammar.child(c, "mark", "case") for c in grammar.children(dependent, "acl", "nmod") if c.pos_ != "NOUN")
        return next((c for c in judging if c is not None and c.lower_ == "as"), None)
    for c in dependent.children:
        if c.dep_ in wanted and (word == c.lower_ or (word == c.lemma_.lower() and c.dep_ not in {"case", "mark"})):
            return c
    return None


def support(noun: Token, lexicon: Lexicon) -> Token | None:
    """The light verb around a nominal trigger: "gave a response", "talks were held", "sanctions imposed by"."""
    head = noun.head
    near = noun.dep_ in SUPPORTS and (noun.dep_ != "obl" or grammar.case(noun) in {"in", "into", "on"} or head.lemma_ == "resort")
    if near and head.pos_ == "VERB" and head.lemma_ in lexicon.support and not _makes_so(head):
        told = _clause_of(noun, lexicon) if noun.dep_ == "nsubj" else None  # "the attacks that it launched continue"
        return told or head
    return _clause_of(noun, lexicon)


def _clause_of(noun: Token, lexicon: Lexicon) -> Token | None:
    """The light verb of a clause that modifies the noun, or the last that is coordinated with it."""
    last = grammar.conjuncts(noun)[-1]
    modifying: list[Token] = [*noun.children, *(last.children if last != noun else ())]
    for c in modifying:
        if c.dep_ in {"acl", "acl:relcl"} and c.pos_ == "VERB" and c.lemma_ in lexicon.support and c.tag_ != "VB":
            return c
    return None


def _makes_so(verb: Token) -> bool:
    """Whether it is no act of the subject's, as in "makes talks possible", "considers the talks to be a success"."""
    judged = [c for c in verb.children if c.dep_ == "xcomp"] + [a for o in verb.children for a in o.children if a.dep_ == "acl"]
    if verb.lemma_ == "consider":
        words = {c.lower_ for a in (*judged, *grammar.children(verb, "obl", "advcl")) for c in a.children}
        return not words.isdisjoint({"be", "as"})
    return verb.lemma_ == "make" and any(c.dep_ == "xcomp" and c.pos_ == "ADJ" for c in verb.children)
