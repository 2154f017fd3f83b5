"""Pages are made once, shown to all, and made anew when the record has changed."""

import asyncio
import time
from typing import Any

import pytest

from onrecord.web import keeping
from onrecord.web.access import Visitor
from onrecord.web.keeping import Keeper


class Record:
    """A record of one page, that counts how often it was made."""

    def __init__(self) -> None:
        self.revision, self.made, self.slow = "1", 0, 0.0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        body = f"{scope['path']} of {self.revision}".encode()
        self.made += 1
        await asyncio.sleep(self.slow)
        lasting = [] if scope["path"] == "/form" else [(b"x-onrecord-keep", b"3600")]
        await send({"type": "http.response.start", "status": 200, "headers": lasting})
        await send({"type": "http.response.body", "body": body})


async def ask(keeper: Keeper, path: str = "/", method: str = "GET", **headers: str) -> tuple[int, str]:
    got: list[Any] = []

    async def send(message: Any) -> None:
        got.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    lines = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": lines}
    await keeper({**scope, "onrecord.visitor": Visitor("you", "editor", "x")}, receive, send)
    return got[0]["status"], b"".join(m.get("body", b"") for m in got).decode()


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch) -> Record:
    monkeypatch.setattr(keeping, "_LOOK_AGAIN", 0.0)
    return Record()


def test_many_who_ask_at_once_get_one_page(record: Record) -> None:
    async def run() -> list[tuple[int, str]]:
        record.slow = 0.02
        keeper = Keeper(record, lambda: record.revision)
        return list(await asyncio.gather(*(ask(keeper) for _ in range(50))))

    assert set(asyncio.run(run())) == {(200, "/ of 1")}
    assert record.made == 1


def test_forms_are_made_for_everybody(record: Record) -> None:
    async def run() -> None:
        keeper = Keeper(record, lambda: record.revision)
        await ask(keeper, "/form")
        await ask(keeper, "/form")

    asyncio.run(run())
    assert record.made == 2


def test_a_changed_record_is_shown_as_it_was_while_it_is_made_anew(record: Record) -> None:
    async def run() -> list[str]:
        keeper = Keeper(record, lambda: record.revision)
        await ask(keeper)
        record.revision, record.slow = "2", 0.02
        began = time.monotonic()
        first = [(await ask(keeper))[1] for _ in range(3)]
        assert time.monotonic() - began < 0.02, "nobody waits"
        await asyncio.sleep(0.1)
        return [*first, (await ask(keeper))[1]]

    assert asyncio.run(run()) == ["/ of 1", "/ of 1", "/ of 1", "/ of 2"]
    assert record.made == 2


def test_what_is_long_out_of_date_is_not_shown(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> str:
        keeper = Keeper(record, lambda: record.revision)
        await ask(keeper)
        record.revision = "2"
        await ask(keeper, "/other")
        monkeypatch.setattr(keeping, "_STILL_GOOD", 0.0)
        return (await ask(keeper))[1]

    assert asyncio.run(run()) == "/ of 2"


@pytest.mark.parametrize(("path", "method"), [("/corrections", "POST"), ("/jobs/1", "GET"), ("/history", "GET")])
def test_whoever_changes_something_sees_what_comes_of_it(record: Record, path: str, method: str) -> None:
    async def run() -> str:
        keeper = Keeper(record, lambda: record.revision)
        await ask(keeper)
        await ask(keeper, path, method)
        record.revision = "2"
        return (await ask(keeper))[1]

    assert asyncio.run(run()) == "/ of 2"
