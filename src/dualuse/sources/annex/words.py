"""How Annex I marks its parts in a language: notes, definitions, codes kept free, and the marks of its lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dualuse.data_folders import data_file
from dualuse.inputs.data_files import read_toml

ENTRY: Final = re.compile(r"[0-9][A-E][0-9]{3}")
PATH: Final = re.compile(r"[0-9][A-E][0-9]{3}(?:\.[0-9a-z]{1,3})*")
MARK: Final = re.compile(r"\(?([0-9]{1,3}|[a-z]{1,2})[.)]")
MARKED: Final = re.compile(r"\(?([0-9]{1,3}|[a-z])[.)]\s+(?=\S)")
"""A paragraph that begins with its mark."""

_SHORT_ENDS: Final = r"(?=\s*[\d:]|\s*$|\s+[0-9][A-E][0-9]{3})"
_NUMBERED: Final = r"\s*(?:\d+(?![\dA-Z])\.?)?\s*:?"
_SCOPE: Final = re.compile(rf"(?!N\.?B)\D{{0,40}}\d{{0,2}}\D{{0,40}}?({PATH.pattern})")
"""A note whose first words name a provision; what "N.B." names is somewhere else."""


_JOINING: Final = "and|or|und|oder|et|ou|y|o|e|en|of|och|og|eller|ja|tai|oraz|lub|a|nebo|alebo|in|ali|i|ili|és|vagy|sau|și|ir|un|vai|või|u|jew|agus"
"""The words that join an item of a list to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language, as patterns that match at the beginning of a text."""

    annex: re.Pattern[str]
    note: re.Pattern[str]
    definitions: re.Pattern[str]
    not_used: re.Pattern[str]
    category: re.Pattern[str]


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str | list[str]]]:
    return read_toml(data_file("sources/annex/wording.toml"))


def languages() -> tuple[str, ...]:
    """The languages in which the published text can be read."""
    return tuple(_table())


@lru_cache(maxsize=8)
def words(language: str) -> Words:
    """The words of ``language``, one of :func:`languages`."""
    row = _table()[language]
    sure, short = "|".join(row["notes"]), "|".join(row["short_notes"])
    return Words(
        annex=re.compile(rf"{row['annex']}\b(?![.\d])"),
        # "Note 1:", "N.B.2.", "Technical Notes"; not "Note that …": a short head needs what marks it as one.
        note=re.compile(rf"(?:(?:{sure})(?![a-z])|(?:{short}){_SHORT_ENDS}){_NUMBERED}"),
        definitions=re.compile(rf"(?:{row['definitions']})", re.IGNORECASE),
        not_used=re.compile(rf"(?:{row['not_used']})\W*(?:{_JOINING})?\W*$", re.IGNORECASE),
        category=re.compile(rf"(?:{row['category']})\b"),
    )


def is_not_used(text: str, language: str = "en") -> bool:
    """Whether a provision says only that its code is kept free."""
    return bool(words(language).not_used.match(text)) if language in languages() else False


def named_scope(note: str, within: str, reached: str) -> str:
    """The provision that a note names first, where it lies between ``within`` and ``reached``; else ``within``.

    A page may set a note beside the list whose last provision it is about: the note itself says which.
    """
    match = _SCOPE.match(note)
    named = match[1] if match else ""
    return named if is_within(reached, named) and is_within(named, within) else within


def is_within(path: str, other: str) -> bool:
    """Whether ``path`` is ``other`` or lies under it."""
    return bool(other) and (path == other or path.startswith(other + "."))


def successor(mark: str) -> str:
    """The mark after ``mark``: ``b`` after ``a``, ``10`` after ``9``; "" after ``z``."""
    if mark.isdigit():
        return str(int(mark) + 1)
    return chr(ord(mark) + 1) if len(mark) == 1 and mark != "z" else ""


def is_first(mark: str) -> bool:
    """Whether a list begins with ``mark``."""
    return mark in ("a", "1")


def same_kind(mark: str, other: str) -> bool:
    """Whether both are numbers, or both letters."""
    return mark.isdigit() == other.isdigit()


def is_before(mark: str, other: str) -> bool:
    """Whether a list has ``mark`` somewhere before ``other``; both are of one kind."""
    return int(mark) < int(other) if mark.isdigit() else (len(mark), mark) < (len(other), other)
