"""Kinds whose readers are extras: WARC, Parquet, PDF. Without the extra each says how to install it."""

import hashlib
import io
from collections.abc import Iterator
from typing import Any

import msgspec

from onrecord.model import Origin, Report
from onrecord.reading.bounds import MAX_MEMBER, MAX_RECORDS
from onrecord.reading.decoding import decode_bytes
from onrecord.reading.dialects import column_key
from onrecord.reading.feeds import is_feed, read_feed
from onrecord.reading.html import read_html
from onrecord.reading.kinds import Item, stem
from onrecord.reading.pdf_text import flow_pages
from onrecord.reading.records import broken_report, report_of
from onrecord.reading.reports import Fields, Options, make_report

_MAX_PAGES = 2000  # of one PDF


def read_warc(item: Item, options: Options) -> Iterator[Report]:
    """The pages of a WARC, packed or not, in its order, and its feeds and PDFs; other records are passed over."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        yield _missing(item, "warc", "WARC")
        return
    number = 0
    try:
        for record in ArchiveIterator(io.BytesIO(item.raw), record_types=WarcRecordType.response):
            number += 1
            if number > MAX_RECORDS:
                return
            yield from _read_response(record, Item(path=f"{item.path}#{number}", name="", raw=b""), options)
    except (OSError, ValueError, RuntimeError, EOFError) as error:
        yield broken_report(
            item.path, "", f"{item.path} cannot be read beyond record {number}: {error}", stem(item.name)
        )


def _read_response(record: Any, place: Item, options: Options) -> Iterator[Report]:
    kind = (record.http_content_type or "").lower()
    url = record.headers.get("WARC-Target-URI")
    if kind and "html" not in kind and not any(word in kind for word in ("xml", "rss", "atom", "pdf")):
        return
    raw = record.reader.read(MAX_MEMBER)
    item = msgspec.structs.replace(place, raw=raw)
    if is_feed(raw):
        yield from read_feed(item, options, kind)
    elif raw.startswith(b"%PDF-"):
        yield from (msgspec.structs.replace(r, url=r.url or url) for r in read_pdf(item, options))
    elif not kind or "html" in kind:
        text, _, _ = decode_bytes(raw, record.http_charset)
        fields = Fields(text="", id=record.headers.get("WARC-Record-ID", "").strip("<>") or None, url=url)
        digest = hashlib.sha256(raw).hexdigest()
        yield read_html(text, fields, path=item.path, digest=digest, given=options.published)


def read_parquet(item: Item, options: Options) -> Iterator[Report]:
    """The rows of a Parquet file, columns named as in any dialect."""
    try:
        from pyarrow import ArrowException, BufferReader
        from pyarrow.parquet import ParquetFile
    except ImportError:
        yield _missing(item, "parquet", "Parquet")
        return
    number = 0
    try:
        for batch in ParquetFile(BufferReader(item.raw)).iter_batches(batch_size=256):
            for row in batch.to_pylist():
                number += 1
                digest = hashlib.sha256(repr(sorted(row.items())).encode("utf-8", "replace")).hexdigest()
                plain = {column_key(k): v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items()}
                yield report_of(plain, f"{item.path}#{number}", digest, options)
    except (ArrowException, OSError, ValueError) as error:
        yield broken_report(item.path, "", f"{item.path} cannot be read beyond row {number}: {error}", stem(item.name))


def read_pdf(item: Item, options: Options) -> Iterator[Report]:
    """The text of a PDF that has one, its lines put together into paragraphs; a scan is a Problem. What the map leads back to are the lines
    of its pages as pypdf gives them, pages joined by a line end."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        yield _missing(item, "pdf", "PDF")
        return
    digest = hashlib.sha256(item.raw).hexdigest()
    try:
        reader = PdfReader(io.BytesIO(item.raw))
        pages = [page.extract_text() for page in reader.pages[:_MAX_PAGES]]
        title = reader.metadata.title if reader.metadata else None
    except (PyPdfError, ValueError, KeyError, OSError, RecursionError, TypeError, AttributeError) as error:
        yield broken_report(item.path, digest, f"{item.path} cannot be read: {error}", stem(item.name))
        return
    text, segments, starts = flow_pages(pages)
    origin = Origin(path=item.path, sha256=digest, encoding="pdf", segments=segments, pages=starts)
    fields = Fields(text=text, id=stem(item.name), title=str(title) if title else None)
    yield make_report(fields, origin, given=options.published)


def _missing(item: Item, extra: str, what: str) -> Report:
    report = broken_report(
        item.path, "", f"{item.path} is {what}; to read it: pip install 'onrecord[{extra}]'", stem(item.name)
    )
    return msgspec.structs.replace(report, id=stem(item.name) or item.path)
