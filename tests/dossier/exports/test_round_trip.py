"""What is exported and read again is equal, for each format that can carry it."""

import csv
import io
import json
import zipfile

import msgspec
import pytest

from onrecord.dossier.exports.brat import brat_lines, export_brat
from onrecord.dossier.exports.csv_tables import export_csv, joined_tables
from onrecord.dossier.exports.labelstudio import export_labelstudio
from onrecord.dossier.exports.material import Material
from onrecord.dossier.exports.parquet import export_parquet
from onrecord.dossier.exports.records import export_records
from onrecord.dossier.exports.standoff import standoff_of
from onrecord.dossier.imports.brat import brat_standoff, read_brat
from onrecord.dossier.imports.labelstudio import read_labelstudio
from onrecord.dossier.imports.records import read_records
from onrecord.dossier.json import render_json
from onrecord.dossier.tables import guarded
from onrecord.model import Annotations, Dossier, OnRecordError


def test_records_come_back_field_by_field(material: Material) -> None:
    dossiers, annotated = read_records(export_records(material))
    assert tuple(dossiers) == material.dossiers
    assert tuple(annotated) == material.annotated


def test_a_dossier_and_annotations_as_json_come_back(material: Material) -> None:
    for dossier in material.dossiers:
        assert msgspec.json.decode(render_json(dossier, True), type=Dossier) == dossier
    for annotations in material.annotated:
        assert msgspec.json.decode(msgspec.json.encode(annotations), type=Annotations) == annotations


@pytest.mark.parametrize("line", [b"{}", b'{"cats": 1}', b"nonsense", b'{"annotations": {"report": 1}}'])
def test_what_is_no_record_is_named_by_its_line(line: bytes) -> None:
    with pytest.raises(OnRecordError, match="line 2"):
        read_records(b"\n" + line)


def test_marks_and_links_come_back_from_label_studio(material: Material) -> None:
    tasks = json.loads(export_labelstudio(material))
    for task in tasks:
        task["annotations"] = task.pop("predictions")
    edited, problems = read_labelstudio(json.dumps(tasks).encode())
    assert problems == []
    assert len(edited) == len(material.annotated)
    for one in edited:
        annotations = material.annotations(one.report)
        wanted = standoff_of(annotations)
        bare = {(m.id, m.label, m.spans) for m in wanted.marks}
        assert {(m.id, m.label, m.spans) for m in one.standoff.marks} == bare
        assert set(one.standoff.links) == set(wanted.links)
        assert one.text == annotations.report.text.encode("utf-8", "replace").decode()


def test_marks_and_links_come_back_from_brat(material: Material, tmp_path) -> None:
    (tmp_path / "brat.zip").write_bytes(export_brat(material))
    edited, problems = read_brat(tmp_path / "brat.zip", "Ada")
    assert problems == []
    assert len(edited) == len(material.annotated)
    for one in edited:
        annotations = material.annotations(one.report)
        assert one.standoff == brat_standoff(annotations)
        whole = {m.id for m in standoff_of(annotations).marks}
        assert {m.id for m in one.standoff.marks} <= whole
        assert len(one.standoff.marks) == sum(line.startswith("T") for line in brat_lines(annotations))


def test_cells_come_back_from_parquet_with_their_types(material: Material) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    with zipfile.ZipFile(io.BytesIO(export_parquet(material))) as archive:
        for name, head, rows in joined_tables(material):
            table = parquet.read_table(io.BytesIO(archive.read(name.replace(".csv", ".parquet"))))
            assert table.column_names == list(head)
            found = [tuple(row.values()) for row in table.to_pylist()]
            assert found == [tuple(_storable(c) for c in row) for row in rows], name


def _storable(cell: object) -> object:
    return cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else cell


def test_cells_come_back_from_csv_as_words(material: Material) -> None:
    with zipfile.ZipFile(io.BytesIO(export_csv(material))) as archive:
        for name, head, rows in joined_tables(material):
            found = list(csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline="")))
            assert found[0] == list(head)
            assert found[1:] == [[_printed(c) for c in row] for row in rows], name


def _printed(cell: object) -> str:
    shown = guarded(cell)
    words = "" if shown is None else str(shown)
    return words.encode("utf-8", "replace").decode()
