"""The words and marks of ``headers.toml`` and ``locales.toml`` beside this module; of ``words.toml``, those of columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product
from typing import Final

from dualuse.data_folders import DataError, data_file
from dualuse.inputs.data_files import read_toml
from dualuse.schema.tables.columns import column_path
from dualuse.schema.tables.word_tables import plain_word, word_table, words_of_tables


def plain_header(text: str) -> str:
    """As :func:`plain_word`; a word for number in front is written as one: ``N°``, ``Nº``, ``No.``, ``Numéro de``, ``Num.``."""
    number = _NUMBER.match(text.strip())
    return plain_word(text) if number is None else "no" + plain_word(text.strip()[number.end() :])


_NUMBER: Final = re.compile(
    r"(?:n(?:[°ºo]\b|[°º])\.?|num[ée]ro\b|num\b\.?)\s*(?:de\s+l['’]|d['’]|de\s|du\s)?\s*(?=\w)", re.IGNORECASE
)


@lru_cache(maxsize=1)
def _headers() -> dict[str, str]:
    """Plain names of columns to columns of the contract."""
    columns: dict[str, str] = {}
    for column, names in read_toml(data_file("schema/tables/headers.toml")).items():
        if column_path(column) is None:
            raise DataError(f"headers.toml: {column} is no column of the contract")
        for name in names:
            if columns.setdefault(plain_header(name), column) != column:
                raise DataError(f"headers.toml: {name} stands under two columns")
    return columns


def column_called(name: str) -> str:
    """The column of the contract that ``name`` is a usual name of, or is itself; "" where it is none.

    Of a name in two lines ("Warenempfänger: Land") it is the part of the party that the first line names.
    """
    if column_path(name) is not None:
        return name
    if column := _headers().get(_usual(name), ""):
        return column
    group, mark, part = name.partition(OF_GROUP)
    return _column_of_group(group, part) if mark else ""


OF_GROUP: Final = ": "
"""Between the two lines of a name (:mod:`dualuse.schema.tables.two_lines`)."""


def _column_of_group(group: str, part: str) -> str:
    party, _, is_name = column_called(group).rpartition(".")
    if is_name != "name" or not party.startswith(("parties.", "exporter")):
        return ""
    column = f"{party}.{usual_property(without_number(part))}"
    return column if column_path(column) is not None else ""


def _usual(name: str) -> str:
    """The plain usual name that ``name`` is, or is an abbreviation of: "Auftr.Dat" of "Auftragsdatum"; else its own plain form.

    Parts are written out only where one of them ends in a point, and where all that they may stand for are the same column.
    """
    plain, headers = plain_header(name), _headers()
    if plain in headers or not _ABBREVIATED.search(name):
        return plain
    parts = [part for part in re.split(r"[\s._/-]+", name.strip()) if part]
    ways = [(plain_word(part), *_written_out().get(plain_word(part), ())) for part in parts[:_MOST_PARTS]]
    usual = [whole for way in product(*ways) if (whole := "".join(way)) in headers]
    return usual[0] if usual and len({headers[whole] for whole in usual}) == 1 else plain


_ABBREVIATED: Final = re.compile(r"[^\W\d_]{2}\.")
_MOST_PARTS: Final = 4


@lru_cache(maxsize=1)
def _written_out() -> dict[str, tuple[str, ...]]:
    """Parts of names that are cut short, to the plain words that they may stand for."""
    return {
        plain_word(part): tuple(map(plain_word, words))
        for part, words in words_of_tables()["abbreviations"].items()
    }


@lru_cache(maxsize=1)
def _days() -> tuple[str, ...]:
    return tuple(map(plain_header, read_toml(data_file("schema/tables/headers.toml"))["date"]))


def preferred_day(names: Sequence[str]) -> str:
    """Of columns that are each called a day, the one by which rows are judged: nearest to the day on which goods leave.

    Args:
        names: of columns for which :func:`column_called` says ``date``, one at least.
    """
    places = {plain: place for place, plain in enumerate(_days())}
    # The name of the contract, written as there, is before all.
    return min(names, key=lambda name: -1 if column_path(name) else places[_usual(name)])


@dataclass(frozen=True, slots=True)
class HeaderSearch:
    """What a header is found by: the names of a mapping, where there is one, else usual names.

    ``has_mapping``: a mapping is stated, or asked for, so that the table is an export whatever its names are. ``rows``: the
    first rows with anything in them, one of which is the header.
    """

    mapped: frozenset[str] = frozenset()
    has_mapping: bool = False
    rows: int = 30

    def is_export(self, names: Iterable[str]) -> bool:
        """Whether a table is one that a program wrote by names of its own: none is a path, two are usual names."""
        names = tuple(names)
        if self.has_mapping:
            return True
        if has_paths(names):
            return False
        has_own = any(column_called(name) and column_path(name) is None for name in names)
        return has_own and self.known(names) > 1

    def row_of_header(self, rows: Iterable[Sequence[str]]) -> int:
        """Which of the first rows that are not empty is the header: the first with most known names, if it has two at least."""
        best, most = 0, 1
        for number, names in enumerate(islice(rows, self.rows)):
            if has_paths(names) and not self.mapped:
                return number if most == 1 else best
            if (known := self.known(names)) > most:
                best, most = number, known
        return best

    def known(self, names: Iterable[str]) -> int:
        """How many of these names are known."""
        if self.mapped:
            lower = {name.partition(OF_GROUP)[2] for name in self.mapped}
            return len((self.mapped | lower).intersection(filter(None, names)))
        return len({column for name in names if (column := column_called(name))})


def has_paths(names: Iterable[str]) -> bool:
    """Whether columns are named by paths of a transaction, as nobody else names them."""
    return any("." in name and column_path(name) is not None for name in names)


def names_apart(names: Iterable[str]) -> tuple[str, ...]:
    """The names of columns, each once: those that several have with a number behind them, nameless ones by their place."""
    names = tuple(names)
    times, seen = Counter(names), Counter[str]()
    apart: list[str] = []
    for place, name in enumerate(names, 1):
        seen[name] += 1
        new = name if name and times[name] == 1 else f"{name or 'column'} ({seen[name] if name else place})"
        while new in apart or (new != name and new in times):
            new += "'"
        apart.append(new)
    return tuple(apart)


@dataclass(frozen=True, slots=True)
class Locale:
    """How numbers and days are written: the mark before decimals, the order of day, month and year; "": not said."""

    decimal: str = ""
    days: str = ""


NOTHING_STATED: Final = Locale()


@lru_cache(maxsize=1)
def locales() -> dict[str, Locale]:
    """By name: ``de``, ``en-US``."""
    return {name: Locale(**row) for name, row in read_toml(data_file("schema/tables/locales.toml")).items()}


GERMAN_LIST: Final = "german"


def other_list(header: str) -> str:
    """Of which other list than Annex I a column holds the codes (``german``, ``american``), or that its name does not say of which (``unsaid``); "" where of none."""
    return word_table("other_list").get(plain_word(header), "")


def is_american_tariff(header: str) -> bool:
    """Whether a column is called after the tariff of the United States, whose numbers are those of the Union in six digits alone."""
    return plain_word(header) in word_table("american_tariff")


def may_hold_customs_codes(header: str) -> bool:
    """Whether a column is called so that customs codes may stand in it, and by no usual name of theirs."""
    plain, table = plain_word(header), words_of_tables()["of_customs"]
    is_meant, is_other = (any(part in plain for part in table[parts]) for parts in ("parts", "not"))
    return is_american_tariff(header) or (is_meant and not is_other)


def value_in_currency(header: str) -> str:
    """The currency in the name of a column of values ("Wert EUR", "Betrag (CHF)", "Nettowert in USD"); "" where none is."""
    value, currency = _with_currency(header)
    return currency if column_called(value) == "items.value" else ""


def _with_currency(header: str) -> tuple[str, str]:
    """A name without the currency at its end, and that currency; the name itself and "" where none is there."""
    match = _IN_CURRENCY.fullmatch(header.strip())
    if match is None or match["code"] not in frozenset(word_table("currencies").values()):
        return header, ""
    return match["value"], match["code"]


def may_be_amount(header: str) -> bool:
    """Whether a column is called after an amount, which is money or a quantity: "Amount"."""
    return plain_word(header) in word_table("amounts")


def is_unit_price(header: str) -> bool:
    """Whether a column is called what one of the quantity costs: "Unit Price", "Einzelpreis EUR"; that is not the value of a line."""
    return plain_word(_with_currency(header)[0]) in _names_of_prices("headers")


def may_be_unit_price(header: str) -> bool:
    """Whether a column is called a price of which its name does not say whether it is that of one, of a hundred, or of the line."""
    return is_unit_price(header) or plain_word(_with_currency(header)[0]) in _names_of_prices("may_be")


def currency_of_price(header: str) -> str:
    """The currency in the name of a column of prices; "" where none is."""
    return _with_currency(header)[1] if may_be_unit_price(header) else ""


def changes_a_price(header: str) -> bool:
    """Whether a column is called so that quantity times price is not the value: a discount, a surcharge, the quantity that a price is for."""
    return any(plain_word(part) in plain_word(header) for part in words_of_tables()["unit_price"]["changes"])


def is_price_of_piece(header: str) -> bool:
    """Whether a column is called the price of a piece, which says nothing of a quantity that is measured."""
    return any(
        plain_word(part) in plain_word(header) for part in words_of_tables()["unit_price"]["of_pieces"]
    )


@lru_cache(maxsize=4)
def _names_of_prices(table: str) -> frozenset[str]:
    return frozenset(map(plain_word, words_of_tables()["unit_price"][table]))


_IN_CURRENCY: Final = re.compile(
    r"(?P<value>.*?\w\.?)[\s_/-]*(?:[\s_/-]|[(\[]|\b(?:in|en)\s)\s*(?P<code>[A-Z]{3})[)\]]?"
)


def is_vague(header: str) -> bool:
    """Whether a usual name is a wide one, which gives way to a closer one of the same."""
    return plain_word(header) in word_table("vague")


def may_name_somebody(header: str) -> bool:
    """Whether a column is called so that names of those who take part may stand in it."""
    plain, table = plain_word(header), words_of_tables()["somebody"]
    is_number = _NUMBER.match(header.strip()) is not None or plain.endswith(
        tuple(map(plain_word, table["not"]))
    )
    is_country = is_country_of_somebody(header)
    return not is_number and not is_country and any(plain_word(part) in plain for part in table["parts"])


def speaks_of_control(header: str) -> bool:
    """Whether a column is called after codes of a list, an end use, or what blocks or permits an export."""
    plain, table = plain_word(header), words_of_tables()["of_control"]
    is_meant, is_other = (
        any(plain_word(part) in plain for part in table[parts]) for parts in ("parts", "not")
    )
    return is_meant and not is_other


def says_no(cell: str) -> bool:
    """Whether a cell of a column that speaks of control (:func:`speaks_of_control`) is empty or says no."""
    plain = plain_word(cell)
    return not plain or any(
        plain in word_table(table) for table in ("says_no", "not_listed", "not_in_german_list")
    )


def is_country_of_somebody(header: str) -> bool:
    """Whether a column is called a country, and may be the destination or that of a party."""
    return plain_word(header) in word_table("some_country")


def without_number(header: str) -> str:
    """A name as it is without the number of a column of which a file has several: "Land" of "Land 2", "Land (2)", "Land2", "Land.1"."""
    numbered = re.fullmatch(r"(.*[^\W\d_])[\s._-]*(?:\(\d{1,2}\)|\d{1,2})'*", header.strip())
    return numbered[1] if numbered else header


def is_of_address(header: str) -> bool:
    """Whether a column is called a part of an address beside the country: a town, a street, a postal code."""
    return plain_word(without_number(header)) in word_table("of_address")


def names_a_country(header: str) -> bool:
    """Whether a column is called a country of any kind but that from which goods come: "Livraison - Pays", "Land (Lager)"."""
    table = words_of_tables()["country_words"]
    words = [plain_word(word) for word in re.findall(r"[^\W_]+", header)]
    is_country = any(word in table["words"] or word.endswith(tuple(table["ends"])) for word in words)
    return is_country and not any(part in plain_word(header) for part in table["origin"])


def says_where_goods_go(header: str) -> bool:
    """Whether a column is called the country to which goods are delivered."""
    parts = words_of_tables()["country_words"]["goods"]
    return names_a_country(header) and any(part in plain_word(header) for part in parts)


def usual_property(header: str) -> str:
    """The property of a party that a column of a list of parties is usually called by (``name``, ``country``); "" for others."""
    path = column_called(header)
    if path.startswith(("parties.", "exporter.")):
        return path.rpartition(".")[2] if path.endswith((".name", ".country", ".address")) else ""
    return word_table("of_party").get(plain_word(header), "") or (
        "country" if is_country_of_somebody(header) else ""
    )


def several_places(name: str) -> str:
    """The codes of the countries that answer to a name, "" where that are not several."""
    return word_table("several").get(plain_word(name), "")
