"""Which office somebody leaves or keeps where the words do not say: that of his title; called by `extract.facts`."""

from collections.abc import Sequence
from dataclasses import replace

from extract.drafts import Draft
from extract.records import Fact, Polarity

TITLE = "office:title"
KEEPING = frozenset({"verb:hold post", "verb:hold office", "verb:hold position"})


def with_offices(drafts: Sequence[Draft]) -> list[Draft]:
    """The facts, with the office and its body where the same sentence tells them: "Governor X of Lutha resigned"."""
    return [_with_office(d, drafts) for d in drafts]


def _with_office(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    fact = draft.fact
    if fact.relation != "hold_office" or fact.target or fact.theme_text is not None or len(fact.agent) != 1:
        return draft
    if fact.polarity is not Polarity.NEGATIVE and fact.rule not in KEEPING:
        return draft
    held = [d.fact for d in drafts if _tells(d.fact, fact)]
    if not held:
        return draft
    last = max(held, key=lambda f: (bool(f.target), f.trigger.start))
    return replace(draft, fact=replace(fact, target=last.target, theme_text=last.theme_text))


def _tells(other: Fact, fact: Fact) -> bool:
    """Whether a fact tells an office of the same person in the same sentence: a title, or what was said before."""
    same = other.relation == "hold_office" and other.sentence == fact.sentence and other.polarity is Polarity.POSITIVE
    whose = [a.entity for a in other.agent] == [a.entity for a in fact.agent]
    return (
        same
        and whose
        and bool(other.target or other.theme_text)
        and (other.rule == TITLE or other.trigger.end < fact.trigger.start)
    )
