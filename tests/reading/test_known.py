"""The user's own entities."""

import json
from pathlib import Path

import pytest

from onrecord.model import OnRecordError
from onrecord.reading.known import read_known


def test_a_table(tmp_path: Path) -> None:
    path = tmp_path / "known.csv"
    path.write_text(
        "id,name,kind,country,aliases,not_same\nQ1,Ana Silva,person,prt,Ana S.;A. Silva,Q2\n", encoding="utf-8"
    )
    (entity,) = read_known([str(path)])
    assert (entity.id, entity.country, entity.aliases, entity.not_same) == (
        "Q1",
        "PRT",
        ("Ana S.", "A. Silva"),
        ("Q2",),
    )


def test_followthemoney_lines(tmp_path: Path) -> None:
    path = tmp_path / "entities.ftm.json"
    path.write_text(
        '{"id": "x1", "schema": "Person", "caption": "Ana Silva", "properties": {"alias": ["Ana S."], "nationality": ["pt"]}}\n'
        '{"id": "x2", "schema": "Ownership", "properties": {}}\n',
        encoding="utf-8",
    )
    (entity,) = read_known([str(path)])
    assert (entity.id, entity.kind, entity.country, entity.aliases) == ("x1", "person", "PRT", ("Ana S.",))


def _claim(value: object) -> list[object]:
    return [{"mainsnak": {"datavalue": {"value": value}}}]


def test_entities_of_wikidata_as_its_dump_writes_them(tmp_path: Path) -> None:
    person = {
        "id": "Q91",
        "labels": {"de": {"value": "Anna Silva"}, "en": {"value": "Ana Silva"}},
        "aliases": {"ar": [{"value": "آنا سيلفا"}]},
        "claims": {"P31": _claim({"id": "Q5"}), "P1889": _claim({"id": "Q92"})},
    }
    country = {
        "id": "Q93",
        "labels": {"en": {"value": "Portugal"}},
        "aliases": [],
        "claims": {"P297": _claim("PT"), "P571": _claim({"time": "+1143"})},
    }
    nameless = {"id": "Q94", "labels": {}, "aliases": [], "claims": []}
    path = tmp_path / "extract.json"
    lines = ",\n".join(json.dumps(e, ensure_ascii=False) for e in (person, country, nameless))
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    ana, portugal = read_known([str(path)])
    assert (ana.name, ana.kind, ana.not_same) == ("Ana Silva", "person", ("Q92",))
    assert set(ana.aliases) == {"Anna Silva", "آنا سيلفا"}
    assert (portugal.kind, portugal.country) == ("place", "PRT")


@pytest.mark.parametrize("text", ["id,name,kind\nQ1,,person\n", "id,name,kind\nQ1,Ana,planet\n"])
def test_a_broken_table_says_which_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "known.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OnRecordError, match="line 2"):
        read_known([str(path)])


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match="--known"):
        read_known([str(tmp_path / "none.csv")])
