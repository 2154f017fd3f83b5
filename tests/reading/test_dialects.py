# ruff: noqa: E501 - records are kept a few lines long
"""Whole records as each tool writes them, in words of our own; what is unknown or wrong is said with the keys that were seen."""

import io
import json

import pytest

from onrecord.model import Report
from onrecord.reading.inputs import read_item
from onrecord.reading.kinds import Item
from onrecord.reading.reports import Options

BODY = "The ferry left Bergen at noon on Tuesday, four hours late, the coastguard said in a short note."
SECOND = "Two of its passengers were treated for cold, said Kari Holm of the harbour's clinic."


def read(name: str, raw: bytes, **options: object) -> list[Report]:
    return list(read_item(Item(path=name, name=name, raw=raw), Options(**options)))


NEWS_PLEASE = {
    "authors": ["Ola Berg"], "date_download": "2020-05-18 06:00:01", "date_modify": "2020-05-17 12:30:00", "date_publish": "2020-05-17 10:00:00",
    "description": "A ferry was late.", "filename": "https%3A%2F%2Fcourier.example%2Fferry.json", "image_url": None, "language": "en",
    "localpath": None, "maintext": f"{BODY}\n{SECOND}", "source_domain": "courier.example", "text": None, "title": "Ferry late",
    "title_page": None, "title_rss": None, "url": "https://courier.example/ferry",
}  # fmt: skip
FUNDUS = {
    "title": "Ferry late", "authors": ["Ola Berg", "Kari Nord"], "publishing_date": "2020-05-17 10:00:00+02:00", "topics": ["Ferries"],
    "free_access": True, "lang": "en", "publisher": "The Courier", "plaintext": f"{BODY}\n\n{SECOND}",
    "body": {"summary": ["Late."], "sections": [{"headline": [], "paragraphs": [BODY, SECOND]}]},
    "html": {"requested_url": "https://courier.example/ferry", "responded_url": "https://courier.example/ferry?x", "crawl_date": "2020-05-18"},
}  # fmt: skip
TRAFILATURA = {
    "title": "Ferry late", "author": "Ola Berg; Kari Nord", "hostname": "courier.example", "date": "2020-05-17", "fingerprint": "8f1c", "id": None,
    "license": None, "comments": "", "raw_text": f"{BODY} {SECOND}", "text": f"{BODY}\n{SECOND}", "language": "en", "image": None, "pagetype": "article",
    "filedate": "2020-05-18", "source": "https://courier.example/ferry", "source-hostname": "The Courier", "excerpt": "A ferry was late.",
    "categories": "", "tags": "ferry;sea",
}  # fmt: skip
NEWSPAPER = {
    "url": "https://courier.example/ferry", "title": "Ferry late", "text": f"{BODY}\n\n{SECOND}", "authors": ["Ola Berg"], "keywords": ["ferry"],
    "publish_date": "2020-05-17T10:00:00+00:00", "meta_site_name": "The Courier", "meta_lang": "en", "canonical_link": "https://courier.example/ferry",
}  # fmt: skip
STORY_INDEX = {
    "id": "ab12", "article_title": "Ferry late", "text_content": f"{BODY}\n{SECOND}", "canonical_domain": "courier.example", "language": "en",
    "publication_date": "2020-05-17", "indexed_date": "2020-05-18T04:00:00", "url": "https://courier.example/ferry", "original_url": "http://c.example/f",
}  # fmt: skip
NINJS_1 = {
    "uri": "urn:courier:1", "type": "text", "versioncreated": "2020-05-17T12:30:00Z", "firstcreated": "2020-05-17T10:00:00Z", "language": "en",
    "headline": "Ferry late", "byline": "Ola Berg", "body_text": f"{BODY}\n{SECOND}", "copyrightholder": "The Courier", "provider": "NordWire",
    "infosource": [{"name": "NordWire"}],
}  # fmt: skip
NINJS_2 = {
    "uri": "urn:courier:2", "standard": {"name": "ninjs", "version": "2.0"}, "firstcreated": "2020-05-17T10:00:00Z",
    "versioncreated": "2020-05-17T12:30:00Z", "language": "en", "headlines": [{"role": "main", "value": "Ferry late"}], "by": "Ola Berg",
    "bodies": [{"role": "main", "contenttype": "text/html", "value": f"<p>{BODY}</p>"}, {"role": "plain", "contenttype": "text/plain",
    "value": f"{BODY}\n{SECOND}"}], "copyrightholder": "The Courier", "infosources": [{"name": "NordWire"}],
}  # fmt: skip
NINJS_3 = {
    "uri": "urn:courier:3", "standard": {"name": "ninjs", "version": "3.1"}, "firstCreated": "2020-05-17T10:00:00Z",
    "versionCreated": "2020-05-17T12:30:00Z", "language": "en", "headlines": [{"role": "main", "value": "Ferry late"}], "by": "Ola Berg",
    "bodies": [{"role": "main", "contentType": "text/plain", "value": f"{BODY}\n{SECOND}"}], "copyrightHolder": "The Courier",
    "infoSources": [{"name": "NordWire"}],
}  # fmt: skip

SAMPLES = {
    "news-please": NEWS_PLEASE, "fundus": FUNDUS, "trafilatura": TRAFILATURA, "newspaper4k": NEWSPAPER, "Media Cloud": STORY_INDEX,
    "ninjs 1": NINJS_1, "ninjs 2": NINJS_2, "ninjs 3": NINJS_3,
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_a_whole_record(name: str) -> None:
    (report,) = read("r.jsonl", json.dumps(SAMPLES[name]).encode())
    assert not report.problems
    assert BODY in report.text
    assert SECOND in report.text
    assert report.title == "Ferry late"
    assert (report.published or "")[:10] == "2020-05-17"
    assert report.language == "en"
    assert report.outlet in ("The Courier", "courier.example")


@pytest.mark.parametrize("name", ["news-please", "trafilatura", "fundus", "ninjs 1", "ninjs 2", "ninjs 3"])
def test_who_wrote_it(name: str) -> None:
    (report,) = read("r.jsonl", json.dumps(SAMPLES[name]).encode())
    assert report.authors[0] == "Ola Berg"


@pytest.mark.parametrize("name", ["ninjs 1", "ninjs 2", "ninjs 3"])
def test_the_agency_behind_it(name: str) -> None:
    (report,) = read("r.jsonl", json.dumps(SAMPLES[name]).encode())
    assert (report.provider, report.updated) == ("NordWire", "2020-05-17T12:30:00Z")


NEWSML = f"""<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:courier:4" version="2" standard="NewsML-G2" standardversion="2.30" xml:lang="en-GB">
<itemMeta><provider><name>NordWire</name></provider><versionCreated>2020-05-17T12:30:00Z</versionCreated></itemMeta>
<contentMeta><contentCreated>2020-05-17T10:00:00Z</contentCreated><contentModified>2020-05-17T12:30:00Z</contentModified>
<creditline>NordWire/Ola Berg</creditline><headline>Ferry late</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{BODY}</p><p>{SECOND}</p></body></html>
</inlineXML></contentSet></newsItem>"""
NITF = f"""<nitf><head><title>Ferry late</title><docdata><doc-id id-string="n5"/><date.issue norm="20200517T100000Z"/></docdata>
<pubdata name="The Courier" type="print"/></head><body><body.head><hedline><hl1>Ferry late</hl1></hedline><distributor>NordWire</distributor></body.head>
<body.content><p>{BODY}</p><p>{SECOND}</p></body.content></body></nitf>"""


@pytest.mark.parametrize(("raw", "outlet"), [(NEWSML, "NordWire"), (NITF, "The Courier")], ids=["NewsML-G2", "NITF"])
def test_wire_formats(raw: str, outlet: str) -> None:
    (report,) = read("w.xml", raw.encode())
    assert report.text == f"Ferry late\n{BODY}\n{SECOND}"
    assert (report.outlet, report.title, (report.published or "")[:10]) == (outlet, "Ferry late", "2020-05-17")
    assert report.provider is not None
    assert report.provider.startswith("NordWire")


def as_parquet(row: dict[str, object]) -> bytes:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(pa.table({k: [v] for k, v in row.items()}), out)
    return out.getvalue()


def as_csv(row: dict[str, object]) -> bytes:
    return (",".join(row) + "\n" + ",".join(f'"{v}"' for v in row.values()) + "\n").encode()


FORMS = {"r.jsonl": lambda r: json.dumps(r).encode(), "r.csv": as_csv, "r.parquet": as_parquet}


@pytest.mark.parametrize("name", FORMS)
def test_an_unknown_dialect_says_which_keys_it_saw(name: str) -> None:
    (report,) = read(name, FORMS[name]({"Content": BODY, "Paper": "A"}))
    assert report.problems[0].message.endswith(
        "has neither 'text' nor 'html'; its keys are: Content, Paper. Name the right one, as in --map text=KEY."
    )


@pytest.mark.parametrize("name", FORMS)
def test_and_is_read_once_they_are_named(name: str) -> None:
    (report,) = read(
        name, FORMS[name]({"Content": BODY, "Paper": "A"}), mapping=(("text", "content"), ("outlet", "Paper"))
    )
    assert (report.text, report.outlet, report.problems) == (BODY, "A", ())


@pytest.mark.parametrize("name", FORMS)
def test_a_mapping_that_names_no_key_says_so(name: str) -> None:
    (report,) = read(name, FORMS[name]({"Content": BODY, "Paper": "A"}), mapping=(("text", "body"),))
    assert "has no 'body', although --map names it; its keys are: Content, Paper." in report.problems[0].message


@pytest.mark.parametrize("name", FORMS)
def test_a_mapping_of_one_field_leaves_the_others(name: str) -> None:
    (report,) = read(name, FORMS[name]({"text": BODY, "paper": "A", "title": "F"}), mapping=(("outlet", "paper"),))
    assert (report.text, report.outlet, report.title) == (BODY, "A", "F")


@pytest.mark.parametrize(
    ("value", "words"),
    [(5, "a number"), (None, "null"), (True, "true or false"), (["x"], "a list"), ({"a": 1}, "an object")],
)
def test_a_text_that_is_none_is_called_what_it_is(value: object, words: str) -> None:
    (report,) = read("r.jsonl", json.dumps({"id": "7", "text": value, "outlet": "A"}).encode())
    assert (report.id, report.text) == ("7", "")
    assert f"its 'text' is {words}, no text" in report.problems[0].message


def test_columns_are_known_in_any_case() -> None:
    (report,) = read("r.csv", as_csv({"MainText": BODY, "Source_Domain": "a.example", "Date-Publish": "2020-05-17"}))
    assert (report.text, report.outlet, report.published) == (BODY, "a.example", "2020-05-17")
