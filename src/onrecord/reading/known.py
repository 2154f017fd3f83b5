"""The user's own entities: a CSV table, or FollowTheMoney entities as JSON lines (OpenSanctions, Aleph, a Wikidata extract).

CSV columns: `id,name,kind,country,aliases,roles,sector,not_same`; all but `name` may be missing or empty; several entries
of a cell are parted by ";". FollowTheMoney: https://followthemoney.tech, one entity a line; schemata that are no person,
organisation or place are left out.
"""

import csv
import gzip
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.model import KnownEntity, OnRecordError
from onrecord.reading.decoding import decode_bytes

_KINDS = frozenset({"person", "organisation", "place", "group", "other"})
_SCHEMATA = {
    "Person": "person",
    "Organization": "organisation",
    "Company": "organisation",
    "LegalEntity": "organisation",
    "PublicBody": "organisation",
    "Address": "place",
}
_SPELLINGS = {
    "organization": "organisation",
    "company": "organisation",
    "org": "organisation",
    "per": "person",
    "loc": "place",
}


def read_known(paths: Iterable[str]) -> tuple[KnownEntity, ...]:
    """The user's entities of several files, in the order of the files; of one id the last.

    Args:
        paths: `.csv`, or JSON lines (`.json`, `.jsonl`, `.ijson`), also with `.gz`.

    Raises:
        OnRecordError: a file cannot be read, or an entry has no name; says which line.
    """
    found: dict[str, KnownEntity] = {}
    for path in paths:
        text = _read_text(path).lstrip("\ufeff")
        entries = _from_table(path, text) if path.removesuffix(".gz").endswith(".csv") else _from_lines(path, text)
        for entity in entries:
            found[entity.id] = entity
    return tuple(found.values())


def _read_text(path: str) -> str:
    try:
        raw = Path(path).read_bytes()
        return decode_bytes(gzip.decompress(raw) if path.endswith(".gz") else raw)[0]
    except (OSError, EOFError) as error:
        raise OnRecordError(f"the file of known entities {path} cannot be read: {error}. Check --known.") from error


def _cell(row: dict[str, str | None], column: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in (row.get(column) or "").split(";") if part.strip())


def _from_table(path: str, text: str) -> Iterator[KnownEntity]:
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
        name = (row.get("name") or "").strip()
        if not name:
            raise OnRecordError(
                f"{path}, line {number}: an entity needs a name. Fill the column `name` or remove the line."
            )
        yield KnownEntity(
            id=(row.get("id") or "").strip() or f"known:{name}",
            name=name,
            kind=_kind(path, number, row.get("kind") or ""),
            country=_country(row.get("country")),
            aliases=_cell(row, "aliases"),
            roles=_cell(row, "roles"),
            sector=(row.get("sector") or "").strip() or None,
            not_same=_cell(row, "not_same"),
        )


def _kind(path: str, number: int, text: str) -> str:
    kind = _SPELLINGS.get(text.strip().lower(), text.strip().lower()) or "other"
    if kind not in _KINDS:
        known = ", ".join(sorted(_KINDS))
        raise OnRecordError(f"{path}, line {number}: {text!r} is no kind of entity. Use one of {known}.")
    return kind


def _country(text: str | None) -> str | None:
    """ISO 3166-1 alpha-3 from alpha-3 or a name; alpha-2 codes of FollowTheMoney are taken apart by `_alpha3`."""
    code = (text or "").strip().upper()
    return (code if len(code) == 3 else _alpha3(code)) or None


def _alpha3(code: str) -> str | None:
    from onrecord.resources import read_table

    return next((row["iso3"] for row in read_table("iso2.tsv") if row["iso2"] == code), None)


def _from_lines(path: str, text: str) -> Iterator[KnownEntity]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except ValueError as error:
            raise OnRecordError(
                f"{path}, line {number}: no JSON ({error}). One FollowTheMoney entity a line is wanted."
            ) from error
        entity = _from_entry(entry) if isinstance(entry, dict) else None
        if entity is not None:
            yield entity


def _from_entry(entry: dict[str, Any]) -> KnownEntity | None:
    properties = entry.get("properties")
    kind = _SCHEMATA.get(str(entry.get("schema")))
    if not isinstance(properties, dict) or kind is None:
        return None
    names = [
        n for field in ("name", "alias", "weakAlias", "previousName", "abbreviation") for n in _texts(properties, field)
    ]
    name = str(entry.get("caption") or next(iter(names), ""))
    if not name or not entry.get("id"):
        return None
    countries = [c for field in ("country", "nationality", "jurisdiction") for c in _texts(properties, field)]
    return KnownEntity(
        id=str(entry["id"]),
        name=name,
        kind=kind,
        country=_country(next(iter(countries), None)),
        aliases=tuple(dict.fromkeys(n for n in names if n != name)),
        roles=tuple(_texts(properties, "position")),
        not_same=tuple(_texts(properties, "notSame")),
    )


def _texts(properties: dict[str, Any], field: str) -> list[str]:
    value = properties.get(field)
    return [str(v) for v in value] if isinstance(value, list) else [str(value)] if value else []
