"""The MCP server, asked by the protocol's own client over stdio."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("mcp")
import anyio
from mcp import Client, StdioServerParameters

from onrecord.assistant.server import make_server
from onrecord.desk.adding import add_reports
from onrecord.desk.citing import load_cited, words_around
from onrecord.examples import example_paths
from onrecord.model import Context
from onrecord.reading.inputs import read_reports
from onrecord.store.loading import load_reports
from onrecord.store.opening import Store, open_store

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mcp") / "record.db"
    with open_store(str(path), create=True) as store, example_paths() as paths:
        add_reports(store, read_reports(paths), Context())
    return path


@pytest.fixture(scope="module")
def store(record: Path) -> Iterator[Store]:
    with open_store(str(record)) as opened:
        yield opened


@pytest.fixture(scope="module")
def texts(store: Store) -> dict[str, str]:
    with store.reading() as connection:
        return {r.id: r.text for r in load_reports(connection)}


@pytest.fixture(scope="module")
def ask(store: Store) -> Ask:
    """Calls a tool in this process, through the protocol."""

    def asked(tool: str, **arguments: Any) -> dict[str, Any]:
        async def work() -> Any:
            async with Client(make_server(store)) as client:
                return await client.call_tool(tool, arguments)

        result = anyio.run(work)
        assert not result.is_error, result
        return dict(result.structured_content)

    return asked


def cited(answer: Any) -> Iterator[dict[str, Any]]:
    """All words that an answer cites, wherever they stand."""
    if isinstance(answer, dict):
        if "exact" in answer:
            yield answer
        for value in answer.values():
            yield from cited(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from cited(value)


def check(answer: Any, texts: dict[str, str], least: int = 1) -> None:
    found = list(cited(answer))
    assert len(found) >= least
    for words in found:
        assert texts[words["report"]][words["start"] : words["end"]] == words["exact"] != ""
        assert words["story"]
        assert words["account"]


def test_over_stdio_it_offers_five_tools_that_only_read(record: Path, texts: dict[str, str]) -> None:
    command = StdioServerParameters(command=sys.executable, args=["-m", "onrecord.cli", "mcp", "--store", str(record)])

    async def work() -> tuple[Any, Any]:
        async with Client(command) as client:
            return await client.list_tools(), await client.call_tool("search_reports", {"words": "dam minister"})

    tools, answer = anyio.run(work)
    assert {t.name for t in tools.tools} == {"search_reports", "get_story", "who_said", "check_claim", "get_span"}
    assert all(t.annotations.read_only_hint and t.output_schema and t.description for t in tools.tools)
    check(answer.structured_content, texts)


def test_hits_of_a_search_hold_the_words(ask: Ask, texts: dict[str, str]) -> None:
    answer = ask("search_reports", words="dam minister", limit=3)
    check(answer, texts, 3)
    for hit in answer["reports"]:
        printed = " ".join(w["exact"] for w in hit["words"]).casefold()
        assert "dam" in printed
        assert "minister" in printed


def test_a_search_goes_on_where_the_page_before_ended(ask: Ask) -> None:
    first = ask("search_reports", words="dam", limit=2)
    second = ask("search_reports", words="dam", limit=2, after=first["next"])
    assert not {h["report"] for h in first["reports"]} & {h["report"] for h in second["reports"]}


def test_every_claim_of_a_story_has_words_and_counts_accounts(ask: Ask, texts: dict[str, str]) -> None:
    answer = ask("get_story", story="s1", limit=20)
    check(answer, texts, 20)
    assert answer["independent"] == len(answer["accounts"])
    for claim in answer["claims"]:
        accounts = {t["words"]["account"] for t in claim["told"] if t["stance"] == "asserts"}
        assert claim["told"]
        assert claim["independent"] <= max(1, len(accounts))


def test_who_said_cites_speaker_cue_and_content(ask: Ask, texts: dict[str, str]) -> None:
    answer = ask("who_said", speaker="Benhaddou")
    check(answer, texts, 3)
    assert answer["statements"]
    for said in answer["statements"]:
        assert said["content"]
        assert "Salma Benhaddou" in said["actors"] or any("Benhaddou" in w["exact"] for w in said["speaker"])


def test_a_claim_is_found_with_those_who_assert_it(ask: Ask, texts: dict[str, str]) -> None:
    answer = ask("check_claim", sentence="There was no military solution.")
    check(answer, texts)
    assert answer["asserting"] >= 2
    assert {t["words"]["outlet"] for m in answer["same"] for t in m["claim"]["told"]} >= {
        "Lantern TV",
        "Osprey Dispatch",
    }
    assert "whether it is so, the record does not say" in answer["note"]


def test_what_no_report_says_has_no_accounts(ask: Ask) -> None:
    answer = ask("check_claim", sentence="The moon is made of green cheese.")
    assert answer["asserting"] == answer["denying"] == 0
    assert not answer["same"]
    assert "No claim of this record" in answer["note"]


def test_copies_of_one_text_assert_once(ask: Ask) -> None:
    sentence = "Thandiwe Mokoena urged a truce in northern Chad in a telephone call with Prime Minister Moussa Abakar on Saturday."
    for match in ask("check_claim", sentence=sentence)["same"]:
        told = {t["words"]["report"] for t in match["claim"]["told"]}
        if told >= {"halyard-call", "quillmoor-evening-call"}:
            assert match["claim"]["independent"] < len(told)


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("get_story", {"story": "s999"}, "no story"),
        ("get_span", {"report": "nobody", "start": 0, "end": 5}, "no report"),
        ("get_span", {"report": "halyard-call", "start": 10**7, "end": 10**7 + 1}, "no span"),
        ("search_reports", {"words": "dam", "limit": 5000}, "limit"),
        ("search_reports", {"words": "dam", "after": "zz"}, "no place"),
    ],
)
def test_wrong_use_is_told_in_words(store: Store, tool: str, arguments: dict[str, Any], words: str) -> None:
    async def work() -> Any:
        async with Client(make_server(store)) as client:
            return await client.call_tool(tool, arguments)

    result = anyio.run(work)
    assert result.is_error
    assert words in result.content[0].text


def test_a_span_is_read_with_its_part_and_surroundings(ask: Ask, texts: dict[str, str]) -> None:
    answer = ask("get_span", report="halyard-call", start=0, end=13, around=10)
    check(answer, texts)
    assert answer["parts"] == ["headline"]
    assert answer["after"] == texts["halyard-call"][13:23]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet="abcdeinorst \n.“,", max_size=12), max_size=4))
def test_whatever_is_looked_for_the_words_cited_are_the_reports_own(
    store: Store, texts: dict[str, str], words: list[str]
) -> None:
    with store.reading() as connection:
        for report in load_cited(connection, ["halyard-dam-2", "pennant-call"]).values():
            for found in words_around(report, [w for w in words if w.strip()]):
                assert texts[report.id][found.start : found.end] == found.exact
                assert found.exact.strip()
                assert len(found.exact) <= 400
