"""Each kind of input, made here, becomes reports with the fields it states; what is broken is a Problem beside good neighbours."""

import gzip
import io
import json
import mailbox
import tarfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from onrecord.model import Report
from onrecord.reading.inputs import read_item, read_reports
from onrecord.reading.kinds import Item, sniff
from onrecord.reading.reports import Options

BODY = "The ferry left Bergen at noon on Tuesday, four hours late, the coastguard said in a short note."


def read(name: str, raw: bytes, **options: object) -> list[Report]:
    return list(read_item(Item(path=name, name=name, raw=raw), Options(**options)))


@pytest.mark.parametrize(
    ("row", "text", "outlet", "published"),
    [
        (
            {"maintext": BODY, "source_domain": "a.example", "date_publish": "2020-05-17 10:00:00", "text": None},
            BODY,
            "a.example",
            "2020-05-17T10:00:00",
        ),
        ({"maintext": BODY, "source_domain": "a.example", "date_publish": "None"}, BODY, "a.example", None),
        (
            {"plaintext": BODY, "publisher": "A", "publishing_date": "2020-05-17 10:00:00+00:00"},
            BODY,
            "A",
            "2020-05-17T10:00:00Z",
        ),
        (
            {
                "body": {"summary": ["Late."], "sections": [{"headline": ["Noon"], "paragraphs": [BODY]}]},
                "publisher": "A",
                "publishing_date": "2020-05-17",
            },
            f"Late.\nNoon\n{BODY}",
            "A",
            "2020-05-17",
        ),
        ({"text": BODY, "source-hostname": "A", "date": "2020-05-17", "fingerprint": "x"}, BODY, "A", "2020-05-17"),
        (
            {"text": BODY, "meta_site_name": "A", "publish_date": "2020-05-17T10:00:00"},
            BODY,
            "A",
            "2020-05-17T10:00:00",
        ),
        (
            {
                "article_title": "F",
                "text_content": BODY,
                "canonical_domain": "a.example",
                "publication_date": "2020-05-17",
            },
            BODY,
            "a.example",
            "2020-05-17",
        ),
        (
            {"uri": "u1", "body": BODY, "dateTime": "2020-05-17T10:00:00Z", "source": {"title": "A"}},
            BODY,
            "A",
            "2020-05-17T10:00:00Z",
        ),
        (
            {
                "uri": "u2",
                "bodies": [{"contenttype": "text/plain", "value": BODY}],
                "source": "A",
                "firstCreated": "2020-05-17",
            },
            BODY,
            "A",
            "2020-05-17",
        ),
        (
            {"@type": "NewsArticle", "articleBody": BODY, "publisher": {"name": "A"}, "datePublished": "2020-05-17"},
            BODY,
            "A",
            "2020-05-17",
        ),
        ({"event_text": BODY, "publisher": "A", "pub_date": "2020-05-17", "story_id": "s"}, BODY, "A", "2020-05-17"),
    ],
    ids=lambda v: "" if not isinstance(v, dict) else ",".join(sorted(v)[:3]),
)
def test_records_of_other_tools(row: dict[str, object], text: str, outlet: str, published: str | None) -> None:
    (report,) = read("r.json", json.dumps(row).encode())
    assert (report.text, report.outlet, report.published) == (text, outlet, published)
    assert not report.problems


def test_our_own_records_are_never_taken_for_another_tools() -> None:
    row = {"text": BODY, "outlet": "A", "published": "2020-05-17", "fingerprint": "x", "publisher": "P"}
    (report,) = read("r.json", json.dumps(row).encode())
    assert (report.outlet, report.publisher) == ("A", "P")


@pytest.mark.parametrize(
    "row",
    [
        {"media_name": "A", "publish_date": "2020-05-17", "url": "u"},
        {"seendate": "20200517T100000Z", "domain": "a", "url": "u"},
    ],
)
def test_lists_without_texts_say_so(row: dict[str, str]) -> None:
    (report,) = read("r.json", json.dumps(row).encode())
    assert report.published is None
    assert "has no text" in report.problems[0].message


def test_a_mapping_reads_an_unknown_dialect() -> None:
    raw = json.dumps({"content": BODY, "paper": "A"}).encode()
    (report,) = read("r.json", raw, mapping=(("text", "content"), ("outlet", "paper")))
    assert (report.text, report.outlet) == (BODY, "A")


def test_a_table(tmp_path: Path) -> None:
    raw = f'ID,Text,Outlet,published\n1,"{BODY}",A,2020-05-17\n2,"Rain\nin Oslo.",B,\n'.encode()
    first, second = read("r.csv", raw)
    assert (first.id, first.text, first.outlet, first.published) == ("1", BODY, "A", "2020-05-17")
    assert second.text == "Rain\nin Oslo."


def test_a_feed_item_is_published_by_its_source_not_by_the_feed() -> None:
    raw = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Aggregator</title><language>en-GB</language>
    <item><guid>g1</guid><title>Ferry late</title><link>https://a.example/1</link><source url="https://a.example">The Courier</source>
    <pubDate>Sun, 17 May 2020 10:00:00 GMT</pubDate><description>{BODY}</description></item>
    <item><guid>g2</guid><title>Rain</title><description>&lt;p&gt;It rained in Oslo for six days.&lt;/p&gt;</description></item>
    </channel></rss>""".encode()
    first, second = read("feed.rss", raw)
    assert (first.id, first.outlet, first.provider, first.published) == (
        "g1",
        "The Courier",
        "Aggregator",
        "2020-05-17T10:00:00Z",
    )
    assert first.text == f"Ferry late\n{BODY}"
    assert second.outlet == "Aggregator"
    assert "It rained in Oslo" in second.text
    assert "<p>" not in second.text


def test_newsml_g2() -> None:
    raw = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:1" xml:lang="en-US">
    <itemMeta><provider literal="HPA"/></itemMeta><contentMeta><contentCreated>2020-05-17T10:00:00Z</contentCreated>
    <infoSource literal="Desk"/><creditline>HPA/Desk</creditline><headline>Ferry late</headline></contentMeta>
    <contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{BODY}</p>
    <p>It was late.</p></body></html></inlineXML></contentSet></newsItem>""".encode()
    (report,) = read("item.xml", raw)
    assert (report.id, report.outlet, report.provider, report.language) == ("urn:1", "HPA", "Desk", "en")
    assert report.text == f"Ferry late\n{BODY}\nIt was late."
    assert report.published == "2020-05-17T10:00:00Z"


def test_nitf() -> None:
    raw = f"""<nitf><head><title>Ferry late</title><docdata><doc-id id-string="d1"/><date.issue norm="20200517T100000Z"/></docdata>
    <pubdata name="The Courier"/></head><body><body.head><hedline><hl1>Ferry late</hl1></hedline><distributor>HPA</distributor></body.head>
    <body.content><p>{BODY}</p></body.content></body></nitf>""".encode()
    (report,) = read("item.xml", raw)
    assert (report.id, report.outlet, report.provider, report.published) == ("d1", "The Courier", "HPA", "2020-05-17")


def test_xml_entities_are_not_expanded() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE n [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    (report,) = read(
        "x.xml", bomb + b"<nitf><body><body.content><p>Rain &b; &x; in Oslo.</p></body.content></body></nitf>"
    )
    assert "boom" not in report.text
    assert "root:" not in report.text


def test_a_mailbox(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "m.mbox")
    for subject in ("Ferry late", "Rain"):
        message = EmailMessage()
        message["Subject"], message["From"], message["Message-ID"] = (
            subject,
            "The Courier <desk@a.example>",
            f"<{subject[:4]}@a>",
        )
        message["Date"] = "Sun, 17 May 2020 10:00:00 +0000"
        message.set_content(BODY)
        box.add(message)
    box.flush()
    first, second = read_reports([tmp_path / "m.mbox"])
    assert (first.id, first.outlet, first.title, first.published) == (
        "Ferr@a",
        "The Courier",
        "Ferry late",
        "2020-05-17T10:00:00Z",
    )
    assert BODY in second.text


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return out.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, raw in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return gzip.decompress(out.getvalue())


@pytest.mark.parametrize(("name", "pack"), [("r.zip", zipped), ("r.tar", tarred)])
def test_archives_are_read_member_by_member(
    name: str, pack: Callable[[dict[str, bytes]], bytes], tmp_path: Path
) -> None:
    inner = zipped({"c.txt": b"Snow."})
    members = {
        "a.txt": b"Rain.",
        "b/x.jsonl": b'{"id": "x", "text": "Hail."}\n',
        "z.zip": inner,
        "no.bin": b"\x00",
        "../../up.txt": b"Fog.",
    }
    found = read(name, pack(members))
    assert sorted(r.text for r in found) == ["Fog.", "Hail.", "Rain.", "Snow."]
    assert list(tmp_path.iterdir()) == []


def test_a_bomb_is_a_problem_and_its_neighbour_is_read() -> None:
    found = read("r.zip", zipped({"bomb.txt": b"0" * 80_000_000, "good.txt": b"Rain."}))
    assert [r.text for r in found if not r.problems] == ["Rain."]
    assert "too large" in next(r for r in found if r.problems).problems[0].message


def test_archives_within_archives_end() -> None:
    raw = zipped({"a.txt": b"Rain."})
    for _ in range(6):
        raw = zipped({"in.zip": raw})
    (report,) = read("r.zip", raw)
    assert "archives" in report.problems[0].message


def test_a_link_in_a_tar_leads_nowhere() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("passwd.txt")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    assert read("r.tar", out.getvalue()) == []


def test_warc() -> None:
    pytest.importorskip("fastwarc")
    html = "<html><head><title>Ferry late</title></head><body><article><h1>Ferry late</h1>"
    html += f"<p>{BODY}</p><p>{BODY} Again.</p></article></body></html>"
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(html)}\r\n\r\n{html}"
    record = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/2020/05/17/ferry\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "WARC-Date: 2021-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n{http}\r\n\r\n"
    )
    for raw in (record.encode(), gzip.compress(record.encode())):
        (report,) = read("a.warc", raw)
        assert (report.id, report.url) == ("urn:uuid:1", "https://a.example/2020/05/17/ferry")
        assert report.text.startswith("Ferry late\nThe ferry left")
        assert report.published == "2020-05-17"


def test_parquet() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    arrow = pytest.importorskip("pyarrow")
    out = io.BytesIO()
    parquet.write_table(arrow.table({"id": ["1"], "text": [BODY], "outlet": ["A"]}), out)
    (report,) = read("r.parquet", out.getvalue())
    assert (report.id, report.text, report.outlet) == ("1", BODY, "A")


@pytest.mark.parametrize(
    "name", ["r.pdf", "r.parquet", "r.warc", "r.zip", "r.tar", "r.xml", "r.csv", "r.mbox", "r.html", "r.json"]
)
@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00" * 300,
        b"garbage",
        b"PK\x03\x04rest",
        b"%PDF-1.4 no",
        b"PAR1",
        b"<a><b>",
        b"From x\nSubject",
        b"\xff" * 50,
    ],
)
def test_garbage_under_any_name_never_raises(name: str, raw: bytes) -> None:
    for report in read(name, raw):
        assert report.problems or report.text


def test_content_decides_before_the_name() -> None:
    assert sniff(Item(path="a.txt", name="a.txt", raw=b"<!DOCTYPE html><html><body>")) == "html"
    assert sniff(Item(path="a", name="a", raw=b'{"text": "x"}')) == "jsonl"
    assert sniff(Item(path="a.txt", name="a.txt", raw=b"From Bergen it left.")) == "text"


def test_the_text_of_a_feed_leads_back_to_the_entry() -> None:
    paragraphs = f"&lt;p&gt;{BODY}&lt;/p&gt;&lt;p&gt;It was the &lt;b&gt;fourth&lt;/b&gt; time this month, the note went on.&lt;/p&gt;"
    short = "&lt;i&gt;Rain&lt;/i&gt; in Oslo"
    raw = (
        '<rss version="2.0"><channel><title>C</title>'
        f"<item><guid>1</guid><title>Ferry</title><description>{paragraphs * 2}</description></item>"
        f"<item><guid>2</guid><title>Rain</title><description>{short}</description></item>"
        f"<item><guid>3</guid><title>Plain</title><description>{BODY}</description></item></channel></rss>"
    )
    contents = [s.replace("&lt;", "<").replace("&gt;", ">") for s in (paragraphs * 2, short, BODY)]
    for report, content in zip(read("f.rss", raw.encode()), contents, strict=True):
        assert report.origin is not None
        assert sum(s.length for s in report.origin.segments) >= 10
        for s in report.origin.segments:
            assert report.text[s.start : s.start + s.length] == content[s.raw : s.raw + s.length]


def test_a_pdf_knows_its_pages() -> None:
    pypdf = pytest.importorskip("pypdf")
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = pypdf.PdfWriter()
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"), NameObject("/BaseFont"): NameObject("/Helvetica")})  # fmt: skip # noqa: E501
    for words in (BODY, "It rained in Oslo for six days."):
        page = writer.add_blank_page(612, 792)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
    out = io.BytesIO()
    writer.write(out)
    (report,) = read("a.pdf", out.getvalue())
    assert report.text == f"{BODY} It rained in Oslo for six days."  # a full line does not end a paragraph
    assert report.origin is not None
    assert [report.origin.page_of(report.text.index(w)) for w in ("ferry", "Oslo")] == [1, 2]
