"""The REST interface: every answer cites characters of reports, is bounded, and says in the same form what went wrong."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.web.api.conftest import EDITOR, READER

LISTS = ("stories", "claims", "statements", "events", "reports", "actors", "outlets")


def cited(answer: Any) -> Iterator[dict[str, Any]]:
    """All words that an answer cites."""
    if isinstance(answer, dict):
        if "exact" in answer:
            yield answer
        for value in answer.values():
            yield from cited(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from cited(value)


def get(client: TestClient, path: str, **params: Any) -> Any:
    answer = client.get(f"/api/v1{path}", params=params or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(
    "path",
    [
        "/stories/s1",
        "/stories/s1/figures",
        "/claims?words=dam",
        "/statements?speaker=Benhaddou",
        "/events",
        "/reports?words=dam",
        "/check?sentence=There+was+no+military+solution",
        "/spans/halyard-call?start=0&end=20",
    ],
)
def test_what_is_cited_are_the_reports_own_characters(
    open_client: TestClient, texts: dict[str, str], path: str
) -> None:
    found = list(cited(get(open_client, path)))
    assert found
    assert all(texts[w["report"]][w["start"] : w["end"]] == w["exact"] for w in found)


@pytest.mark.parametrize("name", LISTS)
def test_pages_follow_each_other_without_gap_or_repetition(open_client: TestClient, name: str) -> None:
    whole = get(open_client, f"/{name}", limit=200)[name][:30]
    pieces: list[Any] = []
    after = ""
    while len(pieces) < len(whole):
        page = get(open_client, f"/{name}", limit=7, after=after)
        assert len(page[name]) <= 7
        pieces += page[name]
        after = page["next"]
        if after is None:
            break
    assert pieces[: len(whole)] == whole


def test_an_answer_that_did_not_change_is_not_sent_again(open_client: TestClient) -> None:
    first = open_client.get("/api/v1/stories/s1")
    again = open_client.get("/api/v1/stories/s1", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = open_client.get("/api/v1/stories/s2", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


def test_the_dossier_is_the_output_contract(open_client: TestClient) -> None:
    dossier = get(open_client, "/stories/s1/dossier")
    assert {"story", "reports", "entities", "claims", "figures", "timeline", "coverage"} <= set(dossier)
    assert "text" not in dossier["reports"][0]
    assert get(open_client, "/stories/s1/dossier", texts=True)["reports"][0]["text"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/stories/s999", 404),
        ("/stories/s999/dossier", 404),
        ("/reports/nobody", 404),
        ("/annotations/nobody", 404),
        ("/actors/a999999", 404),
        ("/spans/halyard-call?start=9999999&end=99999999", 404),
        ("/stories?after=ff", 404),
        ("/stories?limit=100000", 422),
        ("/stories?since=yesterday", 422),
        ("/events?after=zz", 422),
        ("/bulk/everything", 422),
        ("/nothing", 404),
    ],
)
def test_problems_have_one_form(open_client: TestClient, path: str, status: int) -> None:
    answer = open_client.get(f"/api/v1{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


@pytest.mark.parametrize("kind", ["reports", "annotations", "stories", "claims", "statements", "events", "actors"])
def test_bulk_gives_every_item_once(open_client: TestClient, texts: dict[str, str], kind: str) -> None:
    answer = open_client.get(f"/api/v1/bulk/{kind}")
    assert answer.headers["content-type"].startswith("application/jsonl")
    items = [json.loads(line) for line in answer.text.split("\n") if line]
    assert items
    if kind in ("reports", "annotations"):
        assert sorted(i.get("id") or i["report"]["id"] for i in items) == sorted(texts)
    if kind in ("stories", "actors"):
        assert len({i.get("story") or i["actor"] for i in items}) == len(items)


def test_only_editors_correct_and_undo(closed_client: TestClient) -> None:
    said = {"kind": "not_a_claim", "subject": [{"report": "halyard-call", "start": 0, "end": 20}], "note": "a headline"}
    assert closed_client.get("/api/v1/corrections").status_code == 401
    reader = {"Authorization": f"Bearer {READER}"}
    assert closed_client.post("/api/v1/corrections", json=said, headers=reader).status_code == 403
    editor = {"Authorization": f"Bearer {EDITOR}"}
    made = closed_client.post("/api/v1/corrections", json=said, headers=editor)
    assert made.status_code == 201
    number = made.json()["id"]
    (kept,) = [c for c in get_as(closed_client, reader)["corrections"] if c["id"] == number]
    assert kept["made_by"] == "Ed"
    assert kept["subject"][0]["exact"]
    assert closed_client.delete(f"/api/v1/corrections/{number}", headers=reader).status_code == 403
    assert closed_client.delete(f"/api/v1/corrections/{number}", headers=editor).status_code == 200
    assert number not in [c["id"] for c in get_as(closed_client, reader)["corrections"]]
    assert closed_client.delete(f"/api/v1/corrections/{number}", headers=editor).status_code == 404


def get_as(client: TestClient, headers: dict[str, str]) -> Any:
    return client.get("/api/v1/corrections", headers=headers).json()


def test_a_correction_of_what_is_not_there_is_refused(open_client: TestClient) -> None:
    said = {"kind": "not_a_claim", "subject": [{"report": "nobody", "start": 0, "end": 20}]}
    assert open_client.post("/api/v1/corrections", json=said).status_code == 404
    assert open_client.post("/api/v1/corrections", json={"kind": "wrong"}).status_code == 422


def test_every_route_is_described_with_its_answer(open_client: TestClient) -> None:
    described = open_client.get("/api/openapi.json").json()
    assert all(path.startswith("/api/v1/") for path in described["paths"])
    assert len(described["paths"]) >= 16
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], (path, method)
            assert "422" in operation["responses"]
            assert "application/problem+json" in operation["responses"]["404"]["content"]
