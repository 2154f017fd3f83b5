"""Corrections on their way: taken in, taken back, and listed for good with who and when."""

from typing import get_args

import msgspec
from fastapi import APIRouter, HTTPException, Request
from sqlalchemy import Connection, select
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from onrecord.desk.correcting import OF_REPORTS, correct, describe, mention_of, parted
from onrecord.model import Correction, Evidence, OnRecordError
from onrecord.model.corrections import CorrectionKind
from onrecord.store import schema_stories as st
from onrecord.store.corrections import load_corrections, undo_correction
from onrecord.store.opening import Store
from onrecord.web.access import check_form, require_editor
from onrecord.web.asking import PAGE, field, store_of, worker_of
from onrecord.web.listing import texts
from onrecord.web.rendering import render_page
from onrecord.web.working import Task

router = APIRouter()

_MOST_FIELDS = 900
_LONGEST_NOTE = 500
_KINDS = frozenset(get_args(CorrectionKind))


@router.get("/history")
def show_history(request: Request) -> Response:
    """All corrections, the newest first."""
    before = field(request, "after")
    with store_of(request).reading() as connection:
        kept = [
            k
            for k in reversed(load_corrections(connection, undone=True))
            if not before or not before.isdecimal() or k.id < int(before)
        ]
        shown = kept[:PAGE]
        named = {e.report for k in shown for e in (*k.correction.subject, *k.correction.against)}
        held = texts(connection, sorted(named)[:500])
    rows = [{"kept": k, "words": describe(k.correction, held)} for k in shown]
    following = str(shown[-1].id) if len(kept) > PAGE else None
    job = next((j for j in worker_of(request).jobs() if j.task.kind == "settle" and j.state in ("waits", "runs")), None)
    made = field(request, "made")
    return render_page(request, "history.html.j2", rows=rows, next=following, first=before is None, job=job, made=made)


@router.post("/corrections")
async def take_correction(request: Request) -> Response:
    """Keeps a correction and has the record worked out anew."""
    visitor = require_editor(request)
    form = await request.form(max_files=0, max_fields=_MOST_FIELDS, max_part_size=4000)
    check_form(request, form.get("form_token"))
    store = store_of(request)
    try:
        number = await run_in_threadpool(_keep, store, form, visitor.name)
    except OnRecordError as error:
        raise HTTPException(400, str(error)) from error
    await run_in_threadpool(_settle, request, visitor.name)
    return RedirectResponse(f"/history?made={number}", 303)


@router.post("/corrections/{number}/undo")
async def take_back(request: Request, number: int) -> Response:
    """Lets a correction hold no longer."""
    visitor = require_editor(request)
    form = await request.form(max_files=0, max_fields=4)
    check_form(request, form.get("form_token"))
    store = store_of(request)

    def undo() -> None:
        with store.writing() as connection:
            undo_correction(connection, number, visitor.name)

    try:
        await run_in_threadpool(undo)
    except OnRecordError as error:
        raise HTTPException(400, str(error)) from error
    await run_in_threadpool(_settle, request, visitor.name)
    return RedirectResponse("/history", 303)


def _settle(request: Request, name: str) -> None:
    settings = request.app.state.settings
    task = Task(
        "settle", "Bringing the record up to date", name, settings.store, config=msgspec.json.encode(settings.config)
    )
    worker_of(request).submit(task)


def _keep(store: Store, form: FormData, name: str) -> int:
    kind = str(form.get("kind", ""))
    if kind not in _KINDS:
        raise OnRecordError("Choose what is wrong.")
    places = [str(v) for v in form.getlist("place")]
    named = [str(v) for v in form.getlist("actor") if v]
    with store.reading() as connection:
        if kind == "split_entity":
            chosen = [str(v) for v in form.getlist("report")]
            subject, against = parted(connection, named[0] if named else "", chosen)
        else:
            subject = tuple(mention_of(connection, v) for v in named) + tuple(_place(p) for p in places)
            against = tuple(_place(str(v)) for v in form.getlist("against") if v)
        joined = tuple(_report_of(connection, str(v)) for v in form.getlist("story") if v)
    reports = (joined or _reports(kind, form)) if kind in OF_REPORTS else ()
    note = str(form.get("note", ""))[:_LONGEST_NOTE].strip()
    made = Correction(kind=kind, subject=subject, against=against, reports=reports, made_by=name, note=note)  # type: ignore[arg-type] # checked above
    return correct(store, made)


def _report_of(connection: Connection, story: str) -> str:
    """A report of a story: it stands for all of them."""
    s = st.story_reports.c
    found = connection.scalar(select(s.report_id).where(s.story_id == story).order_by(s.report_id).limit(1))
    if found is None:
        raise OnRecordError("One of the stories is no more; look for it again.")
    return str(found)


def _reports(kind: str, form: FormData) -> tuple[str, ...]:
    """The reports a correction names, in the order that its kind wants: for `not_` kinds one that stays comes first."""
    chosen = [str(v) for v in form.getlist("report")]
    others = [str(v) for v in form.getlist("all_reports") if str(v) not in chosen]
    if kind == "not_same_story":
        if not chosen or not others:
            raise OnRecordError("Tick the reports that tell of something else, and leave one at least unticked.")
        return (others[0], *chosen)
    return tuple(chosen)


def _place(text: str) -> Evidence:
    """The characters that REPORT:START-END names.

    Raises:
        OnRecordError: it names none.
    """
    report, _, place = text.rpartition(":")
    start, _, end = place.partition("-")
    if not (report and start.isdecimal() and end.isdecimal() and len(start) < 10 and len(end) < 10):
        raise OnRecordError("Choose a place of a report.")
    return Evidence(report, int(start), int(end))
