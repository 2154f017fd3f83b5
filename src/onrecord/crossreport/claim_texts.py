"""The words in which a claim is shown: those of the account that reads best by itself."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import takewhile

from onrecord.crossreport.circumstances import tells_of_rise
from onrecord.crossreport.gists import Gist, shared_words
from onrecord.crossreport.overlap import Kin
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.view import StoryView

_READABLE = (30, 240)  # characters of a claim's text that reads well
_BEST_LENGTH = 90  # long enough to say who did what to whom
_LEANING = frozenset(
    "it its he his she her they their them this that these those there which who such one some i my we our you your".split()
)
_LEANING_COSTS = (
    0.2  # of what others tell: "its members had reported …" must be told by so much more than the account it leans on
)
_LINK = 6  # characters between a verb and the clause it takes: " that "
_BREAK = re.compile(r"[^\w\s]|\n")
_OPENING, _CLOSING = ('"', "“"), ('"', "”")
_PAIRS = (("“", "”"), ("«", "»"), ("(", ")"), ("``", "''"))


def choose_text(view: StoryView, tellings: Sequence[Telling], positive: bool, kin: Kin | None) -> str:
    """The words of the account that reads best, without what the other accounts do not tell.

    Args:
        view: the story.
        tellings: of one claim.
        positive: whether the claim is told in the positive by some account; what tells it in the negative then comes last.
        kin: from `speaking_for`; None where accounts deny it: what is in dispute is shown in full.

    Returns:
        Words of a report, "…" for what is left out. Where all accounts deny it, with whoever denies it before them, where that is how it
        is printed ("the minister denied that she was warned"): by themselves the words would say the opposite.
    """
    gists = {t.id: Gist(t.text, 1.0) if kin is None else shared_words(view, t, tellings, kin) for t in tellings}

    def order(telling: Telling) -> tuple[bool | int | float | str, ...]:
        gist = gists[telling.id]
        is_cut = gist.text != telling.text
        lacks = round(1.0 - gist.told + (_LEANING_COSTS if leans(gist.text) else 0.0), 1)
        is_noun = telling.proposition.taken_for_granted  # "the collapse of the bank" tells nothing by itself
        # of a toll not all tell that it rose, and a headline leaves out of what
        is_rise = telling.toll is not None and (telling.proposition.headline or tells_of_rise(telling))
        return (
            is_noun or is_rise,
            lacks,
            is_cut and has_loose_mark(gist.text),
            *_reads_worse(telling, gist.text, positive),
        )

    best = min(tellings, key=order)
    if all(t.proposition.denied for t in tellings):
        told = [
            text
            for t in sorted(tellings, key=lambda t: _reads_worse(t, t.text, positive))
            if (text := _with_denier(view, t))
        ]
        return told[0] if told else best.text
    shown = gists[best.id].text
    if shown != best.text and not has_loose_mark(shown):
        return shown
    return _completed(view, best)


def _completed(view: StoryView, telling: Telling) -> str:
    """The words of a telling up to the end of the clause that its last verb takes: "we were able to prevent" what?"""
    proposition, annotations = telling.proposition, view.of(telling.report)
    start, end = proposition.spans[0].start, proposition.spans[-1].end
    last = proposition.terms[-1] if proposition.terms else None
    if last is None or last.pos != "VERB" or last.end != end or len(proposition.spans) > 1:
        return _closed(telling, annotations.report.text)
    told = annotations.propositions
    first, behind = (bisect_right(told, at, key=lambda p: p.spans[0].start) for at in (end, end + _LINK))
    taken = (p for p in told[first:behind] if len(p.spans) == 1)
    nearest = min(taken, key=lambda p: (p.spans[0].start, -p.spans[0].end), default=None)
    if nearest is None:
        return telling.text
    whole, between = annotations.report.text, slice(end, nearest.spans[0].start)
    text = whole[start : nearest.spans[0].end]
    fits = len(text) <= _READABLE[1] and not has_loose_mark(text) and not _BREAK.search(whole[between])
    return text if fits else _closed(telling, whole)


def _closed(telling: Telling, text: str) -> str:
    """The words of a telling, with the quotation mark that belongs to one inside them where it stands right beside them."""
    if telling.text.count('"') % 2 == 0 and telling.text.count("“") == telling.text.count("”"):
        return telling.text
    before, after = telling.proposition.spans[0].start, telling.proposition.spans[-1].end
    first, last = text[max(0, before - 1) : before], text[after : after + 1]
    if last in _CLOSING and (last == '"' or telling.text.count("“") > telling.text.count("”")):
        return telling.text + last
    return first + telling.text if first in _OPENING else telling.text


def _with_denier(view: StoryView, telling: Telling) -> str:
    """The words from the speaker who denies a clause to the end of it; empty where they stand in another order or far apart."""
    report = view.of(telling.report)
    quotation = next((q for q in report.quotations if q.id == telling.proposition.quotation), None)
    if quotation is None or not quotation.speaker or not quotation.cue:
        return ""
    start, end = quotation.speaker[0].start, telling.proposition.spans[-1].end
    in_order = start < quotation.cue[0].start < telling.proposition.spans[0].start
    text = report.report.text[start:end]
    return " ".join(text.split()) if in_order and len(text) <= _READABLE[1] and "\n" not in text else ""


def _reads_worse(telling: Telling, text: str, positive: bool) -> tuple[bool | int | str, ...]:
    """Order of the accounts by how badly their words would serve as the claim's text; the least is taken."""
    proposition, length = telling.proposition, len(text)
    first = proposition.terms[0].role if proposition.terms else "other"
    return (
        positive and proposition.negative and not proposition.denied,
        not _READABLE[0] <= length <= _READABLE[1],
        text.count("…"),
        has_loose_mark(text),
        proposition.headline,
        leans(text),
        proposition.mood == "hedged",  # where somebody tells it flatly, those are its words
        first in ("root", "other", "oblique"),  # "Expressing his concern, he …"
        not any(
            t.pos == "PROPN" for t in takewhile(lambda t: t.role != "root", proposition.terms)
        ),  # it begins with a name
        abs(length - _BEST_LENGTH),
        telling.report,
        proposition.spans[0].start,
    )


def leans(text: str) -> bool:
    """Whether a text begins with a word that only what stood before it explains.

    >>> leans("its members had reported cracks"), leans("Members of the union reported cracks")
    (True, False)
    """
    words = text.split(maxsplit=1)
    return bool(words) and words[0].lower().strip("“‘\"'") in _LEANING


def has_loose_mark(text: str) -> bool:
    """Whether a quotation mark or bracket in a text lacks its other half."""
    return any(text.count(a) != text.count(b) for a, b in _PAIRS) or text.count('"') % 2 == 1
