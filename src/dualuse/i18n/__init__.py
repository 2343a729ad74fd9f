"""Sentences that reach a person, in every language, and names of places.

The English sentence is written where it belongs (in the module of an Article, in a data file) and marked with
:func:`N_`; ``gettext`` looks up its translation when a :class:`Message` is rendered. Codes and parameters are
stable and meant for machines, the text is for people and may be reworded.
"""

from __future__ import annotations

import gettext
import re
import struct
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from io import BytesIO
from typing import Any

from dualuse.data_folders import PACKAGE, DataError, only_these, path_in_package, read_bytes
from dualuse.i18n.brackets import named_in_brackets, of_brackets, without_point_brackets
from dualuse.i18n.citations import by_act, cited, is_citation, names_act, referred
from dualuse.i18n.days import is_day, short_day
from dualuse.i18n.languages import LANGUAGES, SPOKEN, language_of
from dualuse.i18n.places import PlaceName
from dualuse.i18n.singular import of_one

__all__ = [
    "LANGUAGES",
    "N_",
    "SPOKEN",
    "Count",
    "Figure",
    "Message",
    "Named",
    "PlaceName",
    "Term",
    "cited",
    "fill",
    "grouped",
    "join",
    "labelled",
    "language_of",
    "quoted",
    "referred",
    "render",
    "score",
    "semicolon",
    "short_day",
    "together",
    "translate",
]

_LOCALE = PACKAGE / "i18n" / "locale"


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "mark, do not translate yet"
    """Mark ``text`` for translation and return it unchanged."""
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence: a stable ``code``, its English ``text`` as a format string, and ``params`` for the
    braces.

    A parameter is a string, a number, a date, a :class:`PlaceName`, a :class:`Term`, a :class:`Figure`, another ``Message`` or
    a tuple of those.
    """

    code: str
    text: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def plain_params(self) -> dict[str, Any]:
        """The parameters as JSON values: places and nested messages as their codes."""
        return {name: _plain(value) for name, value in self.params.items()}

    def as_data(self, language: str) -> dict[str, Any]:
        """The sentence as JSON values: its code, its parameters, and its text in ``language``."""
        return {"code": self.code, "params": self.plain_params(), "text": render(self, language)}


@dataclass(frozen=True, slots=True)
class Count:
    """How many: a parameter that is written with the marks between thousands of each language."""

    value: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with a decimal point, and its unit: a parameter that is written with the decimal mark of each
    language."""

    text: str

    def in_language(self, language: str) -> str:
        """``4.5 µm`` is ``4,5 µm`` in German."""
        return re.sub(r"(?<=\d)\.(?=\d)", language_of(language).decimal, self.text)


class Term(ABC):
    """What data call by a ``code`` and people by words: a parameter of a sentence."""

    __slots__ = ()
    code: str

    @abstractmethod
    def in_language(self, language: str) -> str:
        """The words for it."""


@dataclass(frozen=True, slots=True)
class Named(Term):
    """A term with its name in each language, such as an index."""

    code: str
    names: Mapping[str, str]

    def in_language(self, language: str) -> str:
        """The name in a language, the English one where there is none."""
        return self.names.get(language, self.names["en"])


def score(value: float) -> Figure:
    """A likeness from 0 to 1 as a reader sees it, with two decimals."""
    return Figure(f"{value:.2f}")


def _plain(value: Any) -> Any:
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    if isinstance(value, (Message, PlaceName, Term)):
        return value.code
    if isinstance(value, Count):
        return value.value
    if isinstance(value, Figure):
        return value.text
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    return str(value)


@lru_cache(maxsize=8)
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    only_these(_LOCALE, *LANGUAGES)
    for folder in (_LOCALE / language, _LOCALE / language / "LC_MESSAGES"):
        if folder.is_dir():
            only_these(folder, "LC_MESSAGES", "dualuse.po", "dualuse.mo")
    compiled = _LOCALE / language / "LC_MESSAGES" / "dualuse.mo"
    if (
        not compiled.exists()
    ):  # a checkout in which nothing was compiled yet: a wheel says above what it lacks
        return gettext.NullTranslations()
    content = read_bytes(compiled)
    try:
        return gettext.GNUTranslations(BytesIO(content))
    except (OSError, ValueError, LookupError, struct.error):
        raise DataError(f"{path_in_package(compiled)}: the translations cannot be read") from None


@lru_cache(maxsize=20_000)
def translate(text: str, language: str = "en") -> str:
    """The sentence ``text`` (English) in ``language``, its citations as a reader writes them; English where
    no translation exists."""
    if not text:
        return ""
    written = cited(_catalogue(language).gettext(text), language)
    return without_point_brackets(written) if language == "fr" else written


def fill(text: str, language: str, /, **params: Any) -> str:
    """:func:`translate`, and its braces filled in, each parameter as the language writes it (see
    :class:`Message`); what counts one is said of one (:mod:`dualuse.i18n.singular`)."""
    template = translate(of_one(text, params), language)
    if not params:
        return template
    at_end = named_in_brackets(template) - _AS_STATED
    written = {name: _written(name, value, language) for name, value in params.items()}
    return template.format_map(
        {name: of_brackets(text) if name in at_end else text for name, text in written.items()}
    )


def _plain_text(value: Any, language: str) -> str:
    if isinstance(value, str):
        return translate(value, language) if is_citation(value) else str(value)
    if isinstance(value, date):
        return short_day(value, language)
    if isinstance(value, Message):
        return render(value, language)
    if isinstance(value, (PlaceName, Term, Figure)):
        return value.in_language(language)
    if isinstance(value, Count):
        return grouped(value.value, language)
    if isinstance(value, (tuple, list)):
        if all(isinstance(part, str) and is_citation(part) for part in value):
            return together(value, language, ", ")
        return join([_plain_text(part, language) for part in value])
    return str(value)


def semicolon(language: str) -> str:
    """The mark between parts of a row, with its spaces: French sets one before it."""
    return translate(N_("; "), language)


def together(citations: Sequence[str], language: str, between: str = "") -> str:
    """Several provisions in one line, each act named once: ``Art. 4(1); Regulation (EU) No 833/2014, Art.
    2(1), Art. 3k(1)``.

    ``between``: the mark between those that name no act; a semicolon where none is stated.
    """
    acts = by_act(citations)
    semicolons = semicolon(language)
    marks = (between or semicolons if not names_act(rows[0]) else ", " for rows in acts)
    written = ([translate(row, language) for row in rows] for rows in acts)
    return semicolons.join(mark.join(rows) for mark, rows in zip(marks, written, strict=True))


def labelled(label: str, text: str, language: str) -> str:
    """What ``label`` is said of, with the mark between them as the language writes it: ``Why: …``, ``Motifs :
    …``."""
    return fill(N_("{head}: {body}"), language, head=label, body=text)


_AS_STATED: frozenset[str] = frozenset(("reference", "name", "names", "file", "command"))
"""Parameters that others chose: one of them that has the form of a day is none."""


def _written(name: str, value: Any, language: str) -> str:
    if isinstance(value, str) and name not in _AS_STATED and is_day(value):
        return short_day(value, language)
    return _plain_text(value, language)


def grouped(number: int, language: str = "en") -> str:
    """A number with the marks between thousands: ``12,345``, in German ``12.345``, in French ``12 345``."""
    return f"{number:,}".replace(",", language_of(language).thousands)


def quoted(text: str, language: str) -> str:
    """A quotation in the quotation marks of ``language``: “…”, „…“, « … »."""
    return text.join(language_of(language).quotes)


def join(parts: list[str]) -> str:
    """Join parts of an enumeration with commas: the same in our languages."""
    return ", ".join(parts)


def render(message: Message, language: str = "en") -> str:
    """The text of ``message`` in ``language`` (one of :data:`LANGUAGES`), its parameters filled in."""
    if not message.params:
        return translate(message.text, language)
    return fill(message.text, language, **message.params)
