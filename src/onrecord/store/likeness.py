"""Where to look for what is like a sentence: the reports that hold most of its words."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, func, literal_column, select, tuple_

from onrecord.store import schema as t
from onrecord.store import schema_stories as st
from onrecord.store.searching import _MATCH


def find_alike(connection: Connection, words: Sequence[str], limit: int) -> list[str]:
    """Ids of the reports that hold any of some words, those first that hold most and rarest.

    Args:
        connection: of a reading transaction.
        words: single words; what is no letter or digit in them is passed over.
        limit: reports at most.
    """
    plain = [w for word in words for w in re.findall(r"\w+", word)][:32]
    if not plain:
        return []
    if connection.dialect.name == "sqlite":
        wanted = " OR ".join(f'"{w}"' for w in plain)
        chosen = (
            select(t.reports.c.id)
            .join(_MATCH, _MATCH.c.rowid == literal_column("reports.rowid"))
            .where(literal_column("report_words").op("MATCH")(wanted))
            .order_by(_MATCH.c.rank, t.reports.c.id)
        )
    else:
        query = func.to_tsquery("english", " | ".join(f"'{w}'" for w in plain))
        held: Any = literal_column("reports.words")
        rank = func.ts_rank(held, query)
        chosen = select(t.reports.c.id).where(held.op("@@")(query)).order_by(rank.desc(), t.reports.c.id)
    return list(connection.scalars(chosen.limit(limit)))


def find_holders(connection: Connection, word: str, limit: int) -> list[str]:
    """Ids of reports that hold a word, those first that were added last.

    Args:
        connection: of a reading transaction.
        word: as printed.
        limit: reports at most.
    """
    if connection.dialect.name == "sqlite":
        wanted = '"' + word.replace('"', '""') + '"'
        hits = (
            select(_MATCH.c.rowid)
            .where(literal_column("report_words").op("MATCH")(wanted))
            .order_by(_MATCH.c.rowid.desc())
            .limit(limit)
            .subquery()
        )
        chosen = select(t.reports.c.id).join(hits, hits.c.rowid == literal_column("reports.rowid"))
        return list(connection.scalars(chosen.order_by(literal_column("reports.rowid").desc())))
    held: Any = literal_column("reports.words")
    chosen = select(t.reports.c.id).where(held.op("@@")(func.plainto_tsquery("english", word)))
    return list(connection.scalars(chosen.order_by(t.reports.c.added_at.desc(), t.reports.c.id).limit(limit)))


def load_claims(connection: Connection, keys: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Claims by (story, claim) with their accounts, in the order asked for; those that the store does not hold are absent."""
    if not keys:
        return []
    c, a = st.claims.c, st.claim_accounts.c
    told: dict[tuple[str, str], list[dict[str, Any]]] = {}
    accounts = select(st.claim_accounts).where(tuple_(a.story_id, a.claim_id).in_(keys))
    for row in connection.execute(accounts.order_by(a.story_id, a.claim_id, a.n)).mappings():
        telling = {**row, "chain": msgspec.json.decode(row["chain"])}
        told.setdefault((row["story_id"], row["claim_id"]), []).append(telling)
    rows = connection.execute(select(st.claims).where(tuple_(c.story_id, c.id).in_(keys))).mappings()
    found = {(row["story_id"], row["id"]): dict(row) for row in rows}
    return [{**found[key], "accounts": told.get(key, [])} for key in keys if key in found]
