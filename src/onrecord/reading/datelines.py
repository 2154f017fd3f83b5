"""The place, day and agency that a report opens with: "OSLO, 3 March 2020 (AP) - ", and how dates and agencies are printed there."""

import re

from onrecord.resources import read_words


def any_of(*patterns: str) -> str:
    """A pattern that matches where one of several does."""
    return "(?:" + "|".join(patterns) + ")"


AGENCIES = any_of(*sorted((re.escape(a) for a in read_words("agencies.txt")), key=len, reverse=True))
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thur?s?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_DAY_MONTH = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})"
FULL_DATE = any_of(
    rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}",
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}",
    r"\d{4}-\d\d-\d\d",
)
CLOCK = r"\d{1,2}[:.] ?\d\d(?:[:.] ?\d\d)?\s*(?:[AaPp]\.?[Mm]\.?)?(?:\s*[A-Z]{2,5})?"

_PLACE = r"[A-Z][\w.'’\-]+(?:[ /][A-Z][\w.'’\-]+){0,4}(?:, ?[A-Z][\w.'’ \-]+?)?"
_BODY_BEGINS = r"\s*(?:--|[-–—])+\s+(?=[\"“‘'A-Z0-9])"
_DATELINE = re.compile(
    rf"^(?P<line>{_PLACE}(?:, {_DAY_MONTH}(?:,? \d{{4}})?)?(?:\s*[\(\[/](?:{AGENCIES}|[A-Z]{{2,6}})[\)\]/])?){_BODY_BEGINS}"
)
#: After a day, or a place in capitals, any name in brackets is that of an agency, known or not.
_AGENCY_DATELINE = re.compile(
    rf"^(?P<line>(?:{_PLACE}, {_DAY_MONTH}(?:,? \d{{4}})?|[A-Z][A-Z.'’\-]{{2,}}(?:[ /][A-Z][A-Z.'’\-]+){{0,4}}(?:, ?[A-Z][\w.'’ \-]+?)?)"
    rf"\s*[\(\[](?:[A-Z][\w.&'’\-]*)(?: [\w.&'’\-]+){{0,3}}[\)\]]){_BODY_BEGINS}"
)
#: "DUSHANBE. Two guards …": a place in capitals before the first sentence, as agencies of the former Soviet Union and of Asia print it.
_STOPPED_DATELINE = re.compile(
    rf"^(?P<line>[A-Z][A-Z'’\-]{{3,}}(?:[ /][A-Z][A-Z'’\-]+){{0,2}}(?:, {_DAY_MONTH}(?:,? \d{{4}})?)?)\.\s+"
    r"(?=[\"“‘']?[A-Z][a-z]*\s+\S+\s+\S+\s+\S+\s+\S+)"
)


def match_dateline(text: str, number: int) -> re.Match[str] | None:
    """A line's dateline; one without a dash only where the first paragraph begins, on the first two lines."""
    return (
        _DATELINE.match(text)
        or _AGENCY_DATELINE.match(text)
        or (_STOPPED_DATELINE.match(text) if number <= 1 else None)
    )
