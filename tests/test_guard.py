"""Queries that would do more than read: refused before anything is evaluated, with a message that says what to do."""

import pytest

from graph.query import prefixes
from graph.query.guard import Checked, inspect, screen
from graph.query.limits import DEFAULTS, Limits
from graph.query.tokens import depth, form, outermost, shape
from ontology.errors import QueryRefused

PREFIXES = prefixes()


def check(query: str, limits: Limits = DEFAULTS) -> Checked:
    return inspect(screen(query, limits), PREFIXES)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s WHERE { ?s ?p ?o }",
        "PREFIX e: <http://e/#x> SELECT * { ?s e:p 'SERVICE <http://e/>' # SERVICE\n }",
        "ASK { ?s ?p ?o FILTER (?o < 3 && ?o > 1) }",
        "CONSTRUCT { ?s ?p [] } WHERE { ?s ?p ?o }",
        "DESCRIBE <http://e/s>",
        "SELECT ?service WHERE { ?service q:service 'secret service' }",
        'SELECT ?s WHERE { ?s ?p "a\\\\users" }',
        "SELECT ?s WHERE { " + "?s ?p ?o . " * 300 + "}",
        "SELECT ?s WHERE { FILTER(" + "(" * 90 + "1" + ")" * 90 + ") }",
    ],
)
def test_reading_is_let_through(query: str) -> None:
    assert check(query).graphs == ()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("ASK { SERVICE <http://e/> { ?s ?p ?o } }", "SERVICE sends requests"),
        ("ASK { service SILENT ?where { ?s ?p ?o } }", "SERVICE sends requests"),
        ("SELECT ?s { ?s ?p ?o # hidden\rSERVICE <http://e/> { ?a ?b ?c }\n}", "SERVICE sends requests"),
        ('SELECT ?s { ?s ?p "a\\u0022 . SERVICE <http://e/> { ?a ?b ?c } #" }', "write the character itself"),
        ("ASK { \\u0053ERVICE <http://e/> { ?s ?p ?o } }", "write the character itself"),
        ("LOAD <http://e/>", "LOAD would change"),
        ("PREFIX a: <http://e/> INSERT DATA { a:a a:b a:c }", "INSERT would change"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE would change"),
        ("CLEAR ALL", "CLEAR would change"),
        ("# SELECT\nDROP GRAPH <http://e/>", "DROP would change"),
        ("SELECT ?s { ?s ?p ?o } ; DROP ALL", "cannot be parsed"),
        ("", "begins with ''"),
        ("what is this", "begins with 'WHAT'"),
        ("SELECT ?s WHERE { ?s ?p", "cannot be parsed"),
        ("SELECT ?s { ?s ?p '\x00' }", "line 1: take it out"),
        ("SELECT ?s { ?s ?p '\ud800' }", "take it out"),
        ("SELECT ?s { ?s ?p '" + "x" * 65_536 + "' }", "query_bytes"),
    ],
)
def test_everything_else_is_refused(query: str, message: str) -> None:
    with pytest.raises(QueryRefused, match=message.replace("(", r"\(")):
        check(query)


@pytest.mark.parametrize("bracket", ["(", "{", "["])
@pytest.mark.parametrize("start", ["SELECT ?s WHERE { FILTER(", "SELECT ?s { ?s ?p ?o FILTER(?o<", "SELECT ?s { # "])
def test_deep_nesting_never_reaches_a_parser(start: str, bracket: str) -> None:
    with pytest.raises(QueryRefused, match="deep, more than the 100 allowed"):
        screen(start + "\n" + bracket * 20_000)


def test_depth_counts_what_a_parser_could_see() -> None:
    assert depth("SELECT ?s { ?s ?p '((((' } # (((") == 1
    assert depth("ASK { FILTER(?a<((((1>2)))) }") >= 6
    assert depth("ASK { ?s ?p <http://e/(a)> }") == 2


def test_limits_have_names() -> None:
    with pytest.raises(QueryRefused, match=r"3 allowed \(depth\)"):
        screen("ASK { FILTER((((1)))) }", Limits(depth=3))
    with pytest.raises(QueryRefused, match=r"10 allowed \(query_bytes\)"):
        screen("ASK { ?s ?p ?o }", Limits(query_bytes=10))


def test_graphs_of_from_are_found_with_their_prefixes() -> None:
    query = "PREFIX : <http://e/> SELECT ?s FROM :a FROM <file:///etc/passwd> FROM NAMED ex:g { ?s ?p ?o }"
    assert set(check(query).graphs) == {"http://e/a", "file:///etc/passwd", "https://w3id.org/quoth/id/g"}


def test_graphs_of_from_are_relative_to_the_base_of_the_query() -> None:
    query = "BASE <http://e/a/> PREFIX x: <c/> BASE <d/> SELECT * FROM <e> FROM NAMED x:f { ?s ?p ?o }"
    assert set(check(query).graphs) == {"http://e/a/d/e", "http://e/a/c/f"}
    assert check("ASK FROM <e> {}").graphs == ("e",)


def test_forms_and_the_outermost_group() -> None:
    assert form("# ASK\nPREFIX select: <http://ask/> BASE <http://e/> CONSTRUCT { } WHERE { }") == "CONSTRUCT"
    for query in ("SELECT ?s { X }", "SELECT (COUNT(?s) AS ?n) WHERE{ X }", "CONSTRUCT { ?s ?p ?o } WHERE { X }", "ASK { X }"):
        place = outermost(query)
        assert place is not None
        assert query[place:].strip().startswith("X")
    assert outermost("DESCRIBE <http://e/s>") is None


def test_queries_of_one_shape_differ_in_plain_words_only() -> None:
    query = """SELECT ?s { ?s ?p "%s"@en, 1 FILTER (?p != <http://e/b> || ?s < "a\\"b") } # "x" """
    one, other = query % "a b", query % "É-9"
    assert shape(one) == shape(other) == one.replace('"a b"', '""', 1)
    for words in ("service", "a FROM b", "named", 'a\\"', "a{b", "a(b", "a#b", "a<b", "a\nb", "a'b", "a;b"):
        assert shape(f'ASK {{ ?s ?p "{words}" }}') == f'ASK {{ ?s ?p "{words}" }}'
    assert shape('ASK { ?s ?p """a""" , \'b\' }') == 'ASK { ?s ?p """a""" , \'b\' }'
