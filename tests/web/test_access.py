"""Every route there is, asked by everybody there is: none was forgotten."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.routing import APIRoute
from lxml import html
from starlette.testclient import TestClient

from onrecord.desk.adding import add_reports
from onrecord.model import Context
from onrecord.reading.inputs import read_reports
from onrecord.store.opening import open_store
from onrecord.web.api import bulk, correcting, record
from onrecord.web.app import PAGES, make_app
from onrecord.web.settings import Settings, User, hash_token, new_token

READER, EDITOR = new_token(), new_token()
USERS = (User("Ada", "reader", hash_token(READER)), User("Ed", "editor", hash_token(EDITOR)))
OPEN_TO_ALL = {"/login", "/static/{name}"}
MINE = {"/logout"}  # what a reader may change: whether they are in
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
ROWS = (
    {"id": EVIL, "outlet": EVIL, "title": f"Harbour {EVIL}", "url": "javascript:alert(3)", "published": "2025-03-14"},
    {
        "id": "two",
        "outlet": "{{ 7 * 7 }}<svg/onload=alert(4)>",
        "title": "Quillmoor harbour closed\u202e",
        "publisher": EVIL,
    },
)
TEXT = (
    f"Quillmoor harbour closed {EVIL}\nThe harbour of Quillmoor was closed on Monday, Mayor Edna Marsh {EVIL} said. "
    '"It\'s </p></body></html> over," said Edna Marsh. At least 12 <b onclick=alert(5)>boats</b> were damaged.\x00\x1b[31m'
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("access")
    lines = folder / "evil.jsonl"
    lines.write_text("".join(json.dumps({**row, "text": TEXT}) + "\n" for row in ROWS), encoding="utf-8")
    with open_store(str(folder / "record.db"), create=True) as made:
        add_reports(made, read_reports([str(lines)]), Context())
    return folder / "record.db"


@pytest.fixture(scope="module")
def shut(store: Path) -> Iterator[TestClient]:
    settings = Settings(store=str(store), host="0.0.0.0", names=("record.example",), users=USERS)
    with TestClient(make_app(settings), base_url="http://record.example", follow_redirects=False) as client:
        yield client


def routes() -> list[tuple[str, str]]:
    """(method, path) of every route, pages and API."""
    found = [r for pages in PAGES for r in pages.router.routes if isinstance(r, APIRoute)]
    mine = [(m, r.path) for r in found for m in sorted(r.methods)]
    parts = [r for part in (record, correcting, bulk) for r in part.router.routes if isinstance(r, APIRoute)]
    every = mine + [(m, f"/api/v1{r.path}") for r in parts for m in sorted(r.methods)]
    assert len(every) > 40
    return [*every, ("GET", "/static/{name}"), ("GET", "/api/openapi.json"), ("GET", "/nothing")]


def filled(path: str) -> str:
    return re.sub(
        r"\{number[^}]*\}", "1", re.sub(r"\{kind[^}]*\}", "claims", re.sub(r"\{(?!number|kind)[^}]*\}", "s1", path))
    )


def test_nobody_comes_in_anywhere_without_a_token(shut: TestClient) -> None:
    for method, path in routes():
        if path in OPEN_TO_ALL:
            continue
        status = shut.request(method, filled(path)).status_code
        assert status == (303 if method == "GET" and not path.startswith("/api") else 401), (method, path)


def test_a_reader_changes_nothing(shut: TestClient) -> None:
    headers = {"Authorization": f"Bearer {READER}"}
    for method, path in routes():
        if method == "GET" or path in OPEN_TO_ALL | MINE:
            continue
        place = {"report": "two", "start": 0, "end": 5}
        given = (
            {"json": {"kind": "not_a_claim", "subject": [place]}}
            if path.startswith("/api")
            else {"data": {"kind": "x"}}
        )
        assert shut.request(method, filled(path), headers=headers, **given).status_code == 403, (method, path)
    for path in ("/add", "/jobs/x", "/correct/actor?actor=a1", "/correct/story?story=s1"):
        assert shut.get(path, headers=headers).status_code == 403, path


def test_no_form_is_taken_without_its_token(store: Path) -> None:
    settings = Settings(store=str(store), host="0.0.0.0", names=("record.example",), users=USERS)
    with TestClient(make_app(settings), base_url="http://record.example", follow_redirects=False) as client:
        assert client.post("/login", data={"token": EDITOR}).status_code == 303
        for method, path in routes():
            if method != "POST" or path.startswith("/api") or path == "/login":
                continue
            for token in ("", "0" * 64):
                answer = client.post(filled(path), data={"form_token": token, "kind": "not_a_claim", "text": "x"})
                assert answer.status_code == 403, path


def test_on_another_address_it_does_not_start_without_a_login(store: Path) -> None:
    program = "import sys; from onrecord.cli.main import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "serve", "--store", str(store), "--host", "0.0.0.0", "--port", "0"]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, env={"PATH": "", "HOME": str(store.parent)}
    )
    assert done.returncode != 0
    assert "ONRECORD_TOKEN" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def pages(client: TestClient) -> Iterator[str]:
    """Pages that show words of the hostile reports, whatever they name."""
    api = client.get("/api/v1/stories").json()["stories"]
    actors = client.get("/api/v1/actors").json()["actors"]
    yield from (
        "/",
        "/actors",
        "/outlets",
        "/problems",
        "/history",
        "/add",
        f"/search?q={'harbour'}",
        "/search?q=<script>",
    )
    yield from (f"/search?q=harbour&what={what}" for what in ("statements", "claims", "events"))
    for story in api:
        yield from (f"/stories/{story['story']}", f"/correct/story?story={story['story']}&q=harbour")
        claims = client.get(f"/api/v1/stories/{story['story']}").json()["claims"]
        yield from (f"/correct/claim?story={story['story']}&claim={c['claim']}" for c in claims[:2])
    yield from (f"/actors/{a['actor']}" for a in actors)
    yield from (f"/correct/actor?actor={a['actor']}&q=e" for a in actors)
    yield from (f"/report?id={quote(row['id'])}&at=0-40" for row in ROWS)
    yield from (f"/outlet?name={quote(row['outlet'])}" for row in ROWS)
    yield f"/compare?a={quote(EVIL)}&b=two"
    yield f"/compare?a={quote(EVIL)}"
    yield f"/nothing/{quote(EVIL, safe='')}"
    yield f"/search?q={quote(EVIL)}&outlet={quote(EVIL)}&what=statements&speaker={quote(EVIL)}"
    yield f"/history?made={quote(EVIL)}"


def test_no_words_of_a_report_or_an_address_are_ever_markup(store: Path) -> None:
    with TestClient(make_app(Settings(store=str(store))), base_url="http://localhost:8321") as client:
        seen = 0
        for address in pages(client):
            answer = client.get(address)
            assert answer.status_code in (200, 404), address
            tree = html.document_fromstring(answer.content)
            scripts = tree.xpath("//script")
            assert all((s.get("src") or "").startswith("/static/") and not (s.text or "").strip() for s in scripts), (
                address
            )
            assert not tree.xpath("//@*[starts-with(name(), 'on')] | //@style | //img | //svg[@onload] | //iframe"), (
                address
            )
            links = tree.xpath("//a/@href")
            assert all(link.startswith(("/", "#", "?")) or link == "" for link in links), (address, links)
            assert not re.search("[\x00\x1b\u202e]", answer.text), address
            assert "{{ 7 * 7 }}" in answer.text or "49<svg" not in answer.text, address
            seen += "alert(" in answer.text
        assert seen > 10, "the hostile words are there, as words"
