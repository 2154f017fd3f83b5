"""Keeps finished pages until the record changes, so that two hundred readers of one story cost little more than one.

A page is kept under its address, the revision of the record it was made from and what its reader may do. It bears an ETag: a browser that
has it already is told so. Pages with forms are never kept; they say so by `Cache-Control: no-store`.

When a settle has changed the record, all pages are out of date at once, and two hundred readers would wait for all of them to be made. For
two minutes at most they get the page as it was, while it is made anew behind them. Not after a change that came through this server, nor
after somebody looked at how far the work on it is: whoever corrects something sees what comes of it.
"""

import asyncio
import hashlib
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.access import Visitor

_LOG = logging.getLogger(__name__)

#: A page that says this in its headers may be kept; the value is the number of seconds after which it is made anew in any case.
KEEP = b"x-onrecord-keep"
_MOST_BYTES = 96_000_000
_LARGEST = 6_000_000
_LOOK_AGAIN = 0.25  # seconds for which the revision of the record is taken to stand
_STILL_GOOD = 120.0  # seconds for which a page that is out of date is shown while it is made anew
_ALL_FRESH = 120.0  # seconds after a change through this server in which none is
_OF_CHANGES = ("/jobs/", "/history")  # pages of those who wait for a change
_AT_ONCE = 1  # pages made anew behind the readers at the same time
_MOST_REVISIONS = 64

Key = tuple[str, str, str, bool]


@dataclass(frozen=True)
class _Kept:
    revision: str
    until: float
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    tag: bytes


class Keeper:
    """Stands between the guard and the application.

    Args:
        app: the application.
        revision: of the record; asked for at most a few times a second.
    """

    def __init__(self, app: ASGIApp, revision: Callable[[], str]) -> None:
        self.app = app
        self._ask = revision
        self._revision, self._asked = "", 0.0
        self._asking = asyncio.Lock()
        self._pages: OrderedDict[Key, _Kept] = OrderedDict()
        self._bytes = 0
        self._making: dict[Key, asyncio.Lock] = {}
        self._outdated: OrderedDict[str, float] = OrderedDict()  # revision -> when another one took its place
        self._fresh_until = 0.0
        self._renewing: dict[Key, asyncio.Task[None]] = {}
        self._places = asyncio.Semaphore(_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._pass_on(scope, receive, send)
            return
        if scope["path"].startswith(_OF_CHANGES):
            self._asked, self._fresh_until = 0.0, time.monotonic() + _ALL_FRESH
        key, revision = _key(scope), await self._current()
        kept = self._found(key, revision) or self._still_good(key)
        if kept is not None and (kept.revision != revision or kept.until < time.monotonic()):
            self._renew(key, revision, scope)
        if kept is None:
            lock = self._making.setdefault(key, asyncio.Lock())
            try:
                async with lock:  # many who ask for one page at once wait for one to be made
                    kept = self._found(key, revision)
                    if kept is None:
                        await self._make(key, revision, (scope, receive, send))
                        return
            finally:
                if not lock.locked():
                    self._making.pop(key, None)
        await _answer(scope, send, kept)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        """What is no page: what comes after a change sees it."""
        if scope["type"] == "http" and scope["method"] != "OPTIONS":
            self._asked, self._fresh_until = 0.0, time.monotonic() + _ALL_FRESH
        await self.app(scope, receive, send)
        if scope["type"] == "http":
            self._asked = 0.0

    def _still_good(self, key: Key) -> _Kept | None:
        """A page that is out of date, but not for long."""
        kept, now = self._pages.get(key), time.monotonic()
        if kept is None or now < self._fresh_until:
            return None
        since = min(self._outdated.get(kept.revision, now if kept.revision == self._revision else 0.0), kept.until)
        return kept if now - since < _STILL_GOOD else None

    def _renew(self, key: Key, revision: str, scope: Scope) -> None:
        if key in self._renewing:
            return

        async def renewing() -> None:
            try:
                async with self._places:
                    await self._make(key, revision, (dict(scope), _nothing, _nowhere))
            except Exception:  # noqa: BLE001 - the next one who asks for it is told what is wrong
                _LOG.exception("a page could not be made anew")
            finally:
                self._renewing.pop(key, None)

        self._renewing[key] = asyncio.create_task(renewing())

    def _found(self, key: Key, revision: str) -> _Kept | None:
        kept = self._pages.get(key)
        if kept is None or kept.revision != revision or kept.until < time.monotonic():
            return None
        self._pages.move_to_end(key)
        return kept

    async def _current(self) -> str:
        if time.monotonic() - self._asked < _LOOK_AGAIN:
            return self._revision
        async with self._asking:
            if time.monotonic() - self._asked >= _LOOK_AGAIN:
                revision = await run_in_threadpool(self._ask)
                self._asked = time.monotonic()
                if revision != self._revision:
                    self._outdated[self._revision] = self._asked
                    self._outdated.pop(revision, None)
                    while len(self._outdated) > _MOST_REVISIONS:
                        self._outdated.popitem(last=False)
                self._revision = revision
        return self._revision

    async def _make(self, key: Key, revision: str, connection: tuple[Scope, Receive, Send]) -> None:
        scope, receive, send = connection
        begun: list[Message] = []
        pieces: list[bytes] = []

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                begun.append(message)
                if not _lasts(message):
                    await send(message)
                return
            if not begun or not _lasts(begun[0]):
                await send(message)
                return
            pieces.append(message.get("body", b""))

        await self.app(scope, receive, sending)
        if begun and (lasts := _lasts(begun[0])):
            body = b"".join(pieces)
            headers = tuple(h for h in begun[0]["headers"] if h[0] not in (KEEP, b"etag", b"cache-control", b"vary"))
            tag = b'"' + hashlib.sha256(body).hexdigest()[:24].encode() + b'"'
            kept = _Kept(revision, time.monotonic() + lasts, headers, body, tag)
            self._put(key, kept)
            await _answer(scope, send, kept)

    def _put(self, key: Key, kept: _Kept) -> None:
        old = self._pages.pop(key, None)
        self._bytes -= len(old.body) if old else 0
        if len(kept.body) > _LARGEST:
            return
        self._pages[key] = kept
        self._bytes += len(kept.body)
        while self._bytes > _MOST_BYTES:
            _, gone = self._pages.popitem(last=False)
            self._bytes -= len(gone.body)


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


async def _nowhere(message: Message) -> None:
    """Nobody waits for this page."""


def _key(scope: Scope) -> Key:
    visitor: Visitor = scope["onrecord.visitor"]
    part = any(name == b"hx-request" for name, _ in scope["headers"])
    return scope["path"], scope["query_string"].decode("latin-1"), f"{visitor.role} {visitor.has_session}", part


def _lasts(start: Message) -> float:
    """Seconds for which a page may be kept; 0 for one that may not."""
    if start["status"] != 200:
        return 0.0
    return next((float(value) for name, value in start["headers"] if name == KEEP), 0.0)


async def _answer(scope: Scope, send: Send, kept: _Kept) -> None:
    own = [
        (b"etag", kept.tag),
        (b"cache-control", b"private, no-cache"),
        (b"vary", b"Authorization, Cookie, HX-Request"),
    ]
    asked = next((value for name, value in scope["headers"] if name == b"if-none-match"), b"")
    if kept.tag in asked or asked.strip() == b"*":
        await send({"type": "http.response.start", "status": 304, "headers": own})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": [*kept.headers, *own]})
    await send({"type": "http.response.body", "body": kept.body})
