"""The words that say what happened to those counted, by class."""

from functools import cache
from typing import Any, NamedTuple

from onrecord.resources import read_table, read_words

#: Nouns for people, singular.
PEOPLE = read_words("people_nouns.txt")


class Fate(NamedTuple):
    """A class of what happened, and the token that says so."""

    name: str
    token: Any


@cache
def class_table(column: str) -> dict[str, str]:
    return {word: row["class"] for row in read_table("casualty_classes.csv") for word in row[column].split("|") if word}


def is_state(token: Any) -> bool:
    """Whether the word says in which state someone is: dead, wounded, missing."""
    return token.lower_ in class_table("states") and token.pos_ != "PROPN"


def class_word(name: str) -> str:
    """How a class is put in words: "killed or injured" for casualties."""
    return next((row["word"] for row in read_table("casualty_classes.csv") if row["class"] == name), name)


def class_of_verb(token: Any) -> str | None:
    return class_table("objects").get(token.lemma_.lower())
