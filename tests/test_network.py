"""The projection: every claim with an actor or an object is an edge, and says whose claim it is."""

import pytest

from graph.network import CONTENT, attributes, edges, network, nodes, voices
from graph.reading import ClaimNode, EntityNode, EvidenceNode, Graph, read_graph
from graph.store import open_store
from graph_samples import fill, golden


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    folder = tmp_path_factory.mktemp("output")
    fill(folder, golden())
    with open_store(folder / "store", write=False) as store:
        return read_graph(store)


def test_every_claim_with_an_end_is_drawn(graph: Graph) -> None:
    drawn = {edge.claim.iri for edge in edges(graph)}
    assert drawn == {claim.iri for claim in graph.claims}


def test_agents_meet_each_target_and_the_theme(graph: Graph) -> None:
    found = {(e.source, e.target, e.role) for e in edges(graph) if e.claim.relation == "reject"}
    objects = {("russia", "target"), ("december-2021-proposals", "theme")}
    assert found == {(agent, object_, role) for agent in ("nato", "united-states") for object_, role in objects}


def test_words_stand_in_for_a_missing_object(graph: Graph) -> None:
    edge = next(e for e in edges(graph) if e.claim.relation == "promise")
    node = next(n for n in nodes(graph) if n.id == edge.target)
    assert (edge.source, edge.role, node.type, node.label) == ("nato", "content", CONTENT, "not to expand “eastward”")


def test_every_edge_says_who_holds_it(graph: Graph) -> None:
    names = voices(graph)
    told = {edge.claim.relation: attributes(edge, names)["english"] for edge in edges(graph)}
    assert told["promise"] == "According to analysts: NATO promises not to expand “eastward”" or "analysts" in str(
        told["promise"]
    )
    assert str(told["reject"]).startswith("According to “The treaty that was”: ")
    assert str(told["attack"]).startswith("According to an unclear source: ")


def test_attributes_hold_no_none_and_follow_the_wish_for_no_texts(graph: Graph) -> None:
    names = voices(graph)
    for edge in edges(graph):
        full, short = attributes(edge, names), attributes(edge, names, texts=False)
        assert None not in full.values()
        assert full.keys() - short.keys() == {"sentence"}
        assert full["quote"] == edge.claim.evidence[0].exact
        assert full["evidence"] == len(edge.claim.evidence)
    signed = next(attributes(e, names) for e in edges(graph) if e.claim.relation == "sign")
    assert signed["dates"] == "1990 | 1991"


def test_networkx_gets_the_same_nodes_and_edges(graph: Graph) -> None:
    made = network(graph)
    assert list(made) == [node.id for node in nodes(graph)]
    assert sorted(key for _, _, key in made.edges(keys=True)) == [edge.id for edge in edges(graph)]
    assert made.nodes["russia"]["codes"] == "iso3166:RU | wikidata:Q159"


def test_odd_claims_do_not_break_it() -> None:
    entities = tuple(EntityNode(iri=f"http://e/{id_}", id=id_, type="State", name=id_) for id_ in ("a", "b"))
    shown = EvidenceNode(
        iri="http://e/ev",
        document="http://e/doc",
        sentence="s",
        sentence_index=0,
        sentence_start=0,
        start=0,
        end=1,
        exact="s",
        trigger="s",
        place="http://e/nowhere",
    )
    claims = (
        ClaimNode(iri="http://e/1", event="http://e/e1", relation="meet", targets=("http://e/a",), evidence=(shown,)),
        ClaimNode(iri="http://e/2", event="http://e/e2", relation="say", theme_text="words", narrator="http://e/doc"),
        ClaimNode(
            iri="http://e/3", event="http://e/e3", relation="ban", agents=("http://e/a",), theme="http://e/a", holder="http://e/x"
        ),
    )
    graph = Graph(entities=entities, claims=claims)
    found = [(e.source, e.target, e.role) for e in edges(graph)]
    assert found == [("e1", "a", "target"), ("a", "a", "theme")]
    assert attributes(edges(graph)[0], voices(graph))["places"] == "nowhere"
