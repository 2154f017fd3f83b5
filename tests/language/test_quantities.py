"""Figures: gold cases, and what must hold for any text."""

import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.language.parsing import Parsed
from onrecord.language.quantities import find_quantities
from onrecord.model import Annotations, Context, Entity, Mention, Quantity, Quotation, Span, Timex

from tests.gold_cases import Case, load_cases

WORDS = "at least 12 people were killed , $ 3.5 m % dozens of a third and 2011 - twenty in to 5,000 km one".split()
Parse = Callable[..., Parsed]


def _find(parsed: Parsed, **known: object) -> tuple[Quantity, ...]:
    return find_quantities(parsed, Annotations(report=parsed.report, **known), Context())[0]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


def _show(quantity: Quantity, text: str) -> str:
    """A figure as the gold cases write it."""
    exact = quantity.value is not None and quantity.comparator != "range"
    bound = _number(quantity.value) if exact else f"{_number(quantity.low)}..{_number(quantity.high)}"
    shown = [quantity.span.of(text), f"{quantity.comparator} {bound}", quantity.item_class or quantity.kind]
    shown.append(quantity.item.of(text) if quantity.item else "-")
    return " | ".join([*shown, *(x for x in (quantity.unit, quantity.direction) if x)])


@pytest.mark.parametrize("case", load_cases("quantities"), ids=lambda c: f"{c.id} {c.title}")
def test_gold(case: Case, parse: Parse) -> None:
    found = _find(parse(case.input))
    assert tuple(_show(q, case.input) for q in found) == tuple(e for e in case.expected if e != "(none)")


def test_a_number_inside_a_timex_is_no_figure(parse: Parse) -> None:
    parsed = parse("The strike lasted 18 days and cost 40 jobs.")
    timex = Timex(id="t1", start=18, end=25, type="DURATION", value="P18D")
    assert [q.value for q in _find(parsed, timexes=(timex,))] == [40]


def test_a_number_inside_a_name_is_no_figure(parse: Parse) -> None:
    text = "Radio Alfa 7 sent 12 reporters."
    name = Entity(id="e1", name="Radio Alfa 7", kind="organisation", mentions=(Mention(start=0, end=12, form="name"),))
    assert [q.value for q in _find(parse(text), entities=(name,))] == [12]


def test_the_innermost_quotation_holds_the_figure(parse: Parse) -> None:
    text = "Smith said the army reported 12 dead."
    outer = Quotation(id="q1", kind="indirect", content=(Span(11, 36),))
    inner = Quotation(id="q2", kind="indirect", content=(Span(29, 36),), parent="q1")
    assert [q.quotation for q in _find(parse(text), quotations=(outer, inner))] == ["q2"]


def test_about_names_what_happened_and_where(parse: Parse) -> None:
    text = "Haftar's forces launched an attack, with more than 1,000 killed in the violence."
    assert [q.about for q in _find(parse(text))] == ["people killed in the violence"]


def test_about_names_what_was_changed_and_not_only_who_changed_it(parse: Parse) -> None:
    (figure,) = _find(parse("The bank cut its policy rate to 1.75% on Monday."))
    assert figure.about == "policy rate cut by the bank"
    (figure,) = _find(parse("The firm posted a loss of $3 million."))
    assert figure.about == "loss posted"


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("The club ended its contract with the firm, worth 14 million euros a year.", "contract with the firm worth"),
        ("The stock closed 6.4% lower.", "the stock closed lower"),
        ("Five thousand hectares are gone.", "hectares gone"),
        ("The bridge is 2.4 kilometres long.", "the bridge long"),
        ("He pocketed £46m meant for the care of orphans.", "pocketed meant for the care of orphans"),
        ("A jury ordered the firm to pay $4 million to the band.", "pay to the band"),
        ("They demand 3.2 million euros.", None),
        ("Turnout was 54 per cent.", "Turnout"),
        ("The number was 54.", None),
        ("The shares recovered in the afternoon to close 4.1% lower.", "the shares close lower"),
        ("The stone weighs 3.5 tonnes.", "the stone weighs"),
        ("Orvel (pop. 9,000) has one bank.", "population"),
    ],
)
def test_an_amount_without_a_noun_says_whose_it_is_or_what_is_done_with_it(
    parse: Parse, text: str, about: str | None
) -> None:
    assert next(q.about for q in _find(parse(text))) == about


def test_about_says_what_a_verb_needs(parse: Parse) -> None:
    assert [q.about for q in _find(parse("About 40 farmers refused to leave."))] == ["farmers refused to leave"]
    assert [q.about for q in _find(parse("Hundreds of miners took to the streets."))] == ["miners took to the streets"]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Five people are in custody.", "people in custody"),
        ("The firm sold the movements of 2.3 million people to brokers.", "movements of people"),
        ("The runner has been tested 14 times this year.", "times tested"),
        ("The wind park supplies 40,000 people.", "supplies people"),
        (
            "Relief for the relatives of 46 people who live there was late.",
            "people who live there",
        ),
    ],
)
def test_people_and_times_are_told_apart_by_what_they_are_counted_for(parse: Parse, text: str, about: str) -> None:
    assert next(q.about for q in _find(parse(text))) == about


@pytest.mark.parametrize(
    ("text", "abouts"),
    [
        (
            "The motion passed with 61 deputies voting in favour and 38 against.",
            ["deputies voting in favour", "deputies against"],
        ),
        ("The fine, of 48 million euros ($52 million), is the largest yet.", ["the fine", "the fine"]),
        ("He ate 3 apples. He is 61 against one.", ["apples ate", None, None]),
    ],
)
def test_what_a_figure_leaves_out_the_one_before_it_says(parse: Parse, text: str, abouts: list[str | None]) -> None:
    found = [q.about for q in _find(parse(text))]
    assert found[: len(abouts)] == abouts[: len(found)]


def test_the_number_that_something_brings_to_is_a_toll(parse: Parse) -> None:
    text = "Another body was found, which brings the number of people killed by the slide to nine."
    (figure,) = _find(parse(text))
    assert (figure.value, figure.item_class, figure.about) == (9, "killed", "people killed by the slide")


@pytest.mark.parametrize(
    "text", ["Mira Dolan was with Samuel, six, and Nina, four, when it burned.", "The train left the rails at 10.52."]
)
def test_ages_in_words_and_hours_with_a_point_are_no_figures(text: str, parse: Parse) -> None:
    assert _find(parse(text)) == ()


def test_a_price_with_a_point_is_a_figure(parse: Parse) -> None:
    assert [q.value for q in _find(parse("The stock closed at 10.52."))] == [10.52]


def test_a_set_phrase_names_nothing_that_is_counted(parse: Parse) -> None:
    found = _find(parse("The bank will lend 60 million dollars on top of the 30 million dollars that it lent in May."))
    assert "top" not in [q.about for q in found]


def test_the_place_of_what_happened_is_an_entity(parse: Parse) -> None:
    text = "The blast killed 12 people in Homs."
    homs = Entity(id="e1", name="Homs", kind="place", mentions=(Mention(start=30, end=34, form="name"),))
    assert [q.place for q in _find(parse(text), entities=(homs,))] == ["e1"]


def test_a_vague_numeral_has_a_low_bound_and_no_value(parse: Parse) -> None:
    (dozens,) = _find(parse("Dozens of shops burned."))
    assert (dozens.value, dozens.low, dozens.high, dozens.comparator) == (None, 24, None, ">=")


def test_ids_run_through_the_report_in_text_order(parse: Parse) -> None:
    found = _find(parse("Two ships sank.\n\nThree ships were towed to 4 ports."))
    assert [(q.id, q.value) for q in found] == [("n1", 2), ("n2", 3), ("n3", 4)]


@pytest.mark.parametrize(
    "line", ["1,11," * 2000, "a hundred and " * 1500, "12-" * 3000, "dozens of " * 2000, "$" * 5000 + "1"]
)
def test_hostile_lines_cost_little(line: str, parse: Parse) -> None:
    parsed = parse(line[:3000])
    began = time.process_time()
    _find(parsed)
    assert time.process_time() - began < 2


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS)))
def test_figures_are_inside_the_text_in_order_and_apart(parse: Parse, words: list[str]) -> None:
    text = " ".join([*words, "end."])
    found = _find(parse(text))
    assert found == _find(parse(text))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(q.end <= len(text) and (q.item is None or q.item.end <= len(text)) for q in found)
    assert all(q.low <= q.high for q in found if q.low is not None and q.high is not None)
