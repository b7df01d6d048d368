"""Names that show by their own words what they are: "Ministry of Defence", "the 1972 X Treaty", "the Y crisis".

Called by `extract.names`; heads are word sets of `names.toml`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from extract.records import EntityType
from extract.wording import words_of

Words = Mapping[str, frozenset[str]]
AFTER: Final = {
    EntityType.ORGANIZATION: frozenset({"of", "for", "on", "against", "to"}),
    EntityType.INSTRUMENT: frozenset({"of", "on", "for", "to", "concerning", "against"}),
    EntityType.EVENT: frozenset({"of"}),
}
INNER: Final = frozenset({"of", "for", "on", "against", "and", "the", "&", ",", "-"})
ABROAD: Final = frozenset({"in", "with", "between"})
SENT: Final = frozenset({"mission", "force"})  # "Observer Mission in Ruritania"
SINGLE: Final = frozenset({"assembly", "council", "secretariat"})  # of a known one no other has a longer name
JOINTS: Final = frozenset({"-", "/", "&"})
TELLING: Final = ("instruments", "events", "organizations", "dated_events", "loose_instruments", "loose_events")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A stretch of tokens, end exclusive, and the type that its head shows."""

    start: int
    end: int
    type: EntityType


def capital(token: Token) -> bool:
    """Whether a word is written as a name."""
    return (
        token.text[0].isupper()
        and token.is_alpha | ("." in token.text) | ("'" in token.text)
        and token.lower_ not in {"the", "a", "an", "i"}
    )


def find_patterns(doc: Doc, words: Words, barred: frozenset[int], uses: Mapping[int, str]) -> Iterator[Pattern]:
    """Stretches with a telling head; `barred` are tokens of personal titles, `uses` what a known name at a token is."""
    stops = {i for i in barred if not _of_several(doc, i, barred)} | {
        i + 1 for i, use in uses.items() if use in {"State", "Place"} and i + 1 not in uses
    }
    whole = {
        i for i, use in uses.items() if use == uses.get(i - 1) == "Organization" and i + 1 not in uses and not _led(doc, i, uses)
    }
    yield from _ended(doc, words, barred)
    telling = frozenset({"resolution"}).union(*(words[name] for name in TELLING))
    for token in (doc[i] for i, word in enumerate(words_of(doc)) if word in telling):
        lower = token.lower_
        if capital(token) and not (token.i in whole and lower in SINGLE):
            for name, kind in (
                ("instruments", EntityType.INSTRUMENT),
                ("events", EntityType.EVENT),
                ("organizations", EntityType.ORGANIZATION),
            ):
                if lower in words[name]:
                    kind = EntityType.INSTRUMENT if _of_action(token) else kind
                    found = _around(doc, token, kind, words, barred, stops, uses)
                    if found is not None:
                        yield found
                    break
        elif lower == "resolution" and token.i + 1 < len(doc) and doc[token.i + 1].text[0].isdigit():
            yield Pattern(start=_left(doc, token.i, words, barred), end=token.i + 2, type=EntityType.INSTRUMENT)
        elif lower in words["dated_events"] and (start := _dated(doc, token.i)) is not None:
            yield Pattern(start=start, end=token.i + 1, type=EntityType.EVENT)
        elif lower in words["loose_instruments"] and _loose(
            doc, token, uses, {"State", "Organization", "Group", "Person", "adjective"}
        ):
            yield Pattern(start=_left(doc, token.i, words, barred), end=_number(doc, token.i + 1), type=EntityType.INSTRUMENT)
        elif lower in words["loose_events"] and _loose(doc, token, uses, {"Organization", "Group", "Person", "adjective"}):
            yield Pattern(start=_left(doc, token.i, words, barred), end=token.i + 1, type=EntityType.EVENT)


def _of_several(doc: Doc, at: int, barred: frozenset[int]) -> bool:
    """Whether a title is of several, so that it can end a body's name: "Council of Foreign Ministers"."""
    while at + 1 in barred:
        at += 1
    return doc[at].tag_ in {"NNS", "NNPS"}


def _of_action(head: Token) -> bool:
    """ "Programme of Action" is a text, other than a programme that helps."""
    return [t.lower_ for t in head.doc[head.i + 1 : head.i + 3]] == ["of", "action"]


def _led(doc: Doc, at: int, uses: Mapping[int, str]) -> bool:
    """Whether a place stands in front, so that it is a body of that place: "the Ohio General Assembly"."""
    while at and uses.get(at - 1) == "Organization":
        at -= 1
    before = doc[at - 1] if at else None
    return before is not None and uses.get(before.i, "") in {"", "Place"} and capital(before) and before.pos_ == "PROPN"


def _ended(doc: Doc, words: Words, barred: frozenset[int]) -> Iterator[Pattern]:
    """Organisations whose name ends in a small word of an ontology of one's own: "Ruritanian Copper plc"."""
    for token in doc if words["endings"] else ():
        if token.lower_ in words["endings"] and not capital(token) and token.i and capital(doc[token.i - 1]):
            yield Pattern(start=_left(doc, token.i, words, barred), end=token.i + 1, type=EntityType.ORGANIZATION)


def _dated(doc: Doc, at: int) -> int | None:
    """Where the name of a dated happening begins: "the 1999 OSCE summit", "the 2016 Austrian presidential election"."""
    while at and doc[at - 1].pos_ == "ADJ" and doc[at - 1].text.islower():
        at -= 1
    start = at
    while start and (capital(doc[start - 1]) or doc[start - 1].text in JOINTS):
        start -= 1
    year = doc[start - 1].text if start else ""
    return start if start < at and len(year) == 4 and year.isdigit() else None


def _loose(doc: Doc, token: Token, uses: Mapping[int, str], others: set[str]) -> bool:
    """Whether a lower-case head follows a proper noun that is no owner."""
    if not token.i:
        return False
    before = doc[token.i - 1]
    return capital(before) and before.pos_ == "PROPN" and uses.get(before.i, "") not in others and before.i > 0


def _around(
    doc: Doc,
    head: Token,
    kind: EntityType,
    words: Words,
    barred: frozenset[int],
    stops: Collection[int],
    uses: Mapping[int, str],
) -> Pattern | None:
    start = _left(doc, head.i, words, barred)
    end = _right(doc, head, kind, words, frozenset() if head.lower_ == "office" else stops, uses)
    if kind is EntityType.INSTRUMENT:
        end = _number(doc, end)
    if end - start < 2 or (start == head.i and end == head.i + 1):
        return None
    if start == head.i and doc[head.i + 1].lower_ in {"of", "on", "for"} and kind is not EntityType.EVENT and end - start < 3:
        return None
    return Pattern(start=start, end=end, type=kind)


def _left(doc: Doc, at: int, words: Words, barred: frozenset[int]) -> int:
    """Capitalised words in front, as far as they go; not the word that a capital owes to its place at a sentence's start."""
    while at > 0:
        before = doc[at - 1]
        if before.i in barred or before.lower_ in words["dates"] or before.lower_ in words["undirected"]:
            break
        if before.text == ")" and at > 3 and doc[at - 3].text == "(" and capital(doc[at - 4]) and doc[at - 2].text.isupper():
            at -= 3
            continue
        linked = at > 1 and capital(doc[at - 2])
        if before.is_space and linked:
            at -= 1
            continue
        joint = linked and ((before.text in JOINTS and not before.whitespace_) or _of_many(before, words))
        if joint or (capital(before) and before.pos_ in {"PROPN", "ADJ", "ADV", "NOUN", "VERB", "X"} and not _opening(before)):
            at -= 1
        elif linked and before.lower_ == "and":
            first = _list_start(doc, at)
            if first is None:
                break
            at = first
        else:
            break
    while doc[at].text in JOINTS:
        at += 1
    return at


def _list_start(doc: Doc, at: int) -> int | None:
    """Where a coordination in front begins: "Foreign and Commonwealth Office", "the Farming, Fishery and Forestry Board"."""
    left, right = doc[at - 2], doc[at]
    if left.pos_ in {"ADJ", "NOUN"} and (right.dep_ == "conj" or right.head == left):
        return at - 1
    named = left.head.pos_ == "PROPN" or (left.head.i > right.i and capital(left.head))
    if left.ent_type_ in {"", "MISC"} and left.dep_ in {"compound", "amod", "nmod"} and left.i < left.head.i and named:
        return at - 1
    start = at - 2
    while start > 1 and doc[start - 1].text == "," and capital(doc[start - 2]):
        start -= 2
    return start if start < at - 2 and start and doc[start - 1].pos_ in {"DET", "PRON"} else None


def _of_many(mark: Token, words: Words) -> bool:
    """Whether an owner's mark is part of a name: "People's Party", "Workers' Union"."""
    return mark.tag_ == "POS" and mark.i > 0 and mark.nbor(-1).lower_ in words["owners"]


def _opening(token: Token) -> bool:
    """A first word of a sentence that would be small elsewhere."""
    return bool(token.is_sent_start) and token.pos_ not in {"PROPN"} and token.tag_ not in {"NNP", "NNPS", "JJ"}


def _right(doc: Doc, head: Token, kind: EntityType, words: Words, stops: Collection[int], uses: Mapping[int, str]) -> int:
    """The phrase behind a head: "of", "for" and the like with capitalised words; `stops` are ends of known names and titles."""
    end = reach = head.i + 1
    if reach >= len(doc) or doc[reach].lower_ not in _after(head.lower_, kind, words):
        return end
    inner = INNER | (ABROAD if kind is EntityType.INSTRUMENT else frozenset())
    marker = doc[reach].lower_
    reach += 1
    while reach < len(doc):
        token = doc[reach]
        if capital(token) and token.lower_ not in words["dates"] and not (reach in stops and doc[reach - 1].text[0].isupper()):
            reach += 1
            end = reach
        elif token.is_space or (token.lower_ in inner and reach + 1 < len(doc) and _goes_on(doc, reach, words, stops, uses)):
            marker = token.lower_ if token.pos_ == "ADP" else marker
            reach += 1
        elif token.tag_ == "POS" and (_of_many(token, words) or marker in {"for", "on", "against"}) and _titled(doc, reach + 1):
            reach += 1
        else:
            break
    return end


def _after(head: str, kind: EntityType, words: Words) -> frozenset[str]:
    """The prepositions that can follow a head inside a name."""
    if kind is EntityType.ORGANIZATION and head not in words["bodies_on"]:
        return AFTER[kind] - {"on"} | ({"in"} if head in SENT else set())
    return AFTER[kind] | ({"on", "for"} if head in {"conference", "summit"} else set())


def _titled(doc: Doc, at: int) -> bool:
    return at < len(doc) and capital(doc[at])


def _goes_on(doc: Doc, at: int, words: Words, stops: Collection[int], uses: Mapping[int, str]) -> bool:
    token, after = doc[at], doc[at + 1]
    if at in uses and at + 1 in uses:  # inside a known name
        return True
    if after.lower_ in words["dates"]:
        return False
    if token.text == "-":
        return not token.whitespace_ and capital(after)
    if token.text == ",":
        later = doc[at + 1 : at + 5]
        return capital(after) and any(t.lower_ == "and" for t in later) and not any(t.pos_ in {"VERB", "AUX"} for t in later)
    if token.lower_ == "and":
        return capital(after) and after.i not in stops and _joined(doc[at - 1], after)
    after = doc[min(at + 2, len(doc) - 1)] if after.is_space or after.lower_ == "the" else after
    return capital(after)


def _joined(before: Token, after: Token) -> bool:
    """Whether "and" stands inside a name: "Management and Budget", "Federal and Islamic Republic"."""
    if after.dep_ == before.dep_ == "amod" and after.head == before.head:
        return True
    return (
        after.pos_ in {"ADJ", "NOUN", "PROPN"}
        and after.ent_type_ == ""
        and (after.dep_ == "conj" or after.head == before.head.head or after.head == before.head)
    )


def _number(doc: Doc, end: int) -> int:
    """A number that belongs to the name: "Resolution 1244", "Minsk II", "Act No. 12"."""
    if end + 2 < len(doc) and doc[end].lower_ in {"no", "no."}:
        at = end + 1 + (doc[end + 1].text == ".")
        return at + 1 if doc[at].text[0].isdigit() else end
    if (
        end < len(doc)
        and (doc[end].pos_ == "NUM" or doc[end].text in {"I", "II", "III", "IV", "V"})
        and doc[end].text[0] not in "("
    ):
        digits = doc[end].text
        if not (digits.isdigit() and len(digits) == 4 and digits[:2] in {"19", "20"}):
            return end + 1
    return end
