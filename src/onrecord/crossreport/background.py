"""What is known of reports that are not at hand: how many use each word, and which sentences are page furniture.

Reports that come to a large store are grouped with their neighbourhood only. How telling a word is, and what an outlet prints under
everything, shows in all reports; so that is measured when all are grouped, and kept.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.crossreport.profiles import PAIR, WORD, Frequencies, Profile


@dataclass
class Background:
    """Counts over all reports of a store, and the keys of sentences that are furniture. Empty: nothing but what is at hand is known."""

    reports: int = 0
    words: Counter[int] = field(default_factory=Counter)
    pairs: Counter[int] = field(default_factory=Counter)
    furniture: set[int] = field(default_factory=set)  # by `sentence_key`

    def add(self, profile: Profile) -> None:
        """Count one more report."""
        self.reports += 1
        self.words.update(profile.counts[WORD].keys())
        self.pairs.update(profile.counts[PAIR].keys())

    def frequencies(self) -> Frequencies:
        """The counts, for weighing reports one by one; they are shared, not copied."""
        return Frequencies(self.reports, self.words, self.pairs)

    def extend(self, here: Frequencies, profiles: Iterable[Profile]) -> Frequencies:
        """The counts by which the reports at hand are weighed: theirs, or those kept where these are larger. They are kept from then on.

        Args:
            here: what profiling them has noted; nothing is counted in it yet.
            profiles: of the reports at hand, each once.
        """
        for profile in profiles:
            here.add(profile)
        if not self.reports:  # all is at hand
            self.reports, self.words, self.pairs = here.reports, here.words, here.pairs
            return here
        self.reports = max(self.reports, here.reports)
        for kept, counts in ((self.words, here.words), (self.pairs, here.pairs)):
            for code, count in counts.items():
                kept[code] = counts[code] = max(count, kept[code])
        here.reports = self.reports
        return here
