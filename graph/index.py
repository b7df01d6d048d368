"""Triples in memory, by predicate and subject; called by `graph.reading` and `graph.verify`."""

from collections import defaultdict
from collections.abc import Iterable

from graph.rdf import text_of
from graph.turtle import RDF_TYPE, Triple


class Index:
    """Objects by predicate and subject; IRIs without their brackets, literals as terms."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._objects: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._types: defaultdict[str, set[str]] = defaultdict(set)
        for subject, predicate, object_ in triples:
            if predicate == RDF_TYPE:
                self._types[object_[1:-1]].add(subject[1:-1])
            else:
                self._objects[predicate[1:-1]][subject[1:-1]].append(object_)

    def of_type(self, type_: str) -> list[str]:
        """The instances of a class, sorted."""
        return sorted(self._types.get(type_, ()))

    def terms(self, subject: str, predicate: str) -> list[str]:
        """The distinct objects, sorted."""
        found = self._objects[predicate].get(subject)
        return [] if found is None else found if len(found) == 1 else sorted(set(found))

    def iris(self, subject: str, predicate: str) -> tuple[str, ...]:
        """The distinct IRIs, sorted."""
        return tuple(term[1:-1] for term in self.terms(subject, predicate) if term.startswith("<"))

    def iri(self, subject: str, predicate: str) -> str | None:
        """The first IRI, if any."""
        return next(iter(self.iris(subject, predicate)), None)

    def texts(self, subject: str, predicate: str) -> tuple[str, ...]:
        """The characters of the distinct literals, in the order of their terms."""
        return tuple(text_of(term) for term in self.terms(subject, predicate) if term.startswith('"'))

    def text(self, subject: str, predicate: str) -> str | None:
        """The characters of the first literal, if any."""
        return next(iter(self.texts(subject, predicate)), None)

    def words(self, subject: str, predicate: str) -> str:
        """The characters of the first literal, or none."""
        return self.text(subject, predicate) or ""

    def number(self, subject: str, predicate: str) -> int:
        """The first literal as a whole number, 0 without one."""
        return int(self.text(subject, predicate) or 0)

    def name(self, subject: str, predicate: str) -> str:
        """The last part of an IRI of the vocabulary."""
        return local_name(self.iri(subject, predicate) or "")


def local_name(iri: str) -> str:
    """What stands after the last `#` or `/` of an IRI."""
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
