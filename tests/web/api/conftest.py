"""A served record of the example reports."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi")
from starlette.testclient import TestClient

from onrecord.desk.adding import add_reports
from onrecord.examples import example_paths
from onrecord.model import Context
from onrecord.reading.inputs import read_reports
from onrecord.store.loading import load_reports
from onrecord.store.opening import open_store
from onrecord.web.app import make_app
from onrecord.web.settings import Settings, User, hash_token, new_token

READER, EDITOR = new_token(), new_token()
USERS = (User("Ada", "reader", hash_token(READER)), User("Ed", "editor", hash_token(EDITOR)))

Visit = Callable[..., TestClient]


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("api") / "record.db"
    with open_store(str(path), create=True) as store, example_paths() as paths:
        add_reports(store, read_reports(paths), Context())
    return path


@pytest.fixture(scope="session")
def texts(record: Path) -> dict[str, str]:
    with open_store(str(record)) as store, store.reading() as connection:
        return {r.id: r.text for r in load_reports(connection)}


@pytest.fixture(scope="session")
def open_client(record: Path) -> Iterator[TestClient]:
    with TestClient(make_app(Settings(store=str(record))), base_url="http://localhost:8321") as client:
        yield client


@pytest.fixture
def closed_client(record: Path) -> Iterator[TestClient]:
    settings = Settings(store=str(record), host="0.0.0.0", names=("record.example",), users=USERS)
    with TestClient(make_app(settings), base_url="http://record.example") as client:
        yield client
