"""Ways in which a clause denies what it tells without a negative word on its verb or arguments: "has yet to wake", "almost fell",
"anything but safe", "without a call being sent"."""

from collections.abc import Callable
from typing import Any

from onrecord.language.clauses import Clause
from onrecord.language.verdicts import is_about_it

Token = Any  # a spaCy token

_NEARLY = frozenset({"almost", "nearly"})
_BY_DEGREES = frozenset(
    "double treble triple quadruple quintuple halve fill empty".split()
)  # "nearly doubled" is a figure


def word_at(token: Token, steps: int) -> str:
    """The word so many steps ahead, in lower case; empty beyond the paragraph."""
    place = token.i + steps
    return str(token.doc[place].lower_) if 0 <= place < len(token.doc) else ""


def _is_still_to_come(clause: Clause) -> bool:
    """ "Has yet to wake", "has still to wake", "is yet to wake": has not woken; "remains to be mended"."""
    head = clause.head
    taken = [c for c in head.children if c.dep_ == "xcomp"]
    if head.lemma_ == "remain":
        return any(c.tag_ == "VBN" and any(x.tag_ == "TO" for x in c.children) for c in taken)
    waits = ("yet", "still") if head.lemma_ == "have" else ("yet",) if head.lemma_ == "be" else ()
    near = (c for c in head.children if c.lower_ in waits and word_at(c, 1) != ",")  # not "Still, one has to laugh"
    return bool(taken) and any(c.i < taken[0].left_edge.i for c in near)


def _is_near_miss(clause: Clause) -> bool:
    """ "Almost killed her": it did not; not "nearly doubled", "almost 300 died"."""
    head = clause.head
    if head.pos_ != "VERB" or head.lemma_.lower() in _BY_DEGREES:
        return False
    return any(c.lower_ in _NEARLY and c.dep_ == "advmod" and c.i < head.i for c in head.children)


def _is_anything_but(clause: Clause) -> bool:
    """ "Is anything but safe", "is far from safe"."""
    for word in clause.head.children:
        if word.lower_ == "anything" and word.dep_ == "attr" and word_at(word, 1) == "but":
            return True
        if (
            word.lower_ == "far"
            and word.i > clause.head.i
            and clause.head.lemma_ == "be"
            and word_at(word, 1) == "from"
        ):
            return not is_about_it(clause.head)
    return False


def _is_done_without(clause: Clause) -> bool:
    """ "Sank without a call being sent", "withdrawn rather than tested": the second was not done."""
    head = clause.head
    if head.dep_ == "pcomp" and head.head.lower_ == "without":
        return True
    first = head.left_edge
    if head.dep_ == "advcl" and first.lower_ == "than" and any(c.lower_ == "rather" for c in head.head.children):
        return True
    return head.dep_ in ("conj", "advcl") and word_at(first, -1) == "than" and word_at(first, -2) == "rather"


def _is_what_is_not_done(clause: Clause) -> bool:
    """ "What the law does not do is lower the price": it does not."""
    if clause.head.lemma_ != "be":
        return False
    done = (c for c in clause.head.children if c.dep_ in ("csubj", "nsubj") and c.lemma_ == "do" and c.pos_ != "NOUN")
    return any(any(x.dep_ == "neg" for x in c.children) and any(x.tag_ == "WP" for x in c.children) for c in done)


def particle_before(head: Token) -> Token | None:
    """The particle right before a gerund that the parser takes for a clause beside the verb: "ruled out sending troops"."""
    if head.tag_ != "VBG" or head.dep_ not in ("advcl", "ccomp", "conj") or head.i == 0:
        return None
    particle = head.nbor(-1)
    is_own = particle.head == head.head and particle.dep_ in ("prt", "prep", "advmod")
    return particle if is_own and particle.lower_ in ("off", "out") else None


def is_ruled_out(head: Token) -> bool:
    """ "Ruled out sending troops"."""
    particle = particle_before(head)
    return particle is not None and particle.lower_ == "out" and particle.head.lemma_ == "rule"


def _is_ruled_out(clause: Clause) -> bool:
    return is_ruled_out(clause.head)


#: Ways in which a clause denies what it tells without a negative word on its verb or arguments.
ITS_OWN: tuple[Callable[[Clause], bool], ...] = (
    _is_still_to_come,
    _is_near_miss,
    _is_anything_but,
    _is_done_without,
    _is_what_is_not_done,
    _is_ruled_out,
)
