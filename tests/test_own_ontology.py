"""An ontology of one's own: the example of corporate ownership from files to page, and what a wrong file is told."""

import re
import shutil
from pathlib import Path
from typing import Any

import pyshacl
import pytest
import rdflib

import quoth
from extract import gazetteer, lexicon
from extract.records import EntityType
from graph.compare import compare
from graph.reading import Graph, find_entity
from ontology import own, relations, show, types
from ontology.errors import UsageError
from quoth.building import Options
from quoth.cli import main

EXAMPLE = Path(__file__).parents[1] / "examples" / "corporate-ownership"
OWNERSHIP = "https://example.org/corporate-ownership/"


@pytest.fixture(scope="module")
def built(nlp: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's graph; the language model is asked for first."""
    output = tmp_path_factory.mktemp("own") / "output"
    quoth.build(EXAMPLE / "documents", output, options=Options(ontology=str(EXAMPLE / "ontology")))
    return output


@pytest.fixture(scope="module")
def graph(built: Path) -> Graph:
    with quoth.open(built) as opened:
        return opened.graph


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example's ontology, in use; the files that are changed in it are read anew."""
    folder = tmp_path / "mine"
    shutil.copytree(EXAMPLE / "ontology", folder)
    monkeypatch.setenv(own.VARIABLE, str(folder))
    return folder


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    own.found.cache_clear()


def named(graph: Graph, name: str) -> str:
    return find_entity(graph, name)[0].iri


def test_facts_of_the_new_relations_stand_in_the_graph_with_their_words(graph: Graph) -> None:
    copper, smelter = named(graph, "Ruritanian Copper plc"), named(graph, "Zenda Smelting Ltd")
    found = [c for c in graph.claims if c.relation == "acquire" and c.agents == (copper,) and c.targets == (smelter,)]
    words = {e.sentence for c in found for e in c.evidence}
    assert "Ruritanian Copper plc acquired Zenda Smelting Ltd on 1 March 2021." in words
    assert any(c.holder == named(graph, "commercial register") for c in found)
    assert {c.relation for c in graph.claims} >= {"acquire", "hold_shares", "divest"}


def test_entities_of_the_new_types_stand_in_the_graph(graph: Graph) -> None:
    found = {e.name: (e.type, e.subtype) for e in graph.entities if e.subtype}
    assert found["Zenda Smelting Ltd"] == ("Organization", "company")
    assert found["Ruritanian Copper plc"] == ("Organization", "company"), "an ending without a capital"
    assert found["Strelsau Capital Partners"] == ("Organization", "investment fund"), "a name from the list"
    assert found["Strelsau Ventures"] == ("Organization", "investment fund"), "a name by its ending"


def test_disagreements_on_the_new_relations_are_found(graph: Graph) -> None:
    with own.using(EXAMPLE / "ontology"):
        found = compare(graph).contradictions
    assert {("polarity", "Strelsau Ventures"), ("date", "Ruritanian Copper")} <= {
        (c.kind, name) for c in found for name in ("Strelsau Ventures", "Ruritanian Copper") if name in c.english
    }


def test_the_graph_carries_the_definitions_and_conforms_to_all_shapes(built: Path) -> None:
    data = rdflib.Graph().parse(built / "graph.ttl")
    company = rdflib.URIRef(f"{OWNERSHIP}Company")
    assert (company, rdflib.RDFS.label, rdflib.Literal("company", lang="en")) in data
    assert len(list(data.subjects(rdflib.RDF.type, company))) == 4
    assert len(list(data.triples((None, rdflib.URIRef(f"{OWNERSHIP}acquires"), None)))) == 2
    with own.using(EXAMPLE / "ontology"):
        shapes = rdflib.Graph().parse(data=show.text("shapes"), format="turtle")
    assert (rdflib.URIRef(f"{OWNERSHIP}OwnershipShape"), None, None) in shapes
    conforms, _, report = pyshacl.validate(data, shacl_graph=shapes)
    assert conforms, report


def test_shapes_of_one_s_own_find_what_is_wrong(built: Path) -> None:
    data = rdflib.Graph().parse(built / "graph.ttl")
    target = rdflib.URIRef("https://w3id.org/quoth/ns#target")
    event = next(data.subjects(rdflib.URIRef("https://w3id.org/quoth/ns#relation"), rdflib.URIRef(f"{OWNERSHIP}acquire")))
    data.remove((event, target, None))
    shapes = rdflib.Graph().parse(EXAMPLE / "ontology" / "shapes.ttl")
    conforms, _, report = pyshacl.validate(data, shacl_graph=shapes)
    assert not conforms
    assert "OwnershipShape" in report


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["show", "Strelsau Ventures"], "investment fund; id strelsau-ventures"),
        (["compare"], "does not acquire Fenwick Harbour Holdings"),
        (["timeline", "Zenda Smelting Ltd"], "1 March 2021: Ruritanian Copper plc acquires Zenda Smelting Ltd"),
        (["verify"], "evidence confirmed in 5 documents"),
        (["search", "harbour"], "Lutetia Lines divests Fenwick Harbour Holdings"),
    ],
)
def test_what_reads_the_graph_needs_no_ontology(
    built: Path, capsys: pytest.CaptureFixture[str], command: list[str], words: str
) -> None:
    assert main([*command, "-o", str(built)]) == 0
    assert words in capsys.readouterr().out


def test_a_correction_can_give_a_type_of_ones_own(built: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    shutil.copytree(built, output)
    said = ["--by", "A. Reader", "--when", "2024-05-01", "-o", str(output)]
    assert main(["correct", "type", "commercial register", "company", *said]) == 0
    with quoth.open(output) as opened:
        entity = find_entity(opened.graph, "commercial register")[0]
    assert (entity.type, entity.subtype) == ("Organization", "company")
    assert main(["correct", "type", "commercial register", "guild", *said]) == 2


def test_the_page_names_the_new_types(built: Path, tmp_path: Path) -> None:
    assert main(["view", "--focus", "Strelsau Ventures", "--to", str(tmp_path / "page.html"), "-o", str(built)]) == 0
    page = (tmp_path / "page.html").read_text("utf-8")
    assert '"subtype":"investment fund"' in page
    assert "acquires" in page


def test_a_changed_ontology_reads_the_documents_anew(built: Path, tmp_path: Path) -> None:
    output, folder, documents = tmp_path / "output", tmp_path / "mine", [str(EXAMPLE / "documents")]
    shutil.copytree(built, output)
    shutil.copytree(EXAMPLE / "ontology", folder)
    assert quoth.build(documents, output).analysed == 0, "the graph goes on with the ontology that it was built with"
    words = folder / "words.toml"
    words.write_text(words.read_text("utf-8").replace('"purchase of"', '"purchase of", "buyout of"'), "utf-8")
    again = quoth.build(documents, output, options=Options(ontology=str(folder)))
    assert again.analysed == 5
    assert "buyout of" in (output / "definitions" / "04-words.toml").read_text("utf-8")
    assert quoth.build(documents, output).analysed == 0


def test_the_setting_and_the_flag_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["ontology", "relations", "--ontology", str(EXAMPLE / "ontology")]) == 0
    shown = capsys.readouterr().out
    assert "co:acquire a q:Relation" in shown
    Path("quoth.toml").write_text(f'ontology = "{EXAMPLE / "ontology"}"\n')
    assert main(["ontology", "relations"]) == 0
    assert capsys.readouterr().out == shown
    assert "acquire" not in relations.load(), "what was in use for a command is so no longer"


def test_a_row_that_begins_with_a_known_name_says_more_of_it(mine: Path) -> None:
    changed(mine / "words.toml", "names = [", 'names = ["World Bank | The Washington Lender", ')
    found = gazetteer.load()
    known = found.known["world-bank"]
    assert (known.subtype, known.type, known.name) == ("InvestmentFund", EntityType.ORGANIZATION, "World Bank")
    assert known.links, "what ships is kept"
    assert {f.known.id for f in found.forms["washington"] if "Lender" in f.text} == {"world-bank"}


def test_a_word_of_one_s_own_goes_before_one_that_ships(mine: Path) -> None:
    assert next(e.relation for words, e in lexicon.load().nouns["takeover"] if words == ("of",)) == "acquire"


def loaded() -> None:
    types.load()
    relations.load()
    lexicon.load()
    gazetteer.load()


CLASH = "begin the row with 'United Kingdom' to say more of that, or leave the name out"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "relations.ttl",
            "    skos:definition",
            "    rdfs:comment",
            r"relations\.ttl:10: relation 'acquire': no skos:definition: add it",
        ),
        ("relations.ttl", "co:acquire a", "q:sign a", r"relations\.ttl:10: relation 'sign': there is one of this name already"),
        ("relations.ttl", "q:edge co:acquires ;", "q:edge co:acquires", r"relations\.ttl:\d+ is no Turtle"),
        ("types.ttl", "    skos:definition", "    rdfs:comment", r"types\.ttl:10: type 'Company': no skos:definition: add it"),
        (
            "types.ttl",
            "rdfs:subClassOf q:Organization",
            "rdfs:seeAlso q:Organization",
            r"types\.ttl:10: type 'Company': it is below none",
        ),
        ("types.ttl", "co:Company a", "co:State a", r"types\.ttl:10: type 'State': there is one of this name already"),
        ("types.ttl", "co:Company a", "co:company a", r"types\.ttl:10: type 'company': its name, .* begin with a capital"),
        (
            "words.toml",
            'relation = "acquire"',
            'relation = "aquire"',
            r"words\.toml:18: entry 1 \(aquire\): unknown relation 'aquire'",
        ),
        ("words.toml", 'agent = "subj"', 'agent = "subject"', r"words\.toml:18: entry 1 \(acquire\): 'subject' is no slot"),
        ("words.toml", 'type = "Company"', 'type = "Firm"', r"words\.toml:6: there is no type 'Firm': define it in Turtle"),
        ("words.toml", '"Ltd", ', '"Pte Ltd", ', r"words\.toml:6: the ending 'Pte Ltd' is more than one word"),
        ("words.toml", "| SCP", "| UK", rf"words\.toml:10: the name 'UK' of .*: {CLASH}"),
        ("words.toml", '"Strelsau Capital Partners |', '"France |', r"words\.toml:10: 'France' is known as State"),
        ("words.toml", 'nouns = ["fund", "firm"]', "nouns = 3", r"words\.toml:10: nouns is 3: write a list of texts"),
        ("words.toml", "[[group]]", "[[group]", r"words\.toml is no TOML in UTF-8: .*line 6"),
        ("words.toml", "[[group]]", "[[groups]]", r"words\.toml: the file has the unknown key 'groups'"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_line(mine: Path, file: str, old: str, new: str, message: str) -> None:
    changed(mine / file, old, new)
    with pytest.raises(UsageError, match=message) as caught:
        loaded()
    assert str(mine / file) in str(caught.value)


def test_a_wrong_ontology_stops_a_build_before_it_reads(
    mine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(own.VARIABLE)
    changed(mine / "words.toml", 'type = "Company"', 'type = "Firm"')
    output = tmp_path / "output"
    assert main(["build", str(EXAMPLE / "documents"), "--ontology", str(mine), "-o", str(output)]) == 2
    assert "there is no type 'Firm'" in capsys.readouterr().err
    assert not output.exists()


@pytest.mark.parametrize(("name", "message"), [("none", "does not exist"), ("a.csv", "is neither Turtle"), ("empty", "is empty")])
def test_what_is_no_ontology_is_said(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "a.csv").write_text("a")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=re.escape(str(tmp_path / name)) + f"' {message}"):
        own.found(str(tmp_path / name))
