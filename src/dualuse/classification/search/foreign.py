"""Official languages of which no lines are at hand: a text in one of them cannot be compared, and is not "not listed" for that.

Told by py3langid (BSD-3), whose model comes in its wheel; it is loaded when a text is met of which most words are unknown.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

OFFICIAL: Final = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr"),
    *("hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv"),
)
_SURE: Final = 0.5
"""Likelihood from which a language is believed. No development case, all in English, reaches it for another language."""
_MOST: Final = 2_000
"""Characters that are looked at."""


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(OFFICIAL))
    return identifier


def foreign_language(text: str, at_hand: Collection[str]) -> str:
    """The official language (two letters) that ``text`` is probably in, where it is none of ``at_hand``; else ""."""
    language, likelihood = _identifier().classify(text[:_MOST])
    return language if language not in at_hand and likelihood >= _SURE else ""
