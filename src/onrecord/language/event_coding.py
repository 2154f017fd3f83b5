"""The relation between two given spans of a sentence: `code_event`, for those who know who is meant and ask what happened."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from onrecord.language.event_records import Describer
from onrecord.language.event_relations import MERGED, Pair, likely_types
from onrecord.language.event_slots import phrase_bounds
from onrecord.language.event_types import Draft
from onrecord.language.events import draft_events
from onrecord.language.parsing import Paragraph, Parsed, load_parser, parse_reports
from onrecord.model import Annotations, Config, Event, Origin, Part, Report


def code_event(
    text: str, actor: tuple[int, int] | None = None, recipient: tuple[int, int] | None = None
) -> Event | None:
    """The event between two spans of a sentence.

    Args:
        text: a sentence.
        actor: half-open range of characters of `text`, who acts; None if nobody is named.
        recipient: likewise, to whom it is done.

    Returns:
        The likeliest event, with `.type`, `.mode`, `.status` and `.score`; None where no relation is told.

    >>> code_event("Turkey expelled two Greek diplomats.", (0, 6), (20, 35)).type
    'SANCTION'
    """
    return code_parsed(_parsed(text), actor, recipient)


def code_parsed(parsed: Parsed, actor: tuple[int, int] | None, recipient: tuple[int, int] | None) -> Event | None:
    """`code_event` for a text that is parsed already."""
    if not parsed.paragraphs:
        return None
    paragraph, ranked = ranked_drafts(parsed, (actor, recipient))
    if not ranked:
        return None
    draft = _likeliest(paragraph, ranked, (actor, recipient))
    return Describer(parsed, Annotations(report=parsed.report)).event("v1", paragraph, draft)


def _likeliest(paragraph: Paragraph, ranked: Sequence[tuple[float, Draft]], pair: Pair) -> Draft:
    """The first draft of the likeliest type; the best draft given that type, where none has it. Its score says how likely the type is."""
    likely = likely_types(paragraph, ranked, pair)
    type_ = max(sorted(likely), key=lambda t: likely[t])
    same = next((d for _, d in ranked if MERGED.get(d.type, d.type) == type_), None)
    if same is not None:
        return replace(same, score=likely[type_])
    named = "CONCEDE" if type_ == "YIELD" else type_
    return replace(
        ranked[0][1], type=named, mode=None, score=likely[type_], rule=f"{ranked[0][1].rule}, by its setting"
    )


def ranked_drafts(parsed: Parsed, pair: Pair) -> tuple[Paragraph, tuple[tuple[float, Draft], ...]]:
    """The paragraph that tells of a pair and its drafts, each with how well its participants fit (0..2), the best first."""
    rows = [(_rank(p, d, pair), p, d) for p in parsed.paragraphs for d in draft_events(p) if d.type != "STATEMENT"]
    if not rows:
        return parsed.paragraphs[0], ()
    rows.sort(key=lambda row: row[0], reverse=True)
    first = rows[0][1]
    return first, tuple((rank[0], d) for rank, p, d in rows if p is first)


def _rank(paragraph: Paragraph, draft: Draft, pair: Pair) -> tuple[float, ...]:
    actor, recipient = pair
    fits = _covers(paragraph, draft.arguments.actors, actor) + _covers(paragraph, draft.arguments.recipients, recipient)
    if draft.type == "CONSULT" and fits < 2:
        both = draft.arguments.actors + draft.arguments.recipients
        fits = _covers(paragraph, both, actor) + _covers(paragraph, both, recipient)
    told = draft.status == "actual" or draft.is_derived
    return (fits, told, draft.is_derived, draft.score, -draft.predicate.token.i)


def _covers(paragraph: Paragraph, heads: tuple[Any, ...], span: tuple[int, int] | None) -> float:
    if span is None:
        return 0.5 if not heads else 0.0
    for head in heads:
        first, last = phrase_bounds(head)
        start, end = (
            paragraph.doc[first].idx + paragraph.start,
            paragraph.doc[last - 1].idx + len(paragraph.doc[last - 1]) + paragraph.start,
        )
        if start < span[1] and span[0] < end:
            return 1.0
    return 0.0


def _parsed(text: str) -> Parsed:
    report = _report(text)
    return next(parse_reports([report], _parser()))


@cache
def _parser() -> Any:
    return load_parser(Config().model)


def _report(text: str) -> Report:
    """A report that is one body part and nothing else."""
    return Report(
        id="sentence",
        text=text,
        parts=(Part(kind="body", start=0, end=len(text)),) if text.strip() else (),
        origin=Origin(path="", sha256="", encoding="utf-8"),
    )
