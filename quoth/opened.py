"""A graph that was opened for reading; made by `quoth.open`."""

from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from types import TracebackType

from graph.query import ask
from graph.query.answers import Answer
from graph.query.limits import DEFAULTS, Limits
from graph.query.values import Value
from graph.reading import Graph, read_graph
from graph.store import Store, open_store
from ontology import own
from quoth.definitions import kept


class Opened:
    """The graph in an output folder; what `graph` gives is frozen as it was at opening.

    The ontology of one's own that it was built with, if any, is in use until it is closed."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.ontology = ExitStack()
        if not own.in_use().files:
            self.ontology.enter_context(own.using(*kept(output)))
        self.store: Store = open_store(output / "store", write=False)

    def __enter__(self) -> "Opened":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the store go."""
        self.store.close()
        self.ontology.close()

    def query(self, query: str, *, limits: Limits = DEFAULTS, **values: Value | str) -> Answer:
        """The answer to a SPARQL query over the union of all graphs; `values` are bound to the variables of their names.

        It sees what was written last, not what was there at opening.
        Raises: QueryRefused, UsageError, LimitReached, StoreDamaged.
        """
        bound = {name: value if isinstance(value, Value) else Value(text=value) for name, value in values.items()}
        return ask(self.output / "store", query, bound, limits=limits)

    @cached_property
    def graph(self) -> Graph:
        """Entities, documents, claims and evidence as frozen records."""
        return read_graph(self.store)
