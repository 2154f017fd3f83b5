"""The tables: one schema for SQLite and PostgreSQL, plain enough to be read in Datasette.

Findings stand beside the text (standoff): each row names a report and a half-open span of code points in `reports.text`. Only the current
analysis of a report has rows; every analysis stays whole in `annotation_files`. docs/store.md describes each table.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "fk": "fk_%(table_name)s_%(column_0_N_name)s"}
)


def _report() -> Column[str]:
    return Column("report_id", Text, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False)


def _span() -> tuple[Column[int], Column[int]]:
    return Column("start", Integer, nullable=False), Column("end", Integer, nullable=False)


settings = Table("settings", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("outlet", Text),
    Column("publisher", Text),
    Column("provider", Text),
    Column("url", Text),
    Column("title", Text),
    Column("published", Text),  # EDTF
    Column("published_from", Text),  # ISO day; null where nothing says it
    Column("published_to", Text),
    Column("updated", Text),
    Column("language", Text),
    Column("text", Text, nullable=False),
    Column("raw_sha256", Text),
    Column("text_sha256", Text, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("record", Text, nullable=False),  # JSON: the report without its text, as it was read
    Index(None, "outlet", "published_from"),
    Index(None, "published_from"),
    Index(None, "text_sha256"),
    Index(None, "raw_sha256"),
)

parts = Table(
    "parts",
    metadata,
    _report(),
    Column("n", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    *_span(),
    Column("repeats_start", Integer),
    Column("repeats_end", Integer),
    PrimaryKeyConstraint("report_id", "n"),
)

analyses = Table(
    "analyses",
    metadata,
    Column("id", Text, primary_key=True),  # of onrecord's version, the parser and what settings change a result
    Column("made_by", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("settings", Text, nullable=False),
    Column("started_at", Text, nullable=False),
)

report_analyses = Table(  # the ledger: a report without a row of the wanted analysis is still to do
    "report_analyses",
    metadata,
    _report(),
    Column("analysis_id", Text, ForeignKey("analyses.id"), nullable=False),
    Column("finished_at", Text, nullable=False),
    Column("is_current", Boolean, nullable=False),
    PrimaryKeyConstraint("report_id", "analysis_id"),
)

annotation_files = Table(  # a whole Annotations record: JSON, compressed by zlib
    "annotation_files",
    metadata,
    _report(),
    Column("analysis_id", Text, ForeignKey("analyses.id"), nullable=False),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("report_id", "analysis_id"),
)

entities = Table(
    "entities",
    metadata,
    _report(),
    Column("id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    PrimaryKeyConstraint("report_id", "id"),
    Index(None, "name"),
)

mentions = Table(
    "mentions",
    metadata,
    _report(),
    Column("entity_id", Text, nullable=False),
    *_span(),
    Column("form", Text, nullable=False),
    Column("part", Text, nullable=False),
    ForeignKeyConstraint(["report_id", "entity_id"], ["entities.report_id", "entities.id"], ondelete="CASCADE"),
    Index(None, "report_id", "entity_id"),
)

quotations = Table(
    "quotations",
    metadata,
    _report(),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("class", Text, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("cue_tone", Text, nullable=False),
    Column("parent", Text),
    *_span(),  # from the first to the last character of the content
    Column("content", Text, nullable=False),  # as printed; stretches joined by " … "
    Column("cue", Text, nullable=False),
    Column("speaker", Text, nullable=False),
    PrimaryKeyConstraint("report_id", "id"),
)

quotation_spans = Table(
    "quotation_spans",
    metadata,
    _report(),
    Column("quotation_id", Text, nullable=False),
    Column("role", Text, nullable=False),  # content, cue, speaker
    *_span(),
    ForeignKeyConstraint(["report_id", "quotation_id"], ["quotations.report_id", "quotations.id"], ondelete="CASCADE"),
    Index(None, "report_id", "quotation_id"),
)

quotation_speakers = Table(
    "quotation_speakers",
    metadata,
    _report(),
    Column("quotation_id", Text, nullable=False),
    Column("entity_id", Text, nullable=False),
    PrimaryKeyConstraint("report_id", "quotation_id", "entity_id"),
    ForeignKeyConstraint(["report_id", "quotation_id"], ["quotations.report_id", "quotations.id"], ondelete="CASCADE"),
    Index(None, "report_id", "entity_id"),
)

events = Table(
    "events",
    metadata,
    _report(),
    Column("id", Text, nullable=False),
    *_span(),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("date", Text),
    Column("place", Text),
    Column("quotation_id", Text),
    Column("exact", Text, nullable=False),
    PrimaryKeyConstraint("report_id", "id"),
    Index(None, "type", "report_id"),
)

event_participants = Table(
    "event_participants",
    metadata,
    _report(),
    Column("event_id", Text, nullable=False),
    Column("role", Text, nullable=False),  # actor, recipient
    Column("entity_id", Text),
    *_span(),
    ForeignKeyConstraint(["report_id", "event_id"], ["events.report_id", "events.id"], ondelete="CASCADE"),
    Index(None, "report_id", "event_id"),
    Index(None, "report_id", "entity_id"),
)

timexes = Table(
    "timexes",
    metadata,
    _report(),
    Column("id", Text, nullable=False),
    *_span(),
    Column("type", Text, nullable=False),
    Column("value", Text),
    Column("mod", Text),
    Column("edtf", Text),
    Column("earliest", Text),
    Column("latest", Text),
    Column("anchor", Text, nullable=False),
    PrimaryKeyConstraint("report_id", "id"),
)

quantities = Table(
    "quantities",
    metadata,
    _report(),
    Column("id", Text, nullable=False),
    *_span(),
    Column("value", Float),
    Column("low", Float),
    Column("high", Float),
    Column("comparator", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("unit", Text),
    Column("item_class", Text),
    Column("about", Text),
    Column("exact", Text, nullable=False),
    PrimaryKeyConstraint("report_id", "id"),
)

problems = Table(
    "problems",
    metadata,
    Column("id", Integer, primary_key=True),
    _report(),
    Column("stage", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Index(None, "report_id"),
)
