"""Settings: file < environment < --set < flags, and messages for what is wrong."""

from dataclasses import fields
from pathlib import Path

import pytest

from extract.read.options import ReadOptions
from graph.query.limits import Limits
from ontology.errors import UsageError
from quoth import cli, settings
from quoth.settings import Settings, load, query_limits, read_options


def test_without_anything_the_defaults_hold(tmp_path: Path) -> None:
    assert load(folder=tmp_path, environment={}) == Settings()
    assert read_options(Settings()) == ReadOptions()
    assert query_limits(Settings()) == Limits()


def test_each_source_goes_before_the_one_below(tmp_path: Path) -> None:
    (tmp_path / "quoth.toml").write_text('output = "file"\njobs = 2\nread_deadline = 5\nany_language = true\n')
    found = load(folder=tmp_path, environment={})
    assert (found.output, found.jobs, found.read_deadline, found.any_language) == ("file", 2, 5.0, True)
    environment = {"QUOTH_OUTPUT": "environment", "QUOTH_JOBS": "3", "QUOTH_ANY_LANGUAGE": "no"}
    found = load(folder=tmp_path, environment=environment)
    assert (found.output, found.jobs, found.any_language) == ("environment", 3, False)
    assert load(["jobs=4"], tmp_path, environment).jobs == 4


def test_flags_go_before_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "quoth.toml").write_text('output = "file"\npublisher = "The Paper"\n')
    parser = cli.build_parser({"output": "file", "publisher": "The Paper"})
    assert parser.parse_args(["build", "x"]).output == "file"
    assert parser.parse_args(["build", "x"]).publisher == "The Paper"
    assert parser.parse_args(["build", "x", "-o", "flag"]).output == "flag"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("jbos = 1", "no setting 'jbos'; there are output, jobs"),
        ("jobs = '1'", "jobs is '1', but must be a whole number"),
        ("jobs = true", "jobs is True, but must be a whole number"),
        ("output = 1", "output is 1, but must be a text"),
        ("jobs = ", "cannot be read"),
    ],
)
def test_a_wrong_file_is_told(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "quoth.toml").write_text(text)
    with pytest.raises(UsageError, match=said):
        load(folder=tmp_path, environment={})


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("QUOTH_JOBS", "many", "environment variable QUOTH_JOBS: jobs is 'many', but must be a whole number"),
        ("QUOTH_ANY_LANGUAGE", "maybe", "true or false"),
        ("QUOTH_JBOS", "1", "no setting 'jbos'"),
    ],
)
def test_a_wrong_variable_is_told(tmp_path: Path, variable: str, value: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        load(folder=tmp_path, environment={variable: value})


@pytest.mark.parametrize("flag", ["jobs", "jobs=x", "nothing=1"])
def test_a_wrong_set_is_told(tmp_path: Path, flag: str) -> None:
    with pytest.raises(UsageError, match="--set"):
        load([flag], tmp_path, {})


def test_every_setting_is_listed_with_its_meaning(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help-settings"]) == 0
    shown = capsys.readouterr().out
    for name, variable, _, meaning in settings.rows():
        assert name in shown
        assert variable in shown
        assert meaning in shown


def test_every_limit_is_a_setting() -> None:
    def shifted(value: object) -> object:
        return (
            value + 1 if isinstance(value, (int, float)) and not isinstance(value, bool) else True if value is False else "2022"
        )

    other = Settings(**{f.name: shifted(getattr(Settings(), f.name)) for f in fields(Settings)})  # type: ignore[arg-type]
    for made, default in ((read_options(other), ReadOptions()), (query_limits(other), Limits())):
        assert all(getattr(made, f.name) != getattr(default, f.name) for f in fields(made))
