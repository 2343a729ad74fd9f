"""How a summary says things: sentences and numbers in a language, names in short, columns as the result calls them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dualuse.bulk.exports.text import first_names
from dualuse.bulk.files.workbook_words import heading
from dualuse.bulk.summary.terminal_lines import Line
from dualuse.i18n import fill, grouped, translate
from dualuse.inputs.problems import printable

_SHOWN: Final = 10
"""Names of columns or sheets that the summary shows."""
LONGEST_REFERENCE: Final = 30
"""Signs of a row's reference."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Sentences and numbers in a language."""

    language: str

    def say(self, text: str, folds: int = 0, **params: object) -> Line:
        """A sentence with its parameters, as a line."""
        return Line(printable(fill(text, self.language, **params)), folds=folds)

    def amount(self, number: int) -> str:
        """A number with its thousands set apart."""
        return grouped(number, self.language)

    def counted(self, words: str, number: int, folds: int = 0) -> Line:
        """A line of a count."""
        return Line(printable(translate(words, self.language)), number, folds)


def column_of_result(name: str, output: str, speech: Speech) -> str:
    """What a column of answers is called in the result."""
    return heading(name, speech.language) if Path(output).suffix.casefold() == ".xlsx" else name


def some_names(names: tuple[str, ...], language: str) -> str:
    """The first of the names, and how many more there are."""
    return first_names([name[:60] for name in names], _SHOWN, language)
