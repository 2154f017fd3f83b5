"""The CSV tables: whole, and run by no spreadsheet."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.dossier.tables import guarded, render_tables

from tests.dossier.conftest import Made


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "|calc", "\r=cmd"])
def test_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert str(guarded(cell)).startswith("'")


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    assert not str(guarded(text)).lstrip().startswith(("=", "+", "-", "@"))


def test_every_row_is_as_wide_as_its_head(dam: Made, hostile: Made) -> None:
    for dossier, _ in (dam, hostile):
        for table in render_tables(dossier).values():
            assert len({len(row) for row in csv.reader(io.StringIO(table))}) == 1


def test_every_telling_of_a_claim_has_its_row(dam: Made) -> None:
    rows = list(csv.DictReader(io.StringIO(render_tables(dam[0])["claims.csv"])))
    assert len(rows) == sum(len(c.accounts) for c in dam[0].claims)
    texts = {r.id: r.text for r in dam[0].reports}
    assert all(texts[r["report"]][int(r["start"]) : int(r["end"])] == r["exact"] for r in rows)
