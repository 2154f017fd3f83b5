"""The date line that a page prints beside its headline: a short block that is a day and little else.

It is asked where a page states no date in its metadata, before any search of the whole page: that meets the days of other pages, of files
that are linked and of the page's own machinery.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from onrecord.reading.html_blocks import Block
from onrecord.resources import read_table

_BEFORE, _AFTER = 10, 6  # blocks around the beginning of the text that are looked at
_LONGEST = 160  # characters of a block that can be a date line
_WORDS = 8  # besides the day: label, weekday, clock, a name
_PAST = 40  # characters of a paragraph that its opening day stands in
_PARAGRAPH = 60  # characters from which on a block of the text counts as a paragraph
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_NOT_HERE = re.compile(
    r"teaser|relat|recommend|comment|sidebar|widget|event|repl[yi]|ticker|popular|trending|advert|calendar|weather|today|current"
)
_CHANGED = re.compile(
    r"updat|modif|revis|edited|corrected|last\b|aktuali[sz]|zuletzt|letzte|geändert|bearbeitet|\bstand\b|mis à jour|mise à jour|"
    r"actuali[sz]|aggiornat|atualizad|bijgewerkt|gewijzigd|oppdatert|uppdatera|opdateret|zaktualizowan",
    re.IGNORECASE,
)
_OUTSIDE = frozenset(("aside", "footer", "nav", "figcaption", "figure", "form", "dialog"))


@cache
def _months() -> dict[str, int]:
    return {name: int(row["month"]) for row in read_table("month_names.csv") for name in row["names"].split()}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    month = "(?P<month>" + "|".join(sorted(_months(), key=len, reverse=True)) + r")\.?"
    year = r"(?P<year>(?:19|20)\d\d)(?!\d)"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"(?<![\w.])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º)?\.?[\s-]?(?:of |de |di )?{month}[,-]?\s?(?:del? )?{year}",
            rf"(?<!\w){month}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?,?\s?{year}",
            r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?!\d)",
            rf"(?<![\d.])(?P<day>\d\d?)(?P<mark>[./-])\s?(?P<month>\d\d?)(?P=mark)\s?{year}",
            r"(?<![\d.])(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d\d)(?![\d.]\d|\d)",
        )
    )


def try_find_printed_date(blocks: Sequence[Block], body: Sequence[int], language: str | None) -> str | None:
    """The day in the date line between headline and text, or before the first words of the text; None where there is none.

    Args:
        blocks: of the page.
        body: indices of the text's blocks, in order.
        language: the page's, as it states it ("en-US"): tells day and month of "3/4/2020" apart.

    Returns:
        An ISO day. A line that says it is of a change is passed over, and so are days that can be read in two ways.
    """
    if not body:
        return None
    for i in _nearest(blocks, body):
        for found, label, rest in _days(blocks[i].text[:_LONGEST], language):
            label = label if label.strip() else _label_before(blocks, i, language)
            if found is not None and not _CHANGED.search(label) and rest <= _WORDS:
                return found
    return next((day for i in body[:4] if (day := _opening_day(blocks[i].text[:_PAST], language))), None)


def _opening_day(text: str, language: str | None) -> str | None:
    """The day at the head of a paragraph, closed there: "31. Oktober 2023. It rained"."""
    for found, before, _ in _days(text, language)[:1]:
        if not before.strip() and re.match(r"\W*(?:\w+[.\s/-]+){2,3}\d{4}\s?[.|:–—-]", text):
            return found
    return None


def _nearest(blocks: Sequence[Block], body: Sequence[int]) -> Iterator[int]:
    """The blocks that may hold a date line: from the last heading before the text to its second paragraph, in page order."""
    long = [i for i in body if len(blocks[i].text) >= _PARAGRAPH and not blocks[i].tag.startswith("h")] or list(body)
    first, second = long[0], long[min(1, len(long) - 1)]
    start = max(0, first - _BEFORE)
    start = next((i for i in range(first, start - 1, -1) if blocks[i].tag == "h1"), start)
    for i in range(start, min(len(blocks), second + 1, first + _AFTER)):
        block = blocks[i]
        near = " ".join(block.marks.split()[-6:])
        is_elsewhere = _OUTSIDE.intersection(block.path) or _NOT_HERE.search(near)
        if len(block.text) <= _LONGEST and not is_elsewhere and block.linked <= 0.8 * len(block.text):
            yield i


def _label_before(blocks: Sequence[Block], i: int, language: str | None) -> str:
    """The short block before, which may say what day this is; one with a day of its own speaks of that."""
    before = blocks[i - 1].text if i else ""
    return before if len(before) <= 30 and not _days(before, language) else ""


def _days(text: str, language: str | None) -> list[tuple[str | None, str, int]]:
    """(day or None, what stands between it and the one before, number of words besides days) of each day written in a text."""
    matches = sorted(
        (m for pattern in _patterns() for m in pattern.finditer(text)), key=lambda m: (m.start(), -len(m.group()))
    )
    found: list[tuple[str | None, str, int]] = []
    position, rest = 0, len(_LETTERS.findall(text))
    rest -= sum(len(_LETTERS.findall(m.group())) for m in matches)
    for match in matches:
        if match.start() >= position:
            found.append((_day(match, language), text[position : match.start()], rest))
            position = match.end()
    return found


def _day(match: re.Match[str], language: str | None) -> str | None:
    year, day = int(match["year"]), int(match["day"])
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    name = match["month"].lower()
    month = int(name) if name.isdigit() else _months()[name]
    if month > 12:
        day, month = month, day
    elif "/" in match.group() and name.isdigit() and day <= 12 and day != month and match.start("year") > match.start():
        order = _order(language)
        if order is None:
            return None
        day, month = (day, month) if order == "day" else (month, day)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _order(language: str | None) -> str | None:
    """Which comes first in "3/4/2020"; None where the language leaves it open: English is written both ways."""
    tag = (language or "").lower().replace("_", "-")
    if tag == "en-us":
        return "month"
    return (
        "day"
        if tag and (not tag.startswith("en") or tag in ("en-gb", "en-ie", "en-au", "en-nz", "en-in", "en-za"))
        else None
    )
