"""What the stories of a store count."""

from collections.abc import Iterator

from sqlalchemy import Connection, or_, select

from onrecord.model import Figure, FigureAccount
from onrecord.store.schema_stories import figure_accounts, figures
from onrecord.store.searching import like_pattern, split_words

_FEW = 500


def find_figures(connection: Connection, words: str) -> Iterator[Figure]:
    """Figures whose words hold all that are asked for, in the order of stories; with their accounts, but without chains and reasons."""
    f, a = figures.c, figure_accounts.c
    chosen = select(figures).order_by(f.story_id, f.n)
    for word in split_words(words):
        like = like_pattern(word)
        chosen = chosen.where(or_(f.about.ilike(like, escape="\\"), f.item.ilike(like, escape="\\")))
    rows = connection.execute(chosen).mappings().all()
    told: dict[tuple[str, int], list[FigureAccount]] = {}
    stories = sorted({row["story_id"] for row in rows})
    for at in range(0, len(stories), _FEW):
        some = select(figure_accounts).where(a.story_id.in_(stories[at : at + _FEW]))
        for row in connection.execute(some.order_by(a.story_id, a.figure, a.n)).mappings():
            account = FigureAccount(
                report=row["report_id"],
                start=row["start"],
                end=row["end"],
                low=row["low"],
                high=row["high"],
                as_of=row["as_of"],
                chain=(),
                comparator=row["comparator"],
                exact=row["exact"],
            )
            told.setdefault((row["story_id"], row["figure"]), []).append(account)
    for row in rows:
        agreed = (row["low"], row["high"]) if row["low"] is not None or row["high"] is not None else None
        yield Figure(
            item=row["item"],
            about=row["about"],
            accounts=tuple(told.get((row["story_id"], row["n"]), ())),
            agreed=agreed,
            disputed=row["disputed"],
            unit=row["unit"],
            kind=row["kind"],
            independent=row["independent"],
        )
