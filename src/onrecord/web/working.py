"""Long work beside the pages: one job at a time, in a process of its own, so that reading goes on and a failing job costs only itself.

A job is a folder with `job.json` and the files it works on. It is written before it is acknowledged and removed when it is done, so that a
server that was killed goes on with what it had taken on: adding what is there already changes nothing.
"""

import logging
import secrets
import shutil
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

import msgspec

from onrecord.model import OnRecordError, Record

_LOG = logging.getLogger(__name__)
_MOST_KEPT = 200  # jobs that are remembered when they are over
_MOST_WAITING = 50
_LONGEST_LINE = 1_000_000
_CUT_OFF = "Its process ended before it was done. What it had finished is kept; send it again to complete it."

Kind = Literal["add", "settle"]
State = Literal["waits", "runs", "done", "failed"]


class Task(Record, frozen=True):
    """What a job is to do: all that its process needs."""

    kind: Kind
    title: str  # in words, for the list of jobs
    made_by: str
    store: str
    files: tuple[str, ...] = ()  # paths of uploads, read as one input
    config: bytes = b""  # Config, as JSON
    published: str | None = None


class Job(Record, frozen=True):
    """A task on its way."""

    id: str
    task: Task
    state: State = "waits"
    step: str = ""  # "analysing"
    done: int = 0
    total: int = 0
    message: str = ""  # how it ended
    problems: tuple[str, ...] = ()
    made_at: float = 0.0  # seconds since 1970
    ended_at: float = 0.0


#: What a process tells of its job, as JSON: ["step", what, done, total] on the way, then ["done" or "failed", message, problems].
Work = Callable[[Task, Connection], None]


class Worker:
    """Runs jobs one after another in the order they came.

    Args:
        folder: where jobs wait; those of an earlier server are taken up again.
        work: picklable; what a job's process does.
    """

    def __init__(self, folder: Path, work: Work) -> None:
        self._folder, self._work = folder, work
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._changed = threading.Condition()
        self._stopping = False
        self._process: Any = None
        self._thread = threading.Thread(target=self._loop, name="onrecord-worker", daemon=True)

    def start(self) -> None:
        """Takes up what was left, and waits for more."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise OnRecordError(
                f"the folder for uploads {self._folder} cannot be made: {error}; give --uploads DIR"
            ) from error
        for path in sorted(self._folder.glob("*/job.json"), key=lambda p: p.stat().st_mtime):
            try:
                job = msgspec.json.decode(path.read_bytes(), type=Job)
            except (OSError, msgspec.DecodeError):
                continue
            self._jobs[job.id] = msgspec.structs.replace(job, state="waits", step="", done=0, total=0)
        self._thread.start()

    def stop(self) -> None:
        """Ends the running process; its job is taken up by the next server."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
            process = self._process
        if process is not None and process.is_alive():
            process.terminate()
        if self._thread.is_alive():
            self._thread.join(10)

    def new_folder(self) -> Path:
        """A folder for the files of a job to come.

        Raises:
            OnRecordError: too many wait already, or the disk is full.
        """
        if sum(j.state == "waits" for j in self.jobs()) >= _MOST_WAITING:
            raise OnRecordError(f"{_MOST_WAITING} jobs wait already; try again when some are done")
        try:
            return Path(tempfile.mkdtemp(prefix=f"{int(time.time()):x}-", dir=self._folder))
        except OSError as error:
            raise OnRecordError(f"the upload cannot be kept: {error.strerror}") from error

    def submit(self, task: Task, folder: Path | None = None) -> Job:
        """Takes a task on. A settling that waits already stands for this one too."""
        with self._changed:
            waiting = next(
                (j for j in self._jobs.values() if j.state == "waits" and j.task.kind == task.kind == "settle"), None
            )
            if waiting:
                return waiting
        home = folder or self.new_folder()
        job = Job(id=f"{home.name}-{secrets.token_hex(4)}", task=task, made_at=time.time())
        (home / "job.json").write_bytes(msgspec.json.encode(job))
        with self._changed:
            self._jobs[job.id] = job
            over = [j.id for j in self._jobs.values() if j.state in ("done", "failed")]
            for old in over[: max(0, len(over) - _MOST_KEPT)]:
                del self._jobs[old]
            self._changed.notify_all()
        return job

    def jobs(self) -> tuple[Job, ...]:
        """All jobs that are remembered, the newest first."""
        with self._changed:
            return tuple(reversed(self._jobs.values()))

    def job(self, id: str) -> Job | None:
        """One job."""
        with self._changed:
            return self._jobs.get(id)

    def _loop(self) -> None:
        while (job := self._next()) is not None:
            try:
                self._run(job)
            except Exception as error:  # noqa: BLE001 - a job that fails in any way must not end the ones behind it
                _LOG.exception("the job %s failed", job.id)
                self._end(job.id, "failed", f"It failed here ({type(error).__name__}); the server's log says more.", ())

    def _next(self) -> Job | None:
        with self._changed:
            while not self._stopping:
                for job in self._jobs.values():
                    if job.state == "waits":
                        self._jobs[job.id] = running = msgspec.structs.replace(job, state="runs")
                        return running
                self._changed.wait()
        return None

    def _run(self, job: Job) -> None:
        context = get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=self._work, args=(job.task, theirs), daemon=False)
        process.start()
        self._process = process
        theirs.close()
        end = self._listen(job.id, ours)
        process.join()
        if self._stopping:
            return
        state, message, problems = end or ("failed", _CUT_OFF, ())
        self._end(job.id, state, message, problems)

    def _listen(self, id: str, ours: Connection) -> tuple[State, str, tuple[str, ...]] | None:
        end: tuple[State, str, tuple[str, ...]] | None = None
        while True:
            try:
                said = msgspec.json.decode(ours.recv_bytes(_LONGEST_LINE))
            except (EOFError, OSError):
                return end
            if said[0] == "step":
                self._note(id, step=said[1], done=said[2], total=said[3])
            else:
                end = (said[0], said[1], tuple(said[2]))

    def _note(self, id: str, **changes: Any) -> None:
        with self._changed:
            if id in self._jobs:
                self._jobs[id] = msgspec.structs.replace(self._jobs[id], **changes)

    def _end(self, id: str, state: State, message: str, problems: tuple[str, ...]) -> None:
        self._note(id, state=state, message=message, problems=problems, ended_at=time.time())
        shutil.rmtree(self._folder / id.rpartition("-")[0], ignore_errors=True)
