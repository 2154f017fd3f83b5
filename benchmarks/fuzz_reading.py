# ruff: noqa: E501 - seeds and hostile pieces are longer than a line
"""Mutated inputs of every kind through the readers: nothing raises, nothing runs over its bound, no good neighbour is lost.

    python benchmarks/fuzz_reading.py [--inputs 100000] [--seed 1] [--seconds 10] [--memory 1024]

Each input is a valid file, made here, with a few mutations: bytes flipped, deleted, doubled, cut off, replaced by hostile pieces, or spliced with
another kind's. The order and content are the same for the same seed. Exit status 1 where anything was found.
"""

import argparse
import gzip
import io
import json
import logging
import random
import re
import resource
import signal
import sys
import tarfile
import time
import zipfile
from collections import Counter

from onrecord.model import Report
from onrecord.reading.inputs import read_item
from onrecord.reading.kinds import Item

GOOD = "The ferry left Bergen at noon on Tuesday, four hours late, the coastguard said in a short note on Wednesday."
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>Ferry late | Courier</title><meta property="og:site_name" content="Courier">'
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry late","datePublished":"2020-03-03"}</script></head>'
    f'<body><nav><a href="/">Home</a></nav><article><h1>Ferry late</h1><p>{GOOD}</p><p>{GOOD[:60]} &amp; more.</p></article></body></html>'
)
RSS = f'<?xml version="1.0"?><rss version="2.0"><channel><title>C</title><item><guid>1</guid><title>F</title><description>{GOOD}</description></item></channel></rss>'
NEWSML = f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="g"><contentSet><inlineXML><p>{GOOD}</p></inlineXML></contentSet></newsItem>'
NITF = f"<nitf><body><body.head><hedline><hl1>Ferry</hl1></hedline></body.head><body.content><p>{GOOD}</p></body.content></body></nitf>"
MAIL = f"From a@b Tue Mar  3 10:00:00 2020\nFrom: C <c@c.example>\nSubject: Ferry\nDate: Tue, 3 Mar 2020 10:00:00 +0000\n\n{GOOD}\n"
ROW = {"id": "x", "text": GOOD, "outlet": "C", "published": "2020-03-03"}
_UNFORESEEN = re.compile(r"(?:beyond record \d+|cannot be read) \(\w+: ")  # what only the last guard of read_item caught
UNFORESEEN = Counter()
PIECES = (
    b"<", b">", b"&", b'"', b"'", b"<!--", b"-->", b"<![CDATA[", b"<script>", b"</p>", b"<div " * 50, b"<div>" * 400, b"&#x110000;", b"&#0;", b"&lt;",
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", "\u202e\u2066\u200b\ufeff".encode(), b"\r", b"\n\n", b"{" * 300,
    b"[" * 300, b'{"a":' * 200, b"1e999", b"-0", b'"@type":', b'"\\ud800"', b"]]>", b'<!DOCTYPE a [<!ENTITY b "c">]>', b"<a href='", b"9" * 400, b"0001-01-01",
    b"99999-99-99", b"From ", b"Content-Type: text/html; charset=x\n", b"," * 500, b'""', b"\t", b"\x1f\x8b", b"PK\x03\x04", b"%PDF-", b"WARC/1.0\r\n",
)  # fmt: skip


def packed_zip(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members:
            archive.writestr(zipfile.ZipInfo(name), raw, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def packed_tar(members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, raw in members:
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return out.getvalue()


def warc():
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE.encode()
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    return (
        f"{head}WARC-Date: 2020-03-03T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
        + b"\r\n\r\n"
    )


def parquet():
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table({k: [v] for k, v in ROW.items()}), out)
    return out.getvalue()


def pdf():
    stream = f"BT /F1 12 Tf 72 700 Td ({GOOD}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    raw = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (i, o) for i, o in enumerate(objects, 1))
    return raw + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n0\n%%EOF"


def seeds():
    """(name, bytes) of a valid input of every kind."""
    row = json.dumps(ROW).encode()
    return (
        ("a.txt", f"Ferry late\n\nBERGEN, March 3, 2020 (AP) - {GOOD}\nBy Kari Nordmann\n".encode()),
        ("a.html", PAGE.encode()),
        ("a.json", json.dumps([ROW, {"maintext": GOOD, "date_publish": "None", "source_domain": "a"}]).encode()),
        ("a.jsonl", row + b"\n" + json.dumps({"html": PAGE}).encode() + b"\n"),
        ("a.csv", f'id,text,outlet\n1,"{GOOD}",C\n2,"Rain, snow",D\n'.encode()),
        ("a.rss", RSS.encode()),
        ("n.xml", NEWSML.encode()),
        ("t.xml", NITF.encode()),
        ("a.mbox", (MAIL + "\n" + MAIL).encode()),
        ("a.eml", ("MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n" + MAIL.split("\n", 1)[1].replace(GOOD, PAGE)).encode()),
        ("a.zip", packed_zip([("b.txt", GOOD.encode()), ("../c.html", PAGE.encode())])),
        ("a.tar", packed_tar([("b.txt", GOOD.encode()), ("/c.jsonl", row), ("d.txt.gz", gzip.compress(GOOD.encode()))])),
        ("a.warc", warc()),
        ("a.parquet", parquet()),
        ("a.pdf", pdf()),
        ("", PAGE.encode()),
    )  # fmt: skip


def mutated(raw, others, draw):
    """The bytes with one to six mutations."""
    raw = bytearray(raw)
    for _ in range(draw.choice((1, 1, 2, 3, 6))):
        at, size = draw.randrange(len(raw) + 1), draw.choice((1, 2, 8, 64, 512))
        kind = draw.randrange(7)
        if kind == 0:
            raw[at : at + 1] = bytes([draw.randrange(256)])
        elif kind == 1:
            del raw[at : at + size]
        elif kind == 2:
            raw[at:at] = raw[at : at + size] * draw.choice((1, 2, 30))
        elif kind == 3:
            del raw[at:]
        elif kind in (4, 5):
            raw[at:at] = draw.choice(PIECES)
        else:
            other = draw.choice(others)[1]
            start = draw.randrange(len(other) + 1)
            raw[at:at] = other[start : start + size]
    return bytes(raw)


def read_all(name, raw):
    """The reports of some bytes, each touched as a caller would."""
    found = list(read_item(Item(path=name or "-", name=name, raw=raw)))
    for report in found:
        assert isinstance(report, Report)
        report.text.encode("utf-8", "surrogatepass")
        if any(_UNFORESEEN.search(p.message) for p in report.problems):
            UNFORESEEN[report.problems[0].message[-100:]] += 1
        for segment in report.origin.segments if report.origin else ():
            assert 0 <= segment.start <= segment.start + segment.length <= len(report.text), "a segment leaves the text"
        assert report.text.strip() or report.problems, "neither text nor problem"
    return found


def with_neighbours(raw, draw):
    """A container in which a mutated member stands between two good ones: (name, bytes, how many good ones must be read)."""
    line = raw.replace(b"\n", b" ").replace(b"\r", b" ")
    good = json.dumps(ROW).encode()
    members = [("1.jsonl", good), ("2.html", raw), ("3.jsonl", good)]
    return draw.choice(
        (
            ("n.jsonl", good + b"\n" + line + b"\n" + good + b"\n"),
            ("n.zip", packed_zip(members)),
            ("n.tar", packed_tar(members)),
        )
    )


class Overtime(BaseException):
    """An input took longer than its bound."""


def ring(*_):
    raise Overtime


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--inputs", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seconds", type=int, default=10)
    options.add_argument("--memory", type=int, default=1024, help="MiB of resident memory")
    given = options.parse_args()
    draw, kinds = random.Random(given.seed), seeds()
    counts, failures, slowest = Counter(), [], (0.0, "")
    logging.disable()  # parsers of other hands log what they meet
    signal.signal(signal.SIGPROF, ring)
    begun = time.time()
    for number in range(given.inputs):
        name, raw = kinds[number % len(kinds)]
        raw, wanted = mutated(raw, kinds, draw), 0
        if number % 8 == 7:
            (name, raw), wanted = with_neighbours(raw, draw), 2
        start = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, given.seconds)  # of the processor: other programs do not count
        try:
            found = read_all(name, raw)
            signal.setitimer(signal.ITIMER_PROF, 0)
            counts["reports"] += len(found)
            counts["reports with problems"] += sum(bool(r.problems) for r in found)
            if sum(r.text == GOOD and not r.problems for r in found) < wanted:
                failures.append((number, name, "a good neighbour was lost"))
        except Overtime:
            failures.append((number, name, f"longer than {given.seconds} s"))
        except Exception as error:  # noqa: BLE001 - what the readers let through is what is looked for
            signal.setitimer(signal.ITIMER_PROF, 0)
            failures.append((number, name, f"{type(error).__name__}: {error}"))
        slowest = max(slowest, (time.process_time() - start, f"{name} #{number}"))
        if number % 5000 == 4999:
            print(number + 1, f"{time.time() - begun:.0f} s", dict(counts), len(failures), "failures", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{given.inputs} inputs, seed {given.seed}: {dict(counts)}; slowest {slowest[0]:.2f} s ({slowest[1]}); peak memory {peak:.0f} MiB"
    )
    for number, name, what in failures[:50]:
        print(f"  #{number} {name}: {what}")
    print(
        f"{len(failures)} failures; {sum(UNFORESEEN.values())} problems that only the last guard saw: {UNFORESEEN.most_common(8)}"
    )
    sys.exit(bool(failures) or peak > given.memory)


if __name__ == "__main__":
    main()
