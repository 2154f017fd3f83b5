"""Who gets in, under which name, and what goes out with every answer."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.model import OnRecordError
from onrecord.store.opening import open_store
from onrecord.web.app import make_app
from onrecord.web.settings import Settings, User, check_settings, hash_token, new_token, read_users, user_of_token

READER, EDITOR = new_token(), new_token()
USERS = (User("Ada", "reader", hash_token(READER)), User("Ed", "editor", hash_token(EDITOR)))
ADDRESS = str(Path(tempfile.mkdtemp(prefix="onrecord-web-")) / "record.db")
OPEN = Settings(store=ADDRESS)
CLOSED = Settings(store=ADDRESS, host="0.0.0.0", names=("record.example",), users=USERS)


@pytest.fixture(scope="module", autouse=True)
def store() -> Iterator[None]:
    open_store(ADDRESS, create=True).close()
    yield
    shutil.rmtree(Path(ADDRESS).parent)


def client(settings: Settings = OPEN, host: str = "localhost:8321") -> TestClient:
    return TestClient(make_app(settings), base_url=f"http://{host}", follow_redirects=False)


@pytest.mark.parametrize("path", ["/help", "/nothing", "/static/web.css", "/api/nothing"])
def test_every_answer_carries_the_policy(path: str) -> None:
    answer = client().get(path)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8321", "", "192.168.1.5"]
)
def test_a_name_that_was_made_to_point_here_is_refused(host: str) -> None:
    assert client().get("/help", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8321", "127.0.0.1:8321", "[::1]:8321", "LOCALHOST"])
def test_the_names_of_this_machine_are_welcome(host: str) -> None:
    assert client().get("/help", headers={"Host": host}).status_code == 200


def test_behind_a_proxy_the_open_door_is_shut() -> None:
    assert client().get("/help", headers={"X-Forwarded-For": "198.51.100.7"}).status_code == 403


def test_only_loopback_goes_without_a_login() -> None:
    with pytest.raises(OnRecordError, match="--users"):
        check_settings(Settings(host="0.0.0.0"))
    assert check_settings(Settings(host="::1")).is_open


def test_without_a_token_a_reader_is_sent_to_the_login_and_back() -> None:
    shut = client(CLOSED, "record.example")
    answer = shut.get("/search?q=dam")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=%2Fsearch%3Fq%3Ddam")
    entered = shut.post("/login", data={"token": READER, "next": "/help"})
    assert (entered.status_code, entered.headers["location"]) == (303, "/help")
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert shut.get("/help").status_code == 200


def test_a_session_ends_when_its_owner_leaves() -> None:
    shut = client(CLOSED, "record.example")
    shut.post("/login", data={"token": READER})
    kept = shut.cookies["onrecord_session"]
    page = shut.get("/logout").text
    form_token = page.partition('name="form_token" value="')[2].partition('"')[0]
    assert shut.post("/logout", data={"form_token": form_token}).status_code == 303
    assert shut.get("/help", headers={"Cookie": f"onrecord_session={kept}"}).status_code == 303


def test_a_wrong_token_opens_nothing_and_guessing_is_slow() -> None:
    shut = client(CLOSED, "record.example")
    tries = [shut.post("/login", data={"token": "x" * 30}).status_code for _ in range(12)]
    assert tries[:10] == [401] * 10
    assert tries[-1] == 429


def test_programs_come_in_with_a_bearer_token() -> None:
    shut = client(CLOSED, "record.example")
    assert shut.get("/help", headers={"Authorization": f"Bearer {READER}"}).status_code == 200
    refused = shut.get("/api/anything", headers={"Authorization": "Bearer nonsense"})
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    assert refused.json()["detail"] == "A token is needed."


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_sites_page_changes_nothing(headers: dict[str, str]) -> None:
    assert client().post("/logout", headers=headers, data={"form_token": "x"}).status_code == 403


def test_a_form_without_its_token_changes_nothing() -> None:
    answer = client().post("/logout", data={"form_token": "0" * 64}, headers={"Origin": "http://localhost:8321"})
    assert answer.status_code == 403


def test_a_body_is_bounded_whether_it_gives_its_length_or_not() -> None:
    assert client().post("/logout", content=b"x" * 1_000_001).status_code == 413
    parts = (b"x" * 100_000 for _ in range(20))
    answer = client().post("/logout", content=parts, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 413


def test_costly_requests_are_counted_for_each_user() -> None:
    from msgspec.structs import replace

    shut = client(replace(CLOSED, costly_a_minute=3), "record.example")
    mine = [shut.get("/search", headers={"Authorization": f"Bearer {READER}"}).status_code for _ in range(5)]
    assert mine[-1] == 429
    assert 429 not in mine[:3]
    assert shut.get("/search", headers={"Authorization": f"Bearer {EDITOR}"}).status_code != 429


def test_a_login_leads_nowhere_else() -> None:
    shut = client(CLOSED, "record.example")
    for target in ("//evil.example/x", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        assert shut.post("/login", data={"token": READER, "next": target}).headers["location"] == "/"


def test_an_error_shows_the_words_of_others_as_text() -> None:
    answer = client().get("/<script>alert(1)</script>")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text


def test_the_user_list_is_read_strictly(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "users.toml"
    path.write_text(f'[[user]]\nname = "Ada"\nrole = "reader"\ntoken_sha256 = "{hash_token(READER)}"\n')
    assert read_users(path) == USERS[:1]
    for broken in (
        "",
        "[[user]]\nname='A'\nrole='owner'\n",
        "[[user]",
        "[[user]]\nname='A'\nrole='reader'\ntoken_sha256='00'\n",
    ):
        path.write_text(broken)
        with pytest.raises(OnRecordError, match="user list"):
            read_users(path)


def test_a_short_token_is_refused() -> None:
    with pytest.raises(OnRecordError, match="onrecord token"):
        user_of_token("secret")
