"""Keeps finished pages until the record changes, so that two hundred readers of one story cost little more than one.

A page is kept under its address, the revision of the record it was made from and what its reader may do. It bears an ETag: a browser that
has it already is told so. Pages with forms are never kept; they say so by `Cache-Control: no-store`.
"""

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.access import Visitor

#: A page that says this in its headers may be kept; the value is the number of seconds after which it is made anew in any case.
KEEP = b"x-onrecord-keep"
_MOST_BYTES = 96_000_000
_LARGEST = 6_000_000
_LOOK_AGAIN = 0.25  # seconds for which the revision of the record is taken to stand

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

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            if scope["type"] == "http":
                self._asked = 0.0  # what comes after a change sees it
            await self.app(scope, receive, send)
            if scope["type"] == "http":
                self._asked = 0.0
            return
        key, revision = _key(scope), await self._current()
        kept = self._found(key, revision)
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
                self._revision = await run_in_threadpool(self._ask)
                self._asked = time.monotonic()
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
            headers = tuple(h for h in begun[0]["headers"] if h[0] not in (KEEP, b"etag", b"cache-control"))
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
    own = [(b"etag", kept.tag), (b"cache-control", b"private, no-cache"), (b"vary", b"Cookie, HX-Request")]
    asked = next((value for name, value in scope["headers"] if name == b"if-none-match"), b"")
    if kept.tag in asked:
        await send({"type": "http.response.start", "status": 304, "headers": own})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": [*kept.headers, *own]})
    await send({"type": "http.response.body", "body": kept.body})
