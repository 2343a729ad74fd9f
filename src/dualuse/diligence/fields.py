"""Fields of a findings file, one by one: each malformed one is a problem with its place and a remedy, and all are told at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import Problem, new_problem, suggestion

LONGEST: Final = 4000
"""Characters of one text; more belongs into evidence."""
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*")
_FORGING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Fields:
    """The fields of one mapping at ``path``; what is wrong is added to ``problems``."""

    def __init__(self, data: Any, known: Iterable[str], path: str, problems: list[Problem]) -> None:
        self._path = path
        self._problems = problems
        self._data: Mapping[str, Any] = data if isinstance(data, dict) else {}
        if not isinstance(data, dict):
            self.refuse(
                "", "dict_type", N_("this is not a group of fields"), N_("Write fields as name: value")
            )
        known = tuple(known)
        for name in self._data:
            if name not in known:
                problems.append(
                    new_problem(
                        "unknown_field",
                        N_("there is no field called {name}"),
                        suggestion(str(name), known),
                        path=self.path(str(name)),
                        name=str(name)[:60],
                    )
                )

    def path(self, name: str) -> str:
        """The place of a field, as errors name it."""
        return f"{self._path}.{name}" if self._path else name

    def has(self, name: str) -> bool:
        """Whether the field is stated; ``null`` is the same as left out."""
        return self._data.get(name) is not None

    def value(self, name: str) -> Any:
        """The field as it stands."""
        return self._data.get(name)

    def text(self, name: str, needed: bool = False) -> str:
        """A text in one line; white space becomes single spaces."""
        value = self._data.get(name)
        if value is None:
            return self._missing(name) if needed else ""
        if not isinstance(value, str):
            return self.refuse(name, "string_type", N_("this is not text"), N_("Write a text in quotes"))
        text = " ".join(value.split())
        if any(unicodedata.category(character) == "Cc" or character in _FORGING for character in text):
            return self.refuse(
                name, "text_control", N_("the text holds control characters"), N_("Write it without them")
            )
        if not text and needed:
            return self._missing(name)
        if len(text) > LONGEST:
            return self.refuse(
                name,
                "string_too_long",
                N_("the text is too long"),
                N_("Shorten it and keep the rest as evidence"),
            )
        return text

    def one_of(self, name: str, known: tuple[str, ...], needed: bool = False) -> str:
        """One of the words that are known."""
        value = self._data.get(name)
        if value is None:
            return self._missing(name) if needed else ""
        if not isinstance(value, str) or value not in known:
            shown = str(value).lower() if isinstance(value, bool) else str(value)
            remedy = Message("remedy.one_of", N_("Use one of: {words}"), {"words": known})
            return self.refuse(
                name, "unknown_value", N_("{value} is not known here"), remedy, value=shown[:60]
            )
        return value

    def day(self, name: str, moments: bool = False) -> str:
        """A day (ISO), or, where ``moments`` are taken, a moment of it; "" where it is left out."""
        text = self.text(name)
        if not text:
            return ""
        try:
            if moments and _MOMENT.fullmatch(text):
                datetime.fromisoformat(text)
            else:
                text = date.fromisoformat(text).isoformat()
        except ValueError:
            return self.refuse(
                name,
                "date_malformed",
                N_("{value} is not a date"),
                N_("Write year-month-day, for instance 2026-11-24"),
                value=text[:60],
            )
        return text

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
            self.refuse(name, "rows_type", N_("this is not a list"), N_("Write a list of groups of fields"))
            return []
        return [(row, f"{self.path(name)}[{number}]") for number, row in enumerate(value)]

    def refuse(self, name: str, code: str, text: str, remedy: str | Message, /, **params: Any) -> str:
        """Add a problem of the field, or of the group where ``name`` is ""; gives "", the text that was refused."""
        todo = remedy if isinstance(remedy, Message) else Message(f"remedy.{code}", remedy, params)
        path = self.path(name) if name else self._path
        self._problems.append(Problem(Message(code, text, params), todo, path))
        return ""

    def _missing(self, name: str) -> str:
        return self.refuse(name, "missing", N_("the field is missing"), N_("Add it"))
