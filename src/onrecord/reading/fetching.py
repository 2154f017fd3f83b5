"""Addresses -> archived pages, resumable.

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

import msgspec

from onrecord.model import OnRecordError, Record
from onrecord.reading.addresses import Forbidden, Resolver, resolve, without_secrets
from onrecord.reading.visiting import Answer, Manners, Visitor

_INDEX = "fetched.jsonl"
_FRESH = 3600.0  # seconds: a page fetched within them is not asked for again, so that a run can be resumed


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
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._known = _read_index(folder / _INDEX)
        self._visitor = Visitor(manners, resolver, wait)

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
        key = address_key(url)
        known = self._known.get(key)
        blank = Fetched(key=key, url=without_secrets(url), outcome="failed", moment=time.time())
        if known is not None and time.time() - known.moment < _FRESH:
            return msgspec.structs.replace(known, outcome="fresh")
        conditions = (known.etag, known.last_modified) if known is not None else ("", "")
        try:
            answer = self._visitor.visit(url, *conditions)
        except Forbidden as error:
            return msgspec.structs.replace(blank, outcome="refused", message=str(error))
        except OnRecordError as error:
            return msgspec.structs.replace(blank, message=str(error))
        return self._kept(blank, known, answer)

    def _kept(self, blank: Fetched, known: Fetched | None, answer: Answer) -> Fetched:
        done = msgspec.structs.replace(
            blank,
            status=answer.status,
            etag=answer.etag,
            last_modified=answer.last_modified,
            digest=hashlib.sha256(answer.body).hexdigest(),
        )
        if known is not None and (answer.status == 304 or done.digest == known.digest):
            return msgspec.structs.replace(known, outcome="unchanged", moment=done.moment)
        if answer.status != 200:
            return msgspec.structs.replace(done, message=f"the server answered {answer.status}")
        name = f"{done.key[:16]}-{done.digest[:8]}.warc.gz"
        write_whole(self._folder / name, warc_record(answer, done.moment))
        return msgspec.structs.replace(done, outcome="stored", file=name)


def address_key(url: str) -> str:
    """SHA-256 of an address: what names it where the address itself may hold secrets."""
    return hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()


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


def warc_record(answer: Answer, moment: float) -> bytes:
    """A packed WARC 1.1 response record (ISO 28500); its id is the same for the same page.

    Args:
        answer: the address is kept without its secrets.
        moment: when it came, seconds since 1970.
    """
    url, body, kind = without_secrets(answer.url), answer.body, " ".join(answer.kind.split())
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, url + hashlib.sha256(body).hexdigest())}>\r\n"
        f"WARC-Date: {datetime.fromtimestamp(moment, UTC).strftime('%Y-%m-%dT%H:%M:%SZ')}\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0)


def write_whole(path: Path, raw: bytes) -> None:
    """A file that is there whole or not at all, also after a power cut.

    Raises:
        OnRecordError: it cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as out:
            out.write(raw)
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OnRecordError(f"{path} cannot be written: {error.strerror or error}") from error
