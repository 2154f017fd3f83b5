"""The queries of the page about the store run as printed, on either database, and find something."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from onrecord.desk.adding import add_reports
from onrecord.desk.copying import copy_store
from onrecord.examples import example_paths
from onrecord.model import Context
from onrecord.reading.inputs import read_reports
from onrecord.store import questions, schema_feeds, schema_stories  # noqa: F401 - fill the metadata
from onrecord.store.opening import Store, open_store
from onrecord.store.schema import metadata
from onrecord.store.views import VIEWS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "store.md").read_text(encoding="utf-8")
SQL = re.findall(r"```sql\n(.*?);\n```", PAGE, re.DOTALL)
SQLITE = re.findall(r"```sqlite\n(.*?);\n```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("store") / "record.db"
    with open_store(str(path), create=True) as store, example_paths() as paths:
        add_reports(store, [r for r in read_reports(paths) if "dam" in r.id], Context())
        yield store


def rows(store: Store, query: str) -> int:
    with store.reading() as connection:
        return len(connection.execute(text(query)).all())


@pytest.mark.parametrize("query", [*SQL, *SQLITE])
def test_queries_find_something(filled: Store, query: str) -> None:
    assert rows(filled, query)


def test_queries_find_the_same_in_postgresql(filled: Store, postgres) -> None:  # type: ignore[no-untyped-def]
    with open_store(postgres.create(), create=True) as other:
        copy_store(filled, other)
        for query in SQL:
            if "LIKE" not in query:  # which tells capitals apart in PostgreSQL
                assert rows(other, query) == rows(filled, query)
            else:
                assert rows(other, query) <= rows(filled, query)


def test_every_table_and_view_is_on_the_page() -> None:
    for name in [*(t.name for t in metadata.sorted_tables), *VIEWS]:
        assert f"`{name}`" in PAGE, name
