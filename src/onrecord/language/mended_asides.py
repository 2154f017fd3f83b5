"""Asides that parsers get wrong at the end of a sentence, put right before any stage looks, as in `mended_heads.py`: verbs taken for nouns
("…, which his barrister disputes", "…, a claim the operator rejects"), and who said it taken for a clause that describes the noun before it
("… from an out-of-print memoir, an academic at Cork has claimed")."""

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from onrecord.language.verdicts import ACCOUNTS
from onrecord.resources import read_words

if TYPE_CHECKING:
    from onrecord.language.words import Columns

#: Plurals that are verbs too, by their lemma as a verb.
_EITHER = {"disputes": "dispute", "rejects": "reject", "contests": "contest"}
_REACH = 8  # words before the verb among which the aside begins
_LEFT = 25  # words between who said it and the end of the sentence, or before the verb
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_BEHIND = frozenset({"PUNCT", "ADP", "ADV", "CCONJ"})  # what may stand behind the verb
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_OF_TELLERS = frozenset("nsubj aux advmod npadvmod prep punct".split())  # what may hang on who said it
_WHICH = frozenset("which who whom whose that where when".split())
_STARTS, _SPACED = 2, 1


def mend_asides(columns: "Columns") -> "Columns":
    """The words of a paragraph with such asides put right; the same object where there are none."""
    nouns = [i for i, tag in enumerate(columns.tags) if tag == "NNS" and i > 1 and columns.sizes[i] in (7, 8)]
    tellers = [i for i, dep in enumerate(columns.deps) if dep == "relcl" and columns.tags[i] in (*_FINITE, "VBN")]
    if not nouns and not tellers:
        return columns
    words = _words(columns)
    for i in nouns:
        lead = _lead(words, i) if words[i] in _EITHER and columns.poses[i - 1] in _NOUNS else -1
        if lead >= 0 and (i + 1 == len(words) or columns.poses[i + 1] in _BEHIND):
            columns = _make_verb(columns, lead, i, _EITHER[words[i]])
    for i in tellers:
        if (columns.lemmas[i] or words[i]).lower() in read_words("speech_verbs.txt"):
            columns = _make_teller(columns, words, i)
    return columns


def _words(columns: "Columns") -> list[str]:
    widths = (size + (flags & _SPACED) for size, flags in zip(columns.sizes, columns.flags, strict=True))
    starts = [0, *accumulate(widths)]
    return [columns.text[s : s + size].lower() for s, size in zip(starts, columns.sizes, strict=False)]


def _make_teller(columns: "Columns", words: list[str], verb: int) -> "Columns":
    """The sentence before the comma as what somebody said, where nothing but the comma, who said it and the end of the sentence follow."""
    heads, deps = columns.heads, columns.deps
    near = range(verb + 1, min(len(words), verb + _LEFT))
    last = next((k for k in near if columns.flags[k] & _STARTS), len(words))
    if last - verb > _LEFT:
        return columns  # the sentence goes on
    first = next((k for k in range(verb, -1, -1) if columns.flags[k] & _STARTS), 0)
    around = range(max(first, verb - _LEFT), last)
    own = [k for k in around if heads[k] and k + heads[k] == verb]
    inside = [k for k in around if _is_below(heads, k, verb)]
    low, high = min(inside), max(inside)
    subjects = [k for k in own if deps[k] == "nsubj"]
    is_perfect = any(deps[k] == "aux" and words[k] in ("has", "have", "had") for k in own)
    if columns.tags[verb] == "VBN" and not is_perfect:
        return columns
    if len(subjects) != 1 or any(deps[k] not in _OF_TELLERS for k in own) or _WHICH.intersection(words[low:verb]):
        return columns
    if low <= first + 1 or words[low - 1] != "," or any(columns.poses[k] != "PUNCT" for k in range(high + 1, last)):
        return columns
    root = next((k for k in range(first, last) if not heads[k]), -1)
    if not first <= root < low or columns.tags[root] not in (*_FINITE, "VBN", "VBG", "VB"):
        return columns
    new_heads, new_deps = list(heads), list(deps)
    new_heads[verb], new_deps[verb] = 0, "ROOT"
    new_heads[root], new_deps[root] = verb - root, "ccomp"
    for k in (low - 1, *range(high + 1, last)):  # the comma, and what ends the sentence
        new_heads[k] = verb - k
    return columns._replace(heads=new_heads, deps=new_deps)


def _is_below(heads: Sequence[int], word: int, verb: int) -> bool:
    for _ in range(_LEFT):
        if word == verb or not heads[word]:
            break
        word += heads[word]
    return word == verb


def _lead(words: list[str], verb: int) -> int:
    """Where "which", "something" or the noun for an account stands that the aside begins with, right behind a comma; -1 for nowhere."""
    for k in range(verb - 2, max(0, verb - _REACH), -1):
        if words[k] in (",", ";", ":", '"', "”"):
            break
        before = words[k - 1]
        if words[k] in ("which", "something") and before == ",":
            return k
        if words[k] in ACCOUNTS and k > 1 and before in ("a", "an") and words[k - 2] == ",":
            return k
    return -1


def _make_verb(columns: "Columns", lead: int, verb: int, lemma: str) -> "Columns":
    """The word as a verb whose subject is the noun before it."""
    heads, deps, lemmas = list(columns.heads), list(columns.deps), list(columns.lemmas)
    tags, poses = list(columns.tags), list(columns.poses)
    subject = verb - 1
    for k in range(lead, subject):
        if heads[k] and k + heads[k] == verb:
            heads[k] = subject - k
    heads[subject], deps[subject] = 1, "nsubj"
    tags[verb], poses[verb], lemmas[verb] = "VBZ", "VERB", lemma
    if tags[lead] == "WDT":
        heads[lead], deps[lead] = verb - lead, "dobj"
        deps[verb] = "advcl" if deps[verb] in ("advcl", "ccomp", "conj") else "relcl"
    else:
        heads[verb], deps[verb] = lead - verb, "relcl"
    return columns._replace(heads=heads, deps=deps, tags=tags, poses=poses, lemmas=lemmas)
