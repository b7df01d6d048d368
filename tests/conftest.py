"""Fixtures that several tests share, and what happens to tests whose system program is missing."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from ontology.errors import ModelMissing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from serving import Server


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The shipped language pipeline, loaded once; tests that need it are skipped where it is missing."""
    from extract.language import load

    try:
        return load()
    except ModelMissing as error:
        absent(f"the language model is missing: {error}")


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """The system's browser."""
    from browsing import chromium

    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a graph of the golden documents."""
    from graph_samples import fill, golden

    folder = tmp_path_factory.mktemp("golden")
    fill(folder, golden())
    return folder


@pytest.fixture(scope="module")
def server(output: Path, request: pytest.FixtureRequest) -> "Iterator[Server]":
    """A server of that graph, with the `FLAGS` of the module that asks."""
    from serving import running

    with running(output, flags=getattr(request.module, "FLAGS", ())) as started:
        yield started


PROGRAMS = {"browser": ("chromium", "chromium-browser"), "rapper": ("rapper",), "roqet": ("roqet",)}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test whose system program is missing is skipped; where QUOTH_REQUIRE_SYSTEM is set, it fails."""
    for mark, names in PROGRAMS.items():
        if item.get_closest_marker(mark) and not any(map(shutil.which, names)):
            absent(f"the system program {names[0]!r} is missing")


def absent(reason: str) -> NoReturn:
    if os.environ.get("QUOTH_REQUIRE_SYSTEM"):
        pytest.fail(f"{reason}, and QUOTH_REQUIRE_SYSTEM is set", pytrace=False)
    pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name the tests that were skipped for want of a system program or of the model."""
    skipped = [
        r for r in terminalreporter.stats.get("skipped", ()) if isinstance(r.longrepr, tuple) and "is missing" in r.longrepr[2]
    ]
    if skipped:
        terminalreporter.section("not tested here: something is missing (.ci/run installs it)")
        for report in skipped:
            terminalreporter.line(f"{report.nodeid}: {report.longrepr[2].removeprefix('Skipped: ')}")
