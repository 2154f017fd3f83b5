"""A count of which a part is only probable says so wherever a store tells it: rows, answers, lines, questions, pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection
from starlette.testclient import TestClient

from onrecord.cli.storing import run_query
from onrecord.desk.adding import add_reports
from onrecord.desk.answering import answer_claims
from onrecord.desk.asking import FINDERS
from onrecord.desk.checking import check_claim
from onrecord.model import Claim, Context, Origin
from onrecord.reading.reports import Fields, make_report
from onrecord.store.loading import load_dossier
from onrecord.store.opening import open_store
from onrecord.store.searching import Query, find_claims
from onrecord.web.app import make_app
from onrecord.web.settings import Settings

from tests.crossreport.test_likely_same import COURIER, GAZETTE

DOUBT = "told by 2 independent accounts, probably"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which a claim's second account is only probably told alike."""
    path = tmp_path_factory.mktemp("doubt") / "record.db"
    reports = [
        make_report(Fields(text=text, outlet=outlet), Origin(path=outlet, sha256="", encoding="utf-8"))
        for outlet, text in (("Gazette", GAZETTE), ("Courier", COURIER))
    ]
    with open_store(str(path), create=True) as store:
        add_reports(store, reports, Context())
    return path


@pytest.fixture
def connection(record: Path) -> Iterator[Connection]:
    with open_store(str(record)) as store, store.reading() as connection:
        yield connection


@pytest.fixture
def doubtful(connection: Connection) -> Claim:
    dossier = load_dossier(connection, "s1")
    assert dossier is not None
    return next(c for c in dossier.claims if c.sure == 1 and c.alignment == "corroborated")


def test_rows_and_answers_hold_what_the_dossier_holds(connection: Connection) -> None:
    dossier = load_dossier(connection, "s1")
    assert dossier is not None
    page = find_claims(connection, Query(limit=200))
    assert {r["id"]: r["sure"] for r in page.rows} == {c.id: c.sure for c in dossier.claims}
    assert {a.claim: a.sure for a in answer_claims(connection, page.rows)} == {c.id: c.sure for c in dossier.claims}


def test_a_question_is_answered_with_the_doubt(connection: Connection, doubtful: Claim) -> None:
    told = [finding.title for finding in FINDERS["corroborated"](connection, "")]
    assert [t for t in told if doubtful.accounts[0].exact in t and f"({DOUBT})" in t]


def test_a_checked_sentence_warns_of_it(connection: Connection, doubtful: Claim) -> None:
    assert "only probably told alike" in check_claim(connection, doubtful.accounts[0].exact).note


def test_the_command_line_says_it(record: Path, doubtful: Claim, capsys: pytest.CaptureFixture[str]) -> None:
    run_query(str(record), "claims", Query(alignment="corroborated"), as_json=False)
    assert "corroborated, 2 independent accounts, probably" in capsys.readouterr().out


def test_pages_say_it(record: Path, doubtful: Claim) -> None:
    report = doubtful.accounts[0].report
    with TestClient(make_app(Settings(store=str(record))), base_url="http://localhost:8321") as client:
        found = client.get("/search", params={"what": "claims", "alignment": "corroborated"}).text
        assert DOUBT in found
        assert 'class="likely"' in found
        assert DOUBT in client.get("/report", params={"id": report}).text
