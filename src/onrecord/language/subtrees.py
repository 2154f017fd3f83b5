"""Where the subtree of each word begins and ends, from the heads alone."""

from collections.abc import Sequence

_ROUNDS = 11  # how often spaCy looks again at subtrees that cross


def find_edges(above: Sequence[int]) -> tuple[list[int], list[int]]:
    """The first and the last word of each word's subtree, as spaCy finds them.

    Args:
        above: where the head of each word stands; a root is its own.
    """
    lefts, rights = list(range(len(above))), list(range(len(above)))
    there, back = list(enumerate(above)), list(enumerate(above))[::-1]
    for _ in range(_ROUNDS):
        for order in (there, back):
            for i, head in order:
                if lefts[i] < lefts[head]:
                    lefts[head] = lefts[i]
                if rights[i] > rights[head]:
                    rights[head] = rights[i]
        if _is_within_sentences(above, lefts):
            break
    return lefts, rights


def _is_within_sentences(above: Sequence[int], lefts: Sequence[int]) -> bool:
    """Whether no word hangs on one outside the stretch from one root's left edge to the next: subtrees that cross need another round."""
    starts = sorted({lefts[i] for i, head in enumerate(above) if i == head and lefts[i] > 0})
    last = len(above) - 1
    if last > 0 and last not in starts:
        starts.append(last)
    begin = 0
    for end in starts:
        if not begin <= min(above[begin:end]) <= max(above[begin:end]) <= end:
            return False
        begin = end
    return True
