"""Words of ours as patterns: whole ones with the endings of our languages, or beginnings of others."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from dualuse.assessment.namesakes import without_accents


def has_word(words: tuple[str, ...], texts: tuple[str | None, ...]) -> bool:
    """Whether one of the words stands in one of the texts, with or without accents; one that ends in ``*`` begins others."""
    if not words:
        return False
    pattern = pattern_of(words)
    return any(text and pattern.search(without_accents(text)) for text in texts)


_ENDINGS: Final = "(?:s|es|n|en|e|er|ern|x)?"
"""Of a plural or a case, in our languages."""


@lru_cache(maxsize=256)
def pattern_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words, or their beginnings where they end in ``*``; a space may be a hyphen or nothing."""

    def alternative(word: str) -> str:
        begun = word.removesuffix("*")
        spelt = "[ -]?".join(map(re.escape, without_accents(begun).split()))
        return spelt if begun != word else rf"{spelt}{_ENDINGS}(?!\w)"

    return re.compile(rf"(?<!\w)(?:{'|'.join(map(alternative, words))})")
