"""The pages and the API say the same on PostgreSQL as on SQLite."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from onrecord.desk.adding import add_reports
from onrecord.examples import example_paths
from onrecord.model import Context
from onrecord.reading.inputs import read_reports
from onrecord.store.opening import open_store
from onrecord.web.app import make_app
from onrecord.web.settings import Settings

from tests.postgres import Cluster

QUESTIONS = (
    "/stories?words=dam",
    '/stories?words="Ait Sarhan"&outlet=Lantern+TV',
    "/stories?alignment=disputed&since=2025-03-01&until=2025-05-31",
    "/claims?words=dam&limit=200",
    "/claims?outlet=Lantern+TV&words=dam",
    "/claims?alignment=disputed&limit=7",
    "/statements?words=warning",
    "/statements?speaker=Salma+Benhaddou&limit=200",
    "/statements?speaker=engineers",
    "/statements?outlet=Halyard+Press&since=2025-03-01",
    "/events?type=ACCUSE&limit=100",
    "/reports?words=dam",
    "/actors?words=ben",
    "/outlets",
    "/stories/s1",
    "/check?sentence=The+death+toll+rose+to+61.",
)
PAGES = (
    "/",
    "/stories/s1",
    "/actors/a1",
    "/actors/a1?q=the",
    "/outlet?name=Halyard+Press",
    "/search?q=dam&what=statements",
    "/search?q=dam&what=claims",
    "/search?q=dam&what=events",
    "/search?q=the",
    "/report?id=halyard-dam-2&at=10-40",
    "/compare?a=halyard-dam-2&b=saltmarsh-dam",
    "/correct/actor?actor=a1&q=a",
    "/correct/story?story=s1&q=dam",
    "/problems",
    "/history",
)


def served(address: str) -> TestClient:
    with open_store(address, create=True) as store, example_paths() as paths:
        add_reports(store, read_reports(paths), Context())
    return TestClient(make_app(Settings(store=address)), base_url="http://localhost:8321")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, postgres: Cluster) -> Iterator[tuple[TestClient, TestClient]]:
    with served(str(tmp_path_factory.mktemp("both") / "record.db")) as mine, served(postgres.create()) as theirs:
        yield mine, theirs


def test_every_question_has_one_answer(both: tuple[TestClient, TestClient]) -> None:
    for question in QUESTIONS:
        mine, theirs = (client.get(f"/api/v1{question}") for client in both)
        assert mine.status_code == 200, question
        assert mine.json() == theirs.json(), question


def test_every_page_shows_the_same(both: tuple[TestClient, TestClient]) -> None:
    for address in PAGES:
        mine, theirs = (client.get(address) for client in both)
        assert mine.status_code == 200, address
        token = 'name="form_token" value="'
        shown = [
            p.text if token not in p.text else "".join(x[65:] for x in p.text.split(token)) for p in (mine, theirs)
        ]
        assert shown[0] == shown[1], address
