"""Names of countries and territories in our three languages.

The names come from the Unicode CLDR (Unicode License v3) through ``scripts/build_place_names.py``; names of
territories that have no ISO 3166-1 code are ours. What a place *is* in law stands in ``law/territories.toml``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_COLUMN = {"en": 0, "de": 1, "fr": 2}


@lru_cache(maxsize=1)
def place_names() -> dict[str, list[str]]:
    """Code of a place to its names, in the order English, German, French."""
    text = (Path(__file__).parent / "place_names.json").read_text(encoding="utf-8")
    names: dict[str, list[str]] = json.loads(text)
    return names


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place as a parameter of a sentence; ``code`` is the ISO code or that of a named territory."""

    code: str

    def in_language(self, language: str) -> str:
        """The name, with the code behind it: ``United Arab Emirates (AE)``."""
        names = place_names().get(self.code)
        return f"{names[_COLUMN[language]]} ({self.code})" if names else self.code
