"""What all reports of a store say together: stories, actors, dossiers. What is new is placed among what is known; all is settled anew where
nothing is known yet, where what is known was made otherwise, and each time a store has doubled."""

from collections.abc import Callable, Sequence

import msgspec
from sqlalchemy import Connection, func, select

from onrecord.desk.backgrounds import unpack_background
from onrecord.desk.settling_all import Settled, settle_all
from onrecord.desk.settling_new import News, settle_new
from onrecord.model import Context, KnownEntity
from onrecord.store import schema as t
from onrecord.store.background_saving import load_background
from onrecord.store.corrections import KeptCorrection, load_corrections
from onrecord.store.opening import Store
from onrecord.store.schema_stories import stories, story_reports
from onrecord.store.story_saving import load_setting
from onrecord.version import __version__

Progress = Callable[[str, int, int], None]

__all__ = ["Settled", "settle"]

_MOSTLY = 0.5  # share of new reports from which all are settled


def settle(store: Store, context: Context, progress: Progress | None = None, *, whole: bool = False) -> Settled:
    """Bring the stories, actors and dossiers of a store up to date, in one transaction.

    New reports join the stories and actors known; only the stories they touch are compiled. What people corrected or took back since is
    applied likewise.

    Args:
        store: open; reports without annotations are grouped, but say nothing yet.
        context: settings and the user's knowledge.
        progress: called with what is done, how many are done, and how many there are.
        whole: group and resolve all reports anew.

    The user's entities and publisher families are kept in the store: a settle that is given none uses those of the last that was.
    """
    with store.alone():
        with store.reading() as connection:
            context, families, changed = _remembered(connection, context)
            kept = load_corrections(connection, undone=True)
            context = msgspec.structs.replace(context, corrections=tuple(k.correction for k in kept if not k.undone_at))
            news = _news(connection, kept)
            background = None
            if not whole and not changed and not _is_much(connection, news):
                background = unpack_background(load_background(connection))
        if background is None:
            return settle_all(store, context, families, kept, progress)
        if news.is_nothing:
            with store.reading() as connection:
                return Settled(connection.scalar(select(func.count()).select_from(stories)) or 0, 0, 0)
        return settle_new(store, context, families, news, background, progress)


def _remembered(connection: Connection, context: Context) -> tuple[Context, dict[str, str], bool]:
    """The context with the user's entities, the user's publisher families, and whether these are others than before."""
    from onrecord.reading.families import load_families

    known, families = context.known, load_families(context.config.publishers)
    before = (load_setting(connection, "known"), load_setting(connection, "families"))
    if not known and before[0]:
        known = msgspec.json.decode(before[0], type=tuple[KnownEntity, ...])
    if not families and before[1]:
        families = msgspec.json.decode(before[1], type=dict[str, str])
    now = (msgspec.json.encode(known).decode(), msgspec.json.encode(families).decode())
    return msgspec.structs.replace(context, known=known), families, now != before


def _news(connection: Connection, kept: Sequence[KeptCorrection]) -> News:
    """What no settle has seen."""
    s, ledger = story_reports.c, t.report_analyses
    both = (ledger.c.report_id == t.reports.c.id) & ledger.c.is_current
    chosen = (
        select(t.reports.c.id, s.story_id, s.analysis_id, ledger.c.analysis_id.label("current"))
        .join(story_reports, s.report_id == t.reports.c.id, isouter=True)
        .join(ledger, both, isouter=True)
        .where(s.story_id.is_(None) | s.analysis_id.is_distinct_from(ledger.c.analysis_id))
        .order_by(t.reports.c.id)
    )
    rows = connection.execute(chosen).all()
    new = tuple(r.id for r in rows if r.story_id is None)
    anew = tuple(r.id for r in rows if r.story_id is not None)
    seen = load_setting(connection, "settled corrections")
    before = frozenset(msgspec.json.decode(seen, type=list[int])) if seen is not None else frozenset[int]()
    holding = {k.id for k in kept if not k.undone_at}
    changed = tuple(k.correction for k in kept if k.id in holding ^ before)
    analysed = {r.id: r.current for r in rows if r.current is not None}
    return News(new, anew, changed, analysed, tuple(sorted(holding)))


def _is_much(connection: Connection, news: News) -> bool:
    """Whether all should be settled: another version did before, most is new, or the store has doubled since."""
    if load_setting(connection, "settled by") != __version__ or load_setting(connection, "settled corrections") is None:
        return True
    number = connection.scalar(select(func.count()).select_from(t.reports)) or 0
    before = int(load_setting(connection, "settled whole") or 0)
    return number >= 2 * before or len(news.new) + len(news.anew) > _MOSTLY * number
