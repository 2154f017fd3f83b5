"""Standing questions: what was found for each, with the characters it stands on. They are put and taken back on the command line, which may
write files and call addresses; here they are read, and followed as a feed."""

import json
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from sqlalchemy import Connection, func, or_, select
from starlette.responses import Response

from onrecord.desk.delivering import render_feed
from onrecord.store.cursors import read_cursor, write_cursor
from onrecord.store.questions import Question, alerts, load_questions, questions
from onrecord.web.asking import PAGE, cursor, store_of
from onrecord.web.rendering import render_page

router = APIRouter()

_MOST_QUESTIONS = 200
_MOST_ENTRIES = 100


@router.get("/questions")
def list_questions(request: Request) -> Response:
    """The questions that stand, and how much was found for each."""
    a = alerts.c
    counted = select(a.question_id, func.count().label("number"), func.max(a.found_at).label("last"))
    with store_of(request).reading() as connection:
        asked = load_questions(connection)[:_MOST_QUESTIONS]
        rows = connection.execute(counted.group_by(a.question_id)).all()
    found = {row.question_id: row for row in rows}
    return render_page(request, "questions.html.j2", questions=asked, found=found)


@router.get("/questions/{number}")
def show_question(request: Request, number: int) -> Response:
    """What was found for one, the newest first."""
    after = cursor(request)
    with store_of(request).reading() as connection:
        question = _question(connection, number)
        rows = _alerts(connection, number, after, PAGE + 1)
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    values: dict[str, Any] = {
        "question": question,
        "rows": rows[:PAGE],
        "next": write_cursor([last["found_at"], last["key"]]) if last else None,
        "first": after is None,
    }
    return render_page(request, "question.html.j2", **values)


@router.get("/questions/{number}/feed.atom")
def follow(request: Request, number: int) -> Response:
    """The newest alerts as a feed."""
    with store_of(request).reading() as connection:
        question = _question(connection, number)
        known = list(reversed(_alerts(connection, number, None, _MOST_ENTRIES)))
    return Response(render_feed(question, known), media_type="application/atom+xml")


def _question(connection: Connection, number: int) -> Question:
    q = questions.c
    row = connection.execute(
        select(q.id, q.kind, q.words, q.target).where(q.id == min(number, 2**31 - 1), q.removed_at.is_(None))
    ).first()
    if row is None:
        raise HTTPException(404, "There is no such question.")
    return Question(*row)


def _alerts(connection: Connection, number: int, after: str | None, most: int) -> list[dict[str, Any]]:
    a = alerts.c
    chosen = select(a.key, a.found_at, a.content).where(a.question_id == number)
    if after:
        at, key = read_cursor(after, str, str)
        chosen = chosen.where(or_(a.found_at < at, (a.found_at == at) & (a.key > key)))
    rows = connection.execute(chosen.order_by(a.found_at.desc(), a.key).limit(most)).mappings()
    return [{**row, "content": json.loads(row["content"])} for row in rows]
