"""How somebody is called who has no name: "Lutetian rebels", "leaders of the opposition", "states bordering on the lake".

Called by `extract.actors`; what tells one from others of the same noun is asked here, too.
"""

from typing import Final

from spacy.tokens import Span, Token

from extract import grammar, lexicon
from extract.classes import noun_classes
from extract.phrases import party

PERSONS: Final = ("persons", "officials", "titles", "captives", "casualties")
CROWDS: Final = ("groups", "protesters", "armed")
FRONT: Final = frozenset({"amod", "compound", "nmod", "nmod:unmarked", "nmod:desc", "nmod:poss", "flat"})
HYPHENS: Final = frozenset({"-", "–"})
UNTOLD: Final = frozenset(
    {"many", "several", "same", "such", "own", "few", "various", "some", "most", "certain", "numerous", "more", "very"}
)
LONGEST: Final = 6
LISTED: Final = 12  # "the peoples of Chad, Mali and Peru"


def described(token: Token) -> Span:
    """The noun with what stands right in front of it but for articles, numbers and owners that are pronouns."""
    doc, start, first = token.doc, token.i, token.sent.start
    while start > first:
        if start - 1 > first and doc[start - 1].text in HYPHENS and not doc[start - 2].whitespace_:
            start -= 2
        elif _belongs(doc[start - 1], token):
            start -= 1
        else:
            break
    while start < token.i and _loose(doc[start]):
        start += 1
    while start > first and doc[start].ent_iob_ == "I":  # a name is kept whole
        start -= 1
    return doc[start : _hyphenated(token)]


def _hyphenated(token: Token) -> int:
    """Where a noun ends that goes on behind its hyphen: "Secretary-General"."""
    doc, end = token.doc, token.i + 1
    joined = end + 1 < len(doc) and doc[end].text in HYPHENS and not token.whitespace_ and not doc[end].whitespace_
    one = joined and (doc[end + 1].head == token or token.head == doc[end + 1])
    return end + 2 if one and doc[end + 1].text.istitle() else end


def _loose(first: Token) -> bool:
    """Whether a description can begin without a word: "many", "same", an owner's "'s"."""
    return first.is_punct or first.tag_ == "POS" or first.pos_ in {"ADV", "CCONJ"} or first.lower_ in UNTOLD


def _belongs(before: Token, noun: Token) -> bool:
    """Whether a word in front is part of the description: its own modifiers, and theirs."""
    if before.pos_ not in {"ADJ", "NOUN", "PROPN", "ADV", "CCONJ", "PART", "X"} and before.tag_ not in {"VBN", "VBG", "HYPH"}:
        return False
    while before.head != noun and before.head.i > before.i and before.head.i < noun.i:
        before = before.head
    chained = before.head != noun and before.head.dep_ in FRONT and before.head.head == noun
    return before.dep_ not in {"case", "mark"} and (before.head == noun or chained) and (chained or before.dep_ in FRONT)


def _complement(token: Token) -> Token | None:
    found = (c for c in token.children if c.i > token.i and grammar.case(c) in {"of", "for", "from", "in"})
    return next((c for c in found if token.doc[token.i + 1].text != ","), None)


def complement_words(token: Token) -> frozenset[str]:
    """The words of what "of", "for", "from" or "in" joins to the noun."""
    noun = _complement(token)
    if noun is None:
        return frozenset()
    first, last = grammar.phrase(noun)
    return frozenset({noun.lower_}) | {t.lower_ for t in token.doc[first:last] if t.pos_ in {"ADJ", "NOUN", "PROPN"}}


def told_apart(token: Token) -> frozenset[str]:
    """The words of the clause right behind the noun, which says which ones are meant: "the countries bordering on the lake"."""
    clause = _clause(token)
    words = clause.subtree if clause is not None else ()
    return frozenset({t.lemma_.lower() for t in words if t.pos_ in {"VERB", "NOUN", "PROPN"}})


def _clause(token: Token) -> Token | None:
    return next((c for c in token.children if c.dep_ in {"acl", "acl:relcl"} and c.left_edge.i == token.i + 1), None)


def _names_it(clause: Token) -> bool:
    """Whether a clause is short and plain enough to be part of a name: no infinitive, no gerund with a preposition."""
    if clause.dep_ == "acl:relcl":
        return clause.left_edge.lower_ in grammar.RELATIVIZERS
    return clause.tag_ in {"VBG", "VBN"} and grammar.child(clause, "mark", "case", *grammar.SUBJECTS) is None


def called(token: Token, phrase: Span) -> tuple[str, str]:
    """The words of the phrase, with what "of" and a clause join to it where that is short.

    A clause that says what somebody does is a statement of its own: it tells apart who is meant, and is no part of the name.
    """
    noun, end = _complement(token), phrase.end
    if noun is not None and grammar.case(noun) in {"of", "for"} and noun.left_edge.i == end and noun.pos_ != "PRON":
        joined = [n for n in grammar.conjuncts(noun) if n.ent_type_ == noun.ent_type_]
        ends = (max(reach(n)[1] for n in joined) for reach in (grammar.phrase, party))
        whose = any(noun.lemma_.lower() in noun_classes().get(c, ()) for c in (*PERSONS, *CROWDS, "actors_state"))
        for last in ends if noun.ent_type_ or whose else (next(ends),):
            if last - token.i <= (LISTED if noun.ent_type_ else LONGEST):
                end = last
                break
    clause, told = _clause(token), ""
    if clause is not None and clause.right_edge.i - token.i <= LONGEST and _names_it(clause):
        if clause.lemma_ in lexicon.load().verbs:
            told = token.doc[end : clause.right_edge.i + 1].text
        else:
            end = max(end, clause.right_edge.i + 1)
    return " ".join(token.doc[phrase.start : end].text.split()), " ".join(told.split())
