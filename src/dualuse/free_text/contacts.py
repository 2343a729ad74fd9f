"""Where a text tells a place without a name for it: by a telephone number, a domain, the legal form of a firm, or the mark of an aircraft or a ship.

Who writes another country into its field still writes the number that is answered, the address mail goes to, and for which aircraft a part is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from dualuse.inputs.data_files import NUMBER, TEXT, AnyTable, Each, Table, read_checked

_WORDS: Final = Each(TEXT, least=1)
_FILE: Final = Table(
    {
        "telephones": AnyTable(_WORDS),
        "telephones_on_the_way": AnyTable(_WORDS),
        "domains": AnyTable(_WORDS),
        "registers": AnyTable(_WORDS),
        "open_to_all": Table({"hosts": _WORDS}, {}),
        "legal_forms": AnyTable(
            Table({"forms": _WORDS, "also_of": _WORDS}, {"short": _WORDS, "beside": _WORDS})
        ),
        "taxpayers": AnyTable(Table({"names": _WORDS, "digits": Each(NUMBER, least=1)}, {})),
        "currencies": AnyTable(_WORDS),
        "numbers_within": AnyTable(TEXT),
        "area_codes": AnyTable(_WORDS),
        "craft": AnyTable(Table({"aircraft": TEXT, "call_signs": TEXT, "sea_numbers": _WORDS}, {})),
        "beside_craft": Table({"aircraft": _WORDS, "call_signs": _WORDS, "sea_numbers": _WORDS}, {}),
    },
    {},
)
_TELEPHONE: Final = re.compile(
    r"(?<![\w+.])(?:\+|00(?=(?:7|[2-689]\d|[2-689]\d\d)[ ()/.\u00a0-]))(?P<number>\d[\d ()/.\u00a0-]{8,24}\d)(?!\d)"
)
"""One with ``+``, or with ``00`` and the code of the country apart from what follows, which in an article number it is not."""
_CALLED: Final = re.compile(
    r"(?<![^\W\d_])(?:tele?(?:f|ph)on[eo]?\w*|tel|phone|fax|telefax|mobile?|mob|gsm|handy|ruf|call|whats ?app|viber|telegram"
    r"|тел|телефон\w*|факс|моб)[.:]{0,2}(?: ?(?:no|nr|number|num|n°|№)[.:]{0,2})?[ \u00a0]{0,2}(?:\+|00)(?P<number>\d[\d ()/.\u00a0-]{2,24}\d)(?!\d)",
    re.IGNORECASE,
)
"""A number behind a word for a telephone, in full or begun."""
_BEGUN: Final = re.compile(
    r"(?<![\w+.])(?<!to )(?<!bis )(?:\+|00)(?P<number>(?P<code>\d{1,3})(?:[ \u00a0./-]?\((?P<bracket>\d{2,4})\)|[ \u00a0./-](?P<area>\d{2,4}))(?:[ \u00a0./-]?\d[\d \u00a0./-]*\d|[ \u00a0./-]?\d))(?!\d)(?P<behind>(?! ?(?:[°%µ€$£]|(?:[a-z]{1,2}|mm2|bar|psi|rpm|ppm|kwh?|mbar|mpa|ghz|mhz|khz|eur|usd|chf|gbp|pcs|stk)(?!\w))))",
    re.IGNORECASE,
)
"""The beginning of a number, with a code of an area apart; behind a figure stands its unit, or a currency."""
_ANY_NUMBER: Final = re.compile(r"[+8]|00")
_DIGITS: Final = range(10, 16)
"""Digits of a telephone number with the code of its country; temperatures and sums have fewer."""
_HOST: Final = re.compile(r"(?<![\w.-])(?:[\w.+-]+@|https?://|www\.)(?P<host>[\w-]+(?:\.[\w-]+)+)")

_ACCOUNT: Final = re.compile(r"(?<!\w)IBAN[ .:]{0,3}(?P<code>[A-Z]{2})\d{2}")
"""An account, whose number begins with the code of a country."""
_BANK: Final = re.compile(
    r"(?<!\w)(?:(?i:swift|bic)(?:[ /-]?(?i:swift|bic|code)){0,2}|СВИФТ)[ .:№-]{0,3}[A-Z]{4}(?P<code>[A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?!\w)"
)
"""A bank, whose code has that of its country behind four letters."""


@lru_cache(maxsize=4096)
def countries_of_contacts(text: str | None, country: str | None, *, of_party: bool = False) -> frozenset[str]:
    """The codes of the places that contacts in a text tell.

    Args:
        text: as it is written.
        of_party: whether it is a name, an address or a number of a party, in which a figure behind ``+`` is a telephone number.
        country: code of the country that is stated for what the text is about; a legal form that firms have there tells nothing.
    """
    return frozenset(_places_of_contacts(text, country, of_party=of_party)) if text else frozenset()


def written_contacts(text: str) -> Iterator[str]:
    """The telephone numbers, addresses on the internet, accounts and banks in a text, as they are written."""
    for pattern in (_CALLED, _TELEPHONE, _BEGUN, _HOST, _ACCOUNT, _BANK):
        yield from (match[0] for match in pattern.finditer(text))


def countries_of_registers(identifiers: Mapping[str, str]) -> frozenset[str]:
    """The codes of the places in whose registers alone such identifiers are: by what they are called, or by how many digits they have besides."""
    names = {name.casefold() for name in identifiers}
    called = (code for code, names_there in _data()["registers"].items() if not names.isdisjoint(names_there))
    numbers = (_taxed_in(f"{name.upper()} {number}") for name, number in identifiers.items())
    return frozenset((*called, *chain.from_iterable(numbers)))


def countries_of_currency(currency: str | None) -> frozenset[str]:
    """The codes of the places whose own money a sale is paid in: hardly anybody else invoices in it."""
    return frozenset(code for code, moneys in _data()["currencies"].items() if currency in moneys)


def _taxed_in(text: str) -> Iterator[str]:
    """The places where somebody pays taxes whose number stands in the text, behind what it is called there, in capitals: no inn with a telephone."""
    return (code for code in _data()["taxpayers"] if _taxpayer(code).search(text))


@lru_cache(maxsize=8)
def _taxpayer(code: str) -> re.Pattern[str]:
    numbers_of_country = _data()["taxpayers"][code]
    names = _alternatives(numbers_of_country["names"])
    numbers = "|".join(rf"\d{{{digits}}}" for digits in numbers_of_country["digits"])
    return re.compile(rf"(?<!\w)(?:{names})[ \u00a0:.№#/-]{{0,3}}(?:{numbers})(?!\d)")


def _places_of_contacts(text: str, country: str | None, *, of_party: bool) -> Iterator[str]:
    yield from _called_in(text, country)
    yield from _called_on_the_way(text, of_party=of_party)
    for match in _HOST.finditer(text.casefold()):
        if match["host"] not in _data()["open_to_all"]["hosts"]:
            end = match["host"].rpartition(".")[2]
            yield from (code for code, ends in _data()["domains"].items() if end in ends)
    for pattern in (_ACCOUNT, _BANK):
        yield from (match["code"] for match in pattern.finditer(text) if match["code"] in _data()["domains"])
    yield from _taxed_in(text)
    for code, forms in _data()["legal_forms"].items():
        written = (*forms["forms"], *forms.get("short", ()))
        if (
            country not in forms["also_of"]
            and any(form in text for form in written)
            and _legal_form(code).search(text)
        ):
            yield code


def _called_in(text: str, country: str | None) -> Iterator[str]:
    """The places whose telephone numbers stand in the text: whole ones, begun ones, and such as are dialled within the country."""
    if not _ANY_NUMBER.search(text):
        return
    whole = (_digits(match["number"]) for match in _TELEPHONE.finditer(text))
    numbers = [number for number in whole if len(number) in _DIGITS]
    numbers += (_digits(match["number"]) for match in _CALLED.finditer(text))
    for number in dict.fromkeys(numbers):
        yield from (
            code for code, prefixes in _data()["telephones"].items() if number.startswith(tuple(prefixes))
        )
    for match in _BEGUN.finditer(text):
        begun = match["code"] + (match["bracket"] or match["area"])
        yield from (code for code, areas in _data()["area_codes"].items() if begun in areas)
    yield from (
        code
        for code, pattern in _data()["numbers_within"].items()
        if country != code and re.search(rf"(?<![\w+.-]){pattern}(?!\d)", text)
    )


def _called_on_the_way(text: str, *, of_party: bool) -> Iterator[str]:
    """The places to which goods often go on whose telephone numbers surely stand in the text."""
    if not _ANY_NUMBER.search(text):
        return
    whole = (match["number"] for match in _TELEPHONE.finditer(text) if of_party or "(" in match["number"])
    called = (match["number"] for match in _CALLED.finditer(text))
    for number in dict.fromkeys(map(_digits, chain(whole, called))):
        if len(number) in _DIGITS:
            yield from (
                code
                for code, prefixes in _data()["telephones_on_the_way"].items()
                if number.startswith(tuple(prefixes))
            )


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


@lru_cache(maxsize=4096)
def countries_of_craft(text: str, about: str) -> frozenset[str]:
    """The codes of the places in which an aircraft or a ship is registered whose mark a text tells.

    Args:
        text: as it is written.
        about: what else is said of the item, in which a word for an aircraft may stand: without one a mark of an aircraft is a number of an article.
    """
    return frozenset(_places_of_craft(text, about)) if text else frozenset()


def _places_of_craft(text: str, about: str) -> Iterator[str]:
    flies = _speaks_of_aircraft(text) or _speaks_of_aircraft(about)
    sails = {kind: _beside_craft(kind).search(text) is not None for kind in ("call_signs", "sea_numbers")}
    if not (flies or any(sails.values())):
        return
    for code, marks in _data()["craft"].items():
        if (
            (flies and _mark(marks["aircraft"]).search(text))
            or (sails["call_signs"] and _mark(marks["call_signs"]).search(text))
            or (sails["sea_numbers"] and _mark(rf"(?:{'|'.join(marks['sea_numbers'])})\d{{6}}").search(text))
        ):
            yield code


@lru_cache(maxsize=4096)
def _speaks_of_aircraft(text: str) -> bool:
    return _beside_craft("aircraft").search(text) is not None


@lru_cache(maxsize=4)
def _beside_craft(kind: str) -> re.Pattern[str]:
    """A word for aircraft, for a call sign or for a number of a ship's radio."""
    return re.compile(rf"(?<![^\W\d_])(?:{_alternatives(_data()['beside_craft'][kind])})", re.IGNORECASE)


@lru_cache(maxsize=64)
def _mark(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])")


@lru_cache(maxsize=8)
def _legal_form(code: str) -> re.Pattern[str]:
    """One of the legal forms in capitals, before a name that begins with one, or behind a name and nothing else."""
    table = _data()["legal_forms"][code]
    forms, ends = _alternatives(table["forms"]), r"(?=\s*(?:$|[,;)]))"
    behind = rf"(?<!\w)[A-ZА-ЯЁ][\w-]+[»”\"']?[ ,]{{1,2}}(?:{forms}){ends}"
    if "short" in table:  # before a name such letters are those of a person ("C.A. Meyer GmbH")
        beside, short = _alternatives(table["beside"]), _alternatives(table["short"])
        return re.compile(rf"{behind}|(?<!\w)(?i:{beside}) [^,;]{{1,60}}[ ,]{{1,2}}(?:{short}){ends}")
    return re.compile(rf"(?<!\w)(?:{forms})[ \u00a0][\"'«“„]?(?=[A-ZА-ЯЁ])|{behind}")


def _alternatives(words: list[str]) -> str:
    return "|".join(map(re.escape, words))


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return read_checked("free_text/contacts.toml", _FILE)
