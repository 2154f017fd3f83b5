"""Lemmas put right where a lemmatizer takes off too much, by the spelling of English."""

import re

_ENDINGS = ("es", "ed", "ing")
_HISSES = ("s", "x", "z", "ch", "sh", "o", "i", "y")
_SHORT_STEM = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")


def mended(lemma: str, text: str) -> str:
    """The lemma of a word where the lemmatizer took off too much: "hopes" and "hoped" are no forms of "hop", nor "taxes" of "taxis".

    By the spelling: "-es" instead of "-s" comes only after a hiss, "o" or "i", so that any other word in "-es" has an "e" of its own; and
    a short stem that ends in one vowel and one consonant doubles it before "-ed" and "-ing" ("hopped").
    """
    if not text.endswith(_ENDINGS):
        return lemma
    if text.lower() == "taxes":
        return "tax"
    if not text.endswith("es"):
        stem = text.lower().removesuffix("ed").removesuffix("ing")
        return f"{lemma}e" if lemma == stem and _SHORT_STEM.fullmatch(lemma) else lemma
    is_cut = lemma == text[:-2].lower() and not lemma.endswith(_HISSES)
    return text[:-1].lower() if is_cut and len(lemma) > 1 else lemma
