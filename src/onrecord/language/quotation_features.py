"""What candidate contents look like: names of features of their boundaries, and columns of features of the whole.

A boundary is described once for itself and once as seen from each cue; what depends on both ends comes in columns of small codes, so
that numpy does the work. The same table feeds training and use.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.language.quotation_bounds import Bounds
from onrecord.language.quotation_contents import Options
from onrecord.language.quotation_cues import word_class

Ints = NDArray[np.int64]
Names = Sequence[str]
MODES = ("right", "left", "both", "passive")
_MODE = {mode: number for number, mode in enumerate(MODES)}
_NO_PLACE = (-1, -1)
_KEPT = 1 << 14  # descriptions of boundaries that are kept from report to report: the same ones come again
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_YES_NO = ("False", "True")
_SIZES = tuple(map(str, range(13)))


@dataclass(frozen=True)
class Column:
    """One feature of all rows: the names of its values and the value of each row."""

    names: list[str]
    codes: Ints


@dataclass(frozen=True)
class Table:
    """Candidates of many cues as rows over shared descriptions."""

    names: dict[str, list[Names]]  # block -> different rows of feature names
    where: dict[str, Ints]  # block -> row of names of each candidate
    columns: list[Column]


def make_table(b: Bounds, cues: Sequence[int], described: Sequence[list[str]], found: Sequence[Options]) -> Table:
    """Describe all candidates of a report.

    Args:
        b: the report.
        cues: one a group.
        described: features of each cue.
        found: candidates of each cue; none of them empty.
    """
    owner = np.repeat(np.arange(len(cues)), [len(o.fragments) for o in found])
    places = chain.from_iterable(chain(f[0], f[1] if len(f) > 1 else _NO_PLACE) for o in found for f in o.fragments)
    spans = np.fromiter(places, np.int64, 4 * len(owner)).reshape(-1, 4)
    modes = np.fromiter((_MODE[m] for o in found for m in o.modes), np.int64, len(owner))
    cue = np.asarray(cues, np.int64)[owner]
    first, pause, resume, last = spans[:, 0], spans[:, 1], spans[:, 2], spans[:, 3]
    last = np.where(resume < 0, pause, last)
    names: dict[str, list[Names]] = {"cue": list(described)}
    where: dict[str, Ints] = {"cue": owner}
    broken = resume >= 0
    described_by: dict[str, tuple[Ints, Callable[[Bounds, int], tuple[str, ...]]]] = {
        "first": (first, describe_first),
        "last": (last, describe_last),
        "first seen": (_pair(first, cue), see_first),
        "last seen": (_pair(last, cue), see_last),
        "resume": (np.where(broken, _pair(resume, cue), -1), _resume),
        "pause": (np.where(broken, _pair(pause, cue), -1), _pause),
    }
    index = {block: _number(keys) for block, (keys, _) in described_by.items()}
    for block, (_, describe) in described_by.items():
        rows: dict[tuple[str, ...], int] = {}  # what looks alike is weighed once
        alike = [rows.setdefault(describe(b, key), len(rows)) for key in index[block].known]
        names[block], where[block] = list(rows), np.array(alike, np.int64)[index[block].rows]
    whole = _subtrees(b, index["first seen"], last, broken)
    return Table(names, where, [*_columns(b, spans, modes), whole])


_WIDE = 1 << 32


def _pair(token: Ints, cue: Ints) -> Ints:
    return token * _WIDE + cue


class _Numbered(NamedTuple):
    """Each different key once, and where in them the key of each row is."""

    known: list[int]
    rows: Ints


def _number(keys: Ints) -> _Numbered:
    each = keys.tolist()
    known = list(dict.fromkeys(each))
    index = dict(zip(known, range(len(known)), strict=True))
    return _Numbered(known, np.fromiter(map(index.__getitem__, each), np.int64, len(each)))


def _resume(b: Bounds, key: int) -> tuple[str, ...]:
    return describe_first(b, key // _WIDE) + see_first(b, key) if key >= 0 else ()


def _pause(b: Bounds, key: int) -> tuple[str, ...]:
    return describe_last(b, key // _WIDE) + see_last(b, key) if key >= 0 else ()


def describe_first(b: Bounds, start: int) -> tuple[str, ...]:
    """Names of what is true of the first word of a content, whatever the cue."""
    known = b.first.get(start)
    if known is None:
        known = b.first[start] = _describe_first(b, start)
    return known


def _describe_first(b: Bounds, start: int) -> tuple[str, ...]:
    t, region = b.t, b.regions.of(start)
    opens = b.next_word[t.sentences[t.sentence[start]][0]] == start
    quoted = region is not None and (b.next_word[region.start] == start, region.single)
    classes = word_class(t, start), word_class(t, start - 1), word_class(t, start - 2)
    return _name_first(classes, t.dep[start], opens, quoted)


@lru_cache(maxsize=_KEPT)
def _name_first(
    classes: tuple[str, str, str], dep: str, opens: bool, quoted: tuple[bool, bool] | bool
) -> tuple[str, ...]:
    word, before, second = classes
    names = ["word=" + word, "prev=" + before, "prev2=" + second + "_" + before, "dep=" + dep]
    if opens:
        names.append("sentence")
    if isinstance(quoted, tuple):
        starts, single = quoted
        names.append(f"region:{'start' if starts else 'inside'}:{'single' if single else 'double'}")
    return tuple(names)


def see_first(b: Bounds, key: int) -> tuple[str, ...]:
    """Names of how the first word of a content stands to the cue."""
    known = b.first_seen.get(key)
    if known is None:
        known = b.first_seen[key] = _see_first(b, key // _WIDE, key % _WIDE)
    return known


def _see_first(b: Bounds, start: int, cue: int) -> tuple[str, ...]:
    t, top, region = b.t, b.top(start, cue), b.regions.of(start)
    holds = region.start <= cue < region.end if region is not None else None
    of_noun = t.dep[cue] in ("relcl", "acl") and t.left[t.head[cue]] <= start < cue
    gap = max(-2, min(start - cue, 5))
    return _name_first_seen(b.path(top, cue), (t.dep[top], t.pos[top]), holds, gap, of_noun)


@lru_cache(maxsize=_KEPT)
def _name_first_seen(path: str, top: tuple[str, str], holds: bool | None, gap: int, of_noun: bool) -> tuple[str, ...]:
    names = ["path=" + path, "top=" + ":".join(top), "path1=" + path.split(">")[0]]
    if holds is not None:
        names.append("region:holds cue" if holds else "region:without cue")
    names.append("gap=" + (str(gap) if -1 <= gap <= 4 else "far" if gap > 4 else "left"))
    if of_noun:
        names.append("of modified noun")
    return tuple(names)


def describe_last(b: Bounds, end: int) -> tuple[str, ...]:
    """Names of what is true around the last word of a content, whatever the cue."""
    known = b.last.get(end)
    if known is None:
        known = b.last[end] = _describe_last(b, end)
    return known


def _describe_last(b: Bounds, end: int) -> tuple[str, ...]:
    t, region = b.t, b.regions.of(end - 1)
    following, high = b.next_word[end], t.sentences[t.sentence[end - 1]][1]
    after, left = "", 0
    if following < high:
        after, left = ("punct_" if following > end else "") + word_class(t, following), b.words[high] - b.words[end]
        left = left if left < 4 else 4 + min(left // 5, 4)
    quoted = region is not None and (b.past_word[region.end] == end, region.single)
    return _name_last(word_class(t, end), t.tag[end - 1], after, left, quoted)


@lru_cache(maxsize=_KEPT)
def _name_last(word: str, tag: str, after: str, left: int, quoted: tuple[bool, bool] | bool) -> tuple[str, ...]:
    """`after`: the next word of the sentence; "" where there is none."""
    names = ["next=" + word, "tag=" + tag]
    if after:
        names += ["following=" + after, f"left={left}"]
    else:
        names.append("sentence")
    if isinstance(quoted, tuple):
        closing, single = quoted
        names.append("region:" + ("end" if closing else "inside") + (":single" if single else ""))
    return tuple(names)


def see_last(b: Bounds, key: int) -> tuple[str, ...]:
    """Names of how the last word of a content, and what is left out after it, stand to the cue."""
    known = b.last_seen.get(key)
    if known is None:
        known = b.last_seen[key] = _see_last(b, key // _WIDE, key % _WIDE)
    return known


def _see_last(b: Bounds, end: int, cue: int) -> tuple[str, ...]:
    t = b.t
    top = b.top_right(end, cue)
    names = ["path=" + b.path(top, cue), "top=" + t.dep[top] + ":" + t.pos[top]]
    following = b.next_word[end]
    if following < t.sentences[t.sentence[end - 1]][1]:
        head = t.head[following]
        names.append("cut=" + t.dep[following] + ":" + ("cue" if head == cue else "before" if head < end else "after"))
        names += _left_out(b, following, end, cue)
    if end <= cue:
        names.append("gap=" + str(min(cue - end, 6)))
    return tuple(names)


def _left_out(b: Bounds, following: int, end: int, cue: int) -> list[str]:
    """What the first attachment left out is, and on what it hangs."""
    t, top = b.t, following
    while t.head[top] != top and t.left[t.head[top]] >= end:
        top = t.head[top]
    head = t.head[top]
    place = "cue" if head == cue else t.dep[head] if head < end else "above"
    subject = not _SUBJECTS.isdisjoint([t.dep[k] for k in t.children[top]])
    names = [f"left out={t.dep[top]}:{place}", f"left out subject={t.dep[top]}:{subject}"]
    if t.dep[top] == "cc":
        conjunct = next((k for k in t.children[head] if t.dep[k] == "conj" and k > top), -1)
        if conjunct >= 0:
            own = not _SUBJECTS.isdisjoint([t.dep[k] for k in t.children[conjunct]])
            known = t.cue(conjunct) is not None
            names.append(f"conjunct={t.pos[conjunct]}:{own}:{'cue' if head == cue else 'inside'}:{known}")
            names.append(f"conjunct tag={t.tag[conjunct]}:{t.tag[head]}")
    return names


def _columns(b: Bounds, spans: Ints, modes: Ints) -> list[Column]:
    """Features of whole candidates."""
    t = b.t
    start, pause, resume, end = spans.T
    broken = resume >= 0
    last = np.where(broken, end, pause)
    counts = [_count(x, spans) for x in (b.words, b.verbs, b.subjects, b.marks)]
    size = counts[0]
    size = np.where(size < 5, size, np.where(size < 30, 5 + (size - 5) // 5, np.where(size < 50, 11, 12)))
    sentence = np.asarray(t.sentence)
    crossed = np.minimum(sentence[last - 1] - sentence[start], 4)
    hole = np.where(broken, np.minimum(resume - pause, 9), 0)
    both = [f"sentences={n}:{m}" for m in MODES for n in range(5)]
    return [
        Column(["mode=" + m for m in MODES], modes),
        Column(["size=" + s for s in _SIZES], size),
        Column([f"size={s}:{m}" for m in MODES for s in _SIZES], modes * 13 + size),
        Column(["verb=" + x for x in _YES_NO], (counts[1] > 0).astype(np.int64)),
        Column(["subject=" + x for x in _YES_NO], (counts[2] > 0).astype(np.int64)),
        Column([f"marks={n}" for n in range(4)], np.minimum(counts[3], 3)),
        Column(both, modes * 5 + crossed),
        Column(["hole=" + s for s in _SIZES], hole),
        Column(["quotation=" + x for x in _QUOTED], _quoted(b, start, pause)),
        Column(
            ["none", *("resumed quotation=" + x for x in _QUOTED)], np.where(broken, 1 + _quoted(b, resume, end), 0)
        ),
    ]


def _count(running: list[int], spans: Ints) -> Ints:
    """How many lie in the fragments."""
    sums = np.asarray(running, np.int64)
    second = np.where(spans[:, 2] >= 0, sums[spans[:, 3]] - sums[spans[:, 2]], 0)
    total: Ints = sums[spans[:, 1]] - sums[spans[:, 0]] + second
    return total


_QUOTED = ("outside", "is one", "inside one", "holds one", "cuts one")


def _quoted(b: Bounds, start: Ints, end: Ints) -> Ints:
    """How fragments stand to the stretches in quotation marks."""
    at = np.asarray([*b.regions.at, -1], np.int64)
    begins = np.array([*(b.next_word[r.start] for r in b.regions.items), -1])
    ends = np.array([*(b.past_word[r.end] for r in b.regions.items), -1])
    chained = np.array([*((r.continues or r.whole) and not r.single for r in b.regions.items), False])
    first, last = at[np.maximum(start, 0)], at[np.maximum(end - 1, 0)]
    opens, closes = (first < 0) | (begins[first] == start), (last < 0) | (ends[last] == end)
    together = (first == last) | ((first >= 0) & (last > first) & chained[last])
    whole = opens & closes
    apart = np.where(whole, 3, 4)
    result: Ints = np.where((first < 0) & (last < 0), 0, np.where(together, np.where(whole, 1, 2), apart))
    return result


def _subtrees(b: Bounds, pairs: _Numbered, last: Ints, broken: NDArray[np.bool_]) -> Column:
    """Whether an unbroken content right of the cue is one whole subtree, and how that hangs on the cue.

    Args:
        b: the report.
        pairs: first word and cue of the candidates.
        last: where each candidate ends.
        broken: whether it goes on after the cue's clause.
    """
    index: dict[str, int] = {}
    ends, codes = [], []
    for key in pairs.known:
        start, cue = key // _WIDE, key % _WIDE
        if start < cue:
            ends.append(-1)
            codes.append(0)
            continue
        top = b.top(start, cue)
        ends.append(b.past_word[b.t.right[top] + 1])
        codes.append(index.setdefault("subtree:" + b.path(top, cue), len(index) + 2))
    end, code = (np.array(x, np.int64)[pairs.rows] for x in (ends, codes))
    values = np.where(broken | (code == 0), 0, np.where(end == last, code, 1))
    return Column(["broken or left", "no subtree", *index], values)
