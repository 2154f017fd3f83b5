"""What an input is, told by its content and, where that leaves it open, by its name."""

import re
from pathlib import PurePosixPath

from onrecord.model import Record

#: Endings that are read when a folder or an archive is walked; a file named by the user is read whatever it is called.
ENDINGS: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".xml": "xml",
    ".rss": "xml",
    ".atom": "xml",
    ".zip": "zip",
    ".tar": "tar",
    ".tgz": "tar",
    ".warc": "warc",
    ".mbox": "mbox",
    ".eml": "mbox",
    ".parquet": "parquet",
    ".pdf": "pdf",
}
_PACKED = (".gz",)
_HEADS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PAR1", "parquet"),
    (b"%PDF-", "pdf"),
    (b"WARC/", "warc"),
    (b"From ", "mbox"),
)
XML_ROOT = re.compile(rb"<(?!\?|!)([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_XML_ROOTS = frozenset((b"rss", b"feed", b"rdf", b"newsitem", b"newsmessage", b"packageitem", b"nitf"))
_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)


class Item(Record, frozen=True):
    """Bytes to read: a file, a member of an archive, standard input."""

    path: str  # what to call the place: the path as given, "archive.zip/inner.txt" for a member, "-" for standard input
    name: str  # the file's own name; "" for standard input
    raw: bytes


def ending(name: str) -> str:
    """The ending that tells a file's kind, lower-cased, packing left out: "a.jsonl.gz" -> ".jsonl"."""
    lowered = name.lower()
    for packed in _PACKED:
        lowered = lowered.removesuffix(packed)
    return PurePosixPath(lowered).suffix


def stem(name: str) -> str:
    """A file's name without the endings that tell its kind and packing."""
    plain = name[: -len(".gz")] if name.lower().endswith(".gz") else name
    known = ending(name)
    return plain[: -len(known)] if known in ENDINGS else plain


def sniff(item: Item) -> str:
    """The kind of an item: one of the values of ENDINGS.

    >>> sniff(Item(path="x", name="x", raw=b'<?xml version="1.0"?><rss version="2.0"></rss>'))
    'xml'
    """
    head = item.raw[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, kind in _HEADS:
        named_so = kind != "mbox" or ending(item.name) in ("", ".mbox", ".eml")
        if head.startswith(mark) and named_so:
            return kind
    if item.raw[257:262] == b"ustar":
        return "tar"
    named = ENDINGS.get(ending(item.name))
    if named not in (None, "text", "xml", "html"):
        return str(named)
    if head.startswith(b"<"):
        return _markup(head, named)
    return named if named in ("text", "html") else _bare(head)


def _markup(head: bytes, named: str | None) -> str:
    root = XML_ROOT.search(head)
    if root is not None and root[2].lower() in _XML_ROOTS:
        return "xml"
    if _PAGE.search(head):
        return "html"
    return "xml" if head.startswith(b"<?xml") or named == "xml" else named or "html"


def _bare(head: bytes) -> str:
    if head.startswith(b"{"):
        return "jsonl"
    return "json" if head.startswith(b"[") and b"{" in head[:200] else "text"
