"""One identity for a whole run."""

import random
from collections.abc import Callable

import msgspec

from onrecord.crossreport.entities import resolve_entities
from onrecord.language.names import find_names
from onrecord.language.parsing import Parsed
from onrecord.model import Annotations, Context, DossierEntity, Entity, KnownEntity, Mention

Parse = Callable[..., Parsed]


def annotated(parse: Parse, report: str, text: str) -> Annotations:
    parsed = parse(text, id=report)
    found = Annotations(report=parsed.report)
    return msgspec.structs.replace(found, entities=find_names(parsed, found, Context())[0])


def named(entities: tuple[DossierEntity, ...], name: str) -> list[DossierEntity]:
    return [e for e in entities if e.name == name]


def test_spellings_of_one_name_are_one(parse: Parse) -> None:
    found = [
        annotated(parse, "a", "Moammar Qaddafi ruled Libya for decades."),
        annotated(parse, "b", "Muammar al-Gadhafi spoke in Tripoli."),
    ]
    entities, judgements = resolve_entities(found, Context())
    people = [e for e in entities if e.kind == "person"]
    assert [len(e.members) for e in people] == [2]
    assert any(j.a == people[0].id and j.same and j.reasons for j in judgements)


def test_members_of_a_family_stay_apart(parse: Parse) -> None:
    found = [
        annotated(parse, "a", "Bashar al-Assad left Damascus."),
        annotated(parse, "b", "Maher al-Assad commanded the division."),
    ]
    people = [e for e in resolve_entities(found, Context())[0] if e.kind == "person"]
    assert len(people) == 2


def test_a_bare_surname_is_no_evidence_by_itself(parse: Parse) -> None:
    found = [
        annotated(parse, "a", "Astrid Holmgren won the race in Norway."),
        annotated(parse, "b", "Mr Holmgren denied the theft in Chile."),
    ]
    entities, judgements = resolve_entities(found, Context())
    assert len([e for e in entities if "Holmgren" in e.name]) == 2
    assert any(j.same is None for j in judgements)


def test_a_bare_surname_joins_where_the_reports_share_more(parse: Parse) -> None:
    found = [
        annotated(parse, "a", "Astrid Holmgren left Nordic Airways on Monday."),
        annotated(parse, "b", "Ms Holmgren had led Nordic Airways since May."),
    ]
    assert len([e for e in resolve_entities(found, Context())[0] if "Holmgren" in e.name]) == 1


def test_a_title_tells_which_bearer_of_a_surname_is_meant(parse: Parse) -> None:
    found = [
        annotated(parse, "a", "President Aron Hale and first lady Rosa Hale opened the Nordic Fair on Monday."),
        annotated(parse, "b", "President Hale opened the Nordic Fair. Hale spoke for an hour."),
    ]
    (home,) = [e for e in resolve_entities(found, Context())[0] if e.name == "Aron Hale"]
    assert [report for report, _ in home.members] == ["a", "b"]


def test_a_longer_form_of_the_title_tells_it_too(parse: Parse) -> None:
    found = [
        annotated(parse, "a", "Civil Protection Minister Stavros Ledakis blamed arsonists."),
        annotated(parse, "b", "Minister Ledakis has resigned."),
    ]
    people = [e for e in resolve_entities(found, Context())[0] if e.kind == "person"]
    assert [len(e.members) for e in people] == [2]


def test_a_country_is_called_by_its_usual_name(parse: Parse) -> None:
    found = [
        annotated(parse, "a", "Israeli officials left on Monday."),
        annotated(parse, "b", "They flew from Israel."),
    ]
    assert [e.name for e in resolve_entities(found, Context())[0] if e.country == "ISR"] == ["Israel"]


def test_ministries_of_two_countries_stay_apart(parse: Parse) -> None:
    found = [
        annotated(parse, "a", "The Polish Ministry of Defence ordered drones."),
        annotated(parse, "b", "The Finnish Ministry of Defence ordered ships."),
    ]
    assert len([e for e in resolve_entities(found, Context())[0] if e.name.endswith("Ministry of Defence")]) == 2


def test_acronym_and_expansion_meet(parse: Parse) -> None:
    found = [
        annotated(parse, "a", "The Organisation for the Prohibition of Chemical Weapons (OPCW) sent a team."),
        annotated(parse, "b", "OPCW inspectors left on Monday."),
    ]
    assert len([e for e in resolve_entities(found, Context())[0] if "OPCW" in (e.name, *e.aliases)]) == 1


def test_the_order_of_the_reports_changes_nothing(parse: Parse) -> None:
    texts = [
        "Mark Rutte met Olaf Scholz in Berlin.",
        "Rutte and NATO praised Germany.",
        "Scholz left NATO talks.",
        "O. Scholz won.",
    ]
    found = [annotated(parse, f"r{i}", text) for i, text in enumerate(texts)]
    expected = resolve_entities(found, Context())
    for seed in range(5):
        random.Random(seed).shuffle(found)
        assert resolve_entities(found, Context()) == expected


def test_each_entity_of_each_report_is_in_exactly_one(parse: Parse) -> None:
    found = [annotated(parse, f"r{i}", "Mark Rutte met Olaf Scholz of Germany at NATO in Brussels.") for i in range(3)]
    entities, _ = resolve_entities(found, Context())
    members = [m for e in entities for m in e.members]
    assert sorted(members) == sorted((a.report.id, e.id) for a in found for e in a.entities)


def test_the_user_joins_and_keeps_apart(parse: Parse) -> None:
    found = [
        annotated(parse, "a", "Ana Silva spoke in Porto."),
        annotated(parse, "b", "Dona Ana do Norte spoke in Porto."),
    ]
    joined = KnownEntity(id="Q7", name="Ana Silva", kind="person", aliases=("Ana do Norte",))
    entities, _ = resolve_entities(found, Context(known=(joined,)))
    assert [e.id for e in entities if "Ana Silva" in (e.name, *e.aliases)] == ["Q7"]
    apart = KnownEntity(id="Q7", name="Ana M. Silva", kind="person", not_same=("Ana Silva",))
    entities, _ = resolve_entities(found, Context(known=(apart,)))
    assert all(e.id != "Q7" for e in entities)


def test_a_government_of_another_time_is_another(make: Callable[..., object]) -> None:
    def report(name: str, period: str | None) -> Annotations:
        government = Entity(
            id="e1",
            name="Chilean government",
            kind="organisation",
            country="CHL",
            period=period,
            mentions=(Mention(start=0, end=18, form="description"),),
        )
        return Annotations(report=make("Chilean government", id=name), entities=(government,))  # type: ignore[arg-type]

    entities, _ = resolve_entities([report("a", None), report("b", "1973"), report("c", None)], Context())
    assert sorted(len(e.members) for e in entities) == [1, 2]
