"""What could not be read or settled: said, not hidden."""

from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import func, select
from starlette.responses import Response

from onrecord.store import schema as t
from onrecord.web.asking import PAGE, field, store_of
from onrecord.web.listing import headed
from onrecord.web.rendering import keep, render_page

router = APIRouter()

_MOST_STAGES = 40


@router.get("/problems")
def list_problems(request: Request) -> Response:
    """Problems, the newest first, by stage."""
    p, r = t.problems.c, t.reports.c
    stage, before = field(request, "stage"), field(request, "after")
    chosen = select(*p, r.outlet, r.title).join(t.reports, r.id == p.report_id).order_by(p.id.desc()).limit(PAGE + 1)
    if stage:
        chosen = chosen.where(p.stage == stage)
    if before and before.isdecimal():
        chosen = chosen.where(p.id < int(before[:18]))
    with store_of(request).reading() as connection:
        rows = headed(connection, [dict(row) for row in connection.execute(chosen).mappings()], "report_id")
        stages = connection.execute(
            select(p.stage, func.count().label("number"))
            .group_by(p.stage)
            .order_by(func.count().desc())
            .limit(_MOST_STAGES)
        ).all()
    following = str(rows[PAGE - 1]["id"]) if len(rows) > PAGE else None
    values: dict[str, Any] = {
        "rows": rows[:PAGE],
        "stages": stages,
        "asked": {"stage": stage},
        "next": following,
        "first": before is None,
    }
    return keep(render_page(request, "problems.html.j2", **values), 30)
