"""GDELT 2.0 event table: 61 columns between tabs, no header, so that scripts written for GDELT read it."""

from datetime import date
from typing import NamedTuple

from onrecord.dossier.exports.cameo import cameo_code, cameo_quad, cameo_role
from onrecord.dossier.exports.dates import iso_prefix, shared_prefix
from onrecord.dossier.exports.encoding import digest, encoded
from onrecord.dossier.exports.happenings import Happening, Party, dyads, find_happenings
from onrecord.dossier.exports.material import Material, plain
from onrecord.dossier.tables import guarded
from onrecord.dossier.visible import safe_url
from onrecord.model import Report, Span

_ACTOR = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()
)
_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()

#: The columns in their order.
COLUMNS: tuple[str, ...] = (
    *"GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split(),
    *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR),
    *"IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone".split(),
    *(f"Actor1Geo_{name}" for name in _GEO),
    *(f"Actor2Geo_{name}" for name in _GEO),
    *(f"ActionGeo_{name}" for name in _GEO),
    "DATEADDED",
    "SOURCEURL",
)


class Pair(NamedTuple):
    """One row's happening and parties."""

    happening: Happening
    first: Party | None
    second: Party | None


def export_gdelt(material: Material) -> bytes:
    """A line a pair of parties of each happening that the reports tell as actual.

    Left empty, since we do not know them or may not ship the table: Goldstein scale, tone, FIPS codes, ethnic and religious codes, and the
    date columns of an event that the text does not date.
    """
    pairs = [Pair(h, *pair) for h in find_happenings(material) if h.event.status == "actual" for pair in dyads(h)]
    rows = [_row(material, pair) for pair in pairs]
    return encoded("".join("\t".join(row[name] for name in COLUMNS) + "\n" for row in rows))


def _row(material: Material, pair: Pair) -> dict[str, str]:
    happening = pair.happening
    event, report = happening.event, material.report(happening.report)
    root = event.cameo_root
    code = cameo_code(event.type, happening.mode, root)
    return {
        **dict.fromkeys(COLUMNS, ""),
        "GLOBALEVENTID": str(_number(pair)),
        **_dates(happening),
        **_party("Actor1", pair.first),
        **_party("Actor2", pair.second),
        "IsRootEvent": str(int(_is_leading(material, happening))),
        "EventCode": code,
        "EventBaseCode": code,
        "EventRootCode": root,
        "QuadClass": cameo_quad(root),
        "NumMentions": str(len(happening.tellings)),
        "NumSources": str(happening.independent),
        "NumArticles": str(len(happening.reports)),
        **_place(material, happening),
        "DATEADDED": _added(report),
        "SOURCEURL": safe_url(report.url) or "",
    }


def _number(pair: Pair) -> int:
    """A whole number that R and JavaScript hold exactly."""
    parties = (p.entity or p.printed if p else "" for p in (pair.first, pair.second))
    return int(digest((pair.happening.key, *parties))[:12], 16)


def _dates(happening: Happening) -> dict[str, str]:
    known = shared_prefix(happening.earliest, happening.latest) or ""
    bare = known.replace("-", "")
    fraction = ""
    if len(bare) == 8:
        day = date.fromisoformat(known)
        fraction = f"{day.year + day.timetuple().tm_yday / 365:.4f}"
    return {
        "SQLDATE": bare if len(bare) == 8 else "",
        "MonthYear": bare[:6] if len(bare) >= 6 else "",
        "Year": bare[:4],
        "FractionDate": fraction,
    }


def _party(column: str, party: Party | None) -> dict[str, str]:
    if party is None:
        return {}
    country, role = party.country or "", cameo_role(party.sector)
    return {
        f"{column}Code": country + role,
        f"{column}Name": _cell(party.name.upper()),
        f"{column}CountryCode": country,
        f"{column}Type1Code": role,
    }


def _place(material: Material, happening: Happening) -> dict[str, str]:
    known = material.entities.get(happening.place or "")
    if known is None:
        return {}
    latitude, longitude = known.place or ("", "")
    return {
        "ActionGeo_FullName": _cell(known.name),
        "ActionGeo_Lat": str(latitude),
        "ActionGeo_Long": str(longitude),
    }


def _cell(text: str) -> str:
    return str(guarded(plain(text)))


def _is_leading(material: Material, happening: Happening) -> bool:
    """Whether a report tells it in its headline or first paragraph."""
    return any(_leads(material.report(report), event.span) for report, event in happening.tellings)


def _leads(report: Report, span: Span) -> bool:
    first = next((p for p in report.parts if p.kind == "body"), None)
    return any(p.span.contains(span) for p in report.parts if p.kind == "headline" or p is first)


def _added(report: Report) -> str:
    """When the report came out, as far as it says: YYYYMMDD, with hours, minutes and seconds if it has a time (in UTC)."""
    moment = iso_prefix(report.published) or ""
    bare = "".join(c for c in moment if c.isdigit())
    return (bare.ljust(14, "0") if "T" in moment else bare) if len(bare) >= 8 else ""
