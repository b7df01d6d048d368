"""PDF and Word files, parsed in a child process with a deadline and a memory limit; called by `extract.read.read`."""

import hashlib
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from extract.read.archives import BROKEN, SMALL
from extract.read.confined import ask
from extract.read.drafts import Draft, Opened, Stated, Unreadable, take, too_large
from extract.read.options import ReadOptions
from extract.records import Issue

WORD_FACTOR: Final = 5
NAMELESS: Final = re.compile(
    r"(?:python-docx|user|admin|administrator|unknown|author|anonymous|microsoft.{0,20}|owner|windows user|test|root)", re.I
)
UNTITLED: Final = re.compile(
    r"(?:microsoft word - .*|untitled.*|document\d*|word document|.*\.(?:docx?|pdf|indd|qxd|tex|dvi))", re.I
)
EDGE: Final = 2
SHORT: Final = 8
FIGURES: Final = re.compile(r"\d{1,9}")
HYPHENED: Final = re.compile(r"\b([^\W\d_]{2,30})[-\u00ad\u2010]\n([a-z]{2,30})\b")


def pdf(opened: Opened, options: ReadOptions) -> Iterator[Draft]:
    """The one document of a PDF file with a text layer."""
    data = take(opened, options.max_bytes)
    if b"%PDF-" not in data[:1024]:
        raise Unreadable("corrupt", "not a PDF file: it does not begin as one. Fetch it again")
    answer = ask("pdf", data, options)
    pages = [str(page) for page in answer["pages"]]
    if sum(char.isalnum() for page in pages for char in page) < 10:
        raise Unreadable("no-text", f"no text on its {len(pages)} pages, so probably a scan: run text recognition (OCR) first")
    repeats = _repeats(pages)
    text = _unhyphened("\n\n".join(page.strip("\n") for page in pages if page.strip()))
    yield _draft(opened, data, text, answer, repeats)


def docx(opened: Opened, options: ReadOptions) -> Iterator[Draft]:
    """The one document of a Word file."""
    data = take(opened, options.max_bytes)
    _check_parts(data, options)
    answer = ask("docx", data, options)
    text = "\n".join(str(block) for block in answer["blocks"])
    if not text.strip():
        raise Unreadable("no-text", "no text in it: only pictures or nothing")
    yield _draft(opened, data, text, answer, ())


def _draft(opened: Opened, data: bytes, text: str, answer: dict[str, Any], repeats: tuple[str, ...]) -> Draft:
    title, author = (" ".join(str(answer.get(name) or "").split()) for name in ("title", "author"))
    bad = int(answer.get("bad") or 0)
    return Draft(
        doc_id=opened.doc_id,
        shown=opened.shown,
        source=opened.doc_id,
        text=text,
        source_sha256=hashlib.sha256(data).hexdigest(),
        stated=Stated(
            title=title if " " in title and not UNTITLED.fullmatch(title) else None,
            author=author if " " in author and not NAMELESS.fullmatch(author) else None,
        ),
        issues=(Issue(code="pages-unread", message=f"{bad} pages could not be read; look at the file"),) if bad else (),
        repeats=repeats,
    )


def _check_parts(data: bytes, options: ReadOptions) -> None:
    """A Word file is a zip archive: its sizes are looked at before anything is unpacked."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("encrypted", "an old or password-locked Word file: save it as an open .docx")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except BROKEN as error:
        raise Unreadable("corrupt", f"not a Word file that can be opened ({error}): save it again") from error
    total = sum(part.file_size for part in parts)
    if total > WORD_FACTOR * options.max_bytes:
        raise too_large(total, WORD_FACTOR * options.max_bytes)
    if any(part.file_size > SMALL and part.file_size > options.max_ratio * max(part.compress_size, 1) for part in parts):
        raise Unreadable("bomb", f"a part unpacks to more than {options.max_ratio} times its size, as no text does: leave it out")
    if "word/document.xml" not in {part.filename for part in parts}:
        raise Unreadable("corrupt", "a zip archive, but no Word file: word/document.xml is missing")


def _repeats(pages: list[str]) -> tuple[str, ...]:
    """Lines at the edge of pages that come again on most of them; short ones may differ in their figures."""
    edges = []
    for page in pages:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        edges.append(dict.fromkeys(lines[:EDGE] + lines[-EDGE:]))
    count = Counter(_figureless(line) for lines in edges for line in lines)
    often = {line for line, times in count.items() if times >= max(3, len(pages) / 2)}
    return tuple(dict.fromkeys(line for lines in edges for line in lines if _figureless(line) in often))


def _figureless(line: str) -> str:
    return FIGURES.sub("0", line) if len(line.split()) <= SHORT else line


def _unhyphened(text: str) -> str:
    """Words that were broken at a line's end made whole, if the text has them whole elsewhere or not with a hyphen."""
    known = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower()))

    def join(match: re.Match[str]) -> str:
        whole, parted = match[1] + match[2], f"{match[1]}-{match[2]}"
        return parted if parted.lower() in known and whole.lower() not in known else whole

    return HYPHENED.sub(join, text)
