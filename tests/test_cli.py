"""The command line: exit codes, what goes where, and text of documents that reaches a terminal."""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_samples import prepare, synthetic_text
from ontology.errors import LimitReached, ModelMissing, QueryRefused, QuothError, StoreDamaged, StoreLocked, UsageError
from quoth import analysis, building, cli, terminal
from quoth.analysis import Pipeline

HOSTILE = "a\x1b[31m[/red]\x07\u202eb\u200b\r\nc\x00\ud800"
FAKE = Pipeline(prepare=prepare, model="fake", version="1")


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    """`quoth build` and `quoth extract` with a pipeline that needs no model."""
    for module in (analysis, building):
        monkeypatch.setattr(module, "language_pipeline", lambda *_: FAKE)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(synthetic_text(number))
    return folder


def command(run: Any) -> Any:
    return SimpleNamespace(HELP="try", add_arguments=lambda parser: None, run=run)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (QuothError, 1), (UsageError, 2), (QueryRefused, 2), (StoreLocked, 4), (LimitReached, 5), (StoreDamaged, 6),
        (ModelMissing, 6),
    ],
)  # fmt: skip
def test_errors_become_messages_and_exit_codes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: type[QuothError], code: int
) -> None:
    def fail(_: argparse.Namespace) -> int:
        raise error(f"what {HOSTILE} and what to do")

    monkeypatch.setattr(cli, "load", lambda _: command(fail))
    assert cli.main(["build"]) == code
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("quoth: what a<U+001B>[31m[/red]<U+0007><U+202E>b<U+200B>")
    assert "\x1b" not in shown.err


def test_an_interruption_and_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    def bug(_: argparse.Namespace) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "load", lambda _: command(interrupt))
    assert cli.main(["build"]) == 130
    monkeypatch.setattr(cli, "load", lambda _: command(bug))
    with pytest.raises(ZeroDivisionError):
        cli.main(["build"])


@pytest.mark.parametrize("argv", [[], ["nonsense"], ["build"], ["build", "x", "--jobs", "0"], ["build", "x", "--jobs", "-1"]])
def test_wrong_usage_is_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(argv)
    assert left.value.code == 2
    assert capsys.readouterr().out == ""


def test_set_may_stand_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def look(arguments: argparse.Namespace) -> int:
        seen.append(arguments.settings.jobs)
        return 0

    monkeypatch.setattr(cli, "load", lambda _: command(look))
    assert cli.main(["--set", "jobs=2", "build"]) == 0
    assert cli.main(["build", "--set", "jobs=3"]) == 0
    assert seen == [2, 3]


def test_a_reader_that_leaves_is_no_traceback() -> None:
    code = "from quoth import terminal; import quoth.cli as c; from types import SimpleNamespace as S\n"
    code += "def run(_):\n    for n in range(100000): terminal.write('x' * 100 + '\\n')\n    return 0\n"
    code += "c.load = lambda _: S(HELP='try', add_arguments=lambda p: None, run=run)\nraise SystemExit(c.main(['build']))"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_under_the_results_is_no_traceback() -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "quoth", "ontology"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 5
    assert done.stderr.startswith("quoth: the results cannot be written")
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("fake")
def test_build_shows_a_summary_and_names_what_it_skipped(texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (texts / "empty.txt").touch()
    (texts / "picture.txt").write_bytes(bytes(range(256)) * 20)
    (texts / "[red].xyz").write_text("x")
    output = str(tmp_path / "out")
    assert cli.main(["build", str(texts), "-o", output]) == 3
    shown = capsys.readouterr()
    assert "documents    3 (3 analysed now, 0 unchanged)" in shown.out
    assert "claims       12" in shown.out
    assert "skipped      3 (1 binary, 1 empty, 1 unknown-kind)" in shown.out
    assert sorted(line.split(":")[0] for line in shown.err.splitlines()) == [
        f"skipped {texts / name}" for name in ("[red].xyz", "empty.txt", "picture.txt")
    ]
    assert cli.main(["build", str(texts / "0.txt"), "-o", output, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["documents"], row["analysed"], row["unchanged"], row["changed"]) == (3, 0, 1, 0)


@pytest.mark.usefixtures("fake")
def test_remove_and_doctor(texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = str(tmp_path / "out")
    assert cli.main(["build", str(texts), "-o", output]) == 0
    assert cli.main(["remove", "1.txt", "-o", output]) == 0
    assert "documents    2 " in capsys.readouterr().out
    assert cli.main(["remove", "1.txt", "-o", output]) == 2
    assert "no document '1.txt'" in capsys.readouterr().err
    cli.main(["doctor", "-o", output, "--json"])
    rows = {row["what"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["store"]["state"] == "ok"
    assert "2 analysed documents" in rows["store"]["found"]
    (tmp_path / "out" / "store" / "CURRENT").write_text("rubbish")
    assert cli.main(["doctor", "-o", output, "--json"]) == 6
    rows = {row["what"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["store"]["state"] == "trouble"


def test_doctor_names_a_model_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--set", "model=no_such_pipeline", "doctor", "-o", str(tmp_path), "--json"]) == 6
    rows = {row["what"]: row for row in json.loads(capsys.readouterr().out)}
    assert "no spaCy pipeline 'no_such_pipeline' is installed" in rows["model"]["found"]
    assert rows["store"]["state"] == "absent"
    assert rows["spacy"]["state"] == "ok"


@pytest.mark.usefixtures("fake")
def test_extract_writes_lines_and_nothing_else_to_standard_output(texts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (texts / "empty.txt").touch()
    assert cli.main(["extract", str(texts), "--date", "2022-02-03", "--publisher", "The Paper"]) == 3
    shown = capsys.readouterr()
    rows = [json.loads(line) for line in shown.out.splitlines()]
    assert [row["doc_id"] for row in rows] == ["0.txt", "1.txt", "2.txt"]
    assert {(row["published"], row["publisher"]) for row in rows} == {("2022-02-03", "The Paper")}
    assert shown.err.startswith(f"skipped {texts / 'empty.txt'}: ")


def test_a_path_that_is_not_there_makes_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", str(tmp_path / "nothing"), "-o", str(tmp_path / "out")]) == 2
    assert "nothing" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@given(st.text(alphabet=st.characters(), max_size=40))
def test_clean_text_moves_no_cursor_and_turns_no_line(text: str) -> None:
    cleaned = terminal.clean(text)
    assert not any(
        c < " " or "\x7f" <= c <= "\x9f" or c in "\u2028\u2029\u202a\u202b\u202d\u202e\u2066\u2067\u2068" for c in cleaned
    )
    assert terminal.clean(cleaned) == cleaned


def test_rows_in_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("=HYPERLINK(1)", 1, None), (HOSTILE.replace("\ud800", ""), -2, 0.5)]
    terminal.print_rows(("a", "b", "[red]c"), rows, "table")
    shown = capsys.readouterr().out
    assert "[red]c" in shown
    assert "a<U+001B>[31m[/red]<U+0007><U+202E>b<U+200B> c<U+0000>" in shown
    terminal.print_rows(("a", "b", "c"), rows, "csv")
    assert capsys.readouterr().out.splitlines()[1] == "'=HYPERLINK(1),1,"
    terminal.print_rows(("a", "b", "c"), [("+1", -2, None), ("x\ty", 1, 2)], "tsv")
    assert capsys.readouterr().out == 'a\tb\tc\n\'+1\t-2\t\n"x\ty"\t1\t2\n'
    terminal.print_rows(("a", "b", "c"), rows, "json")
    assert json.loads(capsys.readouterr().out) == [dict(zip("abc", row, strict=True)) for row in rows]
    terminal.print_rows(("a",), [], "json")
    assert capsys.readouterr().out == "[]\n"


def test_output_is_utf_8_in_any_locale() -> None:
    code = "from quoth import terminal as t; t.prepare(); t.write(chr(233) + chr(322) + chr(10)); t.note(chr(322))"
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=True)
    assert (done.stdout.decode("utf-8"), done.stderr.decode("utf-8")) == ("éł\n", "ł\n")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings file of the developer is read."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["remove", "x", "-o", "{tmp}/none"], "no graph in"),
        (["build", "{tmp}/a.txt", "-o", "{tmp}/a.txt"], "cannot make the folder"),
        (["query", "{tmp}/none.rq", "-o", "{tmp}"], "there is no file"),
        (["build", "{tmp}/a.txt", "--set", "max_bytes=-1"], "must be above 0"),
        (["verify", "{tmp}/none.ttl"], "No such file"),
    ],
)
@pytest.mark.usefixtures("fake")
def test_mistakes_are_named_and_leave_nothing_behind(
    argv: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(synthetic_text(0))
    assert cli.main([part.format(tmp=tmp_path) for part in argv]) == 2
    assert words in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.usefixtures("fake")
def test_a_question_without_an_answer_says_what_was_asked(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = str(tmp_path / "out")
    assert cli.main(["build", str(texts), "-o", output]) == 0
    capsys.readouterr()
    assert cli.main(["query", "who-said-what", "--param", "about=Nobody", "-o", output, "--format", "csv"]) == 0
    shown = capsys.readouterr()
    assert len(shown.out.splitlines()) == 1
    assert "about='Nobody'" in shown.err


def test_results_move_no_cursor_of_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    terminal.print_rows(("text",), [(HOSTILE,)], "csv")
    terminal.write("plain\tline\n")
    assert (
        capsys.readouterr().out
        == 'text\n"a<U+001B>[31m[/red]<U+0007><U+202E>b<U+200B><U+000D>\nc<U+0000><U+D800>"\nplain\tline\n'
    )
