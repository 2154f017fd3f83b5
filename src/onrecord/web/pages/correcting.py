"""Correcting: the pages that ask what is wrong and what is right instead."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from sqlalchemy import Connection, and_, select
from starlette.responses import Response

from onrecord.model import Annotations
from onrecord.store import schema as t
from onrecord.store import schema_stories as st
from onrecord.store.loading import load_annotations, load_dossier
from onrecord.store.searching import Query, find_actors, find_stories
from onrecord.web.access import require_editor
from onrecord.web.asking import PAGE, field, store_of
from onrecord.web.listing import report_lines
from onrecord.web.rendering import render_page
from onrecord.web.snippets import cut_around, shown

router = APIRouter()

_MOST_ROWS = 200


@router.get("/correct/actor")
def correct_actor(request: Request) -> Response:
    """Whether an actor is really two, or really another one."""
    require_editor(request)
    id, words = field(request, "actor") or "", field(request, "q")
    with store_of(request).reading() as connection:
        actor = connection.execute(select(st.actors).where(st.actors.c.id == id)).mappings().first()
        if actor is None:
            raise HTTPException(404, "The record names nobody of that number.")
        members = _members(connection, id)
        others = find_actors(connection, Query(words=words, limit=PAGE)).rows if words else ()
    others = tuple(o for o in others if o["id"] != id)
    return render_page(
        request, "correct_actor.html.j2", actor=actor, members=members, others=others, words=words, most=_MOST_ROWS
    )


def _members(connection: Connection, actor: str) -> list[dict[str, object]]:
    """The reports that name an actor, each with the first words that do."""
    m, a, r = t.mentions.c, st.actor_members.c, t.reports.c
    ours = select(a.report_id).where(a.actor_id == actor).distinct().order_by(a.report_id).limit(_MOST_ROWS)
    ids = list(connection.scalars(ours))
    named = connection.execute(
        select(m.report_id, m.start, m.end, m.form)
        .join(st.actor_members, and_(a.report_id == m.report_id, a.entity_id == m.entity_id))
        .where(a.actor_id == actor, m.report_id.in_(ids))
        .order_by(m.report_id, m.start)
    )
    best: dict[str, Any] = {}
    for mention in named:
        if mention.report_id not in best or (best[mention.report_id].form != "name" and mention.form == "name"):
            best[mention.report_id] = mention
    reports = connection.execute(select(r.id, r.outlet, r.published, r.text).where(r.id.in_(ids)).order_by(r.id))
    found = []
    for report in reports:
        if (row := best.get(report.id)) is not None:
            around = shown(report.text, cut_around(report.text, row.start, row.end))
            words = report.text[row.start : row.end]
            found.append({**report._mapping, "report_id": report.id, "exact": words, "around": around})
    return found


@router.get("/correct/claim")
def correct_claim(request: Request) -> Response:
    """Whether some characters claim anything, and who is cited for it."""
    require_editor(request)
    story, id = field(request, "story") or "", field(request, "claim") or ""
    with store_of(request).reading() as connection:
        dossier = load_dossier(connection, story)
    claim = next((c for c in dossier.claims if c.id == id), None) if dossier else None
    if dossier is None or claim is None:
        raise HTTPException(404, "The record holds no such claim; the story may have changed meanwhile.")
    outlets = {r.id: r.outlet or f"({r.id})" for r in dossier.reports}
    return render_page(
        request,
        "correct_claim.html.j2",
        claim=claim,
        story=story,
        title=dossier.story.title,
        outlets=outlets,
        most=_MOST_ROWS,
    )


@router.get("/correct/speaker")
def correct_speaker(request: Request) -> Response:
    """Who said something."""
    require_editor(request)
    report, id = field(request, "report", 1000) or "", field(request, "quotation") or ""
    with store_of(request).reading() as connection:
        annotations = load_annotations(connection, [report]).get(report)
    quotation = next((q for q in annotations.quotations if q.id == id), None) if annotations else None
    if annotations is None or quotation is None:
        raise HTTPException(404, "The record holds no such statement.")
    text = annotations.report.text
    values: dict[str, Any] = {
        "report": annotations.report,
        "content": " … ".join(s.of(text) for s in quotation.content),
        "cue": " ".join(s.of(text) for s in quotation.cue),
        "printed": " ".join(s.of(text) for s in quotation.speaker),
        "place": f"{quotation.content[0].start}-{quotation.content[-1].end}",
        "people": _people(annotations),
        "now": set(quotation.speakers),
    }
    return render_page(request, "correct_speaker.html.j2", **values)


def _people(annotations: Annotations) -> list[dict[str, object]]:
    """Those the report names who can speak, each with the words that name them first."""
    found: list[dict[str, object]] = []
    for e in annotations.entities:
        named = [m for m in e.mentions if m.form in ("name", "title", "acronym", "description")]
        if e.kind in ("person", "organisation", "group") and named:
            found.append({"id": e.id, "name": e.name, "kind": e.kind, "place": f"{named[0].start}-{named[0].end}"})
    return found[:_MOST_ROWS]


@router.get("/correct/story")
def correct_story(request: Request) -> Response:
    """Which reports tell of one happening, and which print one text."""
    require_editor(request)
    story, words = field(request, "story") or "", field(request, "q")
    s = st.story_reports.c
    with store_of(request).reading() as connection:
        ids = list(
            connection.scalars(
                select(s.report_id).where(s.story_id == story).order_by(s.account, s.report_id).limit(_MOST_ROWS)
            )
        )
        if not ids:
            raise HTTPException(404, "There is no such story.")
        lines = report_lines(connection, ids)
        title = connection.scalar(select(st.stories.c.title).where(st.stories.c.id == story))
        others = find_stories(connection, Query(words=words, limit=PAGE)).rows if words else ()
    rows = [lines[i] for i in ids]
    others = tuple(o for o in others if o["id"] != story)
    return render_page(
        request,
        "correct_story.html.j2",
        story=story,
        title=title,
        rows=rows,
        others=others,
        words=words,
        most=_MOST_ROWS,
    )
