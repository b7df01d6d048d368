"""Annotations with the ids that their entities have in the whole run; called by `quoth extract`.

Two entities of one document that turn out to be one thing become one; a mention has its entity's type.
"""

from dataclasses import replace

from extract.records import Annotation, Entity, Fact, Filler
from graph.resolve import Resolution


def relabelled(annotation: Annotation, resolution: Resolution) -> Annotation:
    """The annotation under the ids of `resolution`, which was made of it among others."""
    doc_id = annotation.document.doc_id
    ids = {e.id: resolution.members.get((doc_id, e.id), e.id) for e in annotation.entities}
    entities = _merged(annotation.entities, ids)
    types = {e.id: e.type for e in entities}

    def told(entity: str | None) -> str | None:
        return None if entity is None else ids[entity]

    mentions = (
        replace(m, entity=told(m.entity), type=m.type if m.entity is None else types[ids[m.entity]]) for m in annotation.mentions
    )
    return replace(
        annotation,
        entities=entities,
        mentions=tuple(dict.fromkeys(mentions)),
        attributions=tuple(replace(a, source=told(a.source)) for a in annotation.attributions),
        facts=tuple(_fact(f, ids) for f in annotation.facts),
    )


def _merged(entities: tuple[Entity, ...], ids: dict[str, str]) -> tuple[Entity, ...]:
    """One entity for each id: the name, type and links of the first that is linked, else of the first; all names."""
    groups: dict[str, list[Entity]] = {}
    for entity in sorted(entities, key=lambda e: (not e.links, -len(e.name.split()), e.id)):
        groups.setdefault(ids[entity.id], []).append(entity)
    merged = []
    for id_, group in groups.items():
        names = {name for e in group for name in (e.name, *e.aliases)} - {group[0].name}
        links = tuple(sorted({link for e in group for link in e.links}))
        anonymous = all(e.anonymous for e in group)
        subtype = next((e.subtype for e in group if e.subtype is not None), None)
        part = next((e for e in group if e.part_of is not None and ids.get(e.part_of) != id_), None)
        merged.append(
            replace(
                group[0],
                id=id_,
                aliases=tuple(sorted(names)),
                links=links,
                anonymous=anonymous,
                subtype=subtype,
                part_of=None if part is None else ids.get(part.part_of or ""),
                party=None if part is None else ids.get(part.party or ""),
            )
        )
    return tuple(sorted(merged, key=lambda e: e.id))


def _fact(fact: Fact, ids: dict[str, str]) -> Fact:
    def fillers(filled: tuple[Filler, ...]) -> tuple[Filler, ...]:
        found: dict[str, Filler] = {}
        for filler in filled:
            found.setdefault(ids[filler.entity], replace(filler, entity=ids[filler.entity]))
        return tuple(found.values())

    return replace(
        fact,
        agent=fillers(fact.agent),
        target=fillers(fact.target),
        theme=None if fact.theme is None else replace(fact.theme, entity=ids[fact.theme.entity]),
        place=None if fact.place is None else ids[fact.place],
        holder=None if fact.holder is None else ids[fact.holder],
    )
