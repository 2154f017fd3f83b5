"""A bar for work whose steps tell how far they are."""

import contextlib
import sys
from collections.abc import Callable, Iterator

Told = Callable[[str, int, int], None]


@contextlib.contextmanager
def told_progress() -> Iterator[Told]:
    """What a step calls with (its name, done, total; 0: unknown); a bar on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, int] = {}

        def tell(label: str, done: int, total: int) -> None:
            if label not in tasks:
                tasks[label] = bar.add_task(label, total=total or None)
            bar.update(tasks[label], completed=done, total=total or None)  # type: ignore[arg-type]

        yield tell
