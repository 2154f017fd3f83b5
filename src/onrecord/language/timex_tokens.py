"""Text -> the tokens that temporal expressions are made of, one class character each, so that the grammar is read over classes.

    "on Saturday, 16 May 2020"  ->  i W , d M Y        "two days ago" -> N u G

A word of no class is "." to the grammar, so nothing matches across it. Words that are also something else (may, march, fall, second)
get their class only where the context or the part of speech speaks for it.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.resources import read_table

_NAMES = (
    "other stop comma hyphen possessive month weekday short_weekday weekdays unit units second season fall quarter half daypart dawn "
    "noon day overnight last past previous next coming following this current that same early point latter rest part earlier later "
    "after before afterwards previously ago hence from now the a of in on at to and every per again old long vague few some couple recent "
    "about nearly over fiscal fy oclock time local periodic times timesnoun number scale ordinal final era zone decade hour dom count "
    "year decimal iso slashed clock ampm short_year quarter_mark working date_word"
).split()
#: The character of each class: what a line's tokens are to the grammar.
CODES = {name: chr(ord("A") + n) if n < 26 else chr(0x3B1 + n - 26) for n, name in enumerate(_NAMES)}
_SIGN_CODES = {
    "-": "hyphen",
    "–": "hyphen",
    "—": "hyphen",
    "‑": "hyphen",
    ",": "comma",
    "’": "possessive",
    "'": "possessive",
    "~": "about",
}

_WORDS = {row["word"]: (row["class"], row["value"]) for row in read_table("timex_words.csv")}
_CAPITALISED = frozenset({"month", "weekday", "short_weekday", "weekdays"})
#: Months and short forms that are also words or given names: more is asked of them.
_AMBIGUOUS = frozenset(
    {"may", "march", "mar", "jan", "jun", "jul", "sun", "sat", "wed", "mon", "dec", "august", "april", "june"}
)
_ABBREVIATED = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ca hrs mins".split()
)
_TOKEN = re.compile(
    r"""
    (?P<iso>(?<![\w-])\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\w-]))
  | (?P<slashed>(?<![\w/.$€£-])(?:\d{1,2}(?P<by>[/.])\d{1,2}(?P=by)(?:\d{4}|\d{2})|\d{4}/\d{1,2}/\d{1,2})(?![\w/]|\.\d))
  | (?P<clock>(?<![\w:.])(?:[01]?\d|2[0-4])[:][0-5]\d(?::[0-5]\d)?(?!\d|:|\.\d))
  | (?P<decade>(?<![\w])(?:1\d|20)\d0['’]?s\b|['’‘](?:[2-9]0)s\b|(?<![\w$€£.,])[2-9]0s\b|(?<![\w$€£.,])[3-9]\d0s\b)
  | (?P<ordinal>(?<![\w.,])\d{1,3}(?:st|nd|rd|th)\b)
  | (?P<quarter_mark>(?<!\w)(?:Q[1-4]|H[12])\b)
  | (?P<short>(?<!\w)['’‘]\d\d\b(?!['’‘]))
  | (?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)
  | (?P<ampm>(?<=[\d\s])(?:[AaPp]\.\s?[Mm]\b\.?|[AaPp][Mm]\b))
  | (?P<era>\b(?:B\.\s?C\.?(?:\s?E\.?)?|A\.\s?D\.?)(?!\w))
  | (?P<oclock>\bo['’]clock\b)
  | (?P<possessive>['’]s\b)
  | (?P<word>[^\W\d_]+)
  | (?P<sign>\S)
    """,
    re.VERBOSE,
)
_MONEY = frozenset("$€£¥#№")


@dataclass(slots=True)
class Token:
    """A token with its class; offsets count from the start of the line."""

    start: int
    end: int
    text: str
    kind: str  # class name, see CODES
    value: str = ""


class Words:
    """Parts of speech of a line by offset; a line that was not parsed has none."""

    def __init__(self, doc: Any | None) -> None:
        self.doc = doc

    def at(self, offset: int) -> Any | None:
        """The parsed token that holds the character; None without a parse."""
        if self.doc is None:
            return None
        place = bisect_left(self.doc.starts, offset + 1) - 1
        return self.doc[place] if place >= 0 else None


def read_tokens(line: str, words: Words) -> tuple[list[Token], str]:
    """The tokens of a line and their classes as one string, a character each.

    >>> [t.kind for t in read_tokens("on 16 May 2020", Words(None))[0]]
    ['on', 'dom', 'month', 'year']
    """
    tokens = [_make(match) for match in _TOKEN.finditer(line)]
    for place, token in enumerate(tokens):
        if token.kind == "word?":
            _class_word(line, tokens, place, words)
        elif token.kind == "number?":
            _class_number(line, tokens, place)
        elif token.kind == "ampm" and not (
            place and (tokens[place - 1].text[0].isdigit() or tokens[place - 1].kind == "number")
        ):
            token.kind = "other"
    kept = [t for t in tokens if t.kind]
    return kept, "".join(CODES[t.kind] for t in kept)


def _make(match: re.Match[str]) -> Token:
    kind, text = match.lastgroup or "", match.group()
    token = Token(match.start(), match.end(), text, "other")
    if kind == "word":
        token.kind = "word?"
    elif kind == "number":
        token.kind = "number?"
    elif kind == "sign":
        token.kind = _SIGN_CODES.get(text, "stop" if text in ".!?;:" else "other")
    elif kind == "ordinal":
        token.kind, token.value = "ordinal", str(int(text[:-2]))
    elif kind == "era":
        token.kind, token.value = "era", "AD" if text[0] == "A" else "BC"
    else:
        token.kind, token.value = "short_year" if kind == "short" else kind, text
    return token


def _class_number(line: str, tokens: Sequence[Token], place: int) -> None:
    token = tokens[place]
    before = line[token.start - 1] if token.start else " "
    token.value = token.text.replace(",", "")
    if before in _MONEY or before.isalpha() or line[token.end : token.end + 1] == "%":
        token.kind = "other"
    elif "." in token.text:
        token.kind = "decimal"
    elif "," in token.text or len(token.text) > 4:
        token.kind = "count"
    elif len(token.text) == 4:
        token.kind = "year" if 1000 <= int(token.text) <= 2199 else "count"
    else:
        token.kind = "hour" if 1 <= int(token.text) <= 12 else "dom" if 13 <= int(token.text) <= 31 else "count"
    glued = before == "-" and place > 1 and tokens[place - 2].end == token.start - 1
    if glued and not _may_precede_hyphen(tokens[place - 2]):
        token.kind = "other"


def _may_precede_hyphen(token: Token) -> bool:
    """Numbers glued by a hyphen to a word ("F-16", "Covid-19") are parts of names; "mid-2007" and "1914-18" are not."""
    return (
        token.text[0].isdigit()
        or token.kind in ("early", "month", "number", "about")
        or token.text.lower() in ("pre", "post", "now")
    )


def _class_word(line: str, tokens: Sequence[Token], place: int, words: Words) -> None:
    token = tokens[place]
    lower = token.text.lower()
    token.kind, token.value = _WORDS.get(lower, ("other", ""))
    if token.kind == "other":
        return
    if lower in _ABBREVIATED and token.text[0].isupper() and line[token.end : token.end + 1] == ".":
        token.end += 1
        if place + 1 < len(tokens) and tokens[place + 1].text == ".":
            tokens[place + 1].kind = ""
    if not _may_be(tokens, place, words):
        token.kind = "other"


def _may_be(tokens: Sequence[Token], place: int, words: Words) -> bool:
    """Whether the token is what its word class says."""
    token = tokens[place]
    if token.kind in _CAPITALISED and not token.text[0].isupper():
        return False
    if token.text.lower() in _AMBIGUOUS:
        return _is_month_or_day(tokens, place, words)
    if token.kind in ("season", "fall"):
        return _is_season(tokens, place, words)
    if token.text.lower() in _HOMOGRAPHS:
        return _tells_time(tokens, place, words)
    return token.kind not in ("era", "zone") or token.text.isupper()


_HOMOGRAPHS = frozenset({"last", "everyday", "today"})


def _tells_time(tokens: Sequence[Token], place: int, words: Words) -> bool:
    """Not "would last four years", "everyday people", "told Norland Today"."""
    parsed, before = words.at(tokens[place].start), tokens[place - 1] if place else None
    if parsed is None:
        return True
    if tokens[place].kind == "last":
        return bool(parsed.pos_ not in ("VERB", "AUX"))
    if tokens[place].text.lower() == "everyday":
        following = words.at(tokens[place].end + 1)
        return following is None or following.i == parsed.i or following.pos_ not in ("NOUN", "ADJ")
    return not (before is not None and before.text[0].isupper() and _ends_name(tokens, place))


def _ends_name(tokens: Sequence[Token], place: int) -> bool:
    """ "Told Norland Today on Friday": a capital in a sentence that has others in small letters behind it."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    in_text = after is not None and after.text.islower()
    return tokens[place].text[0].isupper() and (tokens[place - 1].text == "USA" or in_text)


_DATE_BEFORE = frozenset(
    "in since early late mid until till last next this of by during between from through before after on previous and to or end beginning "
    "start middle around about every".split()
)
_ALSO_NAMES = frozenset({"april", "june", "august"})
_SET_FOR = frozenset("scheduled planned set slated booked due fixed billed rescheduled earmarked pencilled".split())


def _class_of(token: Token) -> str:
    return _WORDS.get(token.text.lower(), (token.kind, ""))[0]


def _neighbour(tokens: Sequence[Token], place: int, step: int) -> Token | None:
    other = place + step
    while 0 <= other < len(tokens) and tokens[other].text in (",", "-", "–"):
        other += step
    return tokens[other] if 0 <= other < len(tokens) else None


def _is_month_or_day(tokens: Sequence[Token], place: int, words: Words) -> bool:
    token = tokens[place]
    before, after = _neighbour(tokens, place, -1), _neighbour(tokens, place, 1)
    beside_number = any(
        t is not None and (t.text[0].isdigit() or _class_of(t) in ("month", "weekday", "ordinal"))
        for t in (before, after)
    )
    if beside_number or token.text.lower() in ("mon", "wed", "sun", "sat"):
        return beside_number
    parsed = words.at(token.start)
    if parsed is not None and (parsed.pos_ in ("AUX", "VERB") or parsed.ent_type_ == "PERSON"):
        return False
    capital_follows = place + 1 < len(tokens) and tokens[place + 1].text[0].isupper()
    if before is None or before.text.lower() not in _DATE_BEFORE:
        return before is not None and before.text.lower() == "for" and _is_set_for(tokens, place - 2)
    return not capital_follows or token.text.lower() in _ALSO_NAMES


def _is_set_for(tokens: Sequence[Token], place: int) -> bool:
    """Whether the word at a place puts something on the month that follows it: "scheduled for June", not "she works for June"."""
    return place >= 0 and tokens[place].text.lower() in _SET_FOR


def _is_season(tokens: Sequence[Token], place: int, words: Words) -> bool:
    """ "the Arab Spring", "the Winter Olympics", "the fall of Saigon", "to spring" are no seasons."""
    token, before = tokens[place], tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if token.text[0].isupper():
        if after is not None and after.text[0].isupper() and not after.text.isdigit():
            return False
        if before is not None and before.text[0].isupper() and before.kind == "other":
            return False
    parsed = words.at(token.start)
    if parsed is not None and parsed.pos_ not in ("NOUN", "PROPN"):
        return False
    if token.text.lower() != "fall":
        return True
    if after is not None and after.text.lower() == "of":
        return place + 2 < len(tokens) and bool(re.match(r"\d{4}$|next|last|this", tokens[place + 2].text))
    return before is not None and before.text.lower() in (
        "the",
        "last",
        "this",
        "next",
        "early",
        "late",
        "in",
        "of",
        "mid",
        "each",
        "every",
        "-",
    )
