"""Report -> Parsed: paragraphs apart, places exact, bounds kept."""

from collections.abc import Callable

import msgspec
import pytest

from onrecord.language.parsing import Parsed, load_parser, parse_reports
from onrecord.model import Config, Context, OnRecordError, Report, Span
from onrecord.pipeline import annotate_reports


def test_a_headline_is_never_glued_to_the_first_sentence(parse: Callable[..., Parsed]) -> None:
    parsed = parse("Ferry late again\nThe ferry left Bergen at noon, the coastguard said on Tuesday.")
    assert [p.part for p in parsed.paragraphs] == ["headline", "body"]
    assert parsed.paragraphs[0].doc.text == "Ferry late again"


def test_every_token_stands_where_its_paragraph_says(parse: Callable[..., Parsed]) -> None:
    parsed = parse(
        "  Ferry late again  \r\n\r\n\tThe ferry \u201cNordlys\u201d left Bergen at noon.\u2028It was late. \n"
    )
    for paragraph in parsed.paragraphs:
        for token in paragraph.doc:
            assert paragraph.span(token).of(parsed.text) == token.text


def test_captions_and_repeated_parts_are_not_parsed(parse: Callable[..., Parsed]) -> None:
    body = "The two spoke by phone on Monday, both offices said in short statements to the press."
    parsed = parse(f"Two leaders meet\nAnna Berger (L) and Ion Rusu in Vienna, May 3, 2019.\n{body}\n{body}")
    assert [p.doc.text for p in parsed.paragraphs] == ["Two leaders meet", body]


def test_tokens_of_a_span_and_paragraph_of_a_span(parse: Callable[..., Parsed]) -> None:
    parsed = parse("Ferry late again\nThe ferry left Bergen at noon, the coastguard said on Tuesday.")
    start = parsed.text.index("Bergen")
    span = Span(start, start + 6)
    paragraph = parsed.paragraph_of(span)
    assert paragraph is not None
    tokens = paragraph.tokens(span)
    assert tokens is not None
    assert tokens.text == "Bergen"
    assert parsed.paragraphs[0].tokens(span) is None


def test_a_huge_line_is_cut_and_loses_nothing(parse: Callable[..., Parsed]) -> None:
    line = "The ferry left Bergen at noon. " * 900
    parsed = parse(line)
    assert len(parsed.paragraphs) > 3
    assert all(len(p.doc.text) <= 6000 for p in parsed.paragraphs)
    assert "".join(p.doc.text for p in parsed.paragraphs).replace(" ", "") == line.replace(" ", "")


def test_a_report_beyond_the_bound_is_a_problem_and_the_next_is_analysed(make: Callable[..., Report]) -> None:
    context = Context(config=Config(max_report=100))
    long, short = make("The ferry left Bergen at noon. " * 9), make("The ferry left Bergen at noon.")
    first, second = annotate_reports([long, short], context)
    assert first.entities == ()
    assert "more than 100" in first.problems[-1].message
    assert second.entities


def test_the_company_a_report_is_parsed_in_changes_nothing(make: Callable[..., Report]) -> None:
    reports = [
        make(f"Minister {n} met {n} envoys in Paris. \u201cWe agreed,\u201d she said on Monday.", id=str(n))
        for n in range(20)
    ]
    parser = load_parser(Config().model)

    def seen(chosen: list[Report]) -> dict[str, list[str]]:
        return {
            p.report.id: [t.dep_ + t.tag_ for g in p.paragraphs for t in g.doc] for p in parse_reports(chosen, parser)
        }

    alone = {}
    for report in reports:
        alone |= seen([report])
    assert seen(reports) == alone


def test_an_unknown_model_is_misuse() -> None:
    with pytest.raises(OnRecordError, match="no_such_model"):
        load_parser("no_such_model")


def test_a_parse_is_kept_for_a_paragraph_printed_twice(make: Callable[..., Report]) -> None:
    first = make("The ferry left Bergen at noon.", id="a")
    second = msgspec.structs.replace(first, id="b")
    one, two = parse_reports([first, second], load_parser(Config().model))
    assert one.paragraphs[0].doc is two.paragraphs[0].doc
