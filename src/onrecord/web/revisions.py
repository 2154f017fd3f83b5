"""When the record has changed, and where uploads wait."""

import tempfile
from hashlib import sha256
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from onrecord.store import schema as t
from onrecord.store import schema_stories as st
from onrecord.store.opening import Store
from onrecord.web.settings import Settings


def revision_of(store: Store) -> str:
    """A word that changes when a settle has changed what the record says; reports that are on their way in do not change it."""
    s = st.stories.c
    with store.reading() as connection:
        row = connection.execute(select(func.count(), func.sum(s.revision), func.max(s.number))).one()
        settled = connection.execute(
            select(t.settings.c.key, t.settings.c.value).order_by(t.settings.c.key).limit(50)
        ).all()
    return repr((tuple(row), [tuple(x) for x in settled]))


def uploads_folder(settings: Settings) -> Path:
    """Where uploads wait: the folder given, else beside the store's file, else among the system's temporary files."""
    if settings.uploads:
        return Path(settings.uploads)
    if "://" not in settings.store:
        return Path(f"{settings.store}-uploads")
    url = make_url(settings.store)
    if url.drivername.startswith("sqlite") and url.database:
        return Path(f"{url.database}-uploads")
    return Path(tempfile.gettempdir()) / f"onrecord-uploads-{sha256(settings.store.encode()).hexdigest()[:12]}"
