"""Chunks over processes: in order, and a death costs at most its chunk."""

import os
from pathlib import Path

from onrecord.scale.processes import map_chunks


def double(chunk: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(2 * n for n in chunk)


def die_on_seven(chunk: tuple[int, ...]) -> tuple[int, ...]:
    if 7 in chunk:
        os._exit(9)
    return chunk


def die_once(chunk: tuple[str, ...]) -> tuple[str, ...]:
    mark = Path(chunk[0])
    if not mark.exists():
        mark.write_text("died")
        os._exit(9)
    return chunk


def lost(chunk: tuple[int, ...]) -> tuple[int, ...]:
    return (-1,)


def test_results_come_in_order_whatever_the_number_of_workers() -> None:
    chunks = [(n, n + 1) for n in range(0, 20, 2)]
    expected = [double(c) for c in chunks]
    assert list(map_chunks(double, chunks, 1, lost)) == expected
    assert list(map_chunks(double, chunks, 2, lost)) == expected


def test_a_chunk_that_kills_its_worker_twice_is_given_up_alone() -> None:
    found = list(map_chunks(die_on_seven, [(1,), (7,), (3,), (4,)], 2, lost))
    assert found == [(1,), (-1,), (3,), (4,)]


def test_a_worker_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    chunks = [(str(tmp_path / "a"),), (str(tmp_path / "b"),)]
    for (name,) in chunks[1:]:
        Path(name).write_text("fine")
    assert list(map_chunks(die_once, chunks, 2, lost)) == chunks
