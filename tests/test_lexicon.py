"""The lexicon files: their format, what they cover, and an analyst's additions."""

import re
from pathlib import Path

import pytest

from extract.language import lemma
from extract.lexicon import Entry, Form, load
from extract.lexicon.reading import parse_form
from ontology.errors import UsageError
from ontology.relations import load as load_relations

POS = ("VERB", "NOUN", "ADJ", "AUX")
WORD = re.compile(r"n't|[^\W_]+?(?=n't)|[^\W_]+(?:['’-][^\W_]+)*")
ENTRIES = load().entries


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def entry(**changes: str) -> str:
    fields = {"relation": '"attack"', "verbs": '["smite"]', "agent": '"subj"', "target": '"obj"', "source": '"mine"'} | changes
    return "[[entry]]\n" + "".join(f"{key} = {value}\n" for key, value in fields.items())


def lemmas(text: str) -> set[str]:
    words = [w.lower() for w in WORD.findall(text)]
    parts = {part for word in words for part in (word, *word.split("-"))}
    return parts | {lemma(part, pos) for part in parts for pos in POS}


def forms(text: str, pos: str) -> list[Form]:
    return list(parse_form("here", text, pos))


def test_a_verb_form_has_its_head_first() -> None:
    assert forms("pull out of", "verb") == [Form(head="pull", words=("out", "of"))]


def test_a_noun_form_has_its_head_before_the_preposition() -> None:
    assert forms("arms embargo against", "noun") == [Form(head="embargo", words=("arms", "against"))]


def test_alternatives_of_a_preposition_are_prepositions_too() -> None:
    assert forms("war against/with", "noun") == [Form(head="war", words=("against",)), Form(head="war", words=("with",))]


def test_slashes_are_alternatives() -> None:
    assert forms("break/cut tie", "verb") == [Form(head="break", words=("tie",)), Form(head="cut", words=("tie",))]


def test_a_circumflex_marks_the_head() -> None:
    assert forms("not ^budge", "verb") == [Form(head="budge", words=("not",))]


@pytest.mark.parametrize("text", ["", "Reject", "reject!", "reject (it)"])
def test_what_is_no_form_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is no form"):
        forms(text, "verb")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (entry(relation='"smite"'), "unknown relation 'smite'"),
        (entry(agent='"subject"'), "'subject' is no slot of a verb"),
        (entry(target='"obj.thing"'), "'obj.thing' is no slot"),
        (entry(needs='"obj:@swords"'), "names no noun class"),
        (entry(needs='"obj:Knight"'), "names no type"),
        (entry(polarity='"no"'), "polarity 'no'"),
        (entry(modality='"perhaps"'), "'perhaps'"),
        (entry(colour='"red"'), "unknown key 'colour'"),
        (entry(source='""'), "no source"),
        ('[[entry]]\nrelation = "attack"\nsource = "mine"\n', "no words"),
        (entry(verbs='["smite", "smite"]'), "twice"),
        ("[[entry]\n", "is no TOML"),
        ("[[enrty]]\n", "unknown key 'enrty'"),
    ],
)
def test_a_wrong_entry_is_reported_with_its_file(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UsageError, match=re.escape(message)) as caught:
        load(path)
    assert "mine.toml" in str(caught.value)


def test_a_wrong_entry_is_counted(tmp_path: Path) -> None:
    path = written(tmp_path, entry() + entry(relation='"smite"'))
    with pytest.raises(UsageError, match=r"entry 2 \(smite\)"):
        load(path)


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read the lexicon file"):
        load(tmp_path / "none.toml")


def test_an_analyst_adds_a_trigger(tmp_path: Path) -> None:
    lexicon = load(written(tmp_path, entry()))
    assert "smite" not in load().verbs
    assert [e.relation for _, e in lexicon.verbs["smite"]] == ["attack"]
    assert lexicon.version != load().version


def test_an_analyst_adds_a_folder_with_a_class(tmp_path: Path) -> None:
    written(tmp_path, '[classes]\nswords = ["sword"]\n' + entry(needs='"with:@swords"'))
    assert load(tmp_path).classes["swords"] == {"sword"}


def test_an_analyst_s_trigger_takes_the_place_of_the_one_that_ships(tmp_path: Path) -> None:
    shipped = [e for words, e in load().verbs["invade"] if not words and e.relation == "attack"]
    found = [
        e
        for words, e in load(written(tmp_path, entry(verbs='["invade"]'))).verbs["invade"]
        if not words and e.relation == "attack"
    ]
    assert shipped
    assert [e.source for e in found] == ["mine"]


def test_an_analyst_s_cue_takes_the_place_of_the_one_that_ships(tmp_path: Path) -> None:
    text = '[[cue]]\nverbs = ["claim"]\nstance = "neutral"\nkind = "say"\nframes = ["that"]\nsource = "mine"\n'
    lexicon = load(written(tmp_path, text))
    assert [c.source for words, c in lexicon.cue_verbs["claim"] if not words] == ["mine"]
    assert set(lexicon.cue_verbs) == set(load().cue_verbs)


def test_a_cue_twice_in_one_file_is_refused(tmp_path: Path) -> None:
    cue = '[[cue]]\nverbs = ["claim"]\nkind = "say"\nframes = ["that"]\nsource = "mine"\n'
    with pytest.raises(UsageError, match=r"mine\.toml: the verb 'claim' stands twice"):
        load(written(tmp_path, cue + cue))


def test_every_relation_has_triggers() -> None:
    assert {e.relation for e in ENTRIES} == set(load_relations())


@pytest.mark.parametrize("found", ENTRIES, ids=[f"{n}-{e.relation}" for n, e in enumerate(ENTRIES)])
def test_an_example_contains_a_form(found: Entry) -> None:
    words = lemmas(found.example)
    assert any(f.head in words and words.issuperset(f.words) for f in found.forms), found.example


def test_longer_forms_come_first() -> None:
    for rows in (load().verbs, load().nouns, load().adjectives):
        for found in rows.values():
            lengths = [len(words) for words, _ in found]
            assert lengths == sorted(lengths, reverse=True)


def test_every_class_of_the_triggers_is_asked_for() -> None:
    asked = {need.noun_class for e in ENTRIES for group in (*e.needs, e.unless) for need in group}
    path = Path(__file__).parents[1] / "extract" / "lexicon" / "relations.toml"
    own = path.read_text(encoding="utf-8").split("\n[classes]\n")[1].split("\n[words]\n")[0]
    assert set(re.findall(r"^(\w+) = \[", own, re.MULTILINE)) <= asked
