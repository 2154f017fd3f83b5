"""Whether two names of places are one place's, by the names alone."""

from onrecord.language.countries import country_named
from onrecord.language.gazetteer import find_places, read_place
from onrecord.language.name_keys import name_words
from onrecord.language.name_people import Verdict, romanise
from onrecord.language.name_sounds import sound, sound_distance

Words = tuple[str, ...]

_GENERIC = frozenset({
    "the", "city", "town", "village", "province", "governorate", "region", "district", "state", "county",
    "republic", "of", "municipality", "oblast", "al", "el", "ez", "az", "es", "as", "ash", "ar", "ad", "an", "at",
    "de", "la", "le", "d",
})  # fmt: skip


def _core(words: Words) -> Words:
    return tuple("saint" if w in ("st", "ste", "sankt") else w for w in words if w not in _GENERIC) or words


def _alike(a: str, b: str) -> bool:
    x, y = sound(a), sound(b)
    begin = bool(x and y) and (x[0] == y[0] or (x[0] in "aeiou" and y[0] in "aeiou"))
    limit = 0.05 * max(len(x), len(y))
    return a == b or (begin and min(len(x), len(y)) > 3 and sound_distance(x, y, limit) <= limit)


def compare_places(a: str, b: str) -> Verdict:
    """Whether two names of places are one place's: a verdict with its reason.

    Countries are told by the table of countries, towns by the gazetteer; only a name that neither holds is judged by its sound.
    """
    a, b = romanise(a), romanise(b)
    x, y = name_words(a), name_words(b)
    if x == y and x:
        return True, 1.0, "The names have the same words."
    mine, theirs = country_named(a), country_named(b)
    if mine or theirs:
        same = mine == theirs
        return (
            same,
            0.98 if same else 0.03,
            "Both name one country." if same else "They name different countries or places.",
        )
    return _by_gazetteer(a, b) or _by_sound(_core(x), _core(y))


def _by_gazetteer(a: str, b: str) -> Verdict | None:
    mine, theirs = find_places(a), find_places(b)
    if set(mine) & set(theirs):
        return True, 0.95, "The gazetteer knows one place by both names."
    if mine and theirs and _are_near(mine, theirs) and _by_sound(_core(name_words(a)), _core(name_words(b)))[0]:
        return True, 0.85, "The gazetteer has the two spellings at one spot."
    if mine and theirs:
        first, other = read_place(mine[0]), read_place(theirs[0])
        return (
            False,
            0.05,
            f"The gazetteer knows them as two places ({first.name}, {first.country}; {other.name}, {other.country}).",
        )
    return None


def _are_near(mine: tuple[int, ...], theirs: tuple[int, ...]) -> bool:
    """Whether two of the first few places lie within about thirty kilometres."""
    pairs = ((read_place(m), read_place(t)) for m in mine[:4] for t in theirs[:4])
    return any(abs(p.latitude - q.latitude) < 0.3 and abs(p.longitude - q.longitude) < 0.3 for p, q in pairs)


def _by_sound(x: Words, y: Words) -> Verdict:
    if len(x) != len(y):
        return False, 0.1, "One name has a word more (New, South, Upper ...), which tells places apart."
    if all(_alike(p, q) for p, q in zip(x, y, strict=True)):
        return True, 0.8, "The names are spellings of one."
    return False, 0.1, "The names sound different."
