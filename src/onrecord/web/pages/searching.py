"""Full-text search over reports, statements, claims and events, with filters; the words that were found are marked where they stand."""

from collections.abc import Callable, Sequence
from typing import Any

from fastapi import APIRouter, Request
from markupsafe import Markup
from sqlalchemy import Connection, select
from starlette.responses import Response

from onrecord.store import schema as t
from onrecord.store.searching import Page, Query, find_claims, find_events, find_reports, find_statements, split_words
from onrecord.web.asking import asked, field, one_of, query_of, store_of
from onrecord.web.listing import headed, outlet_names, speakers, texts, titles
from onrecord.web.rendering import keep, render_page
from onrecord.web.snippets import cut_around, cut_snippets, marked_words, shown

router = APIRouter()

WHAT = ("reports", "statements", "claims", "events")
_FIND: dict[str, Callable[[Connection, Query], Page]] = {
    "reports": find_reports,
    "statements": find_statements,
    "claims": find_claims,
    "events": find_events,
}
_SECONDS = 60  # a result may be this old: what is added meanwhile shows in the next one


@router.get("/search")
def search(request: Request) -> Response:
    """What fits, twenty-five at a time."""
    what = one_of(request, "what", WHAT) or "reports"
    query = _query(request, what)
    with store_of(request).reading() as connection:
        page = _FIND[what](connection, query) if _is_asked(query) else Page(())
        rows = _with_words(connection, page.rows, what, split_words(query.words or ""))
        names, types = outlet_names(connection), _types(connection)
        told = titles(connection, sorted({r["story_id"] for r in rows if r.get("story_id")}))
    fields = {"what": what, **asked(query), "speaker": query.speaker, "type": query.type}
    values: dict[str, Any] = {
        "rows": rows,
        "next": page.next,
        "names": names,
        "types": types,
        "titles": told,
        "is_asked": _is_asked(query),
    }
    return keep(
        render_page(request, "search.html.j2", what=what, asked=fields, first=query.after is None, **values), _SECONDS
    )


def _query(request: Request, what: str) -> Query:
    """Only the filters that the kind of result knows: the others are not there to be filled in."""
    fixed: dict[str, Any] = {"speaker": field(request, "speaker") if what == "statements" else None}
    fixed["type"] = field(request, "type") if what == "events" else None
    if what != "claims":
        fixed["alignment"] = None
    else:
        fixed.update(since=None, until=None)
    return query_of(request, **fixed)


def _is_asked(query: Query) -> bool:
    return any((query.words, query.outlet, query.speaker, query.type, query.alignment, query.since, query.until))


def _with_words(
    connection: Connection, rows: Sequence[dict[str, Any]], what: str, words: Sequence[str]
) -> list[dict[str, Any]]:
    """The rows with what is `shown` of each, the words that were looked for marked; of reports with the `pieces` that hold them."""
    if what == "reports":
        held = texts(connection, [row["id"] for row in rows])
        return [
            {**row, "shown": marked_words(row["title"], words), "pieces": _pieces(held[row["id"]], row["title"], words)}
            for row in headed(connection, rows)
        ]
    if what == "events":
        held = texts(connection, sorted({row["report_id"] for row in rows}))
        around = [(row, held[row["report_id"]]) for row in rows]
        return [{**row, "shown": shown(text, cut_around(text, row["start"], row["end"]))} for row, text in around]
    if what == "claims":
        return [{**row, "shown": marked_words(row["text"], words)} for row in rows]
    who = speakers(connection, rows) if rows else {}
    return [
        {**row, "shown": marked_words(row["content"], words), "actors": who.get((row["report_id"], row["id"]), [])}
        for row in rows
    ]


def _pieces(text: str, title: str, words: Sequence[str]) -> list[Markup]:
    begin = len(title) if text.startswith(title) else 0
    return [shown(text, s) for s in cut_snippets(text, words, begin)]


def _types(connection: Connection) -> list[str]:
    """The types of event that occur."""
    return sorted(connection.scalars(select(t.events.c.type).distinct()))
