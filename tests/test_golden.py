"""Committed annotation lines give the committed graph, byte for byte; `make golden` writes it anew."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

from extract.records import from_line
from graph_samples import fill, golden

FOLDER = Path(__file__).parent / "golden"
ONTOLOGY = Path(__file__).parents[1] / "ontology"
LINES = [line for line in (FOLDER / "annotations.jsonl").read_text("utf-8").split("\n") if line]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("golden")
    fill(folder, [from_line(line) for line in LINES])
    return folder


@pytest.mark.parametrize("name", ["graph.ttl", "graph.trig"])
def test_the_graph_is_the_golden_one(built: Path, name: str) -> None:
    assert (built / name).read_bytes() == (FOLDER / name).read_bytes(), "if this is meant: make golden, and read the diff"


def test_the_lines_are_those_of_the_samples() -> None:
    assert tuple(from_line(line) for line in LINES) == golden()


SURROUNDINGS = [
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/Lima", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
]


@pytest.mark.parametrize("variables", SURROUNDINGS)
def test_time_zone_locale_hash_seed_folder_and_order_do_not_matter(tmp_path: Path, variables: dict[str, str]) -> None:
    folder = tmp_path / "ein Ordner mit Ümlaut"
    code = f"""
import pathlib
from extract.records import from_line
from graph_samples import fill
lines = pathlib.Path({str(FOLDER / "annotations.jsonl")!r}).read_text("utf-8").split("\\n")
fill(pathlib.Path({str(folder)!r}), [from_line(line) for line in reversed(lines) if line])
"""
    here = Path(__file__).parent
    path = os.pathsep.join([str(here), str(here.parent)])
    subprocess.run([sys.executable, "-c", code], env={**os.environ, **variables, "PYTHONPATH": path}, cwd=tmp_path, check=True)
    for name in ("graph.ttl", "graph.trig"):
        assert (folder / name).read_bytes() == (FOLDER / name).read_bytes()


def test_the_golden_graph_has_no_blank_nodes() -> None:
    graph = rdflib.Graph().parse(FOLDER / "graph.ttl")
    assert not [term for triple in graph for term in triple if isinstance(term, rdflib.BNode)]


@pytest.mark.rapper
def test_rapper_counts_what_rdflib_counts() -> None:
    done = subprocess.run(["rapper", "-i", "turtle", "-c", FOLDER / "graph.ttl"], capture_output=True, text=True, check=True)
    assert f"returned {len(rdflib.Graph().parse(FOLDER / 'graph.ttl'))} triples" in done.stderr


@pytest.mark.skipif(not (ONTOLOGY / "shapes.ttl").exists(), reason="there are no shapes yet")
def test_the_golden_graph_conforms_to_the_shapes() -> None:
    import pyshacl

    data = rdflib.Graph().parse(FOLDER / "graph.ttl")
    for name in ("vocabulary.ttl", "relations.ttl"):
        data.parse(ONTOLOGY / name)
    conforms, _, text = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(ONTOLOGY / "shapes.ttl"))
    assert conforms, text
