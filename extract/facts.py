"""Facts of a document: a relation, who fills its roles, how firmly; called by `extract.annotate`.

The path of a fact: a trigger matches (`extract.matching`), its frame's slots are filled (`extract.roles`, `extract.parties`,
`extract.implied`), its content is cut (`extract.contents`), mood, date and place are read (`extract.moods`,
`extract.circumstances`), then what stands inside a demand, a provision or a promise takes its modality from there
(`extract.nesting`), and each gets its holder (`extract.holding`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract import grammar
from extract.admission import admitted
from extract.contents import Content, find_contents, with_judged
from extract.drafts import Draft, draft
from extract.holding import hold
from extract.implied import named_in
from extract.intervals import Contents
from extract.judgements import PREDICATE, find_judgements, spoken
from extract.matching import Match, find_matches
from extract.memberships import find_memberships
from extract.needs import meets_needs
from extract.nesting import nest
from extract.officeholders import find_officeholders
from extract.parties import find_parties
from extract.records import Attribution, Fact, Modality
from extract.repeats import fullest, merge
from extract.reproaches import find_reproaches, find_threats
from extract.scene import Scene, located
from extract.tenures import with_offices


def find_facts(scene: Scene, attributions: Sequence[Attribution] = ()) -> tuple[Fact, ...]:
    """All facts in text order, numbered, each with the attribution that it stands in."""
    drafts: list[Draft] = []
    for number, doc in enumerate(scene.docs):
        here = [d for m in find_matches(doc, scene.lexicon) for d in made_of(scene, number, m)]
        here += [*find_reproaches(scene, number, here), *find_threats(scene, number, here)]
        here += [j for j in find_judgements(scene, number, doc) if not _said_already(j, here)]
        drafts += nest(merge(fullest(here)))
        drafts += find_officeholders(scene, number, doc)
        drafts += find_memberships(scene, number, doc)
    drafts = with_offices(drafts)
    drafts = [d for d in drafts if is_told(d.fact) or scene.acts_in_words(grammar.subject(d.head))]
    drafts.sort(key=lambda d: _order(d.fact))
    contents = Contents(attributions)
    unique = {_key(d.fact): hold(d, contents, scene.lexicon) for d in reversed(drafts)}
    said = {a.id: a for a in attributions}
    ordered = sorted((f for one in unique.values() if (f := spoken(one, said)) is not None), key=_order)
    return tuple(replace(f, id=f"f{n}") for n, f in enumerate(ordered, 1))


def _order(f: Fact) -> tuple[int, int, str, str]:
    return f.trigger.start, f.trigger.end, f.relation, f.theme_text or ""


def _key(f: Fact) -> tuple[object, ...]:
    agents, targets = (tuple(x.entity for x in part) for part in (f.agent, f.target))
    return f.sentence, f.relation, f.trigger, agents, targets, f.theme.entity if f.theme else None, f.theme_text


def _said_already(judgement: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a verb gives the same judgement ("called the vote a farce"), or the word an act ("unacceptable to X")."""
    at = judgement.fact.trigger
    return any(
        (d.head == judgement.head and judgement.fact.rule == PREDICATE)
        or (d.fact.relation == "characterize" and d.content is not None and located(d.head.doc, *d.content).overlaps(at))
        for d in drafts
    )


def is_told(f: Fact) -> bool:
    """Whether it is told who does it, or that it was done or has to be.

    Of what nobody is said to plan or to be able to do, one fact in six was right when they were read.
    """
    return bool(f.agent) or f.modality in {Modality.ACTUAL, Modality.DEMANDED}


def made_of(scene: Scene, number: int, match: Match) -> Iterator[Draft]:
    """The facts that one match gives: none if its needs are not met or nobody is known, several where contents are listed."""
    if not meets_needs(scene, number, match):
        return
    parties = find_parties(scene, number, match)
    contents: list[Content | None] = [
        *find_contents(match, scene.lexicon, parties.tokens, alone=not (parties.targets or parties.themes))
    ] or [None]
    for content in contents if admitted(scene, number, match, parties, contents[0]) else ():
        bound = parties
        if match.entry.relation == "characterize" and content is not None and not (parties.targets or parties.themes):
            content = with_judged(match, content, scene.lexicon)
        if match.entry.relation == "stipulate" and not parties.targets and content is not None:
            bound = replace(parties, targets=named_in(scene, number, content))
        yield draft(scene, number, match, bound, content)
