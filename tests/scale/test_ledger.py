"""The ledger: what was finished is not done again, and what was half-written is."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from onrecord.model import OnRecordError
from onrecord.scale.engines import Rows
from onrecord.scale.ledger import Ledger

CHUNKS: list[Rows] = [(b"a", b"b"), (b"c", b"d"), (b"e",)]
RESULTS: list[Rows] = [(b"A", b"B"), (b"C", b"D"), (b"E",)]


class Work:
    """Upper case; keeps what it was given, and is cut off after some chunks."""

    def __init__(self, cut_off: int = 99) -> None:
        self.given: list[Rows] = []
        self.cut_off = cut_off

    def __call__(self, chunks: Iterable[Rows]) -> Iterator[Rows]:
        for chunk in chunks:
            if len(self.given) == self.cut_off:
                raise KeyboardInterrupt
            self.given.append(chunk)
            yield tuple(row.upper() for row in chunk)


def cut_off(output: Path, after: int) -> None:
    with pytest.raises(KeyboardInterrupt), Ledger(output, "run") as ledger:
        list(ledger.resume(CHUNKS, Work(after)))


def resumed(output: Path, chunks: list[Rows], run: str = "run") -> tuple[list[Rows], list[Rows]]:
    work = Work()
    with Ledger(output, run) as ledger:
        found = list(ledger.resume(chunks, work))
        assert ledger.take_rows().read_bytes() == b"".join(row + b"\n" for rows in found for row in rows)
    return found, work.given


def test_a_run_goes_on_where_an_earlier_one_was_cut_off(tmp_path: Path) -> None:
    cut_off(tmp_path / "out", 2)
    assert resumed(tmp_path / "out", CHUNKS) == (RESULTS, CHUNKS[2:])
    assert resumed(tmp_path / "out", CHUNKS) == (RESULTS, [])


def test_from_the_first_changed_chunk_on_all_is_done_anew(tmp_path: Path) -> None:
    cut_off(tmp_path / "out", 2)
    changed: list[Rows] = [CHUNKS[0], (b"x", b"d"), CHUNKS[2]]
    assert resumed(tmp_path / "out", changed) == ([RESULTS[0], (b"X", b"D"), RESULTS[2]], changed[1:])
    assert resumed(tmp_path / "out", changed[:1]) == (RESULTS[:1], [])


def test_other_settings_begin_from_nothing(tmp_path: Path) -> None:
    cut_off(tmp_path / "out", 2)
    assert resumed(tmp_path / "out", CHUNKS, "another run")[1] == CHUNKS


@pytest.mark.parametrize("lost", range(1, 40, 3))
def test_whatever_was_half_written_is_done_again(tmp_path: Path, lost: int) -> None:
    cut_off(tmp_path / "out", 2)
    for name in ("ledger", "rows"):
        file = tmp_path / ".out.run" / name
        file.write_bytes(file.read_bytes()[:-lost] if name == "ledger" else file.read_bytes() + b"half a li")
    assert resumed(tmp_path / "out", CHUNKS)[0] == RESULTS


def test_only_one_run_at_a_time(tmp_path: Path) -> None:
    with Ledger(tmp_path / "out", "run"), pytest.raises(OnRecordError, match="another run"):
        Ledger(tmp_path / "out", "run").__enter__()


def test_nothing_is_left_where_nothing_was_finished_or_all_is_written(tmp_path: Path) -> None:
    cut_off(tmp_path / "out", 0)
    assert not list(tmp_path.iterdir())
    with Ledger(tmp_path / "out", "run") as ledger:
        list(ledger.resume(CHUNKS, Work()))
        ledger.finish()
    assert not list(tmp_path.iterdir())
