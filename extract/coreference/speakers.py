"""First person inside reported words: "I" is the speaker, "we" is whom the speaker speaks for."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from extract import grammar
from extract.attribution import Report
from extract.coreference import words
from extract.coreference.columns import innermost
from extract.entities import DocumentEntities
from extract.records import QuoteKind

CHAMBERS = frozenset({"senate", "house", "congress", "parliament"})  # a member does not speak for all members
Referents = dict[tuple[int, int], tuple[str, ...]]


def resolve_speakers(
    docs: Sequence[Doc], entities: DocumentEntities, reports: Sequence[Sequence[Report]], known: Referents
) -> Referents:
    """`known` and, for each pronoun of the first person whose speaker is known, who that is."""
    found = dict(known)
    for number, doc in enumerate(docs):
        for token in _first_persons(doc) if reports[number] else ():
            if token.pos_ in {"PRON", "DET"}:
                spoken = reports[number] if entities.speaking is None else quoted(reports[number])
                report = innermost(spoken, token.idx)
                ids = () if report is None else _speaker(entities, doc, number, report, token.lower_ in words.SPEAKERS, found)
                if ids:
                    found[number, token.i] = ids
    return found


def quoted(reports: Sequence[Report]) -> list[Report]:
    """The reports whose "we" is their source: in a speech not "they know that we are ready", where it is who speaks."""
    return [r for r in reports if r.kind is not QuoteKind.INDIRECT or speaks_first(r.source)]


def speaks_first(source: Token | None) -> bool:
    """Whether it is "I", "we", "my delegation"."""
    first = words.ANSWERABLE
    return source is not None and (source.lower_ in first or any(c.lower_ in first for c in source.children))


def _first_persons(doc: Doc) -> list[Token]:
    """The words that can be pronouns of the first person."""
    hashes = {doc.vocab.strings[word] for word in words.ANSWERABLE}
    return [doc[i] for i, word in enumerate(doc.to_array("LOWER").tolist()) if word in hashes]


def _speaker(
    entities: DocumentEntities,
    doc: Doc,
    paragraph: int,
    report: Report,
    plural: bool,
    known: Mapping[tuple[int, int], tuple[str, ...]],
) -> tuple[str, ...]:
    if report.source is None:
        return ()
    source = report.source
    place = (paragraph, source.i) if source.doc is doc else (paragraph - 1, source.i)
    found = known.get(place) or phrase_entities(entities, source.doc, source)
    if plural and found:
        bodies = entities.speaks_for(found[0])
        return tuple(b for b in bodies if not CHAMBERS & {*b.split("-")}) or found
    return found


def phrase_entities(entities: DocumentEntities, doc: Doc, token: Token) -> tuple[str, ...]:
    """The entities of a phrase and of what is coordinated with it."""
    found = [e for t in grammar.conjuncts(token) if (e := entities.entity_at(doc, t)) is not None]
    return tuple(dict.fromkeys(found))
