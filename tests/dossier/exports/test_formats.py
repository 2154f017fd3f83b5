"""What holds for every format."""

import io
import json
import re
import sys
import zipfile
from pathlib import Path

import msgspec
import pytest

from onrecord.cli.commands import _FORMATS_HELP
from onrecord.dossier.exports.encoding import encoded, json_line, json_page, packed
from onrecord.dossier.exports.formats import FORMATS, Format, export, find_format
from onrecord.dossier.exports.material import Material, file_names, gather
from onrecord.model import Annotations, OnRecordError

from tests.dossier.conftest import Made
from tests.dossier.exports.conftest import Run

DOCS = (Path(__file__).resolve().parents[3] / "docs" / "exports.md").read_text(encoding="utf-8")
each_format = pytest.mark.parametrize("form", FORMATS, ids=lambda f: f.name)


@pytest.fixture(autouse=True)
def _parquet(request: pytest.FixtureRequest) -> None:
    if "form" in request.fixturenames and request.getfixturevalue("form").name == "parquet":
        pytest.importorskip("pyarrow")


@each_format
def test_the_same_run_gives_the_same_bytes_in_any_order(run: Run, form: Format) -> None:
    dossiers, annotated = run
    first = export(form.name, dossiers, annotated)
    assert first == export(form.name, dossiers, tuple(reversed(annotated)))
    assert first


@each_format
def test_saving_and_loading_the_records_changes_nothing(examples: Run, form: Format) -> None:
    dossiers, annotated = examples
    loaded = msgspec.json.decode(msgspec.json.encode(annotated), type=tuple[Annotations, ...])
    assert export(form.name, dossiers, loaded) == export(form.name, dossiers, annotated)


@each_format
def test_a_run_of_nothing_is_written(form: Format) -> None:
    assert isinstance(export(form.name, (), ()), bytes)


@each_format
def test_hand_made_dossiers_are_written(dam: Made, hostile: Made, many: Made, empty: Made, form: Format) -> None:
    for dossier, annotated in (dam, hostile, many, empty):
        assert isinstance(export(form.name, [dossier], annotated), bytes)


@each_format
def test_the_documentation_has_what_it_carries_and_loses(form: Format) -> None:
    row = next(line for line in DOCS.splitlines() if line.startswith(f"| `{form.name}` |"))
    assert form.carries in row
    assert form.loses in row


@each_format
def test_everything_is_utf8(material: Material, form: Format) -> None:
    raw = form.export(material)
    if form.ending != ".zip":
        raw.decode("utf-8")
        return
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            assert re.fullmatch(r"[a-z0-9_.-]+", name)
            if not name.endswith(".parquet"):
                archive.read(name).decode("utf-8")


@each_format
def test_no_address_acts(hard: Run, form: Format) -> None:
    """An address that is none of the web is a field's value at most in a table, never a link."""
    if form.name in ("csv", "parquet", "labelstudio", "records"):
        return
    assert b"javascript:" not in export(form.name, *hard)


@each_format
def test_json_is_json(material: Material, form: Format) -> None:
    raw = form.export(material)
    if form.ending.endswith((".ftm.json", ".jsonl")):
        assert all(isinstance(json.loads(line), dict) for line in raw.decode().split("\n") if line)
    elif form.ending in (".json", ".jsonld"):
        assert json.loads(raw)


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(OnRecordError, match="ftm, webannotation"):
        find_format("aleph")


def test_the_help_names_every_format() -> None:
    named = re.findall(r"[a-z]{3,}", _FORMATS_HELP.partition("(")[0])
    assert [n for n in named if n != "or"] == [f.name for f in FORMATS]


def test_parquet_without_pyarrow_says_what_to_install(examples: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OnRecordError, match=r"pip install 'onrecord\[parquet\]'"):
        export("parquet", *examples)


def test_entities_of_two_stories_are_one_identity(examples: Run) -> None:
    known = gather(*examples).entities
    assert len({e.first for e in known.values()}) == len(known)


def test_what_has_no_utf8_keeps_its_place() -> None:
    assert json.loads(json_page({"a": "x\ud800y"})) == {"a": "x?y"}
    assert json.loads(json_line(["\udfff"])) == ["?"]
    assert encoded("🛶\ud800") == "🛶?".encode()


def test_an_archive_names_no_time() -> None:
    with zipfile.ZipFile(io.BytesIO(packed({"b": b"2", "a": b"1"}))) as archive:
        assert [(i.filename, i.date_time[0]) for i in archive.infolist()] == [("a", 1980), ("b", 1980)]


def test_file_names_are_safe_and_differ() -> None:
    assert list(file_names(["../x", "x", "X", "\u202e"]).values()) == ["x", "x-2", "x-3", "report"]
