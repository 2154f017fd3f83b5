"""The library as FORMAT.md names it."""

import subprocess
import sys
from pathlib import Path

import pytest

import onrecord


def test_importing_is_light() -> None:
    code = "import sys, onrecord; sys.exit('spacy' in sys.modules or 'msgspec' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_public_name_is_there() -> None:
    for name in onrecord.__all__:
        assert getattr(onrecord, name) is not None
    assert set(onrecord.__all__) <= set(dir(onrecord))


def test_reports_are_read_with_a_date_for_those_that_have_none(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The ferry was late.\n")
    (report,) = onrecord.read(path, published="2020-05")
    assert report.published == "2020-05"
    (undated,) = onrecord.read([path])
    assert undated.published is None


def test_what_is_no_date_is_told_and_a_second_path_is_none(tmp_path: Path) -> None:
    with pytest.raises(onrecord.OnRecordError, match=r"no date; write 2020-05-17"):
        onrecord.read(tmp_path, published="some day")
    with pytest.raises(TypeError):
        onrecord.read("a.txt", "b.txt")  # type: ignore[misc]


def test_a_dossier_without_an_outlet() -> None:
    texts = {
        "Ada": "Police arrested the mayor of Oss on Monday.",
        "Bel": "The mayor of Oss was arrested by police. He resigned.",
    }
    reports = [onrecord.Report(id=o, text=t, outlet=o) for o, t in texts.items()]
    annotated = list(onrecord.annotate_many(reports))
    (story,) = onrecord.group(annotated).stories
    whole = onrecord.compile_dossier(story, annotated)
    left = onrecord.compile_dossier(story, annotated, without=["ada"])
    assert (whole.without, left.without) == ((), ("Ada",))
    assert max(c.independent for c in whole.claims) == 2
    assert {(c.independent, c.alignment) for c in left.claims} == {(1, "single_source")}
    assert [r.id for r in left.reports] == ["Bel"]
    assert left.story.title.startswith("The mayor of Oss")
    with pytest.raises(onrecord.OnRecordError, match="no report names the outlet 'Nobody'"):
        onrecord.compile_dossier(story, annotated, without=["Nobody"])
    with pytest.raises(onrecord.OnRecordError, match="no report would be left"):
        onrecord.compile_dossier(story, annotated, without=["Ada", "Bel"])


def test_a_report_made_by_hand_has_findings() -> None:
    found = onrecord.annotate(onrecord.Report(id="a", text="Police arrested the mayor of Oss on Monday."))
    assert found.sentences
    assert found.propositions
    assert found.report.parts
    assert onrecord.annotate(onrecord.Report(id="b", text=" ")).sentences == ()
