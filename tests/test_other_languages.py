"""A report in another language than the parser's is kept, grouped and named as unread; nothing is said of what it does or does not tell."""

from pathlib import Path

import pytest
import spacy
from spacy.training import Example

from onrecord.dossier.markdown import render_markdown
from onrecord.dossier.page import make_page
from onrecord.language import parsing
from onrecord.model import Config, Context, Origin, Report
from onrecord.pipeline import annotate_reports, compile_dossiers, group_reports
from onrecord.reading.reports import Fields, make_report

GERMAN = (
    "Die Ministerin sagte am Dienstag, dass die Regierung vor der Abstimmung nicht mit der Opposition sprechen werde. "
    "Es sei die Sache der Gerichte, darüber zu entscheiden, und sie würden auch das letzte Wort haben. "
)
FERRY = (
    "Fähre läuft vor Bergen auf Grund\nEine Fähre mit 140 Menschen an Bord ist am Dienstag vor Bergen auf Grund gelaufen, wie die "
    "Küstenwache mitteilte. Niemand wurde verletzt, sagte die Sprecherin Kari Holm. Die Fähre kam aus Stavanger und sollte am Mittwoch "
    "in die Werft geschleppt werden, weil der Rumpf an zwei Stellen beschädigt ist."
)
ENGLISH = (
    "Ferry runs aground off Bergen\nA ferry with 140 people on board ran aground off Bergen on Tuesday, the coastguard said. Nobody was "
    "hurt, said its spokeswoman, Kari Holm. The ferry had come from Stavanger and was to be towed to a yard on Wednesday."
)
ORIGIN = Origin(path="x", sha256="", encoding="utf-8")
CONTEXT = Context(config=Config())


def report(id: str, outlet: str, text: str) -> Report:
    return make_report(Fields(text=text, id=id, outlet=outlet, published="2020-03-04"), ORIGIN)


REPORTS = (
    report("a", "Anzeiger", FERRY),
    report("b", "Kurier", FERRY),
    report("c", "Courier", ENGLISH),
    report("d", "Herald", ENGLISH.replace("Nobody was hurt", "No one came to harm")),
)


def test_no_stage_runs_on_another_language() -> None:
    reports = [
        make_report(Fields(text=t), ORIGIN) for t in (GERMAN, "Anna Berg said on Tuesday that two ferries sank.")
    ]
    german, english = annotate_reports(reports, CONTEXT)
    assert german.report.text == GERMAN
    assert "Not analysed" in german.problems[0].message
    assert not german.sentences
    assert english.sentences
    assert not english.problems


def test_another_language_is_not_even_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    pipe = parsing._pipe
    monkeypatch.setattr(parsing, "_pipe", lambda texts, parser: parsed.extend(texts) or pipe(texts, parser))
    list(annotate_reports([make_report(Fields(text=FERRY), ORIGIN)], CONTEXT))
    assert parsed == []


def test_it_is_grouped_and_plainly_marked() -> None:
    grouping, ties = group_reports(REPORTS, {})
    assert sorted(c.reports for c in grouping.copies)[0] == ("a", "b")
    (story,) = grouping.stories
    assert story.reports == ("a", "b", "c", "d")
    (dossier,) = compile_dossiers(grouping, ties, list(annotate_reports(REPORTS, CONTEXT)), CONTEXT)
    assert dossier.unread == ("a", "b")
    assert {c.outlet for c in dossier.coverage} == {"Courier", "Herald"}
    page = make_page(dossier)
    assert page.facts[-1] == "2 not analysed: what they tell is not here"
    acts = {cell.outlet: cell.act for cell in page.matrix.rows[0].cells}
    assert (acts["Anzeiger"], acts["Kurier"]) == ("unread", "unread")
    assert not any(o.left_out_count or o.left_out_once for o in page.outlets if o.outlet in ("Anzeiger", "Kurier"))
    shown = render_markdown(dossier)
    assert "Anzeiger, 4 March 2020, not analysed (in German)" in shown
    assert "? not analysed" in shown


def test_a_story_whose_reports_are_all_read_says_nothing_of_it() -> None:
    grouping, ties = group_reports(REPORTS[2:], {})
    (dossier,) = compile_dossiers(grouping, ties, list(annotate_reports(REPORTS[2:], CONTEXT)), CONTEXT)
    assert dossier.unread == ()
    assert "not analysed" not in render_markdown(dossier)


def test_a_model_for_another_language_reads_that_language(tmp_path: Path) -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("parser")
    doc = {"heads": [1, 1, 1], "deps": ["sb", "ROOT", "punct"]}
    nlp.initialize(lambda: [Example.from_dict(nlp.make_doc("Boote sinken ."), doc)])
    nlp.to_disk(tmp_path / "german")
    german, english = annotate_reports((REPORTS[0], REPORTS[2]), Context(config=Config(model=str(tmp_path / "german"))))
    assert german.sentences
    assert not german.problems
    assert "another language (en)" in english.problems[0].message
