"""How far work has come, with its rate and the time it still needs: a bar on a terminal, else a line now and then."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

T = TypeVar("T")

Told = Callable[[str, int, int], None]

_EVERY = 60.0  # seconds between two lines where there is no terminal: for the log of a long job


@contextlib.contextmanager
def told_progress() -> Iterator[Told]:
    """What a step calls with (its name, done, total; 0: unknown)."""
    if not sys.stderr.isatty():
        yield _Lines().tell
        return
    with _bar() as bar:
        tasks: dict[str, int] = {}

        def tell(label: str, done: int, total: int) -> None:
            if label not in tasks:
                tasks[label] = bar.add_task(label, total=total or None)
            bar.update(tasks[label], completed=done, total=total or None)

        yield tell


def show_progress(items: Iterable[T], label: str, total: int | None) -> Iterator[T]:
    """The items, while it is shown how many have come.

    Args:
        items: taken one by one.
        label: what is being done.
        total: how many there will be; None: unknown.
    """
    with told_progress() as tell:
        tell(label, 0, total or 0)
        for number, item in enumerate(items, 1):
            yield item
            tell(label, number, total or 0)


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "", style="progress.data.speed")

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, speed_estimate_period=120)


class _Lines:
    """A line a minute for each kind of work that takes longer than that."""

    def __init__(self) -> None:
        self._began: dict[str, tuple[float, int]] = {}  # when a kind of work was first told of, and how far it was
        self._last = time.monotonic()

    def tell(self, label: str, done: int, total: int) -> None:
        now = time.monotonic()
        began, first = self._began.setdefault(label, (now, done))
        if now - self._last >= _EVERY and now > began:
            self._last = now
            sys.stderr.write(f"{label}: {tell_pace(done, total, (done - first) / (now - began))}\n")
            sys.stderr.flush()


def tell_pace(done: int, total: int, rate: float) -> str:
    """How far work is, in words.

    >>> tell_pace(1200, 20000, 10.0)
    '1,200 of 20,000, 10.0 a second, 31 min left'
    >>> tell_pace(40, 0, 0.5)
    '40, 0.5 a second'
    """
    if not total:
        return f"{done:,}, {rate:.1f} a second"
    left = f", {_duration((total - done) / rate)} left" if rate > 0 else ""
    return f"{done:,} of {total:,}, {rate:.1f} a second{left}"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes < 90 else f"{minutes / 60:.1f} h"
