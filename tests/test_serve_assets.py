"""What the pages of the server take from npm: the files of the manifest, small, licensed, and built from exact versions."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "quoth" / "serve" / "static"
VENDORED = STATIC / "vendored"
FREE = {"MIT", "ISC", "BSD-3-Clause", "Apache-2.0"}
# Bytes of script and style that a page loads, by the folder of its script; "" for pages without one.
LARGEST = {"graph": 360_000, "sparql": 380_000, "": 20_000}
FILES: dict[str, dict[str, Any]] = json.loads((VENDORED / "manifest.json").read_text(encoding="utf-8"))["files"]


def test_the_manifest_lists_what_is_there() -> None:
    assert {path.name for path in VENDORED.iterdir()} == {*FILES, "manifest.json", "LICENSES.txt"}


@pytest.mark.parametrize("name", FILES)
def test_a_bundle_is_the_one_that_was_built(name: str) -> None:
    body = (VENDORED / name).read_bytes()
    assert (len(body), hashlib.sha256(body).hexdigest()) == (FILES[name]["bytes"], FILES[name]["sha256"])


@pytest.mark.parametrize("folder", LARGEST)
def test_a_page_is_small(folder: str) -> None:
    """With all that its scripts import."""
    waiting = [STATIC / "completion.js", STATIC / "explorer.css", *(STATIC.joinpath(folder).glob("*.js") if folder else ())]
    loaded: set[Path] = set()
    while waiting:
        path = waiting.pop().resolve()
        if path not in loaded:
            loaded.add(path)
            waiting += [path.parent / name for name in re.findall(r'from "(\.[^"]+)"', path.read_text(encoding="utf-8"))]
    assert {"graph": "graph.js", "sparql": "editor.js", "": "completion.js"}[folder] in {path.name for path in loaded}
    assert sum(path.stat().st_size for path in loaded) < LARGEST[folder]


@pytest.mark.parametrize("name", FILES)
def test_packages_are_locked_and_free(name: str) -> None:
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    licences = (VENDORED / "LICENSES.txt").read_text(encoding="utf-8")
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for package in FILES[name]["packages"]:
        assert package["license"] in FREE
        assert lock[f"node_modules/{package['name']}"]["version"] == package["version"]
        assert f"{package['name']} {package['version']} ({package['license']})\n" in licences
        assert package["name"] in notice


def test_versions_are_exact() -> None:
    package = json.loads((ROOT / "web" / "package.json").read_text(encoding="utf-8"))
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in package["devDependencies"].values())


def test_no_script_makes_script_or_markup_of_text() -> None:
    forbidden = re.compile(
        r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|importScripts|createElement\(.script"
    )
    for path in STATIC.rglob("*.js"):
        assert forbidden.search(path.read_text(encoding="utf-8")) is None, path.name


def test_our_scripts_say_what_they_are_and_import_what_is_there() -> None:
    for path in STATIC.rglob("*.js"):
        if path.parent == VENDORED:
            continue
        text = path.read_text(encoding="utf-8")
        assert text.startswith("// "), path.name
        assert len(text.splitlines()) <= 300, path.name
        for imported in re.findall(r'from "([^"]+)"', text):
            assert (path.parent / imported).is_file(), f"{path.name}: {imported}"
