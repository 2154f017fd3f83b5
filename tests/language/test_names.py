"""Who is who in one report."""

import re
from collections.abc import Callable

import msgspec
import pytest

from onrecord.language.names import find_names
from onrecord.language.parsing import Parsed
from onrecord.language.timexes import find_timexes
from onrecord.model import Annotations, Context, Entity, KnownEntity

from tests.gold_cases import Case, load_cases

Parse = Callable[..., Parsed]
_LINE = re.compile(r"(?P<kind>\w+) (?P<name>.+?)(?: (?P<country>[A-Z]{3}))?: (?P<mentions>.+)")


def entities_of(parsed: Parsed, context: Context) -> tuple[Entity, ...]:
    found = Annotations(report=parsed.report)
    found = msgspec.structs.replace(found, timexes=find_timexes(parsed, found, context)[0])
    return find_names(parsed, found, context)[0]


def shown(entity: Entity, text: str) -> str:
    forms = (f" ({m.form})" if m.form != "name" else "" for m in entity.mentions)
    mentions = " | ".join(text[m.start : m.end] + form for m, form in zip(entity.mentions, forms, strict=True))
    return f"{entity.kind} {entity.name}{' ' + entity.country if entity.country else ''}: {mentions}"


@pytest.mark.parametrize("case", load_cases("names"), ids=lambda c: c.id)
def test_gold(case: Case, parse: Parse, context: Context) -> None:
    parsed = parse(case.input)
    found = entities_of(parsed, context)
    lines = [shown(e, parsed.text) for e in found]
    for expected in case.expected:
        if expected.startswith("none: "):
            assert expected[6:] not in [e.name for e in found], case.title
        elif _LINE.fullmatch(expected)["country"]:  # type: ignore[index]
            assert expected in lines, case.title
        else:
            plain = [shown(msgspec.structs.replace(e, country=None), parsed.text) for e in found]
            assert expected in plain, case.title
    for expected in set(case.expected):
        assert lines.count(expected) <= case.expected.count(expected)


def test_mentions_are_exact_and_in_order(parse: Parse, context: Context) -> None:
    parsed = parse("Norway's Prime Minister Kari Lund met the NATO chief. She left.\nOslo said nothing.")
    for entity in entities_of(parsed, context):
        assert entity.mentions
        assert [m.start for m in entity.mentions] == sorted(m.start for m in entity.mentions)
        for mention in entity.mentions:
            assert parsed.text[mention.start : mention.end].strip() == parsed.text[mention.start : mention.end]
            assert mention.label is None or mention.label.contains(mention.span)


def test_label_is_the_noun_phrase_as_printed(parse: Parse, context: Context) -> None:
    parsed = parse("The late ruler Josip Kovac was buried by warlord Ivan Baric’s men.")
    labels = {m.label.of(parsed.text) for e in entities_of(parsed, context) for m in e.mentions if m.label}
    assert {"late ruler Josip Kovac", "warlord Ivan Baric"} <= labels


def test_captions_bind_titles_but_yield_no_mention(parse: Parse, context: Context) -> None:
    text = (
        "The Malian premier and Ivo Dran met\n\nIvo Dran met Modibo Sissoko on Friday in Bamako, and both men spoke for an hour.\n\n"
        "Mali's Prime Minister Modibo Sissoko speaks at a news conference in Bamako, Mali, February 1, 2017.\nReuters\n\n"
        "The Malian prime minister thanked the envoy for the visit and the long talk."
    )
    parsed = parse(text)
    person = next(e for e in entities_of(parsed, context) if e.name == "Modibo Sissoko")
    inside = [p for p in parsed.report.parts if p.kind == "caption"]
    assert not any(p.start <= m.start < p.end for p in inside for m in person.mentions)
    assert any(m.form == "description" for m in person.mentions)


def test_the_users_file_takes_precedence(parse: Parse) -> None:
    known = KnownEntity(id="Q1", name="Blue Falcon", kind="group", country="ZAF", aliases=("Falcons of Durban",))
    parsed = parse("Blue Falcon claimed the attack. The Falcons of Durban gave no reason.")
    found = entities_of(parsed, Context(known=(known,)))
    falcon = next(e for e in found if e.name in ("Blue Falcon", "Falcons of Durban"))
    assert (falcon.kind, falcon.country, len(falcon.mentions)) == ("group", "ZAF", 2)


def test_a_seat_may_stand_for_its_government(parse: Parse, context: Context) -> None:
    found = entities_of(parse("The Kremlin denied the report. Russia has said nothing else."), context)
    by_id = {e.id: e for e in found}
    kremlin = next(e for e in found if e.name == "Kremlin")
    assert kremlin.metonym_of is not None
    assert by_id[kremlin.metonym_of].name == "Russia"


def test_places_have_coordinates_in_the_country_that_the_report_is_about(parse: Parse, context: Context) -> None:
    found = entities_of(parse("Fighting spread from Benghazi to Tripoli in Libya. Libya asked for help."), context)
    tripoli = next(e for e in found if e.name == "Tripoli")
    assert tripoli.country == "LBY"
    assert tripoli.latitude == pytest.approx(32.9, abs=0.2)


def test_a_report_without_names_has_no_entities(parse: Parse, context: Context) -> None:
    assert entities_of(parse("it rained all day and nobody came."), context) == ()
