"""A store's reports analysed again by the stages that changed; the analysis before stays, and what came out differently is told."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, insert, select

from onrecord.desk.adding import Progress, open_analysis
from onrecord.desk.settling import Settled, settle
from onrecord.model import Annotations, Context, KnownEntity
from onrecord.reanalysis import NEEDS, Again, Change, Redone, changed_stages, compare_findings, reannotate, stage_marks
from onrecord.scale.engines import chunked, keep_engine
from onrecord.store import schema as t
from onrecord.store.loading import current_analyses, load_annotations, load_reports, pending_reports
from onrecord.store.opening import Store
from onrecord.store.saving import now, save_annotations
from onrecord.store.story_saving import load_setting

_CHUNK = 64  # reports in memory at a time, committed together


@dataclass(frozen=True)
class Reanalysed:
    """What became of the reports of a store."""

    reports: int  # that were looked at again
    stages: Mapping[str, int]  # stage -> reports that it was run on
    changed: int  # reports in which something came out differently
    gone: Mapping[str, int]  # stage -> findings that are no more
    new: Mapping[str, int]  # stage -> findings that are new
    settled: Settled


def reanalyse(
    store: Store, context: Context, tell: Callable[[Change], None] | None = None, progress: Progress | None = None
) -> Reanalysed:
    """Run anew, on all reports of a store, the stages whose code or word lists changed, and those that see what these find anew.

    The analysis before stays whole. It stays the current one of a report in which nothing came out differently, so that only stories with
    a change are compiled anew. A run that was cut off goes on where it stopped.

    Args:
        store: open.
        context: settings and the user's knowledge; without knowledge that which the store remembers. Another model or other knowledge
            than before runs all stages.
        tell: called with each change.
        progress: called with what is done, how many are done, and how many there are.
    """
    tally = _Tally(tell)
    with store.reading() as connection:
        context = _with_known(connection, context)
    analysis = open_analysis(store, context, stage_marks())
    with keep_engine(context.config):
        with store.alone():
            _bring_up(store, analysis, context, tally, progress)
        settled = settle(store, context, progress)
    stages = {name: tally.ran[name] for name in NEEDS if tally.ran[name]}
    return Reanalysed(tally.done, stages, tally.changed, tally.gone, tally.new, settled)


def _bring_up(store: Store, analysis: str, context: Context, tally: "_Tally", progress: Progress | None) -> None:
    """All reports that the analysis lacks; those that need no stage are entered as they are."""
    with store.reading() as connection:
        lacking = pending_reports(connection, analysis)
        wanted = _wanted(connection, analysis, stage_marks())
    pending = [r for r in lacking if wanted.get(r) != ()]
    _enter(store, analysis, [r for r in lacking if wanted.get(r) == ()])
    for again, redone in _chunks(store, pending, wanted, context):
        different = [r.found for one, r in zip(again, redone, strict=True) if tally.is_other(one.before, r)]
        _keep(store, analysis, again, different)
        tally.count(len(again), len(different))
        if progress:
            progress("Analysing again", tally.done, len(pending))


class _Tally:
    """What has been done, and what came out differently."""

    def __init__(self, tell: Callable[[Change], None] | None) -> None:
        self._tell = tell
        self.ran: Counter[str] = Counter()
        self.gone: Counter[str] = Counter()
        self.new: Counter[str] = Counter()
        self.done = self.changed = 0

    def is_other(self, before: Annotations | None, redone: Redone) -> bool:
        """Whether something in a report came out differently; it is counted and told."""
        changes = compare_findings(before, redone.found, redone.ran)
        self.ran.update(redone.ran)
        for change in changes:
            self.gone[change.stage] += len(change.gone)
            self.new[change.stage] += len(change.new)
            if self._tell:
                self._tell(change)
        return bool(changes) or before is None or _problems(before) != _problems(redone.found)

    def count(self, done: int, changed: int) -> None:
        """So many more reports are done, and so many of them changed."""
        self.done, self.changed = self.done + done, self.changed + changed


def _problems(annotations: Annotations) -> frozenset[tuple[str, str]]:
    return frozenset((p.stage, p.message) for p in annotations.problems)


def _chunks(
    store: Store, ids: Sequence[str], wanted: Mapping[str, tuple[str, ...]], context: Context
) -> Iterator[tuple[list[Again], list[Redone]]]:
    """Reports with what was found before and what is found now, a chunk at a time."""
    every = tuple(stage_marks())
    for some in chunked(ids, _CHUNK):
        with store.reading() as connection:
            before = load_annotations(connection, list(some))
            reports = list(load_reports(connection, list(some)))
        again = [Again(r, before.get(r.id), wanted.get(r.id, every) if r.id in before else every) for r in reports]
        yield again, list(reannotate(again, context))


def _wanted(connection: Connection, analysis: str, marks: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Report id -> stages that changed, of those that were analysed with the same model and settings."""
    columns = (t.analyses.c.id, t.analyses.c.model, t.analyses.c.settings)
    made = {row.id: (row.model, _apart_from_stages(row.settings)) for row in connection.execute(select(*columns))}
    stages: dict[str, tuple[str, ...]] = {}
    for name, how in made.items():
        if how == made[analysis]:
            kept = load_setting(connection, f"stages {name}")
            before = None if kept is None else msgspec.json.decode(kept, type=dict[str, str])
            stages[name] = changed_stages(before, marks)
    return {report: stages[name] for report, name in current_analyses(connection).items() if name in stages}


def _apart_from_stages(settings: str) -> str:
    told = msgspec.json.decode(settings, type=dict[str, object])
    told.pop("stages", None)
    return msgspec.json.encode(told, order="sorted").decode()


def _with_known(connection: Connection, context: Context) -> Context:
    if context.known or (text := load_setting(connection, "known")) is None:
        return context
    return msgspec.structs.replace(context, known=msgspec.json.decode(text, type=tuple[KnownEntity, ...]))


def _keep(store: Store, analysis: str, again: Sequence[Again], different: Sequence[Annotations]) -> None:
    """Save what came out differently; enter the rest as done, their earlier analysis stays the current one."""
    saved = {a.report.id for a in different}
    if different:
        with store.writing() as connection:
            save_annotations(connection, analysis, different)
    _enter(store, analysis, [g.report.id for g in again if g.report.id not in saved])


def _enter(store: Store, analysis: str, ids: Sequence[str]) -> None:
    """Reports that the analysis need not say anything of: their earlier one holds."""
    finished = now()
    rows = [{"report_id": r, "analysis_id": analysis, "finished_at": finished, "is_current": False} for r in ids]
    if rows:
        with store.writing() as connection:
            connection.execute(insert(t.report_analyses), rows)
