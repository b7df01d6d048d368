"""Take from the process that evaluates queries what it does not need: memory beyond a limit, and the network.

Called by `worker`, and by the processes of a server, before they open the store. The guard refuses SERVICE already; this holds
even if it should fail.
"""

import contextlib
import ctypes
import math
import platform
import struct
from typing import Final

SOCKET: Final = {"x86_64": 41, "aarch64": 198, "riscv64": 198}  # number of the system call socket(2)
SET_DEATH_SIGNAL: Final = 1
KILL: Final = 9
NO_NEW_PRIVILEGES: Final = 38
SET_SECCOMP: Final = 22
FILTER_MODE: Final = 2
LOAD: Final = 0x20
JUMP_IF_EQUAL: Final = 0x15
RETURN: Final = 0x06
REFUSED: Final = 0x0005_0000 | 13  # the call fails with EACCES
ALLOWED: Final = 0x7FFF_0000


def limit(memory: int, seconds: float | None) -> None:
    """Bound the address space (bytes) and, unless None, the processor time; no core is dumped.

    Nothing happens on systems without such limits.
    """
    try:
        import resource
    except ImportError:
        return
    bounds = {resource.RLIMIT_AS: memory, resource.RLIMIT_CORE: 0}
    if seconds is not None:
        bounds[resource.RLIMIT_CPU] = 4 * math.ceil(seconds) + 1
    for kind, most in bounds.items():
        hard = resource.getrlimit(kind)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (bound, bound))


def die_with_parent() -> None:
    """Be killed when the process that started this one ends, however it does; elsewhere than on Linux nothing happens."""
    if platform.system() == "Linux":
        ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, KILL, 0, 0, 0)


def cut_network() -> bool:
    """From now on no socket can be opened by this process; True where the system supports that.

    Source: Linux kernel documentation, "Seccomp BPF (SECure COMPuting with filters)".
    """
    number = SOCKET.get(platform.machine())
    if platform.system() != "Linux" or number is None:
        return False
    rules = ((LOAD, 0, 0, 0), (JUMP_IF_EQUAL, 0, 1, number), (RETURN, 0, 0, REFUSED), (RETURN, 0, 0, ALLOWED))
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *rule) for rule in rules))
    program = ctypes.create_string_buffer(struct.pack("HL", len(rules), ctypes.addressof(code)))
    prctl = ctypes.CDLL(None).prctl
    prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    if prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(prctl(SET_SECCOMP, FILTER_MODE, ctypes.addressof(program), 0, 0) == 0)
