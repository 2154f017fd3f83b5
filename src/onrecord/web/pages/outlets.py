"""Outlets: what each copies, whom it cites, what it leaves out, how it names."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from onrecord.store.searching import Query, find_reports
from onrecord.web.asking import PAGE, field, store_of
from onrecord.web.listing import headed
from onrecord.web.naming import words_of_outlet
from onrecord.web.profiling import list_outlets, profile_outlet
from onrecord.web.rendering import keep, render_page

router = APIRouter()


@router.get("/outlets")
def all_outlets(request: Request) -> Response:
    """Outlets in the order of their names."""
    after, words = field(request, "after", 1000), field(request, "q")
    with store_of(request).reading() as connection:
        rows = list_outlets(connection, after, words, 2 * PAGE + 1)
    following = rows[2 * PAGE - 1]["outlet"] if len(rows) > 2 * PAGE else None
    values: dict[str, Any] = {
        "rows": rows[: 2 * PAGE],
        "next": following,
        "asked": {"q": words},
        "first": after is None,
    }
    return keep(render_page(request, "outlets.html.j2", **values))


@router.get("/outlet")
def one_outlet(request: Request) -> Response:
    """The profile of one."""
    name = field(request, "name", 1000) or ""
    with store_of(request).reading() as connection:
        profile = profile_outlet(connection, name)
        if profile is None:
            raise HTTPException(404, "The record holds no report of such an outlet.")
        latest = headed(connection, find_reports(connection, Query(outlet=name, limit=10)).rows)
        called = words_of_outlet(connection, name)
    return keep(render_page(request, "outlet.html.j2", outlet=profile, latest=latest, called=called))
