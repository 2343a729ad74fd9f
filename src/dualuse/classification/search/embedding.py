"""A static embedding of words, whose weights ship in the wheel ``wordllama`` (MIT): what words are near each other.

The package is not imported and its loader not called, which would ask the network: its two data files are found where
the wheel put them and read here. Without it everything works, by words alone.
"""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

PACKAGE: Final = "wordllama"
_WEIGHTS: Final = "l2_supercat_256.safetensors"
_TOKENIZER: Final = "l2_supercat_tokenizer_config.json"
_LARGEST_HEADER: Final = 1_000_000


class Embedding:
    """Vectors of words: the sum of those of their pieces."""

    def __init__(self, table: NDArray[np.float16], vocabulary: dict[str, int], ranks: dict[str, int]) -> None:
        self._table: Final = table
        self._vocabulary: Final = vocabulary
        self._ranks: Final = ranks
        self._known: Final[dict[str, Vectors]] = {}
        self.dimensions: Final = int(table.shape[1])

    def word(self, plain: str) -> Vectors:
        """The vector of a word in small letters."""
        vector = self._known.get(plain)
        if vector is None:
            numbers = [number for piece in self._pieces(plain) for number in self._numbers(piece)]
            vector = self._table[numbers].astype(np.float32).sum(axis=0)
            if len(self._known) < 200_000:
                self._known[plain] = vector
        return vector

    def total(self, words: Mapping[str, float]) -> Vectors:
        """The sum of the vectors of words with weights."""
        total = np.zeros(self.dimensions, dtype=np.float32)
        for plain, weight in words.items():
            total += weight * self.word(plain)
        return total

    def text(self, words: Mapping[str, float]) -> Vectors:
        """The vector of words with weights, of length 1; of no words all zeros."""
        total = self.total(words)
        length = float(np.linalg.norm(total))
        return total / length if length > 0 else total

    def _pieces(self, plain: str) -> list[str]:
        """Byte pair encoding: the pair that was merged first in training is merged first."""
        pieces = list("▁" + plain)
        never = len(self._ranks)
        while len(pieces) > 1:
            ranks = [self._ranks.get(f"{left} {right}", never) for left, right in pairwise(pieces)]
            best = min(range(len(ranks)), key=ranks.__getitem__)
            if ranks[best] == never:
                break
            pieces[best : best + 2] = [pieces[best] + pieces[best + 1]]
        return pieces

    def _numbers(self, piece: str) -> Iterable[int]:
        number = self._vocabulary.get(piece)
        if number is not None:
            return (number,)
        return (self._vocabulary[f"<0x{byte:02X}>"] for byte in piece.encode("utf-8", "replace"))


@lru_cache(maxsize=1)
def embedding() -> Embedding | None:
    """The embedding, or None where its package is not installed or holds other files than those known here."""
    try:
        files = importlib.metadata.distribution(PACKAGE).files or []
    except importlib.metadata.PackageNotFoundError:
        return None
    places = {file.name: Path(str(file.locate())) for file in files if file.name in (_WEIGHTS, _TOKENIZER)}
    if set(places) != {_WEIGHTS, _TOKENIZER}:
        return None
    try:
        model = json.loads(places[_TOKENIZER].read_bytes())["model"]
        return Embedding(_tensor(places[_WEIGHTS]), model["vocab"], _ranks(model["merges"]))
    except (OSError, ValueError, KeyError):
        return None


def _ranks(merges: list[Any]) -> dict[str, int]:
    return {merge if isinstance(merge, str) else " ".join(merge): rank for rank, merge in enumerate(merges)}


def _tensor(file: Path) -> NDArray[np.float16]:
    """The only table of a safetensors file: eight bytes with the length of the header, the header in JSON, numbers.

    Raises:
        ValueError: it is none, or of another type.
    """
    with file.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if length > _LARGEST_HEADER:
            raise ValueError("no safetensors header")
        header = json.loads(stream.read(length))
    ((_, about),) = ((name, value) for name, value in header.items() if name != "__metadata__")
    if about["dtype"] != "F16":
        raise ValueError("another type of numbers")
    rows, columns = about["shape"]
    start = 8 + length + about["data_offsets"][0]
    return np.memmap(file, dtype=np.float16, mode="r", offset=start, shape=(rows, columns))
