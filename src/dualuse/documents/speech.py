"""How a document speaks its language: sentences, places, days, numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dualuse.i18n import LANGUAGES, N_, PlaceName, fill, grouped, labelled, language_of, semicolon, translate
from dualuse.i18n.days import rewritten_days
from dualuse.i18n.statuses import ANSWER, ANSWERS_OF
from dualuse.schema.units import counted_as

_NUMBER: Final = re.compile(r"(-?)(\d+)(?:\.(\d+))?")


@dataclass(frozen=True, slots=True)
class Speech:
    """One of our languages; another one is spoken in English, as every label must be in some language."""

    language: str

    @classmethod
    def in_language(cls, language: str) -> Speech:
        """The speech for the language of an assessment."""
        return cls(language if language in LANGUAGES else "en")

    def say(self, sentence: str, /, **params: Any) -> str:
        """A marked sentence in this language, its braces filled."""
        return fill(sentence, self.language, **params)

    def word(self, words: dict[str, str], key: str) -> str:
        """The word for a key; a key that has none stands for itself."""
        return translate(words[key], self.language) if key in words else key

    def label(self, words: str) -> str:
        """``Why: ``, as this language writes the mark before what follows."""
        return labelled(words, "", self.language)

    @property
    def colon(self) -> str:
        """The mark before what follows, with its spaces: ``: ``, in French `` : ``."""
        return labelled("", "", self.language)

    @property
    def semicolon(self) -> str:
        """The mark between parts of a row, with its spaces."""
        return semicolon(self.language)

    def place(self, stated: object) -> str:
        """The name of a place with its code."""
        return PlaceName(str(stated)).in_language(self.language) if stated else ""

    def day(self, iso: str) -> str:
        """``24 November 2026``, ``24. November 2026``, ``24 novembre 2026``; of a time its day and minute in UTC as written."""
        try:
            day = date.fromisoformat(iso[:10])
        except ValueError:
            return iso
        months = N_("January February March April May June July August September October November December")
        form = N_("1 {month} {year}") if day.day == 1 else N_("{day} {month} {year}")
        shown = self.say(form, day=day.day, month=self.say(months).split()[day.month - 1], year=day.year)
        clock = re.fullmatch(r"[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|\+00:00)?", iso[10:])
        if not iso[10:]:
            return shown
        return f"{shown}, {clock[1]} {'UTC' if clock[2] else ''}".strip() if clock else f"{shown} ({iso})"

    def with_days(self, sentence: str) -> str:
        """A sentence with its days as :meth:`day` writes them: those of other sentences on the same page are."""
        return rewritten_days(sentence, self.language, self.day)

    def number(self, stated: object) -> str:
        """A number in the form of this language; what is no number stands as stated."""
        written = str(stated)
        match = _NUMBER.fullmatch(written)
        if match is None:
            return written
        whole = grouped(int(match[2]), self.language) if len(match[2]) > 4 or match[3] else match[2]
        return match[1] + whole + (language_of(self.language).decimal + match[3] if match[3] else "")

    def amount(self, quantity: object, unit: object) -> str:
        """``2 pieces``, ``2 Stück``, ``12.5 kg``: what is counted in words of this language, other units as stated."""
        number = self.number(quantity)
        if sentence := _counted(quantity, str(unit or "")):
            return self.say(sentence, number=number)
        return f"{number}\N{NO-BREAK SPACE}{unit}" if unit else number

    def money(self, value: object, currency: object) -> str:
        """``EUR 180,000.00``; in other languages the currency stands behind."""
        number = self.number(value)
        if not currency:
            return number
        return f"{currency} {number}" if self.language == "en" else f"{number}\N{NO-BREAK SPACE}{currency}"

    def yes_no(self, value: object) -> str:
        """Yes, no or unknown; anything else as it stands."""
        if value is None or isinstance(value, bool):
            return self.say(ANSWER.short[ANSWERS_OF[value]])
        return self.number(value)


# Units of what is counted: whatever a transaction calls a piece is a piece, ein Stück, une pièce

_SENTENCES: Final = {
    "piece": (N_("{number} piece"), N_("{number} pieces")),
    "set": (N_("{number} set"), N_("{number} sets")),
    "licence": (N_("{number} licence"), N_("{number} licences")),
}


def _counted(number: object, unit: str) -> str:
    """The sentence (marked) that says so many of a unit; "" where the unit is none that is counted, such as kg."""
    singular, plural = _SENTENCES.get(counted_as(unit), ("", ""))
    return singular if str(number) in ("1", "-1") else plural
