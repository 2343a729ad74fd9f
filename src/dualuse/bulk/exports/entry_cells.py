"""Cells with numbers of a control list: codes of Annex I, words that say that somebody found none, and what says neither.

What a bare word means ("keine", a dash, 0000) is for a person to say, for the column at once (``[not_listed]`` of a mapping). A column
that is called after the German export list may be meant for that list alone, which holds nothing of Annex I: that an item is not
in it then says nothing of Annex I. Where the column holds codes of Annex I as well, it is kept for both, and its words count
(``docs/decisions/0035-numbers-of-the-german-export-list.md``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import polars as pl

from dualuse.bulk.exports.denials import denies, is_doubted
from dualuse.bulk.exports.mapping import toml_text
from dualuse.i18n import N_
from dualuse.inputs.problems import Problem, new_problem
from dualuse.law.eu_2021_821.control_list import normal_code
from dualuse.law.eu_2021_821.control_list.unknown_codes import several_codes
from dualuse.schema.tables.export_words import GERMAN_LIST, other_list
from dualuse.schema.tables.word_tables import plain_word, word_table

_CODES: Final = re.compile(r"\s*[;,\n]\s*")
_NO_CODE: Final = re.compile(r"\D*|0+")
_LIST_BEFORE: Final = re.compile(
    r"^(?:AL|EU|ECCN|Anhang I|Annex I|Annexe I)[\s.:_-]*(?=\d[A-E]\d{3})", re.IGNORECASE
)
_NATIONAL: Final = "9"
"""The third sign of a number of a national list: 2B909."""
_AMERICAN: Final = re.compile(r"EAR[\s-]?99", re.IGNORECASE)
"""What an exporter writes of items that the Export Administration Regulations of the United States name in no entry."""
_ARMS: Final = re.compile(r"(?:ML\s?\d{1,2}|0{1,2}\d{1,2})(?:[.\s]?\w{1,3})*", re.IGNORECASE)
"""Numbers of lists of arms: 0006a of the German one, ML6 of that of the Union."""


def codes_of(text: str) -> list[str]:
    """The codes in a cell, without the name of the list before them."""
    return [_LIST_BEFORE.sub("", code) for code in _CODES.split(text.strip()) if code]


def shows_annex_i(text: str) -> bool:
    """Whether a cell holds a code of Annex I, however it is written: ``2B350.i``, ``2B350I``, ``2b350 i``."""
    return any(_third_sign(code) not in ("", _NATIONAL) for code in codes_of(text))


def _third_sign(code: str) -> str:
    """The sign that tells numbers of national lists from those of Annex I; "" where it is neither."""
    return (normal_code(code) or "")[2:3]


def words_for_none(
    column: str, settled: Mapping[str, Collection[str]], *, holds_annex_i: bool
) -> frozenset[str]:
    """The words, plain, by which a column says that somebody classified the item and that it is in no entry of Annex I.

    Args:
        column: what the file calls it.
        settled: what a mapping says of such words, by column.
        holds_annex_i: whether its cells hold codes of Annex I.
    """
    words = frozenset(map(plain_word, settled.get(column, ())))
    is_german = other_list(column) == GERMAN_LIST
    if is_german and not holds_annex_i:
        return words
    return (
        words
        | word_table("not_listed").keys()
        | (word_table("not_in_german_list").keys() if is_german else set())
    )


NATIONAL: Final = "items.national_entries"
"""Codes of national control lists. Which lists count is the law's to say: here, a word for none is of all of them."""


def is_none_found(text: str) -> bool:
    """Whether a cell of :data:`NATIONAL` says that there is none: a word such as "none" there is of the national lists alone."""
    return not is_doubted(text) and (plain_word(text) in word_table("none_found") or _is_explicit(text))


def is_bare(text: str) -> bool:
    """Whether a cell holds a word or sign that may mean that nothing was found, or that nobody looked."""
    return (
        bool(text)
        and text != "[]"
        and not text.startswith(_OF_A_FAILED_FORMULA)
        and _NO_CODE.fullmatch(text) is not None
        and not _is_explicit(text)
    )


_OF_A_FAILED_FORMULA: Final = ("#", "＃")
"""Begin what a spreadsheet shows of a formula that failed, also where somebody wrote a word behind it: nobody is told to take it for none."""


def _is_explicit(text: str) -> bool:
    """Whether a cell says in a word of its own, and without a doubt, that a list was looked at and has nothing."""
    return plain_word(text) in _explicit_words() and not is_doubted(text)


@lru_cache(maxsize=1)
def _explicit_words() -> frozenset[str]:
    return frozenset((*word_table("not_listed"), *word_table("not_in_german_list")))


@dataclass(frozen=True, slots=True)
class NoneWords:
    """Of a column of entries: the words that say that there is none, plain; the ``bare`` ones that it holds and that deny, to be asked about at once."""

    words: frozenset[str] = frozenset()
    bare: tuple[str, ...] = ()


NOTHING_SAID: Final = NoneWords()
_SETTLED_AT_ONCE: Final = N_(
    "Where somebody compared these items with Annex I and found none, write {words} under [not_listed] in the file of --map, once for the whole column"
)
_MOST_WORDS: Final = 8
"""Bare words of a column that are asked about in one line."""


class EntriesSeen:
    """What the columns of entries of a table hold, looked at before a row is read. ``of_annex_i``: those with codes of Annex I."""

    def __init__(self, columns: Iterable[str]) -> None:
        self._bare: Final[dict[str, dict[str, None]]] = {name: {} for name in columns}
        self.of_annex_i: Final[set[str]] = set()

    def look_at(self, cells: pl.DataFrame) -> None:
        """Look at the cells of a part."""
        for name, words in self._bare.items():
            texts = cells[name].drop_nulls().str.strip_chars().unique(maintain_order=True).to_list()
            words.update(dict.fromkeys(text for text in texts if is_bare(text) and denies(text)))
            if any(map(shows_annex_i, texts)):
                self.of_annex_i.add(name)

    def none_words(self, settled: Mapping[str, Collection[str]]) -> dict[str, NoneWords]:
        """By column the words that say that there is none; ``settled``: what a mapping says of them."""
        return {
            name: NoneWords(
                words_for_none(name, settled, holds_annex_i=name in self.of_annex_i),
                tuple(bare)[:_MOST_WORDS],
            )
            for name, bare in self._bare.items()
        }


def entries_read(text: str, path: str, column: str, said: NoneWords) -> tuple[str, Problem | None]:
    """A cell as the contract writes it, or what is wrong with it.

    Args:
        text: of the cell.
        path: where it stands, for the problem.
        column: what the file calls it; "" where that is the name of the contract.
        said: which words of the column say that nothing was found.
    """
    if text == "[]" or (plain_word(text) in said.words and not is_doubted(text)):
        return "[]", None
    codes = codes_of(text)
    if is_bare(text) or _is_explicit(text):
        return "", _unclear(text, path, column, said.bare)
    if elsewhere := [code for code in codes if _third_sign(code) == _NATIONAL or _ARMS.fullmatch(code)]:
        what = N_("{value} is a number of a national list, not of Annex I")
        remedy = N_(
            "Write here what Annex I has for the item, [] if somebody looked and it has nothing, and the number into a column read as items.national_entries"
        )
        return "", new_problem(
            "entries_of_national_list", what, remedy, path=path, value=", ".join(elsewhere)
        )
    if column and (unread := [code for code in codes if normal_code(code) is None]):
        return "", _no_code(unread, path, column)
    return ";".join(codes), None


def _no_code(codes: list[str], path: str, column: str) -> Problem:
    """What is wrong with cells that hold no number of a control list; of those of the American list, how they are settled for the column."""
    american = [code for code in codes if _AMERICAN.fullmatch(code)]
    if american == codes:
        what = N_("{value} says that an item is in no entry of the American list, and nothing of Annex I")
        words = line_of_none(column, american)
        return new_problem(
            "entries_of_american_list", what, _SETTLED_AT_ONCE, path=path, value=", ".join(codes), words=words
        )
    if several := several_codes(", ".join(codes)):
        return replace(several, path=path)
    what = N_("{value} is no number of a control list")
    remedy = N_("Write the entry like 5A001.f.1, or leave the cell empty if nobody classified the item")
    return new_problem("entries_malformed", what, remedy, path=path, value=", ".join(codes)[:60])


def _unclear(text: str, path: str, column: str, bare: tuple[str, ...]) -> Problem:
    what = N_("“{value}” does not say whether the item was classified")
    if not column or not (denies(text) or _is_explicit(text)):
        remedy = N_(
            "Write [] if somebody classified it and it is in no entry, leave the cell empty if nobody did, or write the entry"
        )
        return new_problem("entries_unclear", what, remedy, path=path, value=text)
    return new_problem(
        "entries_unclear",
        what,
        _SETTLED_AT_ONCE,
        path=path,
        value=text,
        words=line_of_none(column, bare if text in bare else (text,)),
    )


def line_of_none(column: str, words: Collection[str]) -> str:
    """The line of a mapping that says which words of a column mean that nothing was found."""
    return f"{toml_text(column)} = [{', '.join(map(toml_text, words))}]"
