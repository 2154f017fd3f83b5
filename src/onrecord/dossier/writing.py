"""Dossiers onto the disk: written beside the place they will have, and moved there when they are whole."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.dossier.html import render_html
from onrecord.dossier.index import IndexLine, folder_name, index_line, render_lines
from onrecord.dossier.json import render_json
from onrecord.dossier.markdown import render_markdown
from onrecord.dossier.tables import render_tables
from onrecord.model import Annotations, Dossier, OnRecordError


def write_dossiers(
    dossiers: Iterable[Dossier], annotated: Iterable[Annotations], output: Path, with_text: bool = False
) -> tuple[Path, ...]:
    """Write `index.html` and a folder a story with `dossier.html`, `dossier.json`, `dossier.md` and CSV tables.

    Args:
        dossiers: taken one by one and let go of; a failure or an interruption leaves the output as it was.
        annotated: annotations of the run's reports.
        output: folder to write; one that an earlier run wrote is replaced as a whole.
        with_text: put the reports' texts into `dossier.json`.

    Returns:
        The stories' folders, in the order of the dossiers.

    Raises:
        OnRecordError: the output exists and is not what an earlier run wrote.
    """
    output = output.resolve()
    refuse_foreign(output)
    by_id = {a.report.id: a for a in annotated}
    lines: list[IndexLine] = []
    taken: set[str] = set()
    with _replaced(output) as folder:
        for dossier in dossiers:
            name = _unused(folder_name(dossier), taken)
            mine = [by_id[r.id] for r in dossier.reports if r.id in by_id]
            write_dossier(dossier, mine, folder / name, with_text)
            lines.append(index_line(dossier, name))
        _write(folder / "index.html", render_lines(lines))
    return tuple(output / line.folder for line in lines)


def write_dossier(dossier: Dossier, annotated: Iterable[Annotations], folder: Path, with_text: bool = False) -> None:
    """The files of one story, into a new folder."""
    folder.mkdir(parents=True)
    _write(folder / "dossier.html", render_html(dossier, annotated))
    (folder / "dossier.json").write_bytes(render_json(dossier, with_text))
    _write(folder / "dossier.md", render_markdown(dossier))
    for name, table in render_tables(dossier).items():
        _write(folder / name, table)


def refuse_foreign(output: Path) -> None:
    """Raise unless the output is new, empty, or nothing but what an earlier run wrote: a wrong --output must not cost a folder.

    Raises:
        OnRecordError: see above.
    """
    if not output.exists():
        return
    if not output.is_dir():
        raise OnRecordError(f"{output} is a file; give a folder")
    for entry in sorted(output.iterdir()):
        if entry.name != "index.html" and not (entry / "dossier.json").is_file():
            raise OnRecordError(f"{output} holds {entry.name}, which onrecord did not write; give another folder")


def _unused(name: str, taken: set[str]) -> str:
    number, unused = 1, name
    while unused.casefold() in taken:
        number += 1
        unused = f"{name}-{number}"
    taken.add(unused.casefold())
    return unused


def _write(path: Path, text: str) -> None:
    # A lone surrogate has no UTF-8; it is written as its number instead of costing the file.
    path.write_bytes(text.encode("utf-8", "backslashreplace"))


@contextlib.contextmanager
def _replaced(output: Path) -> Iterator[Path]:
    """A new folder beside the output that takes its place when all is written; whatever happens before, the output stays."""
    work = Path(tempfile.mkdtemp(dir=output.parent, prefix=f".{output.name}.", suffix=".part"))
    new, old = work / "new", work / "old"
    try:
        new.mkdir()
        yield new
        if output.exists():
            os.replace(output, old)
        os.replace(new, output)
    finally:
        if old.exists() and not output.exists():
            os.replace(old, output)
        shutil.rmtree(work, ignore_errors=True)
