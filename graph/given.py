"""What somebody hands over to be verified: a file of triples, and a folder with the documents; called by `graph.verify`.

Files are parsed by Oxigraph, which fetches nothing: no imports, no remote contexts. RDF/XML is not read, since its entities can
grow a small file into a huge one.
"""

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from graph.turtle import Quad
from ontology import terms
from ontology.errors import QuothError, UsageError
from ontology.namespace import inward

FORMATS: Final = (".ttl", ".trig", ".nt", ".nq", ".jsonld")
BLOCK: Final = 1 << 20


def parsed(path: Path, namespace: str = terms.NAMESPACE) -> Iterator[Quad]:
    """The quads of a file whose terms stand under `namespace`, as the store has them; the default graph is "DEFAULT".

    Raises: UsageError for another kind of file or one that cannot be read, QuothError for one that cannot be parsed.
    """
    import pyoxigraph

    kind = pyoxigraph.RdfFormat.from_extension(path.suffix.casefold()[1:])
    if path.suffix.casefold() not in FORMATS or kind is None:
        raise UsageError(f"cannot verify {str(path)!r}: give a file of one of the kinds {', '.join(FORMATS)}")
    try:
        for quad in pyoxigraph.parse(path=str(path), format=kind):
            found = (str(quad.subject), str(quad.predicate), str(quad.object), str(quad.graph_name))
            subject, predicate, object_, graph = (inward(term, namespace) for term in found)
            yield subject, predicate, object_, graph
    except (SyntaxError, ValueError) as error:
        raise QuothError(f"{str(path)!r} cannot be parsed: {error}") from error
    except OSError as error:
        raise UsageError(f"cannot read {str(path)!r}: {error.strerror or error}") from error


def texts(folder: Path, wanted: Collection[str]) -> dict[str, str]:
    """The UTF-8 files in a folder whose SHA-256 is among `wanted`, by it.

    Raises: UsageError if there is no such folder or a file cannot be read.
    """
    if not folder.is_dir():
        raise UsageError(f"no folder {str(folder)!r}: give the folder with the documents")
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        try:
            if path.is_file() and (sha256 := _hash(path)) in wanted:
                found[sha256] = path.read_bytes().decode("utf-8", "replace")
        except OSError as error:
            raise UsageError(f"cannot read {str(path)!r}: {error.strerror or error}") from error
    return found


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
