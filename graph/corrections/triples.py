"""Corrections as triples, and back; called by `graph.corrections.file` and `graph.corrections.plan`."""

from collections.abc import Iterable, Iterator
from typing import Final

from graph.corrections.records import Correction, EntityAddress, Kind, PassageAddress, in_order
from graph.identity import digest
from graph.index import Index
from graph.rdf import Base, literal
from graph.turtle import RDF_TYPE, Triple
from ontology import terms

KINDS: Final = {
    Kind.SAME: terms.SAME,
    Kind.NOT_SAME: terms.NOT_SAME,
    Kind.UNSURE: terms.UNSURE,
    Kind.NAME: terms.NEW_NAME,
    Kind.TYPE: terms.NEW_TYPE,
    Kind.SPEAKER: terms.NEW_SPEAKER,
    Kind.RELATION: terms.NEW_RELATION,
    Kind.POLARITY: terms.NEW_POLARITY,
    Kind.MODALITY: terms.NEW_MODALITY,
    Kind.DATE: terms.NEW_DATE,
    Kind.DROP: terms.DROPPED,
}
_BY_IRI: Final = {iri: kind for kind, iri in KINDS.items()}


def correction_triples(corrections: Iterable[Correction], base: Base) -> list[Triple]:
    """Each correction with its addresses and who made it, sorted."""
    return sorted({triple for correction in corrections for triple in _correction(correction, base)})


def _correction(correction: Correction, base: Base) -> Iterator[Triple]:
    subject = base.term(correction.id)
    yield subject, RDF_TYPE, f"<{terms.CORRECTION}>"
    yield subject, RDF_TYPE, f"<{terms.PROV_ACTIVITY}>"
    yield subject, f"<{terms.KIND}>", f"<{KINDS[correction.kind]}>"
    if correction.value is not None:
        yield subject, f"<{terms.VALUE}>", literal(correction.value)
    if correction.why is not None:
        yield subject, f"<{terms.RDFS_COMMENT}>", literal(correction.why)
    yield subject, f"<{terms.DCT_CREATED}>", literal(correction.when, terms.XSD_DATE)
    agent = base.term(f"agent-{digest(correction.by)}")
    yield subject, f"<{terms.PROV_WAS_ASSOCIATED_WITH}>", agent
    yield agent, RDF_TYPE, f"<{terms.PROV_AGENT}>"
    yield agent, f"<{terms.RDFS_LABEL}>", literal(correction.by)
    addresses = (
        ("target", terms.CORRECTS, correction.passage or correction.entity),
        ("other", terms.COMPARED_WITH, correction.other),
        ("speaker", terms.SPEAKER, correction.speaker),
    )
    for part, predicate, address in addresses:
        if address is not None:
            node = base.term(f"{correction.id}-{part}")
            yield subject, f"<{predicate}>", node
            yield node, RDF_TYPE, f"<{terms.ADDRESS}>"
            yield from ((node, f"<{name}>", term) for name, term in _address(address))


def _address(address: EntityAddress | PassageAddress) -> Iterator[tuple[str, str]]:
    if isinstance(address, EntityAddress):
        yield terms.ADDRESS_NAME, literal(address.name)
        if address.type is not None:
            yield terms.ADDRESS_TYPE, literal(address.type)
        if address.document is not None:
            yield terms.ADDRESS_DOCUMENT, literal(address.document)
        yield from ((terms.ADDRESS_CODE, literal(code)) for code in address.codes)
        yield from ((terms.ADDRESS_OTHER_NAME, literal(name)) for name in address.others)
        return
    yield terms.ADDRESS_DOCUMENT, literal(address.document)
    yield terms.ADDRESS_SHA256, literal(address.sha256)
    yield terms.ADDRESS_SENTENCE, literal(address.sentence)
    yield terms.ADDRESS_TRIGGER, literal(address.trigger)
    yield terms.ADDRESS_WORDS, literal(address.words)
    yield terms.ADDRESS_RELATION, literal(address.relation)
    yield terms.ADDRESS_OFFSET, literal(str(address.offset), terms.XSD_INTEGER)


def corrections_of(triples: Iterable[Triple]) -> tuple[Correction, ...]:
    """The corrections that triples tell, in their order.

    Raises: ValueError with the name of a node that lacks what it must have.
    """
    index = Index(triples)
    return in_order([_read(index, subject) for subject in index.of_type(terms.CORRECTION)])


def _read(index: Index, subject: str) -> Correction:
    kind = _BY_IRI.get(index.iri(subject, terms.KIND) or "")
    target = index.iri(subject, terms.CORRECTS) or ""
    agent = index.iri(subject, terms.PROV_WAS_ASSOCIATED_WITH) or ""
    by, when = index.text(agent, terms.RDFS_LABEL), index.text(subject, terms.DCT_CREATED)
    if kind is None or by is None or when is None:
        raise ValueError(f"{subject} has no kind, no agent with a label, or no date")
    return Correction(
        kind=kind,
        entity=_entity(index, target),
        passage=_passage(index, target),
        other=_entity(index, index.iri(subject, terms.COMPARED_WITH) or ""),
        speaker=_entity(index, index.iri(subject, terms.SPEAKER) or ""),
        value=index.text(subject, terms.VALUE),
        by=by,
        when=when,
        why=index.text(subject, terms.RDFS_COMMENT),
    )


def _entity(index: Index, node: str) -> EntityAddress | None:
    name = index.text(node, terms.ADDRESS_NAME)
    if name is None:
        return None
    return EntityAddress(
        name=name,
        others=tuple(sorted(index.texts(node, terms.ADDRESS_OTHER_NAME))),
        type=index.text(node, terms.ADDRESS_TYPE),
        codes=tuple(sorted(index.texts(node, terms.ADDRESS_CODE))),
        document=index.text(node, terms.ADDRESS_DOCUMENT),
    )


def _passage(index: Index, node: str) -> PassageAddress | None:
    trigger = index.text(node, terms.ADDRESS_TRIGGER)
    if trigger is None:
        return None
    return PassageAddress(
        document=index.words(node, terms.ADDRESS_DOCUMENT),
        sha256=index.words(node, terms.ADDRESS_SHA256),
        sentence=index.words(node, terms.ADDRESS_SENTENCE),
        trigger=trigger,
        words=index.words(node, terms.ADDRESS_WORDS),
        relation=index.words(node, terms.ADDRESS_RELATION),
        offset=index.number(node, terms.ADDRESS_OFFSET),
    )
