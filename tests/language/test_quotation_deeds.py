"""What looks like a statement and is none: deeds told with a verb of saying, and what a headline is about."""

from collections.abc import Callable
from typing import Any

import pytest

from onrecord.language.quotations import find_quotations
from onrecord.model import Annotations


def _statements(parsed: Any) -> list[tuple[str, str]]:
    """(cue, content) of what is found."""
    found, _ = find_quotations(parsed, Annotations(report=parsed.report), None)  # type: ignore[arg-type]
    return [(q.cue[0].of(parsed.text), q.content[0].of(parsed.text)) for q in found if q.cue]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels released the engineers after eleven days.",
        "Most lawmakers voted for the bill.",
        "The company released its new phone in Seoul.",
        "Parliament passed the budget after a night of debate.",
        "The clinic treated the wounded and recorded their names.",
        "The court heard the case in private.",
        "The king addressed the nation on television.",
        "The ministry recalled its ambassador from Minsk.",
        "The commission counted the ballots twice.",
        "The coach picked three teenagers for the final.",
        "Her only work, as noted above, is as head of the bank, and there she failed.",
        "The new valves ensure that the water stays clean.",
        "The deal establishes at last a fund from which the shop staff are paid.",
        "Weber pronounced the name of the band “Olmar” like that of a soup.",
        "The singer is promoting her 12th book, “Without Fear,” in Lund.",
        "The actor shared “The Long Road” with his fans.",
        "The director was convicted for what looks like a small lapse in the care of the files.",
        "Weber called the office that I owned and the clerk picked up.",
        "The director's handling of the classified files also troubled Weber.",
        "Hagen was also worried by the mayor’s handling of the files.",
        "The Harbour Times recently ran an article that described a nurse whom nobody knew.",
        "The Harbour Party set a goal of winning nine seats in the council by spring.",
        "Weber responded on Friday to reports that Novak planned to leave.",
    ],
)
def test_deeds_are_no_statements(text: str, parse: Callable[[str], Any]) -> None:
    assert _statements(parse(text)) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The ministry released a report on child poverty.", "a report on child poverty"),
        ("The cabinet approved a plan to build four dams.", "a plan to build four dams"),
        ("The editor wrote that the war was lost.", "that the war was lost"),
        (
            "Concerning\u00a0 her use of the dam, FTA Director James Holm stated Novak was careless.",
            "Novak was careless",
        ),
        ("Weber called the office a disgrace.", "the office a disgrace"),
        ("The Harbour Times ran an editorial saying the plan was dead.", "the plan was dead"),
        ("The panel established that the dam had been unsafe.", "that the dam had been unsafe"),
        ("Novak pronounced her support for free trade.", "her support for free trade"),
        ("The mayor ensured that the files were kept.", "that the files were kept"),
        ("Weber shared that “the dam is safe.”", "that “the dam is safe.”"),
        ("The police showed that the gun had been fired twice.", "that the gun had been fired twice"),
    ],
)
def test_words_and_plans_are(text: str, content: str, parse: Callable[[str], Any]) -> None:
    assert [what for _, what in _statements(parse(text))] == [content]


@pytest.mark.parametrize(
    ("headline", "is_said"),
    [
        ("Philippines ferry disaster: captain detained as toll hits 14", False),
        ("Legionella: fourth death in Vila Cova", False),
        ("Portugal: Legionnaires' cluster grows", False),
        ("Cebănescu's gamble: an anti-graft chief at the Interior", False),
        ("Champions League: Milan win in Porto", False),
        ("Opinion: the budget is a gift to banks", False),
        ("Flood after dam break in Orvel: what we know", False),
        ("NATO chief: no military solution in Libya", True),
        ("UN: 3 million displaced by floods", True),
        ("Iran: US must lift sanctions first", True),
        ("Police: suspect fled on foot", True),
        ("Merkel: Europe must wake up", True),
    ],
)
def test_what_stands_before_the_colon_of_a_headline(headline: str, is_said: bool, parse: Callable[..., Any]) -> None:
    parsed = parse(f"{headline}\n\nNobody was there to see it on Monday.", title=headline)
    assert [cue for cue, _ in _statements(parsed)] == [":"] * is_said


def test_a_day_is_no_part_of_the_cue(parse: Callable[[str], Any]) -> None:
    assert _statements(parse("The envoy said on Friday that the truce held."))[0][0] == "said"
    assert _statements(parse("According to the envoy, the truce held."))[0][0] == "According to"
