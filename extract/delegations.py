"""The state in whose name a document speaks, and the words with which it speaks of itself: "we", "my Government".

The state is the author that the document's metadata gives, or that which a speech itself names as its own ("my country, Chad",
"on behalf of the Government of Chad"). Where neither is so, or two are named, nobody speaks. Called by `extract.entities` (which
state) and `extract.coreference` (which words).
"""

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Token

from extract import grammar
from extract.attribution import Report
from extract.gazetteer import FIRST as FIRST_WORD
from extract.gazetteer import Gazetteer
from extract.records import Document, EntityType, QuoteKind

WE: Final = frozenset({"we", "us", "our", "ours", "ourselves"})
FIRST: Final = WE | {"i", "me", "my", "mine", "myself"}
OWN: Final = frozenset({"my", "our"})
BODIES: Final = frozenset({"delegation", "government", "country", "nation"})
BEHALF: Final = frozenset({"government", "people", "delegation", "state", "country", "nation"})
TOGETHER: Final = frozenset({"all", "both", "together", "collectively", "jointly", "common", "collective", "shared", "joint"})
# With these everybody is exhorted, or what everybody can do is told: "we must", "we cannot".
EXHORTING: Final = frozenset({"must", "should", "ought", "need", "let", "shall", "can", "could", "may", "might"})
# What a conference did or the world does: "we adopted the agenda" is said of all who were there.
SHARED: Final = frozenset({"organization", "organisation", "assembly", "charter", "world", "planet", "session", "deliberation"})
CONFERRED: Final = frozenset(
    """adopt create establish found proclaim gather assemble convene meet decide agree commemorate celebrate live face see witness
    watch share launch""".split()
)


def speaking_state(document: Document, docs: Sequence[Doc], at: dict[tuple[int, int], str], known: Gazetteer) -> str | None:
    """The entity of the state that speaks, None where that is not sure. `at` as in `extract.entities`."""
    named = document.author or ""
    first = FIRST_WORD.match(named)
    forms = known.forms.get(first.group().casefold(), ()) if first else ()
    author = next((f.known for f in forms if f.use == "name" and f.text == named), None)
    if (author is not None and author.type is not EntityType.STATE) or any(_for_a_group(doc, at, known) for doc in docs):
        return None
    if author is not None:
        return author.id
    own = {state for doc in docs for state in _named_as_own(doc, at, known)}
    return own.pop() if len(own) == 1 and any(_is_delegate(doc) for doc in docs) else None


def _is_delegate(doc: Doc) -> bool:
    return any(word == "delegation" and _own(doc[i]) for i, word in enumerate(grammar.words_of(doc)))


def _named_as_own(doc: Doc, at: dict[tuple[int, int], str], known: Gazetteer) -> Iterator[str]:
    """States beside "my country", and those that are spoken for "on behalf of"."""
    start = grammar.offset(doc)
    for i, word in enumerate(grammar.words_of(doc)):
        named: list[Token] = []
        if word in BODIES and _own(doc[i]):
            named = grammar.children(doc[i], "appos")
        elif word == "behalf" and (body := grammar.oblique(doc[i], "of")) is not None and body.lemma_.lower() in BEHALF:
            named = [noun for marker, noun in grammar.obliques(body) if marker == "of"]
        for noun in named:
            thing = known.known.get(at.get((start, noun.i), ""))
            if thing is not None and thing.type is EntityType.STATE:
                yield thing.id


def _for_a_group(doc: Doc, at: dict[tuple[int, int], str], known: Gazetteer) -> bool:
    """Whether somebody speaks "on behalf of" an alliance or group of states, who are "we" then."""
    for token in (doc[i] for i, word in enumerate(grammar.words_of(doc)) if word == "behalf"):
        body = grammar.oblique(token, "of")
        thing = known.known.get(at.get((grammar.offset(doc), body.i), "")) if body is not None else None
        allied = thing is not None and thing.type in {EntityType.ORGANIZATION, EntityType.GROUP}
        if allied and any(t.lemma_ in {"speak", "honour", "honor", "address"} for t in grammar.ancestors(token)):
            return True
    return False


def _own(noun: Token) -> bool:
    return any(c.lower_ in OWN and c.dep_ == "nmod:poss" for c in noun.children)


def own_words(doc: Doc, reports: Sequence[Report]) -> Iterator[Token]:
    """Where the speaker of the document speaks of the state alone, outside the words of others."""
    for token in doc:
        if token.lower_ in WE and token.pos_ in {"PRON", "DET"}:
            meant = _excludes_others(token)
        else:
            meant = token.lower_ in BODIES and _own(token)
        own = (r for r in reports if r.holds(token.idx) and r.kind is not QuoteKind.INDIRECT)  # "they learned that we were ready"
        if meant and all(speaks_first(r.source) for r in own):
            yield token


def is_own_voice(report: Report, reports: Sequence[Report], source: str | None, speaking: str | None) -> bool:
    """Whether the author speaks, outside of anybody's words: "we", "my delegation", "our conviction", "let me state".

    `source` is the entity that says it, `speaking` the state in whose name the document speaks; "you" are those who listen.
    """
    cue, said_by = report.cue_token, report.source
    if said_by is not None and not (source is None or source == speaking or speaks_first(said_by)):
        return False
    if said_by is not None:
        first = speaks_first(said_by) or said_by.lower_ in {"you", "delegation"} or _by_name(said_by, source, speaking)
    else:
        around = [*cue.children, *cue.head.children] if cue.head.lemma_ == "let" else [*cue.children]
        first = any(c.lower_ in {"my", "our", "me", "us"} for c in around) or (
            cue.lemma_ == "doubt" and bool(grammar.negation(cue))
        )
        first = first or (speaking is not None and _owed(cue))
    return first and not any(other is not report and other.holds(cue.idx) for other in reports)


def _owed(cue: Token) -> bool:
    """Whether something has to be said, by whomever: "it is to be noted", "must be commended"."""
    return grammar.is_passive(cue) and any(
        c.lower_ in EXHORTING or c.lower_ == "to" for c in grammar.children(cue, "aux", "mark")
    )


def _by_name(said_by: Token, source: str | None, speaking: str | None) -> bool:
    """Whether the state that speaks calls itself by its name: "Chad reiterates its support for"."""
    return source is not None and source == speaking and said_by.pos_ != "PRON"


def speaks_first(source: Token | None) -> bool:
    """Whether a noun or pronoun stands for who speaks here: "we", "my delegation"; "the US" does not."""
    if source is None or source.pos_ == "PROPN":
        return False
    return source.lower_ in FIRST or (source.lower_ in BODIES and _own(source))


def _excludes_others(pronoun: Token) -> bool:
    """Whether "we" can be the state, as in "we welcome it": not "we must", "we all", "if we", "we founded it", "we, the members".

    "Our" is the state's where such a "we", or "I", is the subject: "we renew our appeal".
    """
    if pronoun.dep_ == "nmod:poss":
        verb = next((t for t in grammar.ancestors(pronoun) if t.pos_ == "VERB"), None)
        doer = grammar.subject(verb) if verb is not None else None
        shared = any(c.lower_ in TOGETHER for c in pronoun.head.children) or pronoun.head.lemma_.lower() in SHARED
        return doer is not None and not shared and (doer.lower_ == "i" or (doer.lower_ == "we" and _excludes_others(doer)))
    verb = pronoun.head
    if pronoun.lower_ != "we" or pronoun.dep_ not in grammar.SUBJECTS or not _told(verb) or pronoun.sent[-1].text == "?":
        return False
    around = [*pronoun.children, *verb.children, *(c for v in grammar.children(verb, "xcomp") for c in v.children)]
    if any(c.lower_ in TOGETHER or c.lemma_ in EXHORTING for c in around) or verb.lemma_ in EXHORTING:
        return False
    after = pronoun.nbor(1) if pronoun.i + 1 < len(pronoun.doc) else pronoun
    if (
        grammar.children(pronoun, "appos", "acl:relcl")
        or after.lower_ in {"in", "as", ","}
        or after.pos_ in {"PROPN", "NOUN", "ADJ"}
        or _has_to(verb)
    ):
        return False
    return not (verb.lemma_ in CONFERRED and verb.tag_ in {"VBD", "VBN", "VBP"})


def _has_to(verb: Token) -> bool:
    return verb.lemma_ == "have" and bool(grammar.children(verb, "xcomp"))


def _told(verb: Token) -> bool:
    """Whether a clause is told, and not supposed, wished for or said of a thing: a main clause or what it says."""
    while verb.dep_ in {"conj", "ccomp", "parataxis"} and verb.head != verb:
        verb = verb.head
    return verb.dep_ == "ROOT"
