"""What matter an event is about: PLOVER contexts by the words of its sentence (resources/event_contexts.csv)."""

from functools import cache
from typing import Any

from onrecord.resources import read_table

Token = Any  # a spaCy token


@cache
def context_words() -> dict[str, tuple[str, ...]]:
    """Lemma -> the contexts it tells of, in the order of the table."""
    found: dict[str, tuple[str, ...]] = {}
    for row in read_table("event_contexts.csv"):
        for word in row["lemmas"].split("|"):
            found[word] = (*found.get(word, ()), row["context"])
    return found


def contexts_of(token: Token) -> tuple[str, ...]:
    """The contexts of the sentence that a predicate stands in, sorted; possibly none."""
    words = context_words()
    return tuple(sorted({c for t in token.sent for c in words.get(t.lemma_.lower(), ())}))
