"""The list of stories: what happened, on how many independent accounts, and whether it is disputed."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.store.searching import find_stories
from onrecord.web.asking import asked, query_of, store_of
from onrecord.web.listing import counts, outlet_names, story_outlets
from onrecord.web.rendering import keep, render_page

router = APIRouter()


@router.get("/")
def list_stories(request: Request) -> Response:
    """Stories, the latest first."""
    query = query_of(request)
    with store_of(request).reading() as connection:
        page = find_stories(connection, query)
        outlets = story_outlets(connection, [row["id"] for row in page.rows])
        names, held = outlet_names(connection), counts(connection)
    return keep(
        render_page(
            request,
            "stories.html.j2",
            page=page,
            outlets=outlets,
            names=names,
            held=held,
            asked=asked(query),
            first=query.after is None,
        )
    )
