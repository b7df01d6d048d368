"""Names of an ontology of one's own: the `[[group]]` tables of its TOML files, checked; called by `extract.gazetteer`.

A group is of one type, one that ships or one of the ontology's own. `names` and `nouns` are as in `names.toml`; `endings` are the
words that end a name of the type, such as "plc" of a company, so that names are known which no list holds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from extract.lexicon.reading import numbered, parsed
from extract.records import EntityType
from ontology import types
from ontology.errors import UsageError
from ontology.own import Own

KEYS: Final = ("type", "names", "nouns", "endings")
# The words of names.toml that show the type of an unknown name.
HEADS: Final = {
    EntityType.ORGANIZATION: "organizations",
    EntityType.INSTRUMENT: "instruments",
    EntityType.EVENT: "events",
    EntityType.PLACE: "places",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Names of one type; `subtype` is the own type, if it is one. `where` names file and line."""

    where: str
    type: EntityType
    subtype: str | None = None
    names: tuple[str, ...] = ()
    nouns: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()


def groups(added: Own) -> Iterator[Group]:
    """The groups of all files in their order.

    Raises: UsageError with file and line where something is wrong.
    """
    for path in added.words:
        for where, _, row in numbered(path, parsed(path), "group"):
            yield _group(where, row)


def _group(where: str, row: Mapping[str, Any]) -> Group:
    for key, value in row.items():
        if key not in KEYS:
            raise UsageError(f"{where}: the group has the unknown key {key!r}; known are {', '.join(KEYS)}")
        if key != "type" and not (isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value)):
            raise UsageError(f"{where}: {key} is {value!r}: write a list of texts")
    kind, subtype = _kind(where, row.get("type"))
    endings = tuple(row.get("endings", ()))
    if endings and kind not in HEADS:
        raise UsageError(f"{where}: a {kind} has no endings: give them to a type below {', '.join(HEADS)}")
    if wrong := [word for word in endings if len(word.split()) > 1]:
        raise UsageError(f"{where}: the ending {wrong[0]!r} is more than one word: give its last word")
    return Group(
        where=where,
        type=kind,
        subtype=subtype,
        names=tuple(row.get("names", ())),
        nouns=frozenset(row.get("nouns", ())),
        endings=tuple(word.casefold() for word in endings),
    )


def _kind(where: str, name: object) -> tuple[EntityType, str | None]:
    own = types.load()
    if name in own:
        return EntityType(own[str(name)].above), str(name)
    if name not in set(EntityType):
        known = ", ".join((*EntityType, *own))
        raise UsageError(f"{where}: there is no type {name!r}: define it in Turtle, or take one of {known}")
    return EntityType(str(name)), None
