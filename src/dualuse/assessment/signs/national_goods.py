"""Whether a description is of goods that a national list names, of an item that is stated to be on none (Arts 9(1), 10(1)).

The list is that of the exporter's State, and of the State from which the items leave. A description is compared with the titles of its entries, word by
word, and with what trade calls such goods (``national_goods.toml``), as far as the entry reaches the destination. Of a list whose text was not read the words that
several States took over count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from dualuse.assessment.control_lists import on_national_list
from dualuse.assessment.member_state import responsible_state
from dualuse.assessment.signs.texts_of_use import called
from dualuse.data_folders import data_file
from dualuse.free_text.patterns import has_word
from dualuse.free_text.readings import readings
from dualuse.free_text.what_it_is import says_what_it_is
from dualuse.inputs.accents import without_accents
from dualuse.inputs.data_files import FLAG, TEXT, Each, Table, read_toml
from dualuse.law.states import Jurisdiction, NationalEntry, jurisdiction, known_jurisdictions
from dualuse.schema.transaction import Item, Transaction
from dualuse.version import legal_derivation

_FILE: Final = "assessment/signs/national_goods.toml"
_ROWS: Final = Table(
    {
        "rows": Each(
            Table(
                {"codes": Each(TEXT), "words": Each(TEXT, least=1)},
                {
                    "beside": Each(TEXT, least=1),
                    "unless": Each(TEXT, least=1),
                    "elsewhere": FLAG,
                    "itself": FLAG,
                },
            )
        )
    },
    {},
)
_KNOWN: Final = "known"
_NOT_READ: Final = "exists_unknown_content"
"""What is known of the list of a State."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalGoods:
    """What trade calls goods of national lists. ``codes``: ``DE:5A911``; ``elsewhere``: lists that were not read may have them, too;
    ``itself``: of the item itself, not of what goes with it; ``beside``: one of these words stands in the description as well;
    ``unless``: none of these does."""

    codes: tuple[str, ...]
    words: tuple[str, ...]
    beside: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    elsewhere: bool = False
    itself: bool = False

    def are_described(self, description: str) -> bool:
        """Whether a description is of them."""
        is_called = says_what_it_is if self.itself else _has_word
        return (
            is_called(self.words, description)
            and (not self.beside or has_word(self.beside, (description,)))
            and not has_word(self.unless, (description,))
        )


def _has_word(words: tuple[str, ...], description: str | None) -> bool:
    return has_word(words, (description,))


@lru_cache(maxsize=1)
def national_goods() -> tuple[NationalGoods, ...]:
    """All rows of the file.

    Raises:
        DataError: a field has a slip in its name, or an entry is in no national list.
    """
    data = read_toml(data_file(_FILE))
    _ROWS.check(data, _FILE)
    return tuple(
        NationalGoods(
            codes=tuple(row["codes"]),
            words=tuple(row["words"]),
            beside=tuple(row.get("beside", ())),
            unless=tuple(row.get("unless", ())),
            elsewhere=row.get("elsewhere", False),
            itself=row.get("itself", False),
        )
        for row in data["rows"]
    )


@dataclass(frozen=True, slots=True)
class _Described:
    """``codes``: entries, ``DE:5A911``, of the goods that a description is of; ``elsewhere``: lists that were not read may have them."""

    codes: frozenset[str]
    elsewhere: bool


@lru_cache(maxsize=4096)
def _described(description: str) -> _Described:
    rows = tuple(row for row in national_goods() if row.are_described(description))
    titled = frozenset(code for code, title in _titles() if _repeats(description, title))
    return _Described(
        titled.union(*(row.codes for row in rows)),
        any(row.elsewhere for row in rows)
        or any(not titled.isdisjoint(row.codes) for row in national_goods() if row.elsewhere),
    )


@lru_cache(maxsize=1)
def _titles() -> tuple[tuple[str, frozenset[str]], ...]:
    """The entries of all lists, each with the words of its title."""
    states = filter(None, map(jurisdiction, known_jurisdictions()))
    return tuple(
        (f"{state.code}:{entry.code}", _words_of(entry.title))
        for state in states
        for entry in state.national_entries.values()
    )


def _repeats(description: str, title: frozenset[str]) -> bool:
    """Whether all words of a title stand in a description, in whichever order."""
    return any(title <= _words_of(plain) for plain in readings(description))


@lru_cache(maxsize=8192)
def _words_of(text: str) -> frozenset[str]:
    """The words of a text without what stands in every text, and without the endings of the plural."""
    words = _WORD.findall(without_accents(text))
    return frozenset(word.removesuffix("s") for word in words if word not in _EVERYWHERE)


_WORD: Final = re.compile(r"[^\W_]+")
_EVERYWHERE: Final = frozenset(
    ["a", "an", "and", "or", "of", "the", "to", "for", "in", "with", "from", "their", "its"]
)


def may_be_national_goods(description: str) -> bool:
    """Whether a description is of goods of any national list."""
    described = _described(description)
    return bool(described.codes) or described.elsewhere


@legal_derivation("Art. 9(1)", "Art. 10(1)")
def is_described_as_national(transaction: Transaction, item: Item, day: date) -> bool:
    """Whether an item that is stated to be on no national list is described as goods of that of the exporter's State, or of the State from which it leaves."""
    if on_national_list(item) is not False:
        return False
    described = _described(called(item))
    return any(_may_name(state, described, transaction.destination, day) for state in _states(transaction))


def _states(transaction: Transaction) -> Iterator[Jurisdiction]:
    places = (transaction.located_in, transaction.dispatched_from)
    of_places = (jurisdiction(place) for place in places if place is not None)
    return (state for state in (responsible_state(transaction), *of_places) if state is not None)


def _may_name(state: Jurisdiction, described: _Described, destination: str | None, day: date) -> bool:
    """Whether the list of a State has goods so described that are for the destination."""
    if state.list_status == _NOT_READ:
        return described.elsewhere
    return state.list_status == _KNOWN and any(
        _reaches(entry, destination, day)
        for entry in state.national_entries.values()
        if f"{state.code}:{entry.code}" in described.codes
    )


def _reaches(entry: NationalEntry, destination: str | None, day: date) -> bool:
    return destination is None or entry.reaches(destination, day) is not False
