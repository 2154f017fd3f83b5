"""The words of one account that all accounts of a claim tell: a claim is shown with no detail that only some of them give.

"Esther Vale, the swimmer turned actress, died in her sleep on Thursday" and "Esther Vale has died at 91" are told together as
"Esther Vale … died". Only printed words are shown, in their order; what is left out is marked by "…".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from onrecord.crossreport.overlap import Kin, measure_overlap
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.view import StoryView
from onrecord.model import Quantity, Span, Term

_LEFT_OVER = re.compile(  # words that lead on
    r"(?:[\s,;:–—($€£]|(?<!-)\b(?:a|an|the|of|in|on|at|to|for|from|with|by|as|into|onto|after|before|during|and|or|but|that|which|who|whose|its|his"
    r"|her|their|some|about|around|than|while|when|because|near|between|under|over|against|among|including|also|not|without|outside|inside|such|over|last|next|past|coming|more|most|less|very|so|too|quite|this|these|those|any|each|every|no|only|just|even|both"
    r"|all|several|many|few|other|another|first|own|if|whether|unless|since|until|where|what|how|per)\b|['’]s\b)+$",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:[\s,;:–—)]|['’]s\b)+")
_FEWEST_WORDS = 2
_SHORT = 2  # words about what all tell that are shown with it

_Names = list[tuple[int, int, str]]


@dataclass(frozen=True)
class Gist:
    """Words of one telling, and how much of what they say the other reports tell: 0..1 on average."""

    text: str
    told: float


def shared_words(view: StoryView, telling: Telling, tellings: Sequence[Telling], kin: Kin) -> Gist:
    """The words of a telling without what not all other reports of the claim tell.

    Args:
        view: the story.
        telling: whose words are shown.
        tellings: all of the claim.
        kin: from `speaking_for`.

    Returns:
        Printed words with "…" for each gap; all words of the telling where nobody else tells it, where it is told in the negative, or
        where too little would be left to be read.
    """
    reports = sorted({t.report for t in tellings} - {telling.report})
    if not reports or any(t.proposition.negative for t in tellings):
        return Gist(telling.text, 1.0)
    others = [_Others(telling, [t for t in tellings if t.report == r], kin) for r in reports]
    terms, names, text = telling.proposition.terms, _names(telling, view), view.of(telling.report).report.text
    kept = _kept_terms(telling, names, others, text)
    shown = [t for t in terms if t.start in kept and t.role not in ("number", "time", "other")]
    told = (
        sum(_is_told(t, telling, names, o) for t in shown for o in others) / (len(shown) * len(others))
        if shown
        else 0.0
    )
    pieces = [p for span in telling.proposition.spans for p in _pieces(span, terms, kept, text)]
    is_whole = len(kept) == len(terms) or sum(len(p.split()) for p in pieces) <= _FEWEST_WORDS
    return Gist(telling.text if is_whole else " … ".join(pieces), told)


class _Others:
    """What another report tells of a claim: the keys of what it shares with a telling, its words, whether it counts and dates."""

    def __init__(self, telling: Telling, others: Sequence[Telling], kin: Kin) -> None:
        shared = {i.key for other in others for i, _, _ in measure_overlap(telling, other, kin).pairs}
        self.keys = frozenset(shared.union(*(other.topics for other in others)))
        self.text = " ".join(other.text for other in others)
        self.countries = {spot.country for other in others for spot in other.places}
        self.counted = {(q.kind, q.item_class) for other in others for q in other.figures}
        self.values = {q.value for other in others for q in other.figures}
        self.dates = any(other.dates for other in others)


def _names(telling: Telling, view: StoryView) -> _Names:
    """(start, end, key of the item) of each mention inside a telling."""
    start, end = telling.proposition.spans[0].start, telling.proposition.spans[-1].end
    return [
        (m.start, m.end, f"@{view.run_id(telling.report, entity.id)}")
        for entity in view.of(telling.report).entities
        for m in entity.mentions
        if start <= m.start < end
    ]


def _kept_terms(telling: Telling, names: _Names, others: Sequence[_Others], text: str) -> set[int]:
    """Where the words begin that are of what all tell: the predicate, who and what it is told of, what all name, short words about
    them, and, where it is told with care, how."""
    terms = telling.proposition.terms
    partly = [q for q in telling.figures if not all(_is_counted(q, telling, o) for o in others)]
    left_out = {
        t.start for t in terms if any(q.start <= t.start < q.end for q in partly)
    }  # "nearly 40", where not all count
    kept = {t.start for t in terms if t.start not in left_out and _is_kept(t, telling, names, others)}
    kept |= {t.start for t in terms if all(_holds(o.text, t, text) for o in others)}
    kept = _whole_names(kept, terms, names)
    last = max((t.start for t in terms if t.start in kept), default=0)
    for _, block in groupby(terms, key=lambda t: t.start in kept):
        left = list(block)
        if left[0].start not in kept and len(left) <= _SHORT and all(_is_plain(t, last) for t in left):
            kept.update(t.start for t in left)
    return _without_loose(_whole_figures(kept, telling), terms, text)


def _is_counted(figure: Quantity, telling: Telling, other: _Others) -> bool:
    """Whether another report counts the same too; of two figures of one kind, "to 1.4 from 1.9", only those with its number."""
    kind = (figure.kind, figure.item_class)
    several = sum((q.kind, q.item_class) == kind for q in telling.figures) > 1
    return kind in other.counted and (not several or figure.value in other.values)


def _whole_figures(kept: set[int], telling: Telling) -> set[int]:
    """The same words, with all words of a figure whose number is among them: not "1.4 per" without its "cent"."""
    figures = [(q.start, q.end) for q in telling.figures if any(q.start <= k < q.end for k in kept)]
    inside = (t.start for t in telling.proposition.terms if any(start <= t.start < end for start, end in figures))
    return kept.union(inside)


def _without_loose(kept: set[int], terms: Sequence[Term], text: str) -> set[int]:
    """The same words without adjectives, adverbs, numbers and nouns whose noun, which follows at once, is left out."""
    found = set(kept)
    for term, after in reversed(list(pairwise(terms))):
        follows = (term.role == after.role or term.pos == "NUM") and not text[term.end : after.start].strip(" -")
        if term.start in found and after.start not in found and follows and term.pos in ("ADJ", "ADV", "NUM", "NOUN"):
            found.discard(term.start)
    return found


def _whole_names(kept: set[int], terms: Sequence[Term], names: _Names) -> set[int]:
    """The same words, but all words of a name or none: not "… of Water"."""
    found = set(kept)
    for start, end, _ in names:
        inside = {t.start for t in terms if start <= t.start and t.end <= end}
        if len(inside & found) not in (0, len(inside)):
            found = found | inside if max(inside) in found else found - inside  # what the last word is, the name is
    return found


def _is_plain(term: Term, last: int) -> bool:
    """Whether a word may stand beside what all tell: no number, day or name, and before the last such word or of who or what it is."""
    is_within = term.role in ("subject", "object") or term.start < last
    return is_within and term.role not in ("number", "time") and term.pos not in ("NUM", "PROPN")


def _holds(other: str, term: Term, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(text[term.start : term.end])}(?!\w)", other, re.IGNORECASE) is not None


def _is_kept(term: Term, telling: Telling, names: _Names, others: Sequence[_Others]) -> bool:
    if term.role in ("root", "other") or term.pos == "PRON":
        return True
    if term.pos == "ADV" and telling.proposition.mood != "asserted":
        return True
    if term.role == "number":
        return any(q.start <= term.start < q.end for q in telling.figures)  # of what all count
    if term.role == "time":
        return all(o.dates for o in others)  # it may be one day: `vetoes.py` has asked
    keys = _keys(term, names)
    mine = [i for i in telling.items if i.key in keys]
    if term.role in ("subject", "object") and any(not (i.is_inner or i.is_description) for i in mine):
        return True  # who does it and whom it is done to: without them the words say nothing
    return all(_is_told(term, telling, names, o) for o in others)


def _keys(term: Term, names: _Names) -> frozenset[str]:
    """The keys of the items that a word stands for."""
    named = {key for start, end, key in names if start <= term.start and term.end <= end}
    return frozenset({term.lemma, f"~{term.lemma}"} | named)


def _is_told(term: Term, telling: Telling, names: _Names, other: _Others) -> bool:
    keys = _keys(term, names)
    countries = {s.country for s in telling.places if s.is_country and f"@{s.entity}" in keys}
    return bool(keys & other.keys or countries & other.countries)


def _pieces(span: Span, terms: Sequence[Term], kept: set[int], text: str) -> list[str]:
    """The stretches of a span that hold kept words, without the words that only lead on to what is left out."""
    inside = sorted((t for t in terms if span.start <= t.start < span.end), key=lambda t: t.start)
    left_out = [
        t for t in inside if t.start not in kept and "-" not in (text[t.start - 1 : t.start], text[t.end : t.end + 1])
    ]
    stretches: list[tuple[int, int]] = []
    start = span.start
    for term in left_out:
        stretches.append((start, term.start))
        start = term.end
    stretches.append((start, span.end))
    found = []
    for low, high in stretches:
        if any(low <= t.start < high for t in inside):
            words = text[low:high] if high == span.end else _LEFT_OVER.sub("", text[low:high])
            found.append(" ".join(_LEADING.sub("", words).split()).rstrip(" ,;:–—"))
    return [f for f in found if f]
