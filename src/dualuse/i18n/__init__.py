"""Sentences that reach a person, in every language, and names of places.

The English sentence is written where it belongs (in the module of an Article, in a data file) and marked with
:func:`N_`; ``gettext`` looks up its translation when a :class:`Message` is rendered. Codes and parameters are
stable and meant for machines, the text is for people and may be reworded.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from dualuse.i18n.languages import LANGUAGES, SPOKEN, language_of
from dualuse.i18n.places import PlaceName

__all__ = [
    "LANGUAGES",
    "N_",
    "SPOKEN",
    "Count",
    "Message",
    "PlaceName",
    "grouped",
    "join",
    "language_of",
    "render",
    "translate",
]

_LOCALE = Path(__file__).parent / "locale"


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "mark, do not translate yet"
    """Mark ``text`` for translation and return it unchanged."""
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence: a stable ``code``, its English ``text`` as a format string, and ``params`` for the braces.

    A parameter is a string, a number, a date, a :class:`PlaceName`, another ``Message`` or a tuple of those.
    """

    code: str
    text: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def plain_params(self) -> dict[str, Any]:
        """The parameters as JSON values: places and nested messages as their codes."""
        return {name: _plain(value) for name, value in self.params.items()}


@dataclass(frozen=True, slots=True)
class Count:
    """How many: a parameter that is written with the marks between thousands of each language."""

    value: int


def _plain(value: Any) -> Any:
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    if isinstance(value, (Message, PlaceName)):
        return value.code
    if isinstance(value, Count):
        return value.value
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    return str(value)


@lru_cache(maxsize=8)
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("dualuse", localedir=str(_LOCALE), languages=[language], fallback=True)


@lru_cache(maxsize=20_000)
def translate(text: str, language: str = "en") -> str:
    """The sentence ``text`` (English) in ``language``; English where no translation exists."""
    return _catalogue(language).gettext(text) if text else ""


def _shown(value: Any, language: str) -> str:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Message):
        return render(value, language)
    if isinstance(value, PlaceName):
        return value.in_language(language)
    if isinstance(value, Count):
        return grouped(value.value, language)
    if isinstance(value, (tuple, list)):
        return join([_shown(part, language) for part in value])
    return str(value)


def grouped(number: int, language: str = "en") -> str:
    """A number with the marks between thousands: ``12,345``, in German ``12.345``, in French ``12 345``."""
    return f"{number:,}".replace(",", language_of(language).thousands)


def join(parts: list[str]) -> str:
    """Join parts of an enumeration with commas: the same in our languages."""
    return ", ".join(parts)


def render(message: Message, language: str = "en") -> str:
    """The text of ``message`` in ``language`` (one of :data:`LANGUAGES`), its parameters filled in."""
    template = translate(message.text, language)
    if not message.params:
        return template
    return template.format_map({name: _shown(value, language) for name, value in message.params.items()})
