"""The store: one writer, frozen readers, documents replaced whole, damage and full disks told clearly."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from rdflib import Literal

from graph import store as store_module
from graph.rdf import literal
from graph.store import Store, open_store
from graph.turtle import Triple
from ontology.errors import LimitReached, StoreDamaged, StoreLocked, UsageError

GRAPH = "http://e/g1"


def triples(number: int, text: str = "") -> list[Triple]:
    return [(f"<http://e/s{n}>", "<http://e/p>", literal(f"{n} {text}")) for n in range(number)]


def held(store: Store) -> set[Triple]:
    return set(store.triples())


def unlocked(folder: Path) -> Store:
    """The store, as soon as the system has taken the lock from a killed process."""
    for _ in range(50):
        try:
            return open_store(folder, write=True)
        except StoreLocked:
            time.sleep(0.1)
    pytest.fail("the lock outlived its process")


def test_replacing_drops_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    with open_store(tmp_path, write=True) as store:
        store.replace(GRAPH, triples(3))
        store.replace("http://e/g2", triples(2, "other"))
        store.replace(GRAPH, triples(1, "new"))
        assert held(store) == {*triples(1, "new"), *triples(2, "other")}
        assert {quad[3] for quad in store.quads()} == {"<http://e/g1>", "<http://e/g2>"}
        store.remove("http://e/g2")
        assert store.graphs() == {GRAPH}
    with open_store(tmp_path, write=False) as store:
        assert held(store) == set(triples(1, "new"))


@pytest.mark.parametrize("size", [1, store_module.BULK // 100])
def test_many_new_graphs_at_once(tmp_path: Path, *, size: int) -> None:
    """Through the log where they are small, as files of their own where they are large; later writers see no difference."""
    (tmp_path / "bulk-1.sst").touch()
    with open_store(tmp_path, write=True) as store:
        assert not (tmp_path / "bulk-1.sst").exists()
        store.add({GRAPH: triples(size), "http://e/g2": triples(size, "other" * 20)})
        assert store.graphs() == {GRAPH, "http://e/g2"}
        store.replace(GRAPH, triples(1, "new"))
        store.remove("http://e/g2")
        store.add({})
    with open_store(tmp_path, write=False) as store:
        assert held(store) == set(triples(1, "new"))
        assert store.graphs() == {GRAPH}


def test_a_kill_while_many_graphs_are_added_leaves_all_or_none(tmp_path: Path) -> None:
    code = (
        "from graph.store import open_store; from test_store import triples\n"
        f"s = open_store({str(tmp_path)!r}, write=True)\n"
        "rows = {f'http://e/g{n}': triples(2_000, 'word ' * n) for n in range(20)}\n"
        "print('open', flush=True); s.add(rows); print('done', flush=True); input()"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for delay in (0.0, 0.05, 0.1, 0.2):
        shutil.rmtree(tmp_path)
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with subprocess.Popen([sys.executable, "-c", code], text=True, env=environment, **pipes) as process:  # type: ignore[call-overload]
            assert process.stdout.readline() == "open\n"
            time.sleep(delay)
            process.kill()
            whole = "done" in process.stdout.read()
        store = unlocked(tmp_path)
        assert len(store.graphs()) in ((20,) if whole else (0, 20))
        assert len(held(store)) == 2_000 * len(store.graphs())
        store.close()


def test_a_second_writer_is_refused_and_readers_see_a_frozen_snapshot(tmp_path: Path) -> None:
    with open_store(tmp_path, write=True) as store:
        store.replace(GRAPH, triples(1))
        with pytest.raises(StoreLocked, match="another process writes"):
            open_store(tmp_path, write=True)
        with open_store(tmp_path, write=False) as reader:
            store.replace(GRAPH, triples(2))
            assert held(reader) == set(triples(1))
            with pytest.raises(UsageError, match="for reading only"):
                reader.remove(GRAPH)
    assert StoreLocked.exit_code == 4
    open_store(tmp_path, write=True).close()


def test_a_writer_in_another_process_locks_too(tmp_path: Path) -> None:
    code = (
        f"from graph.store import open_store; s = open_store({str(tmp_path)!r}, write=True); print('open', flush=True); input()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreLocked):
            open_store(tmp_path, write=True)
        other.kill()
    unlocked(tmp_path).close()


def test_reading_where_there_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no graph in"):
        open_store(tmp_path / "none" / "store", write=False)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("write", [True, False])
def test_a_damaged_store(tmp_path: Path, *, write: bool) -> None:
    open_store(tmp_path, write=True).close()
    (tmp_path / "CURRENT").write_text("rubbish")
    with pytest.raises(StoreDamaged, match="cannot be used"):
        open_store(tmp_path, write=write)
    assert StoreDamaged.exit_code == 6


def test_a_full_disk_is_told_before_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage(NamedTuple):
        total: int
        used: int
        free: int

    with open_store(tmp_path, write=True) as store:
        store.replace(GRAPH, triples(1))
        monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, store_module.FREE + 100))
        with pytest.raises(LimitReached, match="MiB are free"):
            store.replace(GRAPH, triples(50))
        assert held(store) == set(triples(1))


def test_queries_see_all_graphs_and_values_are_bound(tmp_path: Path) -> None:
    with open_store(tmp_path, write=True) as store:
        store.replace(GRAPH, triples(2))
        store.replace("http://e/g2", [("<http://e/t>", "<http://e/p>", literal('1 "} quoted'))])
        query = "SELECT ?s ?value WHERE { ?s <http://e/p> ?value }"
        assert len(store.rows(query)) == 3
        assert [str(row["s"]) for row in store.rows(query, {"value": Literal('1 "} quoted')})] == ["http://e/t"]
        with pytest.raises(UsageError, match="not valid SPARQL"):
            store.select("SELECT ?s WHERE { ?s")


def test_a_large_document_is_written_in_one_update(tmp_path: Path) -> None:
    with open_store(tmp_path, write=True) as store:
        store.replace(GRAPH, [*triples(20_000), ("<http://e/t>", "<http://e/p>", literal("word " * 200_000))])
        assert sum(1 for _ in store.triples()) == 20_001
