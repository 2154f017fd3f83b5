"""JSON objects -> Report: one record of a `.json` or `.jsonl` file."""

import hashlib
from typing import Any

import msgspec

from onrecord.model import Origin, Problem, Report, Segment
from onrecord.reading.reports import Fields, make_report

_FIELDS = ("id", "outlet", "publisher", "url", "title", "published", "language", "provider")


def read_record(raw: bytes | str, path: str, given: str | None = None) -> Report:
    """One report from one JSON object; a broken one gives a report without text and a Problem that says what is wrong.

    Args:
        raw: the object's characters.
        path: what to call the place it was read from, such as "reports.jsonl#3".
        given: EDTF date of the user for reports without one.
    """
    data = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
    digest = hashlib.sha256(data).hexdigest()
    try:
        record = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError) as error:
        return broken_report(path, digest, f"{path} is no JSON: {error}")
    if not isinstance(record, dict):
        return broken_report(path, digest, f"{path} is JSON, but no object with a text.")
    return report_of(record, path, digest, given)


def report_of(record: dict[str, Any], path: str, digest: str, given: str | None = None) -> Report:
    """One report from a decoded record that has `text` or `html`."""
    fields = {name: _string(record.get(name)) for name in _FIELDS}
    text, html = record.get("text"), record.get("html")
    authors = record.get("authors")
    names = tuple(str(a) for a in authors if a) if isinstance(authors, list) else ()
    if isinstance(text, str):
        origin = Origin(path=path, sha256=digest, encoding="utf-8", segments=_whole(text))
        return make_report(Fields(text=text, authors=names, **fields), origin, given=given)
    if isinstance(html, str):
        from onrecord.reading.html import read_html

        return read_html(html, Fields(text="", authors=names, **fields), path=path, digest=digest, given=given)
    keys = ", ".join(sorted(str(k) for k in record)[:12]) or "none"
    return broken_report(path, digest, f"{path} has neither 'text' nor 'html'; its keys are: {keys}.", fields.get("id"))


def broken_report(path: str, digest: str, message: str, report_id: str | None = None) -> Report:
    """What stands in for an input that could not be read: no text, one Problem."""
    origin = Origin(path=path, sha256=digest, encoding="unknown")
    problem = Problem(stage="reading", message=message)
    return Report(id=report_id or f"unreadable:{path}", text="", origin=origin, problems=(problem,))


def _whole(text: str) -> tuple[Segment, ...]:
    return (Segment(0, 0, len(text)),) if text else ()


def _string(value: object) -> str | None:
    if isinstance(value, bool) or value is None:
        return None
    return str(value) if isinstance(value, (str, int, float)) and str(value).strip() else None
