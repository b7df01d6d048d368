"""Building: the same bytes whatever the circumstances, a removal is a build without, a kill loses nothing, one writer."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from extract.records import Annotation, Document, Skipped
from graph_samples import prepare, synthetic_text
from ontology import terms
from ontology.errors import LimitReached, StoreLocked, UsageError
from quoth.analysis import Analyse, Pipeline
from quoth.building import Options, Summary, build, remove

FILES = ("graph.ttl", "graph.trig", "index.html")
DRIVER = """
import sys
import graph_samples
from quoth.analysis import Pipeline
from quoth.building import Options, build
if __name__ == "__main__":
    prepare, jobs, output, *paths = sys.argv[1:]
    pipeline = Pipeline(prepare=getattr(graph_samples, prepare), model="fake", version="1")
    build(paths, output, jobs=int(jobs), options=Options(pipeline=pipeline))
"""
ROOT = Path(__file__).parents[1]


def options(version: str = "1", made: Callable[[], Analyse] = prepare) -> Options:
    return Options(pipeline=Pipeline(prepare=made, model="fake", version=version))


def corpus(folder: Path, numbers: Sequence[int] = range(6)) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"{number}.txt").write_text(synthetic_text(number))
    return folder


def made(output: Path) -> dict[str, bytes]:
    return {name: (output / name).read_bytes() for name in FILES}


def run(folder: Path, *arguments: str, **environment: str) -> "subprocess.Popen[bytes]":
    """Start the driver in another process."""
    script = folder / "driver.py"
    script.write_text(DRIVER)
    path = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    return subprocess.Popen(
        [sys.executable, str(script), *arguments],
        env={**os.environ, "PYTHONPATH": path, **environment},
        cwd=folder,
    )


def test_building_again_changes_nothing(tmp_path: Path) -> None:
    texts, output = corpus(tmp_path / "texts"), tmp_path / "out"
    first = build([str(texts)], output, options=options())
    assert (first.documents, first.analysed, first.unchanged, first.claims, first.skipped) == (6, 6, 0, 24, ())
    files, times = made(output), [(output / name).stat().st_mtime_ns for name in FILES]
    again = build([str(texts)], output, options=options())
    assert (again.analysed, again.unchanged, again.changed, again.generation) == (0, 6, 0, first.generation)
    assert (made(output), [(output / name).stat().st_mtime_ns for name in FILES]) == (files, times)
    assert (again.entities, again.claims, again.evidence, again.triples) == (
        first.entities, first.claims, first.evidence, first.triples,
    )  # fmt: skip


def test_only_what_changed_is_analysed_and_written(tmp_path: Path) -> None:
    texts, output = corpus(tmp_path / "texts"), tmp_path / "out"
    build([str(texts)], output, options=options())
    (texts / "2.txt").write_text(synthetic_text(9))
    corpus(texts, [7])
    changed = build([str(texts)], output, options=options())
    assert (changed.documents, changed.analysed, changed.unchanged) == (7, 2, 5)
    fresh = tmp_path / "fresh"
    build([str(texts)], fresh, options=options())
    assert made(output) == made(fresh)
    assert build([str(texts)], output, options=options("2")).analysed == 7


def test_documents_of_earlier_builds_stay(tmp_path: Path) -> None:
    texts = corpus(tmp_path / "texts")
    for number in (3, 0, 5, 1, 2, 4):
        summary = build([str(texts / f"{number}.txt")], tmp_path / "one by one", options=options())
    assert summary.documents == 6
    build([str(texts)], tmp_path / "at once", options=options())
    assert made(tmp_path / "one by one") == made(tmp_path / "at once")


def test_removing_is_the_same_as_a_build_without(tmp_path: Path) -> None:
    texts, output = corpus(tmp_path / "texts"), tmp_path / "out"
    build([str(texts)], output, options=options())
    assert remove("4.txt", output, options=options()).documents == 5
    (texts / "4.txt").unlink()
    build([str(texts)], tmp_path / "without", options=options())
    assert made(output) == made(tmp_path / "without")
    with pytest.raises(UsageError, match=r"no document '4.txt' in .*there are '0.txt', '1.txt'"):
        remove("4.txt", output, options=options())


def test_a_document_whose_annotations_were_deleted_leaves_and_is_named(tmp_path: Path) -> None:
    texts, output = corpus(tmp_path / "texts"), tmp_path / "out"
    build([str(texts)], output, options=options())
    for path in (output / "cache").glob("*.annotation"):
        if "3.txt" in path.read_text():
            path.unlink()
    summary = build([str(texts / "0.txt")], output, options=options())
    assert (summary.documents, [(s.source, s.code) for s in summary.skipped]) == (5, [("3.txt", "no-annotations")])


@pytest.mark.parametrize(
    ("jobs", "order", "environment"),
    [
        ("1", 1, {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"}),
        ("3", -1, {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "99", "LC_ALL": "C", "PYTHONUTF8": "0"}),
    ],
)
def test_the_same_bytes_in_other_circumstances(tmp_path: Path, jobs: str, order: int, environment: dict[str, str]) -> None:
    here, there = corpus(tmp_path / "texts"), corpus(tmp_path / "elsewhere" / "ä" / "texts")
    build([str(here)], tmp_path / "out", options=options())
    paths = [str(there / f"{number}.txt") for number in range(6)][::order]
    with run(tmp_path, "prepare", jobs, str(tmp_path / "other"), *paths, **environment) as process:
        assert process.wait() == 0
    assert made(tmp_path / "out") == made(tmp_path / "other")


@pytest.mark.model
@pytest.mark.usefixtures("nlp")
def test_the_same_bytes_with_the_model_that_ships(tmp_path: Path) -> None:
    """Two seeds, in both orders, in one process and in two, in another time zone and with another hash seed."""
    seeds = sorted(map(str, (ROOT / "seeds").glob("*.txt")))[2:4]
    build(seeds, tmp_path / "here")
    environment = {**os.environ, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    call = [sys.executable, "-m", "quoth", "build", *reversed(seeds), "-o", str(tmp_path / "there"), "--jobs", "2"]
    assert subprocess.run(call, env={**environment, "PYTHONPATH": str(ROOT)}, cwd=tmp_path, check=False).returncode == 0
    assert made(tmp_path / "here") == made(tmp_path / "there")


def test_a_kill_loses_no_finished_document(tmp_path: Path) -> None:
    """Killed again and again at random moments, then finished: the graph is that of an undisturbed build."""
    texts, output = corpus(tmp_path / "texts", range(40)), tmp_path / "out"
    dice = random.Random(7)
    kept = 0
    for _ in range(5):
        with run(tmp_path, "prepare_slowly", "1", str(output), str(texts)) as process:
            enough = kept + dice.randrange(1, 7)
            while kept < enough:
                assert process.poll() is None
                time.sleep(dice.uniform(0.001, 0.01))
                kept = len(list((output / "cache").glob("*.annotation")))
            process.kill()
        now = len(list((output / "cache").glob("*.annotation")))
        assert kept <= now < 40
        kept = now
    summary = finished(texts, output)
    assert summary.analysed + summary.unchanged == 40
    assert summary.unchanged == kept > 0
    build([str(texts)], tmp_path / "undisturbed", options=options())
    assert made(output) == made(tmp_path / "undisturbed")


def finished(texts: Path, output: Path) -> Summary:
    """A build, as soon as the system has taken the lock from the killed process."""
    for _ in range(50):
        try:
            return build([str(texts)], output, options=options())
        except StoreLocked:
            time.sleep(0.1)
    pytest.fail("the lock outlived its process")


def test_a_kill_while_the_graph_is_written(tmp_path: Path) -> None:
    """The cache is full, the store half written: the next build finishes it without analysing anything."""
    texts, output = corpus(tmp_path / "texts", range(30)), tmp_path / "out"
    build([str(texts)], output, options=options())
    undisturbed = made(output)
    for delay in (0.0, 0.03, 0.1):
        for name in ("graph.ttl", "index.html"):
            (output / name).unlink()
        for path in (output / "store").iterdir():
            path.unlink()
        with run(tmp_path, "prepare", "1", str(output), str(texts)) as process:
            while process.poll() is None and not (output / "store" / "CURRENT").exists():
                time.sleep(0.005)
            time.sleep(delay)
            process.kill()
        assert finished(texts, output).analysed == 0
        assert made(output) == undisturbed
        assert not list(output.glob("*.part"))


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    texts, output = corpus(tmp_path / "texts", range(40)), tmp_path / "out"
    with run(tmp_path, "prepare_slowly", "1", str(output), str(texts)) as process:
        while not list((output / "cache").glob("*.annotation")):
            assert process.poll() is None
            time.sleep(0.02)
        with pytest.raises(StoreLocked, match="another process writes"):
            build([str(texts)], output, options=options())
        assert process.wait() == 0
    assert StoreLocked.exit_code == 4


def test_bad_inputs_are_named_and_the_rest_is_built(tmp_path: Path) -> None:
    texts = corpus(tmp_path / "texts", range(2))
    (texts / "empty.txt").touch()
    (texts / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (texts / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (texts / "french.txt").write_text("Le ministre a déclaré que le traité était mort depuis longtemps. " * 20)
    (texts / "gone.txt").symlink_to(texts / "nowhere.txt")
    summary = build([str(texts), str(tmp_path / "not there.txt")], tmp_path / "out", options=options())
    assert summary.documents == 2
    assert all(isinstance(s, Skipped) and s.message for s in summary.skipped)
    assert {Path(s.source).name for s in summary.skipped} == {
        "empty.txt", "binary.txt", "broken.pdf", "french.txt", "gone.txt", "not there.txt",
    }  # fmt: skip


def die() -> Analyse:
    os._exit(1)


def test_a_process_that_dies_is_told(tmp_path: Path) -> None:
    with pytest.raises(LimitReached, match=r"a process died near document '0.txt'"):
        build([str(corpus(tmp_path / "texts"))], tmp_path / "out", jobs=2, options=options(made=die))


def test_import_quoth(tmp_path: Path) -> None:
    """The same in a few functions."""
    import quoth

    texts = corpus(tmp_path / "texts", range(2))
    (texts / "empty.txt").touch()
    documents = list(quoth.read(texts))
    assert [type(item).__name__ for item in documents] == ["Document", "Document", "Skipped"]
    annotations = list(quoth.extract([texts / "0.txt"], options=options()))
    assert len(annotations) == 1
    assert isinstance(annotations[0], Annotation)
    assert len(annotations[0].facts) == 4
    (document,) = quoth.read(str(texts / "1.txt"))
    assert isinstance(document, Document)
    (annotation,) = quoth.extract(document, options=options())
    assert isinstance(annotation, Annotation)
    assert annotation.document == document
    assert quoth.build([texts / "0.txt", texts / "1.txt"], tmp_path / "out", options=options()).claims == 8
    with quoth.open(tmp_path / "out") as opened:
        assert len(opened.graph.claims) == 8
        answer = opened.query(f"SELECT (COUNT(*) AS ?n) {{ ?c a <{terms.CLAIM}> }}")
        assert [term.value for row in answer.rows for term in row if term] == ["8"]
    with pytest.raises(UsageError, match="no graph in"):
        quoth.open(tmp_path / "nowhere")
