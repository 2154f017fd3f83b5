"""What the commands on a store do."""

import contextlib
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.cli.running import DONE, Request, _close, _context, _refuse_existing, _replacing, read_request
from onrecord.dossier.wording import count, doubt_words
from onrecord.model import OnRecordError

if TYPE_CHECKING:
    from onrecord.reanalysis import Change


def run_add(request: Request, address: str) -> int:
    """Reads, keeps, analyses, settles."""
    from onrecord.cli.progress import told_progress
    from onrecord.desk.adding import add_reports
    from onrecord.store.opening import open_store

    with open_store(address, create=True) as store, told_progress() as told:
        added = add_reports(store, read_request(request), _context(request), told)
    if not added.new + added.known:
        raise OnRecordError("the input holds no report")
    message = (
        f"{count(added.new, 'new report')}, {added.known} known already; {added.analysed} analysed; "
        f"{count(added.settled.stories, 'story', 'stories')}, {added.settled.changed} of them changed"
    )
    return _close(message, added.unreadable)


def run_settle(request: Request, address: str, whole: bool) -> int:
    """Settles what is new, or everything."""
    from onrecord.cli.progress import told_progress
    from onrecord.desk.settling import settle
    from onrecord.store.opening import open_store

    with open_store(address) as store, told_progress() as told:
        done = settle(store, _context(request), told, whole=whole)
    sys.stderr.write(f"{count(done.stories, 'story', 'stories')}, {done.changed} of them changed, {done.gone} gone\n")
    return DONE


def run_copy(address: str, to: str) -> int:
    """Copies everything."""
    from onrecord.cli.progress import told_progress
    from onrecord.desk.copying import copy_store
    from onrecord.store.opening import open_store

    with open_store(address) as store, open_store(to, create=True) as target, told_progress() as told:
        rows = copy_store(store, target, told)
    sys.stderr.write(f"{rows} rows copied\n")
    return DONE


def run_reanalyse(request: Request, address: str, listed: bool) -> int:
    """Analyses again what changed, settles, tells the differences."""
    from onrecord.cli.progress import told_progress
    from onrecord.desk.reanalysing import reanalyse
    from onrecord.store.opening import open_store

    encode = msgspec.json.Encoder().encode
    with contextlib.ExitStack() as stack:
        store = stack.enter_context(open_store(address))
        told = stack.enter_context(told_progress())
        if listed:
            _refuse_existing(request)
        out = stack.enter_context(_replacing(request.output)) if listed else None

        def write(change: "Change") -> None:
            if out is not None:
                out.write(encode(change) + b"\n")

        done = reanalyse(store, _context(request), write, told)
    if not done.reports:
        return _close("nothing has changed since the reports were analysed", ())
    lines = [
        f"{count(done.reports, 'report')} analysed again, {done.changed} of them changed; " + _stories(done.settled)
    ]
    for stage, number in done.stages.items():
        lines.append(
            f"  {stage}: run on {number}, {done.gone.get(stage, 0)} findings gone, {done.new.get(stage, 0)} new"
        )
    return _close("\n".join(lines), ())


def _stories(settled: Any) -> str:
    return f"{count(settled.stories, 'story', 'stories')}, {settled.changed} of them compiled anew"


def run_query(address: str, what: str, query: Any, as_json: bool) -> int:
    """One page of answers, and where to go on."""
    from onrecord.store import searching
    from onrecord.store.opening import open_store

    finders = {
        "stories": searching.find_stories,
        "reports": searching.find_reports,
        "statements": searching.find_statements,
        "claims": searching.find_claims,
        "events": searching.find_events,
        "actors": searching.find_actors,
    }
    if what not in finders:
        raise OnRecordError(f"--in {what!r}: look in {', '.join(k for k in finders if k != 'stories')}")
    with open_store(address) as store, store.reading() as connection:
        page = finders[what](connection, query)
    for row in page.rows:
        sys.stdout.write((msgspec.json.encode(row).decode() if as_json else _LINES[what](row)) + "\n")
    if not page.rows:
        sys.stderr.write("nothing found\n")
    if page.next:
        sys.stderr.write(f"there is more: --after {page.next}\n")
    return DONE


def _story_line(row: Mapping[str, Any]) -> str:
    days = " to ".join(dict.fromkeys(d for d in (row["first_day"], row["last_day"]) if d)) or "undated"
    told = f"{count(row['report_count'], 'report')}, {count(row['independent'], 'independent account')}"
    disputed = f", {count(row['disputed'], 'claim')} disputed" if row["disputed"] else ""
    return f"{row['id']}  {row['title'] or '(no title)'}\n    {told}{disputed}; {days}"


def _report_line(row: Mapping[str, Any]) -> str:
    where = f"{row['outlet'] or '(outlet unknown)'}, {row['published'] or 'undated'}, story {row['story_id'] or '-'}"
    return f"{row['id']}  {row['title'] or '(no title)'}\n    {where}"


def _statement_line(row: Mapping[str, Any]) -> str:
    who, where = row["speaker"] or "(nobody named)", f"{row['report_id']} [{row['start']}, {row['end']})"
    return f"{who} ({row['cue'] or 'no cue'}): {row['content']}\n    {row['outlet'] or '(outlet unknown)'}, {where}"


def _claim_line(row: Mapping[str, Any]) -> str:
    accounts = "\n".join(
        f"    {a['outlet']} {a['stance']}: {a['report_id']} [{a['start']}, {a['end']})" for a in row["accounts"]
    )
    doubt = doubt_words(row["independent"], row["sure"])
    standing = f"{row['alignment']}, {count(row['independent'], 'independent account')}{doubt}"
    return f"{row['story_id']}/{row['id']}  {row['text']}\n    {standing}\n{accounts}"


def _event_line(row: Mapping[str, Any]) -> str:
    when = row["date"] or "undated"
    return f"{row['type']} ({row['status']}, {when}): {row['exact']}\n    {row['report_id']} [{row['start']}, {row['end']})"


def _actor_line(row: Mapping[str, Any]) -> str:
    what = f"{row['kind']}, {row['country']}" if row["country"] else row["kind"]
    return f"{row['id']}  {row['name']} ({what}) in {count(row['report_count'], 'report')}"


_LINES = {
    "stories": _story_line,
    "reports": _report_line,
    "statements": _statement_line,
    "claims": _claim_line,
    "events": _event_line,
    "actors": _actor_line,
}


def run_show(address: str, what: str, as_json: bool) -> int:
    """A dossier or a report's annotations, to standard output."""
    from onrecord.dossier.json import render_json
    from onrecord.dossier.markdown import render_markdown
    from onrecord.store.loading import load_annotations, load_dossier
    from onrecord.store.opening import open_store

    with open_store(address) as store, store.reading() as connection:
        dossier = load_dossier(connection, what)
        annotated = load_annotations(connection, [what])
    if dossier is not None:
        sys.stdout.write(render_json(dossier, True).decode() if as_json else render_markdown(dossier))
        return DONE
    if what not in annotated:
        raise OnRecordError(f"the store has no story and no analysed report {what!r}")
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(annotated[what]), indent=1).decode() + "\n")
    return DONE
