"""The fields of an input -> Report: where parts, date, language and id are settled, for every kind of input alike."""

import hashlib
from collections.abc import Sequence

from onrecord.model import Origin, Part, Problem, Record, Report
from onrecord.reading.dates import try_parse_published
from onrecord.reading.languages import find_language, language_code
from onrecord.reading.layout import find_dateline_date, find_parts


class Fields(Record, frozen=True):
    """What an input gave of one report, as written there; None where it gave nothing."""

    text: str
    id: str | None = None
    outlet: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    published_basis: str | None = None  # what says it, where that is not metadata
    updated: str | None = None
    language: str | None = None
    provider: str | None = None
    authors: tuple[str, ...] = ()


#: The fields that an input can give, by the names that `--map` takes.
FIELD_NAMES = (
    "text",
    "html",
    "id",
    "outlet",
    "publisher",
    "url",
    "title",
    "published",
    "updated",
    "language",
    "provider",
    "authors",
)


class Options(Record, frozen=True):
    """What the user says of a run's input."""

    published: str | None = None  # EDTF date of reports that have none
    mapping: tuple[tuple[str, str], ...] = ()  # (our field, key of the input's records)


DEFAULTS = Options()


def make_report(
    fields: Fields,
    origin: Origin,
    known: Sequence[Part] = (),
    problems: Sequence[Problem] = (),
    given: str | None = None,
) -> Report:
    """One report from the fields of an input.

    Args:
        fields: the text is used unchanged; all offsets refer to it.
        origin: where it was read.
        known: parts that markup has told.
        problems: met before.
        given: EDTF date of the user for a report that has none.

    Returns:
        A report whose id is the input's, or a stable one made from outlet, address and text.

    Problems: the publication date is written in a way that cannot be read; the text is empty.
    """
    notes = list(problems)
    parts = find_parts(fields.text, fields.title, known)
    published, basis = _published(fields, parts, given, notes)
    if not fields.text.strip():
        notes.append(Problem(stage="reading", message="The report has no text."))
    return Report(
        id=fields.id or stable_id(fields),
        text=fields.text,
        outlet=fields.outlet,
        publisher=fields.publisher,
        url=fields.url,
        title=fields.title or _headline(fields.text, parts),
        published=published,
        published_basis=basis,
        updated=try_parse_published(fields.updated),
        language=find_language(fields.text) or language_code(fields.language),
        provider=fields.provider,
        authors=fields.authors,
        parts=parts,
        origin=origin,
        problems=tuple(notes),
    )


def stable_id(fields: Fields) -> str:
    """The same id for the same outlet, address and text, on every machine."""
    content = "\x1f".join((fields.outlet or "", fields.url or "", fields.text))
    return "r" + hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _published(
    fields: Fields, parts: Sequence[Part], given: str | None, notes: list[Problem]
) -> tuple[str | None, str | None]:
    if fields.published:
        date = try_parse_published(fields.published)
        if date is not None:
            return date, fields.published_basis or "metadata"
        if fields.published.strip().lower() not in ("none", "null", "nan", ""):
            message = f"The publication date {fields.published[:60]!r} cannot be read; the report counts as undated."
            notes.append(Problem(stage="reading", message=message))
    date = find_dateline_date(fields.text, parts)
    if date is not None:
        return date, "dateline"
    return (given, "given") if given else (None, None)


def _headline(text: str, parts: Sequence[Part]) -> str | None:
    return next((text[p.start : p.end] for p in parts if p.kind == "headline"), None)
