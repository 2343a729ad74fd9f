"""The languages spoken here, and what each needs beyond its sentences: its own name, and the marks in its numbers."""

from __future__ import annotations

from typing import Final, NamedTuple


class Language(NamedTuple):
    """What a language calls itself, its decimal mark, its mark between thousands and its quotation marks: the English ones where
    nothing else is stated."""

    name: str
    decimal: str = "."
    thousands: str = ","
    quotes: tuple[str, str] = ("“", "”")


# By code (ISO 639-1). A new one comes last: names of places stand in this order in place_names.json. What else a language has in code:
# days.py and citations.py beside this; glosses and endings for `classify` (CONTRIBUTING.md, "A language").
SPOKEN: Final = {
    "en": Language("English"),
    "de": Language("Deutsch", decimal=",", thousands=".", quotes=("„", "“")),
    "fr": Language(
        "Français",
        decimal=",",
        thousands="\N{NARROW NO-BREAK SPACE}",
        quotes=("«\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}»"),
    ),
}
LANGUAGES: Final[tuple[str, ...]] = tuple(SPOKEN)


def language_of(code: str) -> Language:
    """The language of a code; English where it is not spoken here."""
    return SPOKEN.get(code, SPOKEN["en"])
