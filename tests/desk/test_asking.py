"""Standing questions: what is new is told once, with its characters, also after a kill."""

import json
import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
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
    ("figure", "people displaced"),
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


def test_a_value_that_is_repeated_is_no_news_and_another_value_is(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "dam.db"), create=True) as store, example_paths() as paths:
        dam = {r.id: r for r in read_reports(paths) if "dam" in r.id}
        add_reports(store, [dam["halyard-dam-1"]], Context())
        number = ask(store, "figure", "people killed", f"atom:{tmp_path}/feed.xml")
        assert run_questions(store) == (1, [])
        add_reports(store, [dam["halyard-dam-2"]], Context())  # the toll rises to 61
        assert run_questions(store)[0] >= 1
        with store.reading() as connection:
            known = {a["key"]: a["content"]["title"] for a in load_alerts(connection, number)}
        assert [t for t in known.values() if t.endswith(": at least 27")]
        assert any(": 61" in t and "elsewhere: at least 27" in t for t in known.values())
        add_reports(store, [dam["quillmoor-evening-dam"]], Context())  # says 61 as well
        run_questions(store)
        with store.reading() as connection:
            after = {a["key"]: a["content"]["title"] for a in load_alerts(connection, number)}
        assert [t for key, t in after.items() if key not in known and "dam collapse" in t] == []


def test_a_claim_that_an_independent_account_comes_to_tell_is_told(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "call.db"), create=True) as store, example_paths() as paths:
        reports = sorted((r for r in read_reports(paths) if r.id.endswith("-call")), key=lambda r: r.id)
        add_reports(store, reports[:1], Context())
        numbers = [ask(store, kind, "", f"atom:{tmp_path}/{kind}.xml") for kind in ("corroborated", "dispute")]
        assert run_questions(store) == (0, [])
        add_reports(store, reports[1:], Context())
        run_questions(store)
        with store.reading() as connection:
            corroborated, disputed = ([a["content"] for a in load_alerts(connection, n)] for n in numbers)
    assert corroborated
    assert disputed
    assert all(len({w["report"] for w in c["words"]}) > 1 for c in corroborated)
    assert "independent accounts" in corroborated[0]["title"]


def test_the_feed_is_read_by_a_reader_of_feeds(store: Store, tmp_path: Path) -> None:
    import feedparser

    ask(store, "claim", "There was no military solution.", f"atom:{tmp_path}/feed.xml")
    sent, _ = run_questions(store)
    read = feedparser.parse((tmp_path / "feed.xml").read_bytes())
    assert not read.bozo
    assert read.version == "atom10"
    assert len(read.entries) == sent > 0
    assert all(e.title and e.id and e.updated_parsed and "“" in e.content[0].value for e in read.entries)


class Hook(BaseHTTPRequestHandler):
    """A webhook that remembers what it was told, and fails or points elsewhere when asked to."""

    status = 200
    got: ClassVar[list[tuple[str, dict[str, object]]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Hook.got.append((self.headers["Idempotency-Key"], body))
        self.send_response(Hook.status)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def hook() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Hook.got.clear()
    Hook.status = 200
    yield f"http://127.0.0.1:{server.server_port}/hook"
    server.shutdown()
    server.server_close()


def test_a_webhook_gets_each_alert_once_with_its_characters(store: Store, hook: str) -> None:
    pytest.importorskip("httpx")
    number = ask(store, "speaker", "Mokoena", hook)
    Hook.status = 503
    sent, (failure,) = run_questions(store, allow_private=True)
    assert (sent, "503" in failure) == (0, True)
    Hook.status = 302  # an answer that points elsewhere is no delivery, and is not followed
    assert run_questions(store, allow_private=True)[0] == 0
    Hook.status = 200
    Hook.got.clear()
    sent, failed = run_questions(store, allow_private=True)
    assert (sent, failed) == (len(Hook.got), [])
    assert sent > 1
    assert run_questions(store, allow_private=True) == (0, [])
    keys = [key for key, _ in Hook.got]
    assert len(set(keys)) == len(keys)
    with store.reading() as connection:
        texts = {r.id: r.text for r in load_reports(connection)}
        assert not load_alerts(connection, number, waiting=True)
    for _, body in Hook.got:
        assert body["question"]["kind"] == "speaker"  # type: ignore[index]
        for words in body["words"]:  # type: ignore[attr-defined]
            assert texts[words["report"]][words["start"] : words["end"]] == words["exact"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_runs_that_are_killed_at_any_moment_tell_everything_once(store: Store, tmp_path: Path) -> None:
    number = ask(store, "speaker", "Mokoena", f"maildir:{tmp_path}/mail")
    ask(store, "entity", "Mokoena", f"atom:{tmp_path}/feed.xml")
    rng = random.Random(3)
    for _ in range(12):
        child = os.fork()
        if not child:
            with open_store(store.address) as mine:
                run_questions(mine)
            os._exit(0)
        time.sleep(rng.uniform(0, 0.15))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    run_questions(store)
    with store.reading() as connection:
        assert not load_alerts(connection, number, waiting=True)
        alerts = load_alerts(connection, number)
    names = [p.name for p in (tmp_path / "mail" / "new").iterdir()]
    assert sorted(names) == sorted(f"onrecord-{number}-{a['key']}" for a in alerts)
    assert run_questions(store) == (0, [])
