"""Standing questions: what is new is told once, with its characters, also after a kill."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from onrecord.desk import asking
from onrecord.desk.adding import add_reports
from onrecord.desk.asking import ask, run_questions
from onrecord.examples import example_paths
from onrecord.model import Context, OnRecordError
from onrecord.reading.inputs import read_reports
from onrecord.store.loading import load_reports
from onrecord.store.opening import Store, open_store
from onrecord.store.questions import load_alerts, load_questions, remove_question


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "record.db"), create=True) as opened, example_paths() as paths:
        reports = [r for r in read_reports(paths) if r.id.endswith("-call")]
        add_reports(opened, reports, Context())
        yield opened


KINDS = [
    ("entity", "Mokoena"),
    ("speaker", "Mokoena"),
    ("claim", "There was no military solution."),
    ("figure", "people"),
    ("dispute", ""),
    ("corroborated", ""),
]


def test_every_kind_is_told_once_with_its_characters(store: Store, tmp_path: Path) -> None:
    numbers = [ask(store, kind, words, f"atom:{tmp_path / kind}.xml") for kind, words in KINDS]
    sent, failed = run_questions(store)
    assert sent
    assert not failed
    assert run_questions(store) == (0, [])
    with store.reading() as connection:
        texts = {r.id: r.text for r in load_reports(connection)}
        alerts = {n: load_alerts(connection, n) for n in numbers}
    told = [a for several in alerts.values() for a in several]
    assert len(told) == sent
    for alert in told:
        for words in alert["content"]["words"]:
            assert texts[words["report"]][words["start"] : words["end"]] == words["exact"]
    for number, (kind, _) in zip(numbers, KINDS, strict=True):
        if kind != "figure":
            assert alerts[number], kind


def test_a_feed_is_atom_and_holds_each_alert_once(store: Store, tmp_path: Path) -> None:
    ask(store, "speaker", "Mokoena", f"atom:{tmp_path}/feed.xml")
    sent, _ = run_questions(store)
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.parse(tmp_path / "feed.xml").getroot()
    ids = [e.findtext(f"{atom}id") for e in feed.iter(f"{atom}entry")]
    assert len(ids) == len(set(ids)) == sent > 0
    assert feed.findtext(f"{atom}updated")


def test_a_run_that_was_cut_off_is_completed_without_a_second_message(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = ask(store, "speaker", "Mokoena", f"maildir:{tmp_path}/mail")
    real, calls = asking.mark_delivered, []

    def cut(*args: object) -> None:
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(asking, "mark_delivered", cut)
    with pytest.raises(KeyboardInterrupt):
        run_questions(store)
    monkeypatch.setattr(asking, "mark_delivered", real)
    run_questions(store)
    with store.reading() as connection:
        assert not load_alerts(connection, number, waiting=True)
        alerts = load_alerts(connection, number)
    assert len(list((tmp_path / "mail" / "new").iterdir())) == len(alerts) > 2


def test_only_what_came_since_is_told(store: Store, tmp_path: Path) -> None:
    ask(store, "entity", "Benhaddou", f"atom:{tmp_path}/feed.xml")
    assert run_questions(store) == (0, [])
    with example_paths() as paths:
        add_reports(store, [r for r in read_reports(paths) if r.id == "halyard-dam-2"], Context())
    assert run_questions(store) == (1, [])
    assert run_questions(store) == (0, [])


def test_a_webhook_within_the_network_is_refused_and_stays_in_the_outbox(store: Store) -> None:
    pytest.importorskip("httpx")
    number = ask(store, "speaker", "Mokoena", "http://127.0.0.1:9/hook")
    sent, (failure,) = run_questions(store)
    assert sent == 0
    assert "no public address" in failure
    with store.reading() as connection:
        assert load_alerts(connection, number, waiting=True)


@pytest.mark.parametrize(
    ("kind", "words", "target"),
    [("weather", "x", "atom:a"), ("entity", " ", "atom:a"), ("entity", "x", "ftp://a"), ("entity", "x", "atom:")],
)
def test_wrong_questions_are_refused(store: Store, kind: str, words: str, target: str) -> None:
    with pytest.raises(OnRecordError):
        ask(store, kind, words, target)


def test_a_question_can_be_taken_back(store: Store, tmp_path: Path) -> None:
    number = ask(store, "dispute", "", f"atom:{tmp_path}/feed.xml")
    with store.writing() as connection:
        remove_question(connection, number)
        assert load_questions(connection) == []
    with pytest.raises(OnRecordError), store.writing() as connection:
        remove_question(connection, number)
