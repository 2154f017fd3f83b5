"""A user's word on who is who is kept by later runs."""

from collections.abc import Callable, Sequence

import msgspec

from onrecord.crossreport.entities import resolve_entities
from onrecord.crossreport.entity_corrections import correct_mentions
from onrecord.language.names import find_names
from onrecord.language.parsing import Parsed
from onrecord.model import (
    Annotations,
    Context,
    Correction,
    DossierEntity,
    Event,
    Evidence,
    Participant,
    Quotation,
    Span,
)

Parse = Callable[..., Parsed]


def annotated(parse: Parse, report: str, text: str) -> Annotations:
    parsed = parse(text, id=report)
    found = Annotations(report=parsed.report)
    return msgspec.structs.replace(found, entities=find_names(parsed, found, Context())[0])


def at(annotations: Annotations, words: str) -> Evidence:
    start = annotations.report.text.index(words)
    return Evidence(annotations.report.id, start, start + len(words))


def people(found: Sequence[Annotations], *corrections: Correction) -> list[DossierEntity]:
    entities, _ = resolve_entities(found, Context(corrections=corrections))
    return [e for e in entities if e.kind == "person"]


def test_what_a_user_calls_the_same_is_one_with_the_reason(parse: Parse) -> None:
    found = [
        annotated(parse, "a", "Astrid Holmgren won the race in Norway."),
        annotated(parse, "b", "Ingrid Vestby won the race in Norway."),
    ]
    word = Correction(
        kind="same_entity",
        subject=(at(found[0], "Astrid Holmgren"), at(found[1], "Ingrid Vestby")),
        made_by="Eva",
        made_at="2024-05-02T10:00:00Z",
        note="she married",
    )
    entities = people(found, word)
    assert [len(e.members) for e in entities] == [2]
    assert entities[0].judgements[0].reasons == ("Eva said on 2024-05-02 that they are the same (she married).",)


def test_what_a_user_calls_not_the_same_stays_apart(parse: Parse) -> None:
    found = [
        annotated(parse, "a", "Astrid Holmgren won the race in Norway."),
        annotated(parse, "b", "Astrid Holmgren sang in Chile."),
    ]
    word = Correction(
        kind="not_same_entity", subject=(at(found[0], "Astrid Holmgren"), at(found[1], "Astrid Holmgren"))
    )
    assert len(people(found)) == 1
    assert len(people(found, word)) == 2
    _, judgements = resolve_entities(found, Context(corrections=(word,)))
    assert any(j.same is False and "A user said" in j.reasons[0] for j in judgements)


def test_a_split_entity_lets_nothing_else_in(parse: Parse) -> None:
    found = [annotated(parse, name, "Astrid Holmgren won the race in Norway.") for name in "abc"]
    word = Correction(kind="split_entity", subject=(at(found[0], "Astrid Holmgren"), at(found[2], "Astrid Holmgren")))
    assert sorted([r for r, _ in e.members] for e in people(found, word)) == [["a", "c"], ["b"]]


def test_the_later_word_goes_before_the_earlier(parse: Parse) -> None:
    found = [annotated(parse, name, "Astrid Holmgren won the race in Norway.") for name in "ab"]
    both = (at(found[0], "Astrid Holmgren"), at(found[1], "Astrid Holmgren"))
    apart, same = Correction(kind="not_same_entity", subject=both), Correction(kind="same_entity", subject=both)
    assert len(people(found, apart, same)) == 1
    assert len(people(found, same, apart)) == 2


def test_corrections_of_other_reports_change_nothing(parse: Parse) -> None:
    found = [annotated(parse, name, "Astrid Holmgren won the race in Norway.") for name in "ab"]
    word = Correction(kind="split_entity", subject=(Evidence("elsewhere", 0, 5),))
    assert resolve_entities(found, Context(corrections=(word,))) == resolve_entities(found, Context())


def test_mentions_that_were_split_off_take_their_events_and_quotations_along(parse: Parse) -> None:
    made = annotated(parse, "a", "Astrid Holmgren spoke in Oslo. Ms Holmgren left.")
    entity = next(e for e in made.entities if e.kind == "person")
    second = made.report.text.rindex("Holmgren")
    spot = Span(second, second + 8)
    made = msgspec.structs.replace(
        made,
        events=(
            Event(
                id="v1", span=Span(spot.end + 1, spot.end + 5), type="RETREAT", actors=(Participant(entity.id, spot),)
            ),
        ),
        quotations=(Quotation(id="q1", kind="direct", content=(Span(0, 3),), speaker=(spot,), speakers=(entity.id,)),),
    )
    word = Correction(kind="split_entity", subject=(Evidence("a", spot.start, spot.end),))
    split = correct_mentions(made, (word,))
    new = split.entities[-1]
    assert [(m.start, m.end) for m in new.mentions] == [(spot.start, spot.end)]
    assert split.events[0].actors[0].entity == new.id
    assert split.quotations[0].speakers == (new.id,)
    assert correct_mentions(made, ()) == made
