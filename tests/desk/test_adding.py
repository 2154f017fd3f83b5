"""A store that reports are added to says what a run over the same files says, however they came in."""

import pytest

from onrecord.desk.adding import add_reports
from onrecord.dossier.markdown import render_markdown
from onrecord.examples import example_paths
from onrecord.model import Config, Context, Origin, Report
from onrecord.pipeline import annotate_reports, compile_dossiers, group_reports
from onrecord.reading.inputs import read_reports
from onrecord.reading.reports import Fields, make_report
from onrecord.store.loading import load_annotations, load_dossier, load_reports
from onrecord.store.opening import open_store
from onrecord.store.searching import (
    Query,
    find_actors,
    find_claims,
    find_events,
    find_reports,
    find_statements,
    find_stories,
)

CONTEXT = Context(config=Config())


@pytest.fixture(scope="module")
def examples():
    with example_paths() as paths:
        return list(read_reports(paths))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request, tmp_path_factory, examples):
    address = str(tmp_path_factory.mktemp("store") / "record.db")
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres").create()
    with open_store(address, create=True) as store:
        add_reports(store, examples, CONTEXT)
        yield store


def test_reports_and_annotations_come_out_as_they_went_in(store, examples):
    with store.reading() as connection:
        assert list(load_reports(connection)) == sorted(examples, key=lambda r: r.id)
        found = load_annotations(connection, [r.id for r in examples])
    ordered = sorted(examples, key=lambda r: r.id)
    assert [found[r.id].quotations for r in ordered] == [a.quotations for a in annotate_reports(ordered, CONTEXT)]


def test_dossiers_are_those_of_a_run_over_the_files(store, examples):
    ordered = sorted(examples, key=lambda r: r.id)
    grouping, ties = group_reports(ordered, {})
    annotated = list(annotate_reports(ordered, CONTEXT))
    wanted = [render_markdown(d) for d in compile_dossiers(grouping, ties, annotated, CONTEXT)]
    with store.reading() as connection:
        assert [render_markdown(load_dossier(connection, s.id)) for s in grouping.stories] == wanted


def test_adding_the_same_again_changes_nothing(store, examples):
    again = add_reports(store, reversed(examples), CONTEXT)
    assert (again.new, again.known, again.analysed) == (0, len(examples), 0)
    assert again.settled.changed == again.settled.gone == 0


def test_added_one_by_one_the_stories_keep_their_ids_and_say_the_same(tmp_path, store, examples):
    with open_store(str(tmp_path / "one.db"), create=True) as other:
        for at in range(0, len(examples), 5):
            add_reports(other, examples[at : at + 5], CONTEXT)
        with other.reading() as one, store.reading() as all_:
            said = [
                sorted((r["title"], r["report_count"], r["independent"]) for r in find_stories(c, Query()).rows)
                for c in (one, all_)
            ]
    assert said[0] == said[1]


def test_another_text_under_a_known_id_is_kept_beside_it(tmp_path):
    first = Report(id="a", text="The bridge was closed on Monday, police said.")
    second = Report(id="a", text="The bridge was opened on Tuesday, police said.")
    with open_store(str(tmp_path / "record.db"), create=True) as store:
        assert add_reports(store, [first], CONTEXT).new == 1
        assert add_reports(store, [second], CONTEXT).new == 1
        assert add_reports(store, [first, second], CONTEXT).known == 2
        with store.reading() as connection:
            kept = list(load_reports(connection))
    assert [r.text for r in kept] == [first.text, second.text]
    assert "too" in kept[1].problems[-1].message


def test_every_answer_names_the_characters_it_stands_on(store):
    with store.reading() as connection:
        texts = {r.id: r.text for r in load_reports(connection)}
        for row in find_statements(connection, Query(limit=200)).rows:
            assert " … ".join(texts[row["report_id"]][s:e] for s, e in row["content_spans"]) == row["content"]
        for row in find_events(connection, Query(limit=200)).rows:
            assert texts[row["report_id"]][row["start"] : row["end"]] == row["exact"]
        for row in find_claims(connection, Query(limit=200)).rows:
            for account in row["accounts"]:
                assert (
                    account["exact"].split(" … ")[0]
                    == texts[account["report_id"]][account["start"] :][: len(account["exact"].split(" … ")[0])]
                )


@pytest.mark.parametrize("find", [find_stories, find_reports, find_statements, find_events, find_claims, find_actors])
def test_pages_hold_every_row_once(store, find):
    with store.reading() as connection:
        whole, after, rows = find(connection, Query(limit=200)).rows, None, []
        while True:
            page = find(connection, Query(limit=3, after=after))
            rows += page.rows
            after = page.next
            if after is None or len(rows) >= len(whole):
                break
    assert rows[: len(whole)] == list(whole)[: len(rows)]


def test_words_in_quotation_marks_stand_together(store):
    with store.reading() as connection:
        assert find_reports(connection, Query(words='"death toll"')).rows
        assert not find_reports(connection, Query(words='"toll death"')).rows


def test_statements_of_a_speaker_are_found_by_actor(store):
    with store.reading() as connection:
        actor = find_actors(connection, Query(words="Benhaddou")).rows[0]["id"]
        said = find_statements(connection, Query(speaker=actor)).rows
    assert len(said) >= 3
    assert (
        sum(row["speaker"] in ("Salma Benhaddou", "Benhaddou", "Water Minister Salma Benhaddou") for row in said) >= 1
    )


def test_a_report_with_a_nul_comes_out_as_it_went_in_from_either_database(address):
    text = "Police shot \0 at protesters in Oslo, Mayor \0 Anna Lund said."
    fields = Fields(text=text, id="n\0l", outlet="The\0Courier", title="Police\0shot")
    report = make_report(fields, Origin(path="x", sha256="", encoding="utf-8"))
    with open_store(address, create=True) as store:
        assert add_reports(store, [report], CONTEXT).new == 1
        assert add_reports(store, [report], CONTEXT).known == 1
        with store.reading() as connection:
            (kept,) = load_reports(connection)
            (found,) = load_annotations(connection, ["n␀l"]).values()
            assert find_reports(connection, Query(words="protesters\0Oslo")).rows[0]["id"] == "n␀l"
            story = load_dossier(connection, "s1")
    assert (kept.text, kept.title, kept.outlet) == (text, "Police\0shot", "The\0Courier")
    assert found.report.text == text
    assert story is not None
