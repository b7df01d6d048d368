"""Acts inside acts: what stands in a demand is demanded, what is refused did not happen; called by `extract.facts`."""

from collections.abc import Sequence
from dataclasses import replace

from extract.drafts import Draft
from extract.records import Modality

GIVES_MODALITY = {"demand": Modality.DEMANDED, "stipulate": Modality.DEMANDED, "promise": Modality.INTENDED}


def nest(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of one paragraph with the modality of what stands inside a demand, provision or promise.

    "Refused to talk" is one refusal and no talk. Source: gold guidelines, decisions 15 and 16.
    """
    kept = []
    for d in drafts:
        if any(_swallowed(a, d) for a in drafts if a is not d):
            continue
        giving = [a for a in drafts if a.fact.relation in GIVES_MODALITY and a.head != d.head and _inside(d, a)]
        if giving:
            if not d.fact.agent and not d.fact.target:
                continue
            modality = GIVES_MODALITY[giving[-1].fact.relation]
            if d.fact.modality in {Modality.ACTUAL, Modality.HYPOTHETICAL} and d.fact.relation != "member_of":
                d = replace(d, fact=replace(d.fact, modality=modality))
        kept.append(d)
    return kept


def _inside(inner: Draft, act: Draft) -> bool:
    return act.content is not None and act.content[0] <= inner.head.i < act.content[1]


def _swallowed(act: Draft, inner: Draft) -> bool:
    """Whether `inner` is what is refused: an infinitive, gerund or noun right under the refusal."""
    if act.fact.relation != "reject" or inner.fact.relation in {"reject", "propose"}:
        return False
    if inner.head.head == act.head and inner.head.dep_ in {"xcomp", "acl", "advcl"} and inner.head.tag_ in {"VB", "VBG"}:
        return True
    return inner.head == act.head and inner.fact.relation in {"respond", "demand"} and inner.fact.trigger == act.fact.trigger
