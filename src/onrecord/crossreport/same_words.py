"""Accounts of a claim in the very same words: of one speaker where they stand in quotation marks, of one text where outlets print them as
their own.

Two reporters do not hit upon the same long clause by themselves. They may well quote the same sentence: then each vouches for its having
been said, even where one of them does not say by whom in the same breath.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from onrecord.crossreport.view import StoryView
from onrecord.crossreport.wording import fold_word, quoted_stretches
from onrecord.model import Account, Span, Tie

_LONG = 12  # words from which two texts that print them alike are held to have them from one text
_QUOTED = 5  # words of one speaker that no two sentences share by chance
_SHORT = 3  # words from which a quotation is held to be part of a longer one


def tie_same_text(view: StoryView, accounts: Sequence[Account]) -> list[Tie]:
    """A tie for accounts that print the same long clause, word for word and outside quotation marks.

    Args:
        view: the story.
        accounts: of one claim.
    """
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for account in accounts:
        words = words_of(account)
        if len(words) >= _LONG and not is_quoted(view, account):
            found[words].add(account.report)
    return [
        Tie(kind="origin", reports=tuple(sorted(reports)), reason="They print the same words.")
        for _, reports in sorted(found.items())
        if len(reports) > 1
    ]


def tie_same_speech(view: StoryView, accounts: Sequence[Account]) -> list[Tie]:
    """A tie for each two accounts that quote the same words, or of which one quotes a part of what the other does."""
    spoken: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for account in accounts:
        if is_quoted(view, account):
            spoken[words_of(account)].add(account.report)
    told = sorted(spoken.items())
    found = [(reports, reports) for words, reports in told if len(words) >= _SHORT]
    found += [(x, y) for (a, x), (b, y) in combinations(told, 2) if _holds(a, b) or _holds(b, a)]
    ties = {(min(one, other), max(one, other)) for x, y in found for one in x for other in y if one != other}
    return [Tie(kind="origin", reports=pair, reason="They quote the same words.") for pair in sorted(ties)]


def is_quoted(view: StoryView, account: Account) -> bool:
    """Whether all words of an account stand between quotation marks."""
    text = view.of(account.report).report.text
    return all(
        any(start <= span.start and span.end <= end for start, end in quoted_stretches(text, *_line(text, span.start)))
        for span in account.spans
    )


def quoted_words(text: str, spans: Sequence[Span]) -> tuple[str, ...]:
    """The words of some characters that stand between quotation marks, folded for comparison; of single words in marks none."""
    found = []
    for span in spans:
        for start, end in quoted_stretches(text, *_line(text, span.start)):
            found.append(text[max(start, span.start) : min(end, span.end)])
    return _words(" ".join(found))


def quote_one_sentence(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two texts quote the same words, or one a part of what the other does."""
    mine, theirs = tuple(one), tuple(other)
    return min(len(mine), len(theirs)) >= _QUOTED and (_holds(mine, theirs) or _holds(theirs, mine))


def words_of(account: Account) -> tuple[str, ...]:
    """The words of an account for comparison: lower case, without punctuation, number words as digits.

    >>> from onrecord.model import Span
    >>> words_of(Account(report="r1", spans=(Span(0, 9),), chain=(), stance="asserts", exact="Two ships, he said"))
    ('2', 'ship', 'he', 'said')
    """
    return _words(account.exact)


def _words(text: str) -> tuple[str, ...]:
    plain = "".join(c if c.isalnum() or c in "'’" else " " for c in text)
    return tuple(fold_word(w) for w in plain.replace("’", "'").split() if w.strip("'"))


def _line(text: str, offset: int) -> tuple[int, int]:
    """The line that holds a character."""
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(text)


def _holds(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    size = len(shorter)
    return size >= _SHORT and any(longer[n : n + size] == shorter for n in range(len(longer) - size + 1))
