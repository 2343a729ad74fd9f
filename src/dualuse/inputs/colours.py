"""The colour of a verdict on a terminal: none where the output is piped, or ``NO_COLOR`` is set."""

from __future__ import annotations

import os
import sys
from typing import TextIO

import typer


def colours_wanted(stream: TextIO | None = None) -> bool:
    """Whether ``stream`` (default: standard output) is a terminal, and ``NO_COLOR`` is not set."""
    return (stream or sys.stdout).isatty() and not os.environ.get("NO_COLOR")


def styled(text: str, start: str, colour: str) -> str:
    """``text`` whose beginning ``start`` has a colour; as it is where it begins otherwise, or colours are not wanted."""
    if not start or not text.startswith(start) or not colours_wanted():
        return text
    return typer.style(start, fg=colour, bold=True) + text[len(start) :]
