"""Which outlets belong together."""

import pytest

from onrecord.crossreport.publishers import tie_reports
from onrecord.model import Copy, Evidence, Report
from onrecord.resources import read_table


def tied(*reports: Report, families: dict[str, str] | None = None) -> list[tuple[str, tuple[str, ...]]]:
    return [(t.kind, t.reports) for t in tie_reports(reports, [], families or {})]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"publisher": "House A"}, {"publisher": "house a"}),
        ({"outlet": "Daily Mirror"}, {"outlet": "The Manchester Evening News"}),
        ({"url": "https://www.thesun.co.uk/news/1"}, {"outlet": "The Times"}),
        ({"url": "https://edition.cnn.com/a"}, {"url": "https://cnn.com/b"}),
        ({"outlet": "Valmo Herald"}, {"outlet": "The Valmo Herald"}),
        ({"url": "http://sport.valmoherald.no/1"}, {"url": "http://www.valmoherald.no/2"}),
        ({"outlet": "Anything", "publisher": "News Corp"}, {"outlet": "New York Post"}),
    ],
)
def test_one_publisher_is_one_tie(one: dict[str, str], two: dict[str, str]) -> None:
    assert tied(Report(id="a", text="", **one), Report(id="b", text="", **two)) == [("publisher", ("a", "b"))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({}, {}),
        ({"outlet": "The Guardian"}, {"outlet": "The Independent"}),
        ({"outlet": "Kept", "publisher": "House A"}, {"outlet": "Sold", "publisher": "House B"}),
        ({"url": "https://a.blogspot.com/1"}, {"url": "https://b.blogspot.com/2"}),
        ({"url": "https://www.msn.com/1"}, {"url": "https://www.msn.com/2"}),
        ({"url": "not an address"}, {"url": "not an address"}),
    ],
)
def test_unknown_or_different_publishers_make_no_tie(one: dict[str, str], two: dict[str, str]) -> None:
    assert tied(Report(id="a", text="", **one), Report(id="b", text="", **two)) == []  # type: ignore[arg-type]


def test_the_users_families_take_precedence() -> None:
    reports = Report(id="a", text="", outlet="The Sun"), Report(id="b", text="", outlet="The Guardian")
    assert tied(*reports, families={"the sun": "Mine", "Guardian": "mine"}) == [("publisher", ("a", "b"))]


def test_a_round_up_is_tied_only_to_what_it_shares_most_with() -> None:
    text = "x" * 100
    reports = [Report(id=n, text=text) for n in ("a", "b", "hub")]
    copies = [
        Copy(
            reports=("a", "hub"), original=None, basis=("Much.",), spans=(Evidence("a", 0, 50), Evidence("hub", 0, 50))
        ),
        Copy(
            reports=("b", "hub"), original=None, basis=("Less.",), spans=(Evidence("b", 0, 30), Evidence("hub", 60, 90))
        ),
    ]
    assert [t.reports for t in tie_reports(reports, copies, {})] == [("a", "hub")]


def test_a_text_that_two_excerpt_differently_is_tied_to_both() -> None:
    reports = [Report(id=n, text="x" * 100) for n in ("a", "b", "wire")]
    copies = [
        Copy(reports=("a", "wire"), original=None, basis=(), spans=(Evidence("a", 0, 20), Evidence("wire", 0, 20))),
        Copy(reports=("b", "wire"), original=None, basis=(), spans=(Evidence("b", 0, 20), Evidence("wire", 60, 80))),
    ]
    assert [t.reports for t in tie_reports(reports, copies, {})] == [("a", "wire"), ("b", "wire")]


def test_the_shipped_families_name_each_host_once() -> None:
    owners: dict[str, set[str]] = {}
    for row in read_table("publishers.csv"):
        if row["host"]:
            owners.setdefault(row["host"], set()).add(row["publisher"])
    assert {host for host, names in owners.items() if len(names) > 1} == set()
