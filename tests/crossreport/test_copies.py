"""Copies: what counts as one text, and what does not."""

import random

import pytest

from onrecord.crossreport.copies import find_copies
from onrecord.model import Report

WIRE = [
    "Rescue crews pulled eleven miners from the flooded Kestrel shaft on Monday, three days after a wall of water trapped them.",
    "The men had survived on rainwater and a single box of biscuits, the mine's safety chief Hanna Lund told reporters at the pithead.",
    "Engineers drilled a bore hole eighty metres deep and lowered a steel cage no wider than a man's shoulders.",
    "Relatives who had camped beside the gate sang when the first helmet appeared at twenty minutes past four.",
    "Kestrel has been fined twice since 2015 for pumps that failed inspection, records of the labour ministry show.",
    "The owner, Norrby Minerals, declined to say whether the pumps were running on Friday night.",
    "Prosecutors in the district of Valmo have opened an inquiry and sealed the control room.",
    "Two of the rescued men remain in hospital with broken legs, while nine were sent home before midnight.",
    "Mining employs one worker in six in Valmo, where the last large accident killed nineteen people in 1987.",
    "Production will not resume before the spring, according to a notice pinned to the gate of the colliery.",
]
OTHER = [
    "Eleven men trapped underground since Friday are alive and free, bringing joy to a valley that had begun to mourn.",
    "Our correspondent watched each of them step out of a narrow lift into the arms of mothers, wives and children.",
    "A nurse said most were cold, hungry and in good spirits; a pair with fractures was kept at Valmo infirmary.",
    "How water could burst into Kestrel's deepest gallery is what investigators must now find out.",
    "Union leaders demanded that the company open its maintenance books, which they have asked for since last winter.",
    "At the church of Saint Barbara the bells rang for an hour.",
]
LOCAL = [
    "The bakery on Mill Street will close its doors in June after forty years of bread and gossip.",
    "Owner Petra Vance, 71, says her knees have had enough of the early shift.",
    "Customers have started a collection for a bench with her name on it.",
    "The council wants the corner shop to stay in use and offers a lower rent.",
    "A bicycle repairer and a florist have asked to see the rooms.",
    "On Saturday the town band will play in front of the window at noon.",
]
STATEMENT = (
    "“We have reached a point at which every delay costs lives, and this government will not stand by while pumps rust, inspectors "
    "are turned away at the gate and families are told to wait for answers that never come from those who owe them an account,”"
)


def report(name: str, lines: list[str], **fields: object) -> Report:
    return Report(id=name, text="\n".join(lines), **fields)  # type: ignore[arg-type]


def groups(*reports: Report) -> list[tuple[str, ...]]:
    return [c.reports for c in find_copies(reports)[0]]


def house_style(line: str) -> str:
    for old, new in (
        ("eleven", "11"),
        ("Two", "2"),
        ("told", "said to"),
        ("while", "and"),
        ("three", "3"),
        ("people", "persons"),
    ):
        line = line.replace(old, new)
    return line


@pytest.mark.parametrize(
    "lines",
    [
        WIRE,
        WIRE[:5],
        ["Joy at the pithead", *WIRE],
        [house_style(line) for line in WIRE],
        WIRE[:2] + WIRE[6:] + WIRE[2:6],
        [LOCAL[0], LOCAL[1], *WIRE],
        [WIRE[i] for i in (0, 1, 3, 4, 6, 7)],
    ],
    ids=["verbatim", "truncated", "re-titled", "house style", "re-ordered", "local lead", "sentences gone"],
)
def test_a_reprint_is_a_copy(lines: list[str]) -> None:
    assert groups(report("a", WIRE), report("b", lines)) == [("a", "b")]


def test_an_excerpt_inside_a_report_of_its_own_is_a_copy() -> None:
    assert groups(report("a", WIRE), report("b", LOCAL[:3] + WIRE[:4] + LOCAL[3:])) == [("a", "b")]


def test_the_same_happening_told_independently_is_no_copy() -> None:
    assert groups(report("a", WIRE), report("b", OTHER)) == []


@pytest.mark.parametrize("marks", ["“”", '""', "``''"])
def test_two_who_quote_one_statement_at_length_are_no_copies(marks: str) -> None:
    half = len(marks) // 2
    quoted = marks[:half] + STATEMENT.strip("“”") + marks[half:] + " the minister said."
    assert groups(report("a", [*WIRE[:4], quoted]), report("b", [*OTHER[:4], quoted])) == []


def test_a_footer_under_unrelated_reports_makes_no_copies() -> None:
    footer = (
        "Sign up for our evening letter and read the stories that matter before anyone else does, every weekday at six. "
        "You may cancel at any time; your address is never passed on to others, and our terms of use apply to all readers."
    )
    others = [
        "Parliament in Oslo debated the herring quota until dawn and then postponed the vote by a fortnight."
    ] * 1 + OTHER[5:]
    made = [report(n, [*lines, footer]) for n, lines in (("a", WIRE[:3]), ("b", LOCAL[:3]), ("c", others))]
    assert groups(*made) == []


def test_a_round_up_of_two_texts_does_not_make_them_one() -> None:
    first, second = (
        WIRE + OTHER[4:],
        LOCAL + ["Her sister kept the till until 1999 and still bakes the plum cake that won the county prize."] * 1,
    )
    own = [
        f"{second[-1]} Part {n} of the family album shows ovens, flour sacks and a brass scale from Hull."
        for n in range(3)
    ]
    hub = report("hub", WIRE[:4] + LOCAL[:5])
    found = groups(report("a", first), report("b", LOCAL[:5] + own), hub)
    assert ("a", "b", "hub") not in found
    assert ("a", "hub") in found


def test_passages_are_exact_spans_in_each_report() -> None:
    a, b = report("a", WIRE), report("b", LOCAL[:3] + WIRE[:4] + LOCAL[3:])
    copy = find_copies([a, b])[0][0]
    shown = {span.report: [] for span in copy.spans}  # type: ignore[var-annotated]
    for span in copy.spans:
        shown[span.report].append({"a": a, "b": b}[span.report].text[span.start : span.end])
    assert shown["a"] == WIRE[:4]
    assert shown["b"] == WIRE[:4]


def test_the_basis_says_how_much_is_shared() -> None:
    copy = find_copies([report("a", WIRE), report("b", WIRE[:5])])[0][0]
    assert copy.basis[0] == "100 % of the wording of report b (5 sentences, quotations aside) stands in report a."


def test_the_agency_that_others_credit_is_the_original() -> None:
    wire = report("w", WIRE, outlet="Associated Press")
    paper = report("p", ["VALMO (AP) - " + WIRE[0], *WIRE[1:]], outlet="Valmo Herald")
    copy = find_copies([paper, wire])[0][0]
    assert copy.original == "w"
    assert "Report p carries the credit line (AP)." in copy.basis


@pytest.mark.parametrize("head", [["By Lodestar Press", WIRE[0]], ["VALMO, March 3 (LPA) — " + WIRE[0]]])
def test_an_outlet_that_a_copy_names_in_its_byline_or_dateline_is_the_original(head: list[str]) -> None:
    wire = report(
        "w", WIRE, outlet="Lodestar Press", publisher="Lodestar Press Agency", published="2021-03-03T08:00:00Z"
    )
    paper = report("p", [*head, *WIRE[1:]], outlet="Valmo Herald", published="2021-03-03")
    undated = report("u", WIRE[:6], outlet="Norrby Echo")
    assert find_copies([paper, wire, undated])[0][0].original == "w"


def test_a_house_does_not_credit_itself() -> None:
    first = report("a", ["By Valmo Herald", *WIRE], outlet="Valmo Herald")
    assert find_copies([first, report("b", WIRE)])[0][0].original is None


def test_the_earlier_report_is_the_original() -> None:
    early, late = report("e", WIRE, published="2021-03-01"), report("l", WIRE, published="2021-03-02")
    assert find_copies([late, early])[0][0].original == "e"


def test_without_a_sign_the_original_is_unknown() -> None:
    assert find_copies([report("a", WIRE), report("b", WIRE)])[0][0].original is None


def test_the_order_of_reports_changes_nothing() -> None:
    made = [report("a", WIRE), report("b", WIRE[:5]), report("c", OTHER), report("d", LOCAL[:3] + WIRE[:4] + LOCAL[3:])]
    first = find_copies(made)
    for seed in range(4):
        random.Random(seed).shuffle(made)
        assert find_copies(made) == first


def test_one_text_in_sixty_papers_is_one_copy() -> None:
    made = [report(f"r{n:02d}", [f"{LOCAL[n % 6]} Edition {n}.", *WIRE]) for n in range(60)]
    assert groups(*made) == [tuple(sorted(r.id for r in made))]


@pytest.mark.parametrize("text", ["", "\n\n", "?!", "a " * 50_000, "“" * 20_000, "." * 50_000])
def test_odd_texts_do_no_harm(text: str) -> None:
    assert groups(Report(id="a", text=text), report("b", WIRE)) == []
