"""Corrections from the explorer: written where `quoth correct` keeps them, and by nobody but people on the server's own pages."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from graph_samples import fill, golden
from quoth.cli import main
from serving import FORM, Got, Server, running

BROWSER = "text/html"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    fill(tmp_path, golden())
    with running(tmp_path, "serve_refresh=0.1", "by=A. Reader", workers=1, flags=("--edit",)) as started:
        yield started


def token(server: Server) -> str:
    found = re.search(r'name="token" value="([^"]+)"', server.get("/edit?entity=russia", accept=BROWSER).text)
    assert found is not None
    return found[1]


def post(server: Server, fields: dict[str, str], **headers: str) -> Got:
    given = {"content-type": FORM, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return server.send("POST", "/edit", given, urlencode(fields).encode(), timeout=60)


def test_a_correction_is_recorded_shown_and_taken_back(server: Server, tmp_path: Path) -> None:
    assert "/edit?entity=russia" in server.get("/id/russia", accept=BROWSER).text
    fields = {"token": token(server), "thing": "russia", "kind": "name", "value": "Land of <Rus>", "by": "A. Reader", "why": "-x"}
    done = post(server, fields, origin=server.url.rstrip("/"), sec_fetch_site="same-origin")
    assert (done.status, "Corrected" in done.text) == (200, True), done.text
    assert "Land of <Rus>" in (tmp_path / "corrections.ttl").read_text(encoding="utf-8")
    deadline = time.monotonic() + 30
    while "<h1>Land of &lt;Rus&gt;</h1>" not in server.get("/id/land-of-rus", accept=BROWSER).text:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    listed = server.get("/edit", accept=BROWSER).text
    found = re.search(r'name="undo" value="([^"]+)"', listed)
    assert found is not None
    assert "A. Reader" in listed
    assert post(server, {"token": fields["token"], "undo": found[1]}).status == 200
    assert 'name="undo"' not in server.get("/edit", accept=BROWSER).text


def test_a_passage_is_corrected(server: Server) -> None:
    claims = server.get("/api/claims?holder=vyacheslav-nikonov").text
    found = re.search(r'"evidence": "(ev-[0-9a-f]+)"', claims)
    assert found is not None
    fields = {"token": token(server), "thing": found[1], "kind": "polarity", "value": "sideways", "by": "A. Reader"}
    wrong = post(server, fields)
    assert (wrong.status, "Not corrected" in wrong.text, "positive" in wrong.text) == (400, True, True)
    assert post(server, {**fields, "kind": "drop", "value": ""}).status == 200


@pytest.mark.parametrize(
    ("fields", "headers", "status"),
    [
        ({"token": "guessed"}, {}, 403),
        ({"token": ""}, {}, 403),
        ({}, {"origin": "https://evil.example"}, 403),
        ({}, {"origin": "null"}, 403),
        ({}, {"sec_fetch_site": "cross-site"}, 403),
        ({}, {"host": "evil.example"}, 421),
        ({}, {"content_type": "text/plain"}, 415),
        ({"kind": "--undo"}, {}, 400),
        ({"kind": "name", "thing": ""}, {}, 400),
        ({"value": "x" * 20_000}, {}, 413),
        ({"by": ""}, {}, 400),
    ],
)
def test_what_comes_from_elsewhere_or_is_not_whole_changes_nothing(
    server: Server, tmp_path: Path, fields: dict[str, str], headers: dict[str, str], status: int
) -> None:
    good = {"token": token(server), "thing": "russia", "kind": "name", "value": "Other", "by": "A. Reader"}
    assert post(server, {**good, **fields}, **headers).status == status
    assert not (tmp_path / "corrections.ttl").exists()


def test_words_that_look_like_options_stay_words(server: Server, tmp_path: Path) -> None:
    fields = {"token": token(server), "thing": "--import", "kind": "same", "value": "--list", "by": "--undo=x"}
    got = post(server, fields)
    assert (got.status, "no entity" in got.text) == (400, True), got.text
    assert not (tmp_path / "corrections.ttl").exists()


def test_there_is_nothing_to_edit_unless_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path, golden()[:1])
    with running(tmp_path, workers=1) as server:
        assert server.get("/edit").status == 404
        assert server.send("POST", "/edit").status == 404
        assert "/edit" not in server.get("/id/russia", accept=BROWSER).text
    for arguments in (["--host", "0.0.0.0"], ["--set", "serve_origins=*"]):
        assert main(["serve", "-o", str(tmp_path), "--port", "0", "--edit", *arguments]) == 2
        assert "leave one of them out" in capsys.readouterr().err
