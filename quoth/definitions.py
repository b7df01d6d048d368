"""The ontology of one's own that a graph was built with: its files are kept beside the store; called by `quoth.building`,
`quoth.cli` and `quoth.opened`.

So a graph is read, compared and built upon with its own types, relations and words, without naming them again.
"""

import shutil
from pathlib import Path
from typing import Final

from graph.files import write_file
from ontology import own
from ontology.own import Own

NAME: Final = "definitions"


def kept(output: Path | str | None) -> list[Path]:
    """The folder with the ontology of the graph in `output`, if it has one."""
    folder = Path(output or "") / NAME
    return [folder] if output is not None and folder.is_dir() and any(folder.iterdir()) else []


def keep(output: Path, added: Own) -> None:
    """Keep the files in use beside the graph in `output`, in their order, and no others."""
    folder = output / NAME
    texts = {f"{number:02}-{_plain(path)}": path.read_text("utf-8") for number, path in enumerate(added.files, 1)}
    if not texts:
        shutil.rmtree(folder, ignore_errors=True)
        return
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name not in texts:
            path.unlink()
    for name, text in texts.items():
        write_file(folder / name, text)
    own.found.cache_clear()


def _plain(path: Path) -> str:
    """A file's name without the number that an earlier keeping gave it."""
    number, dash, rest = path.name.partition("-")
    return rest if dash and number.isdecimal() and path.parent.name == NAME else path.name
