"""The trained rankers of statements, evaluated with numpy: which words are cues, what they attribute, and to whom.

A ranker scores each candidate of a group against the null candidate "none of these" (score 0). Its input are names of features, in
blocks that are added up, so that what candidates share is computed once; one hidden layer; a direct path beside it.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.resources import read_json

Floats = NDArray[np.float32]
_FILE = "quotation_model.json"
_NOTHING = ("",)  # a row without names: an unknown one, which counts nothing


@dataclass(frozen=True)
class Block:
    """One part of a ranker's input: feature names and their rows of weights."""

    index: dict[str, int]
    weights: Floats  # one row a name, and a last one of zeros

    def embed(self, rows: Sequence[Sequence[str]]) -> Floats:
        """Sum of the weights of the names in each row; unknown names count nothing."""
        if not rows:
            return self.weights[:0]
        filled = [names or _NOTHING for names in rows]
        starts = list(accumulate(map(len, filled), initial=0))
        total = starts.pop()
        numbers = map(self.index.get, chain.from_iterable(filled), repeat(len(self.index)))
        ids = np.fromiter(numbers, np.intp, total)
        sums: Floats = np.add.reduceat(self.weights.take(ids, axis=0), starts, axis=0)
        return sums

    def embed_column(self, names: Sequence[str], codes: NDArray[np.int64]) -> Floats:
        """The weights of one name a row, given by its number."""
        rows: Floats = self.weights[[self.index.get(n, len(self.index)) for n in names]][codes]
        return rows


@dataclass(frozen=True)
class Ranker:
    """Scores the candidates of groups."""

    blocks: dict[str, Block]
    bias: Floats
    out: Floats

    def score(self, parts: Sequence[Floats]) -> Floats:
        """Scores of candidates whose blocks, already embedded, are given; the last column goes straight to the score."""
        total: Floats = self.bias + sum(parts[1:], start=parts[0])
        size = len(self.out)
        scores: Floats = np.maximum(total[:, :size], 0) @ self.out + total[:, size]
        return scores


def read_ranker(data: dict[str, Any]) -> Ranker:
    """A ranker from its JSON form: names, and weights as signed bytes in base64 with one scale a column."""
    blocks = {}
    width = len(data["bias"])
    for name, block in data["blocks"].items():
        raw = np.frombuffer(base64.b64decode(block["weights"]), dtype=np.int8).reshape(-1, width)
        weights = raw.astype(np.float32) * np.asarray(block["scale"], dtype=np.float32)
        blocks[name] = Block(
            {n: i for i, n in enumerate(block["names"])}, np.vstack([weights, np.zeros((1, width), np.float32)])
        )
    return Ranker(blocks, np.asarray(data["bias"], np.float32), np.asarray(data["out"], np.float32))


@cache
def load_ranker(name: str) -> Ranker:
    """The shipped ranker "cue", "content" or "speaker"."""
    return read_ranker(read_json(_FILE)["rankers"][name])


def share_out(scores: Floats) -> Floats:
    """Probabilities of the candidates of one group beside the null candidate, whose share is what is left."""
    top = max(0.0, float(scores.max())) if len(scores) else 0.0
    powers = np.exp(scores - top)
    shares: Floats = powers / (powers.sum() + np.exp(-top))
    return shares
