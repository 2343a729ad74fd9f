"""The reasons of cases as numbers of their sentences: a text of some 16 KB is put together where rows are written, and not kept.

Most sentences are those of many cases. What is remembered of all cases of a file is a tenth of their texts, or less.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import numpy as np
import polars as pl

from dualuse.bulk.joined_reasons import SEPARATOR

NUMBER: Final = pl.UInt32
"""The type of columns of numbers of reasons."""
_TOGETHER: Final = 1_000
"""Texts that are put together before they go into columns."""
REASONS: Final = "reasons"
"""The column of reasons in answers."""
BECAUSE: Final = "because"
"""The column of the reasons of the release in answers, a text: they stand first among the reasons of the rows that are written."""


@dataclass(slots=True, eq=False, kw_only=True)
class ReasonTexts:
    """The reasons that have come up, by number; ``kept_bytes``: how much is remembered of them."""

    kept_bytes: int = 0
    _number_of: dict[str, int] = field(default_factory=dict)
    _sentences: list[bytes] = field(default_factory=list)
    _said: array[int] = field(default_factory=partial(array, "I"))
    _ends: array[int] = field(default_factory=partial(array, "Q", [0]))
    _begun: dict[tuple[str, int | None], int] = field(default_factory=dict)

    def clear(self) -> None:
        """Forget all: numbers that were given stand for nothing any more."""
        for memory in (self._number_of, self._sentences, self._begun):
            memory.clear()
        del self._said[:], self._ends[1:]
        self.kept_bytes = 0

    def number(self, sentences: Sequence[str]) -> int:
        """The number of new reasons, which are these sentences."""
        for sentence in sentences:
            number = self._number_of.setdefault(sentence, len(self._sentences))
            if number == len(self._sentences):
                text = sentence.encode()
                self._sentences.append(text)
                self.kept_bytes += len(text)
            self._said.append(number)
        self._ends.append(len(self._said))
        self.kept_bytes += self._said.itemsize * len(sentences)
        return len(self._ends) - 2

    def number_of_text(self, text: str) -> int:
        """The number of reasons that are a text already."""
        return self.number(text.split(SEPARATOR) if text else ())

    def begun(self, numbers: pl.Series, first: pl.Series) -> pl.Series:
        """The numbers of the same reasons with a sentence before them; where ``first`` is empty or null, as they were."""
        pairs = pl.DataFrame({"number": numbers.cast(NUMBER), "first": first.replace("", None)})
        different = pairs.filter(pl.col("first").is_not_null()).unique()
        begun = [self._number_begun(sentence, number) for number, sentence in different.iter_rows()]
        with_numbers = different.with_columns(pl.Series("begun", begun, dtype=NUMBER))
        met = pairs.join(
            with_numbers, on=("number", "first"), how="left", nulls_equal=True, maintain_order="left"
        )
        return met.select(pl.coalesce("begun", "number")).to_series().alias(numbers.name)

    def _number_begun(self, sentence: str, number: int | None) -> int:
        if (sentence, number) not in self._begun:
            numbers = (
                array("I") if number is None else self._said[self._ends[number] : self._ends[number + 1]]
            )
            self._begun[sentence, number] = self.number((sentence,))
            self._said.extend(numbers)
            self._ends[-1] = len(self._said)
            self.kept_bytes += self._said.itemsize * len(numbers)
        return self._begun[sentence, number]

    def in_slices(self, rows: pl.DataFrame, height: int) -> Iterator[pl.DataFrame]:
        """Rows with their reasons as texts, null where there are none, so many at a time: those that are written need not stay."""
        if REASONS not in rows.columns:
            yield rows
            return
        if BECAUSE in rows.columns:
            rows = rows.with_columns(self.begun(rows[REASONS], rows[BECAUSE])).drop(BECAUSE)
        for part in rows.iter_slices(height):
            yield part.with_columns(self.texts(part[REASONS]).replace("", None))

    def texts(self, numbers: pl.Series) -> pl.Series:
        """The texts of reasons; each stands once in memory, and rows that have it refer to it."""
        different = numbers.drop_nulls().unique().sort()
        starts = range(0, len(different), _TOGETHER)
        written = [self._written(different.slice(start, _TOGETHER)) for start in starts]
        # Rechunked first: taken from several chunks, each row would get its own copy of the text.
        texts = pl.concat([pl.Series([], dtype=pl.String), *written], rechunk=True)
        places = np.searchsorted(different.to_numpy(), numbers.fill_null(0).to_numpy())
        return texts.gather(pl.Series(places).set(numbers.is_null(), None)).alias(numbers.name)

    def _written(self, numbers: pl.Series) -> pl.Series:
        between, sentences = SEPARATOR.encode(), self._sentences
        texts = [
            between.join(
                [sentences[place] for place in self._said[self._ends[number] : self._ends[number + 1]]]
            )
            for number in numbers
        ]
        return pl.Series(texts, dtype=pl.Binary).cast(pl.String)
