"""One address -> what its server answered: politely, and never into the user's own network.

robots.txt (RFC 9309) is obeyed, a host is not asked sooner than an interval allows, a failing one again after growing pauses, and every
connection goes to a checked address. Threads may share a Visitor.
"""

import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from onrecord.model import OnRecordError, Record
from onrecord.reading.addresses import Forbidden, Resolver, checked_address, resolve, without_secrets
from onrecord.reading.bounds import MAX_MEMBER
from onrecord.version import __version__

AGENT = f"onrecord/{__version__}"
_ATTEMPTS, _REDIRECTS = 3, 5
_LONGEST_WAIT = 60.0  # seconds; a server that asks for more is asked again in another run
_RETRIED = frozenset((408, 429, 500, 502, 503, 504))
_MOVED = frozenset((301, 302, 303, 307, 308))
_ROBOTS_AGE, _NO_ROBOTS_AGE = (
    86_400.0,
    600.0,
)  # seconds that a host's rules hold; that it is left alone where it cannot say them


class Manners(Record, frozen=True):
    """How a run asks."""

    interval: float = 1.0  # seconds between two requests to a host
    timeout: float = 20.0  # seconds
    allow_private: bool = False


class Answer(Record, frozen=True):
    """What a server sent."""

    url: str  # the address that answered, behind redirects; with its secrets
    status: int
    kind: str  # Content-Type
    body: bytes
    etag: str = ""
    last_modified: str = ""


class Unanswered(OnRecordError):
    """A server that did not answer, or only that it is busy; `wait` is how many seconds it asks to be left alone (0: it said nothing)."""

    def __init__(self, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


class Visitor:
    """Asks servers.

    Args:
        manners: how to ask.
        resolver: host and port -> addresses; for tests.
        wait: sleeps some seconds; for tests.
    """

    def __init__(
        self,
        manners: Manners = Manners(),  # noqa: B008 - a frozen record
        resolver: Resolver = resolve,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self._manners, self._wait = manners, wait
        self._client = _client(manners, resolver)
        self._robots: dict[str, tuple[float, RobotFileParser | None]] = {}
        self._free: dict[str, float] = {}  # host -> when it may be asked again
        self._turns = threading.Lock()

    def visit(self, url: str, etag: str = "", last_modified: str = "") -> Answer:
        """What the server of an address answers, behind redirects.

        Args:
            url: http or https.
            etag: of the copy that is held; a server may answer 304 to it.
            last_modified: likewise.

        Raises:
            Forbidden: it is no address of a web page, not public, or robots.txt does not permit it.
            Unanswered: no answer after several attempts.
            OnRecordError: the answer is too large, takes too long, or redirects without end.
        """
        pairs = (("If-None-Match", etag), ("If-Modified-Since", last_modified))
        conditions = {name: value for name, value in pairs if value}
        asked = url
        for _ in range(_REDIRECTS + 1):
            home, host = _home(url)
            rules = self._rules(home)
            if rules is None:
                raise Unanswered(f"{home}/robots.txt cannot be had; until it can, nothing is asked of {host}")
            if not rules.can_fetch(AGENT, url):
                raise Forbidden(f"robots.txt of {host} does not permit {without_secrets(url)}")
            response, body = self._ask(url, conditions)
            if response.status_code not in _MOVED or "location" not in response.headers:
                return _answer(url, response, body)
            url = urljoin(url, response.headers["location"])
        raise OnRecordError(f"{without_secrets(asked)} redirects more than {_REDIRECTS} times")

    def _rules(self, home: str) -> RobotFileParser | None:
        read, rules = self._robots.get(home, (float("-inf"), None))
        if time.monotonic() - read > (_ROBOTS_AGE if rules is not None else _NO_ROBOTS_AGE):
            rules = self._read_robots(home)
            self._robots[home] = time.monotonic(), rules
        return rules

    def _read_robots(self, home: str) -> RobotFileParser | None:
        """The rules of a host; a server that cannot say them is not asked for anything (RFC 9309, 2.3.1.4)."""
        url = f"{home}/robots.txt"
        rules = RobotFileParser()
        for _ in range(_REDIRECTS + 1):
            try:
                response, body = self._ask(url, {})
            except Forbidden:
                raise
            except OnRecordError:
                return None
            if response.status_code in _MOVED and "location" in response.headers:
                url = urljoin(url, response.headers["location"])
                continue
            if response.status_code >= 500:
                return None
            rules.parse(body.decode("utf-8", "replace").splitlines() if response.status_code < 400 else [])
            return rules
        return None

    def _ask(self, url: str, headers: dict[str, str]) -> tuple[Any, bytes]:
        """One request, again after a while where the server or the network fails."""
        message, delay = "", 0.0
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
            if delay > _LONGEST_WAIT:
                break
            if attempt + 1 < _ATTEMPTS:
                self._wait(delay)
        raise Unanswered(message, delay)

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
        home, host = _home(url)
        rules = self._robots.get(home, (0.0, None))[1]
        asked = rules.crawl_delay(AGENT) if rules is not None else None
        interval = min(max(self._manners.interval, float(asked or 0)), _LONGEST_WAIT)
        with self._turns:
            now = time.monotonic()
            turn = max(now, self._free.get(host, now))
            self._free[host] = turn + interval
        if turn > now:
            self._wait(turn - now)


def host_of(url: str) -> str:
    """The host of an address, "" where it has none.

    >>> host_of("https://user@News.example:8080/a")
    'news.example'
    """
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _home(url: str) -> tuple[str, str]:
    """(scheme and host with its port, host)."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise Forbidden(f"{url[:80]!r} is no address of a web page: {error}") from error
    if parts.scheme not in ("http", "https") or not host:
        raise Forbidden(f"{without_secrets(url)} is no address of a web page")
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}", host


def _answer(url: str, response: Any, body: bytes) -> Answer:
    headers = response.headers
    return Answer(
        url=url,
        status=response.status_code,
        kind=headers.get("content-type", "text/html"),
        body=body,
        etag=headers.get("etag", ""),
        last_modified=headers.get("last-modified", ""),
    )


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


def _retry_after(value: str | None, otherwise: float) -> float:
    return float(value) if value and value.strip().isdigit() else otherwise
