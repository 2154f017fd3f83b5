"""Worker processes on this machine: each with a bound on its memory, and none whose death costs more than the chunk it held.

A bare pool fails as a whole when one worker is killed (measured: shared notes on engines, section 3). Here every worker has a pipe of its
own, so that it is known which chunk died with it.
"""

import contextlib
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any

from onrecord.model import OnRecordError
from onrecord.scale.engines import AHEAD, TRIES, GiveUp, Rows, Work

_FULL = 0.85  # share of its memory from which a worker is replaced by a fresh one after a chunk
_HOPELESS = 8  # workers that die one after the other without any work done: it is not the reports
_SPAWN = get_context("spawn")  # a fork would copy threads' locks, and the parser's memory with them


@dataclass
class _Task:
    """Rows to be worked on, and what came of them."""

    rows: Rows
    parts: "list[_Task]" = field(default_factory=list)  # its rows one by one, once it had to be taken apart
    deaths: int = 0
    result: Rows | None = None

    @property
    def found(self) -> Rows | None:
        """The result; None while any of it is lacking."""
        if not self.parts:
            return self.result
        several = [part.result for part in self.parts]
        return None if None in several else tuple(row for one in several for row in one or ())


@dataclass
class _Worker:
    process: Any
    pipe: Connection
    task: _Task | None = None
    work: int = 0  # number of the work that it was sent last


class Processes:
    """Workers that are started as they are needed and live until `close`."""

    def __init__(self, workers: int, memory: int) -> None:
        """
        Args:
            workers: processes at the same time.
            memory: megabytes each may need.
        """
        self.workers, self.memory = workers, memory
        self._crew: list[_Worker] = []
        self._number = 0

    def map_rows(self, work: Work, chunks: Iterable[Rows], give_up: GiveUp) -> Iterator[Rows]:
        """See `Engine.map_rows`."""
        self._number += 1
        turn = _Turn(self, pickle.dumps(work), self._number, give_up)
        source, ahead = iter(chunks), deque[_Task]()
        turn.start()
        try:
            while True:
                for rows in islice(source, self.workers * AHEAD - len(ahead)):
                    ahead.append(turn.give(_Task(rows)))
                if not ahead:
                    return
                yield turn.take(ahead.popleft())
        finally:
            turn.stop()

    def close(self) -> None:
        """See `Engine.close`."""
        for worker in list(self._crew):
            self.dismiss(worker)

    def hire(self) -> _Worker:
        """A new worker."""
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=_serve, args=(theirs, self.memory), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._crew.append(worker)
        return worker

    def dismiss(self, worker: _Worker) -> None:
        """Let a worker go; one that is at work, or does not go, is killed."""
        self._crew.remove(worker)
        worker.pipe.close()  # what an idle worker waits for
        if worker.task is not None:
            worker.process.kill()
        worker.process.join(5)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        worker.process.close()

    @property
    def crew(self) -> tuple[_Worker, ...]:
        return tuple(self._crew)


class _Turn:
    """One call of `map_rows`: a thread hands out the chunks, so that workers need not wait while the caller keeps what they found."""

    def __init__(self, engine: Processes, work: bytes, number: int, give_up: GiveUp) -> None:
        self.engine, self.work, self.number, self.give_up = engine, work, number, give_up
        self._waiting: deque[_Task] = deque()
        self._state = threading.Condition()
        self._stopped = False
        self._error: BaseException | None = None
        self._lost = 0  # workers since the last piece of work that was done
        self._woken, self._waker = _SPAWN.Pipe(duplex=False)
        self._thread = threading.Thread(target=self._run, name="onrecord-workers", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def give(self, task: _Task) -> _Task:
        with self._state:
            self._waiting.append(task)
        self._waker.send_bytes(b".")
        return task

    def take(self, task: _Task) -> Rows:
        """The rows of a task, when they are there."""
        with self._state:
            while (found := task.found) is None:
                if self._error is not None:
                    raise self._error
                self._state.wait()
        return found

    def stop(self) -> None:
        self._stopped = True
        self._waker.send_bytes(b".")
        self._thread.join()
        self._woken.close()
        self._waker.close()
        for worker in self.engine.crew:
            if worker.task is not None:
                self.engine.dismiss(worker)

    def _run(self) -> None:
        try:
            while not self._stopped:
                self._hand_out()
                crew = {w.pipe: w for w in self.engine.crew}
                for ready in wait([*crew, self._woken]):
                    if ready is self._woken:
                        self._woken.recv_bytes()
                    else:
                        self._hear(crew[ready])  # type: ignore[index] # it is a worker's pipe
        except BaseException as error:  # noqa: BLE001 - raised again where the caller waits
            with self._state:
                self._error = error
                self._state.notify_all()

    def _hand_out(self) -> None:
        """Give waiting tasks to workers that are idle, and hire where there are too few."""
        idle = deque(w for w in self.engine.crew if w.task is None)
        while self._waiting and (idle or len(self.engine.crew) < self.engine.workers):
            worker = idle.popleft() if idle else self.engine.hire()
            with self._state:
                worker.task = self._waiting.popleft()
            try:
                worker.pipe.send((None if worker.work == self.number else self.work, worker.task.rows))
                worker.work = self.number
            except OSError:
                self._bury(worker, "its worker process died")

    def _hear(self, worker: _Worker) -> None:
        try:
            kind, content, used = worker.pipe.recv()
        except (EOFError, OSError):
            self._bury(worker, "its worker process died")
            return
        if kind == "short":
            self._bury(worker, f"it took more than the {self.engine.memory} MB that a worker may use")
        elif kind == "raised":
            raise content
        else:
            self._lost = 0
            self._keep(worker, content)
            if used > _FULL * self.engine.memory:
                self.engine.dismiss(worker)

    def _keep(self, worker: _Worker, rows: Rows) -> None:
        with self._state:
            if worker.task is not None:
                worker.task.result = rows
            worker.task = None
            self._state.notify_all()

    def _bury(self, worker: _Worker, why: str) -> None:
        """A worker is gone: what it held is tried again, then row by row, then given up."""
        task = worker.task
        self.engine.dismiss(worker)
        if task is None:
            return
        self._lost += 1
        if self._lost >= _HOPELESS:
            raise OnRecordError(
                f"worker processes die as they start ({why}); see whether memory is short, or give them more with --memory. "
                "What was finished is kept"
            )
        task.deaths += 1
        with self._state:
            self._again(task, why)
            self._state.notify_all()

    def _again(self, task: _Task, why: str) -> None:
        if task.deaths < TRIES:
            self._waiting.appendleft(task)
        elif len(task.rows) > 1:
            task.parts = [_Task((row,)) for row in task.rows]
            self._waiting.extendleft(reversed(task.parts))
        else:
            task.result = (self.give_up(task.rows[0], why),)


def _serve(pipe: Connection, memory: int) -> None:
    """A worker's life: rows in, rows out, until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who hands out the work
    bound_memory(memory)
    work: Any = None
    with contextlib.suppress(EOFError, OSError):
        while True:
            sent, rows = pipe.recv()
            answer: tuple[str, Any, float]
            try:
                work = pickle.loads(sent) if sent is not None else work
                answer = ("done", work(rows), resident_memory())
            except MemoryError:
                answer, work = ("short", None, 0.0), None
            except Exception as error:  # noqa: BLE001 - whoever gave the work is told
                answer = ("raised", _sendable(error), 0.0)
            pipe.send(answer)
            if answer[0] == "short":
                return


def _sendable(error: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001 - anything may be wrong with a foreign exception
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def bound_memory(memory: int) -> None:
    """Make the system refuse this process more than so many megabytes of its own (what it maps of files is not counted); where the
    system knows no such bound, there is none."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (memory * 2**20, memory * 2**20))


def resident_memory() -> float:
    """Megabytes that this process holds in memory now; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except (OSError, ValueError, AttributeError):
        return 0.0
