"""Clauses that most probably tell the same, but that one of them denies it: a dispute told in other words.

What the model of `likely_same.py` knows nothing of is whether a clause is told in the negative. Where it is surer than it need be to join
two clauses, and nothing else keeps them apart, one denies the other.
"""

from collections.abc import Sequence

from onrecord.crossreport.conflicts import Dispute, has_lost_apostrophe, is_flat
from onrecord.crossreport.items import LIGHT, Item
from onrecord.crossreport.likely_same import Likely
from onrecord.crossreport.one_event import holds_for_a_moment, on_one_occasion
from onrecord.crossreport.outright_denials import denies_part
from onrecord.crossreport.overlap import Kin, best_match
from onrecord.crossreport.pointing_back import is_one_mouth, is_pointer
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.vetoes import VETOES, polarity_differs, reality_differs
from onrecord.crossreport.view import StoryView

_SURE = 0.85  # probability from which two clauses are held to tell of one thing
_ONE_ACT = 0.85  # likeness of the predicates


def find_turned(view: StoryView, likely: Sequence[Likely], kin: Kin) -> tuple[Dispute, ...]:
    """Disputes between clauses that are probably about one thing, told in the negative by one of them alone.

    Args:
        view: the story.
        likely: from `find_likely`.
        kin: entity pairs that may stand for each other.

    Returns:
        In the order of `likely`; `a` is what is denied, `b` the denial.
    """
    return tuple(
        Dispute(case, denial, "negation", f"one tells the opposite of the other: “{case.text}” and “{denial.text}”")
        for pair in likely
        if pair.probability >= _SURE and pair.a.proposition.negative != pair.b.proposition.negative
        for case, denial in ((pair.b, pair.a) if pair.a.proposition.negative else (pair.a, pair.b),)
        if _is_denied(view, pair, case, denial, kin)
    )


def _is_denied(view: StoryView, pair: Likely, case: Telling, denial: Telling, kin: Kin) -> bool:
    if not (is_flat(case) and is_flat(denial)) or is_pointer(denial) or is_one_mouth(view, case, denial):
        return False
    if (
        has_lost_apostrophe(case, denial)
        or denies_part(denial)
        or holds_for_a_moment(view, denial)
        or not _is_one_act(pair)
    ):
        return False
    if not all(best_match(i, case.items, kin)[1] >= _ONE_ACT for i in denial.items if i.is_verb):
        return False  # "did not order him to close it"
    fired = {veto for veto in VETOES if veto(pair.a, pair.b, pair.overlap, kin) is not None}
    if case.is_told_as_so and denial.is_told_as_so:
        fired.discard(reality_differs)  # "ordered him to open it", "did not order him to": the order is told and denied
    return fired == {polarity_differs} and on_one_occasion(case, denial, kin)


def _is_one_act(pair: Likely) -> bool:
    """Whether both tell one deed by predicates that mean one thing, of something that both name."""
    acts = any(
        i.role == j.role == "root" and _is_act(i) and _is_act(j) and v >= _ONE_ACT for i, j, v in pair.overlap.pairs
    )
    return acts and any({i.role, j.role} & {"object", "oblique"} and not i.is_pronoun for i, j, _ in pair.overlap.pairs)


def _is_act(item: Item) -> bool:
    """A verb that means something by itself and is not what was only ordered or agreed."""
    return item.is_verb and not item.is_inner and item.key not in LIGHT
