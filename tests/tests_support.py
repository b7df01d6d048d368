"""Small things that several tests make."""

import hashlib

from extract.records import Document


def document(text: str, doc_id: str = "case.txt", published: str | None = "2020-05-20") -> Document:
    """A plain document of the given text."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(doc_id=doc_id, source=doc_id, text=text, sha256=digest, source_sha256=digest, published=published)
