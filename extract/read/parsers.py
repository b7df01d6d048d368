"""Parses one PDF file, Word file or web page from standard input under limits and prints a JSON object.

`extract.read.confined` runs this file as a script; it imports nothing of Quoth, so that it starts fast, and whatever goes wrong
in a hostile file ends with its process. `extract.read.web` calls `html` itself for pages of common size.
"""

import json
import sys
from io import BytesIO
from typing import Any, Final

BROKEN: Final = (AssertionError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)
DATES: Final = {
    "extensive_search": False,
    "original_date": True,
    "outputformat": "%Y-%m-%d",
    "min_date": "1990-01-01",
    "max_date": "2099-12-31",
}


def limit(memory: int, seconds: int) -> None:
    """Cap memory and processor time, where the system can."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def pdf(data: bytes, most: int) -> dict[str, Any]:
    """The pages of a PDF file as texts, its title and author."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"code": "encrypted", "message": "locked by a password: save a copy without one"}
        pages, bad, total = [], 0, 0
        for page in reader.pages:
            try:
                text = page.extract_text()
            except (PyPdfError, *BROKEN):
                text, bad = "", bad + 1
            total += len(text)
            if total > most:
                return {"code": "too-large", "message": f"more than {most:,} characters of text: split it"}
            pages.append(text)
        about = reader.metadata
    except DependencyError:
        return {"code": "encrypted", "message": "encrypted in a way that cannot be read: save a copy without a password"}
    except (PyPdfError, *BROKEN) as error:
        return {"code": "corrupt", "message": f"a damaged PDF file ({type(error).__name__}: {error}): fetch or print it again"}
    return {"pages": pages, "bad": bad, "title": about and about.title, "author": about and about.author}


def docx(data: bytes, most: int) -> dict[str, Any]:
    """The paragraphs and table cells of a Word file in their order, its title and author."""
    from zipfile import BadZipFile

    from docx import Document
    from docx.opc.exceptions import OpcError
    from docx.table import Table
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        document = Document(BytesIO(data))
        blocks = []
        for part in document.iter_inner_content():
            if isinstance(part, Table):
                cells = [cell.text.strip() for row in part.rows for cell in dict.fromkeys(row.cells)]
                blocks += [text for text in dict.fromkeys(cells) if text]
            else:
                blocks.append(part.text)
        about = document.core_properties
        answer = {"blocks": blocks, "title": about.title, "author": about.author}
    except (
        OpcError,
        LxmlError,
        BadZipFile,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        OSError,
    ) as error:
        return {"code": "corrupt", "message": f"a damaged Word file ({type(error).__name__}: {error}): save it again"}
    if sum(map(len, blocks)) > most:
        return {"code": "too-large", "message": f"more than {most:,} characters of text: split it"}
    return answer


def html(data: bytes, most: int) -> dict[str, Any]:
    """The text of a page's article (UTF-8) and what the markup states of it."""
    import logging

    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    markup = data.decode()
    try:
        found = trafilatura.bare_extraction(markup, include_comments=False, with_metadata=True, date_extraction_params=DATES)
    except BROKEN:
        found = None  # its search for a date trips over odd markup; the text is still to be had
    found = None if isinstance(found, dict) else found
    try:
        text = (found.text if found else None) or trafilatura.html2txt(markup)
    except BROKEN as error:
        return {"code": "corrupt", "message": f"a damaged page ({type(error).__name__}: {error}): save its text as .txt"}
    if len(text) > most:
        return {"code": "too-large", "message": f"more than {most:,} characters of text: split it"}
    return {"text": text, **{name: getattr(found, name, None) for name in ("title", "author", "sitename", "date", "url")}}


def main(kind: str, memory: str, seconds: str, most: str) -> None:
    """Read standard input, write the answer."""
    limit(int(memory), int(seconds))
    data = sys.stdin.buffer.read()
    try:
        answer = {"pdf": pdf, "docx": docx, "html": html}[kind](data, int(most))
    except MemoryError:
        answer = {
            "code": "too-large",
            "message": f"reading it takes more than {int(memory):,} bytes of memory: save its text as .txt",
        }
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
