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
    ("<list[Path]>", N_("PATH")),
    ("<str>", N_("TEXT")),
    ("<path>", N_("PATH")),
    ("<int range>", N_("NUMBER")),
    ("<int>", N_("NUMBER")),
)
"""What stands in place of what is typed."""
_WORDS: Final = {
    "answer": N_("ANSWER"),
    "article": N_("ARTICLE"),
    "chain": N_("CHAIN"),
    "code": N_("CODE"),
    "counterparties": N_("COUNTERPARTIES"),
    "country": N_("COUNTRY"),
    "date": N_("DATE"),
    "decision": N_("DECISION"),
    "dir": N_("FOLDER"),
    "earlier": N_("EARLIER"),
    "email": N_("ADDRESS"),
    "entity": N_("ENTITY"),
    "entries": N_("ENTRY"),
    "entry": N_("ENTRY"),
    "file": N_("FILE"),
    "files": N_("FILE"),
    "flag": N_("FLAG"),
    "folder": N_("FOLDER"),
    "hash": N_("HASH"),
    "kind": N_("KIND"),
    "later": N_("LATER"),
    "level": N_("LEVEL"),
    "list": N_("LIST"),
    "lists": N_("LIST"),
    "name": N_("NAME"),
    "place": N_("PLACE"),
    "policy": N_("POLICY"),
    "product": N_("PRODUCT"),
    "question": N_("QUESTION"),
    "reference": N_("REFERENCE"),
    "tables": N_("TABLE"),
    "text": N_("TEXT"),
    "transaction": N_("TRANSACTION"),
    "value": N_("VALUE"),
}
"""Arguments and values of options by the names of their parameters, as the reader sees them."""
_ARGUMENT: Final = re.compile(r"(?P<open>\{|\[*)(?P<name>\w+)(?P<close>\}|\]*)(?P<more>\.\.\.|…)?")
_TYPE: Final = re.compile(r" +<[^<>]*>$")
_HELP: Final = {"Show this message and exit.": N_("Show this help and stop.")}
_VARIABLE: Final = r"env var: (?P<value>.*)"
_MARKS: Final = (
    (r"required", N_("required")),
    (r"default: (?P<value>.*)", N_("default: {value}")),
    (_VARIABLE, N_("environment variable: {value}")),
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
            super().write_usage(prog, _usage(args, language), prefix or usage)

        def write_heading(self, heading: str) -> None:
            title = translate(_HEADINGS[heading], language) if heading in _HEADINGS else heading
            self.write(f"{'':>{self.current_indent}}{labelled(title, '', language).rstrip()}\n")

        def write_dl(self, rows: Any, *rest: Any, **extra: Any) -> None:
            shown = [(_row_name(name, language), _help(text, language)) for name, text in rows]
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


def placeholder(name: str, language: str) -> str:
    """What stands in place of an argument or value: ``{files}...`` becomes ``FILE…``, ``[file]`` ``[FILE]``; what has no word here stays."""
    match = _ARGUMENT.fullmatch(name)
    if match is None or match["name"].lower() not in _WORDS:
        return name
    shown = translate(_WORDS[match["name"].lower()], language) + ("…" if match["more"] else "")
    brackets = (
        ("[", "]") if "[" in match["open"] and "]" in match["close"] else ("", match["close"].strip("}"))
    )
    return f"{brackets[0]}{shown}{brackets[1]}"


def _usage(args: str, language: str) -> str:
    """What follows the command in the first line of its help."""
    return " ".join(placeholder(word, language) for word in _places(args, language).split(" "))


def _row_name(name: str, language: str) -> str:
    """What a row is about: an argument without its type, an option with its value, a command as it is."""
    if not name.startswith("-"):
        argument = _TYPE.sub("", name)
        return (
            name
            if argument == name
            else " ".join(placeholder(word, language) for word in argument.split(" "))
        )
    *options, value = _places(name, language).split(" ")
    parts = re.split(r"([=:])", value)
    return " ".join(
        [*options, "".join(part if part.startswith("-") else placeholder(part, language) for part in parts)]
    )


def _places(text: str, language: str) -> str:
    for written, ours in _PLACES:
        text = text.replace(written, translate(ours, language))
    return text


def _help(text: str, language: str) -> str:
    if text in _HELP:
        return translate(_HELP[text], language)
    if not (parts := _IN_BRACKETS.fullmatch(text)):
        return text
    marks = [
        _mark(mark, language)
        for mark in parts["marks"].split("; ")
        if not _names_variable_itself(mark, parts["help"])
    ]
    return f"{parts['help']}{parts['space']}[{'; '.join(marks)}]" if marks else parts["help"]


def _names_variable_itself(mark: str, text: str) -> bool:
    """Whether the help of an option names the variable of its mark itself."""
    match = re.fullmatch(_VARIABLE, mark)
    return match is not None and match["value"] in text


def _mark(text: str, language: str) -> str:
    for pattern, ours in _MARKS:
        if match := re.fullmatch(pattern, text):
            return fill(ours, language, **match.groupdict())
    return text
