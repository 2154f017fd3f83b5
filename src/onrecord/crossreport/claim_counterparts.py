"""Claims of different accounts that may tell the same, or tell of the same otherwise: shown side by side for a reader to judge, and never
counted. A false corroboration is worse than a missed one; a missed one need not be out of sight."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice

from onrecord.crossreport.claim_alignment import NEAR, Pair, TellingId
from onrecord.crossreport.independence import count_independent
from onrecord.crossreport.likely_same import Likely
from onrecord.crossreport.overlap import Kin, Overlap
from onrecord.crossreport.sameness import judge_overlap, told_alike
from onrecord.crossreport.tellings import Telling
from onrecord.crossreport.view import StoryView
from onrecord.model import Claim, Counterpart

_LIKE = (
    0.6  # share of the shorter one's weight that the other must tell; NEAR will do where both are one speaker's words
)
_BACK = 0.35  # share of the longer one's weight
_SHARED = 1.1  # matched weight
_MOST = 2  # counterparts of a claim


def find_counterparts(
    view: StoryView, claims: Sequence[Claim], pairs: Sequence[Pair], likely: Sequence[Likely], kin: Kin
) -> dict[str, tuple[Counterpart, ...]]:
    """For claims that rest on one account, the claims of other accounts that are likest.

    Args:
        view: the story; reports of one account are no counterparts.
        claims: with ids; those already in conflict are no counterparts.
        pairs: of tellings that share much, from `find_pairs`.
        likely: pairs that may be told alike in other words, from `find_likely`.
        kin: entity pairs that may stand for each other.

    Returns:
        Claim id -> its counterparts, the likest first. The relation goes both ways.
    """
    of = {(a.report, a.proposition): c for c in claims for a in c.accounts if a.proposition}
    groups = count_independent([a.report.id for a in view.annotated], view.ties).groups
    account = {r: n for n, group in enumerate(groups) for r in group.reports}
    speakers = _speakers(claims)
    best: dict[tuple[str, str], tuple[float, str]] = {}
    for a, b, overlap in pairs:
        x, y = of.get(a.id), of.get(b.id)
        if x is None or y is None or not _could_be(x, y, account):
            continue
        speaker = speakers.get(a.id)
        if is_near(overlap, speaker is not None and speaker == speakers.get(b.id)):
            score = overlap.high * overlap.low**0.5
            known = best.get((x.id, y.id), best.get((y.id, x.id), (0.0, "")))
            if score > known[0]:
                best.pop((y.id, x.id), None)
                best[x.id, y.id] = score, _reason(a, b, overlap, kin)
    for pair in likely:
        x, y = of.get(pair.a.id), of.get(pair.b.id)
        if (
            x is not None
            and y is not None
            and _could_be(x, y, account)
            and not {(x.id, y.id), (y.id, x.id)} & best.keys()
        ):
            best[x.id, y.id] = pair.probability, _told_otherwise(pair, kin)
    return _likest(best)


def is_near(overlap: Overlap, one_speaker: bool) -> bool:
    """Whether two tellings share so much that a reader should see one beside the other. Names alone are not enough: all that a story tells
    is of the same people and places."""
    much = overlap.high >= (NEAR if one_speaker else _LIKE) and overlap.low >= _BACK and overlap.shared >= _SHARED
    words = [{i.role, j.role} for i, j, _ in overlap.pairs if not (i.is_entity or i.is_pronoun)]
    return much and (len(words) > 1 or any("root" in roles for roles in words))


def _could_be(x: Claim, y: Claim, account: Mapping[str, int]) -> bool:
    """Whether two claims are of different accounts, at least one of them alone, and not in conflict."""
    if x.id == y.id or "single_source" not in (x.alignment, y.alignment):
        return False
    mine, theirs = ({account[a.report] for a in c.accounts} for c in (x, y))
    return mine.isdisjoint(theirs) and all(c.with_ != y.id for c in x.conflicts)


def _speakers(claims: Sequence[Claim]) -> dict[TellingId, str]:
    """Whose words a telling is, where somebody is cited."""
    return {
        (a.report, a.proposition): a.chain[-1] for c in claims for a in c.accounts if a.proposition and len(a.chain) > 1
    }


def _likest(best: Mapping[tuple[str, str], tuple[float, str]]) -> dict[str, tuple[Counterpart, ...]]:
    """The likest of each claim that are likest from the other side too."""
    ranked: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (x, y), (score, _) in best.items():
        ranked[x].append((-score, y))
        ranked[y].append((-score, x))
    first = {claim: [other for _, other in islice(sorted(found), _MOST)] for claim, found in ranked.items()}
    return {
        claim: tuple(
            Counterpart(other, best[claim, other][1] if (claim, other) in best else best[other, claim][1])
            for other in others
            if claim in first[other]
        )
        for claim, others in first.items()
    }


def _told_otherwise(pair: Likely, kin: Kin) -> str:
    """How probably two tell the same in other words, and what speaks against counting them as one."""
    against = judge_overlap(pair.a, pair.b, pair.overlap, kin).reasons if pair.against else ()
    why = f": {against[0]}" if against else ""
    return f"may be told alike in other words ({pair.probability:.2f} of 1); not counted as one{why}"


def _reason(a: Telling, b: Telling, overlap: Overlap, kin: Kin) -> str:
    """What both tell, and why they are not counted as one."""
    found = judge_overlap(a, b, overlap, kin)
    if found.same:
        why = "one stands in a copy alone, and copies are compared through the text that they share"
    elif found.reasons:
        why = found.reasons[0]
    else:
        shares = f"{100 * overlap.high:.0f} % of the shorter and {100 * overlap.low:.0f} % of the longer"
        why = f"only {shares} are told by the other"
    return f"{told_alike(overlap)}; not counted as one: {why}"
