"""Annotations of a run under the ids of all its documents."""

from extract.records import Annotation, Attribution, Entity, EntityType, Fact, Filler, Mention, MentionKind, QuoteKind, Span
from graph.relabel import relabelled
from graph.resolve import resolve
from tests_support import document


def annotation(doc_id: str, text: str, names: dict[str, str]) -> Annotation:
    """A document in which two persons speak of each other."""
    places = {name: Span(text.index(name), text.index(name) + len(name)) for name in names.values()}
    one, other = names
    return Annotation(
        document=document(text, doc_id),
        sentences=(Span(0, len(text)),),
        entities=tuple(Entity(id=i, type=EntityType.PERSON, name=n) for i, n in sorted(names.items())),
        mentions=tuple(
            Mention(span=places[n], type=EntityType.PERSON, entity=i, kind=MentionKind.NAMED) for i, n in names.items()
        ),
        attributions=(
            Attribution(id="a1", source=one, source_span=None, cue=(), content=(Span(0, 4),), kind=QuoteKind.INDIRECT),
        ),
        facts=(
            Fact(
                id="f1",
                sentence=Span(0, len(text)),
                relation="meet",
                trigger=Span(0, 4),
                agent=(Filler(entity=one),),
                target=(Filler(entity=other),),
                attribution="a1",
                holder=one,
            ),
        ),
    )


def test_one_thing_has_one_id_in_all_documents() -> None:
    first = annotation("a.txt", "Grace Mwangi met Lars Holm.", {"mwangi": "Grace Mwangi", "holm": "Lars Holm"})
    second = annotation("b.txt", "Lars Holm met Grace Mwangi.", {"holm-2": "Lars Holm", "grace": "Grace Mwangi"})
    resolution = resolve([first, second])
    one, two = (relabelled(a, resolution) for a in (first, second))
    assert {e.name: e.id for e in one.entities} == {e.name: e.id for e in two.entities}
    assert one.facts[0].agent[0].entity == two.facts[0].target[0].entity == one.facts[0].holder
    assert {m.entity for m in one.mentions} == {e.id for e in one.entities}


def test_two_entities_of_a_document_that_are_one_become_one() -> None:
    both = annotation("a.txt", "Grace Mwangi met Lars Holm.", {"mwangi": "Grace Mwangi", "holm": "Lars Holm"})
    resolution = resolve([both])
    members = dict.fromkeys(resolution.members, "grace-mwangi")
    merged = relabelled(both, type(resolution)(entities=resolution.entities, members=members))
    assert [(e.id, e.name, e.aliases) for e in merged.entities] == [("grace-mwangi", "Lars Holm", ("Grace Mwangi",))]
    assert {m.entity for m in merged.mentions} == {"grace-mwangi"}
