"""Who may be the speaker of a statement, given its cue: candidate noun phrases and what they look like."""

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.language.quotation_cues import _lexical, describe_noun, find_subject, word_class
from onrecord.language.quotation_regions import Regions
from onrecord.language.quotation_tokens import FUNCTION, Tokens

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
_BETWEEN = frozenset({"aux", "auxpass", "advmod", "neg", "punct"})
_MOST = 12


def find_speaker_words(t: Tokens, cue: int) -> list[int]:
    """Head words of the noun phrases that may name the speaker, the likeliest kinds first; without a double."""
    found = _around(t, cue)
    above = cue
    for _ in range(5):
        found += [k for k in t.children[above] if t.dep[k] in ("nsubj", "nsubjpass", "poss", "csubj")]
        found += [
            g for k in t.children[above] if t.dep[k] in ("agent", "prep") for g in t.children[k] if t.dep[g] == "pobj"
        ]
        if t.head[above] == above:
            break
        if (
            t.dep[above] in ("relcl", "acl", "appos", "amod", "compound", "poss", "prep", "attr", "nmod")
            and t.pos[t.head[above]] in _NOMINAL
        ):
            found.append(t.head[above])
        above = t.head[above]
    found += [
        k
        for k in t.children[cue]
        if t.pos[k] in _NOMINAL
        and t.dep[k] in ("dobj", "attr", "npadvmod", "dep", "compound", "amod", "appos", "dative", "oprd", "advmod")
    ]
    found += _nearest(t, cue)
    root = next((k for k in range(*t.sentences[t.sentence[cue]]) if t.head[k] == k), cue)
    found += [k for k in t.children[root] if t.dep[k] in ("nsubj", "nsubjpass")]
    kept = [k for k in dict.fromkeys(found) if k != cue and t.pos[k] in _NOMINAL and t.word[k]]
    low = t.sentences[t.sentence[cue]][0]
    before = next((k for k in range(cue - 1, max(low - 1, cue - 4), -1) if t.pos[k] not in ("ADV", "AUX", "PART")), -1)
    if before >= 0 and t.pos[before] in ("VERB", "X", "INTJ") and t.text[before][:1].isupper():
        kept.append(before)  # a name that the tagger took for a verb
    return kept[:_MOST]


def _around(t: Tokens, cue: int) -> list[int]:
    """The phrase right after "according to", before a colon, or right after or before the cue."""
    low, high = t.sentences[t.sentence[cue]]
    found = []
    if t.text[cue] == ":" and cue - low < 60:
        heads = [
            k
            for k in range(low, cue)
            if t.pos[k] in _NOMINAL and not (low <= t.head[k] < cue and t.head[k] != k and t.pos[t.head[k]] in _NOMINAL)
        ]
        found += heads[:3]
    after = next((k for k in range(cue + 1, min(high, cue + 7)) if t.pos[k] in _NOMINAL), -1)
    if after >= 0:
        found.append(_top(t, after, cue))
    return found


def _nearest(t: Tokens, cue: int) -> list[int]:
    """The two nearest noun phrases to the left in the sentence."""
    low = t.sentences[t.sentence[cue]][0]
    found: list[int] = []
    for k in range(cue - 1, low - 1, -1):
        if t.pos[k] in ("NOUN", "PROPN", "PRON"):
            top = _top(t, k, cue)
            if top not in found:
                found.append(top)
            if len(found) == 2:
                break
    return found


def _top(t: Tokens, k: int, cue: int) -> int:
    """The head of the noun phrase around a word, not passing the cue."""
    while (
        t.dep[k] in ("compound", "amod", "poss", "nmod", "nummod", "det", "flat", "appos", "quantmod")
        and t.head[k] != cue
        and t.pos[t.head[k]] in _NOMINAL
    ):
        k = t.head[k]
    return k


def describe_speaker(t: Tokens, regions: Regions, cue: int, k: int) -> list[str]:
    """Names of what is true of a possible speaker, seen from the cue."""
    return describe_speakers(t, regions, cue, [k])[0]


def describe_speakers(t: Tokens, regions: Regions, cue: int, words: Sequence[int]) -> list[list[str]]:
    """`describe_speaker` of each possible speaker of a cue."""
    seen = _Cue(cue, _lexical(t, cue, ""), find_subject(t, cue), _ups(t, cue))
    return [_describe(t, regions, seen, k) for k in words]


class _Cue(NamedTuple):
    """What of a cue all its possible speakers are seen against."""

    word: int
    lexical: list[str]
    subject: int
    ups: list[int]  # it, its head, and so on


def _describe(t: Tokens, regions: Regions, seen: _Cue, k: int) -> list[str]:
    cue, subject = seen.word, seen.subject
    names = ["w:" + n for n in describe_noun(t, k)]
    side = "<" if k < cue else ">"
    path = _path(t, k, seen.ups)
    names += [
        "w:path=" + path,
        "w:path side=" + path + side,
        "w:dep=" + t.dep[k] + side,
        "w:cue=" + t.tag[cue] + ":" + path,
    ]
    names += [f"w:{path}:{n}" for n in seen.lexical]
    names.append("w:subject=" + ("none" if subject < 0 else "this" if subject == k else "other"))
    names.append(f"w:top={t.dep[k]}:{t.dep[t.head[k]]}:{t.head[k] == t.head[cue]}")
    gap = abs(k - cue)
    names.append("w:gap=" + side + str(gap if gap < 5 else 5 + (gap - 5) // 5 if gap < 25 else 9))
    names += ["w:next=" + word_class(t, t.right[k] + 1), "w:prev=" + word_class(t, t.left[k] - 1)]
    if t.dep[k] in ("pobj", "pcomp"):
        names.append("w:prep=" + (t.lower[t.head[k]] if t.lower[t.head[k]] in FUNCTION else "other") + ":" + path)
    region = regions.of(k)
    if region is not None:
        names.append("w:quoted:" + ("same" if regions.of(cue) is region else "other"))
    between = slice(min(k, cue) + 1, max(k, cue))
    pos, dep = t.pos[between], t.dep[between]
    names.append("w:verbs between=" + str(min(3, pos.count("VERB") + pos.count("AUX"))))
    names.append("w:commas between=" + str(min(2, t.text[between].count(","))))
    names.append("w:nouns between=" + str(min(3, dep.count("nsubj") + dep.count("dobj") + dep.count("pobj"))))
    return names


def _ups(t: Tokens, cue: int) -> list[int]:
    """A cue and the words above it, the nearest first."""
    ups = [cue]
    while t.head[ups[-1]] != ups[-1] and len(ups) < 7:
        ups.append(t.head[ups[-1]])
    return ups


def _path(t: Tokens, k: int, ups: Sequence[int]) -> str:
    """The way from the cue to the speaker in the tree: up to a shared word, then down."""
    down: list[str] = []
    at = k
    while at not in ups and len(down) < 4 and t.head[at] != at:
        down.append(t.dep[at])
        at = t.head[at]
    if at not in ups:
        return "far"
    up = [t.dep[x] for x in ups[: ups.index(at)]]
    if len(up) > 3:
        up = [*up[:1], "..", up[-1]]
    return "^".join(up) + "/" + ">".join(reversed(down))


def whole_phrase(t: Tokens, k: int, cue: int) -> int:
    """The first of the coordinated nouns that stand right before the cue; the word itself where it is not the last of such."""
    if t.dep[k] != "conj" or not k < cue or any(t.dep[i] not in _BETWEEN for i in range(t.right[k] + 1, cue)):
        return k
    while t.dep[k] == "conj" and t.pos[t.head[k]] in ("NOUN", "PROPN", "PRON") and t.head[k] < k:
        k = t.head[k]
    return k


def speaker_span(t: Tokens, k: int) -> tuple[int, int]:
    """The tokens of the noun phrase around a head word, without relative clauses, later appositions and participles."""
    low, high = k, k + 1
    for child in t.children[k]:
        if (
            child < k
            and t.dep[child] not in ("relcl", "acl", "prep", "punct", "advmod", "cc", "preconj", "advcl", "ccomp")
            and t.left[child] < low
        ):
            low = t.left[child]
    for child in t.children[k]:
        if child < k:
            continue
        if t.dep[child] in ("relcl", "acl", "advcl", "ccomp", "xcomp", "parataxis") or t.dep[child] == "appos":
            break
        if (
            t.dep[child] == "punct"
            and t.text[child] not in ("-", "'s", "(", ")")
            and not any(t.dep[g] == "conj" for g in t.children[k] if g > child)
        ):
            break
        if t.dep[child] in (
            "prep",
            "conj",
            "cc",
            "case",
            "compound",
            "nummod",
            "amod",
            "punct",
            "flat",
            "nmod",
            "poss",
        ):
            high = max(high, t.right[child] + 1)
    while high > k + 1 and not t.word[high - 1]:
        high -= 1
    while low < k and not t.word[low]:
        low += 1
    return low, high
