"""The tables of what many reports say together, of people's corrections, and of the work itself."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from onrecord.store.schema import metadata


def _story(**more: bool) -> Column[str]:
    return Column("story_id", Text, ForeignKey("stories.id", ondelete="CASCADE"), nullable=False, **more)  # type: ignore[arg-type]


def _report() -> Column[str]:
    return Column("report_id", Text, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False)


stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),  # of the id "s17": 17
    Column("title", Text, nullable=False),
    Column("independent", Integer, nullable=False),
    Column("report_count", Integer, nullable=False),
    Column("first_day", Text),
    Column("last_day", Text),
    Column("fingerprint", Text, nullable=False),  # of all that its dossier is made from
    Column("revision", Integer, nullable=False),
    Index(None, "report_count"),
    Index(None, "last_day"),
)

story_reports = Table(
    "story_reports",
    metadata,
    _story(),
    Column("report_id", Text, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),  # one story a report
    Column("account", Integer, nullable=False),
    Column("analysis_id", Text),  # whose findings the story's dossier holds; null where the report was not analysed
    Index(None, "story_id", "account"),
)

story_accounts = Table(
    "story_accounts",
    metadata,
    _story(),
    Column("account", Integer, nullable=False),
    Column("reasons", Text, nullable=False),  # JSON list of sentences
    PrimaryKeyConstraint("story_id", "account"),
)

copies = Table(
    "copies",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("original", Text),
    Column("basis", Text, nullable=False),  # JSON list of sentences
)

copy_reports = Table(
    "copy_reports",
    metadata,
    Column("copy_id", Integer, ForeignKey("copies.id", ondelete="CASCADE"), nullable=False),
    _report(),
    PrimaryKeyConstraint("copy_id", "report_id"),
    Index(None, "report_id"),
)

copy_spans = Table(
    "copy_spans",
    metadata,
    Column("copy_id", Integer, ForeignKey("copies.id", ondelete="CASCADE"), nullable=False),
    _report(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Index(None, "copy_id"),
)

ties = Table(
    "ties",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Index(None, "kind", "reason"),
)

tie_reports = Table(
    "tie_reports",
    metadata,
    Column("tie_id", Integer, ForeignKey("ties.id", ondelete="CASCADE"), nullable=False),
    _report(),
    PrimaryKeyConstraint("tie_id", "report_id"),
    Index(None, "report_id"),
)

story_changes = Table(  # stories that became one, or several: what a settle made of what was known
    "story_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("settled_at", Text, nullable=False),
    Column("kind", Text, nullable=False),  # merged: `other_story` became part of `story`; split: it left `story`
    Column("story", Text, nullable=False),
    Column("other_story", Text, nullable=False),
    Column("report", Text, nullable=False),  # a report that moved
    Column("reasons", Text, nullable=False),  # JSON list of sentences
    Index(None, "story"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("a", Text, nullable=False),
    Column("b", Text, nullable=False),
    Column("same", Boolean),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),  # JSON list of sentences
    Index(None, "kind", "a"),
    Index(None, "kind", "b"),
)

actors = Table(
    "actors",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text),
    Column("report_count", Integer, nullable=False),
    Column("aliases", Text, nullable=False),  # JSON list
    Column(
        "record", Text, nullable=False
    ),  # JSON: the DossierEntity without mentions, members and judgements, which have rows
    Index(None, "name"),
    Index(None, "report_count"),
)

actor_keys = Table(  # under which new names look for actors (crossreport/entity_keys.py)
    "actor_keys",
    metadata,
    Column("actor_id", Text, ForeignKey("actors.id", ondelete="CASCADE"), nullable=False),
    Column("key", Text, nullable=False),
    PrimaryKeyConstraint("actor_id", "key"),
    Index(None, "key"),
)

background = Table(  # what was measured in all reports and is needed to place new ones: compressed numbers
    "background",
    metadata,
    Column("name", Text, primary_key=True),  # words, pairs, furniture
    Column("content", LargeBinary, nullable=False),
)

actor_members = Table(
    "actor_members",
    metadata,
    Column("actor_id", Text, ForeignKey("actors.id", ondelete="CASCADE"), nullable=False),
    _report(),
    Column("entity_id", Text, nullable=False),
    PrimaryKeyConstraint("report_id", "entity_id"),
    Index(None, "actor_id", "report_id"),
)

claims = Table(
    "claims",
    metadata,
    _story(),
    Column("id", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("alignment", Text, nullable=False),
    Column("independent", Integer, nullable=False),
    Column("sure", Integer),  # of these, those not only probably told alike; null: all
    Column("about", Text, nullable=False),
    Column("hypothetical", Boolean, nullable=False),
    Column("rank", Float, nullable=False),
    PrimaryKeyConstraint("story_id", "id"),
    Index(None, "alignment", "story_id"),
)

claim_accounts = Table(
    "claim_accounts",
    metadata,
    _story(),
    Column("claim_id", Text, nullable=False),
    Column("n", Integer, nullable=False),
    _report(),
    Column("outlet", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("chain", Text, nullable=False),  # JSON list
    Column("quotation_id", Text),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    PrimaryKeyConstraint("story_id", "claim_id", "n"),
    ForeignKeyConstraint(["story_id", "claim_id"], ["claims.story_id", "claims.id"], ondelete="CASCADE"),
    Index(None, "report_id"),
    Index(None, "outlet"),
)

conflicts = Table(
    "conflicts",
    metadata,
    _story(),
    Column("claim_id", Text, nullable=False),
    Column("with_claim", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("reasons", Text, nullable=False),
    ForeignKeyConstraint(["story_id", "claim_id"], ["claims.story_id", "claims.id"], ondelete="CASCADE"),
    Index(None, "story_id", "claim_id"),
)

figures = Table(
    "figures",
    metadata,
    _story(),
    Column("n", Integer, nullable=False),
    Column("item", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("unit", Text),
    Column("low", Float),  # the interval that all accounts allow; both null where they cannot all be right
    Column("high", Float),
    Column("disputed", Boolean, nullable=False),
    Column("independent", Integer, nullable=False),
    PrimaryKeyConstraint("story_id", "n"),
)

figure_accounts = Table(
    "figure_accounts",
    metadata,
    _story(),
    Column("figure", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    _report(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("low", Float),
    Column("high", Float),
    Column("comparator", Text, nullable=False),
    Column("as_of", Text),  # EDTF
    Column("exact", Text, nullable=False),
    PrimaryKeyConstraint("story_id", "figure", "n"),
    ForeignKeyConstraint(["story_id", "figure"], ["figures.story_id", "figures.n"], ondelete="CASCADE"),
    Index(None, "report_id"),
)

dossiers = Table(  # a compiled Dossier: JSON, compressed by zlib
    "dossiers",
    metadata,
    Column("story_id", Text, ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column(
        "subject", Text, nullable=False
    ),  # JSON: [[report id, start, end], ...]; what each means stands in model/corrections.py
    Column("against", Text, nullable=False),  # JSON, likewise
    Column("reports", Text, nullable=False),  # JSON: [report id, ...]
    Column("note", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("undone_by", Text),
    Column("undone_at", Text),
)
