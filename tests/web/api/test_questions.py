"""Questions to the store as the API puts them: whole words, names of actors, and claims in the words of who tells them."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient


def get(client: TestClient, path: str) -> Any:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("word", ["dam", "the", "Ait Sarhan"])
def test_words_are_found_whole(open_client: TestClient, word: str) -> None:
    whole = re.compile(rf"\b{word}\b", re.IGNORECASE)
    claims = get(open_client, f'/claims?words="{word}"&limit=200')["claims"]
    assert claims
    assert all(any(whole.search(t["words"]["exact"]) for t in c["told"]) for c in claims)
    said = get(open_client, f'/statements?words="{word}"&limit=200')["statements"]
    assert said
    assert all(whole.search(" … ".join(w["exact"] for w in s["content"])) for s in said)


def test_a_part_of_a_word_finds_nothing(open_client: TestClient) -> None:
    assert get(open_client, "/claims?words=colla")["claims"] == []
    assert get(open_client, "/statements?words=colla")["statements"] == []


def test_a_name_finds_what_its_bearer_says_however_it_is_printed(open_client: TestClient) -> None:
    said = get(open_client, "/statements?speaker=Salma+Benhaddou&limit=200")["statements"]
    assert "Benhaddou" in {" ".join(w["exact"] for w in s["speaker"]) for s in said}
    assert all("Salma Benhaddou" in s["actors"] for s in said)
    assert get(open_client, "/statements?speaker=Benhad")["statements"] == []


def test_someone_who_is_no_entity_is_found_as_printed(open_client: TestClient) -> None:
    said = get(open_client, "/statements?speaker=engineers&limit=200")["statements"]
    assert any("engineers" in w["exact"] for s in said for w in s["speaker"])


def test_claims_of_an_outlet_are_told_by_it(open_client: TestClient) -> None:
    claims = get(open_client, "/claims?outlet=Lantern+TV&limit=200")["claims"]
    assert claims
    assert all(any(t["words"]["outlet"] == "Lantern TV" for t in c["told"]) for c in claims)
