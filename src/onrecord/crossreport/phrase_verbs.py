"""Verbs that tell what they tell together with another word: "found guilty" and "convicted", "stepped down" and "resigned" are one."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.model import Proposition, Term
from onrecord.resources import read_table

_BESIDE = frozenset({"object", "root", "oblique", "modifier"})
_HOW_FAR = frozenset("per cent percent percentage point penny".split())  # "closed down 3 per cent"
_NEAR = 45  # characters between a verb and the word that it is told with
_WORD = re.compile(r"\s+([a-z]+)")


def phrase_verbs(proposition: Proposition, text: str) -> dict[int, str]:
    """The verb that tells the same by itself, by where the predicate of a clause begins; empty for most clauses.

    Args:
        proposition: the clause.
        text: of its report.
    """
    return {verb.start: p.verb for verb, p in _told(proposition, text) if not p.is_result}


def result_verbs(proposition: Proposition, text: str) -> frozenset[str]:
    """What a clause tells besides its predicate: "shot dead" is "shot", and "killed"; arguments as for `phrase_verbs`."""
    return frozenset(p.verb for _, p in _told(proposition, text) if p.is_result)


def phrase_words(proposition: Proposition, text: str) -> frozenset[int]:
    """Where the nouns begin that a clause's predicate is told with: the rails of "left the rails" are nothing that is left."""
    return frozenset(
        t.start
        for verb, p in _told(proposition, text)
        for t in proposition.terms
        if t.lemma == p.word and 0 < t.start - verb.end <= _NEAR
    )


def _told(proposition: Proposition, text: str) -> Iterator[tuple[Term, "_Phrase"]]:
    for term in proposition.terms:
        if term.role == "root" and term.pos == "VERB" and term.lemma in _phrases():
            yield from ((term, p) for p in _phrases()[term.lemma] if _is_told(p, term, proposition, text))


def _is_told(phrase: "_Phrase", verb: Term, proposition: Proposition, text: str) -> bool:
    if not _follows(phrase.word, verb, proposition, text):
        return False
    if phrase.needs_no_object and _has_object(proposition, phrase.word):
        return False
    return not phrase.of or any(t.lemma in phrase.of for t in proposition.terms if t.start < verb.start)


def _follows(word: str, verb: Term, proposition: Proposition, text: str) -> bool:
    """Whether a word stands right behind a verb, or is what the verb is told with, near by ("found him guilty of fraud")."""
    match = _WORD.match(text, verb.end)
    if match is not None and match.group(1) == word:
        return True
    return any(t.lemma == word and 0 < t.start - verb.end <= _NEAR and t.role in _BESIDE for t in proposition.terms)


def _has_object(proposition: Proposition, word: str) -> bool:
    nouns = (t.lemma for t in proposition.terms if t.role == "object" and t.pos in ("NOUN", "PROPN", "PRON"))
    return any(n != word and n not in _HOW_FAR for n in nouns)


@dataclass(frozen=True)
class _Phrase:
    """A row of phrase_verbs.csv, but for its verb."""

    word: str
    verb: str
    is_result: bool  # told besides the predicate
    needs_no_object: bool
    of: frozenset[str]


@cache
def _phrases() -> dict[str, list[_Phrase]]:
    found: dict[str, list[_Phrase]] = defaultdict(list)
    for row in read_table("phrase_verbs.csv"):
        of = frozenset((row["of"] or "").split())
        told, is_result = row["as"].removeprefix("+"), row["as"].startswith("+")
        found[row["verb"]].append(_Phrase(row["word"], told, is_result, row["object"] == "no", of))
    return dict(found)
