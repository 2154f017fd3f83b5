"""Reads numerals in digits and words: 1,200, 3.5bn, twenty-eight thousand, dozens, two-thirds, sixfold, one in five.

Works on its own lexemes, not on the parser's tokens: tokenisers cut "5-10m" and "twenty-one" in too many ways.
"""

from collections.abc import Sequence

from onrecord.language.lexemes import Lexeme, is_glued, lower_at, number_of
from onrecord.language.numeral_words import (
    FEW,
    FOLDS,
    GLYPHS,
    HYPHENS,
    ORDINALS,
    PARTS,
    SCALES,
    SMALL,
    STARTS,
    SUFFIXES,
    TEENS,
    TENS,
    TWOFOLD,
    UNITS,
    VAGUE,
    Numeral,
)


def find_numerals(lexemes: Sequence[Lexeme]) -> list[Numeral]:
    """All numerals, in text order, without overlap; the longest reading at each place."""
    made, i = [], 0
    while i < len(lexemes):
        lexeme = lexemes[i]
        if lexeme.kind == "n" or lexeme.lower in STARTS or lexeme.text in GLYPHS:
            numeral = next((n for n in (rule(lexemes, i) for rule in RULES) if n), None)
            if numeral:
                made.append(numeral)
                i = numeral.last
                continue
        i += 1
    return made


def _hyphen(lexemes: Sequence[Lexeme], i: int) -> int:
    """i, or the place after a hyphen that stands at i."""
    return i + 1 if lower_at(lexemes, i) in HYPHENS and is_glued(lexemes, i) and is_glued(lexemes, i + 1) else i


def _read_scales(lexemes: Sequence[Lexeme], i: int) -> tuple[float, int]:
    """The factor of the scale words at i ("hundred million") and where they end."""
    factor = 1.0
    for _ in range(3):
        j = _hyphen(lexemes, i)
        if lower_at(lexemes, j) not in SCALES:
            break
        factor, i = factor * SCALES[lower_at(lexemes, j)], j + 1
    return factor, i


def _read_suffix(lexemes: Sequence[Lexeme], i: int) -> tuple[float, int]:
    """The factor of an abbreviated scale after digits ("bn", "k"), or 1."""
    word = lower_at(lexemes, i)
    glued = is_glued(lexemes, i)
    if word == "mm" and _is_scale_letter(lexemes, i) and not _is_glued_on(lexemes, i):
        return 1_000_000.0, i + 1  # "$12MM", as bankers write it
    if word not in SUFFIXES or (not glued and len(word) < 2) or _is_glued_on(lexemes, i):
        return 1.0, i
    if (word in TWOFOLD and not _is_scale_letter(lexemes, i)) or (word == "grand" and not _is_sum(lexemes, i)):
        return 1.0, i
    return SUFFIXES[word], i + 1


def _is_sum(lexemes: Sequence[Lexeme], i: int) -> bool:
    """ "100 grand a year", and not "2 grand pianos": no noun follows."""
    following = lower_at(lexemes, i + 1)
    return lexemes[i].text.islower() and (not following.isalpha() or following in _AFTER_SUM)


_AFTER_SUM = frozenset(
    "a an the to for in on of at by from with per each every and or but more less over under into as is was were it than".split()
)


def _is_glued_on(lexemes: Sequence[Lexeme], i: int) -> bool:
    """Whether a letter, digit or slash follows i without a blank."""
    return is_glued(lexemes, i + 1) and (lexemes[i + 1].kind != "s" or lexemes[i + 1].text in "/²³")


def _is_scale_letter(lexemes: Sequence[Lexeme], i: int) -> bool:
    before = lower_at(lexemes, i - 2)
    if before and (before in "$€£¥₹₽₩₪₺₴₦฿" or (lexemes[i - 2].text.isupper() and len(before) in (2, 3))):
        return True
    following = lower_at(lexemes, i + 1)
    money = following in {"euros", "dollars", "pounds", "yen", "usd", "eur", "people", "children", "men", "women"}
    return lexemes[i].lower == "m" and (money or following == "of" or (len(following) > 3 and following.endswith("s")))


def read_digits(lexemes: Sequence[Lexeme], i: int) -> Numeral | None:
    """Digits with what scales them: 1,200; 3.5bn; 4 hundred million; 2½; 2 1/2; 5.5 dozen."""
    if lexemes[i].kind != "n":
        return None
    value, j = number_of(lexemes[i].text), i + 1
    if value is None:
        return None
    if lower_at(lexemes, j) in GLYPHS:
        value, j = value + GLYPHS[lower_at(lexemes, j)], j + 1
    elif _is_fraction(lexemes, j) and value == int(value) and not is_glued(lexemes, j):
        part = _slash(lexemes, j)
        value, j = value + part, j + 3
    factor, after = _read_suffix(lexemes, j)
    if after == j:
        factor, after = _read_scales(lexemes, j)
    part, end = _read_and_part(lexemes, after) if factor > 1 else (0.0, 0)
    return Numeral(i, end or after, (value + part) * factor, None, "cardinal", True, factor)


def _is_fraction(lexemes: Sequence[Lexeme], i: int) -> bool:
    if lower_at(lexemes, i + 1) not in {"/", "⁄"} or i + 2 >= len(lexemes):
        return False
    top, bottom = lexemes[i].text, lexemes[i + 2].text
    return (
        top.isdigit()
        and bottom.isdigit()
        and 0 < int(top[:6]) < int(bottom[:6]) <= 128
        and not is_glued(lexemes, i + 3)
    )


def _slash(lexemes: Sequence[Lexeme], i: int) -> float:
    return int(lexemes[i].text) / int(lexemes[i + 2].text)


def _read_small(lexemes: Sequence[Lexeme], i: int) -> tuple[float, int] | None:
    """A number word below a hundred."""
    word = lower_at(lexemes, i)
    if word in TENS:
        j = _hyphen(lexemes, i + 1)
        if UNITS.get(lower_at(lexemes, j), 0) > 0:
            return TENS[word] + UNITS[lower_at(lexemes, j)], j + 1
        return TENS[word], i + 1
    return (SMALL[word], i + 1) if word in SMALL else None


def _read_hundreds(lexemes: Sequence[Lexeme], i: int) -> tuple[float, int] | None:
    """A number word below a thousand, or "twelve hundred"."""
    small = _read_small(lexemes, i)
    if not small:
        return None
    value, j = small
    k = _hyphen(lexemes, j)
    if lower_at(lexemes, k) != "hundred":
        return small
    value, j = value * 100, k + 1
    rest = _read_small(lexemes, j + 1 if lower_at(lexemes, j) == "and" else j)
    return (value + rest[0], rest[1]) if rest and rest[0] else (value, j)


def read_words(lexemes: Sequence[Lexeme], i: int) -> Numeral | None:
    """Number words: seven, twenty-eight thousand six hundred forty-two, a million, half a dozen, two and a half million."""
    group = _read_article(lexemes, i) or _read_hundreds(lexemes, i)
    if not group:
        return None
    value, j = group
    half, end = _read_and_part(lexemes, j)
    value, j = (value + half, end) if end else (value, j)
    factor, j = _read_scales(lexemes, j)
    part, end = _read_and_part(lexemes, j) if factor > 1 else (0.0, 0)
    if end and lower_at(lexemes, end) not in SCALES:
        return Numeral(i, end, (value + part) * factor, None, "cardinal", False, factor)
    total, last = value * factor, factor
    while last > 1:
        k = j + 1 if lower_at(lexemes, j) == "and" else j
        more = _read_hundreds(lexemes, k)
        if not more or more[0] == 0:
            break
        scale, after = _read_scales(lexemes, more[1])
        if scale >= last or more[0] * scale >= last:
            break
        total, last, j = total + more[0] * scale, scale, after
    return Numeral(i, j, total, None, "cardinal", False, factor)


def _read_article(lexemes: Sequence[Lexeme], i: int) -> tuple[float, int] | None:
    """ "a", "half a" or "a quarter of a" before a scale word."""
    word, following = lower_at(lexemes, i), lower_at(lexemes, i + 1)
    if word in {"a", "an"} and following in SCALES:
        return 1.0, i + 1
    if word == "half" and following in {"a", "-"} and lower_at(lexemes, i + 2) in SCALES:
        return 0.5, i + 2
    start = i + 1 if word == "a" else i
    words = [lower_at(lexemes, k) for k in range(start, start + 4)]
    if words[0] in {"quarter", "half"} and words[1] in SCALES:
        return (0.25 if words[0] == "quarter" else 0.5), start + 1
    if words[:3] == ["quarter", "of", "a"] and words[3] in SCALES:
        return 0.25, start + 3
    return None


_AFTER_PART = frozenset({"of", "a"})
_ONE_PARTS = {("a", "half"): 0.5, ("one", "half"): 0.5, ("a", "quarter"): 0.25, ("a", "third"): 1 / 3}


def _read_and_part(lexemes: Sequence[Lexeme], i: int) -> tuple[float, int]:
    """The part that "and a half" or "-and-a-quarter" at i adds, and where it ends; (0, 0) if none stands there."""
    if lower_at(lexemes, _hyphen(lexemes, i)) != "and":
        return 0.0, 0
    words = [w for w in (lower_at(lexemes, k) for k in range(i, i + 6)) if w]
    plain = [w for w in words if w not in HYPHENS]
    part = _ONE_PARTS.get((plain[1], plain[2]), 0.0) if len(plain) > 2 else 0.0
    end = i + words.index(plain[2]) + 1 if part else 0
    return (part, end) if end and lower_at(lexemes, end) not in _AFTER_PART else (0.0, 0)


def read_vague(lexemes: Sequence[Lexeme], i: int) -> Numeral | None:
    """Numerals without a value: dozens, tens of thousands, several hundred, a few, a couple of, a handful of."""
    word = lower_at(lexemes, i)
    j = i + 1 if word == "a" else i
    if lower_at(lexemes, j) in FEW and (j > i or lower_at(lexemes, i - 1) in {"the", "these", "those"}):
        return _read_few(lexemes, i, j)
    if word not in VAGUE:
        return None
    if word == "several":
        factor, after = _read_scales(lexemes, i + 1)
        return Numeral(i, after, None, 3 * factor, "vague", False, factor)
    low, j = VAGUE[word], i + 1
    for _ in range(2):
        if (
            lower_at(lexemes, j) != "of"
            or lower_at(lexemes, j + 1) not in VAGUE
            or lower_at(lexemes, j + 1) == "several"
        ):
            break
        low, j = low * VAGUE[lower_at(lexemes, j + 1)] / 2, j + 2
    if word == "tens" and j == i + 1:
        return None
    return Numeral(i, j, None, low, "vague", False, low / 2)


def _read_few(lexemes: Sequence[Lexeme], i: int, j: int) -> Numeral | None:
    """ "a few (hundred)", "a couple (of)", "a handful (of)"."""
    word = lower_at(lexemes, j)
    after = j + 2 if word != "few" and lower_at(lexemes, j + 1) == "of" else j + 1
    factor, last = _read_scales(lexemes, after)
    if word == "few":
        return Numeral(i, last, None, 3 * factor, "vague", False, factor)
    if last == after and after == j + 1:
        return None  # "the couple", "the handful": a pair of people, a hand
    end = last if last > after else j + 1
    if word == "handful":
        return Numeral(i, end, None, 3 * factor, "vague", False, factor)
    return Numeral(i, end, 2 * factor, None, "cardinal", False, factor, True)


def read_fraction(lexemes: Sequence[Lexeme], i: int) -> Numeral | None:
    """Fractions: two-thirds, a third of, half the, three quarters, 1/16 of, one in five, ½."""
    found = (
        _read_in_ten(lexemes, i) or _read_written_part(lexemes, i) or _read_part(lexemes, i) or _read_half(lexemes, i)
    )
    return _scale_part(lexemes, found) if found else None


def _scale_part(lexemes: Sequence[Lexeme], part: Numeral) -> Numeral:
    """ "Three quarters of a million", "two-thirds of a billion" are amounts."""
    j = part.last
    if lower_at(lexemes, j) == "of" and lower_at(lexemes, j + 1) == "a":
        j += 2
    scale = SCALES.get(lower_at(lexemes, j), 0.0)
    if scale < 1_000 or part.value is None:
        return part
    return Numeral(part.first, j + 1, part.value * scale, None, "cardinal", False, scale)


def _read_written_part(lexemes: Sequence[Lexeme], i: int) -> Numeral | None:
    if lexemes[i].text in GLYPHS:
        return Numeral(i, i + 1, GLYPHS[lexemes[i].text], None, "fraction", True)
    if _is_fraction(lexemes, i) and lower_at(lexemes, i + 3) in {"of", "the", "a"} and not is_glued(lexemes, i):
        return Numeral(i, i + 3, _slash(lexemes, i), None, "fraction", True)
    return None


_BIG = frozenset(word for word, value in SCALES.items() if value >= 1_000)
_PART_BOUNDS = frozenset("by to than about almost nearly roughly around approximately".split())


def _read_part(lexemes: Sequence[Lexeme], i: int) -> Numeral | None:
    """A number word over a part: "three quarters", "one-third", "a fifth of"."""
    word = lower_at(lexemes, i)
    top = 1.0 if word in {"a", "an"} else {**UNITS, **TEENS}.get(word, 0.0)
    j = _hyphen(lexemes, i + 1)
    part = lower_at(lexemes, j)
    bottom = PARTS.get(part) or (ORDINALS.get(part, 0.0) if top == 1 else 0.0)
    if not top or bottom < 2 or part == "second" or (top > 1 and part in {"half", "quarter"}):
        return None
    bound = (
        j > i + 1
        or top > 1
        or lower_at(lexemes, j + 1) == "of"
        or lower_at(lexemes, j + 1) in _BIG
        or lower_at(lexemes, i - 1) in _PART_BOUNDS
    )
    if not bound or (part == "quarters" and lower_at(lexemes, j + 1) == "of" and lower_at(lexemes, j + 2).isdigit()):
        return None
    return Numeral(i, j + 1, top / bottom, None, "fraction")


def _read_half(lexemes: Sequence[Lexeme], i: int) -> Numeral | None:
    """ "half of", "half the", "by half"."""
    if lower_at(lexemes, i) != "half" or lower_at(lexemes, i - 1) in {"first", "second", "last", "other", "final", "-"}:
        return None
    following = lower_at(lexemes, i + 1)
    if following in {"of", "the", "its", "their", "his", "her", "all", "that"} or lower_at(lexemes, i - 1) in {
        "by",
        "than",
    }:
        return Numeral(i, i + 1, 0.5, None, "fraction")
    return None


def _read_in_ten(lexemes: Sequence[Lexeme], i: int) -> Numeral | None:
    """ "one in five", "nine out of 10"."""
    first = _read_in_ten_end(lexemes, i)
    if not first:
        return None
    top, j = first
    j = _hyphen(lexemes, j)
    if lower_at(lexemes, j) == "out" and lower_at(lexemes, j + 1) == "of":
        j += 2
    elif lower_at(lexemes, j) == "in":
        j = _hyphen(lexemes, j + 1)
    else:
        return None
    j = j + 1 if lower_at(lexemes, j) == "every" else j
    second = _read_in_ten_end(lexemes, j)
    round_ = second and (second[0] <= 10 or second[0] % 5 == 0 or second[0] == 12)
    if not second or not round_ or not 0 < top < second[0] <= 1_000_000 or 1900 < second[0] < 2100:
        return None
    return Numeral(i, second[1], top / second[0], None, "fraction", lexemes[i].kind == "n")


def _read_in_ten_end(lexemes: Sequence[Lexeme], i: int) -> tuple[float, int] | None:
    if i >= len(lexemes):
        return None
    if lexemes[i].kind == "n":
        value = number_of(lexemes[i].text)
        return (value, i + 1) if value is not None else None
    words = read_words(lexemes, i)
    return (words.value, words.last) if words and words.value is not None else None


def read_ordinal(lexemes: Sequence[Lexeme], i: int) -> Numeral | None:
    """Ordinals: 10th, third, twenty-first."""
    lexeme = lexemes[i]
    if lexeme.kind == "n" and lexeme.text.isdigit():
        if is_glued(lexemes, i + 1) and lower_at(lexemes, i + 1) in {"st", "nd", "rd", "th"}:
            return Numeral(i, i + 2, number_of(lexeme.text), None, "ordinal", True)
        return None
    if lexeme.lower in TENS:
        j = _hyphen(lexemes, i + 1)
        unit = ORDINALS.get(lower_at(lexemes, j), 99)
        return Numeral(i, j + 1, TENS[lexeme.lower] + unit, None, "ordinal") if unit < 10 and j > i + 1 else None
    return Numeral(i, i + 1, ORDINALS[lexeme.lower], None, "ordinal") if lexeme.lower in ORDINALS else None


def read_fold(lexemes: Sequence[Lexeme], i: int) -> Numeral | None:
    """Multiples: sixfold, six-fold, 6-fold."""
    lexeme = lexemes[i]
    if lexeme.lower in FOLDS:
        return Numeral(i, i + 1, FOLDS[lexeme.lower], None, "fold")
    value = number_of(lexeme.text) if lexeme.kind == "n" else SMALL.get(lexeme.lower)
    j = _hyphen(lexemes, i + 1)
    if value is None or lower_at(lexemes, j) != "fold" or not is_glued(lexemes, j):
        return None
    return Numeral(i, j + 1, value, None, "fold", lexeme.kind == "n")


#: Tried in this order at each place; the first that reads something wins.
RULES = (read_fold, read_fraction, read_ordinal, read_vague, read_digits, read_words)
