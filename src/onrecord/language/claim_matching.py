"""`compare_claims`: whether two sentences claim the same, contradict each other, or neither, by the sentences alone."""

import math
from collections.abc import Callable

from onrecord.language.claim_features import basic_features, match_readings
from onrecord.language.claim_grounds import conflict_features
from onrecord.language.claim_reading import Reading, read_claim
from onrecord.language.encoding import load_encoder
from onrecord.model import Judgement

_SAME_HIGH = 0.85  # share of the shorter one's weight that the longer must tell
_SAME_LOW = 0.5  # share of the longer one's weight
_ENCODER_SHARE = 0.85  # of the score, where the encoder is installed
_CONFLICT_COST = 0.1  # what contradicts is less the same than what has the same words and does not
_MOST = 0.6  # share of the shorter one's weight that the longer must tell for the two to contradict each other
_HALF = 0.5  # the same where figures or dates differ, which are a good part of a short claim
_NEARLY_ALL = 0.9  # the same where only the roles differ
Features = dict[str, float]


def compare_claims(a: str, b: str) -> Judgement:
    """Compare two sentences, or a sentence and a short text.

    Args:
        a: one claim.
        b: the other; exchanging the two changes nothing but their order in the judgement.

    Returns:
        A judgement with `verdict` "same", "conflict" or "different"; `same` is True only for the first. The score ranks by sameness of
        meaning; with the extra [embed] the sentence encoder has a share in it. The verdict never rests on the encoder.
    """
    one, other = read_claim(a), read_claim(b)
    thesis, ground = _order(one, other)
    match = match_readings(thesis, ground)
    features = {**basic_features(match), **conflict_features(match)}
    conflicts = [reason for reason, rule in CONFLICTS if rule(features)]
    forth, back = _coverage(thesis, ground), _coverage(ground, thesis)
    if conflicts:
        verdict, reasons = "conflict", conflicts
    elif _is_same(features, forth, back):
        verdict, reasons = (
            "same",
            [f"{forth:.0%} of what the shorter tells and {back:.0%} of what the longer tells is told by the other"],
        )
    else:
        verdict, reasons = "different", [_parting(features, forth, back)]
    score = _score(one.text, other.text, forth, back) - (_CONFLICT_COST if conflicts else 0.0)
    return Judgement(
        a=a,
        b=b,
        kind="claim",
        same=verdict == "same",
        score=round(min(1.0, max(0.0, score)), 4),
        reasons=tuple(reasons),
        verdict=verdict,
    )


def _order(a: Reading, b: Reading) -> tuple[Reading, Reading]:
    """The shorter as thesis, the longer as ground; of two equally long the one that sorts first: their order is nothing."""
    return (a, b) if (len(a.words), a.text) <= (len(b.words), b.text) else (b, a)


def _coverage(a: Reading, b: Reading) -> float:
    """Share of the weight of one that the other tells."""
    if not a.words:
        return 1.0 if a.text.casefold() == b.text.casefold() else 0.0
    return match_readings(a, b).covered(tuple(range(len(a.words))))


def _score(a: str, b: str, forth: float, back: float) -> float:
    """How much the two mean the same, 0..1: by words, and by the encoder where there is one."""
    words = math.sqrt(forth * back)
    encoder = load_encoder()
    if encoder is None:
        return 0.8 * words + 0.2 * max(forth, back)
    first, second = sorted((a, b))  # in one order, so that rounding is the same for both
    meaning = (encoder.compare(first, second) + encoder.compare_pieces(first, second)) / 2
    return _ENCODER_SHARE * max(0.0, meaning) + (1 - _ENCODER_SHARE) * words


def _is_same(f: Features, forth: float, back: float) -> bool:
    """Whether each tells the other: nearly all of the shorter, most of the longer, no name or figure apart."""
    apart = (
        f["a name is missing"]
        or f["number is missing"]
        or f["day differs"]
        or f["year differs"]
        or f["only ground is open"]
        or f["only named in one"]
    )
    return (
        max(forth, back) >= _SAME_HIGH
        and min(forth, back) >= _SAME_LOW
        and not apart
        and f["root covered"] >= _SAME_LOW
    )


def _parting(f: Features, forth: float, back: float) -> str:
    if f["a name is missing"] and forth >= _SAME_LOW:
        return "a name that one tells of is not told by the other"
    if f["only named in one"]:
        return "one tells as done what the other only names"
    return f"only {forth:.0%} of what the shorter tells and {back:.0%} of what the longer tells is told by the other"


def _is_one_matter(f: Features) -> bool:
    """Whether both can tell of one and the same: no other thing, name or time, and one mood."""
    return not (f["thing exchanged"] or f["name replaced"] or f["time exchanged"] or f["mood differs"])


def _is_denied(f: Features) -> bool:
    return f["told denied"] > 0 and f["covered"] > _MOST and _is_one_matter(f)


def _is_turned_round(f: Features) -> bool:
    return f["polarity differs"] > 0 and f["covered"] > _MOST and _is_one_matter(f)


def _is_opposite(f: Features) -> bool:
    return f["opposite of same"] > 0 and f["covered"] > _MOST and _is_one_matter(f)


def _is_counted_otherwise(f: Features) -> bool:
    return f["number differs"] > 0 and f["covered"] > _HALF and f["root covered"] > _MOST and _is_one_matter(f)


def _is_once_otherwise(f: Features) -> bool:
    return f["once otherwise"] > 0 and f["covered"] > _HALF and not (f["thing exchanged"] or f["mood differs"])


def _is_exchanged(f: Features) -> bool:
    return f["roles exchanged"] > 0 and f["covered"] > _NEARLY_ALL and not (f["date exchanged"] or f["mood differs"])


#: What makes two sentences contradict each other, in words; each is asked of sentences that share most of what they tell.
CONFLICTS: tuple[tuple[str, Callable[[Features], bool]], ...] = (
    ("one denies what the other tells", _is_denied),
    ("one is told in the negative, the other is not", _is_turned_round),
    ("they tell the opposite of the same thing", _is_opposite),
    ("they count the same thing differently", _is_counted_otherwise),
    ("of what happens once they tell another doer, place or day", _is_once_otherwise),
    ("who acts and who is acted upon are exchanged", _is_exchanged),
)
