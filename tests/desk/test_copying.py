"""A store goes to the other database and back, and holds the same."""

from pathlib import Path

import pytest
from benchmarks.newsroom import Newsroom
from sqlalchemy import select

from onrecord.desk.asking import ask
from onrecord.desk.copying import copy_store
from onrecord.desk.correcting import correct
from onrecord.desk.settling import settle
from onrecord.model import Context, Correction, OnRecordError
from onrecord.store.opening import Store, open_store
from onrecord.store.schema import metadata

from tests.desk.test_settling import keep


def content(store: Store) -> dict[str, list[str]]:
    with store.reading() as connection:
        return {
            table.name: sorted(
                repr(tuple(bytes(v) if isinstance(v, memoryview) else v for v in row))
                for row in connection.execute(select(table))
            )
            for table in metadata.sorted_tables
        }


def test_a_store_moves_to_another_database_and_back(tmp_path: Path, address: str) -> None:
    room = Newsroom(12, seed=4)
    with (
        open_store(str(tmp_path / "first.db"), create=True) as first,
        open_store(f"{address}", create=True) as second,
        open_store(str(tmp_path / "third.db"), create=True) as third,
    ):
        keep(first, map(room.report, range(12)))
        settle(first, Context())
        correct(first, Correction(kind="same_story", reports=("n000000", "n000001"), made_by="Ada"))
        ask(first, "dispute", "", "atom:a.xml")
        rows = copy_store(first, second)
        assert rows == sum(len(r) for r in content(first).values())
        assert content(second) == content(first)
        copy_store(second, third)
        assert content(third) == content(first)
        assert correct(second, Correction(kind="same_story", reports=("n000002", "n000003"), made_by="Ada")) == 2
        settle(second, Context())
        with pytest.raises(OnRecordError, match="holds reports already"):
            copy_store(first, second)
