"""Publication dates as metadata and datelines write them. A date that is not certain is none."""

import re
from calendar import monthrange
from datetime import datetime
from email.utils import parsedate_to_datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_WRITTEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})\b",
        r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b",
    )
)
_DAY = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")
_EDTF_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?[~?%]?$")


def try_parse_published(value: object) -> str | None:
    """The EDTF of a publication date from metadata: ISO 8601 with or without a time, RFC 2822, or a plain year or month.

    Returns:
        "2020-05-17", "2020-05-17T10:30:00Z", "2020-05" ...; None where it is none of these ("None", "", "yesterday").

    >>> try_parse_published("2020-05-17 10:30:00"), try_parse_published("None")
    ('2020-05-17T10:30:00', None)
    """
    text = str(value).strip() if isinstance(value, (str, int)) else ""
    if _EDTF_DATE.match(text):
        return text if _exists(text) else None
    for parse in (_iso, _mail):
        moment = parse(text)
        if moment is not None:
            return _edtf(moment)
    return None


def try_find_written_date(text: str) -> str | None:
    """The one full date written in a dateline; None where there is none or more than one.

    >>> try_find_written_date("TRIPOLI, March 3, 2020 (Reuters) -")
    '2020-03-03'
    """
    found = set()
    for pattern in _WRITTEN:
        for match in pattern.finditer(text):
            month = match["month"].lower()
            number = int(month) if month.isdigit() else _MONTHS[month]
            date = f"{int(match['year']):04d}-{number:02d}-{int(match['day']):02d}"
            if _exists(date):
                found.add(date)
    return found.pop() if len(found) == 1 else None


def _exists(text: str) -> bool:
    digits = text.rstrip("~?%")
    try:
        datetime.strptime(digits + "-01-01"[: 10 - len(digits)] if len(digits) < 10 else digits, "%Y-%m-%d")
    except ValueError:
        return False
    return True


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _edtf(moment: datetime) -> str:
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return moment.date().isoformat()
    zone = moment.strftime("%z")
    zone = "" if not zone else "Z" if zone in ("+0000", "-0000") else f"{zone[:3]}:{zone[3:5]}"
    return moment.strftime("%Y-%m-%dT%H:%M:%S") + zone


def day_bounds(published: str | None) -> tuple[str, str] | None:
    """The first and the last day that a date of publication may mean, as ISO days; None without a year.

    >>> day_bounds("2020-02"), day_bounds("2020-05-17T10:00:00Z")
    (('2020-02-01', '2020-02-29'), ('2020-05-17', '2020-05-17'))
    """
    match = _DAY.match(published or "")
    if match is None:
        return None
    year, month, day = (int(g) if g else 0 for g in match.groups())
    if day:
        return match.group(), match.group()
    if month:
        return f"{match.group()}-01", f"{match.group()}-{monthrange(year, month)[1]:02}"
    return f"{year:04}-01-01", f"{year:04}-12-31"
