"""Ordered, bounded mapping over worker processes that outlives a worker's death.

A bare pool fails as a whole when one worker is killed (measured: shared notes on engines, section 3). Here the chunk that a worker held
is tried again by itself, and only if it kills a second worker is it given up, by itself.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 3  # chunks in flight per worker: enough to keep it busy, few enough to bound memory


def chunked(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Consecutive runs of `size` items; the last one may be shorter.

    >>> list(chunked("abcde", 2))
    [('a', 'b'), ('c', 'd'), ('e',)]
    """
    source = iter(items)
    while run := tuple(islice(source, size)):
        yield run


def map_chunks(work: Callable[[T], R], chunks: Iterable[T], workers: int, give_up: Callable[[T], R]) -> Iterator[R]:
    """`work(chunk)` for each chunk, in order, by `workers` processes.

    Args:
        work: picklable; must not depend on which process runs it.
        chunks: read lazily, never more than a few ahead.
        workers: number of processes; with 1 the work is done here.
        give_up: what stands for a chunk that killed a worker twice.
    """
    if workers <= 1:
        yield from map(work, chunks)
        return
    source, pending = iter(chunks), deque[tuple[T, "Future[R]"]]()
    pool = _pool(workers)
    try:
        while True:
            for chunk in islice(source, workers * _AHEAD - len(pending)):
                pending.append((chunk, pool.submit(work, chunk)))
            if not pending:
                return
            chunk, future = pending.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                yield _alone(work, chunk, give_up)
                pool = _pool(workers)
                pending = deque((c, pool.submit(work, c)) for c, _ in pending)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _alone(work: Callable[[T], R], chunk: T, give_up: Callable[[T], R]) -> R:
    with _pool(1) as pool:
        try:
            return pool.submit(work, chunk).result()
        except BrokenProcessPool:
            return give_up(chunk)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
