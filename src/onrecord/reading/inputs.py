"""Paths -> reports: opens what the user names and hands it to the reader of its kind; one table names all readers."""

import gzip
import hashlib
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from onrecord.model import OnRecordError, Origin, Report, Segment
from onrecord.reading.archives import read_tar, read_zip
from onrecord.reading.bounds import MAX_BYTES, MAX_DEPTH, MAX_RECORD, MAX_RECORDS, TooLarge, bounded_read
from onrecord.reading.decoding import decode_bytes, share_of_no_text
from onrecord.reading.feeds import read_xml
from onrecord.reading.html import read_html
from onrecord.reading.kinds import ENDINGS, Item, ending, sniff, stem
from onrecord.reading.mail import read_mailbox
from onrecord.reading.optional import read_parquet, read_pdf, read_warc
from onrecord.reading.records import broken_report, read_record, report_of
from onrecord.reading.reports import DEFAULTS, Fields, Options, make_report
from onrecord.reading.tables import read_table
from onrecord.reading.time_bounds import MAX_ITEM_SECONDS, OutOfTime, bounded_time

_NO_TEXT = 0.05  # share of control characters from which a file is taken for no text; random bytes have 11 % and more

Reader = Callable[[Item, Options], Iterator[Report]]


def read_reports(paths: Iterable[str | Path], options: Options = DEFAULTS) -> Iterator[Report]:
    """The reports of some files, in the order given; folders are walked in the order of names; "-" is standard input.

    Args:
        paths: files, folders or "-".
        options: what the user says of the input.

    Raises:
        OnRecordError: a path does not exist, or a folder holds nothing that can be read.

    Problems: whatever is wrong with a single report is in its `problems`; the others go on.
    """
    for path, place in _files([str(p) for p in paths]):
        if path != "-" and ending(path) in (".jsonl", ".ndjson"):
            yield from _stream_lines(path, place, options)
            continue
        try:
            item = Item(path=place, name=Path(path).name if path != "-" else "", raw=_raw(path))
        except (OSError, EOFError, zlib.error, TooLarge) as error:
            yield broken_report(place, "", f"{place} cannot be read: {_cause(error)}", stem(Path(path).name))
            continue
        yield from read_item(item, options)


def _files(paths: list[str]) -> Iterator[tuple[str, str]]:
    """(path, what the output calls it): the name, inside a folder the way from it. Where on a machine a file lies is nobody's business,
    and the same input gives the same bytes wherever it lies."""
    for path in paths:
        if path == "-" or Path(path).is_file():
            yield path, path if path == "-" else Path(path).name
        elif Path(path).is_dir():
            inside = sorted(str(p) for p in Path(path).rglob("*") if p.is_file() and ending(p.name) in ENDINGS)
            if not inside:
                raise OnRecordError(
                    f"the folder {path} holds no file that can be read ({', '.join(ENDINGS)}, also .gz)"
                )
            yield from ((name, Path(name).relative_to(path).as_posix()) for name in inside)
        else:
            raise OnRecordError(f"no such file or folder: {path}")


def _raw(path: str) -> bytes:
    if path == "-":
        return bounded_read(sys.stdin.buffer, MAX_BYTES)
    with Path(path).open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        if packed and ending(path) != ".warc":
            with gzip.open(file) as stream:
                return bounded_read(stream, MAX_BYTES)
        return bounded_read(file, MAX_BYTES)


def _cause(error: Exception) -> str:
    return str(error.strerror or error) if isinstance(error, OSError) else str(error)


def _stream_lines(path: str, place: str, options: Options) -> Iterator[Report]:
    """The records of a JSON lines file of any size, a line at a time."""
    number = 0
    try:
        with Path(path).open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            with gzip.open(file) if packed else file as stream:
                while line := stream.readline(MAX_RECORD + 1):
                    if number == 0:
                        line = line.removeprefix(b"\xef\xbb\xbf")
                    if not line.strip():
                        continue
                    number += 1
                    yield _read_line(line, stream, f"{place}#{number}", options)
    except (OSError, EOFError, zlib.error) as error:
        yield broken_report(
            f"{place}#{number + 1}", "", f"{place} cannot be read beyond record {number}: {_cause(error)}"
        )


def _read_line(line: bytes, stream: object, place: str, options: Options) -> Report:
    if len(line) <= MAX_RECORD:
        return read_record(line, place, options)
    while len(line) > MAX_RECORD and not line.endswith(b"\n"):
        line = stream.readline(MAX_RECORD + 1)  # type: ignore[attr-defined]
    return broken_report(place, "", f"{place} is longer than {MAX_RECORD} bytes.")


def read_item(item: Item, options: Options = DEFAULTS, depth: int = 0) -> Iterator[Report]:
    """The reports of one item, by the reader of its kind.

    Args:
        item: its bytes, unpacked.
        options: of the run.
        depth: how many archives it lies in; beyond MAX_DEPTH it is a Problem.
    """
    kind = sniff(item)
    archive = _ARCHIVES.get(kind)
    if archive is None:
        yield from guarded(item, _READERS[kind](item, options))
        return
    if depth >= MAX_DEPTH:
        yield broken_report(item.path, "", f"{item.path} lies in more than {MAX_DEPTH} archives.", stem(item.name))
        return
    for found in archive(item):
        if isinstance(found, Report):
            yield found
        elif ending(found.name) in ENDINGS:
            yield from read_item(found, options, depth + 1)


def guarded(item: Item, reports: Iterator[Report]) -> Iterator[Report]:
    """The reports of a reader; one that fails on its input in a way it does not know of ends there, and the other inputs go on."""
    number = 0
    try:
        while True:
            with bounded_time(MAX_ITEM_SECONDS):
                report = next(reports, None)
            if report is None:
                return
            number += 1
            yield report
    except OnRecordError:
        raise
    except OutOfTime:
        cause = f"it takes more than {MAX_ITEM_SECONDS:.0f} seconds"
    except Exception as error:  # noqa: BLE001 - input comes from strangers, and parsers of other hands read it
        cause = f"{type(error).__name__}: {error}"
    message = f"{item.path} cannot be read beyond record {number} ({cause})"[:300]
    yield broken_report(f"{item.path}#{number + 1}", "", message, None if number else stem(item.name) or None)


def _read_text(item: Item, options: Options) -> Iterator[Report]:
    text, encoding, problems = decode_bytes(item.raw)
    digest, share = hashlib.sha256(item.raw).hexdigest(), share_of_no_text(text)
    if share > _NO_TEXT:
        message = f"{item.path} is no text: {100 * share:.0f} % of it are characters that no text has."
        yield broken_report(item.path, digest, message, stem(item.name) or "stdin")
        return
    segments = (Segment(0, 0, len(text)),) if text else ()
    origin = Origin(path=item.path, sha256=digest, encoding=encoding, segments=segments)
    fields = Fields(text=text, id=stem(item.name) or "stdin")
    yield make_report(fields, origin, problems=problems, given=options.published)


def _read_page(item: Item, options: Options) -> Iterator[Report]:
    text, _, _ = decode_bytes(item.raw)
    fields = Fields(text="", id=stem(item.name) or "stdin")
    digest = hashlib.sha256(item.raw).hexdigest()
    yield read_html(text, fields, path=item.path, digest=digest, given=options.published)


def _read_lines(item: Item, options: Options) -> Iterator[Report]:
    number = 0
    for line in item.raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        if line.strip():
            number += 1
            yield read_record(line, f"{item.path}#{number}", options)


def _read_json(item: Item, options: Options) -> Iterator[Report]:
    digest = hashlib.sha256(item.raw).hexdigest()
    try:
        content = msgspec.json.decode(decode_bytes(item.raw)[0])
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        if b"\n{" in item.raw:  # JSON lines under the wrong name
            yield from _read_lines(item, options)
        else:
            yield broken_report(item.path, digest, f"{item.path} is no JSON: {error}", stem(item.name))
        return
    wrapped = content.get("reports") or content.get("articles") if isinstance(content, dict) else None
    content = wrapped if isinstance(wrapped, list) else content
    records = content if isinstance(content, list) else [content]
    for number, record in enumerate(records[:MAX_RECORDS], start=1):
        place = f"{item.path}#{number}" if isinstance(content, list) else item.path
        if isinstance(record, dict):
            yield report_of(record, place, hashlib.sha256(msgspec.json.encode(record)).hexdigest(), options)
        else:
            yield broken_report(place, digest, f"{place} is no object with a text.")


_READERS: dict[str, Reader] = {
    "text": _read_text,
    "html": _read_page,
    "json": _read_json,
    "jsonl": _read_lines,
    "csv": read_table,
    "xml": read_xml,
    "mbox": read_mailbox,
    "warc": read_warc,
    "parquet": read_parquet,
    "pdf": read_pdf,
}
_ARCHIVES: dict[str, Callable[[Item], Iterator[Item | Report]]] = {"zip": read_zip, "tar": read_tar}
