"""Pages are fetched politely, once, kept as they came, and never from the user's own network."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from onrecord.reading.addresses import Forbidden, checked_address, is_public, without_secrets
from onrecord.reading.fetching import Fetcher
from onrecord.reading.inputs import read_reports
from onrecord.reading.visiting import Manners

pytest.importorskip("httpx")
pytest.importorskip("fastwarc")
TEXT = "The ferry left Bergen at noon on Tuesday, four hours late, the coastguard said in a short note. "
PAGE = f"<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1><p>{TEXT * 3}</p></article></body></html>".encode()


class Server(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []
    failing: ClassVar[list[int]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/robots.txt":
            return self.answer(200, b"User-agent: *\nDisallow: /private\n")
        if self.path == "/moved":
            return self.answer(302, b"", Location="/page")
        if self.path == "/inward":
            return self.answer(302, b"", Location="http://metadata.example/latest")
        if self.path == "/failing" and self.failing:
            return self.answer(self.failing.pop(), b"", **{"Retry-After": "7"})
        if self.headers.get("If-None-Match") == '"1"':
            return self.answer(304, b"")
        return self.answer(200, PAGE, ETag='"1"') if self.path != "/none" else self.answer(404, b"")

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(body)),
            **headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def home() -> Iterator[str]:
    Server.asked.clear()
    Server.failing.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def fetcher(folder: Path, waits: list[float] | None = None) -> Fetcher:
    waited = waits if waits is not None else []
    return Fetcher(folder, Manners(interval=0.0, allow_private=True), wait=waited.append)


def test_a_page_is_kept_and_read(home: str, tmp_path: Path) -> None:
    (done,) = fetcher(tmp_path).fetch([f"{home}/page"])
    assert done.outcome == "stored"
    (report,) = read_reports([tmp_path / done.file])
    assert TEXT.strip() in report.text
    assert report.url == f"{home}/page"


def test_nothing_is_fetched_or_kept_twice(home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"{home}/page"
    assert [d.outcome for d in fetcher(tmp_path).fetch([url, url])] == ["stored"]
    assert [d.outcome for d in fetcher(tmp_path).fetch([url])] == ["fresh"]
    monkeypatch.setattr("onrecord.reading.fetching._FRESH", -1.0)
    assert [d.outcome for d in fetcher(tmp_path).fetch([url])] == ["unchanged"]
    assert len(list(tmp_path.glob("*.warc.gz"))) == 1
    assert Server.asked.count("/page") == 2


def test_a_crash_leaves_a_folder_that_can_be_resumed(home: str, tmp_path: Path) -> None:
    list(fetcher(tmp_path).fetch([f"{home}/page"]))
    with (tmp_path / "fetched.jsonl").open("ab") as index:
        index.write(b'{"key": "cut o')
    assert [d.outcome for d in fetcher(tmp_path).fetch([f"{home}/page", f"{home}/other"])] == ["fresh", "stored"]
    assert len(list(tmp_path.glob("*.warc.gz"))) == 2


def test_robots_are_obeyed(home: str, tmp_path: Path) -> None:
    (done,) = fetcher(tmp_path).fetch([f"{home}/private/page"])
    assert (done.outcome, Server.asked) == ("refused", ["/robots.txt"])


def test_a_failing_server_is_asked_again_when_it_says(home: str, tmp_path: Path) -> None:
    Server.failing[:] = [503, 503]
    waits: list[float] = []
    (done,) = fetcher(tmp_path, waits).fetch([f"{home}/failing"])
    assert (done.outcome, waits) == ("stored", [7.0, 7.0])


def test_what_is_not_there_is_said(home: str, tmp_path: Path) -> None:
    (done,) = fetcher(tmp_path).fetch([f"{home}/none"])
    assert (done.outcome, done.message) == ("failed", "the server answered 404")


def test_redirects_are_followed_to_where_they_may_lead(home: str, tmp_path: Path) -> None:
    port = int(home.rpartition(":")[2])

    def resolver(host: str, _port: int) -> list[str]:
        return {"127.0.0.1": ["127.0.0.1"]}.get(host, ["169.254.169.254"])

    (moved,) = fetcher(tmp_path).fetch([f"{home}/moved"])
    assert moved.outcome == "stored"
    for url in (f"http://metadata.example:{port}/", "http://127.0.0.1:1/", f"{home}/page"):
        (done,) = Fetcher(tmp_path / "b", Manners(interval=0.0), resolver=resolver, wait=lambda _: None).fetch([url])
        assert done.outcome == "refused"
        assert "no public address" in done.message


def test_a_redirect_inward_is_refused(home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.reading.addresses.is_public", lambda address: address == "127.0.0.1")

    def resolver(host: str, _port: int) -> list[str]:
        return ["127.0.0.1"] if host == "127.0.0.1" else ["169.254.169.254"]

    (done,) = Fetcher(tmp_path, Manners(interval=0.0), resolver=resolver, wait=lambda _: None).fetch([f"{home}/inward"])
    assert done.outcome == "refused"
    assert "169.254.169.254" in done.message


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
     "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_a_host_with_one_private_address_is_refused() -> None:
    assert checked_address("a", 80, False, lambda h, p: ["8.8.8.8"]) == "8.8.8.8"
    with pytest.raises(Forbidden):
        checked_address("a", 80, False, lambda h, p: ["8.8.8.8", "10.0.0.1"])


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.example/x", "http://", "javascript:1", "gopher://127.0.0.1/"]
)
def test_only_web_pages(url: str, tmp_path: Path) -> None:
    (done,) = fetcher(tmp_path).fetch([url])
    assert done.outcome == "refused"


def test_secrets_are_neither_logged_nor_kept(home: str, tmp_path: Path) -> None:
    assert without_secrets("http://u:p@a.example/x?a=1&api_key=abc#f") == "http://a.example/x?a=1&api_key=***"
    (done,) = fetcher(tmp_path).fetch([f"{home}/page?token=hunter2"])
    assert done.outcome == "stored"
    assert "hunter2" not in done.url + (tmp_path / "fetched.jsonl").read_text()
    (report,) = read_reports([tmp_path / done.file])
    assert "hunter2" not in str(report)
