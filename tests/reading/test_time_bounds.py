"""What takes too long is cut off, counted in the processor's time of its own thread, and costs nobody else."""

import contextlib
import json
import threading
import time

import pytest

from onrecord.reading import html, time_bounds
from onrecord.reading.inputs import read_item
from onrecord.reading.kinds import Item
from onrecord.reading.time_bounds import OutOfTime, bounded_time

GOOD = "The ferry left Bergen at noon on Tuesday, four hours late, the coastguard said in a short note."


def spin(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        with contextlib.suppress(Exception):  # as parsers do
            sum(range(1000))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_bounds, "_TURN", 0.02)


def test_work_without_end_is_cut_off() -> None:
    with pytest.raises(OutOfTime), bounded_time(0.1):
        spin(20)
    spin(0.2)  # nothing comes after


def test_waiting_costs_nothing() -> None:
    with bounded_time(0.1):
        time.sleep(0.4)


def test_each_thread_has_its_own_bound() -> None:
    ended: list[str] = []

    def work() -> None:
        try:
            with bounded_time(0.1):
                spin(20)
        except OutOfTime:
            ended.append("cut off")

    thread = threading.Thread(target=work)
    thread.start()
    with bounded_time(5):
        thread.join(60)
    assert ended == ["cut off"]


def test_bounds_within_bounds() -> None:
    with bounded_time(30):
        with pytest.raises(OutOfTime), bounded_time(0.1):
            spin(20)
        spin(0.1)


def test_a_page_that_takes_too_long_stands_between_good_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    choose = html.choose_blocks

    def slow(page: str, blocks: list[html.Block]) -> list[int]:
        if "endless" in page:
            spin(30)
        return choose(page, blocks)

    monkeypatch.setattr(html, "choose_blocks", slow)
    monkeypatch.setattr(html, "MAX_SECONDS", 0.2)
    pages = [f"<html><body><article><p>{GOOD}</p><p>{w}</p></article></body></html>" for w in ("one", "endless", "two")]
    raw = "\n".join(json.dumps({"html": p, "id": str(n)}) for n, p in enumerate(pages)).encode()
    one, endless, two = read_item(Item(path="r.jsonl", name="r.jsonl", raw=raw))
    assert GOOD in one.text
    assert GOOD in two.text
    assert (endless.id, endless.text) == ("1", "")
    assert "takes more than 0 seconds" in endless.problems[0].message


def test_a_record_that_fails_in_an_unforeseen_way_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "read_metadata", lambda *_: 1 / 0)
    rows = [{"text": GOOD}, {"html": f"<p>{GOOD}</p>"}, {"text": GOOD}]
    found = list(read_item(Item(path="r.json", name="r.json", raw=json.dumps(rows).encode())))
    assert [r.text for r in found] == [GOOD, "", GOOD]
    assert "ZeroDivisionError" in found[1].problems[0].message
