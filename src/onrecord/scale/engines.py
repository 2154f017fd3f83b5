"""What carries work to many reports: the one interface that a single process, several on one machine and a cluster have in common.

An engine knows nothing of reports. It carries rows of bytes to a function and rows of bytes back, in order, a bounded number at a time;
so that what comes out cannot depend on which engine it was, nor on how many worked.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import Protocol, TypeVar

from onrecord.model import Config, OnRecordError

T = TypeVar("T")

Rows = tuple[bytes, ...]
Work = Callable[[Rows], Rows]  # picklable; a row for each row; must not depend on what it was given before
GiveUp = Callable[[bytes, str], bytes]  # (row, why its worker did not bear it) -> what stands for its result

AHEAD = 4  # chunks on their way per worker: enough to keep it busy, few enough to bound memory
TRIES = 2  # times that a chunk, and then each of its rows by itself, may cost a worker before it is given up
MEMORY = 700  # megabytes a worker process may need where nothing else is asked for


class Engine(Protocol):
    """Carries rows to a function and brings its rows back."""

    @property
    def workers(self) -> int:
        """How many work at the same time, as far as is known now."""
        ...

    def map_rows(self, work: Work, chunks: Iterable[Rows], give_up: GiveUp) -> Iterator[Rows]:
        """`work(chunk)` for each chunk, in order.

        Args:
            work: see `Work`.
            chunks: read lazily, in the calling thread, never more than a few ahead.
            give_up: what stands for a row that cost a worker again and again. The other rows of its chunk are worked on by themselves.

        Raises:
            OnRecordError: what does the work cannot be reached or started. An exception of `work` itself is raised as it is.
        """
        ...

    def close(self) -> None:
        """Let go of what was started; work that is still on its way is dropped."""
        ...


class Here:
    """The work is done by this process, chunk after chunk."""

    workers = 1

    def map_rows(self, work: Work, chunks: Iterable[Rows], give_up: GiveUp) -> Iterator[Rows]:
        yield from map(work, chunks)

    def close(self) -> None:
        pass


@contextmanager
def open_engine(config: Config) -> Iterator[Engine]:
    """The engine that the settings name; within a block of `keep_engine` with the same settings, the one that is kept there.

    Raises:
        OnRecordError: there is no such engine, it cannot be reached, or what it needs is not installed.
    """
    kept = _KEPT.get()
    if kept is not None and kept[0] == _named_by(config):
        yield kept[1]
        return
    engine = _engine(config)
    try:
        yield engine
    finally:
        engine.close()


@contextmanager
def keep_engine(config: Config) -> Iterator[None]:
    """One engine for all that this thread opens with these settings within the block: workers load the parser once, and stay.

    Not for generators: between what they yield, their block would be their caller's too.

    Raises:
        OnRecordError: as `open_engine`.
    """
    with open_engine(config) as engine:
        before = _KEPT.set((_named_by(config), engine))
        try:
            yield
        finally:
            _KEPT.reset(before)


def _named_by(config: Config) -> tuple[str, int, int | None]:
    return config.engine, config.workers, config.memory


_KEPT: ContextVar["tuple[tuple[str, int, int | None], Engine] | None"] = ContextVar("kept engine", default=None)


def _engine(config: Config) -> Engine:
    kind, separator, place = config.engine.partition("://")
    if config.engine == "processes":
        if config.workers <= 1 and config.memory is None:
            return Here()
        from onrecord.scale.processes import Processes

        return Processes(config.workers, config.memory or MEMORY)
    if kind in ("dask", "dask+tls") and separator and place:
        from onrecord.scale.cluster import Cluster

        return Cluster(("tls://" if kind == "dask+tls" else "tcp://") + place)
    raise OnRecordError(
        f"--engine {config.engine!r}: there are `processes` (this machine) and dask://HOST:PORT (a cluster's scheduler)"
    )


def chunked(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Consecutive runs of `size` items; the last one may be shorter.

    >>> list(chunked("abcde", 2))
    [('a', 'b'), ('c', 'd'), ('e',)]
    """
    source = iter(items)
    while run := tuple(islice(source, size)):
        yield run
