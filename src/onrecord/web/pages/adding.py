"""Adding reports: upload, and how far the work on it has come."""

import re
import shutil
from pathlib import Path

import msgspec
from fastapi import APIRouter, HTTPException, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, Response

from onrecord.dossier.wording import count
from onrecord.model import OnRecordError
from onrecord.web.access import check_form, require_editor
from onrecord.web.asking import worker_of
from onrecord.web.rendering import render_page
from onrecord.web.settings import Settings
from onrecord.web.working import Job, Task, Worker

router = APIRouter()

_MOST_FILES = 200
_MOST_SHOWN = 30
_CHUNK = 1 << 20
_ODD = re.compile(r"[^\w.\- ]+")
_DATE = re.compile(r"^\d{4}(-\d\d(-\d\d)?)?$")


@router.get("/add")
def show_form(request: Request) -> Response:
    """The form, and the jobs so far."""
    require_editor(request)
    jobs = worker_of(request).jobs()[:_MOST_SHOWN]
    return render_page(request, "add.html.j2", jobs=jobs, most=request.app.state.settings.most_upload // 1_000_000)


@router.post("/add")
async def take_upload(request: Request) -> Response:
    """Keeps what was sent and puts it in the queue."""
    visitor = require_editor(request)
    form = await request.form(max_files=_MOST_FILES, max_fields=10, max_part_size=5_000_000)
    check_form(request, form.get("form_token"))
    published = str(form.get("published", "")).strip()
    if published and not _DATE.match(published):
        raise HTTPException(400, "The date of publication is written 2020-05-17, 2020-05 or 2020.")
    files = [f for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]
    if not files and not str(form.get("text", "")).strip():
        raise HTTPException(400, "Choose a file, or paste a report.")
    worker = worker_of(request)
    try:
        job = await run_in_threadpool(
            _submit, worker, form, files, (request.app.state.settings, visitor.name, published or None)
        )
    except OnRecordError as error:
        raise HTTPException(503, str(error)) from error
    return RedirectResponse(f"/jobs/{job.id}", 303)


def _submit(worker: Worker, form: FormData, files: list[UploadFile], by: tuple[Settings, str, str | None]) -> Job:
    settings, name, published = by
    folder = worker.new_folder()
    try:
        paths = _keep_files(folder, files, str(form.get("text", "")))
        title = count(len(paths), "file") if files else "a pasted report"
        task = Task(
            "add", f"Adding {title}", name, settings.store, paths, msgspec.json.encode(settings.config), published
        )
        return worker.submit(task, folder)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise OnRecordError(f"the upload cannot be kept: {error.strerror}") from error


def _keep_files(folder: Path, files: list[UploadFile], text: str) -> tuple[str, ...]:
    """The uploads under names of our making that keep the ending, by which their kind is told; and the pasted text."""
    inside = folder / "files"
    inside.mkdir()
    paths: list[str] = []
    for number, file in enumerate(files, 1):
        path = inside / _safe_name(file.filename or "", number, {Path(p).name for p in paths})
        with path.open("wb") as out:
            shutil.copyfileobj(file.file, out, _CHUNK)
        paths.append(str(path))
    if text.strip():
        path = inside / f"pasted-{folder.name}.txt"
        path.write_bytes(text.replace("\r\n", "\n").encode("utf-8", "replace"))
        paths.append(str(path))
    return tuple(paths)


def _safe_name(given: str, number: int, taken: set[str]) -> str:
    """The last part of a name, letters, digits, dots and hyphens only.

    >>> _safe_name("../../etc/pass wd?.txt", 1, set()), _safe_name("...", 2, set())
    ('pass wd_.txt', 'upload-2')
    """
    last = _ODD.sub("_", given.replace("\\", "/").rpartition("/")[2]).strip(". ")[-120:] or f"upload-{number}"
    return last if last not in taken else f"{number}-{last}"


@router.get("/jobs/{id}")
def show_job(request: Request, id: str) -> Response:
    """How far a job has come; asked again every second by the page while it runs."""
    require_editor(request)
    job = worker_of(request).job(id)
    if job is None:
        raise HTTPException(404, "There is no such job; those of long ago are forgotten.")
    return render_page(request, "job_page.html.j2", job=job)
