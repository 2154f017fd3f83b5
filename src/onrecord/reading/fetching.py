"""Addresses -> archived pages: polite, resumable, and never into the user's own network.

Each page is kept as it came, in a WARC file of its own, so that its evidence survives the page; `read_reports` reads the folder.
A file takes its name when it is whole, and the index gets its line afterwards: a crash loses one page at most and doubles none.
"""

import gzip
import hashlib
import os
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import msgspec

from onrecord.model import OnRecordError, Record
from onrecord.reading.addresses import Forbidden, Resolver, checked_address, resolve, without_secrets
from onrecord.reading.bounds import MAX_MEMBER
from onrecord.version import __version__

AGENT = f"onrecord/{__version__}"
_INDEX = "fetched.jsonl"
_ATTEMPTS, _REDIRECTS = 3, 5
_LONGEST_WAIT = 60.0  # seconds; a server that asks for more is asked again in another run
_FRESH = 3600.0  # seconds: a page fetched within them is not asked for again, so that a run can be resumed
_RETRIED = frozenset((408, 429, 500, 502, 503, 504))


class Fetched(Record, frozen=True):
    """What became of one address; a line of the index."""

    key: str  # SHA-256 of the address as given
    url: str  # without secrets
    outcome: str  # "stored", "unchanged", "fresh", "refused" or "failed"
    message: str = ""
    moment: float = 0.0  # seconds since 1970
    status: int = 0
    etag: str = ""
    last_modified: str = ""
    digest: str = ""
    file: str = ""


class Manners(Record, frozen=True):
    """How a run asks."""

    interval: float = 1.0  # seconds between two requests to a host
    timeout: float = 20.0  # seconds
    allow_private: bool = False


class Fetcher:
    """A run of fetching into one folder.

    Args:
        folder: where pages and index are kept; made where it is missing.
        manners: how to ask.
        resolver: host and port -> addresses; for tests.
        wait: sleeps some seconds; for tests.
    """

    def __init__(
        self,
        folder: Path,
        manners: Manners = Manners(),  # noqa: B008 - a frozen record
        resolver: Resolver = resolve,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._folder, self._manners, self._wait = folder, manners, wait
        folder.mkdir(parents=True, exist_ok=True)
        self._known = _read_index(folder / _INDEX)
        self._client = _client(manners, resolver)
        self._robots: dict[str, RobotFileParser | None] = {}
        self._asked: dict[str, float] = {}

    def fetch(self, urls: Iterable[str]) -> Iterator[Fetched]:
        """What became of each address, in the order given; one given twice is asked for once."""
        for url in dict.fromkeys(u.strip() for u in urls if u.strip()):
            done = self._fetch_one(url)
            if done.outcome in ("stored", "unchanged"):
                with (self._folder / _INDEX).open("ab") as out:
                    out.write(msgspec.json.encode(done) + b"\n")
                self._known[done.key] = done
            yield done

    def _fetch_one(self, url: str) -> Fetched:
        key = hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()
        known = self._known.get(key)
        blank = Fetched(key=key, url=without_secrets(url), outcome="failed", moment=time.time())
        if known is not None and time.time() - known.moment < _FRESH:
            return msgspec.structs.replace(known, outcome="fresh")
        try:
            response, body, final = self._follow(url, known)
        except Forbidden as error:
            return msgspec.structs.replace(blank, outcome="refused", message=str(error))
        except OnRecordError as error:
            return msgspec.structs.replace(blank, message=str(error))
        return self._kept(blank, known, response, (body, final))

    def _kept(self, blank: Fetched, known: Fetched | None, response: Any, page: tuple[bytes, str]) -> Fetched:
        body, final = page
        done = msgspec.structs.replace(
            blank,
            status=response.status_code,
            etag=response.headers.get("etag", ""),
            last_modified=response.headers.get("last-modified", ""),
            digest=hashlib.sha256(body).hexdigest(),
        )
        if known is not None and (response.status_code == 304 or done.digest == known.digest):
            return msgspec.structs.replace(known, outcome="unchanged", moment=done.moment)
        if response.status_code != 200:
            return msgspec.structs.replace(done, message=f"the server answered {response.status_code}")
        name = f"{done.key[:16]}-{done.digest[:8]}.warc.gz"
        kept = warc_record(without_secrets(final), response.headers.get("content-type", "text/html"), body, done.moment)
        _write_whole(self._folder / name, kept)
        return msgspec.structs.replace(done, outcome="stored", file=name)

    def _follow(self, url: str, known: Fetched | None) -> tuple[Any, bytes, str]:
        for _ in range(_REDIRECTS + 1):
            parts = urlsplit(url)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise Forbidden(f"{without_secrets(url)} is no address of a web page")
            if not self._may_ask(url):
                raise Forbidden(f"robots.txt of {parts.hostname} does not permit {without_secrets(url)}")
            response, body = self._ask(url, known)
            if response.status_code not in (301, 302, 303, 307, 308) or "location" not in response.headers:
                return response, body, url
            url = urljoin(url, response.headers["location"])
        raise OnRecordError(f"{without_secrets(url)} redirects more than {_REDIRECTS} times")

    def _may_ask(self, url: str) -> bool:
        parts = urlsplit(url)
        home = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        if home not in self._robots:
            self._robots[home] = self._read_robots(home)
        rules = self._robots[home]
        return rules is not None and rules.can_fetch(AGENT, url)

    def _read_robots(self, home: str) -> RobotFileParser | None:
        """The rules of a host; a server that cannot say them is not asked for anything (RFC 9309, 2.3.1.4)."""
        url = f"{home}/robots.txt"
        rules = RobotFileParser()
        for _ in range(_REDIRECTS + 1):
            try:
                response, body = self._ask(url, None)
            except Forbidden:
                raise
            except OnRecordError:
                return None
            if response.status_code in (301, 302, 303, 307, 308) and "location" in response.headers:
                url = urljoin(url, response.headers["location"])
                continue
            if response.status_code >= 500:
                return None
            rules.parse(body.decode("utf-8", "replace").splitlines() if response.status_code < 400 else [])
            return rules
        return None

    def _ask(self, url: str, known: Fetched | None) -> tuple[Any, bytes]:
        """One request, again after a while where the server or the network fails."""
        headers = _conditions(known)
        message = ""
        for attempt in range(_ATTEMPTS):
            self._keep_interval(url)
            try:
                response, body = self._request(url, headers)
            except self._client.failures as error:
                message = f"{without_secrets(url)}: {type(error).__name__}"
                delay = 2.0**attempt
            else:
                if response.status_code not in _RETRIED:
                    return response, body
                message = f"{without_secrets(url)}: the server answered {response.status_code}"
                delay = _retry_after(response.headers.get("retry-after"), 2.0**attempt)
            if attempt + 1 < _ATTEMPTS:
                self._wait(min(delay, _LONGEST_WAIT))
        raise OnRecordError(message)

    def _request(self, url: str, headers: dict[str, str]) -> tuple[Any, bytes]:
        begun = time.monotonic()
        with self._client.http.stream("GET", url, headers=headers) as response:
            body = bytearray()
            for part in response.iter_bytes():
                body += part
                if len(body) > MAX_MEMBER:
                    raise OnRecordError(f"{without_secrets(url)} holds more than {MAX_MEMBER} bytes")
                if time.monotonic() - begun > 10 * self._manners.timeout:
                    raise OnRecordError(f"{without_secrets(url)} takes too long")
            return response, bytes(body)

    def _keep_interval(self, url: str) -> None:
        parts = urlsplit(url)
        rules = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        asked = rules.crawl_delay(AGENT) if rules is not None else None
        interval = min(max(self._manners.interval, float(asked or 0)), _LONGEST_WAIT)
        host = parts.hostname or ""
        left = self._asked.get(host, -interval) + interval - time.monotonic()
        if host in self._asked and left > 0:
            self._wait(left)
        self._asked[host] = time.monotonic()


class _Client:
    def __init__(self, http: Any, failures: tuple[type[Exception], ...]) -> None:
        self.http, self.failures = http, failures


def _client(manners: Manners, resolver: Resolver) -> _Client:
    """An HTTP client whose every connection goes to a checked address; no proxy, no redirect of its own."""
    try:
        import httpcore
        import httpx
    except ImportError as error:
        raise OnRecordError("fetching needs httpx: pip install 'onrecord[fetch]'") from error

    class Checked(httpcore.SyncBackend):
        def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> Any:
            try:
                address = checked_address(host, port, manners.allow_private, resolver)
            except OSError as error:
                raise httpcore.ConnectError(str(error)) from error
            return super().connect_tcp(address, port, *args, **kwargs)

    transport = httpx.HTTPTransport(trust_env=False)
    transport._pool._network_backend = Checked()  # httpx has no public way to give its pool a backend
    http = httpx.Client(
        transport=transport,
        timeout=manners.timeout,
        headers={"User-Agent": AGENT},
        follow_redirects=False,
        trust_env=False,
    )
    return _Client(http, (httpx.HTTPError, httpx.InvalidURL))


def _conditions(known: Fetched | None) -> dict[str, str]:
    if known is None:
        return {}
    pairs = (("If-None-Match", known.etag), ("If-Modified-Since", known.last_modified))
    return {name: value for name, value in pairs if value}


def _retry_after(value: str | None, otherwise: float) -> float:
    return float(value) if value and value.strip().isdigit() else otherwise


def _read_index(path: Path) -> dict[str, Fetched]:
    """The last line of each address; a line that a crash cut off is passed over."""
    known: dict[str, Fetched] = {}
    if path.exists():
        for line in path.read_bytes().split(b"\n"):
            try:
                done = msgspec.json.decode(line, type=Fetched)
            except msgspec.MsgspecError:
                continue
            if (path.parent / done.file).is_file():
                known[done.key] = done
    return known


def warc_record(url: str, kind: str, body: bytes, moment: float) -> bytes:
    """A packed WARC 1.1 response record (ISO 28500); its id is the same for the same page."""
    clean = " ".join(kind.split())
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {clean}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, url + hashlib.sha256(body).hexdigest())}>\r\n"
        f"WARC-Date: {datetime.fromtimestamp(moment, UTC).strftime('%Y-%m-%dT%H:%M:%SZ')}\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0)


def _write_whole(path: Path, raw: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(raw)
    os.replace(part, path)
