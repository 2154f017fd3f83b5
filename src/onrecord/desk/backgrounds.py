"""What is known of all reports of a store, to bytes and back; what is rare is left out, since it is not known to be rarer than it is."""

from collections import Counter

import numpy as np

from onrecord.crossreport.background import Background

_LEAST = 3  # reports that use a word or pair for its count to be kept
_MOST = 500_000  # counts kept of each kind, the largest


def pack_background(background: Background) -> dict[str, bytes]:
    """The counts as arrays of codes and numbers."""
    furniture = np.array(sorted(background.furniture), dtype=np.uint64)
    return {
        "reports": str(background.reports).encode(),
        "words": _pack(background.words),
        "pairs": _pack(background.pairs),
        "furniture": furniture.tobytes(),
    }


def unpack_background(parts: dict[str, bytes]) -> Background | None:
    """The counts again; None where nothing was measured yet."""
    if "reports" not in parts:
        return None
    return Background(
        reports=int(parts["reports"]),
        words=_unpack(parts["words"]),
        pairs=_unpack(parts["pairs"]),
        furniture=set(np.frombuffer(parts["furniture"], dtype=np.uint64).tolist()),
    )


def _pack(counts: Counter[int]) -> bytes:
    kept = [(code, n) for code, n in counts.items() if n >= _LEAST]
    if len(kept) > _MOST:
        kept = sorted(kept, key=lambda item: (-item[1], item[0]))[:_MOST]
    kept.sort()
    return np.array(kept, dtype=np.uint64).reshape(-1, 2).T.tobytes()


def _unpack(content: bytes) -> Counter[int]:
    codes, numbers = np.frombuffer(content, dtype=np.uint64).reshape(2, -1)
    return Counter(dict(zip(codes.tolist(), numbers.tolist(), strict=True)))
