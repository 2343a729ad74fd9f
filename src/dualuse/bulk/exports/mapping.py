"""How the columns of an export are read, guessed from their names, and what is missing then."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from dualuse.bulk.exports.unit_prices import QUANTITY, UNIT_PRICE, VALUE, price_guessed
from dualuse.schema.tables.columns import BAD_HEADING
from dualuse.schema.tables.export_words import (
    NOTHING_STATED,
    Locale,
    column_called,
    currency_of_price,
    is_country_of_somebody,
    is_of_address,
    is_vague,
    may_be_amount,
    may_name_somebody,
    names_a_country,
    other_list,
    preferred_day,
    says_where_goods_go,
    value_in_currency,
    without_number,
)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """``columns``: names of the file to columns of the contract, one or several; none for those that are not read.

    ``every_row``: by column of the contract the cell that each row has; ``locale``: how numbers and days are written, as
    far as it is stated; ``not_listed``: by column of the file the words that say that somebody found the item in no entry.
    ``left_out``: columns that a person has left out in a file of ``--map``; what is guessed leaves nothing out on purpose.
    ``fill_down``: columns of the file that the further lines of an order leave blank, and that are then those of its first.
    ``left_out_before``: those that a file guessed by an earlier release leaves out, and that this one would read or hold rows for.
    """

    columns: Mapping[str, tuple[str, ...]]
    locale: Locale = NOTHING_STATED
    every_row: Mapping[str, str] = field(default_factory=dict)
    not_listed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: frozenset[str] = field(default=frozenset(), compare=False)
    left_out_before: tuple[str, ...] = field(default=(), compare=False)
    fill_down: tuple[str, ...] = ()

    @property
    def read(self) -> dict[str, tuple[str, ...]]:
        """The columns that are read, and as what."""
        return {name: columns for name, columns in self.columns.items() if columns}

    def reads(self, column: str) -> bool:
        """Whether the rows have a column of the contract."""
        has_price = column == VALUE and self.price != ""
        return (
            has_price
            or column in self.every_row
            or any(column in columns for columns in self.columns.values())
        )

    @property
    def price(self) -> str:
        """The column of the file that is read as what one of the quantity costs; "" where none is."""
        return next((name for name, columns in self.columns.items() if UNIT_PRICE in columns), "")


_NAMED: Final = re.compile("name|nom", re.IGNORECASE)
_NAME_BESIDE: Final = re.compile(r"(name|nom)\s*1?(?:\s*\(\d+\)|\.\d+)?", re.IGNORECASE)
"""What SAP calls the name beside the number of a partner; with a number where several partners have one."""


_CURRENCY: Final = "items.currency"
_NUMBER_OF_ORDER: Final = "name"
_LINES_OF_ORDER: Final = "order_line/"


def guessed(names: Sequence[str], locale: Locale) -> ColumnMapping:
    """The mapping of columns with these names; two names for the same are both not read, but of days one is (``preferred_day``).

    Of "Warenempfänger" and "Name Warenempfänger" the first is the number of the customer: the one that says "name" is read; so is
    "Name 1" where it stands beside "Warenempfänger", as SAP writes its lists.
    Where one column alone says where the goods go, it is read for the destination and, where there is a name of one, for the country of
    the consignee. In an order that Odoo exports by the names of its fields, "name" is its number. "Land" behind the name of a party is its country where another column says where the goods go, and where each party
    of the file has one, with a number behind it or without ("Land", "Land 2"). A value whose currency stands in its name ("Wert EUR") is
    read with it, where no column has the currency of each row. The price of one is read for the value where no column has that (``price_guessed``). An "Amount" is money beside a quantity and a currency.
    """
    called = {
        name: column_called(name) or (VALUE if value_in_currency(name) else "")
        for name in names
        if name not in BAD_HEADING
    }
    if _NUMBER_OF_ORDER in called and any(name.startswith(_LINES_OF_ORDER) for name in names):
        called[_NUMBER_OF_ORDER] = "reference"
    if {QUANTITY, _CURRENCY} <= {*called.values()}:
        called |= {name: VALUE for name, column in called.items() if not column and may_be_amount(name)}
    meant: dict[str, list[str]] = {}
    for name, column in called.items():
        meant.setdefault(column, []).append(name)
    read = {column: _only(column, of_column) for column, of_column in meant.items() if column}
    columns: dict[str, tuple[str, ...]] = {
        name: (column,) if read.get(column) == name else () for name, column in called.items()
    }
    for name, beside in pairwise(names):
        of_party = columns.get(name, ("",))[:1]
        is_party = bool(of_party) and of_party[0].endswith(".name") and not _NAMED.search(name)
        if is_party and _NAME_BESIDE.fullmatch(beside.strip()) and columns.get(beside) == ():
            columns[name], columns[beside] = (), of_party
    if price := price_guessed(tuple(called), read):
        columns[price] = (UNIT_PRICE,)
    columns |= _countries_beside_names(names, columns, has_destination=bool(read.get(_DESTINATION)))
    of_both = "" if _DESTINATION in meant else read.get(_CONSIGNEE_COUNTRY, "")
    if of_both:  # the reverse is not so: goods for one country may be consigned to somebody in another
        # A country alone makes no party: of a consignee without a name, nobody could be screened.
        is_named = any(_CONSIGNEE_NAME in of_name for of_name in columns.values())
        columns[of_both] = (_DESTINATION, *([_CONSIGNEE_COUNTRY] if is_named else []))
    of_value = value_in_currency(read.get(VALUE, "")) or currency_of_price(price)
    has_own = _CURRENCY in meant or not of_value
    return ColumnMapping(columns, locale, {} if has_own else {_CURRENCY: of_value})


def _countries_beside_names(
    names: Sequence[str], columns: Mapping[str, tuple[str, ...]], *, has_destination: bool
) -> dict[str, tuple[str, ...]]:
    """The columns called "Land" that stand behind the name of a party whose country no other one says.

    Directly behind it where the file has a column of its own for the destination: it can be that of nobody else. Where several parties
    have one each and none is left over, it is that of the party before it, its town and street between them or not.
    """
    of_each = _countries_behind_parties(names, columns, past_addresses=True)
    if len(of_each) > 1 and not any(name not in of_each for name in _countries_unread(names, columns)):
        return of_each
    return _countries_behind_parties(names, columns, past_addresses=False) if has_destination else {}


def _countries_behind_parties(
    names: Sequence[str], columns: Mapping[str, tuple[str, ...]], *, past_addresses: bool
) -> dict[str, tuple[str, ...]]:
    """The columns of countries by the party before them; none of those that stand beside each other, of which nobody knows whose each is."""
    read = {column for of_name in columns.values() for column in of_name}
    unread = _countries_unread(names, columns)
    beside: dict[str, tuple[str, ...]] = {}
    party = ""
    for name, behind in pairwise((*names, "")):
        (column, *others) = columns.get(name) or ("",)
        if name in unread:
            if party and behind not in unread and f"{party}.country" not in read:
                beside[name] = (f"{party}.country",)
            party = ""
        elif column.endswith(".name") and not others:
            party = column.removesuffix(".name")
        elif not (past_addresses and party and (not column or column == f"{party}.address")) or (
            not column and not is_of_address(name)
        ):
            party = ""
    return beside


def _countries_unread(names: Sequence[str], columns: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The columns that are called a country, that of the destination or of a party, and are not read."""
    return tuple(name for name in names if columns.get(name) == () and _is_some_country(name))


def _is_some_country(name: str) -> bool:
    """Whether a column is called a country of somebody or of the goods: "State" may be California, "Region/Land" one of the Länder."""
    plain = without_number(name)
    is_country = is_country_of_somebody(name) or is_country_of_somebody(plain)
    return is_country and names_a_country(plain) and "region" not in plain.casefold()


def columns_of_parties_unread(mapping: ColumnMapping, names: Sequence[str]) -> tuple[str, ...]:
    """The columns that are not read, and called so that they may hold a party or a country that is read from no other column."""
    return tuple(
        name
        for name in names
        if not mapping.columns.get(name)
        and name not in mapping.left_out
        and (may_name_somebody(name) or names_a_country(without_number(name)))
        and not mapping.reads(column_called(name))
    )


_DATE: Final = "date"
_ENTRIES: Final = "items.entries"
_DESTINATION: Final = "destination"
_CONSIGNEE_COUNTRY: Final = "parties.consignee.country"
_CONSIGNEE_NAME: Final = "parties.consignee.name"
_END_USER: Final = {_CONSIGNEE_NAME: "parties.end_user.name", _CONSIGNEE_COUNTRY: "parties.end_user.country"}


def days_not_read(mapping: ColumnMapping) -> tuple[str, ...]:
    """The columns that are called a day too, and are not read."""
    return tuple(
        name for name, columns in mapping.columns.items() if not columns and column_called(name) == _DATE
    )


def columns_of_other_lists(mapping: ColumnMapping) -> dict[str, str]:
    """The columns with codes of another list (:func:`other_list`) that are not read, where none is read with those of Annex I."""
    if mapping.reads(_ENTRIES):
        return {}
    lists = {name: other_list(name) for name, columns in mapping.columns.items() if not columns}
    return {name: of for name, of in lists.items() if of}


def columns_of_entries(mapping: ColumnMapping) -> tuple[str, ...]:
    """The columns of the file that are read as the entries of Annex I."""
    return tuple(name for name, columns in mapping.read.items() if _ENTRIES in columns)


def line_of_entries(name: str) -> str:
    """The line of a mapping by which a column is read as the entries of Annex I."""
    return toml_line(name, (_ENTRIES,))


def column_of_day(mapping: ColumnMapping) -> str:
    """The column that the day of a row is read from; "" where none is."""
    return next((name for name, columns in mapping.read.items() if _DATE in columns), "")


def column_of_both(mapping: ColumnMapping) -> str:
    """The column that is read for the destination and for the country of a party; "" where none is."""
    return next(
        (
            name
            for name, columns in mapping.read.items()
            if _DESTINATION in columns and any(column.startswith("parties.") for column in columns)
        ),
        "",
    )


@dataclass(frozen=True, slots=True)
class NoDestination:
    """No column is read as the destination.

    ``name``: the one that may be it, "" where none is called so; ``line``: of the mapping; ``whole``: the same where all parties
    without a country are there too, "" where that is no other line; ``read_as``: what the column is read as, "" where as nothing.
    """

    name: str = ""
    line: str = ""
    whole: str = ""
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class NoCountry:
    """Parties have names, and no column says in which country they are.

    ``names``: the columns of their names; ``fields``: those that are missing; ``column``: the one column of countries that the file
    has, that of the destination aside where there is another, "" where it has none or several; ``line``: of the mapping, where that is their country too.
    """

    names: tuple[str, ...]
    fields: tuple[str, ...]
    column: str = ""
    line: str = ""


def destination_missing(mapping: ColumnMapping, names: Sequence[str]) -> NoDestination | None:
    """What a person is to say where no row has a destination; None where the mapping reads one.

    Args:
        mapping: of the file.
        names: of its columns.
    """
    if mapping.reads(_DESTINATION):
        return None
    unread = [name for name in names if not mapping.columns.get(name)]
    of_goods = [name for name in unread if says_where_goods_go(name)]
    countries = of_goods or _columns_of_countries(mapping, names)
    countries = [name for name in countries if name in unread] or countries
    if len(countries) > 1:
        countries = [
            name for name in countries if mapping.columns.get(name) == (_CONSIGNEE_COUNTRY,)
        ] or countries
    if len(countries) != 1 or (countries[0] not in unread and any(map(names_a_country, unread))):
        return NoDestination()
    (name,) = countries
    parties = [*_countries_missing(mapping)]
    if of_goods and not mapping.reads(_CONSIGNEE_COUNTRY):
        parties = [*dict.fromkeys((_CONSIGNEE_COUNTRY, *parties))]
    of_both = parties[:1] if not of_goods or _CONSIGNEE_COUNTRY in parties else []
    first = (*mapping.columns[name], _DESTINATION) if name not in unread else (_DESTINATION, *of_both)
    # Where the consignee is named the end user, too, it sits there as well; a country without a name makes no party.
    of_end_user = (_END_USER_COUNTRY,) if len(parties) > 1 and lines_of_end_user(mapping) else ()
    whole = tuple(dict.fromkeys((*first, *parties, *of_end_user)))
    read_as = ", ".join(mapping.columns.get(name, ()))
    return NoDestination(
        name, toml_line(name, first), toml_line(name, whole) if whole != first else "", read_as
    )


def country_missing(mapping: ColumnMapping, names: Sequence[str]) -> NoCountry | None:
    """What a person is to say of parties without a country; None where each has one, or the destination is asked first.

    Args:
        mapping: of the file.
        names: of its columns.
    """
    missing = _countries_missing(mapping)
    if not missing or not mapping.reads(_DESTINATION):
        return None
    countries = _columns_of_countries(mapping, names)
    # Beside the column of the destination, one of a party is the nearer guess.
    of_parties = [name for name in countries if mapping.columns.get(name) != (_DESTINATION,)]
    countries = of_parties or countries
    column = countries[0] if len(countries) == 1 else ""
    line = toml_line(column, (*mapping.columns.get(column, ()), *missing)) if column else ""
    return NoCountry(tuple(missing.values()), tuple(missing), column, line)


def lines_of_end_user(mapping: ColumnMapping) -> tuple[str, ...]:
    """The lines of a mapping by which the consignee is the end user, too; () where no consignee is read, or an end user is."""
    if not mapping.reads(_CONSIGNEE_NAME) or any(map(mapping.reads, _END_USER.values())):
        return ()
    return tuple(
        toml_line(name, (*columns, *(_END_USER[column] for column in columns if column in _END_USER)))
        for name, columns in mapping.read.items()
        if not _END_USER.keys().isdisjoint(columns)
    )


_END_USER_COUNTRY: Final = "parties.end_user.country"
_ROLES: Final = ("consignee", "end_user", "purchaser")


def _countries_missing(mapping: ColumnMapping) -> dict[str, str]:
    """The fields of countries of parties that have a name and none is read for, to the column of the name."""
    named = {column: name for name, columns in mapping.read.items() for column in columns}
    return {
        f"parties.{role}.country": named[f"parties.{role}.name"]
        for role in _ROLES
        if f"parties.{role}.name" in named and not mapping.reads(f"parties.{role}.country")
    }


def _columns_of_countries(mapping: ColumnMapping, names: Sequence[str]) -> list[str]:
    """The columns that hold the country of the goods or of a party, and those that may."""
    return [
        name
        for name in names
        if any(
            column == _DESTINATION or _COUNTRY_OF_PARTY.fullmatch(column)
            for column in mapping.columns.get(name, ())
        )
        or (not mapping.columns.get(name) and (is_country_of_somebody(name) or _is_some_country(name)))
    ]


_COUNTRY_OF_PARTY: Final = re.compile(r"parties\.\w+\.country")


def _only(column: str, names: Sequence[str]) -> str:
    """The name by which a column is read; "" where several may be meant. A wide name gives way to a closer one."""
    if column == _DATE:
        return preferred_day(names)
    names = [name for name in names if not is_vague(name)] or names
    if len(names) > 1 and column.endswith(".name"):
        names = [name for name in names if _NAMED.search(name)]
    return names[0] if len(names) == 1 else ""


def toml_line(name: str, columns: Sequence[str]) -> str:
    """The line of a mapping for a column of the file; ``columns``: those of the contract that it is."""
    if len(columns) > 1:
        return f"{toml_text(name)} = [{', '.join(map(toml_text, columns))}]"
    return f"{toml_text(name)} = {toml_text(columns[0] if columns else '')}"


def fill_down_line(names: Sequence[str]) -> str:
    """The line of a mapping by which columns are filled from the row above."""
    return f"fill_down = [{', '.join(map(toml_text, names))}]"


_ESCAPES: Final = {"\\": "\\\\", '"': '\\"'}


def toml_text(text: str) -> str:
    """A text as TOML writes it."""
    signs = (
        _ESCAPES.get(sign, sign) if sign.isprintable() or sign == "\u00a0" else f"\\U{ord(sign):08x}"
        for sign in text
    )
    return '"' + "".join(signs) + '"'
