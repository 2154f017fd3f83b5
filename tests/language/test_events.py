"""Events: gold cases a journalist could write, and what must hold of every event."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from onrecord.language.event_lexicon import NO_EVENT, TYPES, class_words, root_of, triggers
from onrecord.language.event_types import Draft
from onrecord.language.events import draft_events, find_events
from onrecord.language.packing import read_words
from onrecord.language.parsing import Paragraph, Parsed, load_parser
from onrecord.model import Annotations, Context, Event, Span
from onrecord.resources import read_table

from tests.gold_cases import Case, load_cases

LINE = re.compile(
    r"^(?P<type>[A-Z]+)(?: (?P<mode>[a-z-]+))?(?: (?P<status>[a-z]+))?(?:: (?P<words>[^|]+?))?(?: *\| *(?P<who>.*))?$"
)
SPECIAL = {"ACTOR", "PERSON", "SINGLE"}
RULES = [c for c in load_cases("events") if not c.id.startswith("lexicon")]
LEXICON = [c for c in load_cases("events") if c.id.startswith("lexicon")]


def events_of(text: str, parse: Callable[..., Parsed]) -> tuple[Event, ...]:
    parsed = parse(text)
    return find_events(parsed, Annotations(report=parsed.report), Context())[0]


def people(spans: tuple[Any, ...], text: str) -> list[str]:
    return [p.span.of(text) for p in spans]


def fits(event: Event, expected: re.Match[str], text: str) -> bool:
    mode = expected["mode"]
    if event.type != expected["type"] or (mode and (event.mode or "-") != mode):
        return False
    if expected["status"] and event.status != expected["status"]:
        return False
    if (
        expected["words"]
        and expected["words"] not in event.span.of(text)
        and event.span.of(text) not in expected["words"]
    ):
        return False
    sides = [[w.strip() for w in side.split(";") if w.strip()] for side in (expected["who"] or "").split(">")]
    told = (people(event.actors, text), people(event.recipients, text))
    return all(all(any(w in t for t in given) for w in want) for want, given in zip(sides, told, strict=False))


@pytest.mark.parametrize("case", RULES, ids=lambda c: c.id)
def test_sentence_is_coded_as_the_gold_case_says(case: Case, parse: Callable[..., Parsed]) -> None:
    found = events_of(case.input, parse)
    for line in case.expected:
        expected = LINE.match(line.removeprefix("not "))
        assert expected, line
        if line.startswith("not "):
            words = line.split()
            assert not [e for e in found if e.type == words[1] and (len(words) == 2 or e.status == words[2])], found
        else:
            assert any(fits(e, expected, case.input) for e in found), found


@pytest.fixture(scope="module")
def lexicon_drafts() -> dict[str, tuple[Draft, ...]]:
    docs = load_parser(Context().config.model).pipe([c.input for c in LEXICON])
    return {c.id: draft_events(Paragraph(read_words(d), 0, "body", 0)) for c, d in zip(LEXICON, docs, strict=True)}


@pytest.mark.parametrize("case", LEXICON, ids=lambda c: c.id)
def test_lexicon_row_codes_its_sentence(case: Case, lexicon_drafts: dict[str, tuple[Draft, ...]]) -> None:
    type_, mode = case.expected[0].split()
    assert (type_, mode) in [(d.type, d.mode or "-") for d in lexicon_drafts[case.id]]


def test_every_row_of_the_lexicon_is_well_formed() -> None:
    for row in read_table("event_triggers.csv"):
        assert row["type"] in (*TYPES, NO_EVENT), row
        assert row["pos"] in ("verb", "noun", "adj"), row
    for rows in triggers().values():
        for trigger in rows:
            assert 0 < trigger.score <= 1
            for condition in trigger.conditions:
                for name in condition.classes:
                    assert name in SPECIAL or class_words(name), (trigger.rule, name)


def test_every_type_has_a_cameo_root() -> None:
    assert [root_of(t, None) for t in TYPES] == [
        "03", "04", "05", "08", "06", "07", "08", "10", "11", "12", "13", "16", "14", "15", "17", "18", "01",
    ]  # fmt: skip
    assert root_of("ASSAULT", "firearms") == "19"
    assert root_of("ASSAULT", "unconventional") == "20"
    assert root_of("ACCUSE", "investigate") == "09"
    assert root_of("NONE", None) == ""


def test_spans_are_exact_and_ids_run(parse: Callable[..., Parsed]) -> None:
    text = "Envoys met.\n\nTurkish troops shelled Kobani, and Kurdish fighters attacked a convoy. “We will answer,” Turkey said."
    found = events_of(text, parse)
    assert [e.id for e in found] == [f"v{i + 1}" for i in range(len(found))]
    for event in found:
        for span in (event.span, *(p.span for p in event.actors + event.recipients)):
            assert span.of(text).strip() == span.of(text) != ""
    assert any(e.span.of(text) == "shelled" and people(e.actors, text) == ["Turkish troops"] for e in found)


def test_events_come_from_headline_and_body_alone(make: Callable[..., Any], parse: Callable[..., Parsed]) -> None:
    caption = "Police arrest a man in Bergen, Norway, May 3, 2019. REUTERS/Jan Hansen"
    text = f"A quiet day in Oslo\n\nThe king opened a school on Monday.\n\n{caption}"
    parsed = parse(text)
    found, problems = find_events(parsed, Annotations(report=parsed.report), Context())
    assert problems == ()
    parts = [Span(p.start, p.end) for p in parsed.report.asserting_parts()]
    assert all(any(part.contains(e.span) for part in parts) for e in found)


def test_one_call_told_twice_is_one_event(annotate: Callable[..., Annotations]) -> None:
    text = (
        "Angela Merkel held a phone call with Vladimir Putin on Friday.\n\n"
        "Angela Merkel held a phone call with Vladimir Putin, her office said."
    )
    calls = [e for e in annotate(text).events if e.type == "CONSULT" and e.mode == "phone"]
    assert [c.same_as for c in calls] == [None, calls[0].id]


def test_an_event_inside_a_quotation_is_the_speakers(annotate: Callable[..., Annotations]) -> None:
    found = annotate(
        "Sudan expelled two envoys on Monday. “The rebels attacked our convoy,” the minister told reporters."
    )
    voices = {e.type: e.quotation for e in found.events if e.type != "STATEMENT"}
    assert voices["SANCTION"] is None
    assert voices["ASSAULT"] in {q.id for q in found.quotations}


@pytest.mark.parametrize(
    ("text", "type_", "words"),
    [
        ("People remember the Bergen shooting.", "ASSAULT", "Bergen"),
        ("The Geneva talks between Norway and Iceland ended.", "CONSULT", "Geneva"),
        ("According to the Norland Journal, Norway refused to sign.", "REJECT", "Journal"),
        ("The union called for a Norsk Hydro boycott.", "REQUEST", "Hydro"),
    ],
)
def test_towns_sources_and_targets_do_nothing(text: str, type_: str, words: str, parse: Callable[..., Parsed]) -> None:
    (event,) = [e for e in events_of(text, parse) if e.type == type_]
    told = people(event.actors, text) + (people(event.recipients, text) if type_ == "REJECT" else [])
    assert not any(words in t for t in told)


def test_a_town_before_the_noun_is_its_place(annotate: Callable[..., Annotations]) -> None:
    found = annotate("Police in Bergen, Norway, closed a road. People remember the Bergen shooting.")
    (event,) = [e for e in found.events if e.type == "ASSAULT"]
    assert {e.id: e.name for e in found.entities}[event.place or ""] == "Bergen"


def test_place_and_date_come_by_syntax(annotate: Callable[..., Annotations]) -> None:
    found = annotate("Gunmen killed nine soldiers in Mali on 3 May 2019.", published="2019-05-04")
    (event,) = [e for e in found.events if e.type == "ASSAULT"]
    names = {e.id: e.name for e in found.entities}
    assert names.get(event.place or "") == "Mali"
    assert event.date == "2019-05-03"
    assert not event.historical


def test_an_event_long_before_the_report_is_historical(annotate: Callable[..., Annotations]) -> None:
    found = annotate("The army bombed the harbour in 2011.", published="2020-05-04")
    assert [e.historical for e in found.events if e.type == "ASSAULT"] == [True]


def test_an_event_has_the_contexts_its_sentence_prints(parse: Callable[..., Parsed]) -> None:
    (event,) = events_of("The court jailed a hacker for stealing vaccine data.", parse)[:1]
    assert {"cyber", "health", "legal"} <= set(event.contexts)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "?", "…", "a" * 5000, "to " * 300, "of the " * 400, "and attacked " * 200]
)
def test_odd_input_is_borne(text: str, parse: Callable[..., Parsed]) -> None:
    assert isinstance(events_of(text, parse), tuple)
