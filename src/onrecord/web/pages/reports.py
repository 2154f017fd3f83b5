"""One report with all that was found in it, and two reports side by side."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from onrecord.dossier.sections.texts import KINDS
from onrecord.model import Annotations
from onrecord.store.loading import load_annotations, load_dossier, load_reports
from onrecord.store.searching import Query, find_reports
from onrecord.web.asking import field, place, store_of
from onrecord.web.comparing import compare
from onrecord.web.listing import headed, report_lines, titles
from onrecord.web.rendering import keep, render_page
from onrecord.web.showing import show_report

router = APIRouter()

_MOST_BESIDE = 100


@router.get("/report")
def one_report(request: Request) -> Response:
    """A report with its findings underlined."""
    id, at = field(request, "id", 1000) or "", place(request, "at")
    with store_of(request).reading() as connection:
        report = next(iter(load_reports(connection, [id])), None)
        if report is None:
            raise HTTPException(404, "The record holds no such report.")
        annotations = load_annotations(connection, [id]).get(id)
        story = report_lines(connection, [id])[id]["story_id"]
        dossier = load_dossier(connection, story) if story else None
    shown = show_report(annotations or Annotations(report=report), dossier, at)
    values: dict[str, Any] = {
        "shown": shown,
        "page": shown,
        "kinds": KINDS,
        "report": report,
        "home": story,
        "analysed": annotations is not None,
    }
    return keep(render_page(request, "report.html.j2", title=dossier.story.title if dossier else "", **values))


@router.get("/compare")
def two_reports(request: Request) -> Response:
    """Two reports side by side; with one of them, the others of its story to choose from."""
    a, b = field(request, "a", 1000), field(request, "b", 1000)
    with store_of(request).reading() as connection:
        reports = {r.id: r for r in load_reports(connection, [x for x in (a, b) if x])}
        if not a or a not in reports or (b and b not in reports):
            raise HTTPException(404, "The record holds no such report.")
        lines = report_lines(connection, list(reports))
        home = lines[a]["story_id"]
        if not b:
            beside = find_reports(connection, Query(story=home, limit=_MOST_BESIDE)).rows if home else ()
            rows = headed(connection, [row for row in beside if row["id"] != a])
            return keep(
                render_page(
                    request,
                    "beside.html.j2",
                    a=lines[a],
                    rows=rows,
                    title=titles(connection, [home or ""]).get(home or "", ""),
                )
            )
        dossier = load_dossier(connection, home) if home and lines[b]["story_id"] == home else None
    return keep(render_page(request, "compare.html.j2", pair=compare(reports[a], reports[b], dossier), home=home))
