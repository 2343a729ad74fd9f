"""Cells of CSV that a spreadsheet would run as formulas: written with an apostrophe before them, and read
back without it.

A name such as ``=HYPERLINK(…)`` comes from a customer and is opened by a colleague. What begins with ``=``,
``+``, ``-``, ``@`` (also full-width or small ones, which some programs take for the same), a tab, a carriage
return or the end of a line, also behind apostrophes of its own, gets one more; of a file that this program
wrote one is taken away again, so that nothing changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # imported where tables are changed: who writes a few lines does not wait for it
    import polars as pl

_SIGNS: Final = r"[=+\-@\t\r\n＝＋－＠﹦﹢﹣﹫]"
_RUN: Final = f"^'*{_SIGNS}"
_WRITTEN: Final = f"^'+{_SIGNS}"
_TO_GUARD: Final = re.compile(_RUN)
_GUARDED: Final = re.compile(_WRITTEN)

_ERROR: Final = re.compile(
    r"""['"]*\s*[#＃](?:[\w/.]{1,20}[!?¡¿！？]+|(?:N/A|NV|N\.?V\.?|N/D|ND|N/B|NB|N/V|N/T|GETTING_DATA|I/T|#+)[!?]*)\s*""",
    re.IGNORECASE,
)
"""``#REF!``, ``#NAME?`` and what they are called in other languages; ``#N/A`` and its like end with no mark, and a column too narrow is full of ``#``."""
_EVALUATED: Final = re.compile(r"""['"]*\s*[=＝]""")


def is_error_of_sheet(text: str) -> bool:
    """Whether a cell is what a spreadsheet shows of a formula that failed."""
    return _ERROR.fullmatch(text.strip()) is not None


def is_unevaluated(text: str) -> bool:
    """Whether a cell is a formula that should have been its value."""
    return _EVALUATED.match(text) is not None


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would evaluate the cell, or would once its leading apostrophe is gone."""
    return _TO_GUARD.match(text) is not None


def guarded(text: str) -> str:
    """A cell as it is written."""
    return f"'{text}" if is_formula(text) else text


def bare(text: str) -> str:
    """A cell as it was before it was :func:`guarded`."""
    return text[1:] if _GUARDED.match(text) else text


def guarded_table(rows: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """The table as it is written, and how many of its cells have an apostrophe more."""
    import polars as pl

    texts = [name for name, dtype in rows.schema.items() if dtype == pl.String]
    if not texts:
        return _named(rows, guarded), 0
    numbers = rows.select(pl.col(texts).str.contains(_RUN).sum()).row(0)
    concerned = [name for name, number in zip(texts, numbers, strict=True) if number]
    changed = rows.with_columns(
        pl.when(pl.col(name).str.contains(_RUN))
        .then(pl.lit("'") + pl.col(name))
        .otherwise(pl.col(name))
        .alias(name)
        for name in concerned
    )
    return _named(changed, guarded), sum(number or 0 for number in numbers)


def bare_table(rows: pl.DataFrame) -> pl.DataFrame:
    """The cells of a table that this program wrote, as they were."""
    import polars as pl

    return rows.with_columns(
        pl.when(pl.col(name).str.contains(_WRITTEN))
        .then(pl.col(name).str.slice(1))
        .otherwise(pl.col(name))
        .alias(name)
        for name, dtype in rows.schema.items()
        if dtype == pl.String
    )


def _named(rows: pl.DataFrame, change: Callable[[str], str]) -> pl.DataFrame:
    names = {name: change(name) for name in rows.columns if change(name) != name}
    return rows.rename(names) if names else rows
