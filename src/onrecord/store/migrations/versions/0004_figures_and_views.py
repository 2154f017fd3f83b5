"""Figures of stories as rows, and views that say in words what the tables hold by id: for people with Datasette, DuckDB or psql.

The figures of stories that are there come in with the next settle, which is a whole one.
"""

import sqlalchemy as sa
from alembic import op

from onrecord.store.views import VIEWS

revision = "0004"
down_revision = "0003"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table(
        "figures",
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("independent", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_figures_story_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story_id", "n"),
    )
    op.create_table(
        "figure_accounts",
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("figure", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("comparator", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=True),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_figure_accounts_story_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_figure_accounts_report_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["story_id", "figure"],
            ["figures.story_id", "figures.n"],
            name="fk_figure_accounts_story_id_figure",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("story_id", "figure", "n"),
    )
    op.create_index("ix_figure_accounts_report_id", "figure_accounts", ["report_id"])
    op.execute("UPDATE stories SET fingerprint = ''")
    op.execute("DELETE FROM settings WHERE key = 'settled by'")
    for name, query in VIEWS.items():
        if name != "who_tells_what":  # made by 0005, which adds a column that it shows
            op.execute(f"CREATE VIEW {name} AS {query}")
