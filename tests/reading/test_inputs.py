"""Files of every kind become reports; a broken one is a Problem and the others go on."""

import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from onrecord.model import OnRecordError
from onrecord.reading.inputs import read_reports
from onrecord.reading.reports import Options

TEXT = "The ferry left Bergen at noon.\r\nIt was late.\r\n"


def test_a_text_file_keeps_its_characters_and_is_named_after_itself(tmp_path: Path) -> None:
    path = tmp_path / "ferry.v1.txt"
    path.write_bytes(TEXT.encode())
    (report,) = read_reports([path])
    assert (report.id, report.text) == ("ferry.v1", TEXT)
    assert report.published is None
    assert report.origin is not None
    assert all(report.origin.raw_offset(i) == i for i in range(len(TEXT)))


def test_json_lines_keep_ids_and_texts_also_packed(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": TEXT, "outlet": "The Courier", "published": "2020-05-17"}, {"text": "Rain in Oslo."}]
    data = "".join(json.dumps(r) + "\n" for r in rows).encode()
    (tmp_path / "r.jsonl").write_bytes(data)
    (tmp_path / "r.jsonl.gz").write_bytes(gzip.compress(data))
    plain, packed = (list(read_reports([tmp_path / name])) for name in ("r.jsonl", "r.jsonl.gz"))
    assert [r.id for r in plain] == [r.id for r in packed] == ["a", plain[1].id]
    assert (plain[0].outlet, plain[0].published, plain[0].published_basis) == ("The Courier", "2020-05-17", "metadata")
    assert plain[1].id == packed[1].id


@pytest.mark.parametrize(
    "line",
    [
        "{not json",
        '["list"]',
        "{}",
        '{"id": "x", "body": "hi"}',
        '{"text": 3}',
        '{"a":' * 5000,
        "\udcff".encode("utf-8", "surrogatepass"),
    ],
)
def test_a_broken_record_is_a_problem_and_its_neighbours_are_read(tmp_path: Path, line: str | bytes) -> None:
    good = json.dumps({"id": "good", "text": "Rain in Oslo."}).encode()
    raw = line.encode() if isinstance(line, str) else line
    path = tmp_path / "r.jsonl"
    path.write_bytes(good + b"\n" + raw + b"\n" + good.replace(b"good", b"also") + b"\n")
    found = list(read_reports([path]))
    assert [r.id for r in found if not r.problems] == ["good", "also"]
    assert len(found) == 3
    assert found[1].problems
    assert found[1].text == ""


def test_an_unknown_record_names_the_keys_it_has(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text('{"headline": "a", "content": "b"}')
    (report,) = read_reports([tmp_path / "r.json"])
    assert "content, headline" in report.problems[0].message


def test_a_json_array_is_many_reports(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text('[{"id": "a", "text": "Rain."}, {"id": "b", "text": "Snow."}, 5]')
    found = list(read_reports([tmp_path / "r.json"]))
    assert [r.id for r in found][:2] == ["a", "b"]
    assert found[2].problems


def test_a_date_that_cannot_be_read_is_none_and_said(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text(
        '{"text": "Rain.", "published": "last spring"}\n{"text": "Snow.", "published": "None"}\n'
    )
    first, second = read_reports([tmp_path / "r.jsonl"])
    assert first.published is None
    assert "last spring" in first.problems[0].message
    assert (second.published, second.problems) == (None, ())


def test_a_given_date_is_for_reports_without_one(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text('{"text": "Rain."}\n{"text": "Snow.", "published": "2019-01-02"}\n')
    first, second = read_reports([tmp_path / "r.jsonl"], Options(published="2020-05"))
    assert (first.published, first.published_basis) == ("2020-05", "given")
    assert second.published == "2019-01-02"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"id": "a", "text": "Rain."}\n')))
    assert [r.id for r in read_reports(["-"])] == ["a"]


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.bin"):
        (tmp_path / name).write_text("Rain.")
    assert [r.id for r in read_reports([tmp_path])] == ["a", "b"]


def test_misuse_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match="no such file"):
        list(read_reports([tmp_path / "none.txt"]))
    with pytest.raises(OnRecordError, match="holds no file"):
        list(read_reports([tmp_path]))


def test_a_truncated_gzip_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "r.txt.gz").write_bytes(gzip.compress(b"Rain." * 1000)[:20])
    (report,) = read_reports([tmp_path / "r.txt.gz"])
    assert "cannot be read" in report.problems[0].message


def test_an_empty_text_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text("  \n")
    (report,) = read_reports([tmp_path / "r.txt"])
    assert "no text" in report.problems[0].message


def test_where_a_file_lies_is_not_told(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "r.jsonl").write_text('{"id": "a", "text": "Rain."}\n{broken\n')
        (tmp_path / folder / "s.txt").write_text("Snow.")
    first, second = (list(read_reports([tmp_path / f / "r.jsonl", tmp_path / f / "s.txt"])) for f in ("one", "two"))
    assert first == second
    assert str(tmp_path) not in repr(first)
    assert [r.origin.path for r in read_reports([tmp_path]) if r.origin][-1] == "two/s.txt"


def test_a_picture_named_as_a_text_is_unreadable(tmp_path: Path) -> None:
    import random

    noise = random.Random(5).randbytes(5_000)
    (tmp_path / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + noise)
    (tmp_path / "plain.txt").write_text("The ferry was late.\x07\n")
    photo, plain = read_reports([tmp_path])
    assert photo.text == ""
    assert "photo.txt is no text" in photo.problems[0].message
    assert plain.text == "The ferry was late.\x07\n"  # a stray control character does not make it none
