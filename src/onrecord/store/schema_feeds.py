"""The tables of watched feeds: how each was last asked, what became of each item, and what went wrong."""

from sqlalchemy import Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table, Text

from onrecord.store.schema import metadata

feeds = Table(
    "feeds",
    metadata,
    Column("id", Text, primary_key=True),  # of its address, which may hold secrets
    Column("url", Text, nullable=False),  # without secrets
    Column("title", Text),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("asked_at", Text),
    Column("answered_at", Text),
    Column("next_at", Text),  # null: at once
    Column("failures", Integer, nullable=False),  # in a row
)

feed_items = Table(
    "feed_items",
    metadata,
    Column("feed_id", Text, ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
    Column("id", Text, nullable=False),  # of what the feed calls it
    Column("page_id", Text, nullable=False),  # of the address of its page: two feeds may list one page
    Column("url", Text),  # while it waits as the feed has it, then without secrets
    Column("title", Text),
    Column(
        "state", Text, nullable=False
    ),  # "waiting", "kept", "listed" (another feed's item leads to the page), "failed"
    Column("attempts", Integer, nullable=False),
    Column("next_at", Text),
    Column("report_id", Text, ForeignKey("reports.id", ondelete="SET NULL")),
    Column("archive_file", Text),  # the raw copy, within the archive's folder
    Column("entry", Text),  # JSON, while it waits: what the feed says of it
    Column("found_at", Text, nullable=False),
    Column("done_at", Text),
    PrimaryKeyConstraint("feed_id", "id"),
    Index(None, "state", "next_at"),
    Index(None, "page_id"),
    Index(None, "report_id"),
)

feed_problems = Table(
    "feed_problems",
    metadata,
    Column("feed_id", Text, ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
    Column("item_id", Text, nullable=False),  # "": of the feed itself
    Column("stage", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("times", Integer, nullable=False),
    Column("first_at", Text, nullable=False),
    Column("last_at", Text, nullable=False),
    PrimaryKeyConstraint("feed_id", "item_id", "message"),
)
