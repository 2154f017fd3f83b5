"""A story's address leads on when the story has become part of another."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert
from starlette.testclient import TestClient

from onrecord.store import schema_stories as st
from onrecord.store.opening import open_store
from onrecord.web.app import make_app
from onrecord.web.settings import Settings


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    address = str(tmp_path / "record.db")
    story = {
        "id": "s1",
        "number": 1,
        "title": "Dam",
        "independent": 1,
        "report_count": 1,
        "fingerprint": "",
        "revision": 1,
    }
    merged = [("s3", "s2"), ("s1", "s3"), ("s9", "s8"), ("s8", "s9")]
    with open_store(address, create=True) as store, store.writing() as connection:
        connection.execute(insert(st.stories).values(story))
        for into, gone in merged:
            row = {
                "settled_at": "",
                "kind": "merged",
                "story": into,
                "other_story": gone,
                "report": "r",
                "reasons": "[]",
            }
            connection.execute(insert(st.story_changes).values(row))
    with TestClient(
        make_app(Settings(store=address)), base_url="http://localhost:8321", follow_redirects=False
    ) as made:
        yield made


def test_the_address_of_a_merged_story_leads_to_what_it_is_part_of(client: TestClient) -> None:
    for old in ("s2", "s3"):
        answer = client.get(f"/stories/{old}")
        assert (answer.status_code, answer.headers["location"]) == (303, "/stories/s1")


@pytest.mark.parametrize("story", ["s7", "s8", "s9"])
def test_what_leads_nowhere_is_not_there(client: TestClient, story: str) -> None:
    assert client.get(f"/stories/{story}").status_code == 404
