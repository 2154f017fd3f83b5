"""PLOVER, GDELT and ICEWS: the right columns, each happening once, and nothing put in that no report says."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable

import pytest

from onrecord.dossier.exports.cameo import cameo_code, cameo_quad, cameo_role
from onrecord.dossier.exports.gdelt import COLUMNS, export_gdelt
from onrecord.dossier.exports.happenings import dyads, find_happenings
from onrecord.dossier.exports.icews import COLUMNS as ICEWS_COLUMNS
from onrecord.dossier.exports.icews import export_icews
from onrecord.dossier.exports.material import Material
from onrecord.dossier.exports.plover import export_plover
from onrecord.resources import read_table

Told = Callable[..., Material]


def _gdelt(material: Material) -> list[dict[str, str]]:
    lines = export_gdelt(material).decode("utf-8").split("\n")
    assert lines.pop() == ""
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines]


def _plover(material: Material) -> list[dict[str, object]]:
    return [json.loads(line) for line in export_plover(material).decode("utf-8").splitlines()]


def _icews(material: Material) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export_icews(material).decode("utf-8"))))


# happenings


def test_every_event_is_in_one_happening(material: Material) -> None:
    told = Counter((report, event.id) for h in find_happenings(material) for report, event in h.tellings)
    assert set(told.values()) <= {1}
    assert set(told) == {(a.report.id, e.id) for a in material.annotated for e in a.events}


def test_an_entry_of_the_timeline_is_one_happening(material: Material) -> None:
    made = {tuple(sorted((r, e.id) for r, e in h.tellings)): h for h in find_happenings(material)}
    for dossier in material.dossiers:
        for entry in (e for e in dossier.timeline if e.events):
            happening = made[tuple(sorted(entry.events))]
            assert happening.independent == entry.independent
            assert (happening.earliest, happening.latest) == (entry.earliest, entry.latest)


def test_all_tellings_of_a_happening_have_its_type_and_status(material: Material) -> None:
    for happening in find_happenings(material):
        assert len({(e.type, e.status) for _, e in happening.tellings}) == 1


def test_no_pronoun_is_a_party(material: Material) -> None:
    parties = [p for h in find_happenings(material) for p in (*h.actors, *h.recipients)]
    assert not [p for p in parties if not p.entity and p.printed.lower() in ("he", "she", "it", "they")]


def test_a_talk_of_two_goes_both_ways(told: Told) -> None:
    material = told("Anna Lund and Karl Berg met in Oslo on 3 May 2024.")
    pairs = [(a and a.name, b and b.name) for h in find_happenings(material) for a, b in dyads(h)]
    assert sorted(pairs) == [("Anna Lund", "Karl Berg"), ("Karl Berg", "Anna Lund")]


# GDELT


def test_gdelt_has_61_columns_in_the_order_of_its_format() -> None:
    assert len(COLUMNS) == len(set(COLUMNS)) == 61
    places = {"GLOBALEVENTID": 1, "SQLDATE": 2, "Actor1Code": 6, "Actor2Code": 16, "IsRootEvent": 26, "EventCode": 27}
    places |= {"GoldsteinScale": 31, "NumMentions": 32, "AvgTone": 35, "Actor1Geo_Type": 36, "ActionGeo_Type": 52}
    places |= {"ActionGeo_Lat": 57, "DATEADDED": 60, "SOURCEURL": 61}
    assert {name: COLUMNS.index(name) + 1 for name in places} == places


def test_every_gdelt_row_has_61_cells_that_machines_read(material: Material) -> None:
    rows = _gdelt(material)
    assert rows
    for row in rows:
        assert re.fullmatch(r"\d+", row["GLOBALEVENTID"])
        assert int(row["GLOBALEVENTID"]) < 2**53
        assert re.fullmatch(r"(\d{8})?", row["SQLDATE"])
        assert re.fullmatch(r"(\d{6})?", row["MonthYear"])
        assert re.fullmatch(r"(\d{4}\.\d{4})?", row["FractionDate"])
        assert re.fullmatch(r"(0[1-9]|1\d|20)\d", row["EventCode"])
        assert row["EventCode"].startswith(row["EventRootCode"])
        assert row["QuadClass"] in "1234"
        assert row["IsRootEvent"] in "01"
        assert int(row["NumSources"]) <= int(row["NumArticles"]) <= int(row["NumMentions"])
        assert re.fullmatch(r"(\d{8}|\d{14})?", row["DATEADDED"])
        assert re.fullmatch(r"(https?://\S+)?", row["SOURCEURL"])
        assert all(re.fullmatch(r"[A-Z]*", row[f"Actor{n}{c}"]) for n in "12" for c in ("Code", "CountryCode"))


def test_gdelt_leaves_empty_what_we_have_no_table_of(material: Material) -> None:
    unknown = re.compile(r"Goldstein|Tone|Ethnic|Religion|ADM|FeatureID|Geo_CountryCode|Geo_Type|Actor\dGeo")
    assert not [v for row in _gdelt(material) for k, v in row.items() if unknown.search(k) and v]


def test_gdelt_ids_are_of_one_row_each(material: Material) -> None:
    ids = Counter(row["GLOBALEVENTID"] for row in _gdelt(material))
    assert set(ids.values()) == {1}


def test_gdelt_takes_only_what_is_told_as_actual(told: Told) -> None:
    assert not _gdelt(told("Norway threatened to attack Sweden. Denmark never attacked Finland."))[1:]
    assert [r["EventRootCode"] for r in _gdelt(told("Norway attacked Sweden on 3 May 2024."))] == ["18"]


def test_gdelt_dates_an_event_by_the_text_alone(told: Told) -> None:
    dated = _gdelt(told("Norway attacked Sweden on 3 May 2024.", published="2024-05-06T10:00:00+02:00"))[0]
    assert (dated["SQLDATE"], dated["FractionDate"]) == ("20240503", "2024.3397")
    assert dated["DATEADDED"] == "20240506080000"
    undated = _gdelt(told("Norway attacked Sweden.", published="2024-05-06"))[0]
    assert (undated["SQLDATE"], undated["Year"], undated["DATEADDED"]) == ("", "", "20240506")
    vague = _gdelt(told("Norway attacked Sweden in May 2024."))[0]
    assert (vague["SQLDATE"], vague["MonthYear"], vague["Year"]) == ("", "202405", "2024")


def test_gdelt_expands_compound_parties(told: Told) -> None:
    rows = _gdelt(told("Norway and Sweden attacked Denmark and Finland."))
    pairs = {(r["Actor1CountryCode"], r["Actor2CountryCode"]) for r in rows}
    assert pairs == {("NOR", "DNK"), ("NOR", "FIN"), ("SWE", "DNK"), ("SWE", "FIN")}


def test_gdelt_codes_fit_the_country_and_the_role(told: Told) -> None:
    row = _gdelt(told("Norwegian police arrested three Swedish journalists in Oslo."))[0]
    assert (row["Actor1Code"], row["Actor1Type1Code"]) == ("NORCOP", "COP")
    assert row["EventCode"] == "173"


# ICEWS


def test_icews_rows_have_both_parties(material: Material) -> None:
    rows = _icews(material)
    assert all(row["Source Name"] and row["Target Name"] for row in rows)
    assert all(list(row) == list(ICEWS_COLUMNS) for row in rows)


def test_icews_names_countries(told: Told) -> None:
    row = _icews(told("Norway attacked Sweden on 3 May 2024."))[0]
    assert (row["Source Country"], row["Target Country"], row["Event Date"]) == ("Norway", "Sweden", "2024-05-03")


@pytest.mark.parametrize("export", [export_icews, export_gdelt])
def test_no_cell_opens_as_a_formula(export: Callable[[Material], bytes], hard: object, material: Material) -> None:
    text = export(material).decode("utf-8")
    rows = csv.reader(io.StringIO(text), delimiter="\t" if export is export_gdelt else ",")
    assert not [c for row in rows for c in row if c.lstrip().startswith(("=", "+", "@"))]


# PLOVER


def test_plover_records_have_its_required_fields(material: Material) -> None:
    for record in _plover(material):
        assert {"id", "date", "actor", "event"} <= set(record)
        assert record["actor"]
        assert record["date"] is None or re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(record["date"]))
        assert record["quad_code"] in (1, 2, 3, 4)


def test_plover_records_stand_on_their_characters(material: Material) -> None:
    for record in _plover(material):
        for account in record["accounts"]:  # type: ignore[attr-defined]
            text = material.report(account["report"]).text
            assert text[account["start"] : account["end"]] == account["exact"]


def test_plover_counts_a_happening_once_however_often_it_is_told(examples: object, material: Material) -> None:
    records = _plover(material)
    tellings = sum(len(r["accounts"]) for r in records)  # type: ignore[arg-type]
    events = sum(e.type != "STATEMENT" for h in find_happenings(material) if h.actors for _, e in h.tellings)
    assert tellings == events
    assert len({r["id"] for r in records}) == len(records)


def test_plover_keeps_the_status_of_what_did_not_happen(told: Told) -> None:
    records = _plover(told("Norway threatened to attack Sweden."))
    assert {(r["event"], r["status"]) for r in records} >= {("ASSAULT", "threatened")}


# codes


def test_a_finer_code_stays_under_its_root() -> None:
    for row in read_table("event_roots.csv"):
        code = cameo_code(row["type"], row["mode"] or None, row["root"])
        assert code.startswith(row["root"])
        assert len(code) == 3
        assert cameo_quad(row["root"]) in "1234"


def test_an_event_without_a_root_has_no_code() -> None:
    assert (cameo_code("CONSULT", "phone", ""), cameo_quad("")) == ("", "")


def test_a_sector_without_a_cameo_role_has_none() -> None:
    assert (cameo_role("PTY"), cameo_role(None), cameo_role("JRN"), cameo_role("MED")) == ("", "", "MED", "HLH")
