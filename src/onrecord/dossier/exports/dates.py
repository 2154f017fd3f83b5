"""Dates for formats that know less than EDTF: what they cannot say is left out, never rounded to a day."""

import re
from datetime import UTC, datetime

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?)?)?")


def iso_prefix(edtf: str | None) -> str | None:
    """The date if it is a plain year, month, day or time; a time with a zone in UTC. None for what says "about", "between" or "before".

    >>> iso_prefix("2020-05"), iso_prefix("2020-05~"), iso_prefix("2025-03-14T21:40:00-04:00")
    ('2020-05', None, '2025-03-15T01:40:00')
    """
    if not edtf or not _ISO.fullmatch(edtf):
        return None
    if "T" not in edtf:
        return edtf if _is_date(edtf) else None
    try:
        moment = datetime.fromisoformat(edtf)
    except ValueError:
        return None
    return (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None).isoformat()


def single_day(earliest: str | None, latest: str | None) -> str | None:
    """The day, where both bounds are one."""
    return earliest if earliest and earliest == latest and _is_date(earliest) else None


def shared_prefix(earliest: str | None, latest: str | None) -> str | None:
    """The day, month or year that both bounds lie in.

    >>> shared_prefix("2025-03-01", "2025-03-31"), shared_prefix("2025-03-01", "2026-01-01")
    ('2025-03', None)
    """
    if not earliest or not latest:
        return None
    return next((earliest[:n] for n in (10, 7, 4) if earliest[:n] == latest[:n] and _is_date(earliest[:n])), None)


def _is_date(text: str) -> bool:
    try:
        datetime.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True
