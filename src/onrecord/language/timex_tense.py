"""Whether what a temporal expression dates has been or is to come: the tense of the predicate it hangs from."""

from typing import Any, Literal

Tense = Literal["past", "future", "present", "scheduled"]

_FUTURE_AUXILIARIES = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_FUTURE_HEADS = frozenset(
    "expect plan schedule due slate set intend hope want aim agree promise vow prepare go threaten decide".split()
)
#: Verbs whose present tense tells of what is laid down for a day to come: "the shop opens on Saturday". Others tell of what was ("gunmen
#: kill ten on Sunday"), or of who tells it ("she says on Monday").
_SCHEDULED = frozenset(
    "open reopen begin start restart resume end close expire finish meet vote leave depart arrive return come go travel fly visit host "
    "hold play face run take launch appear testify premiere air convene gather celebrate mark turn retire due".split()
)
#: What they take "by", "within" or "before" a day is to be done by then: "promised a budget by the end of June".
_PROMISING = frozenset(
    "promise pledge vow guarantee want demand seek expect order request plan target hope forecast predict commit propose".split()
)
_DEADLINES = frozenset({"by", "before", "within"})
#: What they take "from" a day begins then: "announced a lockdown from Monday".
_SETTING_UP = frozenset("agree announce declare impose order introduce call".split())
#: Verbs that put something on the day "for" which they set it.
_SETTING = frozenset("schedule plan set slate book call fix postpone delay move bill time reschedule earmark".split())
_MODALS = frozenset({"would", "could", "may", "might", "should", "can", "must"})


def find_tense(doc: Any | None, start: int, end: int) -> Tense | None:
    """Tense of the predicate that governs the characters; None without a parse or a verb (a headline of nouns).

    Args:
        doc: the parsed line.
        start: offset in the line of the expression.
        end: its end.
    """
    tokens = doc.touching(start, end) if doc is not None else None
    if tokens is None or not len(tokens):
        return None
    token = tokens.root
    if doc is not None and _is_in_days_to_come(doc, tokens):
        return "future"
    governing: set[str] = set()
    while token.head.i != token.i:
        token = token.head
        if token.dep_ == "prep":
            governing.add(token.lower_)
        if token.pos_ in ("VERB", "AUX"):
            if "for" in governing and _was_set(token):
                return None  # "was scheduled for June": past or to come, the verb does not say
            is_ahead = (
                _is_invited(token, tokens.start)
                or any(is_set_for(token.lemma_.lower(), g) for g in governing)
                or ("for" in governing and _is_set_by_now(token))
            )
            if "on" in governing and token.lemma_ == "be" and token.tag_ in ("VBZ", "VBP") and token.dep_ == "ROOT":
                return "scheduled"  # "the funeral is on Saturday"
            return "future" if is_ahead else _tense_of(token)
    return _tense_of(token) if token.pos_ in ("VERB", "AUX") else None


def is_set_for(verb: str, preposition: str) -> bool:
    """Whether a day behind a preposition is when what a verb takes is due, and so to come, whatever the verb's tense.

    >>> is_set_for("promise", "by"), is_set_for("announce", "from"), is_set_for("finish", "by")
    (True, True, False)
    """
    return (verb in _PROMISING and preposition in _DEADLINES) or (verb in _SETTING_UP and preposition == "from")


def _was_set(verb: Any) -> bool:
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    return verb.lemma_.lower() in _SETTING and verb.tag_ == "VBN" and any(h.tag_ == "VBD" for h in helpers)


def _is_set_by_now(verb: Any) -> bool:
    """ "A hearing has been set for April 20", "is planned for May", "set a hearing for May", "called off the fair planned for the
    weekend": what is laid down lies ahead."""
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    is_now = not helpers or any(h.tag_ in ("VBZ", "VBP") for h in helpers)
    return verb.lemma_.lower() in _SETTING and verb.tag_ in ("VBN", "VBD") and is_now


def _is_invited(verb: Any, start: int) -> bool:
    """ "Invited him to Lima in April": whoever is invited somewhere goes there later."""
    to = (c for c in verb.children if c.dep_ in ("prep", "dative") and c.lower_ == "to")
    return verb.lemma_.lower() == "invite" and any(verb.i < c.i < start for c in to)


def _is_in_days_to_come(doc: Any, tokens: Any) -> bool:
    """ "On Friday in the week ahead", "on Tuesday of the coming week"."""
    following = [t.lower_ for t in doc[tokens.end : tokens.end + 4]]
    if len(following) < 4 or following[0] not in ("in", "of", "during") or following[1] != "the":
        return False
    return following[2:4] in (
        ["week", "ahead"],
        ["coming", "week"],
        ["week", "coming"],
        ["days", "ahead"],
        ["coming", "days"],
    )


def _tense_of(verb: Any) -> Tense | None:
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    words = {h.lower_ for h in helpers} | {verb.lower_}
    if verb.tag_ == "VBG" and verb.dep_ == "xcomp" and not helpers and verb.head.pos_ == "VERB":
        return _tense_of(verb.head)  # "stopped making them in January"
    if words & _FUTURE_AUXILIARIES:
        return "future"
    if any(h.tag_ == "TO" for h in helpers):
        return _infinitive(verb)
    if words & _MODALS:
        has_been = any(h.lemma_.lower() == "have" for h in helpers)
        return "past" if has_been else "future"
    if verb.tag_ == "VBN" and verb.dep_ == "acl" and verb.lemma_.lower() in _FUTURE_HEADS:
        return "future"  # "the vote scheduled for April 3"
    if verb.tag_ in ("VBD", "VBN") or any(h.tag_ == "VBD" or h.lemma_.lower() == "have" for h in helpers):
        if _is_ahead(verb):
            return "future"
        passive_now = verb.tag_ == "VBN" and any(h.tag_ in ("VBZ", "VBP") and h.lemma_.lower() == "be" for h in helpers)
        return "future" if passive_now and verb.lemma_.lower() in _FUTURE_HEADS else "past"
    if verb.tag_ == "VBG" and any(h.lower_ in ("is", "are", "am", "'s", "’s", "'re", "’re") for h in helpers):
        return "future"
    if verb.tag_ in ("VBZ", "VBP") and verb.lemma_.lower() in _SCHEDULED:
        return "scheduled"
    return "present" if verb.tag_ in ("VBZ", "VBP", "VB", "VBG") else None


def _is_ahead(verb: Any) -> bool:
    """ "It would be paid when the banks opened on Monday": what a clause of time tells in the past under "would" is to come."""
    if verb.dep_ != "advcl" or verb.tag_ != "VBD" or verb.head == verb:
        return False
    marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.i < verb.i}
    above = {c.lower_ for c in verb.head.children if c.dep_ in ("aux", "auxpass")}
    return bool(marks & {"when", "once", "until", "till", "before"}) and "would" in above and "have" not in above


def _infinitive(verb: Any) -> Tense:
    """ "is to meet", "plans to meet", "agreed to meet" look ahead; "was able to", "began to" do not."""
    head = verb.head
    if verb.dep_ in ("xcomp", "acl", "advcl", "ccomp") and head != verb:
        if head.lemma_.lower() in _FUTURE_HEADS or head.tag_ in ("VBZ", "VBP", "NN", "JJ"):
            return "future"
        return "past" if head.tag_ in ("VBD", "VBN") else "future"
    return "future"
