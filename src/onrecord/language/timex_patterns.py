"""Patterns over token classes, and what a rule's match offers to the function that reads it.

A pattern names classes of `timex_tokens.CODES` in capitals and groups in small letters: "the=(THE)? WEEKDAY".
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.language.timex_readings import Reading, Relation
from onrecord.language.timex_tokens import CODES, Token


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's match with the tokens of its groups."""

    tokens: Sequence[Token]
    found: re.Match[str]

    def group(self, name: str) -> Sequence[Token]:
        start, end = self.found.span(name)
        return self.tokens[start:end] if start >= 0 else ()

    def first(self, name: str) -> Token | None:
        group = self.group(name)
        return group[0] if group else None

    def value(self, name: str) -> str:
        token = self.first(name)
        return token.value if token is not None else ""

    def reading(self, **fields: object) -> Reading:
        start, end = self.found.span()
        return Reading(start=self.tokens[start].start, end=self.tokens[end - 1].end, **fields)  # type: ignore[arg-type]


Builder = Callable[[Match], Reading | None]

_MACROS = {
    "$NUM": "(?:(?:NUMBER|A|HOUR|DOM|COUNT) HYPHEN? SCALE|NUMBER(?:HYPHEN? NUMBER)?|HOUR|DOM|COUNT|YEAR|DECIMAL)"
    "(?:AND A? HALF|AND A QUARTER)?",
    "$VAGUE": "(?:A? FEW|VAGUE|SOME|A? COUPLE OF?)",
    "$DAY": "(?:HOUR|DOM|ORDINAL|SECOND)",
    "$YEAR": "(?:year=(YEAR) era=(ERA)?|year=(SHORT_YEAR)|year=(HOUR|DOM|COUNT|YEAR) era=(ERA))",
    "$REL": "(?:THE? (?:THIS|THAT|SAME|LAST|NEXT|PREVIOUS|FOLLOWING|COMING|PAST|CURRENT)+)",
}


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern over class names as one over their characters; a group named twice keeps its name the first time only."""
    for name, macro in _MACROS.items():
        pattern = pattern.replace(name, macro)
    seen: dict[str, int] = {}

    def name_group(match: re.Match[str]) -> str:
        name = match.group(1)
        seen[name] = seen.get(name, 0) + 1
        return f"(?P<{name}{'' if seen[name] == 1 else seen[name]}>"

    coded = re.sub(r"\b[A-Z][A-Z_]*\b", lambda m: "\0" + CODES[m.group().lower()] + "\0", pattern)
    grouped = re.sub(r"([a-z]+)=\(", name_group, coded)
    return re.compile(grouped.replace("\0", "").replace(" ", ""))


_RELATIONS: dict[str, Relation] = {
    "last": "last", "past": "last", "next": "next", "coming": "next", "this": "this", "current": "this", "that": "that", "same": "that",
    "previous": "previous", "following": "following",
}  # fmt: skip


def read_relation(tokens: Sequence[Token]) -> Relation:
    """How the determiners point; "the next" and "the last" are taken as "next" and "last" here."""
    kinds = [t.kind for t in tokens if t.kind in _RELATIONS]
    if "same" in kinds:
        return "that"
    return _RELATIONS[kinds[-1]] if kinds else ""


Rule = tuple[str, str, Builder]  # name, pattern, what reads it
