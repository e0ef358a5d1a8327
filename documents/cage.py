"""What the reading process gives up before it parses a stranger's file: memory, time, files, processes, the network."""

import contextlib
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any, BinaryIO

MEMORY = 1024**3
CPU_SECONDS = 20
_OPEN_FILES = 64

_NEW_NETWORK, _NEW_USER = 0x4000_0000, 0x1000_0000
_DIE_WITH_PARENT, _NO_NEW_PRIVILEGES = 1, 38

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Parsers read the bytes they were given: none of them has a reason for any of these.
_REFUSED = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "os.kill",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "shutil.",
    "tempfile.",
    "urllib.",
    "http.",
    "ftplib.",
    "smtplib.",
    "webbrowser.",
)


def environment(**added: str) -> dict[str, str]:
    """What a caged process is started with: nothing of the bot's secrets, only what Python itself needs."""
    kept = ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV", "SYSTEMROOT")
    own = {name: value for name in kept if (value := os.environ.get(name))}
    return own | {"PYTHONPATH": str(Path(__file__).resolve().parents[1]), "PYTHONIOENCODING": "utf-8"} | added


def own_output() -> BinaryIO:
    """Standard output for the answer alone: what a library prints (openpyxl does) goes to standard error."""
    sys.stdout.flush()
    kept = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return os.fdopen(kept, "wb")


def limit_resources() -> None:
    """Bound memory and processor time, leave no core file; call it first."""
    _bound(resource.RLIMIT_AS, MEMORY)
    _bound(resource.RLIMIT_CPU, CPU_SECONDS)
    _bound(resource.RLIMIT_CORE, 0)


def close_cage() -> None:
    """Take away everything that only starting needed; call it when the parser is imported and before it runs."""
    _leave_the_network()
    _bound(resource.RLIMIT_FSIZE, 0)
    _bound(resource.RLIMIT_NOFILE, _OPEN_FILES)
    # Where the kernel counts processes of a user, no further one can start.
    _bound(resource.RLIMIT_NPROC, 0)
    sys.addaudithook(_watch)


def _bound(what: int, limit: int) -> None:
    """An administrator may have set a lower limit: it stays."""
    hard = resource.getrlimit(what)[1]
    lowest = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(what, (lowest, lowest))


def _leave_the_network() -> None:
    """An empty network of its own, where the kernel allows it; the audit hook refuses sockets where it does not."""
    with contextlib.suppress(ImportError, OSError, AttributeError):
        import ctypes

        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        if libc.unshare(_NEW_NETWORK) != 0:
            libc.unshare(_NEW_USER | _NEW_NETWORK)


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if event == "open":
        flags = args[2] if len(args) > 2 and isinstance(args[2], int) else 0
        mode = args[1] if len(args) > 1 and isinstance(args[1], str) else ""
        if flags & _WRITES or set(mode) & set("wax+"):
            raise PermissionError(f"reading a document does not write {args[0]!r}")
    elif event.startswith(_REFUSED):
        raise PermissionError(f"reading a document does not need {event}")
