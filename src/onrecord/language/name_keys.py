"""Names brought to a comparable form: folded letters, words, and the keys under which spellings of one name meet."""

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = re.compile(r"[’‘ʼʻ`´′ʿʾ]")
_WORD = re.compile(r"[^\W_]+(?:[.'&+][^\W_]+)*\.?", re.UNICODE)
_MOTOR_VESSEL = re.compile(r"^m/?v\.? (?=\w)")
_SPECIAL = str.maketrans(
    {
        "ı": "i", "İ": "I", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae",
        "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H", "ə": "e", "Ə": "E",
    }
)  # fmt: skip  # letters that Unicode does not take apart


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower-cased Latin letters without marks; typographic apostrophes become "'".

    >>> fold("Erdoğan"), fold("Côte d’Ivoire")
    ('erdogan', "cote d'ivoire")
    """
    if text.isascii():
        return text.lower()
    text = _APOSTROPHES.sub("'", text.translate(_SPECIAL))
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.lower()


@lru_cache(maxsize=65_536)
def name_words(text: str) -> tuple[str, ...]:
    """The folded words of a name: hyphens part words, full stops after initials and the "MV" of a ship are dropped.

    >>> name_words("Kim Jong-un"), name_words("U.S. Air Force"), name_words("M/V Aurora")
    (('kim', 'jong', 'un'), ('us', 'air', 'force'), ('aurora',))
    """
    folded = _MOTOR_VESSEL.sub("", fold(text))
    if folded.isascii() and folded.replace(" ", "").isalpha():
        return tuple(folded.split())
    return tuple(w for w in (m.replace(".", "") for m in _WORD.findall(folded)) if w)
