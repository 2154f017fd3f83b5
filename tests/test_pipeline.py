"""The run as a whole: registry, partial failure, repeated ids, leaving outlets out."""

from collections.abc import Callable

import pytest

from onrecord import pipeline
from onrecord.crossreport.striking import strike_out
from onrecord.examples import example_paths
from onrecord.language.parsing import Parsed
from onrecord.model import Annotations, Config, Context, Copy, Dossier, Grouping, IndependentGroup, Report, Story
from onrecord.pipeline import (
    annotate_parsed,
    annotate_reports,
    compile_dossiers,
    group_reports,
)
from onrecord.reading.inputs import read_reports
from onrecord.reading.repeated_ids import number_repeated_ids

TEXT = "The minister met the ambassador in Paris on Monday. “We agreed,” he said. Twelve people were hurt."


@pytest.fixture(scope="module")
def examples() -> list[Report]:
    with example_paths() as paths:
        return sorted(read_reports(paths), key=lambda r: r.id)


@pytest.fixture(scope="module")
def annotated(examples: list[Report]) -> list[Annotations]:
    return list(annotate_reports(examples, Context()))


@pytest.fixture(scope="module")
def dossiers(examples: list[Report], annotated: list[Annotations]) -> list[Dossier]:
    grouping, ties = group_reports(examples, {})
    return list(compile_dossiers(grouping, ties, annotated, Context()))


def test_a_stage_that_fails_is_a_problem_of_its_report_alone(
    monkeypatch: pytest.MonkeyPatch, parse: Callable[..., Parsed], context: Context
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    stages = tuple((n, broken if n == "quotations" else s) for n, s in pipeline.LANGUAGE_STAGES)
    monkeypatch.setattr(pipeline, "LANGUAGE_STAGES", stages)
    found = annotate_parsed(parse(TEXT), context)
    assert found.quotations == ()
    assert found.entities
    assert any(p.stage == "quotations" and "boom" in p.message for p in found.problems)


def test_repeated_ids_are_numbered_and_said(make: Callable[..., Report]) -> None:
    found = list(
        number_repeated_ids([make("A.", id="x"), make("B.", id="x"), make("C.", id="x-2"), make("D.", id="x")])
    )
    assert len({r.id for r in found}) == 4
    assert found[0].id == "x"
    assert "id 'x'" in found[1].problems[0].message


def test_every_span_of_the_examples_lies_in_its_text(annotated: list[Annotations]) -> None:
    for a in annotated:
        size = len(a.report.text)
        spans = [s for q in a.quotations for s in (*q.content, *q.cue, *q.speaker)]
        spans += [e.span for e in a.events] + [p.span for e in a.events for p in (*e.actors, *e.recipients)]
        spans += [m.span for e in a.entities for m in e.mentions] + [t.span for t in a.timexes]
        spans += [n.span for n in a.quantities] + [s for p in a.propositions for s in p.spans]
        assert spans
        assert all(0 <= s.start < s.end <= size for s in spans)


def test_findings_come_from_headline_and_body_alone(annotated: list[Annotations]) -> None:
    for a in annotated:
        silent = [p.span for p in a.report.parts if p.kind not in ("headline", "body") or p.repeats]
        spans = [s for q in a.quotations for s in q.content] + [e.span for e in a.events]
        spans += [n.span for n in a.quantities] + [s for p in a.propositions for s in p.spans]
        assert not [s for s in spans for part in silent if s.overlaps(part)]


def test_every_item_of_a_dossier_has_evidence(dossiers: list[Dossier]) -> None:
    for d in dossiers:
        texts = {r.id: r.text for r in d.reports}
        for claim in d.claims:
            assert claim.accounts
            for account in claim.accounts:
                assert account.exact == " … ".join(s.of(texts[account.report]) for s in account.spans)
        assert all(f.accounts for f in d.figures)
        assert all(t.accounts for t in d.timeline)
        assert all(label.evidence for n in d.namings for label in n.labels)


def test_no_claim_rests_on_more_accounts_than_its_story(dossiers: list[Dossier]) -> None:
    for d in dossiers:
        assert all(c.independent <= d.story.independent for c in d.claims)
        assert all(f.independent <= d.story.independent for f in d.figures)
        assert all(t.independent <= d.story.independent for t in d.timeline)


def without(outlet: str) -> Context:
    return Context(config=Config(without=(outlet,)))


def test_leaving_an_outlet_out_never_raises_a_claims_standing(
    examples: list[Report], annotated: list[Annotations], dossiers: list[Dossier]
) -> None:
    before = {(c.text, c.accounts[0].report): c.independent for d in dossiers for c in d.claims}
    grouping, ties = group_reports(examples, {})
    for outlet in sorted({r.outlet for r in examples if r.outlet}):
        for d in compile_dossiers(grouping, ties, annotated, without(outlet)):
            for claim in d.claims:
                known = before.get((claim.text, claim.accounts[0].report))
                assert known is None or claim.independent <= known, (outlet, claim.text)


def test_nothing_of_a_struck_outlet_is_left(
    examples: list[Report], annotated: list[Annotations], dossiers: list[Dossier]
) -> None:
    grouping, ties = group_reports(examples, {})
    texts = {r.id: r.text for r in examples}
    for outlet in sorted({r.outlet for r in examples if r.outlet}):
        struck = {r.id for r in examples if r.outlet == outlet}
        for d in compile_dossiers(grouping, ties, annotated, without(outlet)):
            told = [a.report for c in d.claims for a in c.accounts] + [a.report for f in d.figures for a in f.accounts]
            told += [a.report for t in d.timeline for a in t.accounts] + [r for t in d.timeline for r, _ in t.events]
            told += [m.report for e in d.entities for m in e.mentions] + [r.id for r in d.reports]
            assert struck.isdisjoint(told), outlet
            left = " ".join(" ".join(texts[r].split()) for r in d.story.reports)
            assert d.story.title in left, (outlet, d.story.title)
            for entity in d.entities:
                spoken = entity.name in left or any(a in left for a in entity.aliases)
                assert spoken, (outlet, entity.name)


def test_what_tied_reports_through_a_struck_one_still_ties_them() -> None:
    group = IndependentGroup(reports=("a", "b", "c"), reasons=("a and b print one text", "b and c belong to one house"))
    story = Story(id="s1", title="", reports=("a", "b", "c"), independent=1, groups=(group,))
    copy = Copy(reports=("a", "b"), original="b", basis=(), spans=())
    left = strike_out(Grouping(stories=(story,), copies=(copy,)), {"b"}, {})
    assert left.stories[0].independent == 1
    assert left.stories[0].groups[0].reports == ("a", "c")
    assert left.copies == ()


def test_two_runs_give_the_same(examples: list[Report], annotated: list[Annotations], dossiers: list[Dossier]) -> None:
    again = list(annotate_reports(examples, Context()))
    assert again == annotated
    grouping, ties = group_reports(list(reversed(examples)), {})
    assert list(compile_dossiers(grouping, ties, list(reversed(again)), Context())) == dossiers
