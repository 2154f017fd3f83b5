"""What the stages before found in a report, by place, and who vouches for what its quotations hold."""

from bisect import bisect_left

from onrecord.language.by_place import ByPlace
from onrecord.language.parsing import Paragraph
from onrecord.model import Annotations, Quotation, Span

_NO_ONE = frozenset({"nobody", "no one", "no-one", "none", "few", "neither", "anyone", "anybody"})
_NONE_OF = ("no ", "none of", "not one", "few ", "neither ", "hardly any", "scarcely any", "nobody ", "nothing ")
_DOUBTING = frozenset("doubt doubts doubted question questions questioned".split())
_FACTIVE = frozenset(
    "know knows knew known knowing realise realises realised realize realizes realized notice noticed discover discovers discovered"
    " forget forgets forgot forgotten".split()
)


class Index:
    """What the other stages found in a report, by place. Built once a report, never changed."""

    def __init__(self, found: Annotations) -> None:
        self.mentions = sorted((m.start, m.end, e.id) for e in found.entities for m in e.mentions)
        self.quotations = found.quotations
        self._by_id = {q.id: q for q in found.quotations}
        deep = {q.id: self._depth(q) for q in found.quotations}
        self._contents = ByPlace(
            (s.start, s.end, (s.end - s.start, -deep[q.id], q.id)) for q in found.quotations for s in q.content
        )
        self.text = found.report.text
        self.of_no_one = frozenset(q.id for q in found.quotations if _is_of_no_one(q, self.text))
        apart = (q.id for q in found.quotations if _is_factive(q, self.text) or _is_denied_behind(q, self.text))
        self.unvouched = self.of_no_one | set(apart)
        self._cues = ByPlace((s.start, s.end, q) for q in found.quotations for s in q.cue)
        self.events = sorted((e.span.start, e.span.end, e.id) for e in found.events)
        self.timexes = sorted((t.start, t.end, t.id) for t in found.timexes)
        self.in_order = sorted(found.timexes, key=lambda t: t.start)
        self.quantities = sorted((q.start, q.end, q.id) for q in found.quantities)

    def innermost(self, offset: int) -> str | None:
        """The quotation with the shortest content around a character; of two with the same, the one that stands in the other."""
        return min(self._contents.touching(offset, offset + 1), default=(0, 0, None))[-1]

    def _depth(self, quotation: Quotation) -> int:
        """How many others a quotation stands in."""
        depth, at = 0, quotation
        while at.parent is not None and at.parent in self._by_id:
            depth, at = depth + 1, self._by_id[at.parent]
        return depth

    def beyond_aims(self, quotation: str | None, paragraph: Paragraph) -> str | None:
        """The quotation around those that tell in an infinitive what somebody aims to do: what "a crowd that had broken the windows" did,
        which police "struggled to hold back", is told by whoever tells of the police."""
        while quotation is not None and is_aim(self._by_id[quotation], paragraph):
            quotation = self._by_id[quotation].parent
        return quotation

    def is_unsaid(self, quotation: str | None) -> bool:
        """Whether nobody holds what a quotation holds: it was not said, was asked, or only named as a topic."""
        mine = self._by_id.get(quotation or "")
        if mine is None:
            return False
        if mine.negated or mine.class_ in ("question", "topic"):
            return True
        return mine.id in self.of_no_one and mine.kind == "indirect" and not _is_doubt(mine, self.text)

    def voice_of(self, quotation: str | None) -> str | None:
        """The quotation that vouches for what another holds: that one, unless it is no more than what somebody knew or denied."""
        for _ in self._by_id:
            if quotation not in self.unvouched:
                break
            quotation = self._by_id[quotation].parent
        return quotation

    def said_with(self, span: Span) -> Quotation | None:
        """The quotation whose cue a word is part of."""
        return next(iter(self._cues.touching(span.start, span.start + 1)), None)


def is_aim(quotation: Quotation, paragraph: Paragraph) -> bool:
    """Whether a quotation gives in an infinitive what somebody plans, wants or tries, and said nothing of."""
    first = paragraph.tokens(quotation.content[0]) if quotation.class_ == "stance" else None
    return first is not None and first[0].tag_ == "TO"


def _is_of_no_one(quotation: Quotation, text: str) -> bool:
    """What "nobody disputes", "no minister has claimed", "few believe", "neither the mayor nor the governor said", "nothing in the treaty
    requires"."""
    speaker = " ".join(s.of(text) for s in quotation.speaker).lower()
    return (
        speaker in _NO_ONE
        or (speaker.startswith(_NONE_OF) and not speaker.startswith(("no 10", "no. 10")))
        or " nor " in speaker
    )


def _is_factive(quotation: Quotation, text: str) -> bool:
    """What "the ministry knew" is so, by whoever tells that it did."""
    return bool(_FACTIVE.intersection(_cue_words(quotation, text)))


def _is_denied_behind(quotation: Quotation, text: str) -> bool:
    """What stands before ", which his lawyer denies": whoever tells that clause holds it."""
    if quotation.class_ != "denial" or quotation.kind != "indirect" or not quotation.cue:
        return False
    between = text[quotation.content[-1].end : quotation.cue[0].start].split()
    return "which" in between


def _is_doubt(quotation: Quotation, text: str) -> bool:
    """Whether who is quoted gainsays or doubts something, or knows it: where nobody does, it is told all the same, or taken to be so."""
    words = _cue_words(quotation, text)
    return quotation.class_ == "denial" or bool((_DOUBTING | _FACTIVE).intersection(words))


def _cue_words(quotation: Quotation, text: str) -> list[str]:
    return quotation.cue[0].of(text).lower().split() if quotation.cue else []


def names_within(rows: list[tuple[int, int, str]], spans: tuple[Span, ...]) -> tuple[str, ...]:
    """The ids of sorted rows that lie within the spans, each once, in text order."""
    hits = []
    for span in spans:
        for start, end, name in rows[bisect_left(rows, (span.start,)) : bisect_left(rows, (span.end,))]:
            if end <= span.end:
                hits.append((start, name))
    return tuple(dict.fromkeys(name for _, name in sorted(hits)))
