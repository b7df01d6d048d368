"""The tree of errors and the exit codes; every stage raises these, only `quoth.cli.main` catches them.

    QuothError                 1  failed
    ├── UsageError             2  a wrong argument, setting or name
    │   └── QueryRefused       2  a query that asks for more than reading this store
    ├── StoreLocked            4  another process writes
    ├── LimitReached           5  time, memory, size or disk
    ├── StoreDamaged           6  the store cannot be read
    └── ModelMissing           6  no usable language model

Trouble in one input is no error: it is a record (`extract.records.Skipped`, `extract.records.Issue`), and the run ends with
exit code 3.
"""

import errno
from typing import ClassVar, Final

DONE: Final = 0
SKIPPED: Final = 3
INTERRUPTED: Final = 130
DISK_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class QuothError(Exception):
    """Something a user can act on; the message says what, where and what to do."""

    exit_code: ClassVar[int] = 1


class UsageError(QuothError):
    """The call itself is wrong."""

    exit_code = 2


class QueryRefused(UsageError):
    """A query that would write, fetch, or ask for more than the limits allow."""


class StoreLocked(QuothError):
    """Another process is writing to the store."""

    exit_code = 4


class LimitReached(QuothError):
    """A limit of time, memory, size or disk was reached."""

    exit_code = 5


class StoreDamaged(QuothError):
    """The store cannot be read."""

    exit_code = 6


class ModelMissing(QuothError):
    """There is no language model, or it lacks annotations that extraction needs."""

    exit_code = 6
