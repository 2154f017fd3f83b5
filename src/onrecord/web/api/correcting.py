"""Corrections: read by everybody who may read, made and undone by editors."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path, Request
from starlette.responses import Response

from onrecord.desk.correcting import correct
from onrecord.model import Correction, Evidence, OnRecordError
from onrecord.store.corrections import load_corrections, undo_correction
from onrecord.store.cursors import read_cursor, write_cursor
from onrecord.web.access import Visitor, require_editor
from onrecord.web.api import listing
from onrecord.web.api.answering import After, Limit, answer, store_of
from onrecord.web.api.shapes import Corrections, Made, NewCorrection, Place

router = APIRouter(tags=["corrections"])

Editor = Annotated[Visitor, Depends(require_editor)]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/corrections", response_model=Corrections)
def list_corrections(request: Request, after: After = None, limit: Limit = 50, undone: bool = False) -> Response:
    """Corrections in the order in which they were made; with `undone` those too that hold no longer."""
    last = read_cursor(after, int)[0] if after else 0
    with store_of(request).reading() as connection:
        kept = [k for k in load_corrections(connection, undone=undone) if k.id > last]
        following = write_cursor([kept[limit - 1].id]) if len(kept) > limit else None
        return answer(request, Corrections(listing.corrections(connection, kept[:limit]), following))


@router.post("/corrections", response_model=Made, status_code=201)
def make_correction(request: Request, said: NewCorrection, editor: Editor) -> Response:
    """Keep a correction. The record shows what comes of it when it is settled next."""
    correction = Correction(
        kind=said.kind,
        subject=_spans(said.subject),
        against=_spans(said.against),
        reports=tuple(said.reports),
        note=said.note,
        made_by=editor.name,
    )
    try:
        number = correct(store_of(request), correction)
    except (OnRecordError, ValueError) as error:
        raise HTTPException(404, str(error)) from error
    return answer(request, Made(number), 201)


@router.delete("/corrections/{number}", response_model=Made)
def undo(request: Request, number: Number, editor: Editor) -> Response:
    """Undo a correction; it stays in the history."""
    try:
        with store_of(request).writing() as connection:
            undo_correction(connection, number, editor.name)
    except OnRecordError as error:
        raise HTTPException(404, str(error)) from error
    return answer(request, Made(number))


def _spans(places: list[Place]) -> tuple[Evidence, ...]:
    return tuple(Evidence(p.report, p.start, p.end) for p in places)
