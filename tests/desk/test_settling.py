"""What is new joins what is known: only what it touches is compiled, and the outcome is that of settling all, within bounds."""

import json
import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from benchmarks.newsroom import Newsroom
from sqlalchemy import Connection, insert, select

from onrecord.desk import settling
from onrecord.desk.correcting import correct
from onrecord.desk.settling import settle
from onrecord.model import Annotations, Config, Context, Correction, Entity, Evidence, Mention, Report
from onrecord.store import schema as t
from onrecord.store import schema_stories as st
from onrecord.store.loading import load_dossier
from onrecord.store.opening import Store, open_store
from onrecord.store.saving import now, save_annotations, save_reports

CONTEXT = Context()
GUARDS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "benchmarks" / "story_guards.jsonl").read_text("utf-8").splitlines()
]
Sets = set[tuple[str, ...]]


@pytest.fixture(autouse=True)
def only_what_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is settled whole but what never was: these tests are about the rest."""
    monkeypatch.setattr(settling, "_is_much", lambda connection, news: _seen(connection) is None)


def _seen(connection: Connection) -> str | None:
    return settling.load_setting(connection, "settled whole")


def keep(store: Store, annotated: Iterable[Annotations], analysis: str = "x") -> None:
    several = list(annotated)
    with store.writing() as connection:
        if analysis not in connection.scalars(select(t.analyses.c.id)).all():
            row = {"id": analysis, "made_by": "a test", "model": "none", "settings": "{}", "started_at": now()}
            connection.execute(insert(t.analyses).values(row))
        held = set(connection.scalars(select(t.reports.c.id)))
        save_reports(connection, [a.report for a in several if a.report.id not in held], {})
        save_annotations(connection, analysis, several)


def story_sets(store: Store) -> Sets:
    found: dict[str, list[str]] = {}
    with store.reading() as connection:
        for row in connection.execute(select(st.story_reports.c.story_id, st.story_reports.c.report_id)):
            found.setdefault(row.story_id, []).append(row.report_id)
    return {tuple(sorted(g)) for g in found.values()}


def actor_sets(store: Store) -> Sets:
    found: dict[str, list[str]] = {}
    a = st.actor_members.c
    with store.reading() as connection:
        for row in connection.execute(select(a.actor_id, a.report_id, a.entity_id)):
            found.setdefault(row.actor_id, []).append(f"{row.report_id}:{row.entity_id}")
    return {tuple(sorted(g)) for g in found.values()}


def revisions(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        return {r.id: r.revision for r in connection.execute(select(st.stories.c.id, st.stories.c.revision))}


def pairs(groups: Sets) -> set[tuple[str, str]]:
    return {(a, b) for g in groups for n, a in enumerate(g) for b in g[n + 1 :]}


def test_reports_in_rounds_give_what_all_at_once_give(address: str) -> None:
    room = Newsroom(50, seed=5)
    with open_store(address, create=True) as store:
        keep(store, map(room.report, range(30)))
        settle(store, CONTEXT)
        for first in range(30, 50, 10):
            keep(store, map(room.report, range(first, first + 10)))
            done = settle(store, CONTEXT)
            assert done.changed <= 10
        stories, actors = story_sets(store), actor_sets(store)
        said = claims(store)
        settle(store, CONTEXT, whole=True)
        assert len(stories & story_sets(store)) >= 0.97 * len(story_sets(store))
        assert len(actors & actor_sets(store)) >= 0.97 * len(actor_sets(store))
        assert len(said & claims(store)) >= 0.97 * len(claims(store))


def claims(store: Store) -> set[tuple[object, ...]]:
    c = st.claims.c
    with store.reading() as connection:
        return {tuple(row) for row in connection.execute(select(c.text, c.alignment, c.independent))}


@pytest.mark.parametrize("seed", [1, 2])
def test_look_alike_happenings_one_by_one_are_grouped_as_all_at_once(tmp_path: Path, seed: int) -> None:
    reports = [
        Report(id=f"{n} {s}{m}", text=text)
        for n, case in enumerate(GUARDS)
        for s, texts in enumerate(case["stories"])
        for m, text in enumerate(texts)
    ]
    random.Random(seed).shuffle(reports)
    with open_store(str(tmp_path / "record.db"), create=True) as store:
        for n, some in enumerate([reports[:40], *(reports[at : at + 10] for at in range(40, len(reports), 10))]):
            keep(store, [Annotations(report=r) for r in some])
            assert settle(store, CONTEXT).changed or n
        rounds = pairs(story_sets(store))
        settle(store, CONTEXT, whole=True)
        whole = pairs(story_sets(store))
    assert len(rounds & whole) >= 0.97 * len(whole)
    assert len(rounds & whole) >= 0.97 * len(rounds)


def test_stories_that_nothing_new_touches_stay_as_they_are(tmp_path: Path) -> None:
    room = Newsroom(60, seed=2)
    with open_store(str(tmp_path / "record.db"), create=True) as store:
        keep(store, map(room.report, range(59)))
        settle(store, CONTEXT)
        before = revisions(store)
        assert settle(store, CONTEXT).changed == 0
        keep(store, [room.report(59)])
        settle(store, CONTEXT)
        after = revisions(store)
    (touched,) = {s for s in after if after[s] != before.get(s)}
    with open_store(str(tmp_path / "record.db")) as store, store.reading() as connection:
        dossier = load_dossier(connection, touched)
        assert dossier is not None
        assert "n000059" in dossier.story.reports


def test_stories_that_a_new_report_parts_are_noted(tmp_path: Path) -> None:
    # Two quakes told to one pattern are one story until two reports of each show that they are not.
    (one, two), (three, four) = GUARDS[0]["stories"]
    with open_store(str(tmp_path / "record.db"), create=True) as store:
        keep(store, [Annotations(report=Report(id=n, text=x)) for n, x in (("a1", one), ("b1", three))])
        settle(store, CONTEXT)
        assert story_sets(store) == {("a1", "b1")}
        keep(store, [Annotations(report=Report(id=n, text=x)) for n, x in (("a2", two), ("b2", four))])
        settle(store, CONTEXT)
        assert story_sets(store) == {("a1", "a2"), ("b1", "b2")}
        with store.reading() as connection:
            (change,) = connection.execute(select(st.story_changes)).mappings().all()
    assert (change["kind"], change["story"], change["other_story"]) == ("split", "s1", "s2")
    assert json.loads(change["reasons"])


def person(report: str, text: str, name: str, number: int = 1) -> Entity:
    start = text.index(name)
    return Entity(f"e{number}", name, "person", mentions=(Mention(start, start + len(name), "name"),))


def named(report: str, text: str, *names: str) -> Annotations:
    return Annotations(
        report=Report(id=report, text=text),
        entities=tuple(person(report, text, name, n) for n, name in enumerate(names, 1)),
    )


def test_a_new_report_says_who_a_surname_is(address: str) -> None:
    with open_store(address, create=True) as store:
        keep(
            store,
            [
                named("a", "Okonkwo and Lena Strand met in Bergen.", "Okonkwo", "Lena Strand"),
                named("b", "The ferry was late, Tove Lie said.", "Tove Lie"),
            ],
        )
        settle(store, CONTEXT)
        keep(store, [named("c", "Chidi Okonkwo met Lena Strand again.", "Chidi Okonkwo", "Lena Strand")])
        settle(store, CONTEXT)
        assert actor_sets(store) == {("a:e1", "c:e1"), ("a:e2", "c:e2"), ("b:e1",)}
        with store.reading() as connection:
            names = set(connection.scalars(select(st.actors.c.name)))
            counts = dict(connection.execute(select(st.actors.c.name, st.actors.c.report_count)).all())
    assert names == {"Chidi Okonkwo", "Lena Strand", "Tove Lie"}
    assert counts["Lena Strand"] == counts["Chidi Okonkwo"] == 2


def test_what_people_said_holds_for_what_comes_later(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "record.db"), create=True) as store:
        texts = {"a": "Lena Strand met the mayor.", "b": "Lena Strand sang in Oslo.", "c": "Lena Strand won a prize."}
        keep(store, [named(r, texts[r], "Lena Strand") for r in "ab"])
        settle(store, CONTEXT)
        assert actor_sets(store) == {("a:e1", "b:e1")}
        spans = (Evidence("a", 0, 11), Evidence("b", 0, 11))
        correct(store, Correction(kind="not_same_entity", subject=spans, made_by="Ada"))
        correct(store, Correction(kind="split_entity", subject=(spans[1],), made_by="Ada"))
        settle(store, CONTEXT)
        assert actor_sets(store) == {("a:e1",), ("b:e1",)}
        keep(store, [named("c", texts["c"], "Lena Strand")])
        settle(store, CONTEXT)
        assert actor_sets(store) == {("a:e1", "c:e1"), ("b:e1",)}


def test_a_report_that_is_analysed_anew_is_resolved_anew(address: str) -> None:
    text = "Lena Strand met Tove Lie in Oslo."
    with open_store(address, create=True) as store:
        keep(store, [named("a", text, "Lena Strand"), named("b", "Tove Lie was late.", "Tove Lie")])
        settle(store, CONTEXT)
        keep(store, [named("a", text, "Tove Lie")], "y")
        done = settle(store, CONTEXT)
        assert done.changed
        assert actor_sets(store) == {("a:e1", "b:e1")}
        with store.reading() as connection:
            assert connection.scalars(select(st.actors.c.name)).all() == ["Tove Lie"]
        assert settle(store, CONTEXT).changed == 0


def test_all_are_settled_again_when_a_store_has_doubled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    with open_store(str(tmp_path / "record.db"), create=True) as store:
        for first, last, whole in ((0, 4, "4"), (4, 6, "4"), (6, 8, "8")):
            keep(store, [named(f"r{k}", f"Report {k} says little.") for k in range(first, last)])
            settle(store, CONTEXT)
            with store.reading() as connection:
                assert _seen(connection) == whole


def test_workers_change_nothing(tmp_path: Path) -> None:
    room = Newsroom(24, seed=3)
    found = []
    for workers in (1, 2):
        with open_store(str(tmp_path / f"{workers}.db"), create=True) as store:
            keep(store, map(room.report, range(24)))
            settle(store, Context(config=Config(workers=workers)))
            with store.reading() as connection:
                found.append({s: load_dossier(connection, s) for s in revisions(store)})
    assert len(found[0]) > 3
    assert found[0] == found[1]
