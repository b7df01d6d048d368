"""Look at the installation and at a store; called by `quoth doctor`. Nothing is changed and nothing is loaded that is heavy."""

import hashlib
import platform
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, entry_points, requires, version
from pathlib import Path
from typing import Final

from ontology.errors import DONE, ModelMissing, QuothError, StoreDamaged, StoreLocked
from quoth.settings import FILE

PROGRAMS: Final = (
    ("chromium", ("chromium", "chromium-browser", "google-chrome"), "opens the page in tests"),
    ("rapper", ("rapper",), "second reader of Turtle in tests"),
    ("roqet", ("roqet",), "second engine of queries in tests"),
)
NAME: Final = re.compile(r"[A-Za-z0-9._-]+")


class State(StrEnum):
    """How it stands."""

    GOOD = "ok"
    ABSENT = "absent"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at; `exit_code` is above 0 if Quoth cannot work like this."""

    what: str
    state: State
    found: str
    exit_code: int = DONE


def examine(output: str, model: str | None) -> Iterator[Finding]:
    """Everything, the most basic first."""
    yield Finding(what="quoth", state=State.GOOD, found=_version("quoth") or "run from its folder, not installed")
    yield Finding(
        what="python", state=State.GOOD, found=f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    )
    yield from _libraries()
    yield _model(model)
    yield from _others()
    yield from _programs()
    yield _settings()
    yield _store(Path(output))


def _libraries() -> Iterator[Finding]:
    for requirement in requires("quoth") or () if _version("quoth") else ():
        name = NAME.match(requirement)
        if name is None or "extra ==" in requirement:
            continue
        found = _version(name.group())
        state = State.GOOD if found else State.TROUBLE
        yield Finding(
            what=name.group(), state=state, found=found or f"not installed: pip install '{requirement}'", exit_code=not found
        )


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _model(name: str | None) -> Finding:
    """The language model, with a hash of its files where it is the one that ships."""
    from extract.language import MODEL, require

    try:
        require(name)
    except ModelMissing as error:
        return Finding(what="model", state=State.TROUBLE, found=str(error), exit_code=error.exit_code)
    if name is not None:
        return Finding(what="model", state=State.GOOD, found=f"{name} {_version(name) or ''}".strip())
    digest = hashlib.sha256()
    size = 0
    for path in sorted(p for p in MODEL.rglob("*") if p.is_file()):
        data = path.read_bytes()
        size += len(data)
        digest.update(path.relative_to(MODEL).as_posix().encode() + b"\0" + hashlib.sha256(data).digest())
    return Finding(what="model", state=State.GOOD, found=f"{MODEL}, {size / 1e6:.1f} MB, sha256 {digest.hexdigest()[:16]}")


def _others() -> Iterator[Finding]:
    for point in sorted(entry_points(group="spacy_models"), key=lambda p: p.name):
        yield Finding(
            what="other model", state=State.GOOD, found=f"{point.name} {_version(point.name) or ''}: use it with --model"
        )


def _programs() -> Iterator[Finding]:
    for what, names, purpose in PROGRAMS:
        path = next((found for name in names if (found := shutil.which(name))), None)
        yield Finding(what=what, state=State.GOOD if path else State.ABSENT, found=path or f"only needed in tests: {purpose}")


def _settings() -> Finding:
    path = Path(FILE)
    if path.exists():
        return Finding(what="settings", state=State.GOOD, found=str(path.resolve()))
    return Finding(
        what="settings", state=State.ABSENT, found=f"no {FILE} in this folder; `quoth --help-settings` lists what it may hold"
    )


def _store(output: Path) -> Finding:
    """Whether the store opens, holds a graph for each analysed document, and each graph is whole."""
    if not (output / "store").exists():
        return Finding(what="store", state=State.ABSENT, found=f"none in {str(output)!r}; `quoth build PATH...` makes one")
    try:
        return _opened(output)
    except (StoreDamaged, StoreLocked) as error:
        return Finding(what="store", state=State.TROUBLE, found=str(error), exit_code=error.exit_code)
    except QuothError as error:
        return Finding(what="store", state=State.TROUBLE, found=str(error), exit_code=StoreDamaged.exit_code)


def _opened(output: Path) -> Finding:
    from graph.cache import SUFFIX
    from graph.store import open_store
    from graph.writing import COMMON

    with open_store(output / "store", write=False) as store:
        whole, graphs = store.digests(), store.graphs()
    torn = graphs - whole.keys()
    kept = len(list((output / "cache").glob(f"*{SUFFIX}")))
    documents = sum(not iri.endswith(COMMON) for iri in graphs)
    found = f"{str(output / 'store')!r}, {len(graphs)} named graphs, {kept} analysed documents"
    if torn or documents != kept:
        return Finding(
            what="store",
            state=State.TROUBLE,
            found=f"{found}, but {len(torn)} graphs are not whole and {documents} documents are there: run `quoth build` again",
            exit_code=StoreDamaged.exit_code,
        )
    return Finding(what="store", state=State.GOOD, found=found)
