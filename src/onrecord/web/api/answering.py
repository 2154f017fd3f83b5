"""What the routes of the API share: bounded parameters, answers with an ETag, problems as RFC 9457 has them."""

import hashlib
import re
from typing import Annotated, Any

import msgspec
from fastapi import HTTPException, Path, Query, Request
from pydantic import AfterValidator, BaseModel
from starlette.responses import Response

from onrecord.store.opening import Store, open_store
from onrecord.store.searching import MOST

_SECONDS = 30  # an answer may be this old
_UNSENT = re.compile("[\x00\ud800-\udfff]")  # what no database and no UTF-8 can hold


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


_AS_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_SAID: dict[int, str] = {
    400: "The request cannot be read",
    401: "A token is needed",
    403: "Not allowed",
    404: "Not in the record",
    413: "Too large",
    421: "Another server's name",
    422: "A parameter is not what it should be",
    429: "Too many requests",
    503: "The record cannot be read at the moment",
}
#: For the description: every route may answer with these.
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": words, "content": _AS_PROBLEM} for status, words in _SAID.items()
}
PROBLEMS[304] = {"description": "What the ETag in If-None-Match named is still what there is"}
PROBLEMS[400] = {"description": _SAID[400], "model": Problem, "content": _AS_PROBLEM}

Cleaned = AfterValidator(lambda text: _UNSENT.sub("", text))
Words = Annotated[
    str | None,
    Query(max_length=200, description='All of these words; a stretch "in quotation marks" as it stands.'),
    AfterValidator(lambda text: text and _UNSENT.sub("", text)),
]
Name = Annotated[str | None, Query(max_length=200), AfterValidator(lambda text: text and _UNSENT.sub("", text))]
Day = Annotated[
    str | None,
    Query(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", description="An ISO day."),
]
After = Annotated[
    str | None, Query(max_length=800, pattern="^([0-9a-f]{2})*$", description="`next` of the page before.")
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Items a page at most.")]
Id = Annotated[str, Path(max_length=400), Cleaned]


def store_of(request: Request) -> Store:
    """The store that is served; opened at the first question where the application has not opened it."""
    state = request.app.state
    if not isinstance(getattr(state, "store", None), Store):
        state.store = open_store(state.settings.store)
    store: Store = state.store
    return store


def answer(request: Request, content: Any, status: int = 200) -> Response:
    """Content as JSON with an ETag; 304 for whoever has it already.

    Args:
        request: what was asked.
        content: dataclasses, records or plain values; bytes are JSON already.
        status: of HTTP.
    """
    body = content if isinstance(content, bytes) else msgspec.json.encode(content)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Authorization, Cookie"}
    known = request.headers.get("if-none-match", "")
    if status == 200 and (tag in known or known.strip() == "*"):
        return Response(status_code=304, headers=headers)
    if status == 200 and request.method == "GET" and not request.url.path.endswith("/corrections"):
        headers["X-Onrecord-Keep"] = str(_SECONDS)
    return Response(body, status, headers, "application/json")


def missing(what: str, id: str) -> HTTPException:
    """404 for a thing that the record does not hold."""
    return HTTPException(404, f"The record has no {what} {id!r}.")
