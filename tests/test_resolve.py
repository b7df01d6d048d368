"""Entities across documents: what is merged, what is kept apart, and that the order of documents does not matter."""

import itertools
import re
from dataclasses import replace
from typing import Any

import pytest

from extract.records import Annotation, Attribution, Entity, EntityType, Fact, Filler, Mention, MentionKind, QuoteKind, Span
from graph.resolve import Judgements, Resolution, resolve
from graph_samples import golden
from tests_support import document

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


def with_sentences(doc_id: str, text: str, *entities: Entity, described: tuple[str, ...] = (), **given: Any) -> Annotation:
    """A document of sentences, each ended by a full stop, that names its entities by `[id]`."""
    mentions, plain, at = [], "", 0
    known = {e.id: e for e in entities}
    for match in re.finditer(r"\[([\w-]+)\]", text):
        plain += text[at : match.start()]
        e = known[match[1]]
        kind = MentionKind.NOMINAL if e.id in described else MentionKind.NAMED
        words = e.name if kind is MentionKind.NAMED else e.name.rpartition("'s ")[2]
        mentions.append(Mention(span=Span(len(plain), len(plain) + len(words)), type=e.type, entity=e.id, kind=kind))
        plain, at = plain + words, match.end()
    plain += text[at:]
    sentences = tuple(Span(m.start(), m.end()) for m in re.finditer(r"[^.]+\.", plain))
    return Annotation(
        document=document(plain, doc_id=doc_id, **given), entities=entities, mentions=tuple(mentions), sentences=sentences
    )


RUSSIA = named("russia", STATE, "Russia", iso3166="RU")
USA = named("usa", STATE, "United States", iso3166="US")
IRAN = named("iran", STATE, "Iran", iso3166="IR")
NATO = named("nato", ORGANIZATION, "NATO", wikidata="Q7184")


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (PERSON, "Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        (PERSON, "Volodymyr Zelenskiy", "Vladimir Zelensky"),
        (PERSON, "Alexander Lukashenko", "Aliaksandr Lukashenka"),
        (PERSON, "Yevgeny Primakov", "Evgeny Primakov"),
        (PERSON, "Sergei Lavrov", "Sergey Lavrov"),
        (PLACE, "Kharkiv", "Kharkov"),
        (PLACE, "Donbas", "Donbass"),
        (INSTRUMENT, "ABM Treaty", "Abm (Anti-Ballistic) Treaty"),
        (INSTRUMENT, "Minsk Agreements", "Minsk Agreement"),
    ],
)
def test_spellings_of_one_name_join(kind: EntityType, one: str, other: str) -> None:
    assert len(ids(resolve([annotation("1", named("a", kind, one)), annotation("2", named("b", kind, other))]))) == 1


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (PERSON, "Sergey Ivanov", "Igor Ivanov"),
        (PERSON, "Robert Kennedy", "Robert Kenney"),
        (PERSON, "Ann Klein", "Ann Kline"),
        (PLACE, "Paris", "Parish"),
        (INSTRUMENT, "START I", "START II"),
        (ORGANIZATION, "Bank of America", "Bank of Armenia"),
    ],
)
def test_names_that_are_nearly_alike_stay_two(kind: EntityType, one: str, other: str) -> None:
    assert len(ids(resolve([annotation("1", named("a", kind, one)), annotation("2", named("b", kind, other))]))) == 2


def test_a_surname_goes_to_the_bearer_who_keeps_its_company() -> None:
    ada, ben = named("ada", PERSON, "Ada Stone"), named("ben", PERSON, "Ben Stone")
    rows = [
        with_sentences("1", "[ada] met [russia] and [nato].", ada, RUSSIA, NATO),
        with_sentences("2", "[ben] met [iran].", ben, IRAN),
        with_sentences("3", "[s] told [nato] of [russia].", named("s", PERSON, "Stone"), RUSSIA, NATO),
        with_sentences("4", "[s] was ill.", named("s", PERSON, "Stone")),
    ]
    found = resolve(rows)
    assert found.members["3", "s"] == "ada-stone"
    assert found.members["4", "s"] not in ("ada-stone", "ben-stone")


def test_a_surname_in_other_company_stays_alone() -> None:
    rows = [
        with_sentences("1", "[a] met [russia].", named("a", PERSON, "Ada Stone"), RUSSIA),
        with_sentences("2", "[s] met [iran].", named("s", PERSON, "Stone"), IRAN),
    ]
    assert ids(resolve(rows)) == ["ada-stone", "iran", "russia", "stone"]


def test_first_names_alone_do_not_join() -> None:
    rows = [
        with_sentences(str(n), f"[j] met [{s.id}].", named("j", PERSON, "Joan"), s) for n, s in enumerate((RUSSIA, IRAN, USA))
    ]
    assert [e.name for e in resolve(rows).entities].count("Joan") == 3


def test_namesakes_of_different_states_stay_two() -> None:
    def office(doc_id: str, state: Entity) -> Annotation:
        made = with_sentences(doc_id, f"[a] of [{state.id}] spoke.", named("a", PERSON, "Ada Stone"), state)
        fact = Fact(
            id="f", sentence=made.sentences[0], relation="hold_office", trigger=Span(0, 3), agent=(Filler(entity="a"),),
            target=(Filler(entity=state.id),), theme_text="minister",
        )  # fmt: skip
        return replace(made, facts=(fact,))

    found = resolve([office("1", IRAN), office("2", RUSSIA), office("3", RUSSIA)])
    assert found.members["2", "a"] == found.members["3", "a"] == "ada-stone"
    assert found.members["1", "a"] == "ada-stone-2"
    assert len({resolve([office("1", IRAN), office("2", IRAN)]).members[d, "a"] for d in "12"}) == 1


def test_a_body_of_which_every_state_has_one_goes_by_its_state() -> None:
    def parliament(doc_id: str, state: Entity) -> Annotation:
        return with_sentences(doc_id, f"[p] of [{state.id}] voted.", named("p", ORGANIZATION, "Parliament"), state)

    found = resolve([parliament("1", IRAN), parliament("2", RUSSIA), parliament("3", IRAN)])
    assert found.members["1", "p"] == found.members["3", "p"] != found.members["2", "p"]


def proposals(doc_id: str, name: str, date: str | None, *parties: Entity, owner: Entity = RUSSIA, **given: Any) -> Annotation:
    """A document in which the owner's text is put to some parties, on a date."""
    text = named("t", INSTRUMENT, f"{owner.name}'s {name}")
    made = with_sentences(
        doc_id,
        f"[{owner.id}] gave [t] to {' and '.join(f'[{p.id}]' for p in parties)}.",
        text,
        owner,
        *parties,
        described=("t",),
        **given,
    )
    fact = Fact(
        id="f", sentence=made.sentences[0], relation="propose", trigger=Span(0, 3), agent=(Filler(entity=owner.id),),
        target=tuple(Filler(entity=p.id) for p in parties), theme=Filler(entity="t"), date=date,
    )  # fmt: skip
    return replace(made, facts=(fact,))


def texts(*rows: Annotation) -> list[str]:
    members = resolve(rows).members
    return [members[row.document.doc_id, "t"] for row in rows]


def test_a_described_text_joins_by_owner_time_and_parties() -> None:
    same = texts(
        proposals("1", "proposals", "2021-12", USA, NATO),
        proposals("2", "draft treaty", None, USA, published="2022-01-20"),
        proposals("3", "demands", None, USA, NATO, published=None),
    )
    assert len(set(same)) == 1


@pytest.mark.parametrize(
    "other",
    [
        proposals("2", "proposals", "2008-06", USA, NATO),
        proposals("2", "proposals", "2021-12", IRAN),
        proposals("2", "response", "2021-12", USA, NATO),
        proposals("2", "proposals", "2021-12", USA, owner=IRAN),
        proposals("2", "proposals", None, USA, NATO, published="2008"),
    ],
    ids=["time", "parties", "kind", "owner", "published"],
)
def test_what_speaks_against_it_keeps_described_texts_apart(other: Annotation) -> None:
    assert len(set(texts(proposals("1", "proposals", "2021-12", USA, NATO), other))) == 2


def test_an_undated_text_that_two_could_be_stays_alone() -> None:
    rows = (
        proposals("1", "proposals", "2021-12", USA, NATO),
        proposals("2", "proposals", "2008-06", USA, NATO),
        proposals("3", "proposals", None, USA, NATO, published=None),
    )
    assert len(set(texts(*rows))) == 3
    for order in itertools.permutations(rows):
        assert resolve(order) == resolve(rows)


def test_a_name_of_two_words_is_one_thing_whatever_its_type() -> None:
    rows = [annotation(str(n), named("a", kind, "Dust Front")) for n, kind in enumerate((PERSON, ORGANIZATION, ORGANIZATION))]
    assert [(e.id, e.type) for e in resolve(rows).entities] == [("dust-front", ORGANIZATION)]
    assert (
        len(resolve([annotation("1", named("a", PLACE, "Georgia")), annotation("2", named("b", STATE, "Georgia"))]).entities) == 2
    )


def test_what_was_set_apart_stays_apart_through_third_names() -> None:
    rows = [
        annotation("1", named("a", ORGANIZATION, "Office for Statistics", "OFS")),
        annotation("2", named("b", ORGANIZATION, "OFS")),
        annotation("3", named("c", ORGANIZATION, "OFS")),
    ]
    assert len(resolve(rows).entities) == 1
    pair = (frozenset({("1", "a")}), frozenset({("3", "c")}))
    for one, other in (pair, pair[::-1]):
        found = resolve(rows, lambda _: Judgements(apart=((one, other),), same=((one, other),)))  # noqa: B023
        assert found.members["1", "a"] != found.members["3", "c"]


def test_a_title_is_no_name() -> None:
    rows = [annotation(str(n), named("a", PERSON, "Her Majesty")) for n in range(2)]
    assert len(resolve(rows).entities) == 2


def test_longer_names_join_in_the_same_company_only() -> None:
    long, short = named("a", PERSON, "Ada Stone Marsh"), named("b", PERSON, "Ada Stone")
    port, court = named("p", PLACE, "Dust Port"), named("c", ORGANIZATION, "Dust Port Court")
    rows = [with_sentences("1", "[a] met [c] in [p].", long, port, court)]
    near = with_sentences("2", "[b] met [c] in [p].", short, port, court)
    far = with_sentences("2", "[b] met [iran].", short, IRAN)
    assert resolve([*rows, near]).members["2", "b"] == "ada-stone-marsh"
    assert resolve([*rows, far]).members["2", "b"] == "ada-stone"
    son = with_sentences("2", "[b] met [c] in [p].", named("b", PERSON, "Ada Stone Jr."), port, court)
    assert len({resolve([*rows, son]).members[place] for place in (("1", "a"), ("2", "b"))}) == 2


def test_a_suffix_is_no_surname() -> None:
    rows = [annotation("1", named("a", PERSON, "Ada Stone Jr.")), annotation("2", named("b", PERSON, "Jr."))]
    assert len(resolve(rows).entities) == 2


def package(doc_id: str, words: str, party: Entity, whole: str = "p", **given: Any) -> Annotation:
    """A document that tells of Russia's proposals and of the part that is with a party."""
    proposals = named(whole, INSTRUMENT, f"Russia's {words}")
    part = replace(named("part", INSTRUMENT, f"Russia's draft with {party.name}"), part_of=whole, party=party.id)
    text = f"[russia] handed [{whole}] to [usa] and [nato]. The [part] is with [{party.id}]."
    return with_sentences(doc_id, text, RUSSIA, USA, NATO, proposals, part, described=(whole, "part"), **given)


def test_parts_of_one_package_that_are_with_one_party_are_one() -> None:
    rows = [
        package("1", "proposals", USA, published="2021-12-20"),
        package("2", "demands", USA, "d", published="2021-12-22"),
        package("3", "proposals", NATO, published="2021-12-23"),
    ]
    found = resolve(rows)
    assert found.members["1", "p"] == found.members["2", "d"] == found.members["3", "p"]
    assert found.members["1", "part"] == found.members["2", "part"] != found.members["3", "part"]
    parts = {e.id: e.part_of for e in found.entities if e.part_of}
    assert parts == {found.members[d, "part"]: found.members["1", "p"] for d in ("1", "3")}


NORWAY = named("norway", STATE, "Norway", "Norwegian", iso3166="NO")


def holder(doc_id: str, name: str, title: str, published: str, before: str = "The") -> Annotation:
    """A document that names who holds an office of Norway."""
    text = f"{before} {title} {name} spoke."
    fact = Fact(
        id="f1",
        sentence=Span(0, len(text)),
        relation="hold_office",
        trigger=Span(len(before) + 1, len(before) + 1 + len(title)),
        agent=(Filler(entity="p"),),
        target=(Filler(entity="norway"),),
        theme_text=title,
    )
    base = annotation(doc_id, NORWAY, named("p", PERSON, name))
    return replace(base, facts=(fact,), document=document(text, doc_id=doc_id, published=published))


def unnamed(doc_id: str, words: str, published: str | None) -> Annotation:
    """A document in which somebody who is only described by an office says something."""
    told = named("a", PERSON, words, anonymous=True)
    said = Attribution(id="a1", source="a", source_span=None, cue=(Span(0, 3),), content=(Span(4, 9),), kind=QuoteKind.INDIRECT)
    base = annotation(doc_id, NORWAY, told, described=("a",))
    return replace(base, attributions=(said,), document=replace(base.document, published=published))


BERG = ("Ada Berg", "Foreign Minister", "2021-03-02")


@pytest.mark.parametrize(
    ("rows", "words", "published", "is_joined"),
    [
        ([BERG], "Norwegian foreign minister", "2021-05-10", True),
        ([BERG], "foreign minister of Norway", "2021-05-10", True),
        ([("Ada Berg", "minister of foreign affairs", "2021-03-02")], "Norway's foreign minister", "2021-05-10", True),
        ([BERG, ("Ada Berg", "Foreign Minister", "2021-04-01")], "Norwegian foreign minister", "2021-05", True),
        ([BERG, ("Nils Dahl", "foreign minister", "2021-06-01")], "Norwegian foreign minister", "2021-05-10", False),
        ([BERG, ("Nils Dahl", "foreign minister", "2023-06-01")], "Norwegian foreign minister", "2021-05-10", True),
        ([BERG], "Norwegian foreign minister", "2022-05-10", False),
        ([BERG], "Norwegian foreign minister", "2021", False),
        ([BERG], "Norwegian foreign minister", None, False),
        ([BERG], "former Norwegian foreign minister", "2021-05-10", False),
        ([(*BERG, "Former Norwegian")], "Norwegian foreign minister", "2021-05-10", False),
        ([BERG, ("Nils Dahl", "foreign minister", "2021-04-01", "The ex-")], "Norwegian foreign minister", "2021-05-10", True),
        ([BERG], "Norwegian finance minister", "2021-05-10", False),
        ([("Ada Berg", "spokeswoman", "2021-03-02")], "Norwegian spokeswoman", "2021-05-10", False),
    ],
)
def test_who_is_described_by_an_office_is_its_holder_at_that_time(
    rows: list[tuple[str, ...]], words: str, published: str | None, is_joined: bool
) -> None:
    found = resolve([unnamed("x", words, published), *(holder(str(n), *row) for n, row in enumerate(rows))])
    assert (found.members["x", "a"] == found.members["0", "p"]) is is_joined
    person = next(e for e in found.entities if e.id == found.members["0", "p"])
    assert (person.name, person.aliases, person.anonymous) == ("Ada Berg", (), False), "an office is no name of its holder"


def test_two_unnamed_holders_stay_apart_where_nobody_is_named() -> None:
    rows = [unnamed(doc_id, "Norwegian foreign minister", "2021-05-10") for doc_id in ("x", "y")]
    found = resolve(rows)
    assert found.members["x", "a"] != found.members["y", "a"]
