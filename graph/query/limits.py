"""What one query may cost; each limit has a name under which it can be set."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`deadline` in seconds, `memory` (address space of the process that evaluates), `query_bytes` and `answer_bytes` in bytes.

    `depth` is how deep parentheses, braces and brackets may nest.
    """

    deadline: float = 10.0
    memory: int = 2048 * MIB
    rows: int = 10_000
    answer_bytes: int = 32 * MIB
    query_bytes: int = 64 * 1024
    depth: int = 100


DEFAULTS = Limits()
