"""Plain words for dates, numbers and counts: what onrecord says is said in sentences, never as a bare score."""

import re

_MONTHS = "January February March April May June July August September October November December".split()
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_PARTS = {  # of a year, as EDTF level 2 numbers them
    **{f"{33 + n}": f"the {which} quarter of" for n, which in enumerate(("first", "second", "third", "fourth"))},
    **{f"{40 + n}": f"the {which} half of" for n, which in enumerate(("first", "second"))},
}
_DAY = re.compile(r"^(?P<year>-?\d{4})-(?P<month>\d\d)-(?P<day>\d\d)$")
_MONTH = re.compile(r"^(?P<year>-?\d{4})-(?P<month>\d\d)$")
_CLOCK = re.compile(r"^(?P<date>\d{4}-\d\d-\d\d)T(?P<clock>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?$")
_DECADE = re.compile(r"^(?P<decade>\d{3})X$")
_HEDGES = {"~": "about {}", "?": "perhaps {}", "%": "perhaps about {}"}

#: ISO 639-1, the languages that `reading/languages.py` tells apart and their neighbours in the news.
_LANGUAGES = dict(
    pair.split(":")
    for pair in (
        "ar:Arabic bg:Bulgarian bn:Bengali ca:Catalan cs:Czech da:Danish de:German el:Greek en:English es:Spanish et:Estonian fa:Persian "
        "fi:Finnish fr:French he:Hebrew hi:Hindi hr:Croatian hu:Hungarian hy:Armenian id:Indonesian it:Italian ja:Japanese ka:Georgian "
        "ko:Korean lt:Lithuanian lv:Latvian mk:Macedonian ms:Malay nb:Norwegian nl:Dutch nn:Norwegian no:Norwegian pl:Polish "
        "pt:Portuguese ro:Romanian ru:Russian sk:Slovak sl:Slovene sq:Albanian sr:Serbian sv:Swedish sw:Swahili ta:Tamil th:Thai "
        "tr:Turkish uk:Ukrainian ur:Urdu vi:Vietnamese zh:Chinese"
    ).split()
)


def language_words(code: str) -> str:
    """The English name of a language; the code where it is no common one.

    >>> language_words("de"), language_words("gsw")
    ('German', 'gsw')
    """
    return _LANGUAGES.get(code, code)


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> count(1, "report"), count(2, "independent account"), count(0, "story", "stories")
    ('1 report', '2 independent accounts', 'no stories')
    >>> count(1200, "claim")
    '1,200 claims'
    """
    return f"{f'{number:,}' if number else 'no'} {one if number == 1 else many or one + 's'}"


def doubt_words(independent: int, sure: int | None) -> str:
    """What is said behind a count of accounts of which some are only probably told alike (`Claim.sure`).

    >>> doubt_words(3, None), doubt_words(2, 1), doubt_words(5, 3)
    ('', ', probably', ', 2 of them in other words, probably')
    """
    if sure is None:
        return ""
    return ", probably" if sure < 2 else f", {independent - sure} of them in other words, probably"


def told_words(independent: int, sure: int | None = None, about: str = "so") -> str:
    """On how many accounts a corroborated claim stands, and for what.

    >>> told_words(3), told_words(2, 1), told_words(2, None, "said")
    ('told by 3 independent accounts', 'told by 2 independent accounts, probably', 'that it was said, by 2 independent accounts')
    """
    told = "that it was said, by" if about == "said" else "told by"
    return f"{told} {count(independent, 'independent account')}{doubt_words(independent, sure)}"


def date_words(edtf: str | None) -> str:
    """An EDTF date in words; "undated" for None. What is not understood is given as it stands.

    >>> date_words("2025-03-13"), date_words("2020~"), date_words("2020-03-26/..")
    ('13 March 2025', 'about 2020', 'after 26 March 2020')
    >>> date_words("2025-03-13/2025-03-15"), date_words("2025-06-03T23:10:00Z")
    ('13 to 15 March 2025', '3 June 2025, 23:10 UTC')
    >>> date_words("2025-36")
    'the fourth quarter of 2025'
    """
    if not edtf:
        return "undated"
    if "/" in edtf:
        start, _, end = edtf.partition("/")
        return _interval(start, end)
    if edtf[-1] in _HEDGES:
        return _HEDGES[edtf[-1]].format(date_words(edtf[:-1]))
    return _point(edtf)


def _point(edtf: str) -> str:
    if clock := _CLOCK.match(edtf):
        zone = {"Z": " UTC", None: ""}.get(clock["zone"], f" UTC{clock['zone']}")
        return f"{_point(clock['date'])}, {clock['clock']}{zone}"
    if day := _DAY.match(edtf):
        month = _month(day["month"])
        return f"{int(day['day'])} {month} {day['year']}" if month else edtf
    if month_of := _MONTH.match(edtf):
        name = _month(month_of["month"]) or _SEASONS.get(month_of["month"]) or _PARTS.get(month_of["month"])
        return f"{name} {month_of['year']}" if name else edtf
    if decade := _DECADE.match(edtf):
        return f"the {decade['decade']}0s"
    return edtf


def _month(number: str) -> str | None:
    return _MONTHS[int(number) - 1] if 1 <= int(number) <= 12 else None


def _interval(start: str, end: str) -> str:
    if start in ("", ".."):
        return f"until {date_words(end)}" if end not in ("", "..") else "undated"
    if end in ("", ".."):
        return f"after {date_words(start)}"
    return span_words(start, end)


def span_words(start: str, end: str) -> str:
    """Two EDTF dates as "13 to 15 March 2025", saying what they share once.

    >>> span_words("2025-03-30", "2025-04-02")
    '30 March to 2 April 2025'
    """
    first, last = date_words(start[:10]), date_words(end[:10])
    if first == last:
        return first
    a, b = first.split(), last.split()
    while len(a) > 1 and len(b) > 1 and a[-1] == b[-1] and len(a) == len(b):
        a.pop()
        b = b[:-1]
    return f"{' '.join(a)} to {last}"


def number_words(number: float | None) -> str:
    """A number as it is printed: thousands apart, no needless decimals.

    >>> number_words(14000000.0), number_words(0.5), number_words(None)
    ('14,000,000', '0.5', '')
    """
    if number is None:
        return ""
    return f"{int(number):,}" if number == int(number) else f"{number:,.10g}"


def range_words(low: float | None, high: float | None) -> str:
    """An interval in words.

    >>> range_words(1000, None), range_words(9000, 11000), range_words(31, 31), range_words(None, 300)
    ('1,000 or more', '9,000 to 11,000', '31', 'up to 300')
    """
    if low is None and high is None:
        return "no number given"
    if high is None:
        return f"{number_words(low)} or more"
    if low is None:
        return f"up to {number_words(high)}"
    return number_words(low) if low == high else f"{number_words(low)} to {number_words(high)}"


def listed(words: list[str]) -> str:
    """Words as a list in a sentence.

    >>> listed(["A", "B", "C"])
    'A, B and C'
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
