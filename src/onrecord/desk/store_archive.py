"""A store as the archive that new reports join: its word index, its stories and its copies."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from onrecord.model import Report
from onrecord.store.likeness import find_holders
from onrecord.store.loading import load_reports
from onrecord.store.schema_stories import copy_reports
from onrecord.store.schema_stories import stories as stories_table
from onrecord.store.story_saving import StoryState, load_stories_state, stories_of

_FEW = 500


@dataclass(frozen=True)
class StoreArchive:
    """See `crossreport.joining.Archive`."""

    connection: Connection  # of a reading transaction

    def find_holders(self, word: str, limit: int) -> Sequence[str]:
        """Ids of reports that hold a word as printed, the latest first."""
        return find_holders(self.connection, word, limit)

    def stories_of(self, reports: Collection[str]) -> Mapping[str, str]:
        """Report id -> the story it is in; reports that no settle has seen are absent."""
        return stories_of(self.connection, reports)

    def days_of(self, stories: Collection[str]) -> Mapping[str, tuple[str | None, str | None]]:
        """Story id -> ISO days of its first and its last report."""
        s = stories_table.c
        rows = self.connection.execute(select(s.id, s.first_day, s.last_day).where(s.id.in_(sorted(stories))))
        return {row.id: (row.first_day, row.last_day) for row in rows}

    def load_stories(self, stories: Collection[str]) -> Mapping[str, StoryState]:
        """Stories by id."""
        return load_stories_state(self.connection, sorted(stories))

    def load_reports(self, reports: Collection[str]) -> Iterable[Report]:
        """Reports by id."""
        return load_reports(self.connection, sorted(reports))

    def copies_of(self, reports: Collection[str]) -> Collection[str]:
        """Ids of the reports that are copies of some, with these."""
        x, wanted, found = copy_reports.c, sorted(reports), set[str]()
        for at in range(0, len(wanted), _FEW):
            mine = select(x.copy_id).where(x.report_id.in_(wanted[at : at + _FEW]))
            found.update(self.connection.scalars(select(x.report_id).where(x.copy_id.in_(mine))))
        return found
