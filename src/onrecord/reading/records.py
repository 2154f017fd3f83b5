"""JSON objects -> Report: one record of a `.json` or `.jsonl` file."""

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

from onrecord.model import OnRecordError, Origin, Problem, Report, Segment
from onrecord.reading.dialects import AS_MAPPED, Mapped, map_record
from onrecord.reading.reports import DEFAULTS, Fields, Options, make_report

_FIELDS = ("id", "outlet", "publisher", "url", "title", "published", "updated", "language", "provider")


def read_record(raw: bytes | str, path: str, options: Options = DEFAULTS) -> Report:
    """One report from one JSON object; a broken one gives a report without text and a Problem that says what is wrong.

    Args:
        raw: the object's characters.
        path: what to call the place it was read from, such as "reports.jsonl#3".
        options: of the run.
    """
    data = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
    digest = hashlib.sha256(data).hexdigest()
    try:
        record = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        return broken_report(path, digest, f"{path} is no JSON: {error}")
    if not isinstance(record, dict):
        return broken_report(path, digest, f"{path} is JSON, but no object with a text.")
    return report_of(record, path, digest, options)


def report_of(record: Mapping[str, Any], path: str, digest: str, options: Options = DEFAULTS) -> Report:
    """One report from a decoded record: ours with `text` or `html`, or another tool's (dialects.py). One that fails in a way nobody
    thought of is a Problem, so that it costs only itself."""
    try:
        return _report_of(record, path, digest, options)
    except OnRecordError:
        raise
    except Exception as error:  # noqa: BLE001 - records come from strangers, and parsers of other hands read their pages
        return broken_report(path, digest, f"{path} cannot be read ({type(error).__name__}: {error})"[:300])


def _report_of(record: Mapping[str, Any], path: str, digest: str, options: Options) -> Report:
    mapped = map_record(record, dict(options.mapping))
    given = dict(mapped.fields) if mapped else dict(record)
    text, html = given.get("text"), given.get("html")
    authors = given.get("authors")
    names = tuple(str(a) for a in authors if a) if isinstance(authors, list) else ()
    fields = Fields(text="", authors=names, **{name: _string(given.get(name)) for name in _FIELDS})
    if isinstance(text, str) and _looks_like_markup(text) and mapped:
        text, html = None, text
    if isinstance(text, str):
        origin = Origin(path=path, sha256=digest, encoding="utf-8", segments=_whole(text))
        return make_report(msgspec.structs.replace(fields, text=text), origin, given=options.published)
    if isinstance(html, str):
        from onrecord.reading.html import read_html

        return read_html(html, fields, path=path, digest=digest, given=options.published)
    return broken_report(path, digest, _why_no_text(record, path, mapped, dict(options.mapping)), fields.id)


def _looks_like_markup(text: str) -> bool:
    return text.lstrip()[:1] == "<" and any(
        tag in text[:5000].lower() for tag in ("<html", "<body", "<p>", "<p ", "<div")
    )


def _why_no_text(record: Mapping[str, Any], path: str, mapped: Mapped | None, own: Mapping[str, str]) -> str:
    keys = ", ".join(sorted(str(k) for k in record)[:12]) or "none"
    named = own.get("text") or own.get("html")
    if named is not None:
        key, why = named, "--map names it"
    elif mapped and mapped.note:
        return f"{path} has no text. {mapped.note}"
    elif mapped and mapped.dialect != AS_MAPPED:
        return f"{path} was taken for a record of {mapped.dialect}, but holds no text; its keys are: {keys}."
    else:
        key, why = next((k for k in ("text", "html") if k in record), ""), ""
    if key in record:
        return (
            f"{path}: its {key!r} is {_kind_of(record[key])}, no text{f'; {why}' if why else ''}. Its keys are: {keys}."
        )
    if key:
        return f"{path} has no {key!r}, although {why}; its keys are: {keys}."
    return f"{path} has neither 'text' nor 'html'; its keys are: {keys}. Name the right one, as in --map text=KEY."


_KINDS = ((bool, "true or false"), ((int, float), "a number"), (str, "empty"), (list, "a list"), (Mapping, "an object"))


def _kind_of(value: object) -> str:
    return next((words for kind, words in _KINDS if isinstance(value, kind)), "null")


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
