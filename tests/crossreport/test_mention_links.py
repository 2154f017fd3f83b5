"""Given mentions linked within reports and across them."""

from onrecord.api import link_mentions
from onrecord.crossreport.mention_links import link_mentions as link_facts
from onrecord.model import MentionClass, MentionFacts, Origin, Report
from onrecord.reading.reports import Fields, make_report

FIRST = "A ferry sank near Bergen on Monday. The coast guard rescued forty passengers. The ferry had left at dawn."
SECOND = "A ferry sank near Bergen on Monday, killing two. Rescuers said the coast guard rescued forty people."


def report(name: str, text: str) -> Report:
    return make_report(Fields(text=text, id=name), Origin(path=name, sha256="", encoding="utf-8"))


def at(name: str, text: str, words: str, kind: MentionClass, nth: int = 0) -> tuple[str, int, int, MentionClass]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return name, start, start + len(words), kind


MENTIONS = [
    at("a", FIRST, "sank", "event"),
    at("b", SECOND, "sank", "event"),
    at("a", FIRST, "rescued", "event"),
    at("b", SECOND, "rescued", "event"),
    at("a", FIRST, "ferry", "entity"),
    at("b", SECOND, "ferry", "entity"),
    at("a", FIRST, "coast guard", "entity"),
]


def test_events_and_entities_meet_across_reports_with_reasons() -> None:
    groups, judgements = link_mentions([report("a", FIRST), report("b", SECOND)], MENTIONS)
    assert sorted(i for g in groups for i in g) == list(range(len(MENTIONS)))
    assert {(0, 1), (2, 3), (4, 5), (6,)} <= set(groups)
    assert all(j.reasons and j.same for j in judgements)


def test_the_order_of_mentions_changes_nothing() -> None:
    reports = [report("a", FIRST), report("b", SECOND)]
    forth, _ = link_mentions(reports, MENTIONS)
    back, _ = link_mentions(reports[::-1], MENTIONS[::-1])
    last = len(MENTIONS) - 1
    assert {frozenset(g) for g in forth} == {frozenset(last - i for i in g) for g in back}


def test_mentions_of_two_stories_are_never_linked() -> None:
    facts = [
        MentionFacts(report=r, start=0, end=5, kind="event", head="strike", pos="NOUN", words=("strike",)) for r in "ab"
    ]
    assert link_facts(facts, {"a": "s1", "b": "s2"}, {})[0] == ((0,), (1,))


def test_an_entity_is_never_an_event() -> None:
    facts = [
        MentionFacts(report="a", start=0, end=5, kind="event", head="strike", pos="NOUN", words=("strike",)),
        MentionFacts(report="a", start=9, end=14, kind="entity", head="strike", pos="NOUN", words=("strike",)),
    ]
    assert link_facts(facts, {"a": "s1"}, {})[0] == ((0,), (1,))


def test_very_many_mentions_are_blocked() -> None:
    facts = [
        MentionFacts(
            report=f"r{i}", start=0, end=5, kind="event", head=f"word{i % 50}x", pos="NOUN", words=(f"word{i % 50}x",)
        )
        for i in range(600)
    ]
    groups, _ = link_facts(facts, {f"r{i}": "s" for i in range(600)}, {})
    heads = [{facts[i].head for i in g} for g in groups]
    assert all(len(h) == 1 for h in heads)
