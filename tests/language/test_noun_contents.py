"""Clauses with a verb of saying and a noun: who holds them, and what they tell of whom."""

from collections.abc import Callable

import pytest

from onrecord.model import Annotations
from onrecord.resources import read_table

Annotate = Callable[..., Annotations]


def _told(annotate: Annotate, text: str) -> tuple[str, dict[str, str]]:
    """The holder's printed words ("" is the outlet) and the role of each word of the only proposition."""
    found = annotate(text)
    [proposition] = found.propositions
    holder = next((q for q in found.quotations if q.id == proposition.quotation), None)
    words = " ".join(s.of(text) for s in holder.speaker) if holder is not None else ""
    return words, {t.lemma: t.role for t in proposition.terms if t.role != "time"}


@pytest.mark.parametrize(
    ("text", "holder", "roles"),
    [
        ("The board approved the merger.", "", {"board": "subject", "approve": "root", "merger": "object"}),
        ("The merger was approved by the board.", "", {"board": "subject", "approve": "root", "merger": "object"}),
        ("The president vetoed the bill.", "", {"president": "subject", "veto": "root", "bill": "object"}),
        ("The rebels rejected the offer.", "", {"rebel": "subject", "reject": "root", "offer": "object"}),
        ("The doctors declared the girl dead.", "", {"doctor": "subject", "declare": "root", "girl": "object", "dead": "root"}),
        ("The union called a strike.", "", {"union": "subject", "call": "root", "strike": "object"}),
        ("The minister condemned the raid.", "The minister", {"minister": "subject", "condemn": "root", "raid": "object"}),
        ("Rebels attacked the convoy.", "", {"rebels": "subject", "attack": "root", "convoy": "object"}),
        ("The envoy expressed his concern.", "The envoy", {"envoy": "subject", "express": "other", "concern": "root"}),
        ("The general denied the massacre.", "The general", {"general": "other", "deny": "other", "massacre": "root"}),
        ("The army admitted bombing the bridge.", "The army", {"army": "subject", "admit": "other", "bomb": "root", "bridge": "object"}),
    ],
)  # fmt: skip
def test_who_holds_it_and_what_is_told(text: str, holder: str, roles: dict[str, str], annotate: Annotate) -> None:
    assert _told(annotate, text) == (holder, roles)


def test_who_is_accused_is_the_doer(annotate: Annotate) -> None:
    holder, roles = _told(annotate, "The president accused the army of plotting a coup.")
    assert holder == "The president"
    assert (roles["army"], roles["plot"], roles["coup"], roles["president"]) == ("subject", "root", "object", "other")


def test_who_is_asked_is_the_doer(annotate: Annotate) -> None:
    _, roles = _told(annotate, "The envoy urged the rebels to release the hostages.")
    assert (roles["rebel"], roles["release"], roles["hostage"], roles["envoy"]) == (
        "subject",
        "root",
        "object",
        "other",
    )


def test_what_is_thought_or_due_is_told_by_its_own_verb(annotate: Annotate) -> None:
    for text in ("The general is believed to have fled to Rome.", "The general is likely to flee to Rome."):
        _, roles = _told(annotate, text)
        assert [w for w, role in roles.items() if role == "root"] == ["flee"]
        assert roles["general"] == "subject"
    _, roles = _told(annotate, "Three climbers are believed to have been rescued.")
    assert roles["climber"] == "object"


def test_the_list_has_each_verb_once() -> None:
    rows = read_table("noun_contents.csv")
    assert {r["reading"] for r in rows} == {"act", "stance", "said"}
    assert len({r["verb"] for r in rows}) == len(rows)


@pytest.mark.parametrize(
    ("text", "mood", "negative"),
    [
        ("The general denied involvement in the raid.", "negated", True),
        ("The general did not deny the affair.", "hedged", True),
        ("The council rejected plans to widen the road.", "hypothetical", False),
        ("Economists expect a slump next year.", "hypothetical", False),
        ("Aid groups fear a famine in the north.", "hedged", False),
        ("The bank is mulling selling the mine.", "asserted", False),
        ("The mayor is accused of taking a bribe.", "hedged", False),
        ("The nurse pleaded not guilty to poisoning a patient.", "negated", True),
        ("The envoy expressed his concern.", "asserted", False),
        ("Lawmakers urged the president to veto the bill.", "requested", False),
        ("The army admitted bombing the bridge.", "asserted", False),
    ],
)
def test_the_verb_says_whether_its_noun_is_so(text: str, mood: str, negative: bool, annotate: Annotate) -> None:
    [proposition] = annotate(text).propositions
    assert (proposition.mood, proposition.negative) == (mood, negative)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nobody claims that the dam is safe.", []),
        ("No minister has said that the dam is safe.", []),
        ("Few dispute that the dam is safe.", [("asserted", None)]),
        ("No one doubts that the dam is safe.", [("asserted", None)]),
        ("Nobody knew that the dam was unsafe.", [("asserted", None)]),
    ],
)
def test_what_no_one_says(text: str, told: list[tuple[str, str | None]], annotate: Annotate) -> None:
    found = [p for p in annotate(text).propositions if any(t.lemma in ("safe", "unsafe") for t in p.terms)]
    assert [(p.mood, p.quotation) for p in found] == told


@pytest.mark.parametrize(
    ("text", "left_open", "is_cited"),
    [
        ("Lawmakers urged the president to veto the bill.", None, True),
        ("The farmers promised to end the blockade.", "to end the blockade", False),
        ("A magistrate ordered the owner to pull down the wall.", "to pull down the wall", False),
        ("The tenants were told to boil their water.", "to boil their water", False),
        ("Climbers managed to reach the hiker.", None, False),
        ("The prime minister refused to meet the families.", None, False),
        ("Heavy rain has since allowed the authorities to lift the ban.", None, False),
    ],
)
def test_what_is_done_with_words_is_done(text: str, left_open: str | None, is_cited: bool, annotate: Annotate) -> None:
    [proposition] = annotate(text).propositions
    assert (proposition.left_open.of(text) if proposition.left_open else None) == left_open
    assert (proposition.quotation is not None) == is_cited


def test_what_is_left_open_dates_nothing(annotate: Annotate) -> None:
    text = "The envoys agreed to meet on 4 May 2021."
    [proposition] = annotate(text).propositions
    assert (proposition.mood, proposition.when) == ("asserted", None)
    [proposition] = annotate("On 4 May 2021 the envoys agreed to meet.").propositions
    assert proposition.when is not None
