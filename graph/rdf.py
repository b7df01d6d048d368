"""The only border between records and RDF: documents, entities, occurrences and runs as triples.

Called by `graph.writing`. Triples are tuples of terms in N-Triples form, without blank nodes; all IRIs are minted by
`graph.identity` under a base. Text goes into literals only, with control characters escaped and lone surrogates (which no RDF
term can hold) replaced one for one, so that offsets stay true.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.records import Document, EntityType, Modality, Polarity, Span, Stance
from graph import identity
from graph.occurrences import Occurrence, interval
from graph.resolve import GlobalEntity
from graph.statements import DocumentStatements, Statement, relation_of, relations
from graph.turtle import RDF_TYPE, Quad, Triple
from ontology import files, terms, types
from ontology.errors import QuothError
from ontology.namespace import check, outward
from ontology.own import Own

if TYPE_CHECKING:
    from graph.compare.events import Link

CONTEXT: Final = 32  # characters before and after the quoted words
_CONTROLS: Final = {code: f"\\u{code:04X}" for code in (*range(32), 127)}
_ESCAPES: Final = _CONTROLS | {ord("\\"): "\\\\", ord('"'): '\\"', 10: "\\n", 13: "\\r", 9: "\\t"}
_STORED: Final = _ESCAPES | {8: "\\b", 12: "\\f", 0xFFFE: "\\uFFFE", 0xFFFF: "\\uFFFF"}
_OTHERWISE: Final = re.compile("\\\\u00(?:08|0C)|[\ufffe\uffff]")
_ESCAPED: Final = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_PLAIN: Final = {"\\": "\\", '"': '"', "n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "'": "'"}
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_DATES: Final = (
    (re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII), terms.XSD_DATE),
    (re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII), terms.XSD_G_YEAR_MONTH),
    (re.compile(r"\d{4}", re.ASCII), terms.XSD_G_YEAR),
)
_POLARITIES: Final = {Polarity.POSITIVE: terms.POSITIVE, Polarity.NEGATIVE: terms.NEGATIVE}
_MODALITIES: Final = {
    Modality.ACTUAL: terms.ACTUAL,
    Modality.INTENDED: terms.INTENDED,
    Modality.HYPOTHETICAL: terms.HYPOTHETICAL,
    Modality.DEMANDED: terms.DEMANDED,
}
_STANCES: Final = {
    Stance.NEUTRAL: terms.NEUTRAL,
    Stance.ENDORSING: terms.ENDORSING,
    Stance.DISTANCING: terms.DISTANCING,
}
_TYPES: Final = {
    EntityType.PERSON: terms.PERSON,
    EntityType.STATE: terms.STATE,
    EntityType.ORGANIZATION: terms.ORGANIZATION,
    EntityType.GROUP: terms.GROUP,
    EntityType.PLACE: terms.PLACE,
    EntityType.INSTRUMENT: terms.INSTRUMENT,
    EntityType.EVENT: terms.NAMED_EVENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What annotations were made with: Quoth's version, the model's name, and hashes of the vocabulary and of what analyses
    (model, lexicon and code)."""

    version: str
    model: str
    vocabulary: str
    pipeline: str

    @property
    def id(self) -> str:
        """The run's id: the same settings are the same run."""
        return identity.run_id(self.version, self.model, self.vocabulary, self.pipeline)


@dataclass(frozen=True, slots=True)
class Base:
    """Where the data's IRIs begin, in the store and everywhere, and those of the terms in the files that are written.

    Raises: UsageError if one is no IRI that can be the start of others.
    """

    iri: str = terms.DATA
    namespace: str = terms.NAMESPACE

    def __post_init__(self) -> None:
        check(self.namespace, self.iri)

    def term(self, id_: str) -> str:
        """The term of a minted id."""
        return f"<{self.iri}{id_}>"

    def outward(self, quad: Quad) -> Quad:
        """A quad of the store as files have it."""
        if self.namespace == terms.NAMESPACE:
            return quad
        subject, predicate, object_, graph = (outward(term, self.namespace) for term in quad)
        return subject, predicate, object_, graph


def literal(text: str, datatype: str | None = None) -> str:
    """The term of a literal, whatever characters the text holds."""
    escaped = _SURROGATE.sub("\ufffd", text).translate(_ESCAPES)
    return f'"{escaped}"' if datatype is None else f'"{escaped}"^^<{datatype}>'


def text_of(term: str) -> str:
    """The characters of a literal's term, the datatype left out; the inverse of `literal`."""
    escaped = term[1 : term.rindex('"')]
    return _ESCAPED.sub(_unescaped, escaped) if "\\" in escaped else escaped


def normal(term: str) -> str:
    """A term as this module writes it, whatever another writer escapes."""
    return term if not term.startswith('"') else literal(text_of(term)) + term[term.rindex('"') + 1 :]


def stored(term: str) -> str:
    """A term of this module as Oxigraph gives it back, character by character."""
    if not _OTHERWISE.search(term):
        return term
    return f'"{text_of(term).translate(_STORED)}{term[term.rindex(chr(34)) :]}'


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if code[0] in "uU" else _PLAIN[code]


def date_literal(value: str) -> str | None:
    """The term of a date to the day, month or year; None for ranges and other EDTF."""
    found = next((datatype for pattern, datatype in _DATES if pattern.fullmatch(value)), None)
    return None if found is None or interval(value) is None else literal(value, found)


def document_triples(said: DocumentStatements, run: Run, wordings: Mapping[str, str], base: Base = Base()) -> list[Triple]:
    """All that one document states, each triple once, sorted.

    `wordings` gives the content of each event that has no theme, in the words that most of its evidence uses (`graph.corpus`).
    """
    document = said.document
    name = identity.document_id(document.doc_id, document.sha256)
    triples = set(_document(document, name, said.coverage, base))
    triples.update(run_triples(run, base))
    for index, span in enumerate(said.sentences):
        triples.update(_sentence(name, index, span, document.text, base))
    for statement in said.statements:
        triples.update(_event(statement, wordings, base))
        triples.update(_claim(statement, base))
        triples.update(_evidence(statement, name, document.text, base))
        triples.add((base.term(statement.evidence), _iri(terms.PROV_WAS_GENERATED_BY), base.term(run.id)))
        edge = _iri(relation_of(statement.relation).edge)
        triples.update((base.term(subject), edge, base.term(object_)) for subject, object_ in statement.edges)
    return sorted(triples)


def _document(document: Document, name: str, coverage: float, base: Base) -> Iterator[Triple]:
    subject = base.term(name)
    yield subject, RDF_TYPE, _iri(terms.DOCUMENT)
    yield subject, RDF_TYPE, _iri(terms.PROV_ENTITY)
    texts = {
        terms.DCT_IDENTIFIER: document.doc_id,
        terms.DCT_SOURCE: document.source,
        terms.DCT_TITLE: document.title,
        terms.DCT_CREATOR: document.author,
        terms.DCT_PUBLISHER: document.publisher,
        terms.DCT_LANGUAGE: document.language,
        terms.URL: document.url,
        terms.SHA256: document.sha256,
        terms.SOURCE_SHA256: document.source_sha256,
        terms.FULL_TEXT: document.text,
    }
    for predicate, text in texts.items():
        if text is not None:
            yield subject, _iri(predicate), literal(text)
    if document.published is not None:
        yield subject, _iri(terms.DCT_ISSUED), date_literal(document.published) or literal(document.published)
    yield subject, _iri(terms.COVERAGE), _decimal(coverage)
    for skip in document.skipped:
        part = base.term(f"{name}-skip-{skip.span.start}-{skip.span.end}")
        yield part, RDF_TYPE, _iri(terms.SKIPPED_PART)
        yield part, _iri(terms.IN_DOCUMENT), subject
        yield part, _iri(terms.REASON), literal(skip.reason)
        yield part, _iri(terms.START), _integer(skip.span.start)
        yield part, _iri(terms.END), _integer(skip.span.end)


def _sentence(document: str, index: int, span: Span, text: str, base: Base) -> Iterator[Triple]:
    subject = base.term(identity.sentence_id(document, index))
    yield subject, RDF_TYPE, _iri(terms.SENTENCE)
    yield subject, _iri(terms.IN_DOCUMENT), base.term(document)
    yield subject, _iri(terms.INDEX), _integer(index)
    yield subject, _iri(terms.START), _integer(span.start)
    yield subject, _iri(terms.END), _integer(span.end)
    yield subject, _iri(terms.TEXT), literal(span.of(text))


def _event(statement: Statement, wordings: Mapping[str, str], base: Base) -> Iterator[Triple]:
    subject = base.term(statement.event)
    yield subject, RDF_TYPE, _iri(terms.EVENT)
    yield subject, _iri(terms.RELATION), _iri(relation_of(statement.relation).iri)
    for predicate, ids in ((terms.AGENT, statement.agents), (terms.TARGET, statement.targets)):
        for id_ in ids:
            yield subject, _iri(predicate), base.term(id_)
    if statement.theme is not None:
        yield subject, _iri(terms.THEME), base.term(statement.theme)
    if statement.theme_text is not None:
        yield subject, _iri(terms.THEME_TEXT), literal(wordings[statement.event])


def _claim(statement: Statement, base: Base) -> Iterator[Triple]:
    subject = base.term(statement.claim)
    yield subject, RDF_TYPE, _iri(terms.CLAIM)
    yield subject, _iri(terms.ABOUT), base.term(statement.event)
    if statement.holder is not None:
        yield subject, _iri(terms.HOLDER), base.term(statement.holder)
    if statement.narrator is not None:
        yield subject, _iri(terms.NARRATOR), base.term(statement.narrator)
    yield subject, _iri(terms.POLARITY), _iri(_POLARITIES[statement.polarity])
    yield subject, _iri(terms.MODALITY), _iri(_MODALITIES[statement.modality])
    yield subject, _iri(terms.HAS_EVIDENCE), base.term(statement.evidence)


def _evidence(statement: Statement, document: str, text: str, base: Base) -> Iterator[Triple]:
    subject = base.term(statement.evidence)
    yield subject, RDF_TYPE, _iri(terms.EVIDENCE)
    yield subject, RDF_TYPE, _iri(terms.OA_ANNOTATION)
    yield subject, _iri(terms.OA_HAS_BODY), base.term(statement.claim)
    yield subject, _iri(terms.IN_DOCUMENT), base.term(document)
    yield subject, _iri(terms.IN_SENTENCE), base.term(identity.sentence_id(document, statement.sentence))
    yield subject, _iri(terms.TRIGGER), literal(statement.trigger)
    yield subject, _iri(terms.RULE), literal(statement.rule)
    yield subject, _iri(terms.CONFIDENCE), _decimal(statement.confidence)
    yield subject, _iri(terms.STANCE), _iri(_STANCES[statement.stance])
    if statement.cue is not None:
        yield subject, _iri(terms.CUE), literal(statement.cue)
    if statement.date is not None:
        yield subject, _iri(terms.EDTF), literal(statement.date)
        if (typed := date_literal(statement.date)) is not None:
            yield subject, _iri(terms.DATE), typed
    if statement.place is not None:
        yield subject, _iri(terms.AT_PLACE), base.term(statement.place)
    for speaker in statement.reported_in:
        yield subject, _iri(terms.REPORTED_IN), base.term(speaker)
    yield from _selectors(statement, document, text, base)


def _selectors(statement: Statement, document: str, text: str, base: Base) -> Iterator[Triple]:
    """Where the words stand, by position and by quotation (Web Annotation Data Model, sections 4.2.4 and 4.2.5)."""
    span = Span(statement.start, statement.end)
    target, position, quote = (base.term(f"{statement.evidence}-{part}") for part in ("target", "pos", "quote"))
    yield base.term(statement.evidence), _iri(terms.OA_HAS_TARGET), target
    yield target, RDF_TYPE, _iri(terms.OA_SPECIFIC_RESOURCE)
    yield target, _iri(terms.OA_HAS_SOURCE), base.term(document)
    yield target, _iri(terms.OA_HAS_SELECTOR), position
    yield target, _iri(terms.OA_HAS_SELECTOR), quote
    yield position, RDF_TYPE, _iri(terms.OA_TEXT_POSITION_SELECTOR)
    yield position, _iri(terms.OA_START), _integer(span.start)
    yield position, _iri(terms.OA_END), _integer(span.end)
    yield quote, RDF_TYPE, _iri(terms.OA_TEXT_QUOTE_SELECTOR)
    yield quote, _iri(terms.OA_EXACT), literal(span.of(text))
    yield quote, _iri(terms.OA_PREFIX), literal(text[max(0, span.start - CONTEXT) : span.start])
    yield quote, _iri(terms.OA_SUFFIX), literal(text[span.end : span.end + CONTEXT])


def seal(triples: Iterable[Triple]) -> str:
    """The digest of a named graph, from its sorted triples."""
    return identity.digest(*(" ".join(triple) for triple in triples))


def sealed(graph: str, triples: list[Triple], base: Base) -> tuple[str, list[Triple]]:
    """The digest of a named graph, and its triples with the one that says it: the mark that the graph is whole."""
    digest = seal(triples)
    return digest, [*triples, (base.term(graph), _iri(terms.DIGEST), literal(digest))]


def entity_triples(entities: Iterable[GlobalEntity], base: Base = Base()) -> list[Triple]:
    """Types, names and links of all entities."""
    triples: list[Triple] = []
    for entity in entities:
        subject = base.term(entity.id)
        triples.append((subject, RDF_TYPE, _iri(_TYPES[entity.type])))
        if entity.subtype is not None:
            triples.append((subject, RDF_TYPE, _iri(_added_type(entity.subtype))))
        if entity.part_of is not None:
            triples.append((subject, _iri(terms.PART_OF), base.term(entity.part_of)))
        triples.append((subject, _iri(terms.RDFS_LABEL), literal(entity.name)))
        triples.append((subject, _iri(terms.ANONYMOUS), _boolean(entity.anonymous)))
        triples.extend((subject, _iri(terms.SKOS_ALT_LABEL), literal(alias)) for alias in entity.aliases)
        triples.extend(triple for scheme, value in entity.links for triple in _link(subject, scheme, value))
    return sorted(triples)


def definition_triples(added: Own) -> list[Triple]:
    """What an ontology of one's own says of its types and relations; what it says by blank nodes is left out."""
    defined = {kind.iri for kind in types.load().values()}
    defined |= {iri for relation in relations().values() if not relation.shipped for iri in (relation.iri, relation.edge)}
    found = {
        tuple(normal(str(term)) for term in triple)
        for path in added.turtle
        for triple in files.triples(path)
        if getattr(triple.subject, "value", None) in defined and not str(triple.object).startswith("_:")
    }
    return sorted((subject, predicate, object_) for subject, predicate, object_ in found)


def _added_type(name: str) -> str:
    try:
        return types.load()[name].iri
    except KeyError:
        raise QuothError(f"the type {name!r} is in no ontology in use: give the one that defines it with --ontology") from None


def occurrence_triples(events: Mapping[str, tuple[Occurrence, ...]], base: Base = Base()) -> list[Triple]:
    """The occurrences of repeatable events, with the evidence that dates each."""
    triples: list[Triple] = []
    for event, found in events.items():
        for occurrence in found:
            subject = base.term(identity.occurrence_id(event, occurrence.start, occurrence.end))
            triples.append((subject, RDF_TYPE, _iri(terms.OCCURRENCE)))
            triples.append((subject, _iri(terms.OCCURRENCE_OF), base.term(event)))
            triples.append((subject, _iri(terms.SEM_HAS_BEGIN_TIME_STAMP), literal(occurrence.start, terms.XSD_DATE)))
            triples.append((subject, _iri(terms.SEM_HAS_END_TIME_STAMP), literal(occurrence.end, terms.XSD_DATE)))
            triples.extend((subject, _iri(terms.HAS_EVIDENCE), base.term(evidence)) for evidence in occurrence.evidence)
    return sorted(triples)


def link_triples(links: "Iterable[Link]", base: Base = Base()) -> list[Triple]:
    """Which events are narrower than others, and which are alike, with the score."""
    triples: list[Triple] = []
    for link in links:
        if link.sort == "narrower":
            triples.append((f"<{link.left}>", _iri(terms.NARROWER_THAN), f"<{link.right}>"))
        elif link.score > 0:
            subject = base.term(identity.likeness_id(link.left, link.right))
            triples.append((subject, RDF_TYPE, _iri(terms.LIKENESS)))
            triples.extend((subject, _iri(terms.BETWEEN), f"<{iri}>") for iri in (link.left, link.right))
            triples.append((subject, _iri(terms.SCORE), _decimal(link.score)))
    return sorted(triples)


def run_triples(run: Run, base: Base = Base()) -> list[Triple]:
    """What made the annotations of a document."""
    subject = base.term(run.id)
    return [
        (subject, RDF_TYPE, _iri(terms.PROV_ACTIVITY)),
        (subject, RDF_TYPE, _iri(terms.RUN)),
        (subject, _iri(terms.VERSION), literal(run.version)),
        (subject, _iri(terms.MODEL), literal(run.model)),
        (subject, _iri(terms.VOCABULARY), literal(run.vocabulary)),
        (subject, _iri(terms.PIPELINE), literal(run.pipeline)),
    ]


def _link(subject: str, scheme: str, value: str) -> Iterator[Triple]:
    """A sure link: the code as text, and for Wikidata the item itself."""
    yield subject, _iri(terms.CODE), literal(f"{scheme}:{value}")
    if scheme == "wikidata" and re.fullmatch(r"Q[1-9][0-9]*", value, re.ASCII):
        yield subject, _iri(terms.OWL_SAME_AS), _iri(f"{terms.WIKIDATA}{value}")


def _iri(value: str) -> str:
    return f"<{value}>"


def _integer(value: int) -> str:
    return f'"{value}"^^<{terms.XSD_INTEGER}>'


def _decimal(value: float) -> str:
    """Two decimals, in the canonical form of XML Schema that Oxigraph gives back."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return f'"{text}"^^<{terms.XSD_DECIMAL}>'


def _boolean(value: bool) -> str:
    return f'"{str(value).lower()}"^^<{terms.XSD_BOOLEAN}>'
