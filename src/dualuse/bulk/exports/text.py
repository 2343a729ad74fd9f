"""How an export was read, told to a person and as data."""

from __future__ import annotations

from typing import Any, Final

from dualuse.bulk.exports.reading import ExportNotes
from dualuse.i18n import N_, fill, grouped, translate
from dualuse.inputs.problems import printable

_SHOWN: Final = 12
"""Names of places that the summary shows."""


def export_lines(notes: ExportNotes, language: str) -> list[str]:
    """What was read as what."""

    def say(text: str, **params: object) -> str:
        return printable(fill(text, language, **params))

    lines: list[str] = []
    if notes.header_line > 1:
        lines.append(
            say(
                N_("The names of the columns stand in line {line}; what is above was not read."),
                line=notes.header_line,
            )
        )
    lines.append(say(N_("Columns read as:")))
    width = max(len(name[:60]) for name in notes.mapping.read)
    lines += [printable(f"  {name[:60]:<{width}}  {column}") for name, column in notes.mapping.read.items()]
    lines += [
        printable(f"  {'*':<{width}}  {name} = {cell}") for name, cell in notes.mapping.every_row.items()
    ]
    for name, way in notes.shown.items():
        text = N_("{name}: its cells show how it is written ({way})")
        lines.append(say(text, name=name, way=_way(way, language)))
    if notes.places:
        shown = list(notes.places.items())[:_SHOWN]
        names = ", ".join(f"{name} = {code} ({grouped(number, language)})" for name, (code, number) in shown)
        if len(notes.places) > _SHOWN:
            text = N_("{names} and {number} more")
            names = fill(text, language, names=names, number=len(notes.places) - _SHOWN)
        lines.append(say(N_("Countries taken by name, with their cells: {names}"), names=names))
    return lines


def _way(way: str, language: str) -> str:
    ways = {
        ",": N_("a comma before decimals"),
        ".": N_("a point before decimals"),
        "dmy": N_("the day before the month"),
        "mdy": N_("the month before the day"),
    }
    return translate(ways[way], language)


def export_plain(notes: ExportNotes) -> dict[str, Any]:
    """The same as data."""
    return {
        "header_line": notes.header_line,
        "columns": notes.mapping.read,
        "every_row": dict(notes.mapping.every_row),
        "locale": {
            "decimal": notes.mapping.locale.decimal or None,
            "days": notes.mapping.locale.days or None,
        },
        "shown_by_columns": dict(notes.shown),
        "places_by_name": {
            name: {"code": code, "cells": number} for name, (code, number) in notes.places.items()
        },
    }
