"""What was measured in all reports, as numbers: kept compressed, read whole."""

import zlib

from sqlalchemy import Connection, delete, insert, select

from onrecord.store.schema_stories import background


def save_background(connection: Connection, parts: dict[str, bytes]) -> None:
    """Keep what was measured, in place of what was before."""
    connection.execute(delete(background))
    for name, content in sorted(parts.items()):
        connection.execute(insert(background).values(name=name, content=zlib.compress(content, 6)))


def load_background(connection: Connection) -> dict[str, bytes]:
    """What was measured; empty where nothing was."""
    rows = connection.execute(select(background.c.name, background.c.content))
    return {row.name: zlib.decompress(row.content) for row in rows}
