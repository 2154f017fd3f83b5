"""The project's own example reports: the demo, the approved tests and the documentation's examples."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

_KINDS = (".txt", ".html", ".jsonl")


@contextmanager
def example_paths() -> Iterator[list[str]]:
    """The paths of the example reports, in the order of names; they exist as long as the context is open."""
    with resources.as_file(resources.files(__package__)) as folder:
        yield sorted(str(p) for p in folder.iterdir() if p.suffix in _KINDS)


def copy_examples(folder: Path) -> None:
    """Put copies of the example reports into a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    with example_paths() as paths:
        for path in paths:
            shutil.copyfile(path, folder / Path(path).name)
