"""People who are called like a country or a town: ``Jordan Smith``, ``Mr. Israel``, ``Peter Jordan``.

In small letters, as texts are compared, a name alone tells nothing: what stands beside it must. A given name counts before a family
name that is known, a family name behind a title or a given name that is known; and only where the name begins (the text, a
part of it, or behind words such as "attn.") and ends there. ``Jordan, Mr. Smith``, ``in Jordan Smith builds`` and ``Siemens Israel``
name a country.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, NamedTuple

from dualuse.inputs.accents import without_accents
from dualuse.inputs.data_files import TEXT, Each, Table, read_checked

_NAMES: Final = Each(TEXT, least=1)
_FILE: Final = Table(
    {
        "of_places": Table({"given": _NAMES, "family": _NAMES}, {}),
        "names": Table({"given": _NAMES, "family": _NAMES}, {}),
        "before": Table({"titles": _NAMES, "persons": _NAMES}, {}),
        "behind": Table({"words": _NAMES, "of_family_names": _NAMES}, {}),
    },
    {},
)


class _Persons(NamedTuple):
    """What must stand beside a given name, and beside a family name, that is one of a place."""

    begins: re.Pattern[str]
    family_behind: re.Pattern[str]
    title_before: re.Pattern[str]
    given_before: re.Pattern[str]
    ends: re.Pattern[str]


def is_person(plain: str, start: int, end: int) -> bool:
    """Whether the name of a place at ``start`` to ``end`` is surely the name of a person.

    Args:
        plain: without accents and in lower case (``without_accents``).
        start, end: where the name stands in it.
    """
    name = plain[start:end]
    if name not in _of_places("given") | _of_places("family"):
        return False
    persons = _persons()
    near = max(0, start - _LOOKED_AT)
    if name in _of_places("given") and persons.family_behind.match(plain, end):
        return persons.begins.search(plain, near, start) is not None
    if name not in _of_places("family") or not persons.ends.match(plain, end):
        return False
    before = (persons.title_before, persons.given_before)
    return any(pattern.search(plain, near, start) is not None for pattern in before)


_LOOKED_AT: Final = 80
"""Letters before a name that are looked at: a role, two titles and a given name."""


_INITIALS: Final = r"[chjmrt]\.(?: ?[a-z]\.)?"
"""Not letters that stand for "in", "for" or a quarter of the sky: ``f. Israel``, ``S. Israel``."""


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return read_checked("free_text/persons.toml", _FILE)


@lru_cache(maxsize=2)
def _of_places(kind: str) -> frozenset[str]:
    return frozenset(map(without_accents, _data()["of_places"][kind]))


@lru_cache(maxsize=1)
def _persons() -> _Persons:
    data = _data()
    given, family = (_alternatives(data["names"][kind]) for kind in ("given", "family"))
    titles = rf"(?:{_alternatives(data['before']['titles'])})\.? "
    begins = rf"(?:^|[,;:!?(/\"] ?|(?<!\w)(?:{_alternatives(data['before']['persons'])})[.:]? ?:? )(?:{titles}){{0,2}}"
    words = _alternatives(data["behind"]["words"])
    ends = rf"(?=(?:'s)?(?: ?$| ?[,;:!?()/\"]|\.(?: |$)| (?:{words})(?!\w)))"
    firms = _alternatives(data["behind"]["of_family_names"])
    middle = rf"(?: [a-z]\.?| (?:{given}))?"
    return _Persons(
        begins=re.compile(rf"{begins}$"),
        family_behind=re.compile(rf"{middle} (?:{family})(?:-(?:{family}))?(?:{ends}| (?:{firms})(?!\w))"),
        title_before=re.compile(rf"{begins}{titles}(?:(?:{given}) )?$"),
        given_before=re.compile(rf"{begins}(?:(?:{given}){middle}|{_INITIALS}) $"),
        ends=re.compile(ends),
    )


def _alternatives(words: Iterable[str]) -> str:
    """One of the words; without the signs within them, too, as one reading of a text has them (``readings``)."""
    spelt = {without_accents(word) for word in words}
    spelt |= {_SIGNS_WITHIN.sub("", word) for word in spelt}
    return "|".join(map(re.escape, sorted(spelt, key=len, reverse=True)))


_SIGNS_WITHIN: Final = re.compile(r"(?<=[^\W\d_])[.-](?=[^\W\d_])")
