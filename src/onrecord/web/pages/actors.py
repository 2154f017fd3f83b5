"""People and organisations: what they said over time and across outlets, and what each outlet calls them."""

from typing import Any

import msgspec
from fastapi import APIRouter, HTTPException, Request
from sqlalchemy import select
from starlette.responses import Response

from onrecord.store import schema_stories as st
from onrecord.store.searching import find_actors
from onrecord.web.asking import KINDS, asked, field, one_of, query_of, store_of
from onrecord.web.listing import outlet_names, titles
from onrecord.web.naming import called_by, said_by_month
from onrecord.web.rendering import keep, render_page
from onrecord.web.saying import said_by

router = APIRouter()


@router.get("/actors")
def list_actors(request: Request) -> Response:
    """Those in most reports first."""
    query = query_of(request, type=one_of(request, "kind", KINDS), outlet=None, since=None, until=None, alignment=None)
    with store_of(request).reading() as connection:
        page = find_actors(connection, query)
    shown = {"q": query.words, "kind": query.type}
    return keep(render_page(request, "actors.html.j2", page=page, asked=shown, kinds=KINDS, first=query.after is None))


@router.get("/actors/{actor}")
def show_actor(request: Request, actor: str) -> Response:
    """One of them."""
    story = field(request, "story")
    query = query_of(request, speaker=actor, story=story, alignment=None)
    with store_of(request).reading() as connection:
        row = connection.execute(select(st.actors).where(st.actors.c.id == actor)).mappings().first()
        if row is None:
            raise HTTPException(404, "The record names nobody of that number. They may have become one with another.")
        page = said_by(connection, actor, query)
        months = said_by_month(connection, actor)
        names = called_by(connection, actor)
        outlets, told = (
            outlet_names(connection),
            titles(connection, sorted({r["story_id"] for r in page.rows if r["story_id"]})),
        )
    values: dict[str, Any] = {
        "actor": row,
        "aliases": msgspec.json.decode(row["aliases"], type=list[str]),
        "page": page,
        "months": months,
    }
    shown = {**asked(query), "story": story}
    return keep(
        render_page(
            request,
            "actor.html.j2",
            called=names,
            names=outlets,
            titles=told,
            asked=shown,
            first=query.after is None,
            **values,
        )
    )
