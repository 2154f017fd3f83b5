"""Temporal expressions: gold cases, anchors, histories, bad dates, and what is never dated."""

import pytest

from onrecord.language.publication_bounds import bound_publication
from onrecord.language.timexes import find_timexes
from onrecord.model import Annotations

from tests.gold_cases import load_cases

CASES = load_cases("timexes")


def _found(parse, context, text, **fields):
    parsed = parse(text, **fields)
    timexes, problems = find_timexes(parsed, Annotations(report=parsed.report), context)
    return parsed, timexes, problems


@pytest.mark.parametrize("case", CASES, ids=[c.id for c in CASES])
def test_gold(case, parse, context):
    first, _, rest = case.input.partition("\n")
    published = first.removeprefix("published: ") if first.startswith("published: ") else None
    text = rest if published else case.input
    parsed, timexes, _ = _found(parse, context, text, published=published)
    got = []
    for timex, line in zip(timexes, [*case.expected, *[""] * len(timexes)], strict=False):
        shown = [timex.span.of(parsed.text), timex.type, timex.value or "-", timex.edtf or "-"]
        asked = [pair.split("=")[0] for pair in line.split("|")[4].split()] if line.count("|") == 4 else []
        got.append(" | ".join(shown + ([" ".join(f"{k}={getattr(timex, k)}" for k in asked)] if asked else [])))
    assert tuple(got) == case.expected


def test_captions_date_nothing(parse, context):
    text = (
        "Talks on the port\n\nThe minister (L) and his guest at the port, February 1, 2017.\nReuters\n\n"
        "The minister spoke to his guest on Saturday about the port and the road to it.\n"
    )
    _, timexes, _ = _found(parse, context, text)
    assert [(t.value, t.earliest) for t in timexes] == [("XXXX-WXX-6", None)]


HISTORY = (
    "The war began on September 1, 1939. On September 17, troops crossed the border. It was over by October 6, 1939. "
    "A second campaign opened on April 9, 1940, and a third on May 10, 1940. That same month the government fell. "
    "On June 22, 1941 the front moved east. On July 12, 1943 the tide turned. Two days later the retreat began."
)


def test_a_history_continues_its_own_dates(parse, context):
    parsed, timexes, _ = _found(parse, context, HISTORY, published="2009-12-19")
    values = {t.span.of(parsed.text): (t.value, t.anchor) for t in timexes}
    assert values["September 17"] == ("1939-09-17", "t1")
    assert values["That same month"][0] == "1940-05"
    assert values["Two days later"][0] == "1943-07-14"


def test_a_report_that_looks_back_still_speaks_of_its_own_days(parse, context):
    text = (
        "The alliance was ready to help, as its leaders decided in 2018. The city has been under attack since April 2019. "
        "The government opened the road on March 26. The ruler fell in 2011, and a new government came in 2015."
    )
    parsed, timexes, _ = _found(parse, context, text, published="2020-05-17")
    assert {t.span.of(parsed.text): t.value for t in timexes}["March 26"] == "2020-03-26"


def test_a_bounded_publication_date_is_no_anchor(make, context):
    from onrecord.language.timex_anchors import published_value

    assert published_value("2019-04-01/..", "bounded: after 2019-04-01") is None


def test_a_day_that_the_calendar_lacks_is_a_problem(parse, context):
    _, timexes, problems = _found(parse, context, "They met on February 30, 2012 in Rome.")
    assert timexes == ()
    assert "February 30, 2012" in problems[0].message


def test_datelines_are_read_by_their_words(parse, context):
    text = "Port reopens\n\nTRIPOLI, March 3, 2020 (Reuters) - The port reopened on Monday after a long strike by its workers.\n"
    parsed, timexes, _ = _found(parse, context, text)
    assert "March 3, 2020" in [t.span.of(parsed.text) for t in timexes]


def test_a_report_is_bounded_by_the_latest_past_date_with_a_year(parse, context):
    text = "Leaders decided in 2018 to help. The city has been under attack since April 2019. They will vote in 2031. It fell on March 26."
    parsed, timexes, _ = _found(parse, context, text)
    edtf, reason = bound_publication(parsed, timexes)
    assert edtf == "2019-04-01/.."
    assert reason.startswith('bounded: after 2019-04-01 ("April 2019"')


def test_a_stretch_bounds_by_its_end(parse, context):
    parsed, timexes, _ = _found(parse, context, "The army fired ninety shells between February and December 2017.")
    assert bound_publication(parsed, timexes)[0] == "2017-12-01/.."


def test_a_dated_report_is_not_bounded(parse, context):
    parsed, timexes, _ = _found(parse, context, "It fell in 2018.", published="2020-05-17")
    assert bound_publication(parsed, timexes)[0] is None
