"""The answers of a workbook in the words of its reader: headings and cells that are codes in every other format.

English keeps the codes, but names of general authorisations those alone that may be used, as every language does. In another language each heading begins with ``dualuse:``, so that it is nobody else's, and a workbook
that comes back is known by it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

import polars as pl

from dualuse.assessment.field_words import field_in_words
from dualuse.assessment.text.words import VERDICT_WORDS
from dualuse.bulk.screened_rows import STATUS_WORDS
from dualuse.documents.dossier.words import AVAILABLE
from dualuse.i18n import LANGUAGES, N_, labelled, translate
from dualuse.schema.tables.columns import RESULTS, SCREENED
from dualuse.schema.words import EFFECT_WORDS

IN_WORDS: Final = "missing_in_words"
"""A column of workbooks alone, behind the names of the fields that are missing."""
_BEFORE: Final = "dualuse: "
_HEADINGS: Final[dict[str, str]] = {
    "outcome": N_("what the law asks for"),
    "range_low": N_("at least"),
    "range_high": N_("at most"),
    "basis": N_("provisions"),
    "missing": N_("missing facts (names of fields)"),
    IN_WORDS: N_("missing facts"),
    "release": N_("may it leave"),
    "authorisations": N_("general authorisations"),
    "reasons": N_("reasons"),
    "screening_status": N_("screening"),
    "screening_hits": N_("listed parties"),
}
_OPEN: Final = {"undetermined": N_("not settled")}


def heading(name: str, language: str) -> str:
    """The heading of a column of answers; any other stays."""
    if language == "en" or name not in _HEADINGS:
        return name
    return _BEFORE + translate(_HEADINGS[name], language)


def in_words(rows: pl.DataFrame, language: str) -> pl.DataFrame:
    """Rows as a person reads them: the codes of answers and their headings in words, what is missing beside the names of fields."""
    if "missing" in rows.columns:
        position = rows.columns.index("missing") + 1
        words_of = {cell: _missing(cell, language) for cell in rows["missing"].drop_nulls().unique()}
        rows = rows.insert_column(position, rows["missing"].replace(words_of).alias(IN_WORDS))
    worded = [
        pl.col(name).replace({cell: words(cell) for cell in rows[name].drop_nulls().unique()})
        for name, words in _words_of_cells(language).items()
        if name in rows.columns
    ]
    return rows.with_columns(worded).rename({name: heading(name, language) for name in rows.columns})


@lru_cache(maxsize=1)
def headings() -> frozenset[str]:
    """The headings of answers in workbooks that stand in no other format."""
    names = (*RESULTS, *SCREENED, IN_WORDS)
    return frozenset(
        heading(name, language)
        for language in LANGUAGES
        for name in names
        if language != "en" or name == IN_WORDS
    )


def _words_of_cells(language: str) -> Mapping[str, Callable[[str], str]]:
    """By column, what makes words of the codes of a cell; a code without words stays."""
    if language == "en":
        return {"authorisations": lambda cell: _authorisations(cell, language)}
    outcomes = _worded({**EFFECT_WORDS, **_OPEN}, language)
    return {
        "outcome": outcomes,
        "range_low": outcomes,
        "range_high": outcomes,
        "release": _worded(VERDICT_WORDS, language),
        "basis": lambda cell: "; ".join(translate(row, language) for row in cell.split(";")),
        "authorisations": lambda cell: _authorisations(cell, language),
        "screening_status": _worded(STATUS_WORDS, language),
    }


def _worded(words: Mapping[str, str], language: str) -> Callable[[str], str]:
    known = {code: translate(text, language) for code, text in words.items()}
    return lambda cell: known.get(cell, cell)


def _missing(cell: str, language: str) -> str:
    """What the fields of a cell hold."""
    fields = (field for field in cell.split(";") if field)
    return "; ".join(dict.fromkeys(field_in_words(field, language) for field in fields))


def _authorisations(cell: str, language: str) -> str:
    """The general authorisations that may be used or may turn out so; "none" where no one is left."""
    statuses = (row.partition(":") for row in cell.split(";"))
    left = [(name, status) for name, mark, status in statuses if mark and status != "not_available"]
    if not left:
        return translate(N_("none"), language) if cell else ""
    if language == "en":
        return ";".join(f"{name}:{status}" for name, status in left)
    return "; ".join(
        labelled(name, translate(AVAILABLE.get(status, status), language), language) for name, status in left
    )


class SheetNames(NamedTuple):
    """What the sheets of a result are called."""

    judged: str
    to_mend: str
    summary: str


SHEET_NAMES: Final = SheetNames(N_("Judged rows"), N_("Rows to mend"), N_("Summary"))
