"""Standing questions and their alerts.

The primary key of `alerts` is what keeps an alert from being raised twice, also by two programs at once or after a kill.
"""

import json
from typing import Any

from sqlalchemy import Column, Connection, Integer, PrimaryKeyConstraint, Table, Text, insert, select, update

from onrecord.model import OnRecordError, Record
from onrecord.store.saving import now
from onrecord.store.schema import metadata

questions = Table(
    "questions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("target", Text, nullable=False),  # where alerts go
    Column("asked_at", Text, nullable=False),
    Column("removed_at", Text),
)

alerts = Table(
    "alerts",
    metadata,
    Column("question_id", Integer, nullable=False),
    Column("key", Text, nullable=False),  # what the alert is about, by characters of reports
    Column("found_at", Text, nullable=False),
    Column("content", Text, nullable=False),  # JSON
    Column("delivered_at", Text),  # null: still in the outbox
    PrimaryKeyConstraint("question_id", "key"),
)


class Question(Record, frozen=True):
    """What someone wants to be told of."""

    id: int
    kind: str
    words: str
    target: str


def save_question(connection: Connection, kind: str, words: str, target: str) -> int:
    """Keep a question; returns its number."""
    row = {"kind": kind, "words": words, "target": target, "asked_at": now()}
    return int(connection.execute(insert(questions).values(row).returning(questions.c.id)).scalar_one())


def load_questions(connection: Connection) -> list[Question]:
    """The questions that stand, by number."""
    q = questions.c
    rows = connection.execute(select(q.id, q.kind, q.words, q.target).where(q.removed_at.is_(None)).order_by(q.id))
    return [Question(*row) for row in rows]


def remove_question(connection: Connection, number: int) -> None:
    """Let a question stand no longer; its alerts stay.

    Raises:
        OnRecordError: there is none of that number.
    """
    stands = (questions.c.id == number) & questions.c.removed_at.is_(None)
    if not connection.execute(update(questions).where(stands).values(removed_at=now())).rowcount:
        raise OnRecordError(f"there is no question {number}")


def load_alerts(connection: Connection, question: int, *, waiting: bool = False) -> list[dict[str, Any]]:
    """The alerts of a question, the oldest first: key, found_at, content; with `waiting` only those not yet delivered."""
    a = alerts.c
    chosen = select(a.key, a.found_at, a.content).where(a.question_id == question).order_by(a.found_at, a.key)
    rows = connection.execute(chosen.where(a.delivered_at.is_(None)) if waiting else chosen).mappings()
    return [{**row, "content": json.loads(row["content"])} for row in rows]


def save_alert(connection: Connection, question: int, key: str, content: dict[str, Any]) -> None:
    """Put a new alert into the outbox."""
    row = {"question_id": question, "key": key, "found_at": now(), "content": json.dumps(content)}
    connection.execute(insert(alerts).values(row))


def mark_delivered(connection: Connection, question: int, key: str) -> None:
    """Take an alert out of the outbox."""
    mine = (alerts.c.question_id == question) & (alerts.c.key == key)
    connection.execute(update(alerts).where(mine).values(delivered_at=now()))
