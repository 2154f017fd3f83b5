"""Whether two tellings are of one matter, so that what differs between them can be a dispute."""

import re
from collections.abc import Set

from onrecord.crossreport.items import Item
from onrecord.crossreport.overlap import Kin, Overlap, best_match
from onrecord.crossreport.participants import do_meet, heads_of
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.view import StoryView

NEARLY = 0.8
NEARLY_BACK = 0.6
TOLD_OF_REJECTED = 0.4  # share of a rejection, which names who rejects what, that the rejected account must tell
REST = 0.9  # share of all words but those in dispute that both must tell
ALL = 0.99  # the same, where no day is known
Scene = tuple[StoryView, Kin]
_ORDINAL = re.compile(r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b", re.IGNORECASE)


def tells_further(telling: Telling, other: Telling, kin: Kin) -> bool:
    """Whether a telling says of what, where, to or with whom something the other does not tell of at all."""
    heads = [
        i
        for i in telling.items
        if i.role in ("object", "oblique") and not (i.is_inner or i.is_pronoun or i.is_description)
    ]
    return any(i.key not in other.topics and not best_match(i, other.items, kin)[1] for i in heads)


def is_near(overlap: Overlap) -> bool:
    return overlap.high >= NEARLY and overlap.low >= NEARLY_BACK


def is_of_one_thing(a: Telling, b: Telling, kin: Kin) -> bool:
    """Whether who does it, and whom it is done to, are called alike where both are told of: "the dam", "the power station at the dam"."""
    for role in ("subject", "object"):
        mine, theirs = _told_of(a, role), _told_of(b, role)
        if mine and theirs and not do_meet(mine, theirs, kin):
            return False
        pronouns = [{i.key for i in t.items if i.role == role and i.is_pronoun} for t in (a, b)]
        if (
            any(pronouns)
            and not (mine and theirs)
            and not pronouns[0] & pronouns[1]
            and (mine or theirs or all(pronouns))
        ):
            return False  # nobody knows whom the pronoun means
    return True


def _told_of(telling: Telling, role: str) -> list[Item]:
    """The words that stand for a subject or object; where no noun does, any other: a tagger may take "the safe" for an adjective."""
    others = [i for i in telling.items if i.role == role and not i.is_inner and not i.is_pronoun]
    return heads_of(telling, role) or others


def told_besides(a: Telling, b: Telling, left_out: Set[str], kin: Kin) -> float:
    """Share of a telling's weight, apart from some items, that the other tells."""
    rest = [i for i in a.items if i.key not in left_out and not i.is_description]
    whole = sum(i.weight for i in rest)
    return sum(i.weight * best_match(i, b.items, kin)[1] for i in rest) / whole if whole else 0.0


def places_in_a_row(telling: Telling) -> frozenset[str]:
    """ "Second", "third": which of several a telling speaks of. "The lorry" and "the second lorry" are two."""
    return frozenset(m.group().lower() for m in _ORDINAL.finditer(telling.text))
