"""Which temporal expression dates a predicate."""

import pytest

from onrecord.language.timex_governors import governing_timex
from onrecord.model import Timex

CASES = [
    ("On Saturday, the army attacked the base and killed three soldiers.", "attacked", "Saturday"),
    ("On Saturday, the army attacked the base and killed three soldiers.", "killed", "Saturday"),
    ("The minister said on Saturday that rebels had seized the port on Monday.", "said", "Saturday"),
    ("The minister said on Saturday that rebels had seized the port on Monday.", "seized", "Monday"),
    ("The minister said on Saturday that rebels had seized the port.", "seized", None),
    ("Rebels seized the port on Monday, the minister said.", "said", None),
    ("Troops killed three soldiers on Saturday.", "killed", "Saturday"),
    ("He condemned Saturday's attack.", "condemned", None),
    ("He condemned Saturday's attack.", "attack", "Saturday"),
    ("The army launched an attack on Sunday.", "launched", "Sunday"),
    ("The army launched an attack on Sunday.", "attack", "Sunday"),
    ("Seven people were killed in an attack on Monday near Tripoli.", "killed", "Monday"),
    ("The 2011 intervention failed.", "intervention", "2011"),
    ("The 2011 intervention failed.", "failed", None),
    ("The leaders agreed Friday to withdraw by March 3.", "agreed", "Friday"),
    ("The leaders agreed Friday to withdraw by March 3.", "withdraw", "March 3"),
    ("Rebels began on Monday to shell the town.", "shell", "Monday"),
    ("On Monday rebels seized the town.", "seized", "Monday"),
    ("Saturday's attack killed three soldiers.", "killed", "Saturday"),
    ("Saturday's attack was condemned by the minister.", "condemned", None),
    ("The ship sank on Sunday, killing three sailors.", "killing", "Sunday"),
    ("Police said on Friday gunmen had killed a judge.", "said", "Friday"),
    ("Police said on Friday gunmen had killed a judge.", "killed", None),
    ("In a statement issued on Monday, the bank admitted errors.", "admitted", "Monday"),
    ("The parliament rejected the budget for 2011.", "rejected", None),
    ("Talks were scheduled for Friday.", "scheduled", "Friday"),
    ("His victory on Sunday has been struck from the list.", "struck", None),
    (
        "Thieves blew open the door of a museum in the Dutch town of Maasvelde early on Monday.",
        "blew",
        "early on Monday",
    ),
    ("His shop has been closed since Sunday.", "closed", "Sunday"),
]


_WORDS = ("early on Monday", "Saturday", "Sunday", "Monday", "Friday", "March 3", "2011")


def _timexes(text: str, start: int, words: tuple[str, ...]) -> list[Timex]:
    found = [w for w in words if w in text and not (w == "Monday" and "early on Monday" in text)]
    return [
        Timex(id=f"t{n}", start=start + text.index(w), end=start + text.index(w) + len(w), type="DATE")
        for n, w in enumerate(found, 1)
    ]


@pytest.mark.parametrize(("text", "word", "expected"), CASES)
def test_a_predicate_is_dated_by_what_the_syntax_attaches(parse, text, word, expected):
    parsed = parse(text)
    paragraph = parsed.paragraphs[0]
    predicate = next(t for t in paragraph.doc if t.text == word)
    timexes = _timexes(text, paragraph.start, _WORDS)
    timex = governing_timex(paragraph, predicate, timexes)
    assert (timex.span.of(parsed.text) if timex else None) == expected


def test_a_distance_from_an_event_does_not_date_that_event(parse):
    text = "Rescuers found the wreck four days after the plane vanished."
    parsed = parse(text)
    paragraph = parsed.paragraphs[0]
    start = paragraph.start + text.index("four")
    distance = Timex(id="t1", start=start, end=start + 9, type="DURATION", value="P4D", offset="P4D", signal="after")
    tokens = {t.text: t for t in paragraph.doc}
    assert governing_timex(paragraph, tokens["vanished"], [distance]) is None
    assert governing_timex(paragraph, tokens["found"], [distance]) == distance


def test_durations_date_nothing_unless_they_are_measured_from_something(parse):
    text = "They fought for two days."
    parsed = parse(text)
    paragraph = parsed.paragraphs[0]
    start = paragraph.start + text.index("two")
    duration = Timex(id="t1", start=start, end=start + 8, type="DURATION", value="P2D")
    assert governing_timex(paragraph, paragraph.doc[1], [duration]) is None
