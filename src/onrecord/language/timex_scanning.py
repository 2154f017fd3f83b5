"""A line -> the readings of its temporal expressions: phrases and holidays by their words, the rest by the grammar."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from onrecord.language.timex_checks import is_expression
from onrecord.language.timex_clocks import CLOCK_RULES
from onrecord.language.timex_grammar import CALENDAR_RULES
from onrecord.language.timex_joining import extend_readings, join_readings
from onrecord.language.timex_patterns import Builder, Match, compile_pattern
from onrecord.language.timex_readings import Kind, Reading, Relation
from onrecord.language.timex_stretches import STRETCH_RULES
from onrecord.language.timex_tokens import Token, Words, read_tokens
from onrecord.resources import read_table


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str], Builder], ...]:
    return tuple(
        (name, compile_pattern(pattern), build) for name, pattern, build in CALENDAR_RULES + CLOCK_RULES + STRETCH_RULES
    )


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    values = {row["phrase"]: row["value"] for row in read_table("timex_phrases.csv")}
    return _any_of(values), values


@cache
def _holidays() -> tuple[re.Pattern[str], frozenset[str]]:
    names = frozenset(row["name"] for row in read_table("holidays.csv"))
    year = r"(?:,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b)?"
    return re.compile(
        r"(?:(?<![\w-])(?P<rel>last|next|this)\s+)?"
        + _any_of(names).pattern
        + r"(?P<part>\s+(?:night|morning))?"
        + year,
        re.IGNORECASE,
    ), names


def _any_of(phrases: "dict[str, str] | frozenset[str]") -> re.Pattern[str]:
    words = "|".join(
        re.escape(p).replace("'", "['’]").replace(r"\ ", r"\s+") for p in sorted(phrases, key=lambda p: (-len(p), p))
    )
    return re.compile(rf"(?<![\w-])(?P<name>{words})(?![\w-]|['’]\w)", re.IGNORECASE)


def read_line(line: str, words: Words) -> list[Reading]:
    """The temporal expressions of one line, in text order and not overlapping, offsets from the start of the line."""
    tokens, codes = read_tokens(line, words)
    candidates = _grammar_readings(tokens, codes) + _phrase_readings(line, words) + _holiday_readings(line)
    chosen: list[Reading] = []
    candidates = [r for r in candidates if is_expression(r, line, tokens, words)]
    for reading in sorted(candidates, key=lambda r: (r.start, -_end(r))):
        if not chosen or reading.start >= chosen[-1].end:
            chosen.extend([reading] if reading.tail is None else [reading, reading.tail])
    return join_readings(extend_readings([_without_article(r, line, words) for r in chosen], line), line)


def _without_article(reading: Reading, line: str, words: Words) -> Reading:
    """ "the summer offensive", "the 15 September attack": the article belongs to the noun that follows."""
    following = words.at(reading.end + 1) if line[reading.end : reading.end + 1] == " " else None
    if (
        following is None
        or reading.kind != "calendar"
        or reading.relation
        or following.pos_ not in ("NOUN", "PROPN", "ADJ")
    ):
        return reading
    article = re.match(r"the\s+", line[reading.start : reading.end], re.IGNORECASE)
    return replace(reading, start=reading.start + article.end()) if article and not reading.tail else reading


def _end(reading: Reading) -> int:
    return reading.end if reading.tail is None else reading.tail.end


def _grammar_readings(tokens: Sequence[Token], codes: str) -> list[Reading]:
    readings = []
    for name, pattern, build in _rules():
        for found in pattern.finditer(codes):
            reading = build(Match(tokens, found)) if found.end() > found.start() else None
            if reading is not None:
                reading.rule = reading.rule or name
                readings.append(reading)
    return readings


def _phrase_readings(line: str, words: Words) -> list[Reading]:
    pattern, values = _phrases()
    readings = []
    for match in pattern.finditer(line):
        value = values[" ".join(match["name"].lower().split())]
        if _is_reference(match, line, words):
            if value[0].isdigit():
                year, month, day = value.split("-")
                readings.append(
                    Reading(*match.span(), "calendar", year=year, month=int(month), day=int(day), rule="phrase")
                )
            else:
                kind: Kind = "set" if value[1:2].isdigit() else "reference"
                readings.append(Reading(*match.span(), kind, value=value, rule="phrase"))
    return readings


def _is_reference(match: re.Match[str], line: str, words: Words) -> bool:
    """ "the past" and "the present" alone, not "the past president"; "the future" also of something."""
    if match["name"].lower() not in ("the past", "the present", "future", "present day", "modern day"):
        return True
    if match["name"].lower() == "future":
        parsed = words.at(match.start())
        return parsed is None or parsed.pos_ in ("ADJ", "NOUN")
    following = words.at(match.end() + 1) if match.end() + 1 < len(line) else None
    return following is None or following.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM")


_RELATIONS: dict[str, Relation] = {"": "", "last": "last", "next": "next", "this": "this"}


def _holiday_readings(line: str) -> list[Reading]:
    pattern, _ = _holidays()
    readings = []
    for match in pattern.finditer(line):
        name = " ".join(match["name"].lower().replace("’", "'").split())
        if match["name"][0].isupper():
            part = {"night": "NI", "morning": "MO"}.get((match["part"] or "").strip().lower())
            relation = _RELATIONS[(match["rel"] or "").lower()]
            readings.append(
                Reading(
                    *match.span(),
                    "calendar",
                    relation=relation,
                    holiday=name,
                    year=match["year"],
                    daypart=part,
                    rule="holiday",
                )
            )
    return readings
