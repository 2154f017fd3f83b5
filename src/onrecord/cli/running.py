"""What the commands share: reading with a progress bar, writing then renaming, and the closing count."""

import contextlib
import logging
import os
import sys
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from onrecord.cli.progress import show_progress
from onrecord.dossier.wording import count
from onrecord.model import Annotations, Config, Context, Dossier, Grouping, OnRecordError, Record, Report
from onrecord.scale.engines import open_engine
from onrecord.scale.ledger import Ledger
from onrecord.scale.parquet import load_arrow, write_annotations

T = TypeVar("T")

DONE, PARTLY = 0, 3


class Request(Record, frozen=True):
    """The arguments of a command."""

    inputs: Sequence[str]
    output: str
    published: str | None = None
    mapping: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    with_text: bool = False
    known: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    model: str = Config().model
    workers: int = 1
    engine: str = Config().engine
    memory: int | None = None
    parses: str | None = None
    force: bool = False


def run_annotate(request: Request) -> int:
    """Reads, annotates, writes a line a report as it comes; no more than a few reports are in memory."""
    from onrecord.pipeline import annotate_rows
    from onrecord.scale.shelf import Shelf

    _refuse_existing(request)
    if _is_parquet(request):
        load_arrow()  # what is not installed is missed now and not after an hour
    context, unread = _context(request), list[Report]()
    with Shelf(Report, _beside(request)) as reports:
        reports.put(_noting(_reading(request), unread))
        _some(reports)
        with open_engine(context.config) as engine, _ledger(request, context) as ledger:
            rows = annotate_rows(reports, context, engine, ledger)
            told = show_progress(rows, "Annotating", len(reports))
            if ledger is None:
                _write_lines(told)
            else:
                _tell_resumed(ledger, len(reports))
                deque(told, maxlen=0)  # each is in the ledger as it comes
                _place(ledger, request)
        return _close(f"{len(reports)} reports annotated", unread)


def _beside(request: Request) -> Path:
    """The folder of the output; of standard output, that for temporary files."""
    return Path(tempfile.gettempdir()) if request.output == "-" else Path(request.output).parent


def _noting(reports: Iterable[Report], unread: list[Report]) -> Iterator[Report]:
    """The reports; those that could not be read are noted as they pass."""
    for report in reports:
        if _unreadable(report):
            unread.append(report)
        yield report


def _is_parquet(request: Request) -> bool:
    return request.output.lower().endswith(".parquet")


def _place(ledger: Ledger, request: Request) -> None:
    """The results where they were asked for; there in one move, when they are whole."""
    whole = ledger.take_rows()
    if _is_parquet(request):
        whole, lines = ledger.folder / "parquet", whole
        write_annotations(lines, whole)
    os.replace(whole, request.output)
    ledger.finish()


def _write_lines(rows: Iterable[bytes]) -> None:
    for row in rows:
        sys.stdout.buffer.write(row + b"\n")
    sys.stdout.buffer.flush()


def _ledger(request: Request, context: Context) -> contextlib.AbstractContextManager[Ledger | None]:
    """What a run keeps beside its output; standard output has none."""
    from onrecord.pipeline import name_run

    return contextlib.nullcontext() if request.output == "-" else Ledger(Path(request.output), name_run(context))


def _tell_resumed(ledger: Ledger, reports: int) -> None:
    from onrecord.language.parsing import CHUNK

    if ledger.finished:
        done = min(reports, ledger.finished * CHUNK)
        sys.stderr.write(f"going on from {done} reports that an earlier run finished\n")


def run_group(request: Request) -> int:
    """Reads, groups, writes one JSON file."""
    from onrecord.pipeline import group_reports
    from onrecord.reading.families import load_families

    _refuse_existing(request)
    reports = _read(request)
    with open_engine(_context(request).config) as engine:
        grouping, _ = group_reports(reports, load_families(request.publishers), engine=engine)
    with _replacing(request.output) as out:
        out.write(msgspec.json.format(msgspec.json.encode(grouping), indent=1) + b"\n")
    return _close(_counted(grouping, reports), [r for r in reports if _unreadable(r)])


def run_dossier(request: Request) -> int:
    """Reads, annotates, groups, compiles, writes a folder."""
    from onrecord.dossier.writing import write_dossiers

    _refuse_existing(request)
    with compile_run(request, "Writing") as run:
        write_dossiers(run.dossiers, run.annotated, Path(request.output), with_text=request.with_text)
    return run.close()


@dataclass(frozen=True)
class Run:
    """Inputs that have been read, annotated and grouped; their dossiers are compiled as they are asked for."""

    grouping: Grouping
    annotated: list[Annotations]
    dossiers: Iterator[Dossier]

    def close(self) -> int:
        """Say what was read; the status to leave with."""
        reports = [a.report for a in self.annotated]
        return _close(_counted(self.grouping, reports), [r for r in reports if _unreadable(r)])


@contextlib.contextmanager
def compile_run(request: Request, label: str) -> Iterator[Run]:
    """What `dossier` and `export` have in common: reads, strikes out, groups, annotates. What was finished is kept until the block has
    written its output.

    Args:
        request: of the command.
        label: what the bar says while dossiers are compiled.
    """
    from onrecord.crossreport.striking import strike_out
    from onrecord.pipeline import annotate_rows, compile_dossiers, decode_annotations, group_reports
    from onrecord.reading.families import load_families

    context = _context(request)
    reports = sorted(_read(request), key=lambda r: r.id)
    struck = _struck(reports, request.without)
    with open_engine(context.config) as engine, _ledger(request, context) as ledger:
        grouping, ties = group_reports(reports, load_families(request.publishers), engine=engine)
        if ledger is not None:
            _tell_resumed(ledger, len(reports))
        rows = show_progress(annotate_rows(reports, context, engine, ledger), "Annotating", len(reports))
        annotated = list(map(decode_annotations, rows))
        compiled = compile_dossiers(grouping, ties, annotated, context, engine)
        left = [a for a in annotated if a.report.id not in struck]
        grouping = strike_out(grouping, struck, {a.report.id: a.report for a in left})
        yield Run(grouping, left, show_progress(compiled, label, len(grouping.stories)))
        if ledger is not None:
            ledger.finish()


def read_request(request: Request) -> Iterator[Report]:
    """The reports of a command's inputs, as they are read."""
    from onrecord.reading.inputs import read_reports
    from onrecord.reading.reports import Options

    for library in ("trafilatura", "htmldate", "pypdf"):  # what they meet in an input is told as Problems
        logging.getLogger(library).setLevel(logging.CRITICAL)
    options = Options(published=_given_date(request.published), mapping=_mapping(request.mapping))
    return iter(read_reports(request.inputs, options))


def _read(request: Request) -> list[Report]:
    reports = list(_reading(request))
    _some(reports)
    return reports


def _reading(request: Request) -> Iterator[Report]:
    """The reports of the inputs as they are read, under ids that differ."""
    from onrecord.reading.repeated_ids import number_repeated_ids

    return number_repeated_ids(show_progress(read_request(request), "Reading", None))


def _some(reports: Sized) -> None:
    if not len(reports):
        raise OnRecordError("the input holds no report")


def _mapping(given: Sequence[str]) -> tuple[tuple[str, str], ...]:
    from onrecord.reading.reports import FIELD_NAMES

    pairs = tuple((ours, theirs) for ours, _, theirs in (pair.partition("=") for pair in given))
    for ours, theirs in pairs:
        if ours not in FIELD_NAMES or not theirs:
            raise OnRecordError(
                f"--map {ours}={theirs}: write OURS=THEIRS, where OURS is one of {', '.join(FIELD_NAMES)}"
            )
    return pairs


def _given_date(text: str | None) -> str | None:
    from onrecord.reading.dates import try_parse_published

    if text is None:
        return None
    date = try_parse_published(text)
    if date is None:
        raise OnRecordError(f"--published {text!r} is no date; write 2020-05-17, 2020-05 or 2020")
    return date


def _context(request: Request) -> Context:
    from onrecord.pipeline import load_context

    return load_context(
        Config(
            model=request.model,
            workers=request.workers,
            engine=request.engine,
            memory=request.memory,
            parses=request.parses,
            published=request.published,
            known=request.known,
            publishers=request.publishers,
            without=request.without,
        )
    )


def _struck(reports: Sequence[Report], outlets: tuple[str, ...]) -> frozenset[str]:
    """The ids of the reports of outlets that are to be left out."""
    from onrecord.crossreport.striking import reports_of

    try:
        return reports_of(outlets, reports)
    except OnRecordError as error:
        raise OnRecordError(f"--without: {error}") from error


def _refuse_existing(request: Request) -> None:
    target = Path(request.output)
    if request.output == "-":
        return
    if target.exists() and not request.force:
        raise OnRecordError(f"{target} exists already; give another --output, or --force to replace it")
    if not target.parent.exists():
        raise OnRecordError(f"the folder {target.parent} does not exist: make it, or name another --output")


@contextlib.contextmanager
def _replacing(output: str) -> Iterator[BinaryIO]:
    """A file that takes its name only when it is whole."""
    if output == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(output)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unreadable(report: Report) -> bool:
    return bool(report.problems) and not report.text.strip()


def _counted(grouping: Grouping, reports: Sequence[Report]) -> str:
    copies = sum(len(c.reports) for c in grouping.copies)
    told = f"{count(len(reports), 'report')}, {count(len(grouping.stories), 'story', 'stories')}"
    return f"{told}, {count(copies, 'report')} {'shares' if copies == 1 else 'share'} a text with another"


def _close(message: str, unread: Sequence[Report]) -> int:
    sys.stderr.write(message + "\n")
    if not unread:
        return DONE
    sys.stderr.write(f"{len(unread)} of them could not be read:\n")
    for report in unread[:20]:
        sys.stderr.write(f"  {report.id}: {report.problems[0].message}\n")
    if len(unread) > 20:
        sys.stderr.write(f"  and {len(unread) - 20} more; see their problems in the output\n")
    return PARTLY


__all__ = ["Annotations", "Request", "run_annotate", "run_dossier", "run_group"]
