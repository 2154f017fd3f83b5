"""The relation between two given spans of a sentence: `code_event`, for those who know who is meant and ask what happened."""

from functools import cache
from typing import Any

from onrecord.language.event_records import Describer
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
    found = Annotations(report=parsed.report)
    drafts = [(p, d) for p in parsed.paragraphs for d in draft_events(p) if d.type != "STATEMENT"]
    if not drafts:
        return None
    paragraph, draft = max(drafts, key=lambda row: _fit(row[0], row[1], actor, recipient))
    return Describer(parsed, found).event("v1", paragraph, draft)


def _fit(
    paragraph: Paragraph, draft: Draft, actor: tuple[int, int] | None, recipient: tuple[int, int] | None
) -> tuple[float, ...]:
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
