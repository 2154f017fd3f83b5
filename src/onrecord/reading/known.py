"""The user's own entities: a CSV table, or JSON lines: FollowTheMoney (OpenSanctions, Aleph) or the entities of a Wikidata dump.

CSV columns: `id,name,kind,country,aliases,roles,sector,not_same`; all but `name` may be missing or empty; several entries
of a cell are parted by ";". FollowTheMoney: https://followthemoney.tech, one entity a line; schemata that are no person,
organisation or place are left out. Wikidata: https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html, one entity a line,
also with the dump's brackets and commas; names and aliases of every language count.
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
_HUMAN = "Q5"
#: Wikidata: properties that only one kind of thing has; the first that an entity has tells its kind.
_WIKIDATA_KINDS = (
    ("P569", "person"), ("P21", "person"), ("P106", "person"),  # born, gender, occupation
    ("P625", "place"), ("P297", "place"), ("P1082", "place"), ("P131", "place"),  # coordinates, ISO code, population, lies in
    ("P571", "organisation"), ("P112", "organisation"), ("P159", "organisation"), ("P452", "organisation"),  # since, by, seat, industry
)  # fmt: skip
_ISO2, _DIFFERENT = "P297", "P1889"
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
        if line.strip() in ("", "[", "]"):
            continue
        try:
            entry = json.loads(line.strip().removesuffix(","))
        except ValueError as error:
            raise OnRecordError(
                f"{path}, line {number}: no JSON ({error}). One FollowTheMoney or Wikidata entity a line is wanted."
            ) from error
        made = _from_wikidata if isinstance(entry, dict) and "labels" in entry else _from_entry
        entity = made(entry) if isinstance(entry, dict) else None
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


def _from_wikidata(entry: dict[str, Any]) -> KnownEntity | None:
    """An entity of Wikidata; None for one without a name."""
    labels, aliases, claims = (_mapping(entry.get(key)) for key in ("labels", "aliases", "claims"))
    names = [str(label.get("value") or "") for label in labels.values() if isinstance(label, dict)]
    names += [str(a.get("value") or "") for group in aliases.values() for a in group if isinstance(a, dict)]
    english = labels.get("en")
    name = str(english.get("value")) if isinstance(english, dict) else next(iter(names), "")
    if not name or not entry.get("id"):
        return None
    told = next((kind for prop, kind in _WIKIDATA_KINDS if claims.get(prop)), "other")
    return KnownEntity(
        id=str(entry["id"]),
        name=name,
        kind="person" if _HUMAN in _values(claims, "P31") else told,
        country=_country(next(iter(_values(claims, _ISO2)), None)),
        aliases=tuple(dict.fromkeys(n for n in names if n and n != name)),
        not_same=tuple(_values(claims, _DIFFERENT)),
    )


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}  # Wikidata writes an empty list where nothing is there


def _values(claims: dict[str, Any], prop: str) -> list[str]:
    """The values of a property that are ids or texts."""
    found = []
    for claim in claims.get(prop) or ():
        value = _mapping(_mapping(_mapping(claim).get("mainsnak")).get("datavalue")).get("value")
        found.append(str(value.get("id") or "") if isinstance(value, dict) else str(value or ""))
    return [v for v in found if v]
