"""Entities across documents: what is merged, what is kept apart, and that the order of documents does not matter."""

import itertools

import pytest
from graph_samples import golden
from tests_support import document

from extract.records import Annotation, Entity, EntityType, Mention, MentionKind, Span
from graph.resolve import Resolution, resolve

PERSON, STATE, ORGANIZATION, GROUP, PLACE, INSTRUMENT, EVENT = EntityType


def annotation(doc_id: str, *entities: Entity, described: tuple[str, ...] = ()) -> Annotation:
    """A document that names the entities, but for those that it only describes."""
    mentions = tuple(
        Mention(
            span=Span(0, 1),
            type=e.type,
            entity=e.id,
            kind=MentionKind.NOMINAL if e.id in described else MentionKind.NAMED,
        )
        for e in entities
    )
    return Annotation(document=document("x", doc_id=doc_id), entities=entities, mentions=mentions)


def named(id_: str, type_: EntityType, name: str, *aliases: str, anonymous: bool = False, **links: str) -> Entity:
    return Entity(id=id_, type=type_, name=name, aliases=aliases, anonymous=anonymous, links=tuple(sorted(links.items())))


def ids(resolution: Resolution) -> list[str]:
    return [entity.id for entity in resolution.entities]


def test_links_join_whatever_the_names() -> None:
    first = annotation("1", named("a", STATE, "Russia", iso3166="RU"))
    second = annotation("2", named("b", STATE, "Russian Federation", wikidata="Q159"))
    third = annotation("3", named("c", STATE, "Russia", "Moscow", iso3166="RU", wikidata="Q159"))
    assert ids(resolve([first, second])) == ["russia", "russian-federation"]
    whole = resolve([first, second, third])
    assert ids(whole) == ["russia"]
    assert whole.entities[0].links == (("iso3166", "RU"), ("wikidata", "Q159"))
    assert whole.entities[0].aliases == ("Moscow", "Russian Federation")


def test_a_name_joins_the_one_linked_entity_that_bears_it() -> None:
    linked = annotation("1", named("a", ORGANIZATION, "NATO", "North Atlantic Treaty Organization", wikidata="Q7184"))
    bare = annotation("2", named("b", ORGANIZATION, "the North Atlantic Treaty Organization"), named("c", PLACE, "NATO"))
    assert ids(resolve([linked, bare])) == ["nato", "nato-place"]


def test_type_and_name_join_and_accents_do_not_matter() -> None:
    found = resolve([annotation("1", named("a", PERSON, "Recep Erdoğan")), annotation("2", named("b", PERSON, "Recep Erdogan"))])
    assert ids(found) == ["recep-erdogan"]


def test_a_surname_joins_only_a_single_bearer() -> None:
    surname = annotation("1", named("a", PERSON, "Biden"))
    joe, hunter = annotation("2", named("b", PERSON, "Joe Biden")), annotation("3", named("c", PERSON, "Hunter Biden"))
    assert ids(resolve([surname, joe])) == ["joe-biden"]
    assert ids(resolve([surname, joe, hunter])) == ["biden", "hunter-biden", "joe-biden"]


def test_acronyms_join_by_the_full_name() -> None:
    full = annotation("1", named("a", ORGANIZATION, "Organization for Security", "OFS"))
    assert ids(resolve([full, annotation("2", named("b", ORGANIZATION, "OFS"))])) == ["organization-for-security"]
    other = annotation("3", named("c", ORGANIZATION, "Office for Statistics", "OFS"))
    assert len(ids(resolve([full, other, annotation("2", named("b", ORGANIZATION, "OFS"))]))) == 3


def test_namesakes_that_a_document_keeps_apart_are_numbered() -> None:
    both = annotation("1", named("john-smith", PERSON, "John Smith"), named("john-smith-2", PERSON, "John Smith"))
    found = resolve([both, annotation("2", named("john-smith", PERSON, "John Smith"))])
    assert ids(found) == ["john-smith", "john-smith-2"]
    assert found.members["2", "john-smith"] == "john-smith"


def test_unnamed_sources_and_bare_descriptions_stay_in_their_document() -> None:
    rows = [
        annotation(
            doc_id,
            named("analysts", GROUP, "analysts", anonymous=True),
            named("agreement", INSTRUMENT, "agreement"),
            named("talks", EVENT, "Geneva talks"),
            described=("analysts", "agreement", "talks"),
        )
        for doc_id in ("1", "2")
    ]
    found = resolve(rows)
    assert sorted(e.name for e in found.entities) == ["Geneva talks", "agreement", "agreement", "analysts", "analysts"]
    assert found.members["1", "talks"] == found.members["2", "talks"] == "geneva-talks"
    assert found.members["1", "analysts"] != found.members["2", "analysts"]


def test_an_entity_keeps_its_type_and_name_by_majority() -> None:
    rows = [annotation(str(n), named("x", t, "Kremlin", wikidata="Q1")) for n, t in enumerate((PLACE, ORGANIZATION, PLACE))]
    assert resolve(rows).entities[0].type is PLACE


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_order_of_documents_does_not_matter(order: tuple[int, ...]) -> None:
    rows = golden()
    assert resolve([rows[n] for n in order]) == resolve(rows)
