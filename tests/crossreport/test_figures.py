"""Figures of several reports: what counts as the same, what agrees, what is disputed."""

from collections.abc import Callable

import msgspec
import pytest

from onrecord.crossreport.figure_intervals import Interval, agree, is_growing
from onrecord.crossreport.figures import reconcile_figures
from onrecord.crossreport.view import view_story
from onrecord.model import Annotations, Event, Figure, Participant, Quantity, Quotation, Report, Span, Story, Tie, Timex


def _report(
    id_: str, words: str, outlet: str | None = None, published: str | None = None, **fields: object
) -> Annotations:
    """A report of one sentence with one figure, which begins its text."""
    quantity = Quantity(
        id="n1", start=0, end=len(words), kind=fields.pop("kind", "count"),  # type: ignore[arg-type]
        **{"value": None, "low": None, "high": None, "comparator": "=", "item_class": "killed", "about": "people killed in Homs", **fields},
    )  # fmt: skip
    text = f"{words} people were killed in Homs."
    report = Report(id=id_, text=text, outlet=outlet or id_.upper(), published=published)
    return Annotations(report=report, quantities=(quantity,))


def _exact(id_: str, value: float, **fields: object) -> Annotations:
    return _report(id_, f"{value:g}", value=value, low=value, high=value, **fields)


def _at_least(id_: str, value: float, **fields: object) -> Annotations:
    return _report(id_, f"at least {value:g}", value=value, low=value, comparator=">=", **fields)


def _reconcile(*annotated: Annotations, ties: tuple[Tie, ...] = ()) -> tuple[Figure, ...]:
    ids = tuple(sorted(a.report.id for a in annotated))
    story = Story(id="s1", title="Homs", reports=ids, independent=len(ids))
    return reconcile_figures(view_story(story, annotated, [], ties))


def test_compatible_bounds_merge_to_one_interval() -> None:
    (figure,) = _reconcile(_at_least("a", 12), _exact("b", 15))
    assert (figure.agreed, figure.disputed, figure.independent) == ((15, 15), False, 2)


def test_two_exact_numbers_of_one_day_are_disputed_with_a_reason() -> None:
    (figure,) = _reconcile(_exact("a", 12, published="2020-05-01"), _exact("b", 9, published="2020-05-01"))
    assert (figure.agreed, figure.disputed) == (None, True)
    assert '"12" (A) and "9" (B) cannot both be right.' in figure.reasons


def test_a_toll_that_rises_is_no_dispute() -> None:
    (figure,) = _reconcile(_exact("a", 12, published="2020-05-01"), _exact("b", 15, published="2020-05-02"))
    assert (figure.agreed, figure.disputed) == ((15, 15), False)
    assert any("rose from date to date" in r for r in figure.reasons)


def test_a_toll_that_falls_is_a_dispute() -> None:
    (figure,) = _reconcile(_exact("a", 15, published="2020-05-01"), _exact("b", 12, published="2020-05-02"))
    assert figure.disputed


def test_without_dates_nothing_is_explained_away() -> None:
    (figure,) = _reconcile(_exact("a", 12), _exact("b", 15))
    assert figure.disputed


@pytest.mark.parametrize("other", ["injured", "casualties", "missing"])
def test_killed_is_counted_apart(other: str) -> None:
    figures = _reconcile(_exact("a", 12), _exact("b", 40, item_class=other, about=f"people {other} in Homs"))
    assert [f.disputed for f in figures] == [False, False]


def test_copies_count_as_one_account() -> None:
    tie = Tie(kind="copy", reports=("a", "b"), reason="One text.")
    (figure,) = _reconcile(_exact("a", 12), _exact("b", 12), ties=(tie,))
    assert (figure.independent, len(figure.accounts)) == (1, 2)


def test_about_a_hundred_agrees_with_ninety_five() -> None:
    about = _report("a", "about 100", value=100, comparator="~")
    (figure,) = _reconcile(about, _exact("b", 95))
    assert figure.agreed == (95, 95)


def test_dozens_agree_with_twenty() -> None:
    dozens = _report("a", "dozens of", low=24, comparator=">=")
    (figure,) = _reconcile(dozens, _exact("b", 20))
    assert not figure.disputed


def test_a_rounded_number_agrees_with_the_full_one() -> None:
    (figure,) = _reconcile(_exact("a", 1_200_000), _exact("b", 1_180_000))
    assert not figure.disputed


def test_other_places_are_other_figures() -> None:
    figures = _reconcile(_exact("a", 12), _exact("b", 30, about="people killed near Aleppo airport"))
    assert len(figures) == 2


def test_item_and_about_are_never_bare() -> None:
    (figure,) = _reconcile(_exact("a", 12))
    assert (figure.item, figure.about) == ("people killed in Homs", "people killed in Homs")
    assert _reconcile(_exact("a", 12, about="people", item_class=None)) == ()


def test_a_denied_figure_is_no_account() -> None:
    denied = _exact("a", 12, quotation="q1")
    quotation = Quotation(id="q1", kind="indirect", content=(Span(0, 5),), class_="denial")
    assert _reconcile(msgspec.structs.replace(denied, quotations=(quotation,))) == ()


def test_the_account_names_its_holders_and_its_day() -> None:
    told = _exact("a", 12, quotation="q1", timex="t1")
    quotation = Quotation(id="q1", kind="indirect", content=(Span(0, 2),), speaker=(Span(3, 9),))
    timex = Timex(id="t1", start=3, end=9, type="DATE", edtf="2020-05-01", latest="2020-05-01")
    (figure,) = _reconcile(msgspec.structs.replace(told, quotations=(quotation,), timexes=(timex,)))
    (account,) = figure.accounts
    assert (account.chain, account.as_of, account.exact) == (("outlet:A", "said:people"), "2020-05-01", "12")


def test_intervals_meet_or_do_not() -> None:
    assert agree([Interval(10, None), Interval(None, 20)], []) == Interval(10, 20)
    assert agree([Interval(10, 10), Interval(12, 12)], [Interval(10, 10), Interval(12, 12)]) is None


def test_growth_needs_two_dates() -> None:
    assert not is_growing([("2020-05-01", Interval(3, 3)), ("2020-05-01", Interval(4, 4))])
    assert is_growing([("2020-05-01", Interval(3, 3)), ("2020-05-02", Interval(4, None))])


def test_a_headline_that_repeats_the_body_is_no_second_account() -> None:
    told = _exact("a", 12, quotation="q1")
    again = msgspec.structs.replace(told.quantities[0], id="n2", start=12, end=14, quotation=None)
    quotation = Quotation(id="q1", kind="indirect", content=(Span(0, 2),), speaker=(Span(3, 9),))
    (figure,) = _reconcile(
        msgspec.structs.replace(told, quotations=(quotation,), quantities=(told.quantities[0], again))
    )
    assert [a.start for a in figure.accounts] == [0]


def test_two_numbers_of_one_voice_count_two_things() -> None:
    one = _exact("a", 12)
    other = msgspec.structs.replace(one.quantities[0], id="n2", start=3, end=9, value=30, low=30, high=30)
    figures = _reconcile(msgspec.structs.replace(one, quantities=(*one.quantities, other)))
    assert [f.disputed for f in figures] == [False, False]


@pytest.mark.parametrize(
    ("about", "other", "disputed"),
    [
        ("points scored by Anton Kral", "points scored by Anton Kral", True),
        ("points scored by Anton Kral", "points needed by the Dorna Otters", False),
        ("prior points scored by Anton Kral", "points scored by Anton Kral", False),
    ],
)
def test_numbers_are_in_dispute_only_where_the_same_is_counted_in_much_the_same_words(
    about: str, other: str, disputed: bool
) -> None:
    found = _reconcile(_exact("a", 12, item_class=None, about=about), _exact("b", 20, item_class=None, about=other))
    assert [f.disputed for f in found] == ([True] if disputed else [False, False])


def test_arrests_without_a_day_may_be_of_two_nights() -> None:
    assert not any(
        f.disputed for f in _reconcile(_exact("a", 46, item_class="arrested"), _exact("b", 1, item_class="arrested"))
    )


def _counted(id_: str, text: str, number: str, **fields: object) -> Annotations:
    start = text.index(number)
    quantity = Quantity(
        id="n1", start=start, end=start + len(number),
        **{"kind": "count", "value": 2, "low": 2, "high": 2, "comparator": "=", "about": "leaders who met", **fields},  # type: ignore[arg-type]
    )  # fmt: skip
    return Annotations(report=Report(id=id_, text=text, outlet=id_), quantities=(quantity,))


def test_a_known_pair_is_no_figure() -> None:
    assert _reconcile(_counted("a", "Talks between the two leaders failed.", "two")) == ()
    assert len(_reconcile(_counted("a", "Talks of two leaders failed.", "two"))) == 1


def test_those_who_could_be_killed_were_not_counted() -> None:
    told = _counted(
        "a", "The bomb could kill 5,000 people.", "5,000", value=5000, item_class="killed", about="people killed"
    )
    victims = (Participant(entity=None, span=Span(20, 32)),)
    could = Event(id="v1", span=Span(15, 19), type="ASSAULT", status="hypothetical", recipients=victims)
    assert len(_reconcile(told)) == 1
    assert _reconcile(msgspec.structs.replace(told, events=(could,))) == ()


def test_a_fall_by_minus_three_is_a_fall_by_three() -> None:
    same = {"kind": "change", "unit": "percentage", "direction": "down", "item_class": None, "about": "the index fell"}
    (figure,) = _reconcile(_exact("a", 3.16, **same), _exact("b", -3.16, **same))
    assert (figure.disputed, figure.agreed) == (False, (3.16, 3.16))


def test_missing_people_who_are_found_day_by_day_are_no_dispute() -> None:
    of = {"item_class": "missing", "about": "people missing"}
    told = [_exact("a", 20, published="2020-05-01", **of), _exact("b", 7, published="2020-05-02", **of)]
    (figure,) = _reconcile(*told)
    assert (figure.disputed, figure.agreed) == (False, (7, 7))
    assert any("fell from date to date" in r for r in figure.reasons)
    (figure,) = _reconcile(_exact("a", 7, published="2020-05-01", **of), _exact("b", 20, published="2020-05-02", **of))
    assert figure.disputed


def test_as_many_villagers_and_civilians_killed_in_one_place_are_the_same() -> None:
    told = [
        _counted("a", f"Four {who} died.", "Four", value=4, low=4, high=4, item_class="killed", about=f"{who} killed in Orvel",
                 item=Span(5, 5 + len(who)))
        for who in ("villagers", "civilians")
    ]  # fmt: skip
    told[1] = msgspec.structs.replace(told[1], report=msgspec.structs.replace(told[1].report, id="b", outlet="b"))
    assert [len(f.accounts) for f in _reconcile(*told)] == [2]


def test_one_survivor_who_speaks_is_not_how_many_survived() -> None:
    told = _counted("a", "One survivor told his story.", "One", value=1, low=1, high=1, item_class="survived",
                    about="survivors", item=Span(4, 12))  # fmt: skip
    assert _reconcile(told) == ()


def test_one_share_told_of_one_thing_is_one_figure() -> None:
    share = {"kind": "percent", "unit": "percentage", "item_class": None}
    told = (
        _exact("a", 1.75, about="policy rate cut by the bank", **share),
        _exact("b", 1.75, about="key rate reduced", **share),
    )
    assert [len(f.accounts) for f in _reconcile(*told)] == [2]


def test_four_dead_of_one_village_are_no_other_count_of_the_six_in_all() -> None:
    day = "2020-05-01"
    found = _reconcile(
        _exact("a", 6, published=day, about="people killed in the fighting"),
        _exact("b", 6, published=day, about="people killed in the fighting"),
        _exact("c", 4, published=day, about="people killed in Brod"),
        _exact("d", 4, published=day, about="people killed"),
    )
    assert sorted((f.agreed, f.disputed, f.independent) for f in found) == [((4, 4), False, 2), ((6, 6), False, 2)]


@pytest.mark.parametrize(("second", "told"), [("2020-05-18", 1), ("2020-05-17", 2)])
def test_the_tolls_that_reports_open_with_are_one_where_they_follow_each_other(second: str, told: int) -> None:
    one = _report("a", "4", value=4, low=4, high=4, about="people killed in the Orvel crash", published="2020-05-17")
    two = _report("b", "6", value=6, low=6, high=6, about="people killed near Lund", published=second)
    figures = _reconcile(one, two)
    assert (len(figures), any(f.disputed for f in figures)) == (told, False)


@pytest.mark.parametrize(("second", "about", "disputed"), [
    ("2020-05-17", "people killed", True),
    ("2020-05-18", "people killed", False),
    ("2020-05-17", "people killed near Lund", False),
])  # fmt: skip
def test_tolls_of_one_day_are_in_dispute_where_one_says_no_more(second: str, about: str, disputed: bool) -> None:
    one = _report(
        "a", "4", value=4, low=4, high=4, about="passengers killed in the Orvel crash", published="2020-05-17"
    )
    two = _report("b", "5", value=5, low=5, high=5, about=about, published=second)
    assert any(f.disputed for f in _reconcile(one, two)) == disputed


def test_an_earlier_toll_is_not_that_of_the_story() -> None:
    one = _report("a", "4", value=4, low=4, high=4, about="people killed in the Orvel crash", published="2020-05-17")
    two = _report("b", "6", value=6, low=6, high=6, about="people killed in an earlier fire", published="2020-05-18")
    assert len(_reconcile(one, two)) == 2


def test_what_is_asked_for_is_told_and_contradicts_nothing_that_is_paid() -> None:
    text = "The gang wants 4 million euros."
    quantity = Quantity(
        id="n1", start=15, end=30, value=4e6, low=4e6, high=4e6, comparator="=", kind="money", unit="euro",
        about="ransom for the city files", quotation="q1",
    )  # fmt: skip
    asked = Annotations(
        report=Report(id="a", text=text, outlet="A"),
        quantities=(quantity,),
        quotations=(Quotation(id="q1", kind="indirect", content=(Span(9, 30),), class_="request"),),
    )
    paid = _report(
        "b",
        "3 million euros",
        value=3e6,
        low=3e6,
        high=3e6,
        kind="money",
        unit="euro",
        item_class=None,
        about="ransom for the city files",
    )
    figures = _reconcile(asked, paid)
    assert (len(figures), any(f.disputed for f in figures)) == (2, False)


def _told(annotate: Callable[..., Annotations], *reports: tuple[str, str, str]) -> list[set[tuple[str, str]]]:
    """(report, printed number) of each figure of how many were killed."""
    annotated = [
        msgspec.structs.replace(a, report=msgspec.structs.replace(a.report, id=id_, outlet=id_, published=day))
        for id_, day, text in reports
        for a in [annotate(text, published=day)]
    ]
    return [
        {(x.report, x.exact) for x in f.accounts}
        for f in _reconcile(*annotated)
        if "killed" in f"{f.about} {f.reasons}" or "bod" in f.item
    ]


def test_bodies_found_one_night_are_not_the_toll_and_the_day_of_the_fall_is_not_its_day(
    annotate: Callable[..., Annotations],
) -> None:
    figures = _told(
        annotate,
        (
            "a",
            "2026-09-09",
            "Eleven people were killed when the bridge fell. Divers recovered two bodies from a lorry on Tuesday night.",
        ),
        (
            "b",
            "2026-09-10",
            "Police have arrested the head of a firm that ran a bridge which fell on Tuesday, killing 14 people.",
        ),
    )
    assert {("a", "Eleven"), ("b", "14")} in figures
    assert {("a", "two")} in figures
