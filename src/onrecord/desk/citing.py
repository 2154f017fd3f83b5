"""From a report id and offsets to words that can be cited: read off the report's own text, never from a copy of it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from onrecord.desk.answers import Words
from onrecord.store import schema as t
from onrecord.store import schema_stories as st

_FEW = 500
_AROUND = 160  # characters of a snippet on each side
_END = re.compile(r"[.!?]['\"’”)]*\s|\n")


@dataclass(frozen=True)
class Cited:
    """A report as far as citing needs it."""

    id: str
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    text: str
    story: str | None
    account: int | None

    def words(self, start: int, end: int) -> Words | None:
        """The characters of a span; None where the report has none there."""
        if not 0 <= start < end <= len(self.text):
            return None
        exact = self.text[start:end]
        return Words(self.id, self.outlet, self.published, self.url, self.story, self.account, start, end, exact)


def load_cited(connection: Connection, ids: Iterable[str]) -> dict[str, Cited]:
    """Report id -> the report; ids that the store does not hold are absent."""
    r, s = t.reports.c, st.story_reports.c
    chosen = select(r.id, r.outlet, r.title, r.published, r.url, r.text, s.story_id.label("story"), s.account)
    chosen = chosen.join(st.story_reports, s.report_id == r.id, isouter=True)
    wanted, found = sorted(set(ids)), {}
    for at in range(0, len(wanted), _FEW):
        for row in connection.execute(chosen.where(r.id.in_(wanted[at : at + _FEW]))):
            found[row.id] = Cited(**row._mapping)
    return found


def words_around(report: Cited, words: Sequence[str]) -> list[Words]:
    """For each of the words the sentence around its first place in the report, in text order, none twice.

    Where none stands there as it was written (a search folds accents), the first line.
    """
    spans: list[tuple[int, int]] = []
    for word in words:
        place = re.search(re.escape(word), report.text, re.IGNORECASE)
        if place and not any(start <= place.start() and place.end() <= end for start, end in spans):
            spans.append(_sentence(report.text, place.start(), place.end()))
    if not spans:
        line = re.search(r"\S[^\n]*", report.text)
        spans = [(line.start(), min(line.end(), line.start() + 2 * _AROUND))] if line else []
    return [found for span in sorted(set(spans)) if (found := report.words(*span))]


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a place, as far as a snippet reaches."""
    low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
    ends = [m.end() for m in _END.finditer(text, low, start)]
    first = ends[-1] if ends else low if low == 0 else text.find(" ", low, start) + 1 or low
    closing = _END.search(text, end, high)
    last = closing.end() if closing else high if high == len(text) else max(end, text.rfind(" ", end, high))
    inside = text[first:last]
    return first + len(inside) - len(inside.lstrip()), first + len(inside.rstrip())
