"""What stands before every page: who may ask, under which name, how much, and what a browser may do with the answer.

It is plain ASGI, outside all routes, so that no page and no part of the API can be forgotten.
"""

import ipaddress
import math
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import quote, urlsplit

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.access import Door, Visitor
from onrecord.web.errors import error_response
from onrecord.web.rates import Rates
from onrecord.web.settings import Settings

#: One style sheet, one origin, no inline anything: nothing of a report can act even if it were to slip through as markup.
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_PROXY_HEADERS = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
#: Whoever has no token may see these.
_OPEN_PATHS = ("/login", "/static/")
_COSTLY = ("/search", "/compare", "/add", "/corrections", "/api/")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_MOST_FORM = 1_000_000  # bytes of a form or an API request
_UPLOAD_PATHS = ("/add", "/api/reports")
_LOGINS_A_MINUTE = 10

Refusal = tuple[int, str]


class Guard:
    """Refuses what must not come in, and puts the security headers on whatever goes out."""

    def __init__(self, app: ASGIApp, settings: Settings, door: Door) -> None:
        self.app = app
        self._settings = settings
        self._door = door
        self._costly = Rates(settings.costly_a_minute)
        self._logins = Rates(_LOGINS_A_MINUTE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await (self.app(scope, receive, send) if scope["type"] == "lifespan" else _refuse_socket(receive, send))
            return
        request, sending = Request(scope), _with_headers(send)
        visitor = self._door.visitor(request)
        answer = self._answer_to(request, visitor)
        if answer is not None:
            await answer(scope, receive, sending)
            return
        if scope["method"] == "HEAD":  # what a GET says, but for the body
            scope, sending = {**scope, "method": "GET"}, _bodiless(sending)
        scope["onrecord.visitor"] = visitor or Visitor("", "reader", "")
        most = self._settings.most_upload if request.url.path.startswith(_UPLOAD_PATHS) else _MOST_FORM
        await self.app(scope, _bounded(receive, most), sending)

    def _answer_to(self, request: Request, visitor: Visitor | None) -> Response | None:
        """What to say instead of passing the request on; None to pass it on."""
        for check in (self._check_name, self._check_proxy, self._check_origin, self._check_size):
            if refusal := check(request):
                return error_response(request, *refusal)
        if visitor is None and not request.url.path.startswith(_OPEN_PATHS):
            return _ask_for_login(request)
        wait = self._wait(request, visitor)
        if wait:
            answer = error_response(
                request, 429, f"Too many requests of this kind; try again in {math.ceil(wait)} seconds."
            )
            answer.headers["Retry-After"] = str(math.ceil(wait))
            return answer
        return None

    def _check_name(self, request: Request) -> Refusal | None:
        """Against DNS rebinding: a foreign name that was made to point here is none of ours."""
        name = host_name(request.headers.get("host", ""))
        if name in self._settings.names or name == self._settings.host:
            return None
        if self._settings.is_open:
            return None if name in _LOOPBACK_NAMES else (421, "This server does not go by that name.")
        return None if _is_address(name) or name == "localhost" else (421, "This server does not go by that name.")

    def _check_proxy(self, request: Request) -> Refusal | None:
        """Behind a proxy everybody comes from loopback: there the open door would be open to all."""
        if self._settings.is_open and any(h in request.headers for h in _PROXY_HEADERS):
            return 403, "Without a user list this server answers this machine only, not a proxy."
        return None

    def _check_origin(self, request: Request) -> Refusal | None:
        """What changes something must come from a page of this very server (or from a program that names no page)."""
        if request.method in _SAFE:
            return None
        site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
        if site not in (None, "same-origin") or (
            origin is not None and not _same_host(origin, request.headers.get("host", ""))
        ):
            return 403, "This request comes from another site's page."
        return None

    def _check_size(self, request: Request) -> Refusal | None:
        length = request.headers.get("content-length", "0")
        most = self._settings.most_upload if request.url.path.startswith(_UPLOAD_PATHS) else _MOST_FORM
        if not length.isdigit() or int(length) > most:
            return 413, _too_much(most)
        return None

    def _wait(self, request: Request, visitor: Visitor | None) -> float:
        client = visitor.name if visitor else request.client.host if request.client else ""
        path = request.url.path
        if path == "/login" and request.method == "POST":
            return self._logins.wait(request.client.host if request.client else "")
        return self._costly.wait(client) if not self._settings.is_open and path.startswith(_COSTLY) else 0.0


def _too_much(most: int) -> str:
    return f"That is more than the {most // 1_000_000} million bytes that may be sent at once."


def host_name(host: str) -> str:
    """The name in a Host header, without the port.

    >>> host_name("LocalHost:8321"), host_name("[::1]:8321"), host_name("::1")
    ('localhost', '::1', '::1')
    """
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.lower() if host.count(":") > 1 else host.partition(":")[0].lower()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _same_host(origin: str, host: str) -> bool:
    return urlsplit(origin).netloc.lower() == host.lower()


def _ask_for_login(request: Request) -> Response:
    if request.url.path.startswith("/api/") or request.method not in _SAFE or "authorization" in request.headers:
        answer = error_response(request, 401, "A token is needed.")
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?next={quote(target, safe='')}", 303)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sending


def _bodiless(send: Send) -> Send:
    async def sending(message: Message) -> None:
        is_body = message["type"] == "http.response.body"
        await send({**message, "body": b""} if is_body else message)

    return sending


def _bounded(receive: Receive, most: int) -> Callable[[], Awaitable[Message]]:
    """The request's body, cut off where it is longer than it may be, whatever length it gave beforehand."""
    got = 0

    async def receiving() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > most:
            raise HTTPException(413, _too_much(most))
        return message

    return receiving


async def _refuse_socket(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.close", "code": 1008})
