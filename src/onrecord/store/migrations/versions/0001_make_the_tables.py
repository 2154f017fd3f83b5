"""Make the tables, and the index of all words of the reports."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = depends_on = None


_WORDS_SQLITE = (
    """CREATE VIRTUAL TABLE report_words USING fts5(
    title, text, content='reports', content_rowid='rowid', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER reports_words_in AFTER INSERT ON reports BEGIN
    INSERT INTO report_words(rowid, title, text) VALUES (new.rowid, new.title, new.text); END""",
    """CREATE TRIGGER reports_words_out AFTER DELETE ON reports BEGIN
    INSERT INTO report_words(report_words, rowid, title, text) VALUES ('delete', old.rowid, old.title, old.text); END""",
    """CREATE TRIGGER reports_words_changed AFTER UPDATE OF title, text ON reports BEGIN
    INSERT INTO report_words(report_words, rowid, title, text) VALUES ('delete', old.rowid, old.title, old.text);
    INSERT INTO report_words(rowid, title, text) VALUES (new.rowid, new.title, new.text); END""",
)
_WORDS_POSTGRESQL = (
    """ALTER TABLE reports ADD COLUMN words tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('english', coalesce(title, '')), 'A') || setweight(to_tsvector('english', text), 'B')) STORED""",
    "CREATE INDEX ix_reports_words ON reports USING gin (words)",
)


def upgrade() -> None:
    op.create_table(
        "actors",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("report_count", sa.Integer(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("actors", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actors_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_actors_report_count"), ["report_count"], unique=False)

    op.create_table(
        "analyses",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "copies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("original", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("against", sa.Text(), nullable=False),
        sa.Column("reports", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("a", sa.Text(), nullable=False),
        sa.Column("b", sa.Text(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("judgements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_judgements_kind_a"), ["kind", "a"], unique=False)
        batch_op.create_index(batch_op.f("ix_judgements_kind_b"), ["kind", "b"], unique=False)

    op.create_table(
        "reports",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("provider", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("published_from", sa.Text(), nullable=True),
        sa.Column("published_to", sa.Text(), nullable=True),
        sa.Column("updated", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raw_sha256", sa.Text(), nullable=True),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reports_outlet_published_from"), ["outlet", "published_from"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_reports_published_from"), ["published_from"], unique=False)
        batch_op.create_index(batch_op.f("ix_reports_raw_sha256"), ["raw_sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_reports_text_sha256"), ["text_sha256"], unique=False)

    op.create_table(
        "settings",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "stories",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("independent", sa.Integer(), nullable=False),
        sa.Column("report_count", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Text(), nullable=True),
        sa.Column("last_day", sa.Text(), nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    with op.batch_alter_table("stories", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stories_last_day"), ["last_day"], unique=False)
        batch_op.create_index(batch_op.f("ix_stories_report_count"), ["report_count"], unique=False)

    op.create_table(
        "ties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reports", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "actor_members",
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actors.id"], name=op.f("fk_actor_members_actor_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_actor_members_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", "entity_id"),
    )
    with op.batch_alter_table("actor_members", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_actor_members_actor_id_report_id"), ["actor_id", "report_id"], unique=False
        )

    op.create_table(
        "annotation_files",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("analysis_id", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["analysis_id"], ["analyses.id"], name=op.f("fk_annotation_files_analysis_id")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_annotation_files_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", "analysis_id"),
    )
    op.create_table(
        "claims",
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("alignment", sa.Text(), nullable=False),
        sa.Column("independent", sa.Integer(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("hypothetical", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_claims_story_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story_id", "id"),
    )
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claims_alignment_story_id"), ["alignment", "story_id"], unique=False)

    op.create_table(
        "copy_reports",
        sa.Column("copy_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["copy_id"], ["copies.id"], name=op.f("fk_copy_reports_copy_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_copy_reports_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("copy_id", "report_id"),
    )
    with op.batch_alter_table("copy_reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copy_reports_report_id"), ["report_id"], unique=False)

    op.create_table(
        "copy_spans",
        sa.Column("copy_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["copy_id"], ["copies.id"], name=op.f("fk_copy_spans_copy_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_copy_spans_report_id"), ondelete="CASCADE"
        ),
    )
    with op.batch_alter_table("copy_spans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copy_spans_copy_id"), ["copy_id"], unique=False)

    op.create_table(
        "dossiers",
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_dossiers_story_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story_id"),
    )
    op.create_table(
        "entities",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_entities_report_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "id"),
    )
    with op.batch_alter_table("entities", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entities_name"), ["name"], unique=False)

    op.create_table(
        "events",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("quotation_id", sa.Text(), nullable=True),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_events_report_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "id"),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_type_report_id"), ["type", "report_id"], unique=False)

    op.create_table(
        "parts",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("repeats_start", sa.Integer(), nullable=True),
        sa.Column("repeats_end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_parts_report_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "n"),
    )
    op.create_table(
        "problems",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_problems_report_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("problems", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_problems_report_id"), ["report_id"], unique=False)

    op.create_table(
        "quantities",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("comparator", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("item_class", sa.Text(), nullable=True),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_quantities_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", "id"),
    )
    op.create_table(
        "quotations",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("class", sa.Text(), nullable=False),
        sa.Column("negated", sa.Boolean(), nullable=False),
        sa.Column("cue_tone", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_quotations_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", "id"),
    )
    op.create_table(
        "report_analyses",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("analysis_id", sa.Text(), nullable=False),
        sa.Column("finished_at", sa.Text(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["analysis_id"], ["analyses.id"], name=op.f("fk_report_analyses_analysis_id")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_report_analyses_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", "analysis_id"),
    )
    op.create_table(
        "story_accounts",
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.id"], name=op.f("fk_story_accounts_story_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("story_id", "account"),
    )
    op.create_table(
        "story_reports",
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_story_reports_report_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.id"], name=op.f("fk_story_reports_story_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id"),
    )
    with op.batch_alter_table("story_reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_story_reports_story_id_account"), ["story_id", "account"], unique=False)

    op.create_table(
        "timexes",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("mod", sa.Text(), nullable=True),
        sa.Column("edtf", sa.Text(), nullable=True),
        sa.Column("earliest", sa.Text(), nullable=True),
        sa.Column("latest", sa.Text(), nullable=True),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_timexes_report_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "id"),
    )
    op.create_table(
        "claim_accounts",
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("quotation_id", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_claim_accounts_report_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["story_id", "claim_id"],
            ["claims.story_id", "claims.id"],
            name=op.f("fk_claim_accounts_story_id_claim_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["stories.id"], name=op.f("fk_claim_accounts_story_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("story_id", "claim_id", "n"),
    )
    with op.batch_alter_table("claim_accounts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_accounts_outlet"), ["outlet"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_accounts_report_id"), ["report_id"], unique=False)

    op.create_table(
        "conflicts",
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("with_claim", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["story_id", "claim_id"],
            ["claims.story_id", "claims.id"],
            name=op.f("fk_conflicts_story_id_claim_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_conflicts_story_id"), ondelete="CASCADE"),
    )
    with op.batch_alter_table("conflicts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conflicts_story_id_claim_id"), ["story_id", "claim_id"], unique=False)

    op.create_table(
        "event_participants",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id", "event_id"],
            ["events.report_id", "events.id"],
            name=op.f("fk_event_participants_report_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_event_participants_report_id"), ondelete="CASCADE"
        ),
    )
    with op.batch_alter_table("event_participants", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_event_participants_report_id_entity_id"), ["report_id", "entity_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_event_participants_report_id_event_id"), ["report_id", "event_id"], unique=False
        )

    op.create_table(
        "mentions",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id", "entity_id"],
            ["entities.report_id", "entities.id"],
            name=op.f("fk_mentions_report_id_entity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_mentions_report_id"), ondelete="CASCADE"),
    )
    with op.batch_alter_table("mentions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mentions_report_id_entity_id"), ["report_id", "entity_id"], unique=False)

    op.create_table(
        "quotation_spans",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("quotation_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id", "quotation_id"],
            ["quotations.report_id", "quotations.id"],
            name=op.f("fk_quotation_spans_report_id_quotation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_quotation_spans_report_id"), ondelete="CASCADE"
        ),
    )
    with op.batch_alter_table("quotation_spans", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_quotation_spans_report_id_quotation_id"), ["report_id", "quotation_id"], unique=False
        )

    op.create_table(
        "quotation_speakers",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("quotation_id", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id", "quotation_id"],
            ["quotations.report_id", "quotations.id"],
            name=op.f("fk_quotation_speakers_report_id_quotation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_quotation_speakers_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", "quotation_id", "entity_id"),
    )
    with op.batch_alter_table("quotation_speakers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_quotation_speakers_report_id_entity_id"), ["report_id", "entity_id"], unique=False
        )
    for statement in _WORDS_SQLITE if op.get_bind().dialect.name == "sqlite" else _WORDS_POSTGRESQL:
        op.execute(statement)
