"""Which language a text is in, where the text itself leaves no doubt: by its script, then by its function words.

Short texts and close calls get no answer: a report that is wrongly taken for another language's would not be analysed.
"""

import re
from collections import Counter
from functools import cache

from onrecord.resources import read_table

_SAMPLE = 5000  # characters that are looked at
_LEAST = 200  # characters: a shorter text is not judged
_WORD = re.compile(r"[^\W\d_]+")
_SHARE = 0.12  # of a text's words that must be function words of its language
_MARGIN = 2.0  # times the share of every other language, its closest kin excepted
#: Languages that share most function words; the one ahead is taken.
_KIN = (
    frozenset(("no", "da", "sv")),
    frozenset(("cs", "sk")),
    frozenset(("es", "pt", "it", "fr", "ro")),
    frozenset(("ru", "uk", "bg", "sr")),
    frozenset(("ar", "fa", "ur")),
)
#: Scripts that one language of the news is written in; the first letter and the last.
_SCRIPTS = (
    ("ja", "\u3040", "\u30ff"),
    ("ko", "\uac00", "\ud7a3"),
    ("zh", "\u4e00", "\u9fff"),
    ("el", "\u0370", "\u03ff"),
    ("he", "\u0590", "\u05ff"),
    ("th", "\u0e00", "\u0e7f"),
    ("hi", "\u0900", "\u097f"),
    ("bn", "\u0980", "\u09ff"),
    ("ta", "\u0b80", "\u0bff"),
    ("ka", "\u10a0", "\u10ff"),
    ("hy", "\u0530", "\u058f"),
)
_FIRST = min(first for _, first, _ in _SCRIPTS)
_THREE = {
    "eng": "en",
    "deu": "de",
    "ger": "de",
    "fra": "fr",
    "fre": "fr",
    "spa": "es",
    "por": "pt",
    "ita": "it",
    "rus": "ru",
    "ara": "ar",
    "zho": "zh",
}


def find_language(text: str) -> str | None:
    """ISO 639-1 code of the language of a text; None where it is too short or not certain.

    >>> find_language("Der Minister sagte, dass die Regierung nicht mit der Opposition verhandeln wird. " * 4)
    'de'
    >>> find_language("Der Spiegel, Die Zeit and Das Bild.") is None
    True
    """
    sample = text[:_SAMPLE]
    if len(sample) < _LEAST and sample.isascii():
        return None
    letters = [c for c in sample if c.isalpha()]
    others = [c for c in letters if c >= _FIRST]
    for language, first, last in _SCRIPTS if len(others) > 60 else ():
        share = sum(first <= c <= last for c in others)
        if share > 60 and share > (0.1 if language == "ja" else 0.5) * len(letters):
            return language
    return _by_words(sample) if len(sample) >= _LEAST else None


def _by_words(sample: str) -> str | None:
    counted = Counter(_WORD.findall(sample.lower()))
    total = sum(counted.values())
    if total < 30:
        return None
    shares = sorted(
        ((sum(counted[w] for w in words) / total, language) for language, words in _function_words()), reverse=True
    )
    share, language = shares[0]
    kin = next((k for k in _KIN if language in k), frozenset())
    others = max(s for s, other in shares[1:] if other not in kin)
    return language if share >= _SHARE and share >= _MARGIN * others else None


@cache
def _function_words() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((row["language"], frozenset(row["words"].split())) for row in read_table("language_words.csv"))


def language_code(stated: str | None) -> str | None:
    """ISO 639-1 code of a language as an input states it ("en-GB", "eng"); None where it is no such code.

    >>> language_code("en_US"), language_code("eng"), language_code("English")
    ('en', 'en', None)
    """
    match = re.match(r"\s*([a-zA-Z]{2,3})(?![a-zA-Z])", stated or "")
    if match is None:
        return None
    code = match[1].lower()
    return _THREE.get(code) if len(code) == 3 else code
