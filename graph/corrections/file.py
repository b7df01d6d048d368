"""The file of corrections: Turtle, sorted, the same bytes for the same corrections; for `quoth.building`, `quoth correct`."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from graph.corrections.records import JUDGEMENTS, OF_ENTITIES, Correction, Kind, in_order
from graph.corrections.triples import correction_triples, corrections_of
from graph.corrections.values import checked
from graph.files import replaced
from graph.rdf import Base, normal
from graph.turtle import Triple, write_turtle
from ontology import terms
from ontology.errors import UsageError
from ontology.namespace import inward

NAME: Final = "corrections.ttl"


def read_corrections(path: Path, base: Base) -> tuple[Correction, ...]:
    """The corrections in a file, by day and id; none where there is no file.

    Raises: UsageError if it cannot be read or lacks something.
    """
    if not path.exists():
        return ()
    try:
        found = corrections_of(_triples(path, base))
        for correction in found:
            _check(correction)
    except (ValueError, SyntaxError) as error:
        raise UsageError(f"the corrections in {str(path)!r} cannot be read: {error}; mend the file or move it away") from error
    except OSError as error:
        raise UsageError(f"cannot read {str(path)!r}: {error.strerror}") from error
    return found


def _triples(path: Path, base: Base) -> list[Triple]:
    import pyoxigraph

    quads = pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    rows = ((str(q.subject), str(q.predicate), normal(str(q.object))) for q in quads)
    return [(s, inward(p, base.namespace), inward(o, base.namespace)) for s, p, o in rows]


def _check(correction: Correction) -> None:
    """Raises: ValueError if the day is none or the target does not go with the kind, UsageError if the value does not."""
    date.fromisoformat(correction.when)
    target = correction.entity if correction.kind in OF_ENTITIES else correction.passage
    if target is None or (correction.kind in JUDGEMENTS and correction.other is None):
        raise ValueError(f"{correction.id} ({correction.kind}) does not say what it corrects")
    if correction.kind in JUDGEMENTS | {Kind.DROP, Kind.SPEAKER}:
        return
    if correction.value is not None:
        checked(correction.kind, correction.value)
    elif correction.kind is not Kind.DATE:
        raise ValueError(f"{correction.id} ({correction.kind}) has no value")


def write_corrections(path: Path, corrections: Iterable[Correction], base: Base) -> None:
    """Put the corrections in place of those in the file; the file goes with the last of them."""
    found = in_order(list(corrections))
    if not found:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = ((*triple, "") for triple in correction_triples(found, base))
    names = {**terms.PREFIXES, "q": base.namespace, "ex": base.iri}
    with replaced(path) as stream:
        write_turtle((base.outward(row)[:3] for row in rows), stream, names)
