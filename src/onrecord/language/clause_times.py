"""When what a clause tells was, or will be: for all that is told as a fact with a day, an event of a coded kind or not."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from onrecord.language.clauses import Clause, is_infinitive, is_passive
from onrecord.language.conditions import hangs_on_condition, is_condition
from onrecord.language.parsing import Paragraph
from onrecord.language.predicates import auxiliaries, predicate_of
from onrecord.language.timex_governors import governing_timex
from onrecord.model import Span, Timex
from onrecord.model.findings import PropositionMood
from onrecord.resources import read_words

Token = Any  # a spaCy token

_WILL = frozenset({"will", "'ll", "’ll"})
_LAID_DOWN = frozenset("due set schedule slate".split())
_EXPECTED = frozenset({"expect"})  # in the passive: "is expected to reopen on Friday"
#: What is told in the negative by its verb, and happened: "stopped making it in May", "refused to work on Friday".
_ENDING = frozenset("stop cease quit refuse".split())
#: Verbs of states: with a day they tell what is, and not what has been fixed for that day.
_STATES = read_words("lasting_verbs.txt") | frozenset(
    "view support oppose favour favor face look appear consider think".split()
)
_WHERE = frozenset({"in", "at", "on"})
_AS_YET = frozenset({"still", "already", "now", "currently", "increasingly", "always", "often", "usually"})


def find_time(
    clause: Clause,
    mood: PropositionMood,
    paragraph: Paragraph,
    timexes: Sequence[Timex],
    left_open: Span | None = None,
) -> Timex | None:
    """The expression that dates what a clause asserts, or what it says outright is to come ("will be sworn in on Friday").

    Args:
        clause: a clause of the paragraph.
        mood: its mood; what is asked for, doubted or hangs on a condition has no time.
        paragraph: where it stands.
        timexes: of the report, in text order.
        left_open: its infinitive that is not told to be so; what stands in it dates only what is meant ("agreed to meet on Friday").

    Returns:
        A date or a time, or a stretch measured from something; None where the syntax gives the predicate none.
    """
    if mood == "hypothetical" and not _is_told_to_come(clause):
        return None
    if mood not in ("asserted", "hypothetical") and not (mood == "negated" and is_ending(clause.head)):
        return None
    sentence = paragraph.span(clause.head.sent)
    first, last = (bisect_left(timexes, at, key=_start) for at in (sentence.start, sentence.end))
    near = [t for t in timexes[first:last] if left_open is None or not left_open.contains(t.span)]
    if not near:
        return None
    heads = (clause.head,) if left_open is not None else (clause.head, *_carried(clause.head))
    found = (governing_timex(paragraph, head, near) for head in heads)
    when = next((t for t in found if t is not None), None) or _day_before_when(clause, paragraph, near)
    return when or _year_that_opens(clause, paragraph, near[0])


def _year_that_opens(clause: Clause, paragraph: Paragraph, first: Timex) -> Timex | None:
    """The year that opens a sentence and that no comma closes: a parser takes "in 2015 relations were frozen" for a number of them."""
    sentence = clause.head.sent
    opens = first.type == "DATE" and paragraph.span(sentence).start == first.start - len("In ")
    is_it = opens and clause.head == sentence.root and sentence[0].lower_ == "in" and sentence[1].dep_ == "nummod"
    return first if is_it else None


def is_ending(head: Token) -> bool:
    """Whether a verb tells in the negative what took place: that something was stopped or refused, and not that it was not."""
    return head.lemma_.lower() in _ENDING and not any(c.dep_ == "neg" for c in head.children)


def is_to_come(clause: Clause, mood: PropositionMood, when: Timex | None) -> bool:
    """Whether a clause says outright what is to come: "will return on Saturday", or by its day alone "return on Saturday" (Quirk et al.,
    A comprehensive grammar of the English language, 1985, 4.45). Whether that day is past is for whoever knows the day of the report.

    Args:
        clause: no headline, whose present tense tells what was.
        mood: its mood.
        when: what dates it, from `find_time`; what has no day is not told to come.
    """
    if when is None or mood not in ("asserted", "hypothetical"):
        return False
    if mood == "hypothetical":
        return True
    helpers = auxiliaries(clause.head)
    first = min((*helpers, clause.head), key=_place)
    is_progressive = bool(helpers) and clause.head.tag_ == "VBG" and first.lemma_ == "be"
    if first.tag_ not in ("VBZ", "VBP") or not (is_progressive or not helpers) or _is_state(clause.head):
        return False
    is_open = is_progressive or clause.head.lemma_ == "be"
    return _can_be_ahead(when) and not (is_open and _holds_now(when))


def _is_state(head: Token) -> bool:
    """ "the valley is short of water today", "many view him so now", "still lives there": what is; not "the match is on Friday"."""
    if head.lemma_ in _STATES or any(c.lower_ in _AS_YET for c in head.children):
        return True
    return head.lemma_ == "be" and any(
        c.i > head.i
        and c.lower_ not in _LAID_DOWN
        and (c.dep_ in ("attr", "acomp") or (c.dep_ == "prep" and c.lower_ not in _WHERE))
        for c in head.children
    )


def _can_be_ahead(when: Timex) -> bool:
    """Whether a day may lie ahead: not "now", "in recent years", "since 2009", "last year"."""
    if when.type not in ("DATE", "TIME") or (when.value or "").endswith("_REF") or when.signal in ("since", "from"):
        return False
    return not ((when.edtf or "").endswith("/..") or (when.offset or "").startswith("-"))


def _holds_now(when: Timex) -> bool:
    """ "This week", "this year": what is being done in it is being done."""
    return (when.offset or "").startswith("P0")


def _place(word: Token) -> int:
    return int(word.i)


def _start(timex: Timex) -> int:
    return timex.start


def _day_before_when(clause: Clause, paragraph: Paragraph, timexes: Sequence[Timex]) -> Timex | None:
    """ "In 2019, when the drivers walked out": the day or year that "when" takes up."""
    first = clause.head.left_edge
    if first.lower_ != "when" or first.i == 0:
        return None
    before = first.doc[first.i - 1]
    before = first.doc[before.i - 1] if before.text == "," and before.i else before
    end = paragraph.start + before.idx + len(before)
    return next((t for t in timexes if t.end == end and t.type in ("DATE", "TIME")), None)


def _carried(head: Token) -> list[Token]:
    """The infinitives that say what is done ("are due to vote"), and the state that something is left in ("stood unsealed on Friday")."""
    done = [x for c in (head, *head.children) for x in c.children if x.dep_ == "xcomp" and x.pos_ == "VERB"]
    return done + [c for c in head.children if c.dep_ == "advcl" and c.tag_ == "VBN" and c.i == head.i + 1]


def _is_told_to_come(clause: Clause) -> bool:
    head = clause.head
    if is_condition(head) or hangs_on_condition(clause):
        return False
    helpers = {t.lower_ for t in auxiliaries(head)}
    if helpers & _WILL or ("would" in helpers and head.dep_ == "ccomp" and "have" not in helpers):
        return True
    if any(t.lemma_.lower() in _LAID_DOWN and t.lower_ != "sets" for t in predicate_of(clause)):
        return True
    open_ahead = head.lemma_ == "be" or (head.lemma_.lower() in _EXPECTED and is_passive(head))
    return (
        open_ahead
        and head.tag_ in ("VBZ", "VBP", "VBN")
        and any(c.dep_ == "xcomp" and (is_infinitive(c) or _is_to_be_done(c)) for c in head.children)
    )


def _is_to_be_done(verb: Token) -> bool:
    """ "Is to be questioned on Monday": an infinitive in the passive."""
    return verb.tag_ == "VBN" and any(c.tag_ == "TO" for c in verb.children)
