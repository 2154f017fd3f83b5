"""What people correct: kept with who and when, applied to all that is worked out from then on, and undone."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from onrecord.model import Correction, Evidence, OnRecordError
from onrecord.store import schema as t
from onrecord.store.corrections import save_correction
from onrecord.store.loading import load_reports
from onrecord.store.opening import Store
from onrecord.store.schema_stories import actor_members

OF_REPORTS = frozenset({"same_story", "not_same_story", "same_copy", "not_copy"})
_LEAST = {"same_entity": 2, "not_same_entity": 2, "split_entity": 1, "speaker": 1, "not_a_claim": 1}


def correct(store: Store, correction: Correction) -> int:
    """Keep a correction; the next `settle` applies it.

    Args:
        store: open.
        correction: what it names must be there: reports of the store, spans within their texts.

    Returns:
        Its number, by which it can be undone.

    Raises:
        OnRecordError: it names too little, a report that the store does not hold, or characters that its text does not have.
    """
    with store.writing() as connection:
        return keep_correction(connection, correction)


def keep_correction(connection: Connection, correction: Correction) -> int:
    """`correct`, as one of several of a writing transaction."""
    _check(connection, correction)
    return save_correction(connection, correction)


def _check(connection: Connection, correction: Correction) -> None:
    if correction.kind in OF_REPORTS:
        if len(set(correction.reports)) < 2:
            raise OnRecordError(f"{correction.kind} needs the ids of two reports or more")
    elif len(correction.subject) < _LEAST[correction.kind]:
        raise OnRecordError(f"{correction.kind} needs {_LEAST[correction.kind]} or more places, as in REPORT:START-END")
    spans = (*correction.subject, *correction.against)
    named = sorted({*correction.reports, *(e.report for e in spans)})
    lengths = {r.id: len(r.text) for r in load_reports(connection, named)}
    for report in named:
        if report not in lengths:
            raise OnRecordError(f"the store has no report {report!r}")
    for span in spans:
        if not 0 <= span.start < span.end <= lengths[span.report]:
            raise OnRecordError(
                f"{span.report}:{span.start}-{span.end}: the report has {lengths[span.report]} characters"
            )


def read_place(connection: Connection, text: str) -> Evidence:
    """The characters that "REPORT:START-END" names, or the first mention of an actor ("a12").

    Raises:
        OnRecordError: it is neither.
    """
    report, _, place = text.rpartition(":")
    start, _, end = place.partition("-")
    if report and start.isdecimal() and end.isdecimal():
        return Evidence(report, int(start), int(end))
    return mention_of(connection, text)


def mention_of(connection: Connection, actor: str) -> Evidence:
    """A mention of an actor, by name where there is one: by it a correction names the actor.

    Raises:
        OnRecordError: the store has no such actor.
    """
    m, a = t.mentions.c, actor_members.c
    rows = connection.execute(
        select(m.report_id, m.start, m.end, m.form)
        .join(actor_members, (a.report_id == m.report_id) & (a.entity_id == m.entity_id))
        .where(a.actor_id == actor)
        .order_by(m.report_id, m.start)
        .limit(200)
    ).all()
    if not rows:
        raise OnRecordError(f"{actor!r} is no actor of the store, and no place such as REPORT:START-END")
    best = next((r for r in rows if r.form == "name"), rows[0])
    return Evidence(best.report_id, best.start, best.end)


def mentions_of(connection: Connection, actor: str, reports: Sequence[str]) -> tuple[Evidence, ...]:
    """One mention of an actor in each of some reports: what a split takes out of it."""
    found: list[Evidence] = []
    m, a = t.mentions.c, actor_members.c
    chosen = (
        select(m.report_id, m.start, m.end)
        .join(actor_members, (a.report_id == m.report_id) & (a.entity_id == m.entity_id))
        .where(a.actor_id == actor, m.report_id.in_(reports))
        .order_by(m.report_id, m.start)
    )
    for row in connection.execute(chosen):
        if not found or found[-1].report != row.report_id:
            found.append(Evidence(row.report_id, row.start, row.end))
    return tuple(found)


_MOST_APART = 400  # reports named one by one; of an actor in more of them the split is from everybody


def parted(
    connection: Connection, actor: str, reports: Sequence[str]
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """What a `split_entity` names that takes some reports out of an actor.

    Args:
        connection: of a reading transaction.
        actor: id.
        reports: those that mean somebody else.

    Returns:
        All mentions of the actor in these reports; and a mention of each of its others, none where there are very many.

    Raises:
        OnRecordError: no report or every report of the actor is named.
    """
    m, a = t.mentions.c, actor_members.c
    ours = select(a.report_id).where(a.actor_id == actor).distinct().order_by(a.report_id)
    all_ids = list(connection.scalars(ours))
    chosen, rest = [r for r in all_ids if r in set(reports)], [r for r in all_ids if r not in set(reports)]
    if not chosen or not rest:
        raise OnRecordError("Tick the reports that mean somebody else, and leave one at least unticked.")
    rows = connection.execute(
        select(m.report_id, m.start, m.end)
        .join(actor_members, (a.report_id == m.report_id) & (a.entity_id == m.entity_id))
        .where(a.actor_id == actor, m.report_id.in_(chosen))
        .order_by(m.report_id, m.start)
    )
    subject = tuple(Evidence(r.report_id, r.start, r.end) for r in rows)
    return subject, mentions_of(connection, actor, rest) if len(rest) <= _MOST_APART else ()


_MOST_DESCRIBED = 3


def describe(correction: Correction, texts: dict[str, str]) -> str:
    """A correction in words, with the characters it names as printed."""

    def printed(spans: Sequence[Evidence]) -> str:
        first = {e.report: e for e in reversed(spans)}  # one of a report is enough to be recognised by
        several = sorted(first.values(), key=spans.index)
        words = [f"“{texts.get(e.report, '')[e.start : e.end]}” ({e.report})" for e in several[:_MOST_DESCRIBED]]
        if len(several) > _MOST_DESCRIBED:
            words.append(f"{len(several) - _MOST_DESCRIBED} more")
        return ", ".join(words) or "nobody"

    words = {
        "same_entity": "{subject} are one and the same",
        "not_same_entity": "{subject} are not the same",
        "split_entity": "{subject} is apart from {against}",
        "speaker": "{subject} was said by {against}",
        "not_a_claim": "{subject} is no claim",
        "same_story": "reports {reports} tell of one happening",
        "not_same_story": "reports {reports} do not tell of one happening",
        "same_copy": "reports {reports} print one text",
        "not_copy": "reports {reports} do not print one text",
    }[correction.kind]
    against = printed(correction.against)
    if correction.kind == "split_entity" and not correction.against:
        against = "all others"
    return words.format(subject=printed(correction.subject), against=against, reports=", ".join(correction.reports))
