"""Whether a match of the grammar is a temporal expression where it stands: years among counts, days among names, hours among scores."""

import re
from collections.abc import Sequence
from typing import Any

from onrecord.language.timex_readings import Reading
from onrecord.language.timex_tokens import Token, Words

_BACK = 48  # characters before and after an expression that are looked at

_YEAR_BEFORE = re.compile(
    r"(?:(?<![\w-])(?:in|since|of|by|until|till|from|to|through|before|after|during|early|late|mid|between|and|or|years?|circa|"
    r"about|around|for|spring|summer|autumn|fall|winter|than|back|as\s+of|the|late\s+in|early\s+in|that|on)\s+"
    r"|[(\[–-]\s*|,\s+|^|mid-|pre-|post-|/)$",
    re.IGNORECASE,
)
#: Before a year that a noun in the plural follows: "in 2015 relations were frozen", "the 2015 floods".
_BEFORE_NOUN = re.compile(r"(?<![\w-])(?:the|its|his|their|a|in|since|['’]s)\s+$", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?<![\w-])(?:than|least|most|nearly|almost|some|up\s+to|another|approximately|roughly|over|only|nos?\.|number|page|flight|"
    r"route|room|highway|section|article|resolution|model|chapter|league|bus|line|unit)\s+$|(?<!\d)(?:\d{1,3}|\d{5,})-$|\d-\d{4}-$",
    re.IGNORECASE,
)
_UNIT_AFTER = re.compile(
    r"\s+(?:percent|per\s+cent|km|kilomet|metre|meter|miles?|feet|ft|kg|tons?|tonnes|pounds|dollars|euros|yen|rubles|barrels|"
    r"megawatts|MW|hectares|acres|square|points|volts|hp|cc|GMT|hours|hrs|UTC)\b|%|°|-\d+-\d"
)
_CLOCK_BEFORE = re.compile(
    r"(?<![\w-])(?:at|by|from|until|till|around|about|before|after|since|between|and|to|near|past|exactly|precisely)\s+$",
    re.IGNORECASE,
)
_LONG_BEFORE = re.compile(
    r"(?<![\w-])(?:for|after|within|over|in|took|lasted|last|spent|the|of|takes|take|recent|many|these|those)\s+$",
    re.IGNORECASE,
)
_MEDIA_AFTER = re.compile(
    r"\s+(?:Times|Mail|Telegraph|Express|Mirror|Post|Herald|Night\s+(?:Live|Football|Lights)|Tribune|World|People|Star)\b"
)
_OWNER_BEFORE = re.compile(r"(?<![\w-])(?:his|her|their|my|our|your|its)\s+(?:early|late|mid)?[\s-]*$", re.IGNORECASE)


def is_expression(reading: Reading, line: str, tokens: Sequence[Token], words: Words) -> bool:
    """Whether a match of the grammar is a temporal expression here, by what stands around it."""
    before, after = line[max(0, reading.start - _BACK) : reading.start], line[reading.end : reading.end + _BACK]
    check = _CHECKS.get(reading.rule)
    return check is None or check(reading, before, after, words)


def _is_year(reading: Reading, before: str, after: str, words: Words) -> bool:
    if reading.era or reading.is_short_year:
        return reading.era != "" or bool(_YEAR_BEFORE.search(before))
    year = int(reading.year or 0)
    if (
        _COUNTED.search(before)
        or _UNIT_AFTER.match(after)
        or re.match(r"[/-]\d|\.\d", after)
        or re.search(r"\d[/.]$", before)
    ):
        return bool(re.match(r"[–-](?:\d\d|\d{4})(?!\d)", after)) and not _COUNTED.search(before)
    following = words.at(reading.end + 1) if after[:1] == " " else None
    plural = following is not None and following.tag_ in ("NNS", "NNPS")
    if plural and (year % 100 == 0 or not _BEFORE_NOUN.search(before)):
        return False
    if 1900 <= year <= 2100:
        return year % 100 != 0 or bool(_YEAR_BEFORE.search(before))
    return year % 100 != 0 and bool(
        re.search(r"(?<![\w-])(?:in|since|of|by|until|from|to|between|and|after|before|late|early)\s+$|[(–-]$", before)
    )


def _is_clock(reading: Reading, before: str, after: str, words: Words) -> bool:
    return bool(
        reading.zone
        or _CLOCK_BEFORE.search(before)
        or re.match(r"\s*(?:hrs|hours|local)\b", after)
        or re.search(r"\d{4}\s$|day,?\s$", before)
    )


def _is_said_clock(reading: Reading, before: str, after: str, words: Words) -> bool:
    """ "at seven thirty", and not "at seven forty-seat cinemas"."""
    return bool(re.search(r"(?<![\w-])at\s+$", before, re.IGNORECASE)) and not re.match(
        r"-|\s+(?!minutes)\w+s\b", after
    )


def _is_hour_of_day(reading: Reading, before: str, after: str, words: Words) -> bool:
    """ "at six yesterday morning", and not "the six last night"."""
    return bool(_CLOCK_BEFORE.search(before)) and reading.clock is not None


def _is_long(reading: Reading, before: str, after: str, words: Words) -> bool:
    return bool(_LONG_BEFORE.search(before)) or bool(re.match(r"\s+(?:before|after)\b", after))


def _is_a_unit(reading: Reading, before: str, after: str, words: Words) -> bool:
    if (
        re.match(r"\s+(?:of\s+(?:mourning|rest|prayer|silence)|when|that|in\s+which|for\s+the)\b", after)
        or reading.unit == "WE"
    ):
        return False
    previous = words.at(reading.start - 2) if reading.start > 1 and before.endswith(" ") else None
    if previous is not None and previous.pos_ in ("NOUN", "NUM", "SYM"):
        reading.kind, reading.value = (
            "set",
            f"P1{reading.unit}" if reading.unit not in ("TH", "TM", "TS") else f"PT1{(reading.unit or '')[1]}",
        )
    return True


def _is_weekday(reading: Reading, before: str, after: str, words: Words) -> bool:
    return not _MEDIA_AFTER.match(after) and not re.search(
        r"(?<![\w-])(?:Black|Bloody|Good|Ash|Palm|Easter)\s$", before
    )


def _is_decade(reading: Reading, before: str, after: str, words: Words) -> bool:
    return not _OWNER_BEFORE.search(before)


def _is_the_weekend(reading: Reading, before: str, after: str, words: Words) -> bool:
    return bool(re.search(r"(?<![\w-])(?:over|at|on|during|for|by|since|until|of|through)\s+$", before, re.IGNORECASE))


def _is_overnight(reading: Reading, before: str, after: str, words: Words) -> bool:
    """An adverb, no part of a noun ("an overnight train") and no change at one stroke ("was transformed overnight")."""
    parsed = words.at(reading.start)
    if parsed is not None and parsed.head.lemma_.lower() in _CHANGING:
        return False
    following = words.at(reading.end + 1) if after[:1] == " " else None
    if re.match(r"\s+on\s+[A-Z\d]", after):
        return False  # "overnight on Nov. 3": the day says which night
    return not before.endswith("-") and (following is None or following.pos_ not in ("NOUN", "PROPN", "ADJ"))


_CHANGING = frozenset("transform change become vanish disappear reform solve learn reverse undo fix cure".split())


def _is_year_end(reading: Reading, before: str, after: str, words: Words) -> bool:
    return bool(
        re.search(r"(?<![\w-])(?:by|at|before|until|till|since|from|after|to)\s+(?:the\s+)?$", before, re.IGNORECASE)
    )


def _is_day_of_month(reading: Reading, before: str, after: str, words: Words) -> bool:
    following = words.at(reading.end + 1) if after[:1] == " " else None
    stands_alone = following is None or following.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM")
    return stands_alone and bool(
        re.search(r"(?<![\w-])(?:on|by|until|from|since|before|after|of)\s+$", before, re.IGNORECASE)
    )


def _is_periodic(reading: Reading, before: str, after: str, words: Words) -> bool:
    parsed = words.at(reading.start)
    is_capital = parsed is not None and parsed.text[:1].isupper()
    named = is_capital and (
        re.match(r"\s+[A-Z]", after) or re.search(r"[A-Z][\w’']+\s$", before)
    )  # "the Fernhill Weekly"
    return not named and not before.endswith("-")


def _is_night(reading: Reading, before: str, after: str, words: Words) -> bool:
    return bool(re.search(r"(?<![\w-])(?:at|by|during\s+the|in\s+the)\s+$", before, re.IGNORECASE)) and not re.match(
        r"\s+(?:of|on)\b|\s+from\s+[A-Z]",
        after,  # "in the night from Sunday to Monday"
    )


def _is_age_free(reading: Reading, before: str, after: str, words: Words) -> bool:
    return not re.search(r"[$€£]\s?[\d.,]*$|\w-$", before)


_CHECKS: dict[str, Any] = {
    "year": _is_year, "clock": _is_clock, "units": _is_long, "a unit": _is_a_unit, "weekday": _is_weekday, "decade": _is_decade,
    "day of month": _is_day_of_month, "periodic": _is_periodic, "night": _is_night, "duration": _is_age_free,
    "clock in words": _is_said_clock, "hour of a day": _is_hour_of_day, "the weekend": _is_the_weekend,
    "overnight": _is_overnight, "year-end": _is_year_end,
}  # fmt: skip
