"""Corrections as records: what is corrected, named so that it is found again, what it becomes, and by whom, when and why."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

from graph.identity import digest

DOCUMENT: Final = "document"
UNCLEAR: Final = "unclear"


class Kind(StrEnum):
    """What a correction changes; the words of `quoth correct`."""

    SAME = "same"
    NOT_SAME = "not-same"
    UNSURE = "unsure"
    NAME = "name"
    TYPE = "type"
    SPEAKER = "speaker"
    RELATION = "relation"
    POLARITY = "polarity"
    MODALITY = "modality"
    DATE = "date"
    DROP = "drop"


JUDGEMENTS: Final = frozenset({Kind.SAME, Kind.NOT_SAME, Kind.UNSURE})
OF_ENTITIES: Final = JUDGEMENTS | {Kind.NAME, Kind.TYPE}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityAddress:
    """An entity by its names, type and codes ("iso3166:FR"); `document` is a doc_id where only that document's is meant."""

    name: str
    others: tuple[str, ...] = ()
    type: str | None = None
    codes: tuple[str, ...] = ()
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageAddress:
    """A passage by its document, sentence and trigger.

    `words` are those of the evidence and `relation` its relation: they choose where one trigger shows several things. `offset`
    is where the words began: it chooses between equal sentences.
    """

    document: str
    sha256: str
    sentence: str
    trigger: str
    words: str
    relation: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One decision. `entity` or `passage` is what is corrected, `other` the second entity of a judgement, `speaker` the new one.

    `value` is the new name, type, relation, polarity ("positive"), modality or date (EDTF, None for none); for a speaker who is
    no entity "document" or "unclear". `when` is a day, YYYY-MM-DD.
    """

    kind: Kind
    entity: EntityAddress | None = None
    other: EntityAddress | None = None
    passage: PassageAddress | None = None
    speaker: EntityAddress | None = None
    value: str | None = None
    by: str
    when: str
    why: str | None = None

    @property
    def id(self) -> str:
        """A hash of all of it: the same decision of the same person on the same day is one."""
        return f"correction-{digest(_plain(asdict(self)))}"


def in_order(corrections: "list[Correction] | tuple[Correction, ...]") -> tuple[Correction, ...]:
    """Each once, by day and id: where two corrections of one thing differ, the later one holds."""
    found = {correction.id: correction for correction in corrections}
    return tuple(sorted(found.values(), key=lambda correction: (correction.when, correction.id)))


def _plain(row: object) -> object:
    return {key: _plain(value) for key, value in sorted(row.items())} if isinstance(row, dict) else row
