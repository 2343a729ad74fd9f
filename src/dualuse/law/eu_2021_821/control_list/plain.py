"""Plain words of our own about the entries, the surveillance families, the categories and the groups of Annex I.

They guide, they do not define: only the Official Journal is authentic. English where a language has none.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse.data_folders import only_these
from dualuse.i18n import LANGUAGES
from dualuse.inputs.data_files import read_language

_WORDS: Final = Path(__file__).with_name("words")
_FILES: Final = ("entries_0_to_2", "entries_3_to_9", "families")


@lru_cache(maxsize=16)
def _read(name: str, language: str) -> dict[str, Any]:
    only_these(_WORDS, *(f"{file}.{known}.toml" for file in _FILES for known in LANGUAGES))
    return read_language(_WORDS, f"{name}.{{}}.toml", language)


def plain_words(entry: str, language: str) -> str:
    """What an entry (five characters) is, in plain words; "" where none are written."""
    name = "entries_0_to_2" if entry[:1] in "012" else "entries_3_to_9"
    return str(_read(name, language)["entries"].get(entry, ""))


def family_words(language: str) -> dict[str, dict[str, Any]]:
    """By name of a surveillance family: ``title``, ``does``, ``ordinary``, ``misuse``, and the codes in ``entries``."""
    families: dict[str, dict[str, Any]] = _read("families", language)["families"]
    return families


def about(section: str, key: str, language: str) -> str:
    """A sentence on a category (section ``categories``) or a group of entries (``groups``); "" where none is written."""
    return str(_read("families", language)[section].get(key, ""))
