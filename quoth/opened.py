"""A graph that was opened for reading; made by `quoth.open`."""

from functools import cached_property
from pathlib import Path
from types import TracebackType

from graph.reading import Graph, read_graph
from graph.store import Store, open_store


class Opened:
    """The graph in an output folder, frozen as it was when it was opened."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.store: Store = open_store(output / "store", write=False)

    def __enter__(self) -> "Opened":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the store go."""
        self.store.close()

    @cached_property
    def graph(self) -> Graph:
        """Entities, documents, claims and evidence as frozen records."""
        return read_graph(self.store)
