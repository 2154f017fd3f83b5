"""From statements in tokens to the records of the output: spans with their marks, class, tone, polarity, speakers."""

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.language.quotation_contents import Finder, Fragments
from onrecord.language.quotation_nesting import Nested
from onrecord.language.quotation_ranking import Statement
from onrecord.language.quotation_rules import named_span
from onrecord.language.quotation_tokens import Tokens
from onrecord.language.speakers import SpeakerBook
from onrecord.language.tellers import CONVINCED
from onrecord.model import Annotations, Quotation, Span, Timex
from onrecord.model.findings import QuotationClass, QuotationKind

_NEGATIONS = frozenset("not n't n’t never neither nor no".split())
_WITHHOLD = frozenset(
    {"comment", "say", "answer", "respond", "discuss", "elaborate", "reply", "speak", "disclose", "reveal"}
)


def write_records(finder: Finder, nested: Sequence[Nested], found: Annotations) -> tuple[Quotation, ...]:
    """Quotations with ids q1, q2 ... in the order given."""
    book = SpeakerBook(finder.t, finder.regions, found.entities)
    made: list[Quotation] = []
    for number, item in enumerate(nested, 1):
        statement = item.statement
        kind, tone = classify(finder, statement)
        content = content_spans(finder, statement.content)
        named = named_span(finder, statement)
        span = (finder.next_word[named[0]], named[1]) if named else None
        made.append(
            Quotation(
                id=f"q{number}",
                kind=quotation_kind(finder, statement.content),
                content=content,
                cue=cue_spans(finder, statement),
                speaker=(finder.t.span(*span),) if span else (),
                speakers=book.resolve(statement, _quoters(finder, item, made)),
                parent=f"q{item.parent + 1}" if item.parent >= 0 else None,
                class_=kind,
                negated=is_negated(finder.t, statement.cue),
                cue_tone=tone,
                cue_lemma=finder.t.lemma[statement.cue] if statement.cue >= 0 else None,
                confidence=round(statement.confidence, 3),
                timex=_said_when(finder, statement, found),
            )
        )
    return tuple(made)


def _quoters(finder: Finder, item: Nested, made: Sequence[Quotation]) -> tuple[str, ...]:
    """Who speaks the quotation marks that a speaker is named in; empty outside of any."""
    speaker = item.statement.speaker
    return made[item.parent].speakers if item.parent >= 0 and speaker >= 0 and finder.regions.at[speaker] >= 0 else ()


def content_spans(finder: Finder, content: Fragments) -> tuple[Span, ...]:
    """The fragments with the quotation marks that close around them."""
    t, regions = finder.t, finder.regions
    spans = []
    for start, end in content:
        first, last = regions.of(start), regions.of(end - 1)
        if first is not None and finder.next_word[first.start] == start:
            start = first.start
        if last is not None and finder.past_word[last.end] == end and last.start >= start:
            end = last.end
        elif end < len(t.text) and t.text[end] in ("?", "!"):
            end += 1
        spans.append(t.span(start, end))
    return tuple(spans)


def quotation_kind(finder: Finder, content: Fragments) -> QuotationKind:
    """Direct: (nearly) all words in quotation marks; indirect: none; mixed: some."""
    words = [i for s, e in content for i in range(s, e) if finder.t.word[i]]
    inside = sum(finder.regions.at[i] >= 0 for i in words)
    if inside >= 0.95 * len(words):
        return "direct"
    return "mixed" if inside else "indirect"


def cue_spans(finder: Finder, statement: Statement) -> tuple[Span, ...]:
    """The cue with its auxiliaries, negation and particle, and the preposition that leads into the content."""
    t, cue = finder.t, statement.cue
    if cue < 0:
        return ()
    start, end = cue, cue + 1
    while start > 0 and t.head[start - 1] == cue and t.dep[start - 1] in ("aux", "auxpass", "neg", "case"):
        start -= 1
    taken = {i for s, e in statement.content for i in range(s, e)}
    while end < len(t.text) and end not in taken and end - cue < 4 and _leads_on(t, end, cue):
        end += 1
    while end > cue + 1 and t.dep[end - 1] != "prt" and end not in taken and t.lower[cue] != "according":
        end -= 1  # "said on Tuesday that": the day is no part of it
    return (t.span(start, end),)


def _leads_on(t: Tokens, i: int, cue: int) -> bool:
    return t.sentence[i] == t.sentence[cue] and t.dep[i] in ("prt", "prep", "agent") and cue <= t.head[i] < i


def classify(finder: Finder, statement: Statement) -> tuple[QuotationClass, str]:
    """Class of the quotation and tone of its cue."""
    t, cue = finder.t, statement.cue
    if cue < 0:
        return "statement", "neutral"
    entry = t.cue(cue)
    if entry is None:
        return "statement", "neutral"
    first = statement.content[0][0]
    for test, kind, tone in _CLASSES:
        if test(t, cue, first, entry.classes):
            return kind, tone or entry.tone
    return entry.kind, entry.tone  # type: ignore[return-value]


def _asks_for(t: Tokens, cue: int, first: int, classes: tuple[str, ...]) -> bool:
    """Called on or for …, appealed to …, a call for …; not “called it a mistake on Monday”."""
    if t.tag[cue].startswith("VB") and any(t.dep[k] in ("dobj", "oprd") for k in t.children[cue]):
        return False
    after = [t.lower[k] for k in t.children[cue] if k > cue and t.dep[k] in ("prep", "prt")]
    return "call" in classes and bool({"on", "for", "upon"} & set(after))


def _calls_names(t: Tokens, cue: int, first: int, classes: tuple[str, ...]) -> bool:
    """called it a mistake"""
    return "call" in classes and t.tag[cue].startswith("VB")


def _tells_to(t: Tokens, cue: int, first: int, classes: tuple[str, ...]) -> bool:
    """told / asked / warned X to ..."""
    telling = {"tell", "ask", "remind", "order", "urge"} & set(classes)
    return bool(telling) and any(
        t.dep[k] in ("xcomp", "ccomp") and any(t.tag[g] == "TO" for g in t.children[k]) for k in t.children[cue]
    )


def _asks(t: Tokens, cue: int, first: int, classes: tuple[str, ...]) -> bool:
    """asked whether, asked "...?\""""
    return "ask" in classes


def _promises(t: Tokens, cue: int, first: int, classes: tuple[str, ...]) -> bool:
    """a demand that X do"""
    return "demand" in classes


def _pleads_guilty(t: Tokens, cue: int, first: int, classes: tuple[str, ...]) -> bool:
    """pleaded guilty to ..."""
    return _plea(t, cue)[:1] == ["guilty"]


def _pleads_innocent(t: Tokens, cue: int, first: int, classes: tuple[str, ...]) -> bool:
    """pleaded not guilty to ..., pleaded innocent"""
    plea = _plea(t, cue)
    return plea == ["not", "guilty"] or plea[:1] == ["innocent"]


def _plea(t: Tokens, cue: int) -> list[str]:
    return t.lower[cue + 1 : cue + 3] if t.lemma[cue] == "plead" else []


def _is_sure(t: Tokens, cue: int, first: int, classes: tuple[str, ...]) -> bool:
    """Is confident that …, is adamant that …"""
    return t.lemma[cue] == "be" and any(t.dep[k] == "acomp" and t.lower[k] in CONVINCED for k in t.children[cue])


_CLASSES: tuple[tuple, ...] = (  # type: ignore[type-arg]
    (_pleads_guilty, "statement", "admit"),
    (_is_sure, "statement", "neutral"),
    (_pleads_innocent, "denial", "deny"),
    (_asks_for, "request", "demand"),
    (_calls_names, "stance", "neutral"),
    (_tells_to, "request", ""),
    (_asks, "question", "neutral"),
    (_promises, "request", ""),
)


def is_negated(t: Tokens, cue: int) -> bool:
    """Whether the cue says that nothing was said: "did not say", "declined to comment"."""
    if cue < 0:
        return False
    near = [t.lower[k] for k in t.children[cue] if t.dep[k] in ("neg", "det", "advmod", "preconj")]
    entry = t.cue(cue)
    withheld = entry is not None and "refuse" in entry.classes and any(t.lemma[k] in _WITHHOLD for k in t.children[cue])
    if t.dep[cue] == "conj" and any(t.lower[k] in ("or", "nor") for k in t.children[t.head[cue]] if k < cue):
        near += [t.lower[k] for k in t.children[t.head[cue]] if t.dep[k] == "neg"]  # "hasn't endorsed or conceded"
    governed = t.dep[cue] == "xcomp" and "refuse" in (getattr(t.cue(t.head[cue]), "classes", ()))
    return bool(_NEGATIONS & set(near)) or withheld or governed


def _said_when(finder: Finder, statement: Statement, found: Annotations) -> str | None:
    """Id of the temporal expression that hangs on the cue, outside the content."""
    t, cue = finder.t, statement.cue
    if cue < 0:
        return None
    low, high = t.sentences[t.sentence[cue]]
    taken = {i for s, e in statement.content for i in range(s, e)}
    first, last = (bisect_left(found.timexes, at, key=_start) for at in (t.start[low], t.end[high - 1]))
    for timex in found.timexes[first:last]:
        if timex.end <= t.end[high - 1]:
            inside = [i for i in range(low, high) if t.start[i] < timex.end and timex.start < t.end[i]]
            if inside and not taken & set(inside) and any(_hangs_on(t, i, cue) for i in inside):
                return timex.id
    return None


def _start(timex: Timex) -> int:
    return timex.start


def _hangs_on(t: Tokens, i: int, cue: int) -> bool:
    for _ in range(3):
        if t.head[i] == cue:
            return t.dep[i] in ("npadvmod", "prep", "advmod", "nmod", "pobj", "dobj")
        i = t.head[i]
    return False
