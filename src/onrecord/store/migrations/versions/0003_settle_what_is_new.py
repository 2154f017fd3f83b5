"""What settling only new reports needs: the reports of a tie as rows, keys of actors, counts of words, changes of stories; and the
tables of standing questions, which stores that were asked before have already."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("story_reports", schema=None) as batch_op:
        batch_op.add_column(sa.Column("analysis_id", sa.Text(), nullable=True))
    _make_ties()
    op.create_table(
        "story_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("settled_at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("other_story", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_story_changes_story", "story_changes", ["story"])
    op.create_table(
        "actor_keys",
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name="fk_actor_keys_actor_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("actor_id", "key"),
    )
    op.create_index("ix_actor_keys_key", "actor_keys", ["key"])
    op.create_table(
        "background",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    _make_questions()


def _make_ties() -> None:
    op.create_table(
        "tie_reports",
        sa.Column("tie_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["tie_id"], ["ties.id"], name="fk_tie_reports_tie_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_tie_reports_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("tie_id", "report_id"),
    )
    connection = op.get_bind()
    rows = sa.table("tie_reports", sa.column("tie_id"), sa.column("report_id"))
    for number, reports in connection.execute(sa.text("SELECT id, reports FROM ties")).all():
        several = [{"tie_id": number, "report_id": r} for r in dict.fromkeys(json.loads(reports))]
        connection.execute(sa.insert(rows), several)
    op.drop_column(
        "ties", "reports"
    )  # SQLite knows this since 3.35; a batch would drop the table, and what refers to it
    op.create_index("ix_tie_reports_report_id", "tie_reports", ["report_id"])
    op.create_index("ix_ties_kind_reason", "ties", ["kind", "reason"])


def _make_questions() -> None:
    there = sa.inspect(op.get_bind()).get_table_names()
    if "questions" not in there:
        op.create_table(
            "questions",
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("kind", sa.Text(), nullable=False),
            sa.Column("words", sa.Text(), nullable=False),
            sa.Column("target", sa.Text(), nullable=False),
            sa.Column("asked_at", sa.Text(), nullable=False),
            sa.Column("removed_at", sa.Text(), nullable=True),
            sa.PrimaryKeyConstraint("id"),
        )
    if "alerts" not in there:
        op.create_table(
            "alerts",
            sa.Column("question_id", sa.Integer(), nullable=False),
            sa.Column("key", sa.Text(), nullable=False),
            sa.Column("found_at", sa.Text(), nullable=False),
            sa.Column("content", sa.Text(), nullable=False),
            sa.Column("delivered_at", sa.Text(), nullable=True),
            sa.PrimaryKeyConstraint("question_id", "key"),
        )
