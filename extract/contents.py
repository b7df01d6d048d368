"""What an act is about, in the source's words: the bounds of `theme_text`; called by `extract.facts`."""

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Token

from extract import grammar
from extract.lexicon import Lexicon
from extract.listing import behind_colon
from extract.matching import Match
from extract.roles import judged_before, slot, slots
from ontology import relations

Content = tuple[int, int]

# With these one acts; what the act is about stands elsewhere: "threatened with the support of", "flouted with impunity".
MANNERS = frozenset("impunity success exception view regard respect intention aim purpose hope reason".split())
ABOUT = frozenset({"promise", "support", "accuse", "reject", "agree", "respond", "demand", "propose", "investigate", "protest"})
DOERS = frozenset({"by", "poss", "mod", "support"})
FAR = 8  # words between what is judged and the judgement
OPENERS = frozenset(
    {"that", "to", "of", "as", "and", "or", "both", "either", "for", "from", "against", "with", "on", "about", "over"}
)
OPENING = {"(": ")", "[": "]", '"': '"', "“": "”"}
CLOSING = {close: opening for opening, close in OPENING.items()}


def find_contents(match: Match, lexicon: Lexicon, parties: Collection[Token], *, alone: bool) -> Iterator[Content]:
    """Token bounds of the content, one for each of its coordinated parts where the relation lists them.

    Neither a bare party nor what the trigger says already, as "ties" in "cut ties", is a content. Where the agent stands `alone`
    it is, if need be, what another role would hold if it were an entity: "support for these efforts".
    """
    entry = match.entry
    if _refuses_to_yield(match):
        yield match.head.i, _end_of_yielding(match, lexicon)
        return
    for name, token in (*slots(match, entry.content, lexicon), *(_others(match, lexicon) if alone else ())):
        if (
            token in parties
            or any(t in parties for first in behind_colon(token) for t in grammar.conjuncts(first))
            or token.pos_ in {"PRON", "SCONJ", "ADP", "PART"}
            or grammar.in_time(token)
            or _relative(token)
            or (name == "clause" and token.i < match.head.i)
            or (name == "for" and _inside_object(match, token, parties))
            or (name == "with" and (token.lemma_ in MANNERS or token.lemma_ in lexicon.classes["backings"]))
        ):
            continue
        if entry.relation == "stipulate":
            for part in grammar.conjuncts(token):
                yield _bounds(part, name, listed=True)
            return
        start, end = _beside(match.head, token, *_bounds(token, name, listed=False))
        judged = judged_before(token)
        start = _behind_party(token, start, parties) if judged is None else judged.i + 1
        if start < end and not start <= match.head.i < end and not _said(match, start, end):
            yield _trimmed(match.head.doc, start, end)
            return


def _others(match: Match, lexicon: Lexicon) -> Iterator[tuple[str, Token]]:
    """What the clause of a noun in the trigger says, what its last preposition joins to it, or what stands in another role."""
    entry = match.entry
    if entry.relation not in ABOUT:
        return
    nouns = [w for w in match.words if w.pos_ == "NOUN" and w != match.head]
    yield from (("clause", c) for w in nouns if (c := grammar.complement(w)) is not None)
    last = match.words[-1]
    governed = (last.lower_,) if last.pos_ == "ADP" else ()
    yield from (
        (n, t) for n, t in slots(match, (*governed, *entry.theme, *entry.target), lexicon) if "." not in n and n not in DOERS
    )


def _refuses_to_yield(match: Match) -> bool:
    """Whether the act that is refused stands in the trigger: "did not back down from its plan"."""
    return match.entry.relation == "reject" and match.entry.polarity == "-" and match.head.pos_ == "VERB"


def _end_of_yielding(match: Match, lexicon: Lexicon) -> int:
    """Where "back down from its plan" ends."""
    words = [t.i for t in match.words if t.i >= match.head.i and t.dep_ != "case"]
    return max([*words, *(t.right_edge.i for _, t in slots(match, match.entry.content, lexicon) if t.i > match.head.i)]) + 1


def with_judged(match: Match, content: Content, lexicon: Lexicon) -> Content:
    """A judgement's content with the thing judged in front of it, where that is no entity: "the stabbing an act of barbarity"."""
    judged = slot(match, "obj", lexicon)
    if judged is None or judged.pos_ not in {"NOUN", "PROPN"}:
        return content
    start, end = grammar.phrase(judged)
    near = match.head.i < start and end <= content[0] <= end + FAR
    return (start, content[1]) if near else content


def _inside_object(match: Match, token: Token, parties: Collection[Token]) -> bool:
    """Whether "for" belongs to what is supported and does not say why: "supported independence for the islands"."""
    return token.head.dep_ == "obj" and token.head.head == match.head and token.head not in (*parties, *match.words)


def _said(match: Match, start: int, end: int) -> bool:
    """Whether all words that mean something stand in the trigger, or in the verb by which its relation is told."""
    relation = relations.load().get(match.entry.relation)
    verb = relation.pattern.partition("|")[0].split() if relation is not None else []
    telling = [t for t in match.head.doc[start:end] if not t.is_punct and t.pos_ not in {"DET", "PRON"}]
    return bool(telling) and all(t in match.words or t.lower_ in verb or t.lemma_.lower() in verb for t in telling)


def _beside(head: Token, token: Token, start: int, end: int) -> Content:
    """The bounds of a content without the clause or participle that holds the trigger: "the plan that they rejected"."""
    holder = next((c for c in token.children if c == head or c.is_ancestor(head)), None)
    if holder is None:
        return start, end
    if holder.i < token.i:
        return max(start, holder.right_edge.i + 1), end
    return start, min(end, holder.left_edge.i)


def _relative(token: Token) -> bool:
    return any(c.tag_ == "WP$" for c in token.children)


def _behind_party(clause: Token, start: int, parties: Collection[Token]) -> int:
    """Where a clause begins if the party that is asked or accused stands before its marker: "Chad of breaking it"."""
    marker = grammar.child(clause, "mark")
    if marker is None or not any(start <= p.i < marker.i for p in parties):
        return start
    return marker.i


def _bounds(token: Token, name: str, *, listed: bool) -> Content:
    if name == "as" and token.pos_ in {"ADJ", "VERB"}:
        start, end = token.left_edge.i, min([token.right_edge.i + 1, *_later(token)])
    elif name.endswith("clause") or token.pos_ in {"VERB", "AUX"}:
        start, end = token.left_edge.i, _before_stray(token, token.right_edge.i + 1)
    else:
        start, end = grammar.phrase(token)
        end = max(end, _last(token).i + 1) if not grammar.children(token, "appos") else end
    if listed:
        second = next((c.left_edge.i for c in token.children if c.dep_ in {"cc", "conj"} and c.i > token.i), None)
        end = min(end, second) if second is not None else end
    return _trimmed(token.doc, start, end)


def _last(noun: Token) -> Token:
    """The last word of a noun phrase with what is coordinated in it, up to the first conjunct that tells of something else."""
    last = noun
    for c in noun.children:
        if c.dep_ == "conj" and _is_another(c):
            break
        last = max(last, _last(c) if c.dep_ == "conj" else c.right_edge, key=lambda t: t.i)
    return last


def _is_another(conjunct: Token) -> bool:
    """Whether a conjunct is a clause, or what "but" sets against the nouns before it."""
    verbal = conjunct.pos_ not in {"NOUN", "PROPN"} or grammar.child(conjunct, "obj", "cop", *grammar.SUBJECTS) is not None
    return verbal or any(c.dep_ == "cc" and c.lower_ == "but" for c in conjunct.children)


def _later(predicate: Token) -> list[int]:
    """Where acts begin that the tree hangs on a judgement: "called it fair and left"."""
    finite = [c for c in grammar.children(predicate, "conj", "parataxis") if c.tag_ in grammar.FINITE]
    return [t.i for c in finite for t in (c.left_edge, *grammar.children(c, "cc"))]


def _before_stray(clause: Token, end: int) -> int:
    """The end of a clause before what only seems its object, as "and" opens it: "the refusal to talk and the threats"."""
    strays = (c for c in clause.children if c.i > clause.i and c.dep_ in {"obj", "obl"})
    lone = (c.left_edge for c in strays if c.left_edge.dep_ == "cc" and c.left_edge.nbor(-1).dep_ != c.dep_)
    return next((t.i for t in lone), end)


def _trimmed(doc: Doc, start: int, end: int) -> Content:
    """The bounds without the words that open a clause or join it to another, and without the points and quotes around it."""
    while start < end - 1 and (doc[start].is_punct or _opens(doc[start])):
        if doc[start].text in OPENING and _closed(doc, start, end):
            break
        start += 1
    while end - 1 > start and (
        doc[end - 1].dep_ == "cc"
        or doc[end - 1].tag_ in {"WDT", "WP", "WP$"}
        or (doc[end - 1].is_punct and not _closes(doc, start, end))
    ):
        end -= 1
    return _whole(doc, start, end)


def _whole(doc: Doc, start: int, end: int) -> Content:
    """The bounds moved out to the ends of hyphenated words, of which tokens are parts: "non-compliance"."""
    while start > 0 and _hyphenated(doc, start):
        start -= 1
    while end < len(doc) and _hyphenated(doc, end):
        end += 1
    return start, end


def _hyphenated(doc: Doc, at: int) -> bool:
    """Whether the tokens before and at `at` are parts of one hyphenated word."""
    left, right = doc[at - 1], doc[at]
    if left.whitespace_:
        return False
    if left.text == "-":
        return at > 1 and not doc[at - 2].whitespace_ and right.text[0].isalnum()
    return right.text == "-" and not right.whitespace_ and left.text[-1].isalnum() and at + 1 < len(doc)


def _opens(token: Token) -> bool:
    return token.lower_ in OPENERS and token.dep_ in {"mark", "case", "cc", "cc:preconj"}


def _closed(doc: Doc, start: int, end: int) -> bool:
    """Whether quotation marks or brackets that open at `start` close before the end."""
    pair = OPENING[doc[start].text]
    return next((t.i for t in doc[start + 1 : end] if t.text == pair), end) < end - 1


def _closes(doc: Doc, start: int, end: int) -> bool:
    """Whether the last token closes quotation marks or brackets that open inside."""
    last = doc[end - 1].text
    opening = CLOSING.get(last)
    return opening is not None and any(t.text == opening for t in doc[start : end - 1])
