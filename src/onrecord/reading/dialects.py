"""The JSON and CSV of other tools: told apart by the keys they have, mapped by the table below.

Field names: documentation and output of each tool as of November 2026. Where a tool writes no publication date, none is made of what it
does write (GDELT's `seendate` is when it was first seen).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.model import Record

Row = Mapping[str, Any]


class Mapped(Record, frozen=True):
    """The fields of one record under our names; `dialect` says which tool's it was taken for."""

    dialect: str
    fields: dict[str, Any]
    note: str | None = None  # why there is no text, where the dialect explains it


@dataclass(frozen=True)
class Dialect:
    """How one tool names things: our field -> its keys, the first that has a value counts; a dot enters an object."""

    name: str
    fits: Callable[[Row], bool]
    keys: Mapping[str, tuple[str, ...]]
    note: str | None = None


def _has(*names: str) -> Callable[[Row], bool]:
    return lambda row: all(name in row for name in names)


def _has_any(needed: str, *names: str) -> Callable[[Row], bool]:
    return lambda row: needed in row and any(name in row for name in names)


#: Asked in this order; the first that fits names the dialect.
DIALECTS: tuple[Dialect, ...] = (
    Dialect(
        "news-please",
        _has_any("maintext", "date_publish", "source_domain", "title_page"),
        {
            "id": ("filename",),
            "text": ("maintext",),
            "outlet": ("source_domain",),
            "url": ("url",),
            "title": ("title", "title_page", "title_rss"),
            "published": ("date_publish",),
            "updated": ("date_modify",),
            "language": ("language",),
            "authors": ("authors",),
        },
    ),
    Dialect(
        "fundus",
        _has_any("publishing_date", "plaintext", "body", "topics"),
        {
            "text": ("plaintext", "body"),
            "outlet": ("publisher",),
            "url": ("html.requested_url", "html.responded_url", "url"),
            "title": ("title",),
            "published": ("publishing_date",),
            "language": ("lang",),
            "authors": ("authors",),
        },
    ),
    Dialect(
        "trafilatura",
        _has_any("text", "source-hostname", "raw_text", "fingerprint"),
        {
            "id": ("id", "fingerprint"),
            "text": ("text", "raw_text"),
            "outlet": ("source-hostname", "sitename", "hostname"),
            "url": ("source", "url"),
            "title": ("title",),
            "published": ("date",),
            "language": ("language",),
            "authors": ("author",),
        },
    ),
    Dialect(
        "newspaper4k",
        _has_any("text", "meta_site_name", "meta_lang", "canonical_link", "publish_date"),
        {
            "text": ("text",),
            "outlet": ("meta_site_name",),
            "url": ("url", "canonical_link"),
            "title": ("title",),
            "published": ("publish_date",),
            "language": ("language", "meta_language", "meta_lang"),
            "authors": ("authors",),
        },
    ),
    Dialect(
        "Media Cloud",
        _has_any("media_name", "publish_date", "media_url", "indexed_date"),
        {
            "id": ("id",),
            "text": ("text", "text_content"),
            "outlet": ("media_name", "media_url"),
            "url": ("url",),
            "title": ("title",),
            "published": ("publish_date",),
            "language": ("language",),
        },
        note="Media Cloud gives no texts to ordinary users; pair its list of addresses with the pages themselves.",
    ),
    Dialect(
        "Media Cloud story index",
        _has_any("article_title", "text_content", "canonical_domain"),
        {
            "id": ("id",),
            "text": ("text_content",),
            "outlet": ("canonical_domain",),
            "url": ("url", "original_url", "canonical_url"),
            "title": ("article_title",),
            "published": ("publication_date",),
            "language": ("language",),
        },
    ),
    Dialect(
        "GDELT list",
        _has("seendate", "domain"),
        {"text": ("text",), "outlet": ("domain",), "url": ("url",), "title": ("title",)},
        note="GDELT's lists hold addresses, not texts; its seendate is when it first saw a page, not when that was published.",
    ),
    Dialect(
        "ninjs",
        _has_any("uri", "body_text", "body_html", "body_main", "bodies", "versioncreated", "headlines"),
        {
            "id": ("uri",),
            "text": ("body_text", "body_main", "bodies"),
            "html": ("body_html",),
            "outlet": ("source", "copyrightholder", "copyrightHolder"),
            "url": ("url",),
            "title": ("headline", "headline_main", "headlines"),
            "published": ("firstcreated", "firstCreated", "versioncreated", "versionCreated"),
            "updated": ("versioncreated", "versionCreated"),
            "language": ("language",),
            "provider": (
                "provider",
                "infosources",
                "infoSources",
                "infosource",
                "infoSource",
                "creditline",
                "creditLine",
            ),
            "authors": ("byline", "by"),
        },
    ),
    Dialect(
        "Event Registry",
        _has_any("uri", "body", "dateTime"),
        {
            "id": ("uri",),
            "text": ("body",),
            "outlet": ("source.title", "source.uri"),
            "url": ("url",),
            "title": ("title",),
            "published": ("dateTime", "date"),
            "language": ("lang",),
            "authors": ("authors",),
        },
    ),
    Dialect(
        "schema.org",
        _has_any("articleBody", "@type", "headline", "datePublished"),
        {
            "id": ("@id",),
            "text": ("articleBody",),
            "outlet": ("publisher.name", "publisher"),
            "publisher": ("sourceOrganization.name",),
            "url": ("url", "mainEntityOfPage.@id", "mainEntityOfPage"),
            "title": ("headline", "name"),
            "published": ("datePublished",),
            "updated": ("dateModified",),
            "language": ("inLanguage",),
            "provider": ("provider.name", "creditText"),
            "authors": ("author",),
        },
    ),
    Dialect(
        "NGEC",
        _has_any("event_text", "story_id", "pub_date"),
        {
            "id": ("story_id", "id"),
            "text": ("event_text",),
            "outlet": ("publisher",),
            "title": ("headline",),
            "published": ("pub_date", "date"),
        },
    ),
)


OUR_FIELDS = frozenset("id text html outlet publisher url title published updated language provider authors".split())
AS_MAPPED = "as mapped"  # what a record of no known dialect is called, whose keys the user names


def map_record(row: Row, mapping: Mapping[str, str]) -> Mapped | None:
    """The fields of a record of another tool, under our names; None where no dialect fits and no mapping is given.

    Args:
        row: a decoded JSON object, or a row of a table.
        mapping: the user's own, our name -> its key; it goes before every dialect.
    """
    own = {ours: _value(row, _key_of(row, theirs)) for ours, theirs in mapping.items()}
    is_ours = ("text" in row or "html" in row) and ("outlet" in row or "published" in row)
    dialect = None if is_ours else next((d for d in DIALECTS if d.fits(row)), None)
    if dialect is None and not own:
        return None
    keys = dialect.keys if dialect else {name: (name,) for name in row if name in OUR_FIELDS}
    found = {ours: _first(row, theirs) for ours, theirs in keys.items()}
    found.update(own)
    found["authors"] = _people(found.get("authors"))
    return Mapped(
        dialect=dialect.name if dialect else AS_MAPPED,
        fields={name: value for name, value in found.items() if value},
        note=dialect.note if dialect else None,
    )


def fold_key(name: str) -> str:
    """A key as it is compared where case and hyphens do not count, as in the head of a table.

    >>> fold_key(" Source-Hostname")
    'source_hostname'
    """
    return name.strip().lower().replace("-", "_").replace(" ", "_")


def column_key(name: str) -> str:
    """A column's name as records have it: ours, or that of a dialect, whatever its case; any other as it is written."""
    plain = name.strip().lstrip("\ufeff")
    return _known_keys().get(fold_key(plain), plain)


@cache
def _known_keys() -> dict[str, str]:
    theirs = (key for dialect in DIALECTS for keys in dialect.keys.values() for key in keys)
    return {fold_key(key): key for key in (*theirs, *OUR_FIELDS)}


def _key_of(row: Row, name: str) -> str:
    """The key of a row that a user's name means: itself, else the one that differs in case or hyphens only."""
    if name in row:
        return name
    return next((key for key in row if fold_key(key) == fold_key(name)), name)


def _first(row: Row, keys: tuple[str, ...]) -> Any:
    return next((value for value in (_value(row, key) for key in keys) if value), None)


def _value(row: Row, key: str) -> Any:
    value: Any = row
    for name in (key,) if key in row else key.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return _flat(value)


def _flat(value: Any) -> Any:
    """A text out of the shapes in which tools wrap one: ninjs bodies and headlines, fundus sections, named objects."""
    if isinstance(value, list) and value and all(isinstance(v, Mapping) for v in value):
        texts = [v for v in value if _content_type(v).startswith("text/plain")] or value
        return next((t for t in (_flat(v) for v in texts) if isinstance(t, str)), None)
    if isinstance(value, Mapping):
        if "sections" in value:
            return "\n".join(_section_lines(value))
        return next((value[k] for k in ("value", "name", "text") if isinstance(value.get(k), str)), None)
    return value


def _content_type(value: Mapping[str, Any]) -> str:
    return str(value.get("contenttype") or value.get("contentType") or "text/plain")


def _section_lines(body: Mapping[str, Any]) -> list[str]:
    lines = [s for s in body.get("summary") or () if isinstance(s, str)]
    for section in body.get("sections") or ():
        if isinstance(section, Mapping):
            lines += [
                s for s in (*(section.get("headline") or ()), *(section.get("paragraphs") or ())) if isinstance(s, str)
            ]
    return lines


def _people(value: Any) -> list[str]:
    if isinstance(value, str):
        return [name.strip() for name in value.split(";") if name.strip()]
    if isinstance(value, list):
        names = (v.get("name") if isinstance(v, Mapping) else v for v in value)
        return [str(name) for name in names if name]
    return []
