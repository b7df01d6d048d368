"""Acts inside acts: what stands in a demand is demanded, what is refused did not happen; called by `extract.facts`."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from extract import grammar
from extract.drafts import Draft
from extract.records import Modality

AIMED = frozenset({"threaten", "promise", "propose", "reject", "agree"})
BESIDE = frozenset({"from", "during", "after", "since", "before", "about", "despite"})
GIVES_MODALITY = {"demand": Modality.DEMANDED, "stipulate": Modality.DEMANDED, "promise": Modality.INTENDED}


def nest(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of one paragraph with the modality of what stands inside a demand, provision or promise.

    "Refused to talk" is one refusal and no talk. Source: gold guidelines, decisions 15 and 16.
    """
    kept = []
    for d in map(partial(_aimed, drafts), drafts):
        if any(_swallowed(a, d) for a in drafts if a.head != d.head or a.fact.relation != d.fact.relation):
            continue
        giving = [
            a for a in drafts if a.fact.relation in GIVES_MODALITY and a.head != d.head and _inside(d, a) and not _known(a, d)
        ]
        if giving:
            if not d.fact.agent and not d.fact.target:
                continue
            modality = GIVES_MODALITY[giving[-1].fact.relation]
            if d.fact.modality in {Modality.ACTUAL, Modality.HYPOTHETICAL} and d.fact.relation != "member_of":
                d = replace(d, fact=replace(d.fact, modality=modality))
        kept.append(d)
    return kept


def _known(act: Draft, inner: Draft) -> bool:
    """Whether `inner` is what the content takes as known: "demanded that it lift the sanctions imposed on it"."""
    token = inner.head
    if token.pos_ == "NOUN" and grammar.definite(token) and grammar.case(token) in BESIDE:
        return True  # "urged it to publish the files from its investigation"
    while token not in (act.head, token.head):
        link, governor = token.dep_, token.head
        if link == "acl:relcl" or (link == "acl" and token.tag_ in {"VBN", "VBD"}):
            return True
        if (
            governor != act.head
            and link in {"obj", "obl", "nmod"}
            and token.pos_ in {"NOUN", "PROPN"}
            and governor.tag_ in grammar.FINITE
        ):
            return True
        token = governor
    return False


def _aimed(drafts: Sequence[Draft], act: Draft) -> Draft:
    """A threat, promise, offer or refusal that names nobody is aimed at whom the act inside it is aimed at."""
    if act.fact.relation not in AIMED or act.fact.target or act.content is None:
        return act
    acting = {a.entity for a in act.fact.agent}
    for inner in drafts:
        if inner.head == act.head or not _inside(inner, act) or not inner.fact.target:
            continue
        if act.head in grammar.ancestors(inner.head) and _own_deed(act, inner):
            target = tuple(t for t in inner.fact.target if t.entity not in acting)
            return replace(act, fact=replace(act.fact, target=target))
    return act


def _own_deed(act: Draft, inner: Draft) -> bool:
    """Whether who promises or refuses is who would do it: not "agreed that the council be asked", "swore that X would sue Y"."""
    doing = {a.entity for a in inner.fact.agent}
    if doing:
        return bool(doing & {a.entity for a in act.fact.agent})
    told = inner.head.pos_ == "VERB" and grammar.is_passive(inner.head)
    return not told or any(c.lower_ == "to" for c in grammar.children(inner.head, "mark"))


def _inside(inner: Draft, act: Draft) -> bool:
    return act.content is not None and act.content[0] <= inner.head.i < act.content[1]


def _swallowed(act: Draft, inner: Draft) -> bool:
    """Whether `inner` is what is refused: an infinitive, gerund or noun right under the refusal."""
    if act.fact.relation != "reject" or inner.fact.relation in {"reject", "propose"}:
        return False
    if inner.head.head == act.head and inner.head.dep_ in {"xcomp", "acl", "advcl"} and inner.head.tag_ in {"VB", "VBG"}:
        return True
    return inner.head == act.head and inner.fact.relation in {"respond", "demand"} and inner.fact.trigger == act.fact.trigger
