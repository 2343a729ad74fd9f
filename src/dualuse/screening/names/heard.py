"""Given names, and some family names, as another script writes them by ear: data, in ``heard_names.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Final

_ARABIC_WAYS: Final = str.maketrans(
    {"ی": "ي", "ى": "ي", "ې": "ي", "ک": "ك", "أ": "ا", "إ": "ا", "ٱ": "ا", "آ": "ا", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ـ": ""}
)  # fmt: skip
_MARKS: Final = re.compile("[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")


@lru_cache(maxsize=1)
def heard_names() -> dict[str, dict[str, tuple[str, ...]]]:
    """By script: a name in its letters, and the Latin spellings that it stands for."""
    data = tomllib.loads((files(__package__) / "heard_names.toml").read_text(encoding="utf-8"))
    return {
        script: {plain_letters(name): tuple(latin.split()) for name, latin in names.items()}
        for script, names in data.items()
    }


def plain_letters(name: str) -> str:
    """A name in Arabic or Hebrew letters without marks, and with one letter where languages use several."""
    return _MARKS.sub("", name).translate(_ARABIC_WAYS)


def read_by_ear(word: str, script: str) -> str | None:
    """The Latin word for a name known in this script; nothing for any other word."""
    found = heard_names()[script].get(plain_letters(word))
    return found[0] if found else None
