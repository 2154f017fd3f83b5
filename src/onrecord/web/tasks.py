"""What a job's own process does: open the store, add or settle, and tell how far it is."""

import logging
from collections.abc import Callable
from multiprocessing.connection import Connection

import msgspec

from onrecord.model import Config, OnRecordError, Report
from onrecord.web.working import Task

_MOST_PROBLEMS = 20
_LOG = logging.getLogger(__name__)

Tell = Callable[[str, int, int], None]


def do_task(task: Task, line: Connection) -> None:
    """Does a task and says over the line how it goes and how it ended. Nothing is raised: the process ends when it is done."""

    def tell(step: str, done: int, total: int) -> None:
        line.send_bytes(msgspec.json.encode(("step", step, done, total)))

    try:
        message, problems = _add(task, tell) if task.kind == "add" else _settle(task, tell)
        end = ("done", message, problems)
    except OnRecordError as error:
        end = ("failed", f"It failed: {error}. What was finished before is kept; send it again to complete it.", [])
    except Exception as error:  # noqa: BLE001 - whatever it was, the one who waits is told
        _LOG.exception("a job failed")
        end = (
            "failed",
            f"It failed here ({type(error).__name__}); the server's log says more. What was finished before is kept.",
            [],
        )
    line.send_bytes(msgspec.json.encode(end))
    line.close()


def _add(task: Task, tell: Tell) -> tuple[str, list[str]]:
    from onrecord.desk.adding import add_reports
    from onrecord.dossier.wording import count
    from onrecord.pipeline import load_context
    from onrecord.reading.inputs import read_reports
    from onrecord.reading.reports import Options
    from onrecord.store.opening import open_store

    context = load_context(msgspec.json.decode(task.config, type=Config))
    tell("Reading", 0, 0)
    with open_store(task.store, create=True) as store:
        added = add_reports(store, read_reports(task.files, Options(published=task.published)), context, tell)
    if not added.new + added.known:
        raise OnRecordError("no report could be read from it")
    new, known = count(added.new, "report"), count(added.known, "report")
    changed = count(added.settled.changed, "story", "stories")
    message = f"{new} new, {known} known already; {changed} changed."
    return message, [_problem(r) for r in added.unreadable[:_MOST_PROBLEMS]]


def _problem(report: Report) -> str:
    return f"{report.id}: {report.problems[0].message}"


def _settle(task: Task, tell: Tell) -> tuple[str, list[str]]:
    from onrecord.desk.settling import settle
    from onrecord.dossier.wording import count
    from onrecord.pipeline import load_context
    from onrecord.store.opening import open_store

    context = load_context(msgspec.json.decode(task.config, type=Config))
    with open_store(task.store) as store:
        settled = settle(store, context, tell)
    return f"The record is up to date; {count(settled.changed, 'story', 'stories')} changed.", []
