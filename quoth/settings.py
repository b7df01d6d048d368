"""Settings: quoth.toml in the working folder, then QUOTH_* of the environment, then --set and the flags; read by `quoth.cli`.

A setting that has the name of a flag is that flag's default, in every command that has it. The others are limits, which no
command line should have to carry.
"""

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from extract.read.options import DEFAULTS, ReadOptions
from graph.query.limits import DEFAULTS as LIMITS
from graph.query.limits import Limits
from ontology import terms
from ontology.errors import UsageError
from quoth.serve.options import ServeOptions

FILE: Final = "quoth.toml"
PREFIX: Final = "QUOTH_"
ELSEWHERE: Final = ("QUOTH_REQUIRE_SYSTEM",)  # variables of the tests
SERVED: Final = ServeOptions()
OFF_AT_ZERO: Final = ("serve_cache_bytes",)
TRUTHS: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
Value = str | int | float | bool | None


def _setting(default: Value, kind: type, meaning: str) -> Any:
    return field(default=default, metadata={"kind": kind, "meaning": meaning})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings with their defaults; each has its kind and its meaning beside it."""

    output: str = _setting("output", str, "folder of the graph")
    jobs: int = _setting(1, int, "processes that analyse documents")
    model: str | None = _setting(None, str, "installed spaCy pipeline that takes the place of the one that ships")
    ontology: str | None = _setting(None, str, "folder (or file) with types, relations, words and shapes of your own")
    corrections: str | None = _setting(None, str, "file of corrections; without it corrections.ttl in the folder of the graph")
    by: str | None = _setting(None, str, "your name, which your corrections carry")
    base: str = _setting(terms.DATA, str, "where the IRIs of the data begin")
    namespace: str = _setting(terms.NAMESPACE, str, "where the IRIs of the terms begin in files that are written")
    date: str | None = _setting(None, str, "date of documents that state none: YYYY-MM-DD, YYYY-MM or YYYY")
    publisher: str | None = _setting(None, str, "publisher of documents that state none")
    metadata: str | None = _setting(None, str, "CSV file that says more about documents (columns doc_id or file, title, ...)")
    any_language: bool = _setting(False, bool, "read documents that are not in English, too")
    max_bytes: int = _setting(DEFAULTS.max_bytes, int, "largest file, archive member or row; larger ones are skipped")
    max_unpacked_bytes: int = _setting(DEFAULTS.max_unpacked_bytes, int, "most bytes that one archive or table may unpack to")
    max_members: int = _setting(DEFAULTS.max_members, int, "most members of one archive")
    max_ratio: int = _setting(DEFAULTS.max_ratio, int, "most times that a member may be larger than it is compressed")
    read_deadline: float = _setting(DEFAULTS.deadline, float, "seconds that reading one PDF, Word file or large page may take")
    read_memory: int = _setting(DEFAULTS.memory, int, "bytes of memory that reading one of these may take")
    query_deadline: float = _setting(LIMITS.deadline, float, "seconds that one query may take")
    query_memory: int = _setting(LIMITS.memory, int, "bytes of memory that one query may take")
    query_rows: int = _setting(LIMITS.rows, int, "most rows of one answer")
    query_answer_bytes: int = _setting(LIMITS.answer_bytes, int, "most bytes of one answer")
    query_bytes: int = _setting(LIMITS.query_bytes, int, "longest query")
    query_depth: int = _setting(LIMITS.depth, int, "how deep the parentheses of a query may nest")
    host: str = _setting(SERVED.host, str, "address on which the server listens")
    port: int = _setting(8080, int, "port on which it listens")
    serve_rows: int = _setting(SERVED.rows, int, "most rows of one answer of the server, which refuses longer ones")
    serve_workers: int = _setting(SERVED.workers, int, "processes of the server that answer queries")
    serve_queue: int = _setting(SERVED.queue, int, "most requests that wait for one of these")
    serve_wait: float = _setting(SERVED.wait, float, "seconds that one of them may wait")
    serve_cache_bytes: int = _setting(SERVED.cache_bytes, int, "bytes of answers that the server keeps to give again; 0 for none")
    serve_refresh: float = _setting(SERVED.refresh, float, "seconds between two looks whether the graph changed")
    serve_connections: int = _setting(SERVED.connections, int, "most connections to the server")
    serve_header_bytes: int = _setting(SERVED.header_bytes, int, "longest head of a request, its address included")
    serve_receive_seconds: float = _setting(SERVED.receive_seconds, float, "seconds that a client may take to send a request")
    serve_send_seconds: float = _setting(SERVED.send_seconds, float, "seconds for which a client may take nothing of its answer")
    serve_idle_seconds: int = _setting(SERVED.idle_seconds, int, "seconds that a connection stays open between two requests")
    serve_grace_seconds: int = _setting(SERVED.grace_seconds, int, "seconds that requests may still take when the server ends")
    serve_readers: int = _setting(SERVED.readers, int, "processes of the server that hold the graph for its pages")
    serve_view_seconds: float = _setting(SERVED.view_seconds, float, "seconds that one page may take")
    serve_view_memory: int = _setting(SERVED.view_memory, int, "bytes of memory that one of these processes may take")
    serve_exports: int = _setting(SERVED.exports, int, "most exports that the server writes at once")
    serve_export_seconds: float = _setting(SERVED.export_seconds, float, "seconds that one of them may take")
    serve_export_memory: int = _setting(SERVED.export_memory, int, "bytes of memory that one of them may take")
    serve_origins: str | None = _setting(None, str, "web pages that may read the server's answers, with commas; * for all")
    serve_hosts: str | None = _setting(None, str, "further names by which clients may call the server, with commas")
    serve_url: str | None = _setting(None, str, "address at which clients reach the server through a proxy")


def load(flags: Iterable[str] = (), folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings that hold in `folder` (the working folder); `flags` are NAME=VALUE.

    Raises: UsageError for a setting that does not exist or whose value is of another kind.
    """
    environment = os.environ if environment is None else environment
    found: dict[str, Value] = {}
    for name, value in _file((folder or Path()) / FILE).items():
        found[name] = _checked(name, value, FILE)
    for variable in sorted(environment):
        if variable.startswith(PREFIX) and variable not in ELSEWHERE:
            found[_name(variable)] = _parsed(_name(variable), environment[variable], f"environment variable {variable}")
    for flag in flags:
        name, equals, text = flag.partition("=")
        if not equals:
            raise UsageError(f"--set {flag!r}: write it as NAME=VALUE")
        found[name] = _parsed(name, text, f"--set {flag}")
    return Settings(**found)  # type: ignore[arg-type]  # each value was checked against its field


def read_options(settings: Settings) -> ReadOptions:
    """The settings that the readers take."""
    names = {f.name: f.name for f in fields(ReadOptions)} | {"deadline": "read_deadline", "memory": "read_memory"}
    return ReadOptions(**{name: getattr(settings, setting) for name, setting in names.items()})


def query_limits(settings: Settings) -> Limits:
    """The settings that a query takes."""
    names = {f.name: f"query_{f.name}" for f in fields(Limits)} | {"query_bytes": "query_bytes"}
    return Limits(**{name: getattr(settings, setting) for name, setting in names.items()})


def serve_options(settings: Settings, *, output: str, host: str, edit: bool = False) -> ServeOptions:
    """The settings that a server takes; `output` and `host` are those of the command line."""
    given = ("output", "host", "base", "limits", "edit", "by", "corrections")
    named = {f.name: getattr(settings, f"serve_{f.name}") for f in fields(ServeOptions) if f.name not in given}
    return ServeOptions(
        output=Path(output),
        host=host,
        base=settings.base,
        limits=query_limits(settings),
        edit=edit,
        by=settings.by,
        corrections=settings.corrections,
        **named,
    )


def rows() -> list[tuple[str, str, Value, str]]:
    """Name, environment variable, default and meaning of each setting."""
    defaults = Settings()
    return [(f.name, f"{PREFIX}{f.name.upper()}", getattr(defaults, f.name), f.metadata["meaning"]) for f in fields(Settings)]


def _name(variable: str) -> str:
    return variable.removeprefix(PREFIX).lower()


def _file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"the settings file {str(path)!r} cannot be read: {error}") from error


def _kind(name: str, where: str) -> type:
    kinds = {f.name: f.metadata["kind"] for f in fields(Settings)}
    if name not in kinds:
        raise UsageError(f"{where}: there is no setting {name!r}; there are {', '.join(kinds)}")
    kind: type = kinds[name]
    return kind


def _checked(name: str, value: object, where: str) -> Value:
    """A value as TOML gives it."""
    kind = _kind(name, where)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise UsageError(f"{where}: {name} is {value!r}, but must be {_said(kind)}")
    if value == 0 and name in OFF_AT_ZERO:
        return 0
    if kind in (int, float) and not 0 < value < float("inf"):  # type: ignore[operator]
        raise UsageError(f"{where}: {name} is {value!r}, but must be above 0")
    return value  # type: ignore[return-value]  # its type is one of the four kinds


def _parsed(name: str, text: str, where: str) -> Value:
    """A value as a shell gives it."""
    kind = _kind(name, where)
    try:
        return _checked(name, TRUTHS[text.lower()] if kind is bool else kind(text), where)
    except (ValueError, KeyError) as error:
        raise UsageError(f"{where}: {name} is {text!r}, but must be {_said(kind)}") from error


def _said(kind: type) -> str:
    return {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}[kind]
