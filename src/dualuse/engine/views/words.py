"""The words of the views: effects, kinds, days, verification, and how text is laid out in Markdown."""

from __future__ import annotations

import re
import textwrap
from datetime import date
from typing import Any, Final

from dualuse.i18n import N_, translate
from dualuse.law.language.provision import (
    IN_FORCE,
    Definition,
    Due,
    Duty,
    Effect,
    Provision,
    Relief,
    Treatment,
    Validity,
    Verification,
)

WIDTH: Final = 100

AnyRule = Provision | Relief | Duty | Definition

EFFECTS: Final[dict[Effect, str]] = {
    Effect.NOT_CONTROLLED: N_("no authorisation is required"),
    Effect.GENERAL_AUTHORISATION: N_("a general authorisation may be used"),
    Effect.NOTIFICATION_REQUIRED: N_("the authority must be notified first"),
    Effect.AUTHORISATION_REQUIRED: N_("an authorisation is required"),
    Effect.PROHIBITED: N_("it is prohibited"),
}
VERIFICATIONS: Final[dict[Verification, str]] = {
    Verification.UNVERIFIED: N_("unverified"),
    Verification.SECONDARY: N_("secondary"),
    Verification.OFFICIAL: N_("official"),
}
TREATMENTS: Final[dict[Treatment, str]] = {
    Treatment.EXECUTED: N_("executed"),
    Treatment.SUPPORTED: N_("supported later"),
    Treatment.OTHERS: N_("addressed to others"),
}
KINDS: Final[dict[type[AnyRule], str]] = {
    Provision: N_("provision"),
    Relief: N_("relief"),
    Duty: N_("duty"),
    Definition: N_("definition"),
}
_DUE: Final[dict[Due, str]] = {
    Due.BEFORE: N_("before the transaction"),
    Due.WITH_DECLARATION: N_("with the customs declaration"),
    Due.WITHIN_DAYS_AFTER: N_("within {amount} days after"),
    Due.DAYS_BEFORE: N_("at least {amount} days before"),
    Due.WITHIN_YEARS_AFTER: N_("within {amount} years after"),
    Due.WORKING_DAYS_BEFORE: N_("at least {amount} working days before"),
    Due.END_OF_YEAR_PLUS: N_("until {amount} years after the end of the year"),
    Due.ON_REQUEST: N_("when asked"),
}


def say(text: str, language: str, /, **params: Any) -> str:
    """``text`` in ``language``, with ``params`` (already in that language) in its braces."""
    translated = translate(text, language)
    return translated.format_map(params) if params else translated


def due_words(duty: Duty, language: str) -> str:
    """By when ``duty`` is due."""
    if duty.due is Due.WITHIN_YEARS_AFTER and duty.amount == 1:
        return say(N_("within a year after"), language)
    return say(_DUE[duty.due], language, amount=duty.amount)


def duty_text(text: str, language: str, identifier: str = "") -> str:
    """The text of a duty, with nobody's authority in particular."""
    return say(text, language, authority=say(N_("the competent authority"), language), id=identifier)


def validity_words(validity: Validity) -> str:
    """First and last day, ``2014-08-01 – 2022-02-25``; the last one is left out while in force."""
    until = "" if validity.until is None else f" {validity.until.isoformat()}"
    return f"{validity.since.isoformat()} –{until}"


def limits(since: date, until: date | None, language: str) -> str:
    """Dates worth a word: a start after the Regulation's first day, an end; empty where there is none."""
    if since <= IN_FORCE:
        return "" if until is None else say(N_("until {until}"), language, until=until.isoformat())
    if until is None:
        return say(N_("since {since}"), language, since=since.isoformat())
    return say(N_("{since} to {until}"), language, since=since.isoformat(), until=until.isoformat())


def wrapped(text: str, first: str = "", later: str = "") -> list[str]:
    """``text`` in lines of at most :data:`WIDTH`; no line starts what Markdown would read as a list."""
    lines = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [lines[0], *(_plain_start(line) for line in lines[1:])] if lines else []


def _plain_start(line: str) -> str:
    return re.sub(r"^(\s*)(?:([-+*#>])|(\d+)([.)]))(?=\s)", r"\1\3\\\2\4", line)


def grid(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    """A Markdown table whose columns are as wide as their widest cell."""
    cells = [tuple(cell.replace("|", "\\|") for cell in row) for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]
    return [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]
