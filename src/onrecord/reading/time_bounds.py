"""A bound on the processor's time that one report may cost. Parsers of other hands read what strangers wrote; one page must not stop a run.

Counted is the time of the thread at work, so that a busy machine changes no result. A thread of its own looks twice a second whether a
bound is passed, and then raises in the thread that passed it, between two of its steps: one call into a C library is not cut off.
"""

import ctypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

MAX_SECONDS = 30.0  # of the processor, for one page; a page of a megabyte takes one
MAX_ITEM_SECONDS = 300.0  # for what lies between two reports of a file
_TURN = 0.5  # seconds between two looks


class OutOfTime(BaseException):
    """A bound was passed. No Exception, since parsers catch those wherever they please."""


class _Bound:
    def __init__(self, seconds: float) -> None:
        self.thread = threading.get_ident()
        self.clock = time.pthread_getcpuclockid(self.thread)
        self.until = time.clock_gettime(self.clock) + seconds
        self.lock = threading.Lock()
        self.is_over = self.is_raised = False

    def look(self) -> None:
        with self.lock:
            if self.is_over or self.is_raised or time.clock_gettime(self.clock) < self.until:
                return
            self.is_raised = True
            _raise_in(self.thread, OutOfTime)

    def end(self) -> None:
        """Raises:
        OutOfTime: the bound was passed just now.
        """
        with self.lock:
            self.is_over = True
            if self.is_raised:
                _raise_in(self.thread, None)  # take it back: it is raised here
        if self.is_raised:
            raise OutOfTime


_bounds: set[_Bound] = set()
_watcher: list[threading.Thread] = []  # of this process; a fork has none


@contextmanager
def bounded_time(seconds: float) -> Iterator[None]:
    """Let what happens inside cost some seconds of the processor at most. Does nothing where the system has no clock for a thread.

    Args:
        seconds: of this thread.

    Raises:
        OutOfTime: it cost more.
    """
    if not hasattr(time, "pthread_getcpuclockid"):
        yield
        return
    bound = _Bound(seconds)
    _bounds.add(bound)
    _start_watcher()
    try:
        yield
    finally:
        _bounds.discard(bound)
        bound.end()


def _start_watcher() -> None:
    if not _watcher or not _watcher[0].is_alive():
        _watcher[:] = [threading.Thread(target=_watch, daemon=True)]
        _watcher[0].start()


def _watch() -> None:
    while True:
        time.sleep(_TURN)
        for bound in tuple(_bounds):
            bound.look()


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    what = ctypes.py_object(error) if error is not None else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)
