"""Exports: the same bytes each time, and other readers find in them what the store holds."""

import argparse
import csv
import io
import json
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import networkx
import pytest
import rdflib

from graph import network
from graph.export import FORMATS, STREAMS, TABLES, write, write_to
from graph.reading import Graph, read_graph
from graph.store import Store, open_store
from graph.verify import verify_file
from graph_samples import fill, golden
from ontology import terms
from ontology.errors import UsageError
from ontology.files import RELATIONS, SHAPES, VOCABULARY
from quoth.commands import export as command

etree = pytest.importorskip("lxml.etree")
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://www.gexf.net/1.2draft}"
ELSEWHERE = "https://example.org/terms#"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    fill(folder, golden())
    return folder


@pytest.fixture(scope="module")
def store(output: Path) -> Iterator[Store]:
    with open_store(output / "store", write=False) as store:
        yield store


@pytest.fixture(scope="module")
def graph(store: Store) -> Graph:
    return read_graph(store)


def exported(store: Store, format: str, *, texts: bool = True, namespace: str = terms.NAMESPACE) -> str:
    stream = io.StringIO()
    write(store, format, stream, texts=texts, namespace=namespace)
    return stream.getvalue()


def tables(store: Store, folder: Path, *, texts: bool = True) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    write_to(store, "neo4j", folder, texts=texts)
    nodes, edges = ((folder / name).read_text("utf-8") for name in ("nodes.csv", "edges.csv"))
    return list(csv.DictReader(io.StringIO(nodes, newline=""))), list(csv.DictReader(io.StringIO(edges, newline="")))


def rdf(data: str, format: str) -> set[tuple[rdflib.term.Node, ...]]:
    """What rdflib reads, whatever graph it stands in; loading a data set makes rdflib warn of its own names."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        dataset = rdflib.Dataset().parse(data=data, format=format)
        return {quad[:3] for quad in dataset.quads()}


def triples(store: Store) -> set[tuple[str, str, str]]:
    return set(store.triples())


def test_turtle_and_trig_are_the_files_that_a_build_writes(store: Store, output: Path) -> None:
    for format, name in (("turtle", "graph.ttl"), ("trig", "graph.trig")):
        assert exported(store, format).encode("utf-8") == (output / name).read_bytes()


@pytest.mark.parametrize(
    ("format", "parser"), [("turtle", "turtle"), ("jsonld", "json-ld"), ("trig", "trig"), ("nquads", "nquads")]
)
@pytest.mark.parametrize("namespace", [terms.NAMESPACE, ELSEWHERE])
def test_rdflib_reads_all_triples_and_no_blank_node(store: Store, format: str, parser: str, namespace: str) -> None:
    found = rdf(exported(store, format, namespace=namespace), parser)
    assert len(found) == len(triples(store))
    assert not any(isinstance(term, rdflib.BNode) for triple in found for term in triple)
    uses = {term for triple in found for term in triple if str(term).startswith(terms.NAMESPACE)}
    assert bool(uses) == (namespace == terms.NAMESPACE)


@pytest.mark.parametrize(("format", "parser"), [("jsonld", "json-ld"), ("nquads", "nquads")])
def test_the_triples_are_those_of_the_turtle(store: Store, format: str, parser: str) -> None:
    assert rdf(exported(store, format), parser) == rdf(exported(store, "turtle"), "turtle")


def test_json_ld_names_nothing_remote_and_uses_short_names(store: Store) -> None:
    made = json.loads(exported(store, "jsonld"))
    assert made["@context"]["q"] == terms.NAMESPACE
    russia = next(node for node in made["@graph"] if node["@id"] == "ex:russia")
    assert russia["@type"] == "State"
    assert russia["signs"] == "ex:cfe-treaty"
    assert russia["anonymous"] is False
    position = next(node for node in made["@graph"] if node["@id"].endswith("-pos"))
    assert isinstance(position["oa:start"], int)


def test_n_quads_are_sorted(store: Store) -> None:
    lines = exported(store, "nquads").removesuffix("\n").split("\n")
    assert lines == sorted(set(lines))
    assert len(lines) == len(set(store.quads()))


@pytest.mark.rapper
@pytest.mark.parametrize(("format", "parser"), [("turtle", "turtle"), ("trig", "trig"), ("nquads", "nquads")])
def test_rapper_reads_as_many_triples(store: Store, tmp_path: Path, format: str, parser: str) -> None:
    write_to(store, format, tmp_path / "file")
    done = subprocess.run(["rapper", "-i", parser, "-c", tmp_path / "file"], capture_output=True, text=True, check=True)
    count = len(triples(store)) if format == "turtle" else len(set(store.quads()))
    assert f"returned {count} triples" in done.stderr


@pytest.mark.parametrize("format", STREAMS)
def test_no_text_leaves_the_texts_out_and_the_quoted_words_in(store: Store, format: str) -> None:
    whole, short = exported(store, format), exported(store, format, texts=False)
    assert "In January 2022 Washington" in whole.replace("\\u0020", " ")
    assert "In January 2022 Washington and NATO" not in short
    assert "Washington and NATO rejected Russia" in short
    assert len(short) < len(whole)


@pytest.mark.parametrize(("format", "suffix"), [("turtle", "ttl"), ("trig", "trig"), ("nquads", "nq"), ("jsonld", "jsonld")])
@pytest.mark.parametrize("texts", [True, False])
@pytest.mark.parametrize("namespace", [terms.NAMESPACE, ELSEWHERE])
def test_all_evidence_of_an_export_is_proved(
    store: Store, tmp_path: Path, format: str, suffix: str, texts: bool, namespace: str
) -> None:
    path = tmp_path / f"graph.{suffix}"
    write_to(store, format, path, texts=texts, namespace=namespace)
    held = {a.document.sha256: a.document.text for a in golden()}
    report = verify_file(path, texts=lambda _: held, namespace=namespace)
    assert (report.confirmed, report.failures) == (10, ())
    alone = verify_file(path, namespace=namespace)
    assert alone.proved == texts


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_networkx_reads_the_network_back(store: Store, graph: Graph, tmp_path: Path, format: str) -> None:
    write_to(store, format, tmp_path / "file")
    read = (
        networkx.read_graphml(tmp_path / "file", force_multigraph=True)
        if format == "graphml"
        else networkx.read_gexf(tmp_path / "file")
    )
    made = network.network(graph)
    assert set(read) == set(made)
    assert {read.nodes[id_]["label"] for id_ in read} == {node.label for node in network.nodes(graph)}
    assert len(read.edges) == len(made.edges)
    signed = next(data for _, _, data in read.edges(data=True) if data["relation"] == "sign")
    assert (signed["dates"], signed["evidence"], signed["polarity"]) == ("1990 | 1991", 2, "positive")


@pytest.mark.parametrize(("format", "space"), [("graphml", GRAPHML), ("gexf", GEXF)])
def test_another_parser_finds_as_many_nodes_and_edges_with_ids(store: Store, graph: Graph, format: str, space: str) -> None:
    root = etree.fromstring(exported(store, format).encode("utf-8"))
    assert [node.get("id") for node in root.iter(f"{space}node")] == [node.id for node in network.nodes(graph)]
    assert sorted(edge.get("id") for edge in root.iter(f"{space}edge")) == [edge.id for edge in network.edges(graph)]
    declared = {key.get("id") for key in (*root.iter(f"{space}key"), *root.iter(f"{space}attribute"))}
    used = {data.get("key") or data.get("for") for data in (*root.iter(f"{space}data"), *root.iter(f"{space}attvalue"))}
    assert declared == used
    assert "None" not in {data.text for data in root.iter(f"{space}data")}
    assert "None" not in {value.get("value") for value in root.iter(f"{space}attvalue")}


def test_gexf_has_no_clock_and_no_version_in_it(store: Store) -> None:
    root = etree.fromstring(exported(store, "gexf").encode("utf-8"))
    meta = root.find(f"{GEXF}meta")
    assert meta is not None
    assert (meta.get("lastmodifieddate"), meta.findtext(f"{GEXF}creator")) == ("2000-01-01", "Quoth")
    assert networkx.__version__ not in exported(store, "gexf")


def test_neo4j_tables_fit_together(store: Store, graph: Graph, tmp_path: Path) -> None:
    nodes, edges = tables(store, tmp_path / "new" / "folder")
    ids = [row["id:ID"] for row in nodes]
    assert len(ids) == len(set(ids))
    assert {row[":START_ID"] for row in edges} | {row[":END_ID"] for row in edges} <= set(ids)
    assert all(row[":LABEL"] for row in nodes)
    assert all(row[":TYPE"].replace("_", "").isalpha() and row[":TYPE"].isupper() for row in edges)
    assert sum(row[":LABEL"] == "Claim" for row in nodes) == len(graph.claims)
    assert sum(row[":LABEL"] == "Evidence" for row in nodes) == sum(len(claim.evidence) for claim in graph.claims)
    shown = {(row[":START_ID"], row[":END_ID"]) for row in edges if row[":TYPE"] == "REJECT"}
    assert ("nato", "december-2021-proposals") in shown


def test_neo4j_tables_hold_no_sentence_without_texts(store: Store, tmp_path: Path) -> None:
    for row in (*tables(store, tmp_path, texts=False)[0], *tables(store, tmp_path, texts=False)[1]):
        assert not row["sentence"]


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_a_formula_is_no_formula(value: str) -> None:
    from graph.export import neo4j

    assert neo4j._cell(value) == f"'{value}"
    assert neo4j._cell("1-1") == "1-1"


def test_follow_the_money_entities_are_linked(store: Store, graph: Graph) -> None:
    rows = [json.loads(line) for line in exported(store, "ftm").removesuffix("\n").split("\n")]
    by_id = {row["id"]: row for row in rows}
    assert len(by_id) == len(rows)
    for row in rows:
        assert set(row) == {"id", "schema", "properties"}
        for name, values in row["properties"].items():
            assert values
            assert all(isinstance(value, str) and value for value in values)
            if name in ("subject", "object", "proof", "entity"):
                assert set(values) <= by_id.keys()
    assert by_id["russia"]["schema"] == "PublicBody"
    assert by_id["russia"]["properties"]["country"] == ["ru"]
    told = {row["properties"].get("recordId", [row["id"]])[0] for row in rows if row["schema"] in ("UnknownLink", "Note")}
    assert told == {claim.iri.rsplit("/", 1)[1] for claim in graph.claims}
    for row in rows:
        if row["schema"] == "UnknownLink":
            assert row["properties"].keys() >= {"subject", "object", "role", "summary", "proof"}
            assert row["properties"]["summary"][0].startswith("According to ")


def test_time_zone_locale_and_hash_seed_do_not_matter(output: Path, tmp_path: Path) -> None:
    code = """
import pathlib, sys
from graph.export import FORMATS, write_to
from graph.store import open_store
with open_store(pathlib.Path(sys.argv[1]) / "store", write=False) as store:
    for format in FORMATS:
        write_to(store, format, pathlib.Path(sys.argv[2]) / format)
"""
    made = []
    for seed, zone in (("1", "Asia/Tokyo"), ("77", "America/Lima")):
        folder = tmp_path / seed
        folder.mkdir()
        variables = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": "C",
            "PYTHONPATH": str(Path(__file__).parents[1]),
        }
        subprocess.run([sys.executable, "-c", code, output, folder], env=variables, check=True)
        made.append({str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()})
    assert made[0] == made[1]
    assert len(made[0]) == len(FORMATS) + 1


def test_the_command_and_the_exports_agree_on_formats() -> None:
    assert set(command.FORMATS) == set(FORMATS) == {*STREAMS, *TABLES}


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(arguments))


def test_the_command_writes_to_standard_output_or_a_file(
    store: Store, output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--format", "nquads", "-o", str(output)) == 0
    assert capsys.readouterr().out == exported(store, "nquads")
    target = tmp_path / "graph.nq"
    assert run("--format", "nquads", "-o", str(output), "--to", str(target), "--no-text") == 0
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", f"wrote {target}\n")
    assert target.read_bytes().decode("utf-8") == exported(store, "nquads", texts=False)
    assert list(tmp_path.iterdir()) == [target]


def test_what_cannot_be_written_is_told(output: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--to FOLDER"):
        run("--format", "neo4j", "-o", str(output))
    with pytest.raises(UsageError, match="cannot write"):
        run("--format", "gexf", "-o", str(output), "--to", str(tmp_path / "none" / "x.gexf"))
    with pytest.raises(UsageError, match="cannot write"):
        run("--format", "gexf", "-o", str(output), "--to", str(tmp_path))
    with pytest.raises(UsageError, match="no graph in"):
        run("--format", "gexf", "-o", str(tmp_path / "none"))
    with open_store(output / "store", write=False) as store, pytest.raises(UsageError, match="no format 'neo4j'"):
        write(store, "neo4j", io.StringIO())


def test_an_export_without_texts_conforms_to_the_shapes(store: Store) -> None:
    import pyshacl

    data = rdflib.Graph().parse(data=exported(store, "turtle", texts=False), format="turtle")
    for path in (VOCABULARY, RELATIONS):
        data.parse(path)
    conforms, _, text = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(SHAPES))
    assert conforms, text
