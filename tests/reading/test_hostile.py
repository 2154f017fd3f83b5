# ruff: noqa: E501 - hostile pieces are longer than a line
"""Hostile files, made here: each is read or is a Problem, within its bound, and its good neighbours are read."""

import gzip
import io
import json
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from onrecord.model import Report
from onrecord.reading import bounds
from onrecord.reading.html_blocks import walk_blocks, without_scripts
from onrecord.reading.inputs import read_item, read_reports
from onrecord.reading.kinds import Item

GOOD = "The ferry left Bergen at noon on Tuesday, four hours late, the coastguard said in a short note."
ROW = json.dumps({"id": "good", "text": GOOD}).encode()
SECONDS = 20  # of the processor, for an input of a few megabytes


def read(name: str, raw: bytes | str) -> list[Report]:
    data = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
    begun = time.process_time()
    found = list(read_item(Item(path=name, name=name, raw=data)))
    assert time.process_time() - begun < SECONDS
    assert all(r.text.strip() or r.problems for r in found)
    return found


def linked_data(content: str) -> str:
    return f'<html><head><script type="application/ld+json">{content}</script></head><body><article><p>{GOOD}</p></article></body></html>'


@pytest.mark.parametrize(
    "soup",
    [
        "<" * 1_000_000,
        "<a " * 500_000,
        "<!" * 500_000,
        "<!--" * 500_000,
        "<!-- -" * 300_000,
        "<![CDATA[" * 200_000,
        "<script " * 200_000,
        "<script>" * 200_000,
        "<script></script " * 100_000,
        "<a \"'" * 300_000,
        "<a '\">" * 300_000,
        "<div>" * 400_000,
        "<div>" * 500 + "</span>" * 400_000,
        "<p a=" + "b=" * 500_000,
        "&" * 1_000_000,
        "&#" + "9" * 1_000_000,
        "\u00a0 \u200b" * 300_000,
    ],
    ids=lambda s: s[:12].strip(),
)
def test_tag_soup_costs_no_more_than_its_length(soup: str) -> None:
    begun = time.process_time()
    assert sum(1 for _ in walk_blocks(soup)) <= 400_000
    without_scripts(soup)
    assert time.process_time() - begun < 8


@pytest.mark.parametrize(
    "page",
    [
        "<html>" + "<" * 300_000,
        "<html><body>" + "<div>" * 30_000 + GOOD,
        "<html><body>" + "<table><tr><td>" * 2_000 + GOOD,
        "<html><body>" + "<blockquote><ul><li>" * 2_000 + GOOD,
        "<html><body><article>" + f"<h2>Head</h2><p>{GOOD}</p>" * 3_000,
        "<html><head>" + "<meta name=a content=b>" * 50_000 + "</head><body><p>" + GOOD,
        "<html>" + "<title>" * 100_000,
        "<html><body><p>" + "1" * 500_000,
        "<html><body><p>" + "\u202e\u200b\x07 " * 100_000 + GOOD,
        linked_data('{"a":' * 5_000 + "1" + "}" * 5_000),
        linked_data("[" * 100_000),
        linked_data('[{"@type":"NewsArticle","headline":"x","isPartOf":{"@id":"#a"},"@id":"#a"}' + ',{"@id":"#a"}' * 50_000 + "]"),
    ],
    ids=lambda p: p[6:30],
)  # fmt: skip
def test_hostile_pages_end(page: str) -> None:
    read("h.html", page)


def test_linked_data_that_nests_without_end_costs_only_itself() -> None:
    for content in (
        "[" * 100_000,
        '{"a":' * 5_000,
        '{"@type": 5, "author": [[[]]]}',
        '{"@type":"NewsArticle","headline":{"x":[]}}',
    ):
        (report,) = read("h.html", linked_data(content))
        assert GOOD in report.text


@pytest.mark.parametrize("line", ["word " * 10_000_000, "a" * 50_000_000], ids=["words", "one word"])
def test_a_line_of_fifty_megabytes(line: str) -> None:
    (report,) = read("l.txt", line)
    assert len(report.text) == 50_000_000


def test_a_record_of_fifty_megabytes_between_good_ones(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(ROW + b'\n{"text": "' + b"a" * 50_000_000 + b"\n" + ROW + b"\n")
    found = list(read_reports([path]))
    assert [bool(r.problems) for r in found] == [False, True, False]


def test_a_packed_bomb_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.reading.inputs.MAX_BYTES", 1_000_000)
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"a" * 2_000_000))
    (report,) = read_reports([tmp_path / "b.txt.gz"])
    assert "more than" in report.problems[0].message


def packed(members: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members:
            archive.writestr(name, raw)
    return out.getvalue()


def test_a_bomb_in_an_archive_stands_between_good_neighbours() -> None:
    found = read("a.zip", packed([("1.jsonl", ROW), ("2.txt", b"\0" * 30_000_000), ("3.jsonl", ROW)]))
    assert [bool(r.problems) for r in found] == [False, True, False]
    assert "too large" in found[1].problems[0].message


def test_archives_within_archives_end() -> None:
    raw = packed([("a.jsonl", ROW)])
    for _ in range(bounds.MAX_DEPTH + 2):
        raw = packed([("a.zip", raw)])
    (report,) = read("a.zip", raw)
    assert "more than 3 archives" in report.problems[0].message


def test_names_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (
            ("../../evil.jsonl", tarfile.REGTYPE),
            ("/etc/evil.jsonl", tarfile.REGTYPE),
            ("l.txt", tarfile.SYMTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.size = kind, "/etc/passwd", len(ROW) if kind == tarfile.REGTYPE else 0
            archive.addfile(info, io.BytesIO(ROW))
    (tmp_path / "a.tar").write_bytes(out.getvalue())
    found = list(read_reports([tmp_path / "a.tar"]))
    assert [r.text for r in found] == [GOOD, GOOD]
    assert [p.name for p in tmp_path.iterdir()] == ["a.tar"]


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    for body in (
        f'<!DOCTYPE nitf [<!ENTITY l0 "ha">{laughs}]>',
        f'<!DOCTYPE nitf [<!ENTITY l9 SYSTEM "file://{tmp_path}/secret">]>',
    ):
        for report in read("n.xml", f"{body}<nitf><body><body.content><p>{GOOD} &l9;</p></body.content></body></nitf>"):
            assert "secret" not in report.text
            assert len(report.text) < 1000


@pytest.mark.parametrize(
    "raw",
    [b"\xff\xfe\x00\xd8" * 100, b"\x80abc" * 1000, "\ufeff".encode("utf-16") * 3, b"\x00" * 1000, '{"text": "é"}'.encode("latin-1"), b"\xed\xa0\x80"],
    ids=range(6),
)  # fmt: skip
@pytest.mark.parametrize(
    "name",
    ["x.txt", "x.html", "x.json", "x.jsonl", "x.csv", "x.xml", "x.eml", "x.zip", "x.warc", "x.pdf", "x.parquet", ""],
)
def test_bad_encodings_in_every_kind(name: str, raw: bytes) -> None:
    read(name, raw)


def test_a_record_that_is_not_utf_8_is_a_problem_not_a_guess() -> None:
    (report,) = read("r.jsonl", '{"text": "Le café était fermé à Orléans."}'.encode("latin-1"))
    assert "no JSON" in report.problems[0].message


def test_a_parser_that_fails_is_a_problem() -> None:
    (report,) = read("f.rss", '<rss version="2.0"><channel><item><title>&#x110000;</title></item></channel></rss>')
    assert report.problems


def test_markup_and_control_characters_stay_characters() -> None:
    (report,) = read("c.jsonl", json.dumps({"text": f"<script>alert(1)</script>\u202e\u0007 {GOOD}"}))
    assert report.text.startswith("<script>alert(1)</script>\u202e\u0007")


def test_a_member_without_a_name_costs_only_itself() -> None:
    raw = packed([("1.jsonl", ROW), ("QQ.txt", b"x"), ("2.jsonl", ROW)]).replace(b"QQ.txt", b"\0Q.txt")
    assert [r.text for r in read("a.zip", raw) if not r.problems] == [GOOD, GOOD]


def test_a_packed_file_that_was_cut_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    rows = b"".join(json.dumps({"id": str(n), "text": f"{GOOD} {n * 7919}"}).encode() + b"\n" for n in range(2000))
    packed_rows = gzip.compress(rows)
    (tmp_path / "r.jsonl.gz").write_bytes(packed_rows[: len(packed_rows) // 2])
    found = list(read_reports([tmp_path / "r.jsonl.gz"]))
    assert len(found) > 500
    assert [bool(r.problems) for r in found[-2:]] == [False, True]
    assert "cannot be read beyond record" in found[-1].problems[0].message


def test_a_packed_page_that_was_cut_off_is_a_problem_beside_a_good_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(GOOD.encode() * 50)[:-20])
    (tmp_path / "b.txt").write_text(GOOD)
    broken, good = read_reports([tmp_path])
    assert (bool(broken.problems), broken.text, good.text) == (True, "", GOOD)


def test_a_bomb_packed_within_a_tar_stands_between_good_neighbours() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, raw in (("1.jsonl", ROW), ("2.txt.gz", gzip.compress(b"\0" * 50_000_000)), ("3.jsonl", ROW)):
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    found = read("a.tar", out.getvalue())
    assert [bool(r.problems) for r in found] == [False, True, False]
    assert "holds more than" in found[1].problems[0].message


def test_a_bomb_within_a_tar_within_a_zip_is_a_problem() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        info = tarfile.TarInfo("zeros.txt")
        info.size = 100_000_000
        archive.addfile(info, io.BytesIO(bytes(100_000_000)))
    found = read("a.zip", packed([("1.jsonl", ROW), ("2.tgz", out.getvalue()), ("3.jsonl", ROW)]))
    assert [r.text for r in found if not r.problems] == [GOOD, GOOD]
    assert any(r.problems for r in found)


@pytest.mark.parametrize("cut", [10, 200, 500, 900])
def test_an_archive_of_pages_that_was_cut_off(cut: int) -> None:
    pytest.importorskip("fastwarc")
    page = f"<html><body><article><h1>Ferry</h1><p>{GOOD}</p><p>{GOOD[:60]}.</p></article></body></html>".encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Length: {len(http)}\r\n\r\n".encode()
    record = head + http + b"\r\n\r\n"
    found = read("a.warc", record + record[:cut])
    assert GOOD in found[0].text
    read("a.warc.gz", gzip.compress(record) + gzip.compress(record)[:cut])


def test_a_table_cell_of_fifty_megabytes() -> None:
    first, *rest = read("t.csv", b"id,text\n1,good\n2," + b"a" * 50_000_000 + b"\n")
    assert first.text == "good"
    assert len(rest) == 1
