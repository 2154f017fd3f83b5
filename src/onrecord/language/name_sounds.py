"""How a name sounds, across the ways of writing it in Latin letters, and how far two sounds lie apart.

One spoken name has many spellings: Arabic vowels are free and its emphatic and throat consonants are written in several ways, Slavic names
come through German, French or English, endings are doubled or dropped. Letters are first brought to sounds; the distance is then an edit
distance in which sounds that transliterations confuse cost little and others cost a whole edit.
"""

import re
from functools import cache, lru_cache

from rapidfuzz.distance import Indel, Levenshtein

from onrecord.resources import read_table

_ABD = re.compile(r"^abd[aeiou]*(?:l|(?=([rsznt])\1))(?=.{3})")
_FINAL_H = re.compile(r"(?<=[aeiou])h$")
_DOUBLE = re.compile(r"(.)\1+")
_LEAST_ALIKE = 0.3  # share of letters; below it no two spellings of one name were met


@cache
def _letters() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = [(row["letters"], row["sound"] or "") for row in read_table("letter_sounds.tsv")]
    rows.sort(key=lambda r: -len(r[0]))
    return re.compile("|".join(re.escape(r[0]) for r in rows)), dict(rows)


@cache
def _costs() -> tuple[dict[str, float], dict[str, float]]:
    """(cost of one sound for another, both orders; cost of a sound more or less)."""
    swaps: dict[str, float] = {}
    drops: dict[str, float] = {}
    for row in read_table("sound_costs.tsv"):
        a, b, cost = row["a"], row["b"], float(row["cost"])
        if b == "-":
            drops[a] = cost
        else:
            swaps[a + b] = swaps[b + a] = cost
    return swaps, drops


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """The sounds of a folded word, one character each.

    >>> sound("qaddafi"), sound("yanukovych"), sound("januschenko")
    ('qadafi', 'yanukoviC', 'januSenko')
    """
    pattern, sounds = _letters()
    word = word.replace("'", "").replace(".", "")
    if word.startswith("abd"):
        word = _ABD.sub("abd", word)
    if word.endswith("h"):
        word = _FINAL_H.sub("", word)
    spoken = pattern.sub(lambda m: sounds[m.group()], word)
    return _DOUBLE.sub(r"\1", spoken)


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """The key under which spellings of one name meet: its consonants in broad classes, the first vowel only as "a".

    >>> skeleton("gaddafi") == skeleton("qadhafi") == skeleton("kadhafi"), skeleton("haftar") == skeleton("hifter")
    (True, True)
    """
    kept = [SOUND_CLASSES.get(s, s) for s in sound(word)]
    body = "".join(s for s in kept[1:] if s not in "ah")
    return _DOUBLE.sub(r"\1", (kept[0] if kept else "") + body)


#: Broad classes of sounds that transliterations confuse.
SOUND_CLASSES = {
    **dict.fromkeys("aeiouy", "a"),
    **dict.fromkeys("kgqGx", "k"),
    **dict.fromkeys("szcSCJZj", "s"),
    **dict.fromkeys("td", "t"),
    **dict.fromkeys("pbfvw", "p"),
    **dict.fromkeys("nm", "n"),
}


def sound_distance(a: str, b: str, limit: float = 99.0) -> float:
    """Edit distance between two sound strings; 1 is one sound that no transliteration explains. Above `limit` it is no more than that."""
    if a == b:
        return 0.0
    a, b = _without_shared_ends(a, b)
    swaps, drops = _costs()
    before = [0.0]
    for s in b:
        before.append(before[-1] + drops.get(s, 1.0))
    for s in a:
        drop = drops.get(s, 1.0)
        last = lowest = before[0] + drop
        row = [last]
        for index, t in enumerate(b):
            best = before[index] if s == t else before[index] + swaps.get(s + t, 1.0)
            other = before[index + 1] + drop
            if other < best:
                best = other
            other = last + drops.get(t, 1.0)
            last = other if other < best else best
            row.append(last)
            if last < lowest:
                lowest = last
        if lowest > limit:
            return lowest
        before = row
    return before[-1]


def _without_shared_ends(a: str, b: str) -> tuple[str, str]:
    """What is left of two strings without the beginning and the end that they share: sameness costs nothing."""
    first, last, size = 0, 0, min(len(a), len(b))
    while first < size and a[first] == b[first]:
        first += 1
    while last < size - first and a[-1 - last] == b[-1 - last]:
        last += 1
    return a[first : len(a) - last], b[first : len(b) - last]


@lru_cache(maxsize=65_536)
def sounds_alike(a: str, b: str) -> bool:
    """Whether two folded words are spellings of one name.

    >>> sounds_alike("haftar", "hifter"), sounds_alike("khamenei", "khomeini"), sounds_alike("serraj", "sarraj")
    (True, False, True)
    """
    if a == b:
        return True
    if abs(len(a) - len(b)) > 6 or Indel.normalized_similarity(a, b) < _LEAST_ALIKE:
        return False
    x, y = sound(a), sound(b)
    if not x or not y or abs(len(x) - len(y)) > 3 or not _may_begin(x[0], y[0]):
        return False
    if Levenshtein.distance(skeleton(a), skeleton(b), score_cutoff=2) > 2:
        return False
    size = max(len(x), len(y))
    limit = (0.07 if size > 4 else 0.04) * size
    return sound_distance(x, y, limit) <= limit


def _may_begin(a: str, b: str) -> bool:
    return SOUND_CLASSES.get(a, a) == SOUND_CLASSES.get(b, b) or a + b in _costs()[0] or "h" in (a, b)
