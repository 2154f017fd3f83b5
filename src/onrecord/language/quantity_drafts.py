"""Numerals become drafts of figures: with unit, bound and range, before it is settled whether they are figures and of what.

Rules here look at printed words only; `quantity_exclusions` and `quantity_items` look at the parse.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from onrecord.language.lexemes import MONTHS, Lexeme, split_lexemes
from onrecord.language.numeral_words import Numeral
from onrecord.language.numerals import find_numerals
from onrecord.language.quantity_units import read_money, read_rate, read_unit
from onrecord.model.findings import Comparator, QuantityKind
from onrecord.resources import read_table

_DASHES = frozenset("-‐‑–—")
#: How many of the second unit make one of the first, where both are said of one thing ("six feet two inches").
_SUBUNITS = {("foot", "inch"): 12.0, ("pound-mass", "ounce"): 16.0}
_JOINS = frozenset({"to", "or", "through", "-", "‐", "‑", "–", "—"})
_LONGEST = 7  # lexemes of the longest bounding phrase
#: After these, "over" and "about" introduce a topic and bound nothing ("concern about two bills").
_TOPICAL = frozenset({"over", "about", "around", "above", "under", "below", "beyond", "near"})


@dataclass(frozen=True)
class Draft:
    """A numeral with what its own words say. Lexeme positions are half-open."""

    numeral: Numeral
    first: int  # first lexeme of the figure: bound, currency sign or numeral
    last: int
    core_first: int  # the numeral with its currency sign and unit, without the bound
    core_last: int
    value: float | None
    low: float | None
    high: float | None
    comparator: Comparator = "="
    unit: str | None = None
    kind: QuantityKind = "count"
    unit_kind: str = ""  # measure, percent, money, time, ratio; "" where things are counted
    bound_at: int = -1  # first lexeme of the bounding phrase; -1 without one
    ends: int = 1  # how many numerals it stands for: 2 in a range
    source_from: bool = False  # "from A to B": the range is a way, or a change


@cache
def _bounds() -> tuple[dict[tuple[str, ...], str], dict[tuple[str, ...], str]]:
    """(phrases before the numeral, phrases after it) -> comparator."""
    sides: dict[str, dict[tuple[str, ...], str]] = {"before": {}, "after": {}}
    for row in read_table("bounds.csv"):
        sides[row["side"]][tuple(x.lower for x in split_lexemes(row["phrase"]))] = row["comparator"]
    return sides["before"], sides["after"]


def draft_figures(text: str) -> tuple[list[Lexeme], list[Draft]]:
    """The lexemes of a paragraph and the drafts of its numerals, in text order, without overlap."""
    lexemes = split_lexemes(text)
    measured = [_measure(lexemes, numeral) for numeral in find_numerals(lexemes)]
    bounded = [_bound(lexemes, draft) for draft in _join(lexemes, join_parts(lexemes, measured))]
    return lexemes, join_bounds(lexemes, _convert(lexemes, bounded))


def _convert(lexemes: Sequence[Lexeme], drafts: list[Draft]) -> list[Draft]:
    """A conversion in brackets has the bound of what it converts: "more than 100 kilometres (60 miles)"."""
    for i in range(1, len(drafts)):
        before, draft = drafts[i - 1], drafts[i]
        bracketed = draft.first == before.last + 1 and lexemes[before.last].text == "("
        alike = draft.unit_kind == before.unit_kind and draft.unit_kind in {"measure", "money"}
        if bracketed and alike and draft.comparator == "=" and before.comparator not in {"=", "range"}:
            drafts[i] = apply_comparator(draft, before.comparator)
    return drafts


def _measure(lexemes: Sequence[Lexeme], numeral: Numeral) -> Draft:
    """The numeral with its currency sign and unit."""
    first, last, value = numeral.first, numeral.last, numeral.value
    first, negative = (first - 1, True) if _is_minus(lexemes, first) else (first, False)
    value = -value if negative and value is not None else value
    draft = Draft(numeral, first, last, first, last, value, value, value)
    if numeral.form == "vague":
        draft = replace(draft, low=numeral.low, high=None, comparator=">=")
    if numeral.approximate:
        draft = replace(draft, low=None, high=None, comparator="~")
    if numeral.form == "ordinal":
        return replace(draft, kind="ordinal")
    if numeral.form in ("fraction", "fold"):
        draft = replace(draft, kind="ratio", unit_kind="ratio", unit="fold" if numeral.form == "fold" else None)
    return _with_unit(lexemes, _with_money(lexemes, draft))


def _is_minus(lexemes: Sequence[Lexeme], i: int) -> bool:
    """Whether a minus sign stands just before the number, after a blank, sign or nothing."""
    if i and lexemes[i - 1].lower in {"minus", "negative"}:
        return True
    if i == 0 or lexemes[i].kind != "n" or lexemes[i - 1].text not in "-−" or lexemes[i - 1].end < lexemes[i].start:
        return False
    return i == 1 or lexemes[i - 2].text in "$€£(" or lexemes[i - 2].end < lexemes[i - 1].start


def _with_money(lexemes: Sequence[Lexeme], draft: Draft) -> Draft:
    money = read_money(lexemes, draft.first) if draft.numeral.digits else None
    if not money:
        return draft
    rate = read_rate(lexemes, draft.last)
    name = f"{money.name} per {rate}" if rate else money.name
    return replace(draft, first=money.first, core_first=money.first, unit=name, kind="money", unit_kind="money")


def _with_unit(lexemes: Sequence[Lexeme], draft: Draft) -> Draft:
    """The draft with the unit that follows ("5 km", "millions of dollars")."""
    if draft.kind == "money" or (draft.numeral.form == "fraction" and draft.numeral.digits is False):
        return draft
    start = draft.last
    if draft.numeral.form in ("vague", "fraction") and start < len(lexemes) and lexemes[start].lower == "of":
        start += 2 if start + 1 < len(lexemes) and lexemes[start + 1].lower in {"a", "an"} else 1
    unit = read_unit(lexemes, start, draft.numeral.digits)
    if not unit:
        return draft
    name, kind = _settle_pound(lexemes, draft, unit.name, unit.kind, unit.last)
    shown: QuantityKind = "money" if kind == "money" else "percent" if kind == "percent" else "measure"
    return replace(draft, last=unit.last, core_last=unit.last, unit=name, kind=shown, unit_kind=kind)


def _settle_pound(lexemes: Sequence[Lexeme], draft: Draft, name: str, kind: str, after: int) -> tuple[str, str]:
    """ "Pounds" are money in millions, weight before "of"."""
    if name != "pound":
        return name, kind
    weighs = after < len(lexemes) and lexemes[after].lower == "of"
    return ("pound sterling", "money") if draft.numeral.scale >= 1_000 and not weighs else ("pound-mass", kind)


def join_parts(lexemes: Sequence[Lexeme], drafts: Sequence[Draft]) -> list[Draft]:
    """Amounts said in two units become one: "three dollars and fifty cents", "six feet two inches"."""
    made: list[Draft] = []
    for draft in drafts:
        share = _share(lexemes, made[-1], draft) if made else 0.0
        if share:
            value = (made[-1].value or 0.0) + (draft.value or 0.0) / share
            made[-1] = replace(made[-1], last=draft.last, core_last=draft.core_last, value=value, low=value, high=value)
        else:
            made.append(draft)
    return made


def _share(lexemes: Sequence[Lexeme], a: Draft, b: Draft) -> float:
    """How many of b's unit make one of a's, if b goes on with a; else 0."""
    between = [x.lower for x in lexemes[a.last : b.first]]
    if between not in ([], ["and"], [","]) or a.value is None or b.value is None or a.comparator != b.comparator:
        return 0.0
    if a.kind == b.kind == "money" and a.numeral.scale == 1 and a.value == int(a.value):
        share = 100.0 if b.unit in {"cent", "penny", "pence"} and a.unit != b.unit else 0.0
    else:
        share = _SUBUNITS.get((a.unit or "", b.unit or ""), 0.0)
    return share if b.value < share else 0.0


def join_bounds(lexemes: Sequence[Lexeme], drafts: Sequence[Draft]) -> list[Draft]:
    """A lower and an upper bound of one thing become a range: "more than 100 but fewer than 300"."""
    made: list[Draft] = []
    for draft in drafts:
        if made and _is_upper_end(lexemes, made[-1], draft):
            lower = made[-1]
            made[-1] = replace(
                draft, numeral=lower.numeral._replace(last=draft.numeral.last), first=lower.first, core_first=lower.core_first,
                value=None, low=lower.low, comparator="range", bound_at=lower.bound_at, ends=2,
            )  # fmt: skip
        else:
            made.append(draft)
    return made


def _is_upper_end(lexemes: Sequence[Lexeme], a: Draft, b: Draft) -> bool:
    between = [x.lower for x in lexemes[a.last : b.first]]
    opposite = a.comparator in {">", ">="} and b.comparator in {"<", "<="} and a.numeral.form != "vague"
    if not opposite or between not in (["and"], ["but"], [",", "but"]) or a.low is None or b.high is None:
        return False
    return a.low < b.high and a.unit in {None, b.unit} and a.kind in {"count", b.kind}


def _join(lexemes: Sequence[Lexeme], drafts: Sequence[Draft]) -> list[Draft]:
    """Two drafts that are the ends of one range become one."""
    made: list[Draft] = []
    for draft in drafts:
        joined = _range(lexemes, made[-1], draft) if made and made[-1].ends == 1 else None
        if joined:
            made[-1] = joined
        else:
            made.append(draft)
    return made


def _range(lexemes: Sequence[Lexeme], a: Draft, b: Draft) -> Draft | None:
    """ "A to B", "between A and B", "A-B", "two or three"; None where the two are not the ends of one range."""
    between = [x.lower for x in lexemes[a.last : b.first]]
    before = lexemes[a.first - 1].lower if a.first else ""
    if between and between[0] in _DASHES and len(between) == 2:
        between = between[1:]
    joins = (between == ["and"] and before == "between") or (len(between) == 1 and between[0] in _JOINS)
    if not joins or a.value is None or b.value is None or {a.kind, b.kind} & {"ordinal", "ratio"}:
        return None
    if a.unit and not b.unit and between != ["and"] and a.unit_kind != "money" and before != "from":
        return None
    if a.unit and b.unit and a.unit.partition(" per ")[0] != b.unit.partition(" per ")[0]:
        return None
    left, right = _scaled(a, b), b.value
    if not _is_range(left, right, between[0], before, (a, b)):
        return None
    named = b if b.unit or not a.unit else a
    span = a.first - 1 if before in {"between", "from"} else a.first
    low, high = min(left, right), max(left, right)
    return replace(
        named,
        numeral=a.numeral._replace(last=b.numeral.last),
        first=span,
        last=b.last,
        core_first=a.core_first,
        core_last=b.core_last,
        value=right if before == "from" else None,
        low=low,
        high=high,
        comparator="range",
        ends=2,
        source_from=before == "from",
    )


def _scaled(a: Draft, b: Draft) -> float:
    """The first end with the scale that only the second prints ("5 to 10 million")."""
    value, other = a.value or 0.0, b.value or 0.0
    mantissa = other / b.numeral.scale
    return value * b.numeral.scale if a.numeral.scale == 1 and b.numeral.scale > 1 and value <= mantissa else value


def _is_range(left: float, right: float, join: str, before: str, ends: tuple[Draft, Draft]) -> bool:
    if left == right or (left > right and before != "from"):
        return False
    if before in MONTHS and ends[1].unit:
        return False  # "from 12 percent on May 3 to 19 percent"
    if join == "or":
        a, b = ends
        small = a.numeral.scale == b.numeral.scale == 1 and right - left <= 5
        return not a.unit and (small or not a.numeral.digits) and b.kind != "money" and right <= left * 2
    return True


def _bound(lexemes: Sequence[Lexeme], draft: Draft) -> Draft:
    """The draft with the bounding phrases before and after it."""
    comparator, first = _read_before(lexemes, draft)
    after, last = _read_after(lexemes, draft.last)
    comparator = after or comparator
    if not comparator:
        return draft
    bounded = replace(draft, first=min(first, draft.first), last=last, bound_at=first if first < draft.first else -1)
    if draft.comparator == "range":
        return bounded
    return apply_comparator(bounded, comparator)


def apply_comparator(draft: Draft, comparator: str) -> Draft:
    """The draft with the ends that the comparator leaves open."""
    value = draft.value
    if draft.numeral.form == "vague" and draft.low is not None:
        if comparator in {"<", "<="}:
            return draft
        return replace(draft, comparator=">=")
    ends = {">": (value, None), ">=": (value, None), "<": (None, value), "<=": (None, value), "~": (None, None)}
    if comparator not in ends:
        return draft
    low, high = ends[comparator]
    return replace(draft, low=low, high=high, comparator=comparator)  # type: ignore[arg-type]


def _read_before(lexemes: Sequence[Lexeme], draft: Draft) -> tuple[str, int]:
    """(comparator, first lexeme of the phrases that say it); ("", ...) without one."""
    found, at, seen = "", draft.first, draft.first
    for _ in range(4):
        phrase = _phrase_before(lexemes, at)
        if not phrase:
            break
        comparator, length = phrase
        at -= length
        if comparator == "same":
            continue
        if found and comparator == "~":
            break
        found, seen = comparator, at
    return found, seen


def _phrase_before(lexemes: Sequence[Lexeme], at: int) -> tuple[str, int] | None:
    before, _ = _bounds()
    stop = at - 1 if at > 1 and lexemes[at - 1].text in _DASHES and lexemes[at - 2].lower == "sub" else at
    for length in range(min(_LONGEST, stop), 0, -1):
        found = before.get(tuple(x.lower for x in lexemes[stop - length : stop]))
        if found:
            return found, length + at - stop
    return None


def _read_after(lexemes: Sequence[Lexeme], at: int) -> tuple[str, int]:
    """(comparator, end) of a phrase after the figure: "or more", "+", "-plus"."""
    _, after = _bounds()
    start = at + 1 if at + 1 < len(lexemes) and lexemes[at].text in _DASHES and lexemes[at + 1].lower == "plus" else at
    for length in range(min(4, len(lexemes) - start), 0, -1):
        key = tuple(x.lower for x in lexemes[start : start + length])
        found = after.get(key)
        if found and not (key[-1] in {"least", "most"} and _goes_on(lexemes, start + length)):
            return found, start + length
    return "", at


def _goes_on(lexemes: Sequence[Lexeme], i: int) -> bool:
    """Whether a number follows: "12, at least 3 of them" bounds the second figure."""
    return i < len(lexemes) and (lexemes[i].kind == "n" or lexemes[i].kind == "w")


def is_topical(lexemes: Sequence[Lexeme], draft: Draft) -> bool:
    """Whether the bound is one of the words that may also be a preposition of place or topic."""
    return draft.bound_at >= 0 and lexemes[draft.bound_at].lower in _TOPICAL and draft.bound_at + 1 >= draft.core_first
