"""How far work is: without a terminal, a line now and then with the rate and the time that is left."""

import pytest

from onrecord.cli import progress
from onrecord.cli.progress import show_progress, tell_pace, told_progress


def test_long_work_writes_a_line_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    with told_progress() as tell:
        for done in range(0, 1001, 100):
            tell("Analysing", done, 5000)
            now[0] += 25  # seconds for a hundred
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "Analysing: 300 of 5,000, 4.0 a second, 20 min left"
    assert len(lines) == 3  # 250 seconds, a line a minute at most


def test_short_work_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(show_progress("abc", "Reading", None)) == ["a", "b", "c"]
    assert not capsys.readouterr().err


@pytest.mark.parametrize(
    ("done", "total", "rate", "words"),
    [
        (10, 130, 1.0, "10 of 130, 1.0 a second, 2 min left"),
        (10, 55, 1.0, "10 of 55, 1.0 a second, 45 s left"),
        (0, 90_000, 5.0, "0 of 90,000, 5.0 a second, 5.0 h left"),
        (0, 10, 0.0, "0 of 10, 0.0 a second"),
        (7, 0, 2.0, "7, 2.0 a second"),
    ],
)
def test_pace_in_words(done: int, total: int, rate: float, words: str) -> None:
    assert tell_pace(done, total, rate) == words
