"""The house rules that a machine can check: imports, names, sizes, documentation, packaging."""

import argparse
import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import distributions, entry_points
from pathlib import Path

import pytest

from quoth import cli, settings

ROOT = Path(__file__).parents[1]
PACKAGES = ("ontology", "extract", "graph", "quoth")
LONGEST = 300
LONGEST_FUNCTION = 40
LINES = {"to_line", "from_line"}  # the two directions of one table of fields
LONG: dict[str, str] = {
    "extract/records.py": "the records and the lines that they are written to are changed together",
    "graph/rdf.py": "the one border between records and RDF",
}
HEAVY = (
    "spacy",
    "thinc",
    "numpy",
    "torch",
    "onnxruntime",
    "pyvis",
    "networkx",
    "rdflib",
    "pyoxigraph",
    "starlette",
    "uvicorn",
    "trafilatura",
    "lxml",
    "rich",
)
UNNAMED = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    """What a module imports, anywhere in it, as dotted names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_follow_the_path(path: Path) -> None:
    own = PACKAGES.index(path.relative_to(ROOT).parts[0])
    for imported in imports(path):
        top = imported.split(".")[0]
        assert top not in {"tests", "training", "bench"}, f"{imported} is no part of the product"
        if top in PACKAGES:
            assert PACKAGES.index(top) <= own, f"{imported} stands further down the path"
        if PACKAGES[own] == "graph" and top == "extract":
            assert imported == "extract" or imported.startswith("extract.records"), (
                f"graph takes only extract.records: {imported}"
            )


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_short_named_and_explained(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST or name(path) in LONG
    assert path.stem not in UNNAMED
    assert ast.get_docstring(ast.parse(text)), "a module says what lives in it"


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_functions_are_short_and_catch_what_they_name(path: Path) -> None:
    for function in functions(path):
        first, last = function.body[0].lineno, function.end_lineno or 0
        assert last - first < LONGEST_FUNCTION or function.name in LINES, (
            f"{function.name} in line {function.lineno} is {last - first + 1} lines long"
        )
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            assert caught not in {"everything", "Exception", "BaseException"}, f"line {node.lineno} catches {caught}"


def test_only_main_catches_our_errors() -> None:
    """But for the checkup, whose findings they are, and translators of one error of ours into another."""
    allowed = {"quoth/cli.py", "quoth/checkup.py"}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and node.type and ast.unparse(node.type) == "QuothError":
                assert name(path) in allowed


def test_iris_stand_in_the_ontology_only() -> None:
    """Web Annotation, PROV and our own namespaces are written nowhere else."""
    from ontology import terms

    spaces = (terms.NAMESPACE, terms.DATA, "http://www.w3.org/ns/", "http://purl.org/dc/", "http://www.w3.org/2004/02/skos")
    for path in MODULES:
        if not name(path).startswith("ontology/"):
            text = path.read_text(encoding="utf-8")
            for space in spaces:
                assert space not in text, f"{name(path)} spells out {space}"


def product() -> list[Path]:
    """Every text file that is under version control, but for what was given and what was made by a machine."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout.decode().split("\0")
    files = [ROOT / line for line in listed if line] or [*MODULES, *ROOT.glob("*.*")]
    skipped = ("seeds/", "tests/golden/", "LICENSE", "extract/model/")
    kinds = {"", ".py", ".md", ".toml", ".ttl", ".rq", ".js", ".css", ".html", ".lock", ".csv", ".json", ".jsonld"}
    return [p for p in files if p.suffix in kinds and p.is_file() and not p.relative_to(ROOT).as_posix().startswith(skipped)]


# Put together here, so that this file does not name what no file may name.
MACHINE = re.compile("(?<![A-Za-z0-9.])/(" + "|".join(("wo" + "rk", "ro" + "ot", "ho" + "me")) + r")/\w|\.\./sha" + "red")
HOSTS = re.compile(
    "|".join(("pypi" + r"\.org", "python" + "hosted", "index" + "-url", "npm" + "js", "arti" + "factory")), re.IGNORECASE
)


def test_no_file_names_a_machine_or_a_registry() -> None:
    for path in product():
        text = path.read_text(encoding="utf-8", errors="replace")
        for pattern in (MACHINE, HOSTS):
            found = pattern.search(text)
            assert found is None, f"{name(path)}: {found and text[max(0, found.start() - 30) : found.end() + 30]!r}"


def test_help_starts_without_heavy_libraries() -> None:
    code = "import sys, quoth.cli\ntry: quoth.cli.main(['--help'])\nexcept SystemExit: pass\n"
    code += f"print(*sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert "commands:" in done.stdout
    assert done.stderr.strip() == ""


def test_import_quoth_is_cheap() -> None:
    code = f"import sys, quoth; print(*sorted(set({(*HEAVY, 'extract', 'graph')!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == ""


def parsers() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    parser = cli.build_parser({})
    yield "", parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def documentation() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md"))


@pytest.mark.parametrize(("command", "parser"), list(parsers()), ids=lambda value: value if isinstance(value, str) else "")
def test_every_command_and_option_is_documented(command: str, parser: argparse.ArgumentParser) -> None:
    text = documentation()
    assert f"quoth {command}".strip() in text
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            continue
        longest = max(action.option_strings, key=len, default="")
        if longest and longest != "--help":
            assert f"`{longest}" in text or f" {longest}" in text or f"[{longest}" in text, f"{longest} of quoth {command}"
        assert action.help, f"quoth {command} {longest or action.dest} has no help"


def test_every_command_is_in_the_tuple() -> None:
    files = {path.stem for path in (ROOT / "quoth" / "commands").glob("*.py")} - {"__init__"}
    assert files == set(cli.COMMANDS)
    for command in cli.COMMANDS:
        module = cli.load(command)
        assert module.HELP[0].islower()
        assert not module.HELP.endswith(".")


def test_every_setting_is_documented() -> None:
    text = documentation()
    for setting, *_ in settings.rows():
        assert f"`{setting}`" in text


def test_every_make_target_is_documented() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    text = documentation()
    for target in set(targets) - {"help"}:
        assert f"make {target}" in text


def test_the_threat_model_names_tests_and_files_that_exist() -> None:
    text = (ROOT / "THREAT_MODEL.md").read_text(encoding="utf-8") + documentation()
    for path in re.findall(r"`((?:tests|extract|graph|quoth|ontology)/[\w./]+\.\w+)`", text):
        assert (ROOT / path).exists() or path.startswith("extract/model/"), path


def test_each_dependency_has_a_reason_and_a_lower_bound() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    wanted = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    for requirement in wanted:
        assert ">=" in requirement
        assert re.search(rf'^  "{re.escape(requirement)}", +# \w.*$', text, re.MULTILINE), f"{requirement} has no reason"


def test_the_lock_is_exact_and_holds_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run, test = locked("requirements.lock"), locked("requirements-test.lock")
    assert run.items() <= test.items()
    for wanted, lock in ((project["dependencies"], run), (project["optional-dependencies"]["test"], test)):
        for requirement in wanted:
            found = re.match(r"[A-Za-z0-9_.-]+", requirement)
            assert found is not None
            assert found.group().lower() in lock


def locked(file: str) -> dict[str, str]:
    lines = [line for line in (ROOT / file).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    pairs = [line.split("==") for line in lines]
    assert all(len(pair) == 2 for pair in pairs)
    return {key.lower().replace("_", "-"): version for key, version in pairs}


def test_no_other_distribution_owns_our_names() -> None:
    for found in distributions():
        if (found.metadata["Name"] or "").lower() == "quoth":
            continue
        tops = {Path(str(file)).parts[0] for file in found.files or () if Path(str(file)).suffix == ".py"}
        assert not tops & {*PACKAGES, "seeds"}, f"{found.metadata['Name']} installs {sorted(tops & set(PACKAGES))}"


def test_the_components_are_found_by_spacy() -> None:
    from extract.language import COMPONENTS

    points = {point.name: point for point in entry_points(group="spacy_factories") if point.name.startswith("quoth_")}
    assert set(COMPONENTS) <= set(points)
    for point in points.values():
        assert callable(point.load())


def test_what_is_written_is_ignored_and_the_model_is_not() -> None:
    def ignored(path: str) -> bool:
        return subprocess.run(["git", "check-ignore", "-q", path], cwd=ROOT, check=False).returncode == 0

    if not (ROOT / ".git").exists():
        pytest.skip("no version control here")
    assert ignored("output/graph.ttl")
    assert not ignored("output/README.md")
    assert not ignored("extract/model/quoth_encoder/encoder.onnx")
