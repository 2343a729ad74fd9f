"""Fields of a file of findings or of a programme, one by one: each malformed one is a problem with its place and a remedy, and all are
told at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from dualuse.i18n import N_, Message
from dualuse.inputs.problem_words import FIELD_PROBLEMS, NO_LIST, UNKNOWN_FIELD, UNKNOWN_VALUE
from dualuse.inputs.problems import Problem, problem_of, suggestion

NOBODY_STATES: Final = N_("nobody is named who states this")
NAME_THE_PERSON: Final = N_("Name the person: person in the file, --person, or DUALUSE_PERSON")
NO_QUESTION: Final = N_("there is no question {name}")
LONGEST: Final = 4000
"""Characters of one text; more belongs into evidence."""
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*")
_FORGING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Fields:
    """The fields of one mapping at ``path``; what is wrong is added to ``problems``.

    ``strict``: a text that is stated holds something, and only what can be printed. Of a mapping that is none, nothing else is told.
    """

    def __init__(
        self, data: Any, known: Iterable[str], path: str, problems: list[Problem], *, strict: bool = False
    ) -> None:
        self._path = path
        self._problems = problems
        self._strict = strict
        self.is_group = isinstance(data, dict)
        """Whether it is a mapping at all."""
        self._data: Mapping[str, Any] = data if isinstance(data, dict) else {}
        if not self.is_group:
            self._refuse_as("", "dict_type")
        known = tuple(known)
        for name in self._data:
            if name not in known:
                self.refuse(
                    str(name),
                    "unknown_field",
                    UNKNOWN_FIELD,
                    suggestion(str(name), known),
                    name=str(name)[:60],
                )

    def group(self, name: str, known: Iterable[str]) -> Fields:
        """The fields of the mapping that a field holds; of one that is missing, its own are not asked for."""
        if self.has(name):
            return Fields(self._data[name], known, self.path(name), self._problems, strict=self._strict)
        if self.is_group:
            self._refuse_as(name, "missing")
        absent = Fields({}, known, self.path(name), self._problems, strict=self._strict)
        absent.is_group = False
        return absent

    def path(self, name: str) -> str:
        """The place of a field, as errors name it."""
        return f"{self._path}.{name}" if self._path else name

    def has(self, name: str) -> bool:
        """Whether the field is stated; ``null`` is the same as left out."""
        return self._data.get(name) is not None

    def value(self, name: str) -> Any:
        """The field as it stands."""
        return self._data.get(name)

    def text(self, name: str, needed: bool = False, most: int = LONGEST) -> str:
        """A text in one line, of at most so many characters; white space becomes single spaces."""
        value = self._data.get(name)
        if value is None:
            return self._missing(name) if needed else ""
        if not isinstance(value, str):
            return self._refuse_as(name, "string_type")
        text = " ".join(value.split())
        if self._strict and not text:
            return self._refuse_as(name, "string_too_short")
        if any(map(self._is_refused, text)):
            return self._refuse_as(name, "text_control")
        if not text and needed:
            return self._missing(name)
        if len(text) > most:
            return self._refuse_as(name, "string_too_long")
        return text

    def _is_refused(self, character: str) -> bool:
        if self._strict:
            return not character.isprintable()
        return unicodedata.category(character) == "Cc" or character in _FORGING

    def one_of(self, name: str, known: tuple[str, ...], needed: bool = False) -> str:
        """One of the words that are known."""
        value = self._data.get(name)
        if value is None:
            return self._missing(name) if needed else ""
        if not isinstance(value, str) or value not in known:
            shown = str(value).lower() if isinstance(value, bool) else str(value)
            return self.refuse(name, "unknown_value", UNKNOWN_VALUE, suggestion("", known), value=shown[:60])
        return value

    def day(self, name: str, needed: bool = False, moments: bool = False) -> str:
        """A day (ISO), or, where ``moments`` are taken, a moment of it; "" where it is left out."""
        text = self.text(name, needed)
        if not text:
            return ""
        try:
            if moments and _MOMENT.fullmatch(text):
                datetime.fromisoformat(text)
                return text
            day = date.fromisoformat(text).isoformat()
        except ValueError:
            return self._refuse_as(name, "date_malformed", value=text[:60])
        if self._strict and day != text:
            return self._refuse_as(name, "date_malformed", value=text[:60])
        return day

    def past_day(self, name: str) -> str:
        """A day that is not to come; "" where it is left out."""
        text = self.day(name)
        tomorrow = date.today() + timedelta(days=1)  # somewhere it is that already
        if text and date.fromisoformat(text) > tomorrow:
            self.refuse(
                name,
                "date_to_come",
                N_("{value} is still to come"),
                N_("Write the day on which it was seen"),
                value=text,
            )
        return text

    def rows(self, name: str) -> list[tuple[Any, str]]:
        """The rows of a list, each with its place."""
        value = self._data.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.refuse(name, "rows_type", NO_LIST, N_("Write a list of groups of fields"))
            return []
        return [(row, f"{self.path(name)}[{number}]") for number, row in enumerate(value)]

    def refuse(self, name: str, code: str, text: str, remedy: str | Message, /, **params: Any) -> str:
        """Add a problem of the field, or of the group where ``name`` is ""; gives "", the text that was refused."""
        path = self.path(name) if name else self._path
        todo = remedy if isinstance(remedy, Message) else Message(f"remedy.{code}", remedy, params)
        self._problems.append(problem_of(Message(code, text, params), todo, path))
        return ""

    def _refuse_as(self, name: str, code: str, **params: Any) -> str:
        """Refuse a field with the sentences of its code."""
        return self.refuse(name, code, *FIELD_PROBLEMS[code], **params)

    def _missing(self, name: str) -> str:
        return self._refuse_as(name, "missing") if self.is_group else ""
