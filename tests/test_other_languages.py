"""A report in another language than the parser's is kept and said to be unread."""

from onrecord.model import Config, Context, Origin
from onrecord.pipeline import annotate_reports
from onrecord.reading.reports import Fields, make_report

GERMAN = (
    "Die Ministerin sagte am Dienstag, dass die Regierung vor der Abstimmung nicht mit der Opposition sprechen werde. "
    "Es sei die Sache der Gerichte, darüber zu entscheiden, und sie würden auch das letzte Wort haben. "
)


def test_no_stage_runs_on_another_language() -> None:
    origin = Origin(path="x", sha256="", encoding="utf-8")
    reports = [
        make_report(Fields(text=t), origin) for t in (GERMAN, "Anna Berg said on Tuesday that two ferries sank.")
    ]
    german, english = annotate_reports(reports, Context(config=Config()))
    assert german.report.text == GERMAN
    assert "Not analysed" in german.problems[0].message
    assert not german.sentences
    assert english.sentences
    assert not english.problems
