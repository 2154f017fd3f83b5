"""What people correct holds from then on, with who and when, and can be undone."""

import pytest

from onrecord.desk.adding import add_reports
from onrecord.desk.correcting import correct, describe, mention_of, read_place
from onrecord.desk.settling import settle
from onrecord.model import Config, Context, Correction, Evidence, OnRecordError, Origin, Report
from onrecord.reading.reports import Fields, make_report
from onrecord.store.corrections import load_corrections, undo_correction
from onrecord.store.loading import load_dossier, load_reports
from onrecord.store.opening import open_store
from onrecord.store.searching import Query, find_actors, find_statements, find_stories

CONTEXT = Context(config=Config())
TEXTS = {
    "a": (
        "The Courier",
        "Mayor Ines Duarte said on Monday that the old bridge over the Sorva would stay closed until June.\n"
        "Engineer Paulo Duarte warned that two pillars had cracked. The harbour master agreed, and police closed the road.",
    ),
    "b": (
        "Radio Sorva",
        "The bridge over the Sorva stays closed until June, Ines Duarte told reporters at the town hall.\n"
        "Residents of the lower town said they had heard the pillars crack. A ferry will run from Tuesday.",
    ),
    "c": (
        "The Lamp",
        "A fire destroyed a paper mill in Ostrand on Sunday, firefighters said. Nobody was hurt.\n"
        "The owner, Karin Holm, said the mill would be rebuilt within two years.",
    ),
}


def report(name: str) -> Report:
    outlet, text = TEXTS[name]
    return make_report(Fields(text=text, id=name, outlet=outlet), Origin(path=name, sha256="", encoding="utf-8"))


@pytest.fixture
def store(address):
    with open_store(address, create=True) as store:
        add_reports(store, [report(n) for n in TEXTS], CONTEXT)
        yield store


def place(name: str, words: str) -> Evidence:
    start = TEXTS[name][1].index(words)
    return Evidence(name, start, start + len(words))


def actor_of(store, evidence: Evidence) -> str:
    from sqlalchemy import select

    from onrecord.store import schema as t
    from onrecord.store.schema_stories import actor_members

    with store.reading() as connection:
        m, a = t.mentions.c, actor_members.c
        return connection.scalar(
            select(a.actor_id)
            .join(t.mentions, (a.report_id == m.report_id) & (a.entity_id == m.entity_id))
            .where(m.report_id == evidence.report, m.start < evidence.end, evidence.start < m.end)
        )


def stories(store) -> list[tuple[str, ...]]:
    with store.reading() as connection:
        return sorted(
            load_dossier(connection, row["id"]).story.reports for row in find_stories(connection, Query()).rows
        )


def test_two_actors_made_one_stay_one_and_part_again_when_undone(store):
    ines, holm = place("a", "Ines Duarte"), place("c", "Karin Holm")
    assert actor_of(store, ines) != actor_of(store, holm)
    number = correct(
        store, Correction(kind="same_entity", subject=(ines, holm), made_by="Ada", note="her married name")
    )
    settle(store, CONTEXT)
    assert actor_of(store, ines) == actor_of(store, holm)
    add_reports(store, [Report(id="d", text="A new report of nothing much was printed.")], CONTEXT)
    assert actor_of(store, ines) == actor_of(store, holm)
    with store.writing() as connection:
        undo_correction(connection, number, "Bo")
    settle(store, CONTEXT)
    assert actor_of(store, ines) != actor_of(store, holm)
    with store.reading() as connection:
        assert load_corrections(connection) == ()
        (kept,) = load_corrections(connection, undone=True)
    assert (kept.correction.made_by, kept.undone_by, kept.correction.note) == ("Ada", "Bo", "her married name")


def test_actors_kept_apart_have_their_own_pages(store):
    pair = place("a", "Ines Duarte"), place("b", "Ines Duarte")
    assert actor_of(store, pair[0]) == actor_of(store, pair[1])
    correct(store, Correction(kind="not_same_entity", subject=pair, made_by="Ada"))
    settle(store, CONTEXT)
    assert actor_of(store, pair[0]) != actor_of(store, pair[1])


def test_a_wrong_speaker_is_put_right_in_dossier_and_search(store):
    said = place("a", "two pillars had cracked")
    who = place("a", "The harbour master")
    correct(store, Correction(kind="speaker", subject=(said,), against=(who,), made_by="Ada"))
    settle(store, CONTEXT)
    with store.reading() as connection:
        (row,) = (
            r for r in find_statements(connection, Query(words="pillars had cracked")).rows if r["report_id"] == "a"
        )
        story = find_stories(connection, Query(words="Sorva")).rows[0]["id"]
        told = [q.speaker_text for q in load_dossier(connection, story).quotations if "pillars had" in q.content_text]
    assert row["speaker"] == "The harbour master"
    assert told == ["The harbour master"]


def test_what_is_no_claim_leaves_the_claims(store):
    def claimed() -> str:
        with store.reading() as connection:
            rows = find_stories(connection, Query(words="mill")).rows
            return " | ".join(c.text for c in load_dossier(connection, rows[0]["id"]).claims)

    assert "the mill would be rebuilt" in claimed()
    correct(store, Correction(kind="not_a_claim", subject=(place("c", "the mill would be rebuilt"),), made_by="Ada"))
    settle(store, CONTEXT)
    assert "the mill would be rebuilt" not in claimed()


def test_stories_are_joined_and_parted(store):
    assert stories(store) == [("a", "b"), ("c",)]
    joined = correct(store, Correction(kind="same_story", reports=("a", "c"), made_by="Ada"))
    settle(store, CONTEXT)
    assert stories(store) == [("a", "b", "c")]
    with store.writing() as connection:
        undo_correction(connection, joined, "Ada")
    correct(store, Correction(kind="not_same_story", reports=("a", "b"), made_by="Ada"))
    settle(store, CONTEXT)
    assert stories(store) == [("a",), ("b",), ("c",)]


def test_reports_said_to_print_one_text_are_one_account(store):
    with store.reading() as connection:
        assert find_stories(connection, Query(words="Sorva")).rows[0]["independent"] == 2
    correct(store, Correction(kind="same_copy", reports=("a", "b"), made_by="Ada"))
    settle(store, CONTEXT)
    with store.reading() as connection:
        row = find_stories(connection, Query(words="Sorva")).rows[0]
        reasons = load_dossier(connection, row["id"]).story.groups[0].reasons
    assert row["independent"] == 1
    assert any("Ada said" in r for r in reasons)


@pytest.mark.parametrize(
    ("correction", "message"),
    [
        (Correction(kind="same_entity", subject=(Evidence("a", 0, 5),)), "2 or more places"),
        (Correction(kind="same_story", reports=("a",)), "two reports"),
        (Correction(kind="not_a_claim", subject=(Evidence("zz", 0, 5),)), "no report 'zz'"),
        (Correction(kind="not_a_claim", subject=(Evidence("a", 0, 99999),)), "characters"),
    ],
)
def test_a_correction_of_nothing_is_refused(store, correction, message):
    with pytest.raises(OnRecordError, match=message):
        correct(store, correction)


def test_places_and_actors_can_be_named(store):
    with store.reading() as connection:
        assert read_place(connection, "a:6-17") == Evidence("a", 6, 17)
        actor = find_actors(connection, Query(words="Karin Holm")).rows[0]["id"]
        assert read_place(connection, actor) == mention_of(connection, actor) == place("c", "Karin Holm")
        texts = {r.id: r.text for r in load_reports(connection)}
        with pytest.raises(OnRecordError, match="no actor"):
            read_place(connection, "a999")
    words = describe(
        Correction(kind="same_entity", subject=(place("a", "Ines Duarte"), place("c", "Karin Holm"))), texts
    )
    assert words == "“Ines Duarte” (a), “Karin Holm” (c) are one and the same"


def test_no_correction_is_undone_twice(store):
    number = correct(store, Correction(kind="same_story", reports=("a", "c"), made_by="Ada"))
    with store.writing() as connection:
        undo_correction(connection, number, "Ada")

    def again() -> None:
        with store.writing() as connection:
            undo_correction(connection, number, "Ada")

    with pytest.raises(OnRecordError, match="no correction"):
        again()
