"""Reports into a store: read, kept, analysed chunk by chunk, settled. A run that was cut off goes on where it stopped."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, insert, select

from onrecord.desk.settling import Settled, settle
from onrecord.model import Context, Problem, Report
from onrecord.reading.dates import day_bounds
from onrecord.reanalysis import stage_marks
from onrecord.scale.engines import chunked, keep_engine
from onrecord.store import schema as t
from onrecord.store.loading import load_reports, pending_reports
from onrecord.store.opening import Store
from onrecord.store.saving import NUL_SHOWN, hash_text, known_texts, now, save_annotations, save_reports
from onrecord.store.story_saving import keep_setting
from onrecord.version import __version__

_CHUNK = 64  # reports kept together
_COMMITTED = 16  # reports whose analysis is committed together

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Added:
    """What became of the reports that were given."""

    new: int
    known: int  # held already, with the same text
    analysed: int
    settled: Settled
    unreadable: tuple[Report, ...]


def add_reports(store: Store, reports: Iterable[Report], context: Context, progress: Progress | None = None) -> Added:
    """Add reports to a store and settle what all of them say together.

    Args:
        store: open.
        reports: read lazily, kept a chunk at a time. One that the store holds with the same text changes nothing; one with a known id
            and another text is kept beside it, numbered, with a Problem that says so.
        context: settings and the user's knowledge.
        progress: called with what is done, how many are done, and how many there are (0: unknown).

    Raises:
        OnRecordError: the database fails. What was finished before is kept; the same call goes on from there.
    """
    told = progress or (lambda *_: None)
    new = known = 0
    unreadable = []
    for chunk in chunked(reports, _CHUNK):
        fresh = _keep(store, chunk)
        new, known = new + len(fresh), known + len(chunk) - len(fresh)
        unreadable += [r for r in fresh if r.problems and not r.text.strip()]
        told("Keeping", new + known, 0)
    with keep_engine(context.config):
        analysed = analyse_pending(store, context, told)
        return Added(new, known, analysed, settle(store, context, told), tuple(unreadable))


def analyse_pending(store: Store, context: Context, progress: Progress | None = None) -> int:
    """Analyse what the ledger lacks for the present version and settings; each chunk is committed as it is finished.

    Returns:
        How many reports were analysed.
    """
    analysis = open_analysis(store, context)
    done = 0
    with store.alone():
        while pending := _pending(store, analysis):  # again: other programs may have kept reports meanwhile
            done += _analyse(store, analysis, pending, context, progress)
    return done


def _pending(store: Store, analysis: str) -> list[str]:
    with store.reading() as connection:
        return pending_reports(connection, analysis)


def _analyse(store: Store, analysis: str, ids: Sequence[str], context: Context, progress: Progress | None) -> int:
    from onrecord.pipeline import annotate_in_processes

    done = 0
    for chunk in chunked(annotate_in_processes(_stored(store, ids), context), _COMMITTED):
        with store.writing() as connection:
            save_annotations(connection, analysis, chunk)
        done += len(chunk)
        if progress:
            progress("Analysing", done, len(ids))
    return done


def open_analysis(store: Store, context: Context, stages: Mapping[str, str] | None = None) -> str:
    """The id of the analysis that this version of onrecord makes with these settings; it is entered in the store.

    Args:
        store: open.
        context: settings and the user's knowledge.
        stages: marks of the stages (`reanalysis.stage_marks`), where they tell one analysis from another. Without them the same version
            makes the same analysis. The marks of the first that made it are kept in any case.
    """
    config = context.config
    known = hashlib.sha256(msgspec.json.encode(context.known)).hexdigest()[:12] if context.known else ""
    told: dict[str, object] = {"max_report": config.max_report, "known": known}
    if config.resources:
        told["resources"] = config.resources
    if stages is not None:
        told["stages"] = stages
    settings = msgspec.json.encode(told).decode()
    made_by = f"onrecord {__version__}"
    name = hashlib.sha256(f"{made_by} {config.model} {settings}".encode()).hexdigest()[:12]
    with store.writing() as connection:
        if connection.scalar(select(t.analyses.c.id).where(t.analyses.c.id == name)) is None:
            row = {"id": name, "made_by": made_by, "model": config.model, "settings": settings, "started_at": now()}
            connection.execute(insert(t.analyses).values(row))
            keep_setting(connection, f"stages {name}", msgspec.json.encode(stages or stage_marks()).decode())
    return name


def _stored(store: Store, ids: Sequence[str]) -> Iterator[Report]:
    for at in range(0, len(ids), _CHUNK):
        with store.reading() as connection:
            several = list(load_reports(connection, ids[at : at + _CHUNK]))
        yield from several


def _keep(store: Store, chunk: Sequence[Report]) -> list[Report]:
    with store.writing() as connection:
        return keep_reports(connection, chunk)


def keep_reports(connection: Connection, chunk: Sequence[Report]) -> list[Report]:
    """Save those of some reports that the store does not hold; returns them, as they are called there.

    Args:
        connection: of a writing transaction.
        chunk: a few reports.
    """
    held = known_texts(connection, [r.id.replace("\0", NUL_SHOWN) for r in chunk])
    fresh: list[Report] = []
    for given in chunk:
        report = msgspec.structs.replace(given, id=given.id.replace("\0", NUL_SHOWN))
        text = hash_text(report.text)
        if held.get(report.id) == text:
            continue
        if report.id in held:
            report = _renamed(report, text)
            if report.id in held or known_texts(connection, [report.id]):
                continue
        held[report.id] = text
        fresh.append(report)
    save_reports(connection, fresh, {r.id: d for r in fresh if (d := day_bounds(r.published)) is not None})
    return fresh


def _renamed(report: Report, text: str) -> Report:
    """A report whose id another text bears already: the id with the first characters of its own text's hash."""
    fresh = f"{report.id}-{text[:8]}"
    message = f"Another report has the id {report.id!r} too; this one is called {fresh!r}."
    problem = Problem(stage="reading", message=message)
    return msgspec.structs.replace(report, id=fresh, problems=(*report.problems, problem))
