"""How many of one thing there are, and what becomes of one sum: told by whatever words, one amount is one claim.

"The manifest listed 98 names" and "the list had 98 names" say how many there are; "the stoppage cost the port 20 million" and "the port
lost 20 million" tell the same matter of one sum (`money_matters.csv`).
"""

import re
from functools import cache

from onrecord.crossreport.items import LIGHT, Item
from onrecord.crossreport.overlap import Overlap
from onrecord.crossreport.tellings import Telling
from onrecord.model import Quantity
from onrecord.resources import read_table

_LEAST = 13  # and no single digit with noughts: "20", "300" and "40,000" meet by chance
_FROM = re.compile(r"\bfrom\b", re.IGNORECASE)
_EXACT = frozenset({"=", "~"})
_RISING = frozenset("rise climb grow increase".split())
#: Verbs that say of things only how many there are.
_OF_AMOUNTS = frozenset(
    "be have include list number count total record register report stand reach rise climb grow increase put leave contain hold show"
    " carry comprise".split()
)
#: Verbs that leave it to a noun what becomes of a sum.
_SAYING_NO_MORE = (
    _OF_AMOUNTS | LIGHT | frozenset("estimate cause suffer face receive impose order agree bring post incur".split())
)


def share_amount(a: Telling, b: Telling, overlap: Overlap) -> bool:
    """Whether two tellings say how many of the same there are, by verbs that say no more, or tell one matter of one sum. Of what "rose from
    44 to 57" one is not how many there are.

    Args:
        a: one telling.
        b: the other; the order changes nothing.
        overlap: of the two.
    """
    if not (a.figures and b.figures):
        return False  # what most pairs come to
    if any(any(r.key in _RISING for r in t.roots) and _FROM.search(t.text) for t in (a, b)):
        return False
    return _count_alike(a, b) or (_tell_of_one_sum(a, b) and not _of_others(a, b, overlap))


def share_loss(a: Telling, b: Telling) -> bool:
    """Whether the matter that two tellings tell of one sum is a loss: whoever loses it is whom another thing costs it."""
    return _tell_of_one_sum(a, b) and "loss" in _matters_of(a) & _matters_of(b)


def _count_alike(a: Telling, b: Telling) -> bool:
    if not all(r.key in _OF_AMOUNTS for t in (a, b) for r in t.roots):  # to have and to be are no root
        return False
    return any(
        x.value == y.value and x.value is not None and _is_rare(x.value) and _counts_one(x, a, y, b)
        for x in a.figures
        for y in b.figures
    )


def _is_rare(value: float) -> bool:
    """Whether a number has two digits before its noughts and is hardly met by chance: 98, 31 million."""
    return value >= _LEAST and len(f"{value:.0f}".rstrip("0")) > 1


def _counts_one(x: Quantity, a: Telling, y: Quantity, b: Telling) -> bool:
    """Whether two figures count what one noun names, or are of one class."""
    if x.kind != "count" or y.kind != "count":
        return False
    nouns = [
        {t.lemma for t in u.proposition.terms if q.item and q.item.start <= t.start < q.item.end}
        for q, u in ((x, a), (y, b))
    ]
    return bool(nouns[0] & nouns[1]) or (x.item_class is not None and x.item_class == y.item_class)


def _tell_of_one_sum(a: Telling, b: Telling) -> bool:
    sums = [[q for q in t.figures if q.kind == "money" and q.value is not None] for t in (a, b)]
    if any(len(found) != 1 for found in sums):
        return False
    x, y = sums[0][0], sums[1][0]
    alike = (x.value, x.unit) == (y.value, y.unit) and x.comparator in _EXACT and y.comparator in _EXACT
    return alike and bool(_matters_of(a) & _matters_of(b))


def _matters_of(telling: Telling) -> frozenset[str]:
    """What a telling says becomes of its sum: by its verb, or by a noun where the verb says no more ("caused a loss of"); not where the
    verb tells something of that ("the claim that it lost 20 million is a lie")."""
    roles = ("root", "object", "subject") if all(r.key in _SAYING_NO_MORE for r in telling.roots) else ("root",)
    words = {i.key for i in telling.items if i.role in roles and not i.is_entity}
    return frozenset(m for w in words for m in _matters().get(w, ()))


def _of_others(a: Telling, b: Telling, overlap: Overlap) -> bool:
    """Whether each names somebody or some body of whom the other does not tell."""
    told = {i.key for i, _, _ in overlap.pairs} | {j.key for _, j, _ in overlap.pairs}
    named = [{i.key for i in t.items if _is_party(i)} for t in (a, b)]
    return all(named) and not any(keys & told for keys in named)


def _is_party(item: Item) -> bool:
    return item.is_entity and item.kind != "place" and item.role in ("subject", "object") and not item.is_owner


@cache
def _matters() -> dict[str, frozenset[str]]:
    """The matters of sums by the words that tell of them."""
    rows = [(row["matter"], row["words"].split()) for row in read_table("money_matters.csv")]
    return {word: frozenset(m for m, words in rows if word in words) for _, words in rows for word in words}
