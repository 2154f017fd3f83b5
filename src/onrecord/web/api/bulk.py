"""Everything of one kind as JSON lines. The store is read page by page: a reader who stalls holds nothing open."""

from collections.abc import Callable, Iterator
from typing import Any, Literal

import msgspec
from fastapi import APIRouter, Request
from sqlalchemy import Connection, select
from starlette.responses import StreamingResponse

from onrecord.desk import answering
from onrecord.store import schema as t
from onrecord.store import searching
from onrecord.store.loading import load_annotations, load_reports
from onrecord.store.opening import Store
from onrecord.web.api import listing
from onrecord.web.api.answering import store_of

router = APIRouter(tags=["bulk"])

_PAGE = 100
_FEW = 16  # whole reports or annotations read together

Kind = Literal["reports", "annotations", "stories", "claims", "statements", "events", "actors"]
#: A page of one kind: the items, and where to go on.
Turn = tuple[list[Any], str | None]


class JsonLines(StreamingResponse):
    """JSON lines."""

    media_type = "application/jsonl"


@router.get("/bulk/{kind}", response_class=JsonLines)
def stream(request: Request, kind: Kind) -> StreamingResponse:
    """All items of a kind, a line each, in the order and form of the lists; reports with their texts."""
    return JsonLines(_lines(store_of(request), _TURNERS[kind]), headers={"Cache-Control": "no-store"})


def _lines(store: Store, turn: Callable[[Connection, str | None], Turn]) -> Iterator[bytes]:
    encode, after = msgspec.json.Encoder().encode, None
    while True:
        with store.reading() as connection:
            items, after = turn(connection, after)
        yield b"".join(encode(item) + b"\n" for item in items)
        if after is None:
            return


def _ids(connection: Connection, after: str | None) -> tuple[list[str], str | None]:
    ids = t.reports.c.id
    chosen = select(ids).order_by(ids).limit(_FEW)
    found = list(connection.scalars(chosen if after is None else chosen.where(ids > after)))
    return found, found[-1] if len(found) == _FEW else None


def _reports(connection: Connection, after: str | None) -> Turn:
    ids, following = _ids(connection, after)
    return list(load_reports(connection, ids)), following


def _annotations(connection: Connection, after: str | None) -> Turn:
    ids, following = _ids(connection, after)
    found = load_annotations(connection, ids)
    return [found[id] for id in ids if id in found], following


def _query(after: str | None) -> searching.Query:
    return searching.Query(after=after, limit=_PAGE)


def _stories(connection: Connection, after: str | None) -> Turn:
    page = listing.stories(searching.find_stories(connection, _query(after)))
    return list(page.stories), page.next


def _claims(connection: Connection, after: str | None) -> Turn:
    page = searching.find_claims(connection, _query(after))
    return list(answering.answer_claims(connection, page.rows)), page.next


def _statements(connection: Connection, after: str | None) -> Turn:
    page = answering.who_said(connection, _query(after))
    return list(page.statements), page.next


def _events(connection: Connection, after: str | None) -> Turn:
    page = listing.events(connection, searching.find_events(connection, _query(after)))
    return list(page.events), page.next


def _actors(connection: Connection, after: str | None) -> Turn:
    page = listing.actors(searching.find_actors(connection, _query(after)))
    return list(page.actors), page.next


_TURNERS: dict[str, Callable[[Connection, str | None], Turn]] = {
    "reports": _reports,
    "annotations": _annotations,
    "stories": _stories,
    "claims": _claims,
    "statements": _statements,
    "events": _events,
    "actors": _actors,
}
