"""What a report is about: the days and years it names among it."""

from onrecord.crossreport.profiles import (
    CHANNELS,
    DAY,
    YEAR,
    Frequencies,
    Profile,
    likeness_of,
    multiply,
    profile_sentences,
    weigh_profile,
)
from onrecord.crossreport.wording import read_sentences
from onrecord.model import Report


def profile(text: str) -> Profile:
    return profile_sentences(read_sentences(Report(id="a", text=text)), text, Frequencies())


def test_days_are_read_in_either_order() -> None:
    assert profile("The vote was held on March 3.").days == profile("The vote was held on 3 March 2021.").days


def test_a_day_is_near_the_next_and_far_from_the_next_month() -> None:
    vectors = [
        weigh_profile(profile(f"The vote was held on {day}."), Frequencies())
        for day in ("March 3", "March 4", "April 9")
    ]
    assert multiply(vectors[0], vectors[1])[DAY] > 0.8
    assert multiply(vectors[0], vectors[2])[DAY] == 0.0


def test_the_latest_year_counts() -> None:
    found = weigh_profile(
        profile("After the flood of 1987 and that of 2013, the dam of 2,000 metres cost $2014."), Frequencies()
    )
    assert [f // CHANNELS for f in found if f % CHANNELS == YEAR and f // CHANNELS > 1000] == [2013]


def test_no_day_and_no_year_are_guessed() -> None:
    found = profile("In May 40 marched; at March 12:30 they may 99.")
    assert (found.days, found.year) == ((), None)


def test_dates_add_nothing_to_the_likeness_by_words() -> None:
    vector = weigh_profile(profile("On March 3, 2021, the dam gave way."), Frequencies())
    assert abs(likeness_of(multiply(vector, vector)) - 1.0) < 0.2
