"""Keep what is known of watched feeds."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.Text()),
        sa.Column("answered_at", sa.Text()),
        sa.Column("next_at", sa.Text()),
        sa.Column("failures", sa.Integer(), nullable=False),
    )
    op.create_table(
        "feed_items",
        sa.Column("feed_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("page_id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.Text()),
        sa.Column("report_id", sa.Text()),
        sa.Column("archive_file", sa.Text()),
        sa.Column("entry", sa.Text()),
        sa.Column("found_at", sa.Text(), nullable=False),
        sa.Column("done_at", sa.Text()),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name=op.f("fk_feed_items_feed_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_feed_items_report_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("feed_id", "id"),
    )
    op.create_index(op.f("ix_feed_items_state_next_at"), "feed_items", ["state", "next_at"])
    op.create_index(op.f("ix_feed_items_page_id"), "feed_items", ["page_id"])
    op.create_index(op.f("ix_feed_items_report_id"), "feed_items", ["report_id"])
    op.create_table(
        "feed_problems",
        sa.Column("feed_id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.Text(), nullable=False),
        sa.Column("last_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name=op.f("fk_feed_problems_feed_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("feed_id", "item_id", "message"),
    )
