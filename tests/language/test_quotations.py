"""Gold cases of statements, and what holds for all of them."""

from collections.abc import Callable

import pytest

from onrecord.language.quotations import find_quotations
from onrecord.model import Annotations

from tests.gold_cases import Case, load_cases

CASES = load_cases("quotations")


def written(parsed, quotation):
    """A quotation in the form of the gold cases, and the facts that hold of it."""

    def say(spans):
        return " ## ".join(s.of(parsed.text) for s in spans) or "-"

    facts = {quotation.kind, quotation.class_, f"tone={quotation.cue_tone}"}
    facts |= {"negated"} if quotation.negated else set()
    facts |= {"child"} if quotation.parent else set()
    return say(quotation.speaker), say(quotation.cue), say(quotation.content).rstrip('.”"'), facts


def expected(line):
    speaker, cue, content, *facts = (part.strip() for part in line.split("|"))
    return speaker, cue, content.rstrip('.”"'), set(facts[0].split()) if facts else set()


def find(parsed, context, learned=True):
    return find_quotations(parsed, Annotations(report=parsed.report), context, learned=learned)[0]


@pytest.mark.parametrize("case", CASES, ids=[f"{c.id} {c.title}" for c in CASES])
def test_gold(case: Case, parse, context):
    parsed = parse(case.input)
    got = [written(parsed, q) for q in find(parsed, context)]
    wanted = [expected(line) for line in case.expected]
    assert len(got) == len(wanted), got
    for (speaker, cue, content, facts), (who, how, what, also) in zip(got, wanted, strict=True):
        assert (speaker, content) == (who, what), got
        assert how.lower() in cue.lower()
        assert also <= facts


@pytest.mark.parametrize("learned", [True, False])
def test_spans_lie_in_the_text_and_parents_come_first(parse, context, learned):
    for case in CASES:
        parsed = parse(case.input)
        seen = []
        for q in find(parsed, context, learned):
            assert all(s.of(parsed.text).strip() == s.of(parsed.text) != "" for s in (*q.content, *q.cue, *q.speaker))
            assert q.parent is None or q.parent in seen
            seen.append(q.id)


def test_the_rules_alone_find_plain_statements(parse, context):
    parsed = parse("The mayor said that the school would open. “It is safe,” she added.")
    assert [q.cue_lemma for q in find(parsed, context, learned=False)] == ["say", "add"]


def test_an_empty_report_says_nothing(parse, context):
    assert find(parse(""), context) == ()


def test_a_place_with_a_dash_is_no_signature(parse, context):
    parsed = parse("ORVEL ― As the bishop opened the gates, three trucks left with the archive of the abbey.")
    assert [q for q in find(parsed, context) if "ORVEL" in q.content[0].of(parsed.text)] == []


def test_they_are_not_whom_the_report_names_before_others(annotate):
    found = annotate(
        "Anna Lund and Bo Riis said they were ready. Northern officials said the road was open. They said snow was coming."
    ).quotations
    assert [len(q.speakers) for q in found if q.cue_lemma == "say"] == [2, 0, 0]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("“The pump failed twice.\nNobody told the crew.\nIt was luck,” Ida Moll said.", 1),
        ("Ida Moll said: “The pump failed twice.\nNobody told the crew.\nIt was luck.”", 1),
        ("“The pump failed,” Ida Moll said.\n“It failed twice.\nNobody told the crew.”", 2),
    ],
)
def test_every_line_of_a_quotation_is_of_one_speaker(parse, context, text, content):
    (q,) = find(parse(text), context)
    assert (q.kind, len(q.content), q.content[-1].end - q.content[0].start > 55) == ("direct", content, True)


def test_a_huge_line_of_marks_is_borne(parse, context):
    parsed = parse("“said ‘he, " * 800)
    assert isinstance(find(parsed, context), tuple)


def test_pronouns_and_floating_quotations_resolve_to_the_speaker_before(annotate):
    found = annotate(
        "Jens Stoltenberg visited Skopje on Monday.\n\nStoltenberg said the border was calm. He called on the parties to talk."
        " “The alliance is ready to help and we can start tomorrow.”"
    )
    names = {e.id: e.name for e in found.entities}
    assert [[names[s] for s in q.speakers] for q in found.quotations] == [["Jens Stoltenberg"]] * 3


def test_two_speakers_are_two_entities(annotate):
    found = annotate("Angela Merkel and Emmanuel Macron said the summit had been a success.")
    names = {e.id: e.name for e in found.entities}
    assert [names[s] for s in found.quotations[0].speakers] == ["Angela Merkel", "Emmanuel Macron"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Ms Oda said the mayor had lied. He denied the allegation.", [True, False]),
        ("Ms Oda met the mayor. He said that he was tired.", [False]),
        ("Ida Moll said it was late. She said that she was tired.", [True, True]),
    ],
)
def test_he_is_nobody_who_is_called_ms(text: str, speakers: list[bool], annotate: Callable[..., Annotations]) -> None:
    assert [bool(q.speakers) for q in annotate(text).quotations] == speakers
