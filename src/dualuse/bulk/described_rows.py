"""Where the descriptions of rows lead: candidates for an item without an entry, and doubt about one that is stated to be in none.

A row that would be free to go asks first where its item is stated to be in no entry and its description is one that trade has for listed
goods, as ``assess`` does of the same transaction (``docs/bulk.md`` has the figures); what it asks is answered by ``dualuse products decide``.
Candidates for an item without an entry change no answer: it is not free to go anyway. Each distinct description is searched once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import polars as pl

from dualuse.assessment.release_holds.compared_entries import CODE_COMPARED
from dualuse.assessment.release_holds.goods_of_codes import OTHER_BY_CODE, other_goods_of_code
from dualuse.assessment.release_holds.resembled_goods import COMPARED_WITH_ANNEX, resembled_goods
from dualuse.bulk.joined_reasons import joined
from dualuse.bulk.options import Options
from dualuse.bulk.reason_texts import BECAUSE
from dualuse.classification.item_classification import other_goods
from dualuse.classification.search.likely_entries import LikelyEntries
from dualuse.i18n import N_, fill
from dualuse.inputs.same_cells import same_in_each_row
from dualuse.schema.tables.columns import SCREENED
from dualuse.schema.transaction import Item

ENTRIES: Final = "items.entries"
DESCRIPTION: Final = "items.description"
PRODUCT: Final = "items.product"
CODE: Final = "items.cn_code"
KIND: Final = "items.kind"
COMPARED: Final = f"items.answers.{COMPARED_WITH_ANNEX}"
OF_CODE: Final = f"items.answers.{CODE_COMPARED}"
_NONE: Final = "[]"
"""The cell of an item that was examined and is in no entry."""
_MOST: Final = 200_000
"""Descriptions that are remembered."""
_LONGEST: Final = 500
"""Letters of one that is remembered."""
_NAMED: Final = 3
"""Rows that the summary names."""
_CANDIDATES: Final = N_("no entry yet: dualuse classify thinks of {entries}")
_OTHER: Final = N_("stated under {stated}, and like goods of {entries}: look again (dualuse classify)")
_CODE: Final = re.compile(r"[0-9][A-E][0-9]{3}[.a-z0-9]*")
_DOUBT: Final = N_("stated to be in no entry, and like goods of {entries}: look again (dualuse classify)")


def _resembled(description: str) -> tuple[str, ...]:
    """The provisions of an item so described that is stated to be in none."""
    return resembled_goods(Item(description=description, entries=[]))


class DoubtfulRow(NamedTuple):
    """A row that is stated to be in no entry, with the entries that its description resembles goods of."""

    line: int
    reference: str
    entries: str


@dataclass(slots=True, kw_only=True)
class DescribedRows:
    """Tells where descriptions lead, part by part.

    ``doubted``: rows stated to be in no entry whose descriptions resemble listed goods; ``first``: some of them; ``unclassified``: rows
    without an entry for which the search has candidates.
    """

    options: Options
    likely: LikelyEntries = field(default_factory=LikelyEntries)
    doubted: int = 0
    unclassified: int = 0
    first: list[DoubtfulRow] = field(default_factory=list)
    _searches: dict[tuple[str, str], str] = field(default_factory=dict)

    def with_hints(self, cells: pl.DataFrame, lines: pl.Series, answers: pl.DataFrame) -> pl.DataFrame:
        """The answers with where descriptions lead among the reasons of the release, and none of those in doubt free to go.

        Args:
            cells: of the contract; of these rows.
            lines: of the rows in the file.
            answers: of all these rows.
        """
        if DESCRIPTION not in cells.columns:
            return self._with_other_goods(answers, cells) if CODE in cells.columns else answers
        entries, texts = _texts(cells, ENTRIES), _texts(cells, DESCRIPTION)
        described = ~answers["wrong"] & (texts != "")
        candidates = self._entries(texts, described & (entries == ""), self.likely.of_unclassified)
        unlisted = described & (entries == _NONE) & ~self._looked_at(cells)
        doubts = self._entries(texts, unlisted, _resembled)
        self.unclassified += int(candidates.is_not_null().sum())
        self._remember(doubts, cells, lines)
        answers = self._with_other_goods(answers, cells)
        if candidates.null_count() == doubts.null_count() == cells.height:
            return answers
        language = self.options.language
        sentences = pl.concat(
            [_sentences(candidates, _CANDIDATES, language), _sentences(doubts, _DOUBT, language)]
        )
        hints = sentences[: cells.height].zip_with(doubts.is_null(), sentences[cells.height :])
        return _asked_first(self._among_reasons(answers, hints), doubts.is_not_null())

    def _with_other_goods(self, answers: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
        """The answers, of rows that would be free to go those in question that are stated under an entry, and described, or coded, as goods of quite another."""
        if "release" not in answers.columns or ENTRIES not in cells.columns:
            return answers
        entries = _texts(cells, ENTRIES)
        free = (answers["release"].cast(pl.String) == "go").fill_null(False)
        rows = (free & ~entries.is_in(["", _NONE])).arg_true().to_list()
        texts, customs_codes, kinds = (_texts(cells, name) for name in (DESCRIPTION, CODE, KIND))
        is_compared, is_code_compared = (_denied(cells, name) for name in (COMPARED, OF_CODE))
        sentences: dict[int, str] = {}
        for row in rows:
            codes = tuple(_CODE.findall(entries[row]))
            params = {"stated": ", ".join(codes)}
            kind = "goods" if kinds[row] in ("", "goods") else "software"
            item = Item(entries=list(codes), cn_code=customs_codes[row] or None, kind=kind)
            if not is_compared[row] and (code := other_goods(texts[row], codes)):
                sentences[row] = fill(_OTHER, self.options.language, **params, entries=code)
            elif not is_code_compared[row] and (of_code := other_goods_of_code(item)):
                named = {**params, "entries": ", ".join(of_code), "answer": CODE_COMPARED}
                sentences[row] = fill(OTHER_BY_CODE, self.options.language, **named)
        if not sentences:
            return answers
        hints = pl.Series([sentences.get(row) for row in range(answers.height)], dtype=pl.String)
        return _asked_first(self._among_reasons(answers, hints), hints.is_not_null())

    def _looked_at(self, cells: pl.DataFrame) -> pl.Series:
        """Which rows are of a product that the house has classified as in no entry, or answer that their words are not what Annex I lists."""
        looked_at = _denied(cells, COMPARED)
        if PRODUCT not in cells.columns or not self.options.looked_at:
            return looked_at
        products = cells[PRODUCT].cast(pl.String).str.strip_chars()
        return looked_at | products.is_in([*self.options.looked_at]).fill_null(False)

    def _entries(
        self, texts: pl.Series, among: pl.Series, search: Callable[[str], tuple[str, ...]]
    ) -> pl.Series:
        """The entries that the texts of these rows lead to, null where there are none."""
        searched = {text: self._searched(text, search) for text in texts.filter(among).unique()}
        leading = {text: entries for text, entries in searched.items() if entries}
        if not leading:
            return same_in_each_row(None, texts.len(), pl.String)
        entries = texts.replace_strict(leading, default=None, return_dtype=pl.String)
        return entries.set(~among, None)

    def _searched(self, text: str, search: Callable[[str], tuple[str, ...]]) -> str:
        if len(text) > _LONGEST:
            return ", ".join(search(text))
        key = (search.__name__, text)
        if key not in self._searches:
            if len(self._searches) >= _MOST:
                self._searches.clear()
            self._searches[key] = ", ".join(search(text))
        return self._searches[key]

    def _remember(self, doubts: pl.Series, cells: pl.DataFrame, lines: pl.Series) -> None:
        """Count the rows that are doubted, and keep the first."""
        rows = doubts.is_not_null().arg_true()
        self.doubted += rows.len()
        for row in rows[: _NAMED - len(self.first)]:
            reference = cells["reference"][row] if "reference" in cells.columns else ""
            self.first.append(DoubtfulRow(lines[row], str(reference or ""), doubts[row]))

    def _among_reasons(self, answers: pl.DataFrame, hints: pl.Series) -> pl.DataFrame:
        """The answers with the hints behind the reasons of the release; on a sheet, with room for few, before them.

        What stops a row, and whoever is or may be listed, stays first there, too.
        """
        behind = joined(pl.col(BECAUSE).cast(pl.String), pl.col("hint"))
        because = behind
        if self.options.short:
            is_severe = pl.col("release") == "stop"
            if SCREENED[0] in answers.columns:
                is_severe |= pl.col(SCREENED[0]).is_in(["hit", "review"]).fill_null(False)
            before = joined(pl.col("hint"), pl.col(BECAUSE).cast(pl.String))
            because = pl.when(is_severe).then(behind).otherwise(before)
        with_hints = answers.with_columns(hints.alias("hint")).with_columns(
            pl.when(pl.col("hint").is_null())
            .then(pl.col(BECAUSE).cast(pl.String))
            .otherwise(because)
            .cast(answers.schema[BECAUSE])
            .alias(BECAUSE)
        )
        return with_hints.drop("hint")


def _denied(cells: pl.DataFrame, name: str) -> pl.Series:
    """Of which rows a column of answers says no."""
    return _texts(cells, name).str.to_lowercase().eq("false")


def _texts(cells: pl.DataFrame, name: str) -> pl.Series:
    """The cells of a column, "" where there is none."""
    if name not in cells.columns:
        return same_in_each_row("", cells.height, pl.String)
    return cells[name].cast(pl.String).fill_null("").str.strip_chars()


def _asked_first(answers: pl.DataFrame, doubted: pl.Series) -> pl.DataFrame:
    """The answers, of the rows in doubt none free to go."""
    if "release" not in answers.columns:
        return answers
    is_free = doubted & (answers["release"].cast(pl.String) == "go").fill_null(False)
    if not is_free.any():
        return answers
    release = answers["release"].cast(pl.String).set(is_free, "ask")
    return answers.with_columns(release.cast(answers.schema["release"]).alias("release"))


def _sentences(entries: pl.Series, text: str, language: str) -> pl.Series:
    """A sentence for each row that has entries."""
    words = {named: fill(text, language, entries=named) for named in entries.drop_nulls().unique()}
    return entries.replace_strict(words, default=None, return_dtype=pl.String)
