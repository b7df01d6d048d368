"""Write files so that they are whole or not there; called by whatever writes files."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from ontology.errors import DISK_FULL, LimitReached


@contextmanager
def replaced(path: Path) -> Iterator[TextIO]:
    """A text stream (UTF-8, line ends as written) that takes the place of `path` when the block ends without an exception.

    Raises: LimitReached if the disk is full.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", errors="surrogatepass", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        if error.errno in DISK_FULL:
            raise LimitReached(f"no space left to write {str(path)!r}: free some and try again") from error
        raise
    finally:
        part.unlink(missing_ok=True)


def write_file(path: Path, text: str) -> None:
    """Put `text` in place of what `path` holds."""
    with replaced(path) as stream:
        stream.write(text)
