"""Where a text tells a country by the adjective of a buyer or a site: ``our Chinese customer``, ``türkische Tochter``, ``client chinois``.

Alone an adjective tells nothing: goods are Turkish, carpets, and ways to cook. It counts right beside a word for who gets the goods or where
they stand, with one word between them at most (``client final chinois``), in the order of any of our languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from dualuse.free_text.country_names import NamedCountry
from dualuse.inputs.accents import without_accents
from dualuse.inputs.data_files import TEXT, AnyTable, Each, Table, read_checked

_WORDS: Final = Each(TEXT, least=1)
_FILE: Final = Table(
    {"adjectives": AnyTable(_WORDS), "beside": Table({"words": _WORDS, "behind_for": _WORDS}, {})}, {}
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SHORTEST: Final = 4
"""Letters of the shortest beginning of an adjective."""


def countries_of_buyers(plain: str) -> Iterator[NamedCountry]:
    """The countries of buyers and sites that a text without accents tells by an adjective; from the adjective to the word, or back."""
    if not any(map(_codes, _WORD.findall(plain))):
        return
    words = list(_WORD.finditer(plain))
    for position, word in enumerate(words):
        if not (codes := _codes(word[0])) or _OF_A_NAME.match(plain, word.end()):
            continue
        near = [*words[max(position - 2, 0) : position], *words[position + 1 : position + 3]]
        for other in near:
            start, end = min(word.start(), other.start()), max(word.end(), other.end())
            if (
                (_is_buyer(other[0]) or (_is_firm(other[0]) and _FOR.search(plain, 0, start)))
                and not _APART.search(plain, start, end)
                and not _KNIFE.match(plain, end)
            ):
                yield NamedCountry(start, end, codes)


_APART: Final = re.compile(r"[^\w\s'’-]")
"""A sign that ends a phrase: the words do not belong together."""


_OF_A_NAME: Final = re.compile(r"[ -](?:columbia|airways|airlines|express|samoa|indians?\b)")
"""Behind an adjective it is part of the name of something else: ``British Columbia``, ``American Express``."""
_KNIFE: Final = re.compile(r"[ -]?(?:kni[fv]e|messer|style|surplus|green)")
"""Behind an army it is goods that are called after it."""


@lru_cache(maxsize=4096)
def _codes(word: str) -> frozenset[str]:
    whole, begun = _adjectives()
    parts = (begun.get(word[:length], ()) for length in range(_SHORTEST, len(word) + 1))
    return frozenset((*whole.get(word, ()), *(code for codes in parts for code in codes)))


@lru_cache(maxsize=4096)
def _is_buyer(word: str) -> bool:
    return _spelt_like("words").fullmatch(word) is not None


@lru_cache(maxsize=4096)
def _is_firm(word: str) -> bool:
    return _spelt_like("behind_for").fullmatch(word) is not None


_FOR: Final = re.compile(
    r"(?<!\w)(?:for|to|fuer|fur|an|pour|para|per|dla|voor|для)(?: (?:an?|the|our|der|die|das|den|einen?|eine[rs]?|unser\w*|une?|le|la|les|el|il|notre|una?|nuestr[ao]|een|het|onze))? $"
)
"""Says for whom something is; who makes it stands without that."""


@lru_cache(maxsize=1)
def _adjectives() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The codes by whole words, and by beginnings."""
    whole: dict[str, tuple[str, ...]] = {}
    begun: dict[str, tuple[str, ...]] = {}
    for code, adjectives in _data()["adjectives"].items():
        for adjective in map(without_accents, adjectives):
            table, spelt = (begun, adjective[:-1]) if adjective.endswith("*") else (whole, adjective)
            table[spelt] = (*table.get(spelt, ()), code)
    return whole, begun


@lru_cache(maxsize=2)
def _spelt_like(name: str) -> re.Pattern[str]:
    """One of the words of a list."""
    words = sorted(map(without_accents, _data()["beside"][name]))
    return re.compile(
        "|".join(re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words)
    )


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return read_checked("free_text/adjectives.toml", _FILE)
