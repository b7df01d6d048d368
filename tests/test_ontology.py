"""The ontology: files that parse and agree, relations read at run time, shapes that catch broken graphs, honest inferences."""

import argparse
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph
import pyshacl
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from extract.lexicon.reading import read_files
from graph.rdf import Base
from graph.reading import entities_by_iri, read_graph
from graph.store import open_store
from graph.wording import plain, statement
from graph.writing import write_files
from graph_samples import fill, golden, sample
from ontology import files, generate, relations, terms
from ontology.errors import UsageError
from ontology.namespace import inward, outward
from ontology.own import VARIABLE
from ontology.show import PARTS, text
from quoth.commands import ontology as commands

ROOT: Final = Path(__file__).parents[1]
GOLDEN: Final = Path(__file__).parent / "golden" / "graph.ttl"
TURTLE: Final = (files.VOCABULARY, files.RELATIONS, files.SHAPES)
Q: Final = rdflib.Namespace(terms.NAMESPACE)
NAMES: Final = """propose demand stipulate promise threaten accuse deny support reject agree respond negotiate meet mediate
    disclose sign ratify implement violate withdraw_from join expand deploy mobilize pull_back attack annex
    overthrow sanction aid cut_ties establish hold_office member_of cooperate concede protest investigate coerce
    characterize"""


@pytest.fixture(scope="module")
def vocabulary() -> rdflib.Graph:
    return rdflib.Graph().parse(files.VOCABULARY)


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(files.VOCABULARY).parse(files.RELATIONS)


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(files.SHAPES)


def test_constants_and_context_are_those_of_the_files() -> None:
    assert generate.TERMS.read_text("utf-8") == generate.terms_text(), "run `make terms`"
    assert files.CONTEXT.read_text("utf-8") == generate.context_text(), "run `make terms`"


def test_generating_writes_both_files(tmp_path: Path) -> None:
    assert generate.main(tmp_path / "terms.py", tmp_path / "context.jsonld") == 0
    assert (tmp_path / "terms.py").read_bytes() == generate.TERMS.read_bytes()
    assert (tmp_path / "context.jsonld").read_bytes() == files.CONTEXT.read_bytes()


@pytest.mark.rapper
@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.name)
def test_three_parsers_read_the_same_number_of_triples(path: Path) -> None:
    done = subprocess.run(["rapper", "-i", "turtle", "-c", path], capture_output=True, text=True, check=True)
    count = len(rdflib.Graph().parse(path))
    assert f"returned {count} triples" in done.stderr
    assert len(set(files.triples(path))) == count


def own(graph: rdflib.Graph) -> Iterator[rdflib.URIRef]:
    """The terms that a graph defines."""
    subjects = {subject for subject in graph.subjects(RDF.type) if isinstance(subject, rdflib.URIRef)}
    yield from sorted(subject for subject in subjects if subject.startswith(Q) and subject != rdflib.URIRef(Q))


def test_every_term_has_one_label_and_one_definition(ontology: rdflib.Graph) -> None:
    for term in own(ontology):
        labels = [*ontology.objects(term, RDFS.label), *ontology.objects(term, SKOS.prefLabel)]
        assert len(labels) == 1, term
        assert len(list(ontology.objects(term, SKOS.definition))) == 1, term


def test_every_property_has_domain_and_range_and_every_value_a_type(vocabulary: rdflib.Graph) -> None:
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in vocabulary.subjects(RDF.type, kind):
            assert vocabulary.value(term, RDFS.domain), term
            assert vocabulary.value(term, RDFS.range), term
    for term in vocabulary.subjects(RDF.type, OWL.NamedIndividual):
        assert len(list(vocabulary.objects(term, RDF.type))) == 2, term


def test_names_of_the_vocabulary_are_defined_where_they_are_used(ontology: rdflib.Graph) -> None:
    defined = set(own(ontology)) | {rdflib.URIRef(Q)}
    shapes = set(own(rdflib.Graph().parse(files.SHAPES)))
    for path in (*TURTLE, GOLDEN):
        used = {t for triple in rdflib.Graph().parse(path) for t in triple if isinstance(t, rdflib.URIRef) and t.startswith(Q)}
        assert used <= defined | shapes, path


def test_queries_use_terms_of_the_vocabulary(ontology: rdflib.Graph) -> None:
    defined = {term[len(Q) :] for term in own(ontology)}
    for path in sorted((ROOT / "graph" / "queries").glob("*.rq")):
        query = re.sub(r"(?m)(^|\s)#.*$|\"[^\"\n]*\"", "", path.read_text("utf-8"))
        assert set(re.findall(r"(?<![\w:])q:(\w+)", query)) <= defined, path.name


def test_no_other_module_spells_out_the_namespace() -> None:
    found = [
        path.relative_to(ROOT)
        for folder in ("ontology", "extract", "graph", "quoth")
        for path in (ROOT / folder).rglob("*.py")
        if path != generate.TERMS and re.search(r"w3id\.org/quoth", path.read_text("utf-8"))
    ]
    assert found == []


def test_relations_that_annotated_texts_use_are_there() -> None:
    assert set(NAMES.split()) <= set(relations.load())


@pytest.mark.parametrize("relation", relations.load().values(), ids=lambda relation: relation.name)
def test_a_relation_can_be_read_and_drawn(relation: relations.Relation) -> None:
    assert relation.iri == f"{terms.NAMESPACE}{relation.name}"
    assert relation.edge != relation.iri
    assert re.match(r"(?:[a-z]+s\b|(?:is|has) )", relation.edge_label), "in the third person"
    assert relation.inverse_label.split()[0] in {"is", "has", "faces"}
    assert f"{{{relation.object_role}}}" in relation.pattern
    assert relation.other_role is None or f"{{{relation.other_role}}}" in relation.pattern
    assert relation.note.startswith("Agent")
    assert relation.example.endswith(".")


@pytest.mark.parametrize(
    ("relation", "role", "filler", "edge"),
    [
        ("join", "target", "nato", "joins"),
        ("join", "theme", "cfe-treaty", "joins"),
        ("support", "target", "japan", "supports"),
        ("support", "theme", "cfe-treaty", "supports"),
        ("reject", "theme", "cfe-treaty", "rejects"),
        ("reject", "target", "japan", None),
    ],
)
def test_an_edge_takes_the_other_role_only_where_the_relation_says_so(
    tmp_path: Path, relation: str, role: str, filler: str, edge: str | None
) -> None:
    row = {"in": "did", "relation": relation, "trigger": "did", "agent": "russia", role: filler}
    fill(tmp_path, [sample("a.txt", f"{{russia|Russia}} did it to {{{filler}|that one}}.", [row])])
    graph = rdflib.Graph().parse(tmp_path / "graph.ttl")
    edges = {rdflib.URIRef(r.edge) for r in relations.load().values()}
    assert {p for p in graph.predicates() if p in edges} == ({Q[edge]} if edge else set())


def test_plover_categories_are_named() -> None:
    found = relations.load()
    assert (found["reject"].plover, found["ratify"].plover, found["stipulate"].plover) == ("REJECT", "AGREE", None)


OWN = """
@prefix my: <https://example.org/relations/> .
@prefix q: <https://w3id.org/quoth/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
my:blockade a q:Relation, skos:Concept ;
    skos:inScheme q:relations ;
    skos:prefLabel "blockade"@en ;
    skos:definition "Closes ports or borders of another."@en ;
    q:edge my:blockades ;
    q:inverseLabel "is blockaded by"@en ;
    q:objectRole q:target ;
    q:pattern "blockade| {target}" ;
    skos:broadMatch q:plover-coerce ;
    q:onceOnly false ;
    q:symmetric false .
my:blockades rdfs:label "blockades"@en ; skos:definition "See it."@en ;
    rdfs:subPropertyOf q:directEdge ; q:edgeOf my:blockade .
"""


@pytest.fixture
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "mine" / "own.ttl"
    path.parent.mkdir()
    path.write_text(OWN, "utf-8")
    monkeypatch.setenv(VARIABLE, str(path.parent))
    return path


def test_an_added_relation_needs_nothing_but_its_block_and_its_words(own_file: Path, tmp_path: Path) -> None:
    found = relations.load()
    assert found == relations.load(own_file)
    assert (len(found), found["blockade"].plover) == (41, "COERCE")
    lexicon = tmp_path / "own.toml"
    lexicon.write_text('[[entry]]\nrelation = "blockade"\nverbs = ["blockade"]\nagent = "subj"\ntarget = "obj"\nsource = "own"\n')
    assert read_files([lexicon]).entries[0].relation == "blockade"
    row = {"in": "blockaded", "relation": "blockade", "trigger": "blockaded", "agent": "russia", "target": "japan"}
    fill(tmp_path, [sample("a.txt", "{russia|Russia} blockaded {japan|Japan}.", [row])])
    graph = rdflib.Graph().parse(tmp_path / "graph.ttl")
    assert len(list(graph.triples((None, rdflib.URIRef("https://example.org/relations/blockades"), None)))) == 1
    with open_store(tmp_path / "store", write=False) as store:
        read = read_graph(store)
    entities = entities_by_iri(read)
    assert plain(statement(read.claims[0], entities), entities) == "Russia blockades Japan"


def test_an_added_relation_is_shown(own_file: Path) -> None:
    assert "my:blockade " in text("relations")
    assert '"@id": "my:blockade"' in text("all", "jsonld")


def test_shapes_accept_an_added_relation(own_file: Path, shapes: rdflib.Graph) -> None:
    data = rdflib.Graph().parse(files.VOCABULARY).parse(files.RELATIONS).parse(own_file)
    conforms, _, report = pyshacl.validate(data, shacl_graph=shapes)
    assert conforms, report


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("my:blockade ", "q:reject ", "relation 'reject': there is one of this name already"),
        ("my:blockade ", "my:Blockade ", "lower-case letters"),
        ("q:edge my:blockades", "q:edge q:rejects", "does not say q:edgeOf back"),
        ("q:edge my:blockades ;", "", "no q:edge"),
        ('skos:prefLabel "blockade"@en ;', "", "no skos:prefLabel"),
        ('rdfs:label "blockades"@en ;', "", "no rdfs:label of its edge"),
        ("q:objectRole q:target", "q:objectRole q:agent", "use q:target or q:theme"),
        ('"blockade| {target}"', '"blockade {target}"', "is not of the form"),
        ("q:symmetric false", 'q:symmetric "no"', "use true or false"),
        ("my:blockade a", "my:blockade an", "is no Turtle"),
    ],
)
def test_a_wrong_relation_is_named_with_its_file(own_file: Path, old: str, new: str, message: str) -> None:
    assert old in OWN
    own_file.write_text(OWN.replace(old, new), "utf-8")
    with pytest.raises(UsageError, match=re.escape(message)) as caught:
        relations.load(own_file)
    assert str(own_file) in str(caught.value)


def test_a_missing_file_of_relations_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match=r"cannot read .*none\.ttl: No such file"):
        relations.load(tmp_path / "none.ttl")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "none.ttl"))
    with pytest.raises(UsageError, match=r"cannot read .*none\.ttl: No such file"):
        text("relations")


def test_the_golden_graph_conforms_by_itself(shapes: rdflib.Graph) -> None:
    conforms, _, report = pyshacl.validate(rdflib.Graph().parse(GOLDEN), shacl_graph=shapes)
    assert conforms, report


BROKEN = {
    "no evidence": (
        "q:about ex:event-6a86f01693b4b4af ;\n    q:evidence ex:ev-f1f7b996004560c2",
        "q:about ex:event-6a86f01693b4b4af",
    ),
    "unknown modality": ("q:modality q:intended", "q:modality q:planned"),
    "unknown polarity": ("q:polarity q:negative", "q:polarity q:neutral"),
    "unknown stance": ("q:stance q:distancing", "q:stance q:hostile"),
    "holder and narrator": (
        "q:holder ex:vyacheslav-nikonov ;",
        "q:holder ex:vyacheslav-nikonov ; q:narrator ex:doc-63bf18bf3716da2b ;",
    ),
    "another narrator": ("q:narrator ex:doc-64a51042b8471772", "q:narrator ex:doc-63bf18bf3716da2b"),
    "an unclear speaker of two documents": (
        "q:evidence ex:ev-aff99890e7146d02",
        "q:evidence ex:ev-aff99890e7146d02, ex:ev-f75911c3020904b0",
    ),
    "a holder that is no entity": ("q:holder ex:vyacheslav-nikonov", "q:holder ex:doc-63bf18bf3716da2b"),
    "offsets reversed": ("oa:end 90 ;\n    oa:start 53", "oa:end 53 ;\n    oa:start 90"),
    "offsets too wide": ("oa:end 90", "oa:end 91"),
    "sentence reversed": ("q:end 77 ;", "q:end 0 ;"),
    "no quotation": ("ex:ev-0a28cb9baf837a83-pos, ex:ev-0a28cb9baf837a83-quote", "ex:ev-0a28cb9baf837a83-pos"),
    "no target": ("oa:hasTarget ex:ev-0a28cb9baf837a83-target ;", ""),
    "target in another document": ("oa:hasSource ex:doc-822e340eee4a73a6", "oa:hasSource ex:doc-64a51042b8471772"),
    "sentence of another document": ("q:sentence ex:doc-822e340eee4a73a6-s0", "q:sentence ex:doc-64a51042b8471772-s0"),
    "evidence of no claim": ("oa:hasBody ex:claim-7c7a3563de960d35", "oa:hasBody ex:claim-7f1cf9e6ce5d57df"),
    "no hash": (' ;\n    q:sha256 "cb2', ' ;\n    q:url "cb2'),
    "no whole date": ('q:date "1990"^^xsd:gYear', 'q:date "1990"'),
    "too sure": ("q:confidence 0.75", "q:confidence 1.75"),
    "confidence as text": ("q:confidence 0.75", 'q:confidence "0.75"'),
    "an entity of two types": ("ex:russia a q:State", "ex:russia a q:State, q:Person"),
    "an event of nothing": ("q:agent ex:nato", "q:agent ex:nobody"),
    "no relation": (" ;\n    q:relation q:withdraw_from", ""),
    "occurrence backwards": ('TimeStamp "2022-01-11"', 'TimeStamp "2022-01-09"'),
    "no run": ("prov:wasGeneratedBy ex:run-8be65669494bf0cc ;", ""),
    "a run of no model": ('q:model "hand" ;', ""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_shapes_catch(name: str, shapes: rdflib.Graph) -> None:
    old, new = BROKEN[name]
    whole = GOLDEN.read_text("utf-8")
    assert old in whole
    data = rdflib.Graph().parse(data=whole.replace(old, new, 1), format="turtle")
    conforms, _, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert not conforms


def test_inference_makes_nothing_two_things(vocabulary: rdflib.Graph) -> None:
    """RDFS and OWL RL over a graph with its ontology: each node of the data is of one of our kinds, as it says itself."""
    data = rdflib.Graph().parse(GOLDEN)
    classes = {c for c in vocabulary.subjects(RDF.type, OWL.Class) if isinstance(c, rdflib.URIRef)}
    above = {Q.Entity}
    said = {node: set(data.objects(node, RDF.type)) & classes for node in data.subjects(RDF.type)}
    closed = rdflib.Graph().parse(GOLDEN).parse(files.VOCABULARY).parse(files.RELATIONS)
    owlrl = pytest.importorskip("owlrl")  # pyshacl brings it
    owlrl.DeductiveClosure(owlrl.RDFS_Semantics).expand(closed)
    for node, kinds in said.items():
        assert set(closed.objects(node, RDF.type)) & classes - above == kinds, node
    assert not set(closed.subjects(RDF.type, Q.Entity)) & set(own(closed))


def canonical(data: str, format: pyoxigraph.RdfFormat) -> set[pyoxigraph.Quad]:
    """The triples of a text, blank nodes named by what is said of them."""
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(input=data, format=format))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return set(dataset)


@pytest.mark.parametrize("part", [part for part in PARTS if part != "context"])
def test_turtle_and_json_ld_say_the_same(part: str) -> None:
    assert canonical(text(part), pyoxigraph.RdfFormat.TURTLE) == canonical(text(part, "jsonld"), pyoxigraph.RdfFormat.JSON_LD)
    assert text(part, "jsonld") == text(part, "jsonld")


def test_the_context_gives_short_names_their_terms() -> None:
    context = json.loads(text("context"))["@context"]
    assert text("context") == text("context", "jsonld")
    claim = {
        "@context": context,
        "id": "ex:claim-1",
        "type": "Claim",
        "polarity": "positive",
        "holder": "ex:russia",
        "about": {"id": "ex:event-1", "relation": "reject", "themeText": "the text", "oa:hasTarget": "ex:t"},
        "confidence": "0.9",
        "rejects": "ex:plan",
        "dct:title": "T",
    }
    lines = """ex:claim-1 a q:Claim ; q:polarity q:positive ; q:holder ex:russia ; q:about ex:event-1 ; q:confidence 0.9 ;
        q:rejects ex:plan ; dct:title "T" . ex:event-1 q:relation q:reject ; q:themeText "the text" ; oa:hasTarget ex:t ."""
    prefixes = "".join(f"@prefix {name}: <{iri}> . " for name, iri in {**terms.PREFIXES, "ex": terms.DATA}.items())
    assert canonical(json.dumps(claim), pyoxigraph.RdfFormat.JSON_LD) == canonical(prefixes + lines, pyoxigraph.RdfFormat.TURTLE)


def test_namespace_and_base_are_settings(tmp_path: Path, shapes: rdflib.Graph) -> None:
    base = Base("https://example.org/data/", "https://example.org/terms#")
    fill(tmp_path, golden())
    with open_store(tmp_path / "store", write=False) as store:
        write_files(store.quads(), tmp_path, base)
    moved = (tmp_path / "graph.ttl").read_text("utf-8")
    assert terms.NAMESPACE not in moved
    shown = rdflib.Graph().parse(data=text("shapes", namespace=base.namespace, data=base.iri), format="turtle")
    for part in ("all", "context"):
        assert terms.NAMESPACE not in text(part, namespace=base.namespace, data=base.iri)
    graph = rdflib.Graph().parse(data=moved, format="turtle")
    assert pyshacl.validate(graph, shacl_graph=shown)[0]
    assert len(graph) == len(rdflib.Graph().parse(GOLDEN))
    term = f"<{terms.HOLDER}>"
    assert outward(term, base.namespace) == "<https://example.org/terms#holder>"
    assert inward(outward(term, base.namespace), base.namespace) == term


@pytest.mark.parametrize(
    ("namespace", "data"),
    [
        ("https://example.org/ns", terms.DATA),
        ("urn:x#", terms.DATA),
        ("https://example.org/a b#", terms.DATA),
        (terms.NAMESPACE, "https://example.org/>#"),
        ("https://example.org/", "https://example.org/"),
        (terms.NAMESPACE, f"{terms.NAMESPACE}data/"),
    ],
)
def test_a_namespace_that_is_none_is_refused(namespace: str, data: str) -> None:
    with pytest.raises(UsageError, match=r"must be an IRI|a place of their own"):
        Base(data, namespace)
    with pytest.raises(UsageError):
        text("all", namespace=namespace, data=data)


def test_an_unknown_part_is_refused() -> None:
    with pytest.raises(UsageError, match="parts are all, vocabulary, relations, shapes, context"):
        text("verbs")


def command(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    commands.add_arguments(parser)
    return commands.run(parser.parse_args(arguments))


def test_the_command_prints_or_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("context") == 0
    assert json.loads(capsys.readouterr().out)["@context"]["Claim"] == "q:Claim"
    assert command("relations", "--format", "jsonld", "--to", str(tmp_path / "r.jsonld")) == 0
    assert (tmp_path / "r.jsonld").read_text("utf-8") == text("relations", "jsonld")
    assert capsys.readouterr().out == ""
    assert command("--namespace", "https://example.org/terms#") == 0
    assert "https://example.org/terms#" in capsys.readouterr().out


def test_the_command_says_where_it_cannot_write(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot write .*No such file"):
        command("--to", str(tmp_path / "none" / "a.ttl"))
