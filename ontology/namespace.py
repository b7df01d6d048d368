"""Where IRIs begin: the namespace of the terms and the base of the data, both settings; called by `graph.rdf` and `show`.

In the store the terms always stand under `terms.NAMESPACE`, so that every query and every reader finds them. Another namespace is
put in where files are written, and taken out where they are read back.
"""

import re
from typing import Final

from ontology.errors import UsageError
from ontology.terms import DATA, NAMESPACE

IRI: Final = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+[#/]")


def check(namespace: str, data: str) -> None:
    """Raises: UsageError if one is no IRI to which a name can be added, or if terms and data could not be told apart."""
    for what, iri in (("namespace", namespace), ("base of the data", data)):
        if not IRI.fullmatch(iri):
            raise UsageError(f"the {what} is {iri!r}: it must be an IRI with http or https that ends with '#' or '/'")
    if data == namespace or data.startswith(NAMESPACE):
        raise UsageError(f"the base of the data {data!r} is a namespace of terms: give the data a place of their own")


def outward(term: str, namespace: str) -> str:
    """A term in N-Triples form as it is written to a file under `namespace`."""
    return _moved(term, NAMESPACE, namespace)


def inward(term: str, namespace: str) -> str:
    """A term of a file under `namespace` as it stands in the store; the inverse of `outward`."""
    return _moved(term, namespace, NAMESPACE)


def placed(text: str, namespace: str, data: str) -> str:
    """A file of the ontology under another namespace and base."""
    return text.replace(NAMESPACE, namespace).replace(DATA, data)


def _moved(term: str, source: str, target: str) -> str:
    return f"<{target}{term[len(source) + 1 :]}" if source != target and term.startswith(f"<{source}") else term
