"""Properties of values, bounds and EDTF, checked against the common EDTF library."""

from datetime import date
from itertools import pairwise

import msgspec
from edtf import parse_edtf
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.language.calendar_values import step, third, value_bounds, value_edtf
from onrecord.language.packing import read_words
from onrecord.language.parsing import Paragraph, Parsed
from onrecord.language.timexes import find_timexes
from onrecord.model import Annotations, Context, Origin
from onrecord.reading.reports import Fields, make_report

DAYS = st.dates(date(1200, 1, 1), date(2150, 12, 31))
VALUES = st.one_of(
    DAYS.map(lambda d: d.isoformat()),
    DAYS.map(lambda d: f"{d:%Y-%m}"),
    DAYS.map(lambda d: f"{d.year:04d}"),
    DAYS.map(lambda d: f"{d.year:04d}"[:3]),
    DAYS.map(lambda d: f"{d.year:04d}"[:2]),
    st.tuples(DAYS, st.sampled_from(["Q1", "Q2", "Q3", "Q4", "H1", "H2", "SP", "SU", "FA", "WI"])).map(lambda p: f"{p[0].year:04d}-{p[1]}"),
    DAYS.map(lambda d: "{:04d}-W{:02d}".format(*d.isocalendar()[:2])),
    DAYS.map(lambda d: "{:04d}-W{:02d}-WE".format(*d.isocalendar()[:2])),
)  # fmt: skip


def _library_bounds(edtf: str) -> list[str | None]:
    parsed = parse_edtf(edtf)
    if "~" in edtf:
        return [_day(parsed.lower_fuzzy()), _day(parsed.upper_fuzzy())]
    return [_day(parsed.lower_strict()), _day(parsed.upper_strict())]


def _day(moment: object) -> str | None:
    return None if isinstance(moment, float) else "{:04d}-{:02d}-{:02d}".format(*moment[:3])  # type: ignore[index]


@settings(deadline=None)
@given(VALUES)
def test_the_bounds_of_a_value_are_those_of_its_edtf(value):
    first, last = value_bounds(value)
    assert first <= last
    assert _library_bounds(value_edtf(value)) == [first.isoformat(), last.isoformat()]


@settings(deadline=None)
@given(VALUES, st.sampled_from(["START", "MID", "END"]))
def test_a_third_lies_inside(value, mod):
    bounds = value_bounds(value)
    first, last = third(bounds, mod)
    assert bounds[0] <= first <= last <= bounds[1]


@settings(deadline=None)
@given(DAYS, st.integers(-400, 400), st.sampled_from(["D", "W", "M", "Y"]))
def test_steps_go_there_and_back(day, amount, unit):
    precise = {
        "D": day.isoformat(),
        "W": "{:04d}-W{:02d}".format(*day.isocalendar()[:2]),
        "M": f"{day:%Y-%m}",
        "Y": f"{day:%Y}",
    }[unit]
    there = step(precise, amount, unit)
    assert there is not None
    assert step(there, -amount, unit) == precise


WORDS = st.sampled_from(
    "on in since until by between and from to early late mid- about the last next this two three several days weeks years ago later after "
    "before March May Saturday Friday 12 26 2011 1999 2020-05-17 14:30 1990s p.m. GMT spring quarter third of Christmas vote , . -".split()
)


@example(["Saturday", "-", "March"], None)
@settings(deadline=None, max_examples=300)
@given(st.lists(WORDS, max_size=25), st.sampled_from([None, "2020-05-17", "2020-05", "2020"]))
def test_whatever_is_written_timexes_are_sound(words, published):
    import spacy

    text = " ".join(words)
    report = make_report(Fields(text=f"{text} x", published=published), Origin(path="t", sha256="", encoding="utf-8"))
    report = msgspec.structs.replace(
        report, parts=()
    )  # or "Saturday - " would be a dateline, and no part of the paragraph
    doc = read_words(spacy.blank("en").make_doc(report.text))
    parsed = Parsed(report, (Paragraph(doc, 0, "body", 0),))
    timexes, _ = find_timexes(parsed, Annotations(report=report), Context())
    assert [t.id for t in timexes] == [f"t{n}" for n in range(1, len(timexes) + 1)]
    for before, after in pairwise(timexes):
        assert before.end <= after.start
    for timex in timexes:
        assert timex.span.of(report.text).strip() == timex.span.of(report.text)
        assert not (timex.earliest and timex.latest) or timex.earliest <= timex.latest
        if timex.anchor == "unknown":
            assert (timex.earliest, timex.latest) == (None, None)
        if timex.edtf is not None and (timex.earliest or timex.latest):
            assert _library_bounds(timex.edtf) == [timex.earliest, timex.latest], timex
        elif timex.edtf is not None:
            parse_edtf(timex.edtf)
