"""The frame of ``--help`` in the reader's language: what typer writes about our words (Usage, Options, required) is English alone."""

from __future__ import annotations

import re
from typing import Any, Final

from typer.core import TyperGroup

from dualuse.i18n import N_, fill, labelled, translate

_HEADINGS: Final = {"Options": N_("Options"), "Arguments": N_("Arguments"), "Commands": N_("Commands")}
_PLACES: Final = (
    ("[OPTIONS]", N_("[OPTIONS]")),
    ("COMMAND [ARGS]...", N_("COMMAND [ARGUMENTS]…")),
    ("<list[str]>", N_("TEXT")),
    ("<str>", N_("TEXT")),
    ("<int range>", N_("NUMBER")),
    ("<int>", N_("NUMBER")),
)
"""What stands in place of what is typed."""
_HELP: Final = {"Show this message and exit.": N_("Show this help and stop.")}
_MARKS: Final = (
    (r"required", N_("required")),
    (r"default: (?P<value>.*)", N_("default: {value}")),
    (r"env var: (?P<value>.*)", N_("environment variable: {value}")),
)
"""What stands in brackets behind the help of an option."""
_IN_BRACKETS: Final = re.compile(r"(?P<help>.*?)(?P<space> *)\[(?P<marks>[^\[\]]*)\]", re.DOTALL)

_PART_END: Final = re.compile(r"\s*[:;](?=\s)|(?<=\w{3})\. ")

_Formatter: Final[Any] = TyperGroup.context_class.formatter_class


def framed(command: Any, language: str) -> None:
    """Have the command, and all within it, write the frame of their help in ``language``."""

    class Formatter(_Formatter):  # type: ignore[misc]
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            usage = labelled(translate(N_("Usage"), language), "", language)
            super().write_usage(prog, _places(args, language), prefix or usage)

        def write_heading(self, heading: str) -> None:
            title = translate(_HEADINGS[heading], language) if heading in _HEADINGS else heading
            self.write(f"{'':>{self.current_indent}}{labelled(title, '', language).rstrip()}\n")

        def write_dl(self, rows: Any, *rest: Any, **extra: Any) -> None:
            shown = [(_places(name, language), _help(text, language)) for name, text in rows]
            super().write_dl(shown, *rest, **extra)

    _with_context(command, type("Context", (TyperGroup.context_class,), {"formatter_class": Formatter}))


def _with_context(command: Any, context: type) -> None:
    command.context_class = context
    for inner in getattr(command, "commands", {}).values():
        inner.short_help = inner.short_help or _first_part(inner.help or "")
        _with_context(inner, context)


def _first_part(text: str) -> str:
    """What a list of commands says of one: its help up to the first colon or semicolon, whole; typer would cut it at the width."""
    return _PART_END.split(text, maxsplit=1)[0].strip().removesuffix(".")


def _places(text: str, language: str) -> str:
    for written, ours in _PLACES:
        text = text.replace(written, translate(ours, language))
    return text


def _help(text: str, language: str) -> str:
    if text in _HELP:
        return translate(_HELP[text], language)
    if not (parts := _IN_BRACKETS.fullmatch(text)):
        return text
    marks = (_mark(mark, language) for mark in parts["marks"].split("; "))
    return f"{parts['help']}{parts['space']}[{'; '.join(marks)}]"


def _mark(text: str, language: str) -> str:
    for pattern, ours in _MARKS:
        if match := re.fullmatch(pattern, text):
            return fill(ours, language, **match.groupdict())
    return text
