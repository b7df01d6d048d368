"""Reading of every kind of input, and of input in every kind of trouble: nothing is raised, each is named with its reason."""

import bz2
import csv
import gzip
import hashlib
import io
import json
import os
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.read import CODES, KINDS, REASONS, ReadOptions, read
from extract.records import Document, Skipped
from ontology.errors import UsageError

STORY = (
    "The two ministers signed the river treaty in Vienna on Tuesday, and both of them called it the end of a quarrel over water. "
    "The parliament of the northern state has to approve it before the spring, the speaker said, and nobody doubts that it will."
)
FRENCH = (
    "Le ministre des affaires étrangères a déclaré mardi que la France rejette les propositions de la délégation russe et que "
    "les négociations ne pourront pas reprendre avant le printemps, même si plusieurs diplomates restent à Vienne pour la suite."
)


def documents(paths: Sequence[str | Path], options: ReadOptions | None = None) -> list[Document]:
    found = list(read([str(path) for path in paths], options or ReadOptions()))
    assert not [item for item in found if isinstance(item, Skipped)]
    return [item for item in found if isinstance(item, Document)]


def one(path: Path, options: ReadOptions | None = None) -> Document:
    (document,) = documents([path], options)
    return document


def trouble(path: Path, options: ReadOptions | None = None) -> Skipped:
    (skipped,) = read([str(path)], options or ReadOptions())
    assert isinstance(skipped, Skipped), skipped
    assert skipped.code in CODES
    assert skipped.message
    return skipped


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def pdf(*pages: str) -> bytes:
    """A PDF file with one line of text for each line of each page."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for page in pages:
        lines = "".join(f"({line}) Tj T* " for line in page.splitlines())
        stream = f"BT /F1 10 Tf 12 TL 40 780 Td {lines}ET"
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects) + 2} 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj{body}endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        out
        + f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF".encode()
    )


# --- the stored text


@pytest.mark.parametrize("text", [STORY, f"{STORY}\r\n\r\n{STORY}\r", f"  {STORY}\t\n\x0b\u2028 Ünïcode — “quotes” 😀\n\n"])
def test_plain_text_is_stored_unchanged(tmp_path: Path, text: str) -> None:
    document = one(write(tmp_path / "a.txt", text))
    assert document.text == text
    assert document.sha256 == document.source_sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert (document.doc_id, document.source, document.language) == ("a.txt", "a.txt", "en")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_stored_and_its_marks_lie_in_it(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = write(tmp_path_factory.mktemp("any") / "a.jsonl", json.dumps({"id": "x", "text": text}))
    for item in read([str(path)]):
        if isinstance(item, Document):
            assert item.text == "".join("\ufffd" if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in text)
            item.text.encode()
            ends = [0]
            for skip in item.skipped:
                assert ends[-1] <= skip.span.start < skip.span.end <= len(item.text)
                assert skip.reason in REASONS
                ends.append(skip.span.end)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_skipped(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    for suffix in (".txt", ".md", ".jsonl", ".csv", ".eml", ".txt.gz", ".zip", ".csv.gz"):
        write(folder / f"a{suffix}", data)
    found = list(read([str(folder)]))
    assert all(isinstance(item, Document) or item.code in CODES for item in found)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_wide_encodings(tmp_path: Path, encoding: str) -> None:
    assert one(write(tmp_path / "a.txt", STORY.encode(encoding))).text == STORY


def test_a_utf8_mark_stays_and_is_marked(tmp_path: Path) -> None:
    document = one(write(tmp_path / "a.txt", b"\xef\xbb\xbf" + STORY.encode()))
    assert document.text == "\ufeff" + STORY
    assert [(skip.span.start, skip.span.end, skip.reason) for skip in document.skipped] == [(0, 1, "mark")]


def test_legacy_encoding_is_detected_and_named(tmp_path: Path) -> None:
    text = STORY.replace("Vienna", "Zürich") + " “It’s over” – he said."
    document = one(write(tmp_path / "a.txt", text.encode("cp1252")))
    assert document.text == text
    assert [issue.code for issue in document.issues] == ["guessed-encoding"]


def test_replaced_characters_are_counted(tmp_path: Path) -> None:
    data = ("é" * 300 + STORY).encode() + b"\xff\xfe end \x00"
    document = one(write(tmp_path / "a.txt", data))
    assert document.text.endswith("\ufffd\ufffd end \ufffd")
    assert [(issue.code, issue.message.split()[0]) for issue in document.issues] == [
        ("replaced-characters", "2"),
        ("replaced-characters", "1"),
    ]


def test_directions_and_controls_stay_and_are_counted(tmp_path: Path) -> None:
    text = STORY + "\u202eevil\u202c \x07\x1b[31m"
    document = one(write(tmp_path / "a.txt", text))
    assert document.text == text
    assert sorted(issue.code for issue in document.issues) == ["control-characters", "direction-characters"]


def test_half_surrogates_of_json_are_replaced(tmp_path: Path) -> None:
    document = one(
        write(
            tmp_path / "a.jsonl",
            r'{"id": "a\ud800", "title": "x\udfff", "text": "half \ud83d and whole \ud83d\ude00 ' + STORY + '"}',
        )
    )
    assert document.text == f"half \ufffd and whole 😀 {STORY}"
    assert (document.doc_id, document.title) == ("a\ufffd", "x\ufffd")


# --- kinds


def test_markdown_with_front_matter(tmp_path: Path) -> None:
    text = (
        f'---\ntitle: "The River"\nauthor: Clara Weiss\ndate: 2004-05-05\npublisher: The Monitor\n---\n\n# The River\n\n{STORY}\n'
    )
    document = one(write(tmp_path / "a.md", text))
    assert document.text == text
    assert (document.title, document.author, document.publisher, document.published) == (
        "The River",
        "Clara Weiss",
        "The Monitor",
        "2004-05-05",
    )
    assert [skip.reason for skip in document.skipped] == ["front-matter"]


def test_web_page(tmp_path: Path) -> None:
    page = (
        "<!DOCTYPE html><html lang='en'><head><title>River treaty signed - The Monitor</title>"
        "<meta property='og:title' content='River treaty signed'><meta name='author' content='Clara Weiss'>"
        "<meta property='og:site_name' content='The Monitor'><meta "
        "property='article:published_time' content='2004-05-05T08:00:00Z'><link rel='canonical' href='https://monitor.example/river'></head>"
        f"<body><nav><a href='/'>Home</a><a href='/w'>World</a></nav>"
        f"<article><h1>River treaty signed</h1><p>{STORY}</p><p>{STORY[::-1]}</p><p>{STORY.upper()}</p></article>"
        "<footer>Privacy policy</footer><script>alert(1)</script></body></html>"
    )
    document = one(write(tmp_path / "a.html", page))
    assert document.text.startswith("River treaty signed\n")
    assert STORY in document.text
    assert "alert" not in document.text
    assert "Privacy" not in document.text
    assert (document.title, document.author, document.publisher) == ("River treaty signed", "Clara Weiss", "The Monitor")
    assert (document.published, document.url) == ("2004-05-05", "https://monitor.example/river")
    assert document.source_sha256 == hashlib.sha256(page.encode()).hexdigest()


def test_a_page_nested_without_end_is_refused(tmp_path: Path) -> None:
    assert trouble(write(tmp_path / "a.html", "<div>" * 100_000 + STORY)).code == "malformed"


def test_pdf_file(tmp_path: Path) -> None:
    head, foot = "Journal of Rivers", "page "
    pages = [
        f"{head}\nThe ministers met on day {n} of the long\nconference and agreed upon inter-\nnational rules.\n{foot}{n}"
        for n in range(1, 5)
    ]
    document = one(write(tmp_path / "a.pdf", pdf(*pages)))
    assert "agreed upon international rules." in document.text
    assert [skip.span.of(document.text) for skip in document.skipped if skip.reason == "page"] == [
        line for n in range(1, 5) for line in (head, f"{foot}{n}")
    ]


def test_pdf_trouble(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(STORY[:80]))))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    assert trouble(write(tmp_path / "locked.pdf", locked.getvalue())).code == "encrypted"
    scan = trouble(write(tmp_path / "scan.pdf", pdf("", "")))
    assert scan.code == "no-text"
    assert "OCR" in scan.message
    assert trouble(write(tmp_path / "cut.pdf", pdf(STORY)[:60])).code == "corrupt"
    assert trouble(write(tmp_path / "not.pdf", STORY)).code == "corrupt"
    assert trouble(write(tmp_path / "slow.pdf", pdf(STORY)), ReadOptions(deadline=0.001)).code == "deadline"


def word(path: Path, *paragraphs: str, title: str = "") -> Path:
    import docx

    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "left", "right"
    document.save(str(path))
    return path


def test_word_file(tmp_path: Path) -> None:
    document = one(word(tmp_path / "a.docx", "The River Treaty", "By Clara Weiss", STORY, title="On the River"))
    assert document.text == f"The River Treaty\nBy Clara Weiss\n{STORY}\nleft\nright"
    assert (document.title, document.author) == ("On the River", "Clara Weiss")


def test_word_trouble(tmp_path: Path) -> None:
    whole = word(tmp_path / "a.docx", STORY).read_bytes()
    assert trouble(write(tmp_path / "cut.docx", whole[:2000])).code == "corrupt"
    assert trouble(write(tmp_path / "old.docx", b"\xd0\xcf\x11\xe0" + bytes(600))).code == "encrypted"
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 5_000_000)
    assert trouble(write(tmp_path / "bomb.docx", bomb.getvalue())).code == "bomb"
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", STORY)
    assert trouble(write(tmp_path / "zip.docx", other.getvalue())).code == "corrupt"


def test_mail(tmp_path: Path) -> None:
    mail = (
        "From: Clara Weiss <clara@monitor.example>\r\nTo: desk@monitor.example\r\n"
        "Subject: =?utf-8?q?River_treaty_=E2=80=93_signed?=\r\n"
        "Date: Wed, 5 May 2004 23:30:00 -0400\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        f"--b\r\nContent-Type: text/plain; charset=iso-8859-2\r\nContent-Transfer-Encoding: 8bit\r\n\r\nÁder. {STORY}\r\n"
        "--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=t.pdf\r\n\r\nx\r\n--b--\r\n"
    )
    document = one(write(tmp_path / "a.eml", mail.encode("iso-8859-2")))
    assert STORY in document.text
    assert document.text.startswith("Áder")
    assert (document.title, document.author, document.published) == ("River treaty – signed", "Clara Weiss", "2004-05-05")
    assert [issue.code for issue in document.issues] == ["attachments"]
    assert trouble(write(tmp_path / "none.eml", "Subject: x\n\n")).code == "no-text"


def rows(*items: object) -> str:
    return "".join(json.dumps(item) + "\n" for item in items)


def test_json_lines(tmp_path: Path) -> None:
    data = rows(
        {
            "doc_id": "r1",
            "text": STORY,
            "title": "T",
            "author": "A B",
            "date": "5 May 2004",
            "publisher": "P",
            "url": "https://x.example/1",
        },
        {"id": 7, "text": STORY + " Seven.", "published": "2004-05", "source": "cable 7"},
        {"text": STORY + " Eight.", "date": "some day"},
    )
    first, second, third = documents([write(tmp_path / "r.jsonl", "\ufeff" + data + "\n")])
    assert (first.doc_id, first.title, first.author, first.published, first.publisher) == ("r1", "T", "A B", "2004-05-05", "P")
    assert (first.url, first.source) == ("https://x.example/1", "https://x.example/1")
    assert (second.doc_id, second.published, second.source) == ("7", "2004-05", "cable 7")
    assert (third.doc_id, third.source, third.published, [issue.code for issue in third.issues]) == (
        "r.jsonl#3",
        "r.jsonl",
        None,
        ["unknown-date"],
    )


def test_rows_in_trouble_are_named_and_the_others_read(tmp_path: Path) -> None:
    data = rows(
        {"id": "a", "text": STORY},
        ["no"],
        {"id": "b", "body": STORY},
        {"id": "c", "text": "  "},
        {"id": "a", "text": "Again. " + STORY},
    )
    path = write(tmp_path / "r.jsonl", data + "{broken\n" + "[" * 100_000 + "\n" + rows({"id": "z", "text": STORY}))
    found = list(read([str(path)]))
    assert [item.doc_id for item in found if isinstance(item, Document)] == ["a", "z"]
    assert [(item.source.rsplit(":")[-1], item.code) for item in found if isinstance(item, Skipped)] == [
        ("2", "bad-row"), ("3", "no-text"), ("4", "empty"), ("5", "duplicate"), ("6", "bad-row"), ("7", "bad-row"),
    ]  # fmt: skip


@pytest.mark.parametrize(("separator", "encoding"), [(",", "utf-8"), (";", "cp1252"), ("\t", "utf-16")])
def test_csv(tmp_path: Path, separator: str, encoding: str) -> None:
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=separator)
    table.writerows(
        [["ID", "Text", "Title", "Author", "Date", "URL"], ["1", f'{STORY}\r\n"Zürich", {STORY}', "T", "A", "2004-05-05", ""], []]
    )
    table.writerow(["2", STORY, "", "", "", "https://x.example/2"])
    first, second = documents([write(tmp_path / "t.csv", out.getvalue().encode(encoding))])
    assert (first.doc_id, first.text, first.title, first.published) == ("1", f'{STORY}\r\n"Zürich", {STORY}', "T", "2004-05-05")
    assert (second.doc_id, second.url) == ("2", "https://x.example/2")


def test_csv_trouble(tmp_path: Path) -> None:
    assert trouble(write(tmp_path / "a.csv", "id,body\n1,x\n")).code == "no-text"
    large = write(tmp_path / "b.csv", f'id,text\n1,{STORY}\n2,"{"x" * 9000}"\n')
    found = list(read([str(large)], ReadOptions(max_bytes=5000)))
    assert [type(item).__name__ for item in found] == ["Document", "Skipped"]
    before = csv.field_size_limit()
    list(read([str(large)]))
    assert csv.field_size_limit() == before


def test_who_speaks_is_the_author(tmp_path: Path) -> None:
    said = [{"speaker_state": "NOR"}, {"speaker": "Chad"}, {"speaker_state": "NOR", "author": "Ana Costa"}, {"speaker": " "}]
    path = write(tmp_path / "r.jsonl", rows(*({"id": f"r{n}", "text": STORY, **row} for n, row in enumerate(said))))
    assert [d.author for d in documents([path])] == ["Norway", "Chad", "Ana Costa", None]


@pytest.mark.parametrize("kind", ["txt", "jsonl", "csv", "html", "md"])
def test_gzipped(tmp_path: Path, kind: str) -> None:
    data = {
        "jsonl": rows({"id": "r", "text": STORY}),
        "csv": f'id,text\nr,"{STORY}"\n',
        "html": f"<html><body><p>{STORY}</p><p>{STORY}</p></body></html>",
    }
    path = write(tmp_path / f"a.{kind}.gz", gzip.compress(data.get(kind, STORY).encode(), mtime=0))
    document = one(path)
    assert STORY in document.text
    assert document.doc_id == ("r" if kind in ("jsonl", "csv") else f"a.{kind}.gz")
    assert trouble(write(tmp_path / f"cut.{kind}.gz", path.read_bytes()[:60])).code == "corrupt"
    assert trouble(write(tmp_path / f"not.{kind}.gz", STORY)).code == "corrupt"


def test_gzip_bombs(tmp_path: Path) -> None:
    small = ReadOptions(max_bytes=100_000, max_unpacked_bytes=1_000_000)
    for kind in ("txt", "jsonl", "csv"):
        path = write(tmp_path / f"bomb.{kind}.gz", gzip.compress(b"text\n" + b"a" * 30_000_000))
        assert {item.code for item in read([str(path)], small) if isinstance(item, Skipped)} <= {"too-large", "bad-row"}
        assert not [item for item in read([str(path)], small) if isinstance(item, Document)]


def archive_of(path: Path, *members: tuple[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def test_archive(tmp_path: Path) -> None:
    inner = archive_of(tmp_path / "inner.zip", ("a.txt", STORY)).read_bytes()
    path = archive_of(
        tmp_path / "a.zip", ("b/two.txt", STORY + " Two."), ("one.txt", STORY), ("r.jsonl", rows({"id": "r", "text": STORY})),
        ("inner.zip", inner), ("../up.txt", STORY), ("/root.txt", STORY),
        ("c:\\win.txt", STORY), ("..\\up2.txt", STORY), ("bomb.txt", b" " * 5_000_000),
        ("p.png", b"x"),         ("__MACOSX/._one.txt", b"x"), (".DS_Store", b"x"), ("z.txt.gz", gzip.compress(STORY.encode())),
    )  # fmt: skip
    found = list(read([str(path)]))
    assert [item.doc_id for item in found if isinstance(item, Document)] == [
        "a.zip!/b/two.txt",
        "a.zip!/one.txt",
        "r",
        "a.zip!/z.txt.gz",
    ]
    assert {item.source.split("!/")[1]: item.code for item in found if isinstance(item, Skipped)} == {
        "../up.txt": "unsafe-name", "/root.txt": "unsafe-name", "c:\\win.txt": "unsafe-name", "..\\up2.txt": "unsafe-name",
        "bomb.txt": "bomb", "inner.zip": "nested-archive", "p.png": "unknown-kind",
    }  # fmt: skip
    assert not list(tmp_path.parent.glob("up*.txt"))


def test_archive_trouble(tmp_path: Path) -> None:
    good = archive_of(tmp_path / "a.zip", ("one.txt", STORY), ("two.txt", bz2.compress(os.urandom(900)))).read_bytes()
    assert trouble(write(tmp_path / "cut.zip", good[:-30])).code == "corrupt"
    assert trouble(write(tmp_path / "not.zip", STORY)).code == "corrupt"
    broken = good[:60] + bytes(40) + good[100:]
    assert {item.code for item in read([str(write(tmp_path / "b.zip", broken))]) if isinstance(item, Skipped)} <= {
        "corrupt",
        "binary",
    }
    assert trouble(tmp_path / "a.zip", ReadOptions(max_members=1)).code == "too-large"
    assert trouble(tmp_path / "a.zip", ReadOptions(max_unpacked_bytes=100)).code == "too-large"


def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def given_input(data: bytes) -> list[Document | Skipped]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return list(read(["-"], ReadOptions(max_bytes=1_000_000)))

    (text,) = given_input(STORY.encode() + b"\r\nend")
    assert isinstance(text, Document)
    assert (text.doc_id, text.text) == ("stdin", STORY + "\r\nend")
    found = given_input(rows({"id": "a", "text": STORY}, {"text": STORY + " Two."}).encode())
    assert [item.doc_id for item in found if isinstance(item, Document)] == ["a", "stdin#2"]
    for data in (
        gzip.compress(STORY.encode()),
        pdf(STORY[:90]),
        f"<html><body><p>{STORY}</p><p>{STORY}</p></body></html>".encode(),
        f'date,text\n2020-01-01,"{STORY}"\n'.encode(),
        archive_of(tmp_path / "in.zip", ("one.txt", STORY)).read_bytes(),
        word(tmp_path / "in.docx", STORY, STORY).read_bytes(),
        f"Subject: The river\r\nMIME-Version: 1.0\r\nDate: Mon, 4 May 2020 10:00:00 +0000\r\n\r\n{STORY}".encode(),
    ):
        (item,) = given_input(data)
        assert isinstance(item, Document), item
    for data, code in ((b"", "empty"), (b"a" * 1_100_000, "too-large"), (bytes(5000), "binary")):
        (item,) = given_input(data)
        assert isinstance(item, Skipped)
        assert (item.code, item.source) == (code, "-")


# --- names and order


def test_doc_ids_are_paths_below_the_folder_made_unique_by_the_nearest_parents(tmp_path: Path) -> None:
    for place in ("x/2019/a.txt", "y/2019/a.txt", "x/b.txt", "x/deep/er/c.md", "x/.hidden/d.txt", "x/.e.txt"):
        write(tmp_path / place, f"{STORY} {place}")
    assert [d.doc_id for d in documents([tmp_path / "x"])] == ["2019/a.txt", "b.txt", "deep/er/c.md"]
    both = [d.doc_id for d in documents([tmp_path / "x", tmp_path / "y"])]
    assert both == ["b.txt", "deep/er/c.md", "x/2019/a.txt", "y/2019/a.txt"]
    assert documents([tmp_path / "y", tmp_path / "x"]) == documents([tmp_path / "x", tmp_path / "y", tmp_path / "x/b.txt"])
    assert [d.doc_id for d in documents([tmp_path / "x/2019/a.txt", tmp_path / "y/2019/a.txt"])] == [
        "x/2019/a.txt",
        "y/2019/a.txt",
    ]
    assert [d.doc_id for d in documents([tmp_path / "*/2019/*.txt"])] == ["x/2019/a.txt", "y/2019/a.txt"]
    assert [d.doc_id for d in documents([tmp_path / "x/**/*.md"])] == ["c.md"]


def test_inputs_without_a_document_are_named(tmp_path: Path) -> None:
    write(tmp_path / "in/a.jsonl", "")
    write(tmp_path / "in/b.jsonl", " \n\n")
    write(tmp_path / "in/c.csv", "id,text\n")
    write(tmp_path / "in/d.csv", "")
    write(tmp_path / "in/e.zip", b"PK\x05\x06" + bytes(18))
    write(tmp_path / "in/f.jsonl.gz", gzip.compress(b""))
    (tmp_path / "none").mkdir()
    found = list(read([str(tmp_path / "in"), str(tmp_path / "none")]))
    assert [(Path(item.source).name, item.code) for item in found if isinstance(item, Skipped)] == [
        (name, "empty") for name in ("none", "a.jsonl", "b.jsonl", "c.csv", "d.csv", "e.zip", "f.jsonl.gz")
    ]


def test_paths_that_lead_to_nothing(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", STORY)
    missing, document = read([str(tmp_path / "none.txt"), str(tmp_path / "a.txt")])
    assert isinstance(missing, Skipped)
    assert missing.code == "not-found"
    assert isinstance(document, Document)
    for paths in ([], [str(tmp_path / "none.txt")], [str(tmp_path / "*.pdf")]):
        with pytest.raises(UsageError):
            read(paths)


def test_files_in_trouble(tmp_path: Path) -> None:
    assert trouble(write(tmp_path / "empty.txt", "")).code == "empty"
    assert trouble(write(tmp_path / "blank.txt", " \n\t\n")).code == "empty"
    assert trouble(write(tmp_path / "binary.txt", bytes(range(256)) * 40)).code == "binary"
    assert trouble(write(tmp_path / "picture.txt", b"\x89PNG\r\n\x1a\n" + STORY.encode())).code == "binary"
    assert "name it .pdf" in trouble(write(tmp_path / "p.txt", pdf(STORY))).message
    assert trouble(write(tmp_path / "a.xlsx", b"PK")).code == "unknown-kind"
    assert trouble(write(tmp_path / "fr.txt", FRENCH)).code == "not-english"
    assert one(tmp_path / "fr.txt", ReadOptions(any_language=True)).text == FRENCH
    os.mkfifo(tmp_path / "pipe.txt")
    assert trouble(tmp_path / "pipe.txt").code == "unreadable"
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert trouble(tmp_path / "gone.txt").code == "unreadable"
    assert one(write(tmp_path / "README", STORY)).doc_id == "README"


@pytest.mark.parametrize("kind", ["txt", "md", "html", "eml", "pdf", "docx", "jsonl", "csv"])
def test_an_enormous_file_is_never_held_whole(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"large.{kind}"
    with path.open("wb") as stream:
        stream.write(b"text\n" if kind == "csv" else b"")
        stream.seek(100_000_000)
        stream.write(b"\n")
    import tracemalloc

    tracemalloc.start()
    try:
        found = list(read([str(path)], ReadOptions(max_bytes=1_000_000)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [type(item).__name__ for item in found] == ["Skipped"]
    assert peak < 30_000_000


def test_rows_are_not_skipped_for_language_unless_long_and_sure(tmp_path: Path) -> None:
    names = "Angela Merkel, Emmanuel Macron, Sergej Lawrow, Frank-Walter Steinmeier, Jean-Yves Le Drian, Giuseppe Conte met."
    path = write(
        tmp_path / "r.jsonl", rows({"id": "1", "text": FRENCH[:150]}, {"id": "2", "text": names}, {"id": "3", "text": FRENCH * 2})
    )
    found = list(read([str(path)]))
    assert [item.doc_id if isinstance(item, Document) else item.code for item in found] == ["1", "2", "not-english"]


# --- what the user says


def test_what_the_user_gives(tmp_path: Path) -> None:
    write(tmp_path / "in/a.txt", f"The River\n5 May 2004\n{STORY}\n")
    write(tmp_path / "in/b.txt", f"{STORY} Two.\n")
    table = write(tmp_path / "m.csv", "file,author,date,publisher\na.txt,C. Weiss,6 June 2005,\n")
    first, second = documents([tmp_path / "in"], ReadOptions(date="2010-01", publisher="The Desk", metadata=str(table)))
    assert (first.title, first.author, first.published, first.publisher) == ("The River", "C. Weiss", "2005-06-06", "The Desk")
    assert (second.published, second.publisher) == ("2010-01", "The Desk")


def test_a_year_will_do_as_the_date_of_a_row(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", rows({"text": STORY, "year": 1950}))
    assert one(tmp_path / "a.jsonl").published == "1950"


def test_a_table_named_metadata_beside_the_files_counts(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", STORY)
    write(tmp_path / "metadata.csv", "doc_id;title;url\na.txt;The River;https://x.example/a\n")
    document = one(tmp_path)
    assert (document.title, document.url) == ("The River", "https://x.example/a")


def test_a_table_of_metadata_in_an_archive_counts(tmp_path: Path) -> None:
    path = archive_of(
        tmp_path / "a.zip", ("in/a.txt", STORY), ("in/metadata.csv", "file,title\na.txt,The River\n"), ("b.txt", STORY + " Two."),
    )  # fmt: skip
    assert [(d.doc_id, d.title) for d in documents([path])] == [("a.zip!/b.txt", None), ("a.zip!/in/a.txt", "The River")]
    broken = archive_of(tmp_path / "b.zip", ("a.txt", STORY), ("metadata.csv", 'file,title\n"a.txt,The River\n'))
    assert trouble(broken).code == "malformed"


def test_a_table_named_metadata_speaks_of_its_own_folder_only(tmp_path: Path) -> None:
    for name in ("a/x.txt", "a/deep/y.txt", "b/x.txt"):
        write(tmp_path / name, f"{STORY} {name}")
    write(tmp_path / "metadata.csv", "file,publisher,title\nx.txt,The Root,Root\ny.txt,The Root,Root\n")
    write(tmp_path / "a/metadata.csv", "file,publisher\nx.txt,The Leaf\n")
    found = {document.doc_id: document.publisher for document in documents([tmp_path])}
    assert found == {"a/x.txt": "The Leaf", "a/deep/y.txt": "The Root", "b/x.txt": "The Root"}
    assert [d.publisher for d in documents([tmp_path / "b", tmp_path / "a"])] == ["The Leaf", None, None]


@pytest.mark.parametrize(
    "options", [ReadOptions(date="last week"), ReadOptions(metadata="none.csv"), ReadOptions(date="05/05/2004")]
)
def test_settings_that_cannot_be_used(tmp_path: Path, options: ReadOptions) -> None:
    write(tmp_path / "a.txt", STORY)
    with pytest.raises(UsageError):
        read([str(tmp_path)], options)


def test_kinds_and_codes_are_closed_sets() -> None:
    assert {".txt", ".md", ".html", ".pdf", ".docx", ".eml", ".jsonl", ".csv"} <= set(KINDS)
    assert len(set(CODES)) == len(CODES)
    assert len(set(REASONS)) == len(REASONS)
