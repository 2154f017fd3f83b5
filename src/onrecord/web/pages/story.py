"""A story's dossier, live: the same page that `onrecord dossier` writes, and the files beside it."""

from fastapi import APIRouter, HTTPException, Request
from sqlalchemy import select
from starlette.responses import RedirectResponse, Response

from onrecord.dossier.json import render_json
from onrecord.dossier.lookup import look_up
from onrecord.dossier.markdown import render_markdown
from onrecord.dossier.page import make_page
from onrecord.dossier.sections.texts import KINDS
from onrecord.dossier.tables import render_tables
from onrecord.model import Dossier
from onrecord.store import schema_stories as st
from onrecord.store.loading import load_annotations, load_dossier
from onrecord.web.asking import store_of
from onrecord.web.listing import became
from onrecord.web.rendering import keep, render_page

router = APIRouter()

#: The annotations of more reports than this are not read for a page: their times are then not underlined, everything else is.
_MOST_ANNOTATED = 60
_MOST_TEXTS = 60


@router.get("/stories/{story}")
def show_story(request: Request, story: str) -> Response:
    """The page of a story."""
    with store_of(request).reading() as connection:
        found = load_dossier(connection, story)
        if found is None and (now := became(connection, story)):
            return RedirectResponse(f"/stories/{now}", 303)  # an address that was cited leads on
        dossier = _dossier(found)
        several = [r.id for r in dossier.reports[:_MOST_ANNOTATED]]
        annotated = load_annotations(connection, several).values() if len(dossier.reports) <= _MOST_ANNOTATED else ()
        revision = connection.scalar(select(st.stories.c.revision).where(st.stories.c.id == story))
    page = make_page(dossier, annotated, _MOST_TEXTS)
    ids = {tag.number: report for report, tag in look_up(dossier).tags.items()}
    return keep(render_page(request, "story.html.j2", page=page, kinds=KINDS, story=story, revision=revision, ids=ids))


@router.get("/stories/{story}/{name}")
def get_file(request: Request, story: str, name: str) -> Response:
    """A file of the dossier, as `onrecord dossier` writes it."""
    with store_of(request).reading() as connection:
        dossier = _dossier(load_dossier(connection, story))
    if name == "dossier.json":
        return _file(render_json(dossier), "application/json", f"{story}-{name}")
    if name == "dossier.md":
        return _file(render_markdown(dossier).encode(), "text/markdown; charset=utf-8", f"{story}-{name}")
    table = render_tables(dossier).get(name)
    if table is None:
        raise HTTPException(404, "The dossier has no such file.")
    return _file(table.encode(), "text/csv; charset=utf-8", f"{story}-{name}")


def _dossier(found: Dossier | None) -> Dossier:
    if found is None:
        raise HTTPException(
            404, "There is no such story. It may have become part of another one; search for its words."
        )
    return found


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
