"""Statements by the trained rankers: cue, then content and speaker, each with how sure it is."""

from dataclasses import dataclass

import numpy as np

from onrecord.language.quotation_contents import Finder, Fragments, Options
from onrecord.language.quotation_cues import describe_company, describe_cue
from onrecord.language.quotation_features import make_table
from onrecord.language.quotation_model import Floats, load_ranker, share_out
from onrecord.language.quotation_speakers import describe_speakers, find_speaker_words, speaker_span, whole_phrase
from onrecord.language.quotation_tails import complete, cut_tail
from onrecord.language.quotation_tokens import Tokens

CUE_FLOOR = 0.22  # a cue less likely than this is not looked at further
_CLOSE = 0.8  # contents that overlap this much (F) are held to be the same content
_SURE = 0.6  # a speaker less likely than this makes the statement unsaid
_REQUESTS = frozenset({"urge", "order", "recommend", "want", "tell", "allow"})
_CHARGES = frozenset({"of", "for", "with"})
_KEPT = 8  # candidates weighed against each other


@dataclass(frozen=True)
class Statement:
    """An attributed statement in tokens."""

    cue: int  # head word of the cue; -1 for a floating quotation
    content: Fragments
    speaker: int  # head word of the speaker; -1 for none
    confidence: float
    rule: str  # what found it


def rank_statements(finder: Finder, floor: float) -> list[Statement]:
    """The likeliest reading of each likely cue.

    Args:
        finder: candidates of the report.
        floor: readings less likely than this are left out.
    """
    t, regions = finder.t, finder.regions
    words = finder.cue_words
    if not words:
        return []
    described = [describe_cue(t, regions, i) for i in words]
    ranker = load_ranker("cue")
    chance = 1 / (1 + np.exp(-np.clip(ranker.score([ranker.blocks["cue"].embed(described)]), -30, 30)))
    sure = {i: float(p) for i, p in zip(words, chance, strict=True) if p >= CUE_FLOOR}
    likely = [(i, names + company) for i, names, company in accompany(finder, words, described, sure)]
    contents = _choose_contents(finder, likely, floor)
    speakers = _choose_speakers(finder, [(i, names) for i, names in likely if i in contents])
    return [
        Statement(i, content, speakers[i][0], sure * speakers[i][1], "ranked")
        for i, (content, sure) in contents.items()
        if sure * speakers[i][1] >= floor and speakers[i][1] >= _SURE
    ]


def accompany(
    finder: Finder, words: list[int], described: list[list[str]], sure: dict[int, float]
) -> list[tuple[int, list[str], list[str]]]:
    """(cue, its features, features of its company) of each word in `sure`."""
    sentence = finder.t.sentence
    together: dict[int, list[int]] = {}
    for i in sure:
        together.setdefault(sentence[i], []).append(i)
    return [
        (i, names, describe_company(finder.t, i, sure, together[sentence[i]]))
        for i, names in zip(words, described, strict=True)
        if i in sure
    ]


def _choose_contents(
    finder: Finder, likely: list[tuple[int, list[str]]], floor: float
) -> dict[int, tuple[Fragments, float]]:
    """The likeliest content of each cue and how likely it is to be right."""
    found = [(i, names, finder.find(i)) for i, names in likely]
    found = [(i, names, options) for i, names, options in found if options.fragments]
    weighed = []
    for (i, _, options), shares in zip(found, _content_shares(finder, found), strict=True):
        if float(shares.sum()) < floor:
            continue
        order = np.argsort(-shares, kind="stable")[:_KEPT]
        kept = [cut_tail(finder, i, complete(finder, i, options.fragments[k])) for k in order]
        weighed.append((i, kept, shares[order]))
    chosen = {}
    for (i, kept, sure), alike in zip(weighed, overlaps(finder, [kept for _, kept, _ in weighed]), strict=True):
        expected = (alike >= _CLOSE) @ sure
        best = int(np.argmax(expected + 0.7 * sure))
        if expected[best] >= floor:
            chosen[i] = (with_addressee(finder, i, kept[best]), float(expected[best]))
    return chosen


def with_addressee(finder: Finder, cue: int, content: Fragments) -> Fragments:
    """A content with those it is about, where the ranker began behind: "urged | both sides to return", "accused | rebels of using gas"."""
    t = finder.t
    start, end = content[0]
    entry = t.cues[cue]
    if len(content) > 1 or start < cue or entry is None:
        return content
    is_request = t.tag[start] == "TO" and bool(_REQUESTS & set(entry.classes))
    prep = start if t.lower[start] in _CHARGES else start - 1
    on_it = cue in (t.head[prep], t.head[t.head[prep]])
    is_charge = "accuse" in entry.classes and t.lower[prep] in _CHARGES and on_it
    if not (is_request or is_charge):
        return content
    asked = [k for k in t.children[cue] if cue < k < start and t.dep[k] in ("dobj", "dative")]
    asked += [g for k in t.children[cue] if t.lower[k] in ("on", "upon") for g in t.children[k] if cue < g < start]
    asked += [k for k in range(cue + 1, start) if t.dep[k] == "nsubj" and cue <= t.head[t.head[k]] <= start]
    first = min((finder.next_word[t.left[k]] for k in asked if t.left[k] > cue), default=start)
    return ((first, end),)


def _content_shares(finder: Finder, found: list[tuple[int, list[str], Options]]) -> list[Floats]:
    """Probabilities of the candidates of each cue."""
    if not found:
        return []
    ranker = load_ranker("content")
    blocks = ranker.blocks
    table = make_table(finder, [i for i, _, _ in found], [names for _, names, _ in found], [o for _, _, o in found])
    parts = [blocks[block].embed(names)[table.where[block]] for block, names in table.names.items()]
    parts += [blocks["whole"].embed_column(column.names, column.codes) for column in table.columns]
    scores = ranker.score(parts)
    cuts = np.cumsum([len(options.fragments) for _, _, options in found])[:-1]
    return [share_out(part) for part in np.split(scores, cuts)]


def overlaps(finder: Finder, groups: list[list[Fragments]]) -> list[Floats]:
    """F of the shared words of each two contents of a group, of all groups in one go."""
    if not groups:
        return []
    most = max(map(len, groups))
    spans = np.zeros((len(groups), most, 4), np.intp)
    for number, contents in enumerate(groups):
        spans[number, : len(contents)] = [(*c[0], *(c[1] if len(c) > 1 else (0, 0))) for c in contents]
    places = finder.counted[spans]
    low, high = places[:, :, 0::2], places[:, :, 1::2]
    size = (high - low).sum(2)
    shared = np.minimum(high[:, :, None, :, None], high[:, None, :, None, :])
    shared -= np.maximum(low[:, :, None, :, None], low[:, None, :, None, :])
    both = np.maximum(shared, 0).sum((3, 4))
    result = 2 * both / np.maximum(size[:, :, None] + size[:, None, :], 1)
    return [alike[: len(contents), : len(contents)] for alike, contents in zip(result, groups, strict=True)]


def _choose_speakers(finder: Finder, cues: list[tuple[int, list[str]]]) -> dict[int, tuple[int, float]]:
    """The likeliest speaker of each cue, -1 for none, and how likely it is."""
    if not cues:
        return {}
    t = finder.t
    ranker = load_ranker("speaker")
    found = [(i, find_speaker_words(t, i)) for i, _ in cues]
    cue = ranker.blocks["cue"].embed([names for _, names in cues])
    pair = ranker.blocks["pair"].embed(
        [names for i, words in found for names in describe_speakers(t, finder.regions, i, words)]
    )
    owner = np.array([number for number, (_, words) in enumerate(found) for _ in words], int)
    scores = ranker.score([cue[owner], pair]) if len(owner) else np.zeros(0, np.float32)
    chosen = {}
    for (i, words), part in zip(found, np.split(scores, np.cumsum([len(w) for _, w in found])[:-1]), strict=True):
        chosen[i] = _choose_speaker(t, i, words, share_out(part))
    return chosen


def _choose_speaker(t: Tokens, cue: int, words: list[int], shares: Floats) -> tuple[int, float]:
    """The candidate whose noun phrase has most of the probability, counting those that overlap it; -1 for nobody."""
    nobody = 1 - float(shares.sum())
    if not words:
        return -1, nobody
    spans = [speaker_span(t, k) for k in words]
    together = [
        sum(float(p) for p, (low, high) in zip(shares, spans, strict=True) if low < end and start < high)
        for start, end in spans
    ]
    best = max(range(len(words)), key=lambda k: (round(together[k], 3), float(shares[k])))
    if together[best] <= nobody:
        return -1, nobody
    likeliest = max((k for k in range(len(words)) if _meet(spans[k], spans[best])), key=lambda k: float(shares[k]))
    return whole_phrase(t, words[likeliest], cue), min(together[best], 1.0)


def _meet(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]
