"""Where a text tells a place without a name for it: by a telephone number, a domain or the legal form of a firm.

Who writes another country into its field still writes the number that is answered, and the address mail goes to.
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
        "domains": AnyTable(_WORDS),
        "registers": AnyTable(_WORDS),
        "open_to_all": Table({"hosts": _WORDS}, {}),
        "legal_forms": AnyTable(Table({"forms": _WORDS, "also_of": _WORDS}, {})),
        "taxpayers": AnyTable(Table({"names": _WORDS, "digits": Each(NUMBER, least=1)}, {})),
    },
    {},
)
_TELEPHONE: Final = re.compile(r"(?<![\w+])\+(?P<number>\d[\d ()/.\u00a0-]{8,24}\d)(?!\d)")
_DIGITS: Final = range(10, 16)
"""Digits of a telephone number with the code of its country; temperatures and sums have fewer."""
_HOST: Final = re.compile(r"(?<![\w.-])(?:[\w.+-]+@|https?://|www\.)(?P<host>[\w-]+(?:\.[\w-]+)+)")

_ACCOUNT: Final = re.compile(r"(?<!\w)IBAN[ .:]{0,3}(?P<code>[A-Z]{2})\d{2}")
"""An account, whose number begins with the code of a country."""


@lru_cache(maxsize=4096)
def countries_of_contacts(text: str | None, country: str | None) -> frozenset[str]:
    """The codes of the places that contacts in a text tell.

    Args:
        text: as it is written.
        country: code of the country that is stated for what the text is about; a legal form that firms have there tells nothing.
    """
    return frozenset(_places_of_contacts(text, country)) if text else frozenset()


def countries_of_registers(identifiers: Mapping[str, str]) -> frozenset[str]:
    """The codes of the places in whose registers alone such identifiers are: by what they are called, or by how many digits they have besides."""
    names = {name.casefold() for name in identifiers}
    called = (code for code, names_there in _data()["registers"].items() if not names.isdisjoint(names_there))
    numbers = (_taxed_in(f"{name.upper()} {number}") for name, number in identifiers.items())
    return frozenset((*called, *chain.from_iterable(numbers)))


def _taxed_in(text: str) -> Iterator[str]:
    """The places where somebody pays taxes whose number stands in the text, behind what it is called there, in capitals: no inn with a telephone."""
    return (code for code in _data()["taxpayers"] if _taxpayer(code).search(text))


@lru_cache(maxsize=8)
def _taxpayer(code: str) -> re.Pattern[str]:
    numbers_of_country = _data()["taxpayers"][code]
    names = "|".join(map(re.escape, numbers_of_country["names"]))
    numbers = "|".join(rf"\d{{{digits}}}" for digits in numbers_of_country["digits"])
    return re.compile(rf"(?<!\w)(?:{names})[ \u00a0:.№#/-]{{0,3}}(?:{numbers})(?!\d)")


def _places_of_contacts(text: str, country: str | None) -> Iterator[str]:
    for match in _TELEPHONE.finditer(text):
        number = "".join(filter(str.isdigit, match["number"]))
        if len(number) in _DIGITS:
            yield from (
                code for code, prefixes in _data()["telephones"].items() if number.startswith(tuple(prefixes))
            )
    for match in _HOST.finditer(text.casefold()):
        if match["host"] not in _data()["open_to_all"]["hosts"]:
            end = match["host"].rpartition(".")[2]
            yield from (code for code, ends in _data()["domains"].items() if end in ends)
    yield from (match["code"] for match in _ACCOUNT.finditer(text) if match["code"] in _data()["domains"])
    yield from _taxed_in(text)
    for code, forms in _data()["legal_forms"].items():
        if country not in forms["also_of"] and _legal_form(code).search(text):
            yield code


@lru_cache(maxsize=8)
def _legal_form(code: str) -> re.Pattern[str]:
    """One of the legal forms in capitals, before a name that begins with one, or behind a name and nothing else."""
    forms = "|".join(map(re.escape, _data()["legal_forms"][code]["forms"]))
    return re.compile(
        rf"(?<!\w)(?:{forms})[ \u00a0][\"'«“„]?(?=[A-ZА-ЯЁ])|(?<!\w)[A-ZА-ЯЁ][\w-]+[»”\"']?[ ,]{{1,2}}(?:{forms})(?=\s*(?:$|[,;)]))"
    )


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return read_checked("free_text/contacts.toml", _FILE)
