"""A cluster: Dask's scheduler and its workers on other machines, fed and drained in Arrow batches.

Dask gives work to another worker when one dies, and takes in workers that come later. What it does not do is done here: chunks are given
out a few at a time, a scheduler that went away is waited for and given again what it had, and a chunk that costs worker after worker is
taken apart until the row is found that does it (docs/decisions/0101-engines.md).
"""

import contextlib
import logging
import pickle
import threading
import time
import warnings
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from onrecord.model import OnRecordError
from onrecord.scale.collecting import keep_freed_memory
from onrecord.scale.engines import AHEAD, GiveUp, Rows, Work
from onrecord.version import __version__

_WAIT = 60.0  # seconds to wait for a scheduler at the start, and for a worker
_AGAIN = 600.0  # seconds to wait for a scheduler that went away
_LOOK = 5.0  # seconds between two looks at whether the scheduler is still there
_LOG = logging.getLogger("onrecord.scale")
_TURN = threading.Lock()  # in a worker: parser and caches are for one thread


class _Gone(Exception):
    """The scheduler went away."""


@dataclass
class _Task:
    """Rows on their way through the cluster."""

    rows: Rows
    future: Any = None
    result: Rows | None = None
    alone: bool = False  # one row of a chunk that had to be taken apart


class Cluster:
    """The workers of a Dask scheduler."""

    def __init__(self, address: str) -> None:
        """
        Args:
            address: of the scheduler, as Dask writes it: "tcp://host:8786", or "tls://..." with the certificates in Dask's settings.

        Raises:
            OnRecordError: Dask is not installed, or nothing answers there.
        """
        try:
            import distributed
            import pyarrow  # noqa: F401 - what rows travel in
        except ImportError as error:
            raise OnRecordError("--engine dask://... needs Dask: pip install 'onrecord[cluster]'") from error
        self._dask, self._address = distributed, address
        for name in ("distributed.client", "distributed.core", "distributed.batched", "distributed.comm"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what they meet is told here, in words
        warnings.filterwarnings(
            "ignore", message="Sending large graph", category=UserWarning
        )  # all reports, to be grouped
        self._client = self._connect(_WAIT)
        self._await_workers()

    @property
    def workers(self) -> int:
        """Threads of all workers, as far as is known."""
        with contextlib.suppress(Exception):
            return max(1, sum(int(n) for n in self._client.nthreads().values()))
        return 1

    def map_rows(self, work: Work, chunks: Iterable[Rows], give_up: GiveUp) -> Iterator[Rows]:
        """See `Engine.map_rows`."""
        turn = _Turn(self, pickle.dumps(work))
        source, ahead, most = iter(chunks), deque[_Task](), self.workers * AHEAD
        try:
            while True:
                for rows in islice(source, max(0, most - len(ahead))):  # workers may have become fewer
                    ahead.append(_Task(rows))
                    turn.submit(ahead[-1])
                if not ahead:
                    return
                yield turn.take(ahead, give_up)
                ahead.popleft()
                most = self.workers * AHEAD
        finally:
            turn.drop(ahead)

    def close(self) -> None:
        """See `Engine.close`. The cluster itself goes on."""
        with contextlib.suppress(Exception):
            self._client.close(timeout=5)

    def _connect(self, patience: float) -> Any:
        until = time.monotonic() + patience
        while True:
            try:
                return self._dask.Client(self._address, timeout=min(10.0, patience), set_as_default=False)
            except (OSError, TimeoutError) as error:
                if time.monotonic() > until:
                    shown = self._address.partition("://")[2]
                    raise OnRecordError(
                        f"no scheduler of Dask answers at {shown}; start one with `dask scheduler`, or see whether it is still "
                        "there. What was finished is kept, the same command goes on from there"
                    ) from error
                time.sleep(1)

    def _await_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=_WAIT)
        except TimeoutError as error:
            raise OnRecordError(
                f"the scheduler at {self._address.partition('://')[2]} has no workers; start some with `dask worker` on "
                "machines that have onrecord installed"
            ) from error

    def reconnect(self) -> None:
        """A new connection in place of one that was lost."""
        _LOG.warning("the scheduler of Dask went away; waiting for it to come back, %d minutes at most", _AGAIN / 60)
        with contextlib.suppress(Exception):
            self._client.close(timeout=1)
        self._client = self._connect(_AGAIN)
        self._await_workers()

    @property
    def client(self) -> Any:
        return self._client

    @property
    def is_lost(self) -> bool:
        """Whether the scheduler has gone away, or has been started anew and knows nothing of this run."""
        return bool(self._client.status != "running")

    def no_more(self, error: BaseException) -> bool:
        """Whether an error says that workers died under a chunk."""
        return bool(isinstance(error, self._dask.KilledWorker))

    def lost(self, error: BaseException) -> bool:
        """Whether an error says that the scheduler, or what it held, is gone."""
        from concurrent.futures import CancelledError

        gone = (CancelledError, self._dask.client.FutureCancelledError, self._dask.comm.CommClosedError, _Gone)
        return isinstance(error, gone) or self.is_lost


class _Turn:
    """One call of `map_rows`."""

    def __init__(self, cluster: Cluster, work: bytes) -> None:
        self._cluster, self._work = cluster, work
        self._held: Any = None

    def submit(self, task: _Task) -> None:
        client = self._cluster.client
        if self._held is None:  # a task, not scattered data: it is made again wherever it is lost
            self._held = client.submit(_load, self._work, __version__, pure=False)
        task.future = client.submit(
            _work_on, self._held, to_batch(task.rows), pure=False, retries=0, priority=10 if task.alone else 0
        )

    def take(self, ahead: "deque[_Task]", give_up: GiveUp) -> Rows:
        """The rows of the first task, whatever it takes."""
        task = ahead[0]
        while task.result is None:
            try:
                task.result = from_batch(self._wait(task))
            except Exception as error:  # told apart below
                if self._cluster.no_more(error):
                    self._again(task, give_up)
                elif self._cluster.lost(error):
                    self._resume(ahead)
                else:
                    raise
            task.future = None
        return task.result

    def _wait(self, task: _Task) -> Any:
        """A task's batch; looks every few seconds whether there is still somebody to wait for."""
        if task.future is None:
            self.submit(task)
        while True:
            try:
                return task.future.result(timeout=_LOOK)
            except TimeoutError:
                if self._cluster.is_lost:
                    raise _Gone from None

    def _again(self, task: _Task, give_up: GiveUp) -> None:
        """Workers died under a chunk, as often as the cluster allows: its rows one by one. A single row under which as many died is given
        up. Dask blames all that a worker held for its death, so that a chunk may come here for another's fault."""
        if task.alone:
            task.result = (give_up(task.rows[0], "its workers on the cluster died one after the other"),)
            return
        several = deque(_Task((row,), alone=True) for row in task.rows)
        found: list[bytes] = []
        while several:
            found += self.take(several, give_up)
            several.popleft()
        task.result = tuple(found)

    def _resume(self, ahead: Iterable[_Task]) -> None:
        """The scheduler knows nothing any more: connect again, and give it again all that has not come back."""
        self._cluster.reconnect()
        self._held = None
        for task in ahead:
            if task.result is None:
                self.submit(task)

    def drop(self, ahead: Iterable[_Task]) -> None:
        """Nobody waits for these any more."""
        with contextlib.suppress(Exception):
            self._cluster.client.cancel([t.future for t in ahead if t.future is not None], force=True)
        self._held = None


def to_batch(rows: Rows) -> Any:
    """Rows as an Arrow batch of one column."""
    import pyarrow

    return pyarrow.record_batch([pyarrow.array(rows, type=pyarrow.large_binary())], names=["row"])


def from_batch(batch: Any) -> Rows:
    """The rows of an Arrow batch.

    >>> from_batch(to_batch((b"one", b"two")))
    (b'one', b'two')
    """
    return tuple(batch.column("row").to_pylist())


def _load(work: bytes, version: str) -> Any:
    if version != __version__:
        raise OnRecordError(
            f"a worker of the cluster has onrecord {__version__}, this run is onrecord {version}; install one version"
        )
    return pickle.loads(work)


def _work_on(work: Work, batch: Any) -> Any:
    keep_freed_memory()
    with _TURN:
        return to_batch(work(from_batch(batch)))
