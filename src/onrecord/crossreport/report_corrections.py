"""What users said of reports: which are one text, which tell of one happening, who said what, and what is no claim."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from onrecord.crossreport.entity_corrections import correct_mentions, find_mentioned
from onrecord.crossreport.independence import count_independent
from onrecord.crossreport.stories import headline_of
from onrecord.model import Annotations, Copy, Correction, Evidence, Quotation, Report, Span, Story, Tie


def correct_findings(annotations: Annotations, corrections: Sequence[Correction]) -> Annotations:
    """A report's annotations with what users said of them: mentions split off, speakers put right, what is no claim left out.

    Args:
        annotations: of one report, as they were found.
        corrections: of all kinds, in the order in which they were made; a later one goes before an earlier one.
    """
    report = annotations.report.id
    mine = [c for c in corrections if any(e.report == report for e in c.subject)]
    if not mine:
        return annotations
    annotations = correct_mentions(annotations, mine)
    for correction in mine:
        if correction.kind == "speaker":
            annotations = _correct_speaker(annotations, correction)
        elif correction.kind == "not_a_claim":
            annotations = _leave_out(annotations, [e.span for e in correction.subject if e.report == report])
    return annotations


def _correct_speaker(annotations: Annotations, correction: Correction) -> Annotations:
    report = annotations.report.id
    said = next((q for e in correction.subject if (q := find_quotation(annotations, e)) is not None), None)
    if said is None:
        return annotations
    spans = tuple(e.span for e in correction.against if e.report == report)
    named = [find_mentioned(annotations.entities, e) for e in correction.against if e.report == report]
    speakers = tuple(dict.fromkeys(e.id for e in named if e is not None))
    put_right = msgspec.structs.replace(said, speaker=spans, speakers=speakers, confidence=1.0)
    quotations = tuple(put_right if q.id == said.id else q for q in annotations.quotations)
    return msgspec.structs.replace(annotations, quotations=quotations)


def find_quotation(annotations: Annotations, evidence: Evidence) -> Quotation | None:
    """The quotation of a report whose content shares most characters with the evidence; None where none shares any."""
    if evidence.report != annotations.report.id:
        return None
    best = max(annotations.quotations, key=lambda q: _shared(q.content, evidence), default=None)
    return best if best is not None and _shared(best.content, evidence)[0] else None


def _shared(content: Sequence[Span], evidence: Evidence) -> tuple[int, int]:
    """(characters in common, less the length): of two that hold the evidence, the shorter comes first."""
    common = sum(max(0, min(s.end, evidence.end) - max(s.start, evidence.start)) for s in content)
    return common, -sum(s.end - s.start for s in content)


def _leave_out(annotations: Annotations, spans: Sequence[Span]) -> Annotations:
    """Without the propositions that lie mostly within the spans."""

    def is_named(spans_of: Sequence[Span]) -> bool:
        size = sum(s.end - s.start for s in spans_of)
        return any(2 * _shared(spans_of, Evidence("", s.start, s.end))[0] > size for s in spans)

    kept = tuple(p for p in annotations.propositions if not is_named(p.spans))
    return msgspec.structs.replace(annotations, propositions=kept)


def correct_copies(copies: Sequence[Copy], corrections: Iterable[Correction]) -> tuple[Copy, ...]:
    """Copies without those that a user said are none.

    Args:
        copies: from `find_copies`.
        corrections: of `not_copy` those are read: the reports after the first are no copies of the first.
    """
    found = list(copies)
    for correction in corrections:
        if correction.kind == "not_copy" and len(correction.reports) > 1:
            first, *others = correction.reports
            found = [kept for c in found for kept in _without(c, first, frozenset(others))]
    return tuple(found)


def _without(copy: Copy, first: str, others: frozenset[str]) -> Iterable[Copy]:
    if first not in copy.reports or not others.intersection(copy.reports):
        yield copy
        return
    left = tuple(r for r in copy.reports if r not in others)
    if len(left) > 1:
        yield msgspec.structs.replace(
            copy,
            reports=left,
            original=copy.original if copy.original in left else None,
            spans=tuple(s for s in copy.spans if s.report in left),
        )


def tie_corrections(corrections: Iterable[Correction], reports: Iterable[str]) -> tuple[Tie, ...]:
    """A tie for each set of reports that a user said are one text."""
    known = frozenset(reports)
    made = []
    for correction in corrections:
        ids = tuple(sorted(known.intersection(correction.reports)))
        if correction.kind == "same_copy" and len(ids) > 1:
            made.append(Tie(kind="copy", reports=ids, reason=f"{told_by(correction)} that these print one text."))
    return tuple(made)


def correct_stories(
    stories: Sequence[Story], ties: Sequence[Tie], reports: Mapping[str, Report], corrections: Iterable[Correction]
) -> tuple[Story, ...]:
    """Stories with what users said of them. By `same_story` the stories of its reports are one; by `not_same_story` the reports after the
    first leave the story of the first and are one of their own.

    Args:
        stories: from `group_stories`.
        ties: of the run, for the count of independent accounts.
        reports: by id, for the headlines.
        corrections: of all kinds, in the order in which they were made.

    Returns:
        The stories, the largest first; the same ones where nothing was said.
    """
    found = [frozenset(s.reports) for s in stories]
    for correction in corrections:
        if correction.kind in ("same_story", "not_same_story"):
            found = _regrouped(found, correction)
    known = {frozenset(s.reports): s for s in stories}
    if set(found) == set(known):
        return tuple(stories)
    ordered = sorted((tuple(sorted(s)) for s in found), key=lambda ids: (-len(ids), ids[0]))
    made = []
    for number, ids in enumerate(ordered, 1):
        story = known.get(frozenset(ids)) or _told_anew(ids, ties, reports, stories)
        made.append(msgspec.structs.replace(story, id=f"s{number}"))
    return tuple(made)


def _regrouped(found: list[frozenset[str]], correction: Correction) -> list[frozenset[str]]:
    named = frozenset(correction.reports)
    if correction.kind == "same_story":
        met = [s for s in found if s & named]
        return [s for s in found if not s & named] + ([frozenset[str]().union(*met)] if met else [])
    home = next((s for s in found if correction.reports[0] in s), frozenset[str]()) if named else frozenset[str]()
    leaving = home & frozenset(correction.reports[1:])
    return [s for s in found if s != home] + [home - leaving, leaving] if leaving else found


def _told_anew(
    ids: tuple[str, ...], ties: Sequence[Tie], reports: Mapping[str, Report], stories: Sequence[Story]
) -> Story:
    inside = frozenset(ids)
    counted = count_independent(ids, [t for t in ties if inside.intersection(t.reports)])
    within = [s for s in stories if s.title and inside.issuperset(s.reports)]
    title = max(within, key=lambda s: len(s.reports)).title if within else headline_of(reports[ids[0]])
    return Story(id="s0", title=title, reports=ids, independent=counted.count, groups=counted.groups)


def told_by(correction: Correction) -> str:
    """Who said it and when, as the beginning of a reason."""
    when = f" on {correction.made_at[:10]}" if correction.made_at else ""
    return f"{correction.made_by or 'A user'} said{when}"
