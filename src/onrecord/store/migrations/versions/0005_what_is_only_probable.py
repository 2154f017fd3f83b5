"""How many accounts of a claim are surely told alike (decision 118), as a column; taken over from dossiers that are there."""

import json
import zlib

import sqlalchemy as sa
from alembic import op

from onrecord.store.views import VIEWS

revision = "0005"
down_revision = "0004"
branch_labels = depends_on = None


def upgrade() -> None:
    op.add_column("claims", sa.Column("sure", sa.Integer(), nullable=True))
    _take_over()
    op.execute("DROP VIEW IF EXISTS who_tells_what")
    op.execute(f"CREATE VIEW who_tells_what AS {VIEWS['who_tells_what']}")


def _take_over() -> None:
    connection = op.get_bind()
    claims = sa.table("claims", sa.column("story_id"), sa.column("id"), sa.column("sure"))
    for story in connection.execute(sa.text("SELECT story_id FROM dossiers ORDER BY story_id")).scalars().all():
        chosen = sa.text("SELECT content FROM dossiers WHERE story_id = :story").bindparams(story=story)
        dossier = json.loads(zlib.decompress(connection.execute(chosen).scalar_one()))
        for claim in dossier.get("claims", ()):
            if claim.get("sure") is not None:
                here = (claims.c.story_id == story) & (claims.c.id == claim["id"])
                connection.execute(sa.update(claims).where(here).values(sure=claim["sure"]))
