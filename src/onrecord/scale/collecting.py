"""What becomes of memory that is not needed any more: the collector of cycles looks less often where much is made and little of it is in
cycles for long, and what was freed is not given back to the system between two sentences."""

import contextlib
import ctypes
import gc
import os
from functools import cache

_YOUNG = 20_000  # objects made before it looks at the young ones; Python's own 700 costs a sixth of the stages


def collect_seldom() -> None:
    """Set the collector's thresholds of a process that is onrecord's own: a command or a worker, not a program that uses the library.

    Words hang in a cycle with their paragraph until the collector comes: 20,000 of them are some 8 MB.
    """
    if gc.get_threshold()[0] < _YOUNG and gc.isenabled():
        gc.set_threshold(_YOUNG, 10, 10)


_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # mallopt(3)
_TRIM_OF_DASK = "65536"  # what a nanny of Dask sets for its workers where nobody says otherwise
_KEPT = 2**27  # bytes at the end of the heap from which they are given back
_MAPPED = 2**25  # bytes from which a block is a mapping of its own; the largest that glibc takes


@cache
def keep_freed_memory() -> None:
    """Let a worker of Dask keep what it freed, as any other process does: Dask has glibc's malloc give back all but 64 KB at once and map
    each larger block anew, so that a parser's arrays cost page faults over and over. A threshold that somebody chose stands, and where
    there is no glibc, nothing happens. Once a process; mallopt(3)."""
    if os.environ.get("MALLOC_TRIM_THRESHOLD_") != _TRIM_OF_DASK:
        return
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        libc.mallopt(_M_MMAP_THRESHOLD, _MAPPED)
        libc.mallopt(_M_TRIM_THRESHOLD, _KEPT)
