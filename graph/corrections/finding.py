"""From what a person types to addresses that outlive a build: entities and passages by id, name or words.

Called by `graph.corrections.making`."""

from collections.abc import Sequence
from typing import Final

from graph.corrections.applying import plain
from graph.corrections.records import Correction, EntityAddress, Kind, PassageAddress
from graph.identity import normal_name
from graph.index import local_name
from graph.reading import ClaimNode, DocumentNode, EntityNode, EvidenceNode, Graph, documents_by_iri
from graph.telling import identify
from ontology.errors import UsageError

SHOWN: Final = 6


def entity_address(graph: Graph, words: str, document: str | None = None, known: Sequence[Correction] = ()) -> EntityAddress:
    """The address of an entity of the graph; of one of its names, if that was typed; in one document only, if that was named.

    Its other names go with it as far as they can stand alone, in one document all of them. A name that one of the `known`
    corrections gave it is in no document: the former one is taken.
    Raises: UsageError if there is no such entity or document, or several entities.
    """
    node: EntityNode = identify(graph, words)
    if document is not None:
        _document(graph, document)
    typed = next((name for name in (node.name, *node.aliases) if normal_name(name) == normal_name(words)), node.name)
    former = {c.value: c.entity.name for c in known if c.kind is Kind.NAME and c.entity is not None}
    codes = tuple(sorted(f"{scheme}:{value}" for scheme, value in node.links))
    name = former.get(plain(typed), plain(typed))
    whole = normal_name(typed) == normal_name(node.name)
    others = {plain(other) for other in (node.name, *node.aliases) if document or (whole and (" " in other or other.isupper()))}
    return EntityAddress(name=name, others=tuple(sorted(others - {name})), type=node.type, codes=codes, document=document)


def passage_addresses(graph: Graph, words: str, document: str | None = None) -> list[PassageAddress]:
    """The addresses of a piece of evidence or of all of a claim, by id, or of the one passage that has the words.

    Raises: UsageError if there is none, or several that have the words.
    """
    documents = documents_by_iri(graph)
    if document is not None:
        _document(graph, document)
    rows = [(c, e, documents[e.document]) for c in graph.claims for e in c.evidence if e.document in documents]
    rows = [row for row in rows if document in (None, row[2].doc_id)]
    named = [row for row in rows if words in (local_name(row[0].iri), local_name(row[1].iri))]
    found = named or [row for row in rows if _has(row[1], plain(words).casefold())]
    if not found:
        raise UsageError(
            f"no evidence {words!r}: give an id such as ev-…, claim-…, or words of the passage as it stands in the text"
        )
    if not named and len(found) > 1:
        raise UsageError(f"{len(found)} passages have the words {words!r}; name one by its id:\n{_listed(found)}")
    addresses = {_address(claim, evidence, node): None for claim, evidence, node in found}
    return list(addresses)


def _document(graph: Graph, doc_id: str) -> None:
    known = sorted(node.doc_id for node in graph.documents)
    if doc_id not in known:
        shown = ", ".join(map(repr, known[:SHOWN])) + (f" and {len(known) - SHOWN} more" if len(known) > SHOWN else "")
        raise UsageError(f"no document {doc_id!r} in the graph: there are {shown}")


def _has(evidence: EvidenceNode, words: str) -> bool:
    return bool(words) and (words in plain(evidence.exact).casefold() or words in plain(evidence.sentence).casefold())


def _listed(rows: list[tuple[ClaimNode, EvidenceNode, DocumentNode]]) -> str:
    return "\n".join(_line(*row) for row in rows[:SHOWN]) + (f"\nand {len(rows) - SHOWN} more" if len(rows) > SHOWN else "")


def _line(claim: ClaimNode, evidence: EvidenceNode, document: DocumentNode) -> str:
    holder = local_name(claim.holder or claim.narrator or "") or "speaker unclear"
    return (
        f"{local_name(evidence.iri)}  {claim.relation}, {claim.polarity}, {holder}: “{plain(evidence.exact)}” ({document.doc_id})"
    )


def _address(claim: ClaimNode, evidence: EvidenceNode, document: DocumentNode) -> PassageAddress:
    return PassageAddress(
        document=document.doc_id,
        sha256=document.sha256,
        sentence=plain(evidence.sentence),
        trigger=plain(evidence.trigger),
        words=plain(evidence.exact),
        relation=claim.relation,
        offset=evidence.start,
    )
