"""Standing questions as pages: what was found, each with the characters it stands on, and a feed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree, html
from starlette.testclient import TestClient

from onrecord.desk.adding import add_reports
from onrecord.desk.asking import ask, run_questions
from onrecord.examples import example_paths
from onrecord.model import Context
from onrecord.reading.inputs import read_reports
from onrecord.store.opening import open_store
from onrecord.web.app import make_app
from onrecord.web.settings import Settings


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("questions")
    address = str(folder / "record.db")
    with open_store(address, create=True) as store:
        with example_paths() as paths:
            add_reports(store, read_reports(paths), Context())
        ask(store, "entity", "Benhaddou", f"maildir:{folder}/mail")
        ask(store, "speaker", "<script>nobody</script>", f"atom:{folder}/feed.xml")
        run_questions(store)
    with TestClient(make_app(Settings(store=address)), base_url="http://localhost:8321") as made:
        yield made
    shutil.rmtree(folder)


def test_the_list_says_how_much_was_found(client: TestClient) -> None:
    page = client.get("/questions").text
    assert "Reports that name “Benhaddou”" in page
    assert "6 alerts" in page
    assert "nothing found so far" in page
    assert "<script>nobody" not in page
    assert "maildir" not in page, "where alerts go is nobody's business here"


def test_what_was_found_leads_to_its_characters(client: TestClient) -> None:
    page = html.document_fromstring(client.get("/questions/1").content)
    links = page.xpath("//ol//a[@class='ev']")
    assert len(links) == 6
    for link in links:
        shown = html.document_fromstring(client.get(link.get("href")).content)
        (cited,) = shown.xpath("//*[@id='cited']//bdi")
        assert cited.text_content() == link.text_content()


def test_a_question_is_followed_as_a_feed(client: TestClient) -> None:
    answer = client.get("/questions/1/feed.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = etree.fromstring(answer.content)
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 6
    assert len(etree.fromstring(client.get("/questions/2/feed.atom").content)) == 3, "an empty one is a feed too"


@pytest.mark.parametrize("path", ["/questions/99", "/questions/99999999999999999999", "/questions/3/feed.atom"])
def test_what_was_not_asked_is_not_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
