"""How many were killed, hurt, arrested or are missing, as a clause tells it: one toll, whatever its verb.

"Six passengers were killed", "six people are dead" and "bringing the death toll to six" give one toll; "the six dead were buried" tells
something else of them, and "seven of the injured" or "of the 44 injured" counts a part.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.model import Proposition, Quantity
from onrecord.resources import read_table, read_words

_LEAST = 2.0  # of one victim it is told who that is
_PART = re.compile(r"\b(?:of|among|including|with)\s+(?:(?:the|these|those|all)\s+)?$", re.IGNORECASE)
_OF_THEM = re.compile(r"\s+of\b", re.IGNORECASE)
_NEAR = 20  # characters
_FROM = re.compile(r"\bfrom\s+(?:\w+\s+)?$", re.IGNORECASE)
#: Verbs that say how high a toll has become; a day with them is the day of that.
RISING = frozenset("rise climb increase grow bring reach stand put".split())
_COUNTING = RISING | frozenset("be leave claim total number confirm report cause".split())
#: Nouns for those counted that say nothing of who they are, beside those for what happened to them.
_ANYBODY = frozenset(
    "people person man woman men women victim other toll number passenger resident total suspect".split()
)


@dataclass(frozen=True)
class Toll:
    """How many something happened to."""

    class_: str  # "killed", "injured", ...
    value: float
    comparator: str
    people: frozenset[str]  # nouns that say who they are, as far as any does

    def may_be(self, other: "Toll") -> bool:
        """Whether two tolls count alike, and may count the same people."""
        alike = (self.class_, self.value, self.comparator) == (other.class_, other.value, other.comparator)
        return alike and (not self.people or not other.people or bool(self.people & other.people))


def read_toll(proposition: Proposition, roots: Iterable[str], figures: Sequence[Quantity], text: str) -> Toll | None:
    """The toll that a clause gives; None where it tells something else, several tolls, or that it was not so.

    Args:
        proposition: of the report.
        roots: lemmas of its predicate.
        figures: of the proposition.
        text: of the report.
    """
    counted = [
        q for q in figures if q.kind == "count" and q.item_class in _words_of() and not _is_part(q, proposition, text)
    ]
    if len(counted) != 1 or proposition.negative:
        return None
    figure, predicate = counted[0], frozenset(roots)
    class_ = figure.item_class or ""
    words = toll_words(class_)
    if figure.value is None or figure.value < _LEAST or not predicate <= words | _COUNTING:
        return None
    if not words & {t.lemma for t in proposition.terms}:
        return None
    return Toll(class_, figure.value, figure.comparator, _people(proposition, figure, words))


def _is_part(figure: Quantity, proposition: Proposition, text: str) -> bool:
    """Whether a figure counts some of those counted already, those of whom another number tells more, or what the toll was before."""
    last = next((t for t in reversed(proposition.terms) if t.end <= figure.start and t.pos == "NOUN"), None)
    is_of_fate = last is not None and last.lemma in toll_words(figure.item_class or "") | {"toll"}  # "the lives of 12"
    before = text[max(0, figure.start - _NEAR, last.end if last is not None and is_of_fate else 0) : figure.start]
    number = text[figure.start : figure.end].split(" ", 1)[0]
    after = text[figure.start + len(number) : figure.end + _NEAR]
    return bool((_PART.search(before) and not is_of_fate) or _FROM.search(before) or _OF_THEM.match(after))


def _people(proposition: Proposition, figure: Quantity, words: frozenset[str]) -> frozenset[str]:
    if figure.item is None:
        return frozenset()
    nouns = {t.lemma for t in proposition.terms if t.pos == "NOUN" and figure.item.start <= t.start < figure.item.end}
    return frozenset(nouns & (read_words("person_nouns.txt") | read_words("people_nouns.txt"))) - words - _ANYBODY


def toll_words(class_: str) -> frozenset[str]:
    """The lemmas that say what happened to those counted: "die", "death", "fatality" of the killed."""
    return _words_of().get(class_, frozenset())


@cache
def _words_of() -> dict[str, frozenset[str]]:
    """By class of what happened to people, the lemmas that say so."""
    return {
        row["class"]: frozenset(
            w for column in ("objects", "subjects", "states", "nouns") for w in row[column].split("|") if w
        )
        for row in read_table("casualty_classes.csv")
    }
