"""Make corrections of what a person typed, and refuse those that cannot be or contradict earlier ones; for `quoth correct`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extract.records import EntityType, Modality
from graph.corrections.applying import plain
from graph.corrections.finding import entity_address, passage_addresses
from graph.corrections.plan import told
from graph.corrections.records import DOCUMENT, JUDGEMENTS, OF_ENTITIES, UNCLEAR, Correction, EntityAddress, Kind, in_order
from graph.corrections.values import checked, one_of
from graph.identity import normal_name
from graph.reading import Graph
from ontology.errors import UsageError

STRENGTH: Final = {Kind.NOT_SAME: 2, Kind.UNSURE: 1}
WANTED: Final = {
    **dict.fromkeys(JUDGEMENTS, "ENTITY ENTITY"),
    Kind.NAME: "ENTITY NAME",
    Kind.TYPE: "ENTITY TYPE",
    Kind.SPEAKER: "PASSAGE ENTITY (or document, or unclear)",
    Kind.RELATION: "PASSAGE RELATION",
    Kind.POLARITY: "PASSAGE positive|negative",
    Kind.MODALITY: f"PASSAGE {'|'.join(Modality)}",
    Kind.DATE: "PASSAGE DATE (or none)",
    Kind.DROP: "PASSAGE",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who corrects, on which day and why; `document` limits what is meant, `type` is that of a speaker whom no document names."""

    by: str
    when: str
    why: str | None = None
    document: str | None = None
    type: str | None = None


def make(graph: Graph, known: Sequence[Correction], kind: Kind, words: Sequence[str], act: Act) -> list[Correction]:
    """The corrections that the words ask for: one, or one for each passage of a claim.

    Raises: UsageError if something is missing or unknown, or if an earlier judgement says otherwise.
    """
    if len(words) != len(WANTED[kind].split(" (")[0].split()):
        raise UsageError(f"{kind} takes {WANTED[kind]}, but got {list(words)}")
    if kind in JUDGEMENTS:
        made = [_judgement(graph, known, kind, words, act)]
    elif kind in OF_ENTITIES:
        address = entity_address(graph, words[0], act.document, known)
        made = [_made(kind, act, entity=address, value=checked(kind, words[1]))]
    else:
        speaker = _speaker(graph, known, words[1], act) if kind is Kind.SPEAKER else None
        value = checked(kind, words[1]) if len(words) > 1 and speaker is None else None
        addresses = passage_addresses(graph, words[0], act.document)
        made = [_made(kind, act, passage=address, value=value, speaker=speaker) for address in addresses]
    return [correction for correction in made if correction.id not in {old.id for old in known}]


def _made(kind: Kind, act: Act, **parts: object) -> Correction:
    why = None if act.why is None else plain(act.why)
    return Correction(kind=kind, by=plain(act.by), when=act.when, why=why, **parts)  # type: ignore[arg-type]


def _judgement(graph: Graph, known: Sequence[Correction], kind: Kind, words: Sequence[str], act: Act) -> Correction:
    one, other = entity_address(graph, words[0], act.document, known), entity_address(graph, words[1], None, known)
    if one == other:
        raise UsageError(
            f"{words[0]!r} and {words[1]!r} are one entity: name with --in DOC the document where the first is meant"
        )
    for old in known:
        if old.kind in JUDGEMENTS and old.kind is not kind and _pair(old.entity, old.other) == _pair(one, other):
            raise UsageError(f"{old.by} said on {old.when} that {told(old)}: `quoth correct --undo {old.id}` comes first")
    return _made(kind, act, entity=one, other=other)


def contradicting(known: Sequence[Correction]) -> list[tuple[Correction, Correction]]:
    """Corrections that say different things of the same, as when two teams put their files together: (what holds, what does not).

    Not-same and unsure go before same; of two others the later one holds.
    """
    rows: dict[object, list[Correction]] = {}
    for correction in in_order(list(known)):
        judged = correction.kind in JUDGEMENTS
        target = _pair(correction.entity, correction.other) if judged else (correction.entity, correction.passage)
        rows.setdefault((None if judged else correction.kind, target), []).append(correction)
    found = []
    for same in rows.values():
        best = max(same, key=lambda c: (STRENGTH.get(c.kind, 0), c.when, c.id))
        said = (best.kind, best.value, best.speaker)
        found += [(best, other) for other in same if (other.kind, other.value, other.speaker) != said]
    return found


def _pair(one: EntityAddress | None, other: EntityAddress | None) -> frozenset[tuple[str, str | None, str | None]]:
    return frozenset((normal_name(a.name), a.type, a.document) for a in (one, other) if a is not None)


def _speaker(graph: Graph, known: Sequence[Correction], words: str, act: Act) -> EntityAddress | None:
    """The entity who says it; None for the document itself and for nobody that could be told."""
    if words in (DOCUMENT, UNCLEAR):
        return None
    if act.type is not None:
        return EntityAddress(name=plain(words), type=one_of(act.type, list(EntityType), "type"))
    return entity_address(graph, words, None, known)
