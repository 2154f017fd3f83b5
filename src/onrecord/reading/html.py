"""A web page -> Report."""

import trafilatura

from onrecord.model import Origin, Report
from onrecord.reading.reports import Fields, make_report


def read_html(html: str, fields: Fields, path: str, digest: str, given: str | None = None) -> Report:
    """Being written."""
    import msgspec

    text = trafilatura.extract(html, favor_precision=True) or ""
    origin = Origin(path=path, sha256=digest, encoding="utf-8")
    return make_report(msgspec.structs.replace(fields, text=text), origin, given=given)
