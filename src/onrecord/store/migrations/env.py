"""What alembic runs: the migrations, within the transaction of the connection it is given."""

from alembic import context

from onrecord.store import questions, schema_feeds, schema_stories  # noqa: F401 - they fill the metadata
from onrecord.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=connection.dialect.name == "sqlite")
context.run_migrations()
