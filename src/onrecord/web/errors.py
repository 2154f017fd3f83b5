"""Pages for what went wrong: what, and what to do about it; for the API the same as JSON."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Match

from onrecord.model import OnRecordError
from onrecord.store.cursors import NoSuchPage
from onrecord.web.rendering import render_page

_WORDS = {
    400: "The address or form holds something that cannot be read",
    401: "A login is needed",
    403: "Not allowed",
    404: "Not in the record",
    413: "Too large",
    421: "Another server's name",
    422: "The address or form holds something that cannot be read",
    429: "Too many requests",
    500: "Something failed here",
    503: "The record cannot be read at the moment",
}


def error_response(request: Request, status: int, message: str) -> Response:
    """An error as the asker can read it.

    Args:
        request: what was asked.
        status: of HTTP.
        message: a sentence for a person; may hold text of others, it is escaped.
    """
    if request.url.path.startswith("/api/"):
        return _problem(status, message)
    if message == HTTPStatus(404).phrase:
        message = "There is no page of that address."
    title = _WORDS.get(status) or HTTPStatus(status).phrase
    return render_page(request, "error.html.j2", status=status, title=title, message=message)


def _methods(app: FastAPI, request: Request) -> list[str]:
    here = [r for r in app.router.routes if r.matches(request.scope)[0] is not Match.NONE]
    return sorted({method for route in here for method in getattr(route, "methods", None) or ()})


def _problem(status: int, message: str) -> Response:
    """An error for a program (RFC 9457)."""
    content = {"type": "about:blank", "title": _WORDS.get(status) or HTTPStatus(status).phrase, "status": status}
    return JSONResponse({**content, "detail": message}, status, media_type="application/problem+json")


def register_errors(app: FastAPI) -> None:
    """Makes the app answer with these pages."""

    async def raised(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        answer = error_response(request, error.status_code, str(error.detail))
        answer.headers.update(error.headers or {})
        if error.status_code == 405:  # a path may have several routes, of which the router names one
            answer.headers["Allow"] = ", ".join(_methods(app, request))
        return answer

    async def misread(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        if request.url.path.startswith("/api/"):
            wrong = (f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors()[:20])
            return _problem(422, "; ".join(wrong))
        fields = ", ".join(sorted({str(e["loc"][-1]) for e in error.errors()}))
        return error_response(request, 422, f"Look again at: {fields}.")

    async def misused(request: Request, error: Exception) -> Response:
        return error_response(request, 400 if "after" in request.query_params else 503, str(error))

    async def misplaced(request: Request, error: Exception) -> Response:
        return error_response(request, 404, str(error))

    async def failed(request: Request, error: Exception) -> Response:
        from onrecord.web.guarding import HEADERS

        answer = error_response(request, 500, "It has been written to the server's log. Nothing was changed.")
        answer.headers.update(HEADERS)
        return answer

    app.add_exception_handler(HTTPException, raised)
    app.add_exception_handler(RequestValidationError, misread)
    app.add_exception_handler(NoSuchPage, misplaced)
    app.add_exception_handler(OnRecordError, misused)
    app.add_exception_handler(Exception, failed)
