"""What one report tells as happened: a line a clause, whatever else its words name."""

import pytest

import onrecord
from onrecord.crossreport.happenings import find_happenings
from onrecord.crossreport.view import view_story
from onrecord.model import Report, Story


def _told(text, published=None):
    annotations = onrecord.annotate(Report(id="a", text=text, published=published))
    view = view_story(Story(id="s1", title="", reports=("a",), independent=1), (annotations,), (), ())
    return find_happenings(view, annotations)


def test_a_clause_and_what_it_names_are_one_telling() -> None:
    (told,) = _told("A bomb attack on a depot in Orvel killed nine workers on Monday.", "2023-03-08")
    assert "killed" in told.text
    assert (told.bounds[0], [e.type for e in told.events]) == ("2023-03-06", ["ASSAULT", "ASSAULT"])


def test_coordinated_clauses_are_two() -> None:
    told = _told("The rebels attacked the harbour and kidnapped two pilots.")
    assert [t.text.rstrip(".") for t in told] == [
        "The rebels attacked the harbour",
        "The rebels … kidnapped two pilots",
    ]


def test_what_is_only_named_is_no_happening() -> None:
    assert _told("The agreement is the worst that anybody remembers.") == ()


def test_a_purpose_is_not_told_as_a_plan() -> None:
    (told,) = _told("The marchers gathered on Sunday to protest the new tax.")
    assert (told.status, told.exact) == ("actual", "Sunday")


def test_what_lies_ahead_is_planned() -> None:
    (told,) = _told("Mr Hale spoke briefly before the two ministers hold talks in Arlen next Friday.", "2023-03-08")
    assert (told.status, told.bounds[0]) == ("planned", "2023-03-17")


def test_what_was_not_done_is_left_out_and_a_refusal_is_not() -> None:
    assert _told("The general never attacked the village.") == ()
    assert [t.type for t in _told("The minister declined to support the treaty.")] == ["REJECT"]


def test_a_month_or_the_next_is_some_time_within_both() -> None:
    (told,) = _told("The two ministers will meet in May or early June.", "2023-04-08")
    assert (told.bounds, told.exact) == (("2023-05-01", "2023-06-10"), "May or early June")


def test_what_a_record_is_measured_from_dates_nothing_else() -> None:
    assert {t.bounds[0] for t in _told("It was the worst riot to hit Arlen since protests in 2008.", "2023-04-08")} <= {
        None
    }


def test_any_clause_with_a_day_is_told_whatever_its_verb() -> None:
    told = _told("The mill, built in 1911, was sold on Monday. Its owner knows why.", "2023-03-08")
    assert [(t.text.rstrip("."), t.bounds[0], t.events) for t in told] == [
        ("The mill, built in 1911", "1911-01-01", ()),
        ("The mill, … was sold on Monday", "2023-03-06", ()),
    ]


def test_who_is_acted_upon_is_no_doer() -> None:
    (told,) = _told("Mira Dolan was named head of the bank in 2019.")
    assert (len(told.actors), told.clause is not None) == (0, True)


@pytest.mark.parametrize(
    "text",
    [
        "Mira Dolan owned the mill in 1911.",  # it lasts
        "The mill may have been sold on Monday.",
        "The mill was not sold on Monday.",
        "If the mill is sold on Monday, nobody will weep.",
        "A mill of this kind can be built in ten minutes.",
        "Nobody remembers what they saw on Monday.",
        "The lease runs until 2031.",
        "The town has grown recently.",
    ],
)
def test_what_lasts_is_open_or_is_denied_has_no_line(text: str) -> None:
    assert _told(text, "2023-03-08") == ()


def test_a_dated_clause_is_told_though_its_verb_is_of_no_kind_that_is_coded() -> None:
    (told,) = _told("The bank cut its key rate on Monday.", "2023-03-08")
    assert (told.type, told.bounds, told.exact, told.status) == (None, ("2023-03-06", "2023-03-06"), "Monday", "actual")


def test_what_is_told_outright_to_be_to_come_is_planned() -> None:
    (told,) = _told("The ministers will be sworn in on Friday.", "2023-03-08")
    assert (told.status, told.bounds[0]) == ("planned", "2023-03-10")


def test_what_hangs_on_a_condition_or_goes_on_is_no_dated_happening() -> None:
    assert _told("If the vote fails, the ministers will step down on Friday.", "2023-03-08") == ()
    assert _told("The firm expects sales of nine million euros this year.", "2023-03-08") == ()


def test_what_a_participle_adds_is_one_line_with_its_verb() -> None:
    (told,) = _told("A ferry sank off Orvel on Monday, killing nine people.", "2023-03-08")
    assert (told.verb, told.text) == ("sank", "A ferry sank off Orvel on Monday, killing nine people")
    assert told.bounds[0] == "2023-03-06"


def test_a_promise_is_not_dated_by_the_day_it_is_due() -> None:
    assert {t.bounds for t in _told("The minister promised a budget by the end of June.", "2023-03-08")} <= {
        (None, None)
    }


def test_the_verb_behind_a_participle_is_the_sentences_own() -> None:
    sea = "capsized in rough seas off the central Philippine island of Borawan early on Monday, killing at least 11 people"
    told = _told(f"A ferry carrying more than 140 people {sea}, the coast guard said.", "2023-03-08")
    assert [(t.verb, t.bounds[0]) for t in told] == [("capsized", "2023-03-06")]


def test_what_nobody_named_asks_for_on_no_day_is_no_line() -> None:
    assert [t.type for t in _told("She hoped that it would comfort the families seeking safety.")] == []
    assert [t.type for t in _told("Ana Hale urged the council to open the gate.")] == ["REQUEST"]


def test_several_participles_are_one_line_with_their_verb() -> None:
    (told,) = _told("A bomb exploded in Orvel on Monday, killing nine soldiers and destroying a bridge.", "2023-03-08")
    assert (told.verb, "destroying a bridge" in told.text, len(told.events)) == ("exploded", True, 3)


@pytest.mark.parametrize(
    ("text", "verb", "day", "status"),
    [
        ("The recount is to begin on Thursday.", "begin", "2026-03-12", "planned"),
        ("The mine is to be sold on Thursday.", "sold", "2026-03-12", "planned"),
        ("In 2019 police searched the plant.", "searched", "2019-01-01", "actual"),
        ("The bridge is expected to reopen on Saturday.", "reopen", "2026-03-14", "planned"),
        ("She is due back in court on 2 April.", "due", "2026-04-02", "planned"),
        ("The factory stopped making the pills in January.", "stopped", "2026-01-01", "actual"),
        ("Farmers in three valleys refused to sell on Monday.", "refused", "2026-03-09", "actual"),
        (
            "A faulty valve caused the leak that forced the school to close on 2 March.",
            "forced",
            "2026-03-02",
            "actual",
        ),
        ("Dozens of pupils were among those pulled from the water on Sunday.", "pulled", "2026-03-08", "actual"),
        ("The river last rose so high in 1997, when a dyke broke at Tollen.", "broke", "1997-01-01", "actual"),
        ("The mayor conceded this morning.", "conceded", "2026-03-10", "actual"),
    ],
)
def test_days_of_what_took_place_or_is_to(text: str, verb: str, day: str, status: str) -> None:
    dated = {t.verb: (t.bounds[0], t.status) for t in _told(text, "2026-03-10")}
    assert dated[verb] == (day, status)


def test_what_will_not_be_has_no_day() -> None:
    assert not [
        t for t in _told("The mill will not open on Friday. It never stopped work in May.", "2026-03-10") if t.exact
    ]
