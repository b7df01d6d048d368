"""The files of the ontology, read as tables; called by `ontology.relations`, `ontology.generate` and `ontology.show`.

They are the only places where a term is born.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ontology.errors import UsageError

if TYPE_CHECKING:
    from pyoxigraph import Triple

FOLDER: Final = Path(__file__).parent
VOCABULARY: Final = FOLDER / "vocabulary.ttl"
RELATIONS: Final = FOLDER / "relations.ttl"
SHAPES: Final = FOLDER / "shapes.ttl"
CONTEXT: Final = FOLDER / "context.jsonld"

# Subject to predicate to objects, all in the order of the file: IRIs and the characters of literals, blank nodes as "_:name".
Row = Mapping[str, tuple[str, ...]]
Table = Mapping[str, Row]


def triples(path: Path) -> list["Triple"]:
    """The triples of a Turtle file in their order.

    Raises: UsageError if it cannot be read.
    """
    from pyoxigraph import RdfFormat, parse

    try:
        return [quad.triple for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE)]
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except SyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        raise UsageError(f"{path}{line} is no Turtle: {error.msg}") from error


def table(paths: Iterable[Path]) -> Table:
    """What the files say, by subject and predicate."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for path in paths:
        for triple in triples(path):
            row = found.setdefault(_text(triple.subject), {})
            predicate = triple.predicate.value
            row[predicate] = (*row.get(predicate, ()), _text(triple.object))
    return found


def place(path: Path, iri: str) -> str:
    """The file and the line where the block of a term begins."""
    name = re.escape(iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :])
    begins = re.compile(rf"\s*(?:[\w.-]*:{name}|<[^>]*\b{name}>)(?:\s|$)")
    lines = path.read_text("utf-8").splitlines()
    return next((f"{path}:{number}" for number, line in enumerate(lines, 1) if begins.match(line)), str(path))


def rows(path: Path, text: str, name: str) -> list[str]:
    """The file and the line of each table `[[name]]` of a TOML file, in their order."""
    header = re.compile(rf"\s*\[\[\s*{name}\s*\]\]")
    return [f"{path}:{number}" for number, line in enumerate(text.splitlines(), 1) if header.match(line)]


def _text(term: object) -> str:
    value = getattr(term, "value", None)
    blank = str(term).startswith("_:")
    return str(term) if blank or value is None else str(value)
