"""What an address asks for, and the store that answers: everything from outside is bounded and checked here."""

import re
from typing import Any

from fastapi import HTTPException, Request

from onrecord.model import Span
from onrecord.store.opening import Store
from onrecord.store.searching import Query
from onrecord.web.working import Worker

PAGE = 25  # rows a page
_LONGEST = 200  # characters of a field
_DAY = re.compile(r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")
_PLACE = re.compile(r"^(\d{1,9})-(\d{1,9})$", re.ASCII)
_CURSOR = re.compile(r"^(?:[0-9a-f]{2}){1,400}$")
_UNSENT = re.compile("[\x00\ud800-\udfff]")
ALIGNMENTS = ("corroborated", "disputed", "single_source")
KINDS = ("person", "organisation", "place", "group", "other")


def store_of(request: Request) -> Store:
    """The store that is served."""
    store = request.app.state.store
    assert isinstance(store, Store)
    return store


def worker_of(request: Request) -> Worker:
    """What does the long work."""
    worker = request.app.state.worker
    assert isinstance(worker, Worker)
    return worker


def field(request: Request, name: str, longest: int = _LONGEST) -> str | None:
    """A field of the address, stripped; None where it is absent or empty.

    Raises:
        HTTPException: 400, for one longer than any honest question.
    """
    value = _UNSENT.sub("", request.query_params.get(name, "")).strip()
    if len(value) > longest:
        raise HTTPException(400, f"The field {name} may have {longest} characters.")
    return value or None


def one_of(request: Request, name: str, allowed: tuple[str, ...]) -> str | None:
    """A field that may have some values only; anything else counts as not given."""
    value = field(request, name)
    return value if value in allowed else None


def day(request: Request, name: str) -> str | None:
    """A field that holds a day.

    Raises:
        HTTPException: 400, for what is no day.
    """
    value = field(request, name)
    if value is not None and not _DAY.match(value):
        raise HTTPException(400, f"The field {name} takes a day such as 2020-05-17.")
    return value


def place(request: Request, name: str) -> Span | None:
    """A field that holds the characters START-END of a text.

    Raises:
        HTTPException: 400, for what is no such place.
    """
    value = field(request, name)
    if value is None:
        return None
    match = _PLACE.match(value)
    if not match or int(match[1]) >= int(match[2]):
        raise HTTPException(
            400, f"The field {name} takes the first character and the one behind the last, such as 17-42."
        )
    return Span(int(match[1]), int(match[2]))


def cursor(request: Request) -> str | None:
    """The place to go on from.

    Raises:
        HTTPException: 400, for one that these pages never gave.
    """
    value = field(request, "after", 800)
    if value is not None and not _CURSOR.match(value):
        raise HTTPException(400, "That is no place in these pages; begin at the first one.")
    return value


def query_of(request: Request, **fixed: Any) -> Query:
    """The question that an address asks; `fixed` fields are the page's own."""
    asked: dict[str, Any] = {
        "words": field(request, "q"),
        "outlet": field(request, "outlet"),
        "since": day(request, "since"),
        "until": day(request, "until"),
        "alignment": one_of(request, "alignment", ALIGNMENTS),
        "after": cursor(request),
        "limit": PAGE,
    }
    return Query(**{**asked, **fixed})


def asked(query: Query) -> dict[str, str | None]:
    """The fields of a question as its form shows them again."""
    return {
        "q": query.words,
        "outlet": query.outlet,
        "since": query.since,
        "until": query.until,
        "alignment": query.alignment,
    }
