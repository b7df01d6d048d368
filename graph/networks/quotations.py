"""Who quotes whom; called by `graph.networks`."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from graph.index import local_name
from graph.network import Voices
from graph.networks.records import Member, Projection, Tie, document_member, entity_member
from graph.reading import ClaimNode

UNCLEAR: Final = "passages whose speaker could not be made out"
RULE: Final = (
    "a tie is who quotes whom: a publisher (or a document without one) a speaker, a speaker another; its weight is the number of "
    "passages"
)


def quotes(claims: Iterable[ClaimNode], names: Voices) -> Projection:
    """Who quotes whom: the publisher the outermost speaker, that one the next, and so on."""
    members: dict[str, Member] = {}
    links: defaultdict[tuple[str, str], list[tuple[ClaimNode, str]]] = defaultdict(list)
    unclear = 0
    for claim in claims:
        for evidence in claim.evidence:
            unclear += claim.holder is None and claim.narrator is None
            speakers = [*reversed(evidence.reported_in), *((claim.holder,) if claim.holder else ())]
            chain = [document_member(evidence.document, names, publisher=True), *(entity_member(s, names) for s in speakers)]
            for quoting, quoted in pairwise(chain):
                if quoting.id == quoted.id:
                    continue
                members |= {quoting.id: quoting, quoted.id: quoted}
                links[quoting.id, quoted.id].append((claim, evidence.document))
    ties = [
        Tie(
            source=pair[0],
            target=pair[1],
            weight=len(found),
            bond=len(found),
            claims=tuple(sorted({claim.iri for claim, _ in found})),
            documents=len({document for _, document in found}),
            details=(("about", " | ".join(sorted({local_name(i) for claim, _ in found for i in claim.participants}))),),
        )
        for pair, found in sorted(links.items())
    ]
    return Projection(
        kind="quotes",
        rule=RULE,
        directed=True,
        members=tuple(members[id_] for id_ in sorted(members)),
        ties=tuple(ties),
        left_out=((UNCLEAR, unclear),) if unclear else (),
    )
