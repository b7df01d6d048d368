"""One happening, one fact: of several readings of the same words the fullest stays; called by `extract.facts`."""

from collections.abc import Sequence
from dataclasses import replace

from extract import grammar
from extract.drafts import Draft
from extract.records import Fact, Filler

NEARER = frozenset(
    {
        ("deny", "reject"), ("reject", "concede"), ("reject", "violate"), ("implement", "join"), ("implement", "ratify"),
        ("meet", "support"), ("demand", "support"), ("annex", "attack"), ("protest", "coerce"), ("coerce", "sanction"),
        ("accuse", "coerce"), ("coerce", "mobilize"), ("negotiate", "meet"), ("respond", "reject"), ("join", "cooperate"),
        ("agree", "ratify"),
    }
)  # fmt: skip
JOINING = frozenset({"obj", "obl", "nmod", "nsubj", "xcomp", "nsubj:pass", "acl", "compound", "amod", "conj", "ccomp", "advcl"})


def fullest(drafts: Sequence[Draft]) -> list[Draft]:
    """For each trigger and relation the entry that fills most roles; its listed contents stay together."""
    groups: dict[tuple[int, str], dict[str, list[Draft]]] = {}
    for d in drafts:
        groups.setdefault((d.head.i, d.fact.relation), {}).setdefault(d.fact.rule + str(_filled(d.fact)), []).append(d)
    best: list[Draft] = []
    for ways in groups.values():
        way: list[Draft] = max(ways.values(), key=lambda way: _filled(way[0].fact))
        best += way
    return [d for d in best if not any(_outranks(o, d) for o in best)]


def _outranks(one: Draft, other: Draft) -> bool:
    """Whether the same words cannot mean both relations, and `one` says more or is the nearer meaning."""
    if one.head != other.head or one.fact.trigger != other.fact.trigger:
        return False
    pair = one.fact.relation, other.fact.relation
    more, less = _filled(one.fact), _filled(other.fact)
    return (pair in NEARER and more >= less) or ((pair[1], pair[0]) in NEARER and more > less)


def _filled(f: Fact) -> int:
    return 2 * bool(f.agent) + 2 * bool(f.target) + 2 * (f.theme is not None) + (f.theme_text is not None)


def merge(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of one paragraph; where a verb and the noun that it governs tell of one act, one fact with the roles of both."""
    kept = list(drafts)
    for inner in drafts:
        outer = next((o for o in kept if o is not inner and _tells_of(o, inner)), None)
        if outer is None or inner not in kept:
            continue
        kept.remove(inner)
        kept[kept.index(outer)] = replace(outer, fact=_joined(outer.fact, inner.fact))
    return kept


def _tells_of(outer: Draft, inner: Draft) -> bool:
    """Whether the trigger `inner` hangs on `outer` of the same relation, with nothing that speaks against one act."""
    if outer.fact.relation != inner.fact.relation or outer.fact.relation == "stipulate" or outer.head == inner.head:
        return False
    if inner.head.dep_ == "conj" and (outer.fact.target and inner.fact.target):
        return False
    if not _hangs(outer, inner) or outer.fact.polarity != inner.fact.polarity:
        return False
    return _agree(outer.fact.agent, inner.fact.agent) and _agree(outer.fact.target, inner.fact.target)


def _hangs(outer: Draft, inner: Draft) -> bool:
    token = inner.head
    for governor in grammar.ancestors(inner.head):
        if token.dep_ not in JOINING:
            return False
        if governor == outer.head:
            return True
        token = governor
    return False


def _agree(one: Sequence[Filler], other: Sequence[Filler]) -> bool:
    mine, yours = {f.entity for f in one}, {f.entity for f in other}
    return not mine or not yours or bool(mine & yours)


def _joined(outer: Fact, inner: Fact) -> Fact:
    return replace(
        outer,
        agent=outer.agent or tuple(a for a in inner.agent if a.entity not in {t.entity for t in outer.target}),
        target=outer.target or tuple(t for t in inner.target if t.entity not in {a.entity for a in outer.agent}),
        theme=outer.theme or inner.theme,
        theme_text=outer.theme_text or inner.theme_text,
    )
