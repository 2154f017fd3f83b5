"""What happened when, once however often it is told."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.crossreport.claims import align_claims
from onrecord.crossreport.entities import resolve_entities
from onrecord.crossreport.timeline import build_timeline
from onrecord.crossreport.view import view_story
from onrecord.model import (
    Annotations,
    Context,
    DossierEntity,
    Event,
    Participant,
    Quantity,
    Report,
    Span,
    Story,
    Tie,
    Timex,
)

ARMY, TOWN, REBELS = "x1", "x2", "x3"


def _telling(report, text, verb, *, day=None, **fields):
    """A report with one event; `day` is (earliest, latest, edtf) of a timex over the last word."""
    span = Span(text.index(verb), text.index(verb) + len(verb))
    last = text.rstrip(".").rsplit(" ", 1)[1]
    start = text.index(last)
    timexes, named = (), fields.pop("timex", None)
    if day or named:
        first, end, edtf = day or (None, None, None)
        timexes = (
            Timex(id="t1", start=start, end=start + len(last), type="DATE", earliest=first, latest=end, edtf=edtf),
        )
    people = {
        k: tuple(Participant(entity=e, span=Span(0, 1)) for e in fields.pop(k, ())) for k in ("actors", "recipients")
    }
    event = Event(id="v1", span=span, timex="t1" if timexes else None, **({"type": "ASSAULT"} | fields), **people)
    return Annotations(report=Report(id=report, text=text), events=(event,), timexes=timexes)


def _view(*annotated, ties=()):
    reports = tuple(sorted(a.report.id for a in annotated))
    entities = [
        DossierEntity(id=i, name=i, kind="organisation", members=tuple((r, i) for r in reports))
        for i in (ARMY, TOWN, REBELS)
    ]
    return view_story(Story(id="s1", title="", reports=reports, independent=1), annotated, entities, ties)


MONDAY = ("2020-05-11", "2020-05-11", "2020-05-11")
A = _telling("a", "The army shelled the town on Monday.", "shelled", day=MONDAY, actors=(ARMY,), recipients=(TOWN,))
B = _telling("b", "Government troops shelled the town heavily.", "shelled", actors=(ARMY,), recipients=(TOWN,))


def test_a_happening_told_twice_is_one_entry_with_both_tellings():
    (entry,) = build_timeline(_view(A, B))
    assert (entry.date, entry.independent, entry.events) == ("2020-05-11", 2, (("a", "v1"), ("b", "v1")))
    assert [e.report for e in entry.accounts] == ["a", "b"]


def test_copies_count_once():
    (entry,) = build_timeline(_view(A, B, ties=(Tie(kind="copy", reports=("a", "b"), reason="one text"),)))
    assert entry.independent == 1


def test_different_days_are_different_happenings():
    later = _telling(
        "c",
        "The army shelled the town on Friday.",
        "shelled",
        day=("2020-05-15",) * 3,
        actors=(ARMY,),
        recipients=(TOWN,),
    )
    assert [e.date for e in build_timeline(_view(later, A))] == ["2020-05-11", "2020-05-15"]


def test_different_actors_are_different_happenings():
    rebels = _telling(
        "c", "Rebels shelled the town on Monday.", "shelled", day=MONDAY, actors=(REBELS,), recipients=(TOWN,)
    )
    assert len(build_timeline(_view(A, rebels))) == 2


def test_an_open_interval_meets_what_lies_in_it():
    since = _telling(
        "c",
        "The army has shelled the town since April.",
        "shelled",
        day=("2020-04-01", None, "2020-04/.."),
        actors=(ARMY,),
        recipients=(TOWN,),
    )
    (entry,) = build_timeline(_view(A, since))
    assert entry.date == "2020-05-11"


@pytest.mark.parametrize("status", ["negated", "hypothetical", "requested"])
def test_what_did_not_happen_is_left_out(status):
    assert (
        build_timeline(
            _view(_telling("a", "The army did not shell the town on Monday.", "shell", day=MONDAY, status=status))
        )
        == ()
    )


def test_statements_are_left_out():
    assert (
        build_timeline(_view(_telling("a", "The army said so on Monday.", "said", day=MONDAY, type="STATEMENT"))) == ()
    )


def test_planned_and_done_are_kept_apart():
    planned = _telling(
        "c",
        "The army will shell the town on Monday.",
        "shell",
        day=MONDAY,
        status="planned",
        actors=(ARMY,),
        recipients=(TOWN,),
    )
    assert sorted(e.status for e in build_timeline(_view(A, planned))) == ["actual", "planned"]


def test_undated_ones_come_last_and_keep_the_words_that_would_date_them():
    undated = _telling(
        "c", "Rebels stormed the port on Saturday.", "stormed", timex=True, actors=(REBELS,), type="CLASH"
    )
    first, last = build_timeline(_view(undated, A))
    assert (first.date, last.date, last.anchor) == ("2020-05-11", None, "Saturday")


def test_retellings_within_a_report_are_one_telling():
    again = Event(id="v2", span=Span(4, 8), type="ASSAULT", actors=A.events[0].actors, same_as="v1")
    both = Annotations(report=A.report, events=(*A.events, again), timexes=A.timexes)
    (entry,) = build_timeline(_view(both))
    assert entry.events == (("a", "v1"), ("a", "v2"))
    assert len(entry.accounts) == 1


@given(
    st.permutations(
        [
            A,
            B,
            _telling(
                "c", "Rebels stormed the port on Saturday.", "stormed", timex=True, actors=(REBELS,), type="CLASH"
            ),
        ]
    )
)
def test_the_order_of_reports_changes_nothing(annotated):
    assert build_timeline(_view(*annotated)) == build_timeline(_view(*sorted(annotated, key=lambda a: a.report.id)))


def test_two_tolls_far_apart_are_two_happenings() -> None:
    def counted(report: str, value: float) -> Annotations:
        made = _telling(report, f"{value:g} people were killed in Homs.", "killed")
        toll = Quantity(
            id="n1",
            start=0,
            end=2,
            kind="count",
            value=value,
            low=value,
            high=value,
            comparator="=",
            item_class="killed",
        )
        return msgspec.structs.replace(made, quantities=(toll,))

    assert len(build_timeline(_view(counted("a", 10), counted("b", 12)))) == 1
    assert len(build_timeline(_view(counted("a", 10), counted("b", 612)))) == 2


def test_one_actor_and_one_verb_are_not_enough() -> None:
    one = _telling(
        "a",
        "The army insisted that no civilian from Homs had been near the western bridge during Monday",
        "insisted",
        actors=[ARMY],
        type="REQUEST",
    )
    two = _telling(
        "b",
        "The army insisted on free elections within thirty days under foreign observers",
        "insisted",
        actors=[ARMY],
        type="REQUEST",
    )
    assert len(build_timeline(_view(one, two))) == 2


def _read(**texts):
    """Annotated reports, undated, one an outlet."""
    return [onrecord.annotate(Report(id=k, outlet=k, text=t, language="en")) for k, t in texts.items()]


def _lines(*annotated):
    story = Story(id="s1", title="", reports=tuple(a.report.id for a in annotated), independent=len(annotated))
    view = view_story(story, annotated, resolve_entities(annotated, Context())[0])
    return build_timeline(view, align_claims(view))


def test_accounts_of_one_claim_are_one_happening() -> None:
    (entry,) = _lines(
        *_read(a="The mill in Orvel was sold on Monday.", b="The mill in Orvel, a ruin, was sold on Monday.")
    )
    assert (entry.independent, entry.anchor, entry.events) == (2, "Monday", ())


def test_weekdays_of_undated_reports_keep_happenings_apart() -> None:
    entries = _lines(*_read(a="The mill in Orvel was sold on Monday.", b="The mill in Orvel was sold on Tuesday."))
    assert [e.independent for e in entries] == [1, 1]


def test_who_is_cited_stands_beside_each_account() -> None:
    told = "The mill in Orvel was sold on Monday, Mira Dolan said."
    (entry,) = _lines(*_read(a=told, b="Mira Dolan said the mill in Orvel was sold on Monday."))
    assert [chain[0] for chain in entry.chains] == ["outlet:a", "outlet:b"]
    assert all(len(chain) == 2 for chain in entry.chains)
    assert entry.note == "2 outlets, both citing Mira Dolan: that it was said is corroborated, not that it is so"
