"""Paths -> reports: opens what the user names, and tells by name and content what it is."""

import gzip
import hashlib
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.model import OnRecordError, Origin, Report, Segment
from onrecord.reading.decoding import decode_bytes
from onrecord.reading.html import read_html
from onrecord.reading.records import broken_report, read_record, report_of
from onrecord.reading.reports import Fields, make_report

MAX_BYTES = 512 * 1024 * 1024  # of one file, unpacked: more is a Problem, not a full disk or a full memory
_KINDS = (".txt", ".html", ".htm", ".json", ".jsonl", ".ndjson")


def read_reports(paths: Iterable[str | Path], given: str | None = None) -> Iterator[Report]:
    """The reports of some files, in the order given; folders are walked in the order of names; "-" is standard input.

    Args:
        paths: files, folders or "-".
        given: EDTF date of the user for reports without one.

    Raises:
        OnRecordError: a path does not exist, or a folder holds nothing that can be read.

    Problems: whatever is wrong with a single report is in its `problems`; the others go on.
    """
    for path in _files([str(p) for p in paths]):
        name = "-" if path == "-" else Path(path).name
        try:
            raw = sys.stdin.buffer.read(MAX_BYTES + 1) if path == "-" else _unpacked(Path(path))
        except (OSError, EOFError, zlib.error) as error:
            yield broken_report(path, "", f"{path} cannot be read: {error}", _stem(name))
            continue
        if len(raw) > MAX_BYTES:
            yield broken_report(path, "", f"{path} is larger than {MAX_BYTES} bytes.", _stem(name))
            continue
        yield from _read_bytes(raw, path, name, given)


def _files(paths: list[str]) -> Iterator[str]:
    for path in paths:
        if path == "-":
            yield path
        elif Path(path).is_dir():
            inside = sorted(str(p) for p in Path(path).rglob("*") if p.is_file() and _suffix(p.name) in _KINDS)
            if not inside:
                raise OnRecordError(f"the folder {path} holds no file that can be read ({', '.join(_KINDS)}, also .gz)")
            yield from inside
        elif Path(path).is_file():
            yield path
        else:
            raise OnRecordError(f"no such file or folder: {path}")


def _suffix(name: str) -> str:
    return Path(name.removesuffix(".gz")).suffix.lower()


def _stem(name: str) -> str:
    plain = name.removesuffix(".gz")
    return Path(plain).stem if _suffix(name) in _KINDS else plain


def _unpacked(path: Path) -> bytes:
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    with gzip.open(path, "rb") if packed else path.open("rb") as stream:
        return bytes(stream.read(MAX_BYTES + 1))


def _kind(raw: bytes, name: str) -> str:
    suffix = _suffix(name)
    if suffix in _KINDS:
        return {".htm": ".html", ".ndjson": ".jsonl"}.get(suffix, suffix)
    head = raw[:2048].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")) or b"<body" in head:
        return ".html"
    if head.startswith(b"{"):
        return ".jsonl"
    return ".json" if head.startswith(b"[{") else ".txt"


def _read_bytes(raw: bytes, path: str, name: str, given: str | None) -> Iterator[Report]:
    kind, digest = _kind(raw, name), hashlib.sha256(raw).hexdigest()
    if kind == ".jsonl":
        yield from _read_lines(raw, path, given)
    elif kind == ".json":
        yield from _read_json(raw, path, digest, given)
    else:
        text, encoding, problems = decode_bytes(raw)
        fields = Fields(text="" if kind == ".html" else text, id="stdin" if name == "-" else _stem(name))
        if kind == ".html":
            report = read_html(text, fields, path=path, digest=digest, given=given)
            yield report
        else:
            segments = (Segment(0, 0, len(text)),) if text else ()
            origin = Origin(path=path, sha256=digest, encoding=encoding, segments=segments)
            yield make_report(fields, origin, problems=problems, given=given)


def _read_lines(raw: bytes, path: str, given: str | None) -> Iterator[Report]:
    number = 0
    for line in raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        if line.strip():
            number += 1
            yield read_record(line, f"{path}#{number}", given)


def _read_json(raw: bytes, path: str, digest: str, given: str | None) -> Iterator[Report]:
    import msgspec

    try:
        content = msgspec.json.decode(decode_bytes(raw)[0])
    except (msgspec.DecodeError, RecursionError) as error:
        if b"\n{" in raw:  # JSON lines under the wrong name
            yield from _read_lines(raw, path, given)
        else:
            yield broken_report(path, digest, f"{path} is no JSON: {error}", _stem(Path(path).name))
        return
    if isinstance(content, dict) and isinstance(content.get("reports"), list):
        content = content["reports"]
    records = content if isinstance(content, list) else [content]
    for number, record in enumerate(records, start=1):
        place = f"{path}#{number}" if isinstance(content, list) else path
        if isinstance(record, dict):
            yield report_of(record, place, hashlib.sha256(msgspec.json.encode(record)).hexdigest(), given)
        else:
            yield broken_report(place, digest, f"{place} is no object with a text.")
