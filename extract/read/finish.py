"""From a draft to a document: its language, what its text and its user state, what is no prose; called by `extract.read.read`."""

import csv
import hashlib
import io
from collections.abc import Mapping

from extract.read.dates import published
from extract.read.decoding import clean, decode
from extract.read.drafts import Draft, Stated, Unreadable
from extract.read.language import foreign
from extract.read.metadata import find
from extract.read.options import ReadOptions
from extract.read.plain import FRONT
from extract.read.prose import skips
from extract.records import Document, Issue
from extract.territories import named
from ontology.errors import UsageError

SPEAKERS = ("speaker", "speaker_state", "speaker_country", "delegation")
COLUMNS = {"date": "published", "name": "title", "byline": "author"}


def finish(draft: Draft, options: ReadOptions, given: Mapping[str, Stated]) -> Document:
    """The document of a draft. `given` holds what the user says, by doc_id or file name.

    Raises: Unreadable if the text is empty or not in English.
    """
    text, issues = clean(draft.text)
    if not any(map(str.isalnum, text)):
        raise Unreadable("empty", "there is no text in it: leave it out, or check that it was saved")
    language = None if options.any_language else foreign(text, row=draft.row)
    if language:
        raise Unreadable("not-english", f"the text is in another language ({language!r}), not in English: leave it out")
    header = FRONT.match(text)
    start = header.end() if header else 0
    name = draft.source.rsplit("/", 1)[-1]
    user = given.get(draft.doc_id) or given.get(draft.source) or given.get(name) or Stated()
    found = find(text, start=start, title=draft.stated.title)
    fallback = Stated(publisher=options.publisher, published=options.date)
    stated = user.otherwise(draft.stated).otherwise(found.stated).otherwise(fallback)
    return Document(
        doc_id=clean(draft.doc_id)[0],
        source=clean(draft.source)[0],
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        source_sha256=draft.source_sha256,
        title=stated.title,
        author=stated.author,
        publisher=stated.publisher,
        published=stated.published,
        url=stated.url,
        skipped=skips(text, front=found.spans, repeats=draft.repeats, front_matter=start),
        issues=draft.issues + issues,
    )


def separator(header: str) -> str:
    """The character that parts the columns: the one that stands most often in the header."""
    return max("\t;,", key=header.count)


def stated_by(row: Mapping[str, object]) -> tuple[Stated, tuple[Issue, ...]]:
    """What a row of a table states, and the trouble with it."""
    fields: dict[str, str | None] = {}
    for name in ("title", "author", "publisher", "url"):
        value = row.get(name)
        bare = " ".join(clean(str(value))[0].split()) if isinstance(value, str | int | float) else ""
        fields[name] = bare or None
    fields["author"] = fields["author"] or _speaker(row)
    date = row.get("published") or row.get("date") or row.get("year")
    fields["published"] = published(str(date)) if date else None
    if date and not fields["published"]:
        message = f"the date {str(date)[:60]!r} is not understood: write it as YYYY-MM-DD, YYYY-MM or YYYY"
        return Stated(**fields), (Issue(code="unknown-date", message=message),)
    return Stated(**fields), ()


def _speaker(row: Mapping[str, object]) -> str | None:
    """Who speaks, of a row of speeches: a state by its name or its code of three letters."""
    for name in SPEAKERS:
        value = row.get(name)
        bare = " ".join(clean(value)[0].split()) if isinstance(value, str) else ""
        if bare:
            return named(bare) or bare
    return None


def given(path: str | None) -> dict[str, Stated]:
    """What a metadata CSV says, by the value of its column doc_id or file.

    Raises: UsageError if it cannot be read or lacks that column.
    """
    if path is None:
        return {}
    try:
        with open(path, "rb") as stream:
            return stated_in(stream.read(), path)
    except OSError as error:
        raise UsageError(f"metadata {path!r} cannot be read ({error.strerror})") from error


def stated_in(data: bytes, path: str) -> dict[str, Stated]:
    """What the bytes of a metadata CSV say; `path` names it to the user.

    Raises: UsageError if it cannot be read or lacks the column doc_id or file.
    """
    try:
        text = decode(data)[0].lstrip("\ufeff")
    except Unreadable as error:
        raise UsageError(f"metadata {path!r} cannot be read: {error.message}") from error
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=separator(text.split("\n", 1)[0]))
    try:
        columns = [(name or "").strip().lower() for name in rows.fieldnames or ()]
        rows.fieldnames = [COLUMNS.get(name, name) for name in columns]
        if not {"doc_id", "file"} & set(columns):
            there = ", ".join(name[:20] for name in columns[:8]) or "none"
            raise UsageError(f"metadata {path!r} needs a column doc_id or file; it has {there}")
        return {row.get("doc_id") or row.get("file") or "": stated_by(row)[0] for row in rows}
    except csv.Error as error:
        raise UsageError(f"metadata {path!r}, line {rows.line_num}: {error}") from error
