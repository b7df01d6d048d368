"""The measuring of `bench/`: what scorers print is read, sheets keep their judgements, pronouns are judged as described."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench import audit, calibration, score
from bench.scoring import benchmarks, coreference
from bench.scoring.figures import THRESHOLDS, Figure, Missing, row, table
from extract.records import Annotation, EntityType, Mention, MentionKind, Span
from training import mentions
from training.corpus import Paragraph, Word


def test_a_figure_stands_beside_its_thresholds() -> None:
    below = Figure(data="PLOVER dev", measure="full", value=0.2)
    lines = list(table([below, Missing(data="audit", reason="no sheet")]))
    assert lines[1].split() == ["PLOVER", "dev", "full", "0.200", "0.420", "0.580", "below"]
    assert lines[-1] == "  audit: no sheet"
    assert row(below)["at_least"] == 0.42
    assert Figure(data="GUM dev, raw text", measure="TAG", value=97.2).verdict == "aim"
    assert all(least < aim for least, aim in THRESHOLDS.values())


def test_without_paths_everything_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    score.main(["--json", "--only", "examples", "polnear", "trees", "pronouns"])
    rows = json.loads(capsys.readouterr().out)
    reasons = {r["data"]: r["reason"] for r in rows}
    assert reasons["gold examples"] == "GOLD=DIR is missing: a folder with score.py, examples"
    assert reasons["PolNeAR dev"].startswith("EVAL=DIR is missing: a folder with adapt.py, inputs/polnear_dev.jsonl")
    assert reasons["GUM dev, pronouns"] == "TREEBANK=DIR is missing: a folder with gum-dev.conllu.gz"


def test_a_folder_without_the_files_is_named(tmp_path: Path) -> None:
    assert score.lacking("GOLD", tmp_path, "score.py") == f"GOLD={tmp_path} has no score.py"
    (tmp_path / "score.py").touch()
    assert score.lacking("GOLD", tmp_path, "score.py") == ""


def test_what_scorers_print_is_read() -> None:
    printed = (
        "documents      3\ncontent        {'p': 0.8, 'r': 0.6, 'f1': 0.6857}\nwho_said       {'p': 0.5, 'r': 0.5, 'f1': 0.5}\n"
    )
    printed += "who_said_soft  {'p': 0.5, 'r': 0.6, 'f1': 0.55}\nquoted_recall  None\n"
    assert [(f.measure, f.value) for f in benchmarks.attributions(printed)] == [
        ("content", 0.6857),
        ("who_said", 0.5),
        ("who_said_soft", 0.55),
    ]
    printed = "{'gold': 3, 'system_events': 4, 'type': 0.6, 'full': 0.3}\n  AGREE        n=  3 type=  2 full=  1\n"
    assert [f.value for f in benchmarks.events(printed)] == [0.6, 0.3]
    printed = "micro P 0.7770 R 0.8260 F1 0.8007 (gold 10, system 11)\n  person P 1.0000 R 1.0000 F1 1.0000\n"
    assert [f.value for f in benchmarks.entities(printed)] == [0.8007]


def words(*rows: tuple[str, str, str]) -> list[Word]:
    """Words as (form, tag, entity column), with a space behind each."""
    return [Word(form, True, form, "X", tag, 0, "dep", f"Entity={entity}" if entity else "_") for form, tag, entity in rows]


ADA, SHE, IT = "(1-person-new-nnnnn-cf1-1,2-coref", "(1-person-giv:act-nnnnn-cf1-1-ana)", "(2-object-new-nnnnn-cf2-1-sgl)"
STORY = [
    words(("Queen", "NNP", ADA), ("Ada", "NNP", "1)"), ("came", "VBD", "")),
    words(("She", "PRP", SHE), ("saw", "VBD", ""), ("it", "PRP", IT)),
]


def test_pronouns_with_an_antecedent_are_judged_by_shared_head_words() -> None:
    story, spans = mentions.read("story", [Paragraph(sentences=STORY, document="story")])
    assert story.text == "Queen Ada came She saw it"
    she = next(s for s in spans if s.pronoun == "she")

    def verdicts(*mentions: tuple[int, int, str | None, MentionKind]) -> list[tuple[str | None, bool | None]]:
        made = tuple(Mention(span=Span(s, e), type=EntityType.PERSON, entity=x, kind=k) for s, e, x, k in mentions)
        return [(s.pronoun, v) for s, v in coreference.judged(spans, Annotation(document=story, mentions=made))]

    pronoun = (she.start, she.start + 3, "ada", MentionKind.PRONOUN)
    assert verdicts() == [("she", None)]  # "it" has no antecedent and is not counted
    assert verdicts(pronoun) == [("she", False)]
    assert verdicts((6, 9, "ada", MentionKind.NAMED), pronoun) == [("she", True)]
    assert verdicts((10, 14, "ada", MentionKind.NAMED), pronoun) == [("she", False)]
    assert verdicts((6, 9, "ada", MentionKind.NAMED), pronoun, (she.start, she.start + 3, "bob", MentionKind.PRONOUN)) == [
        ("she", False)
    ]


def test_a_phrase_is_right_by_its_head_words_and_one_of_two_is_not_enough() -> None:
    both = "(1-person-new-n-c-1,3-coref"
    joined = [*words(("Ada", "NNP", both), ("and", "CC", ""), ("Bob", "NNP", "1)"), ("slept", "VBD", ""))]
    joined[2].dep, joined[2].head = "conj", 0
    they = words(("They", "PRP", "(1-person-giv:act-n-c-1-ana)"))
    _, spans = mentions.read("x", [Paragraph(sentences=[joined, they])])
    start = next(s.start for s in spans if s.pronoun)

    def verdict(*heads: tuple[int, int]) -> list[bool | None]:
        return [v for _, v in coreference.resolved(spans, {start: heads} if heads else {})]

    assert verdict() == [None]
    assert verdict((0, 3), (8, 11)) == [True]
    assert verdict((0, 3)) == [False]
    assert verdict((12, 17)) == [False]


def test_a_mention_in_two_parts_and_nested_ones() -> None:
    first, second = "(1[1/2]-person-new-n-c-2-coref(2-person-new-n-c-1-coref)", "(1[2/2]-person-new-n-c-1-coref)"
    sentence = words(("the", "DT", first), ("men", "NNS", "1[1/2])"), ("they", "PRP", second))
    _, spans = mentions.read("x", [Paragraph(sentences=[sentence])])
    assert [(s.cluster, s.heads) for s in spans] == [("2", ((0, 3),)), ("1", ((4, 7),)), ("1", ((8, 12),))]


def line(doc_id: str, text: str, **fact: Any) -> dict[str, Any]:
    start = text.index("rejected")
    plain: dict[str, Any] = {"sentence": [0, len(text)], "relation": "reject", "trigger": [start, start + 8]}
    plain |= {
        "agent": [{"entity": "a", "span": None}],
        "target": [],
        "theme": None,
        "theme_text": "plan",
        "polarity": "+",
        "modality": "actual",
    }
    plain |= {"attribution": None, "holder": None, "confidence": 0.85, "rule": "verb:reject", **fact}
    return {
        "doc_id": doc_id,
        "text": text,
        "sentences": [[0, len(text)]],
        "entities": [{"id": "a", "name": "Ruritania"}],
        "facts": [plain],
    }


def corpus(path: Path, numbers: range) -> Path:
    lines = [line(f"d{n}", f"Ruritania rejected plan number {n}.") for n in numbers]
    path.write_text("".join(json.dumps(row) + "\n" for row in lines), encoding="utf-8")
    return path


def test_a_draw_depends_on_the_seed_alone_and_keeps_judgements(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    news, speeches, sheet = (
        corpus(tmp_path / "news.jsonl", range(30)),
        corpus(tmp_path / "speeches.jsonl", range(30)),
        tmp_path / "a.csv",
    )
    audit.main(["draw", str(news), str(speeches), "--to", str(sheet), "--number", "10"])
    shown = capsys.readouterr().out
    rows = audit.read_sheet(sheet)
    assert [r["corpus"] for r in rows] == ["news"] * 5 + ["speeches"] * 5
    assert "plan number" not in sheet.read_text(encoding="utf-8")
    assert shown.count("Ruritania [[rejected]] plan number") == 10
    for r in rows[:4]:
        r["right"] = "y"
        r["right_modality"] = "y"
    rows[0]["right_modality"] = "n"
    rows[4].update(right_relation="y", right_roles="n", right_polarity="y", right_holder="y", note="the agent")
    audit.write_sheet(sheet, rows)

    news.write_text("".join(reversed(news.read_text(encoding="utf-8").splitlines(keepends=True))), encoding="utf-8")
    audit.main(["draw", str(news), str(speeches), "--to", str(sheet), "--number", "10"])
    assert audit.read_sheet(sheet) == rows
    assert capsys.readouterr().out.count("[[rejected]]") == 5
    assert audit.drawn(news, 5, 1) != audit.drawn(news, 5, 2)

    audit.main(["precision", "--sheet", str(sheet)])
    told = capsys.readouterr().out
    assert "all: precision 0.800 (95% interval 0.376 to 0.964), 5 judged" in told
    assert "modality, too   0.600" in told


def test_who_holds_a_fact_is_told_apart_from_nobody_known() -> None:
    def held(**fact: Any) -> str:
        return next(audit.facts(line("d", "Ruritania rejected it.", **fact), "news"))["holder"]

    assert held() == "(author)"
    assert held(attribution="a1") == "(unclear)"
    assert held(attribution="a1", holder="a") == "Ruritania"


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        ({"right": "y"}, True),
        ({"right_roles": "n"}, False),
        ({"right_roles": "y"}, None),
        (dict.fromkeys(audit.PARTS, "Y"), True),
        ({}, None),
    ],
)
def test_a_judgement_is_whole_or_the_sum_of_its_parts(cells: dict[str, str], verdict: bool | None) -> None:
    assert audit.is_right({**dict.fromkeys(audit.JUDGED, ""), **cells}) is verdict


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"right": "maybe"}, "right is 'maybe': write y or n"),
        ({"right": "y", **dict.fromkeys(audit.PARTS, "n")}, "say otherwise"),
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused(tmp_path: Path, cells: dict[str, str], message: str) -> None:
    audit.write_sheet(tmp_path / "a.csv", [{**dict.fromkeys((*audit.FACT, *audit.JUDGED), ""), **cells}])
    with pytest.raises(SystemExit, match=message):
        audit.read_sheet(tmp_path / "a.csv")


def test_the_calibration_error_is_the_weighted_distance() -> None:
    facts = [calibration.Judged(confidence=0.9, rule="verb:reject", right=n < 6) for n in range(8)]
    facts += [calibration.Judged(confidence=0.6, rule="noun:refusal", right=n < 1) for n in range(2)]
    rows = calibration.bins(facts)
    assert [(b.name, b.number, b.right) for b in rows] == [("0.6 to 0.7", 2, 0.5), ("0.9 to 1.0", 8, 0.75)]
    assert calibration.error(rows) == pytest.approx(0.8 * 0.15 + 0.2 * 0.1)
    assert [b.name for b in calibration.kinds(facts)] == ["noun", "verb"]


def test_calibration_reads_a_judged_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = audit.drawn(corpus(tmp_path / "news.jsonl", range(4)), 4, 1)
    for r in rows[:3]:
        r.update(right="y", right_modality="y")
    audit.write_sheet(tmp_path / "a.csv", rows)
    calibration.main(["--sheet", str(tmp_path / "a.csv"), "--json"])
    found = json.loads(capsys.readouterr().out)["audit"]
    assert (found["facts"], found["expected_calibration_error"]) == (3, 0.15)
