"""How a command line is written: the language stated before the command, and what is told of one that is not understood.

What typer says of a wrong command line is English; here it is a sentence of ours in the reader's language, as all errors
are: what is wrong, and the command that shows what can be typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from dualuse.cli.help_frame import placeholder
from dualuse.i18n import LANGUAGES, N_, fill, render
from dualuse.inputs.problems import printable, suggestion

try:  # typer carries a click of its own from one release on
    from typer._click.exceptions import UsageError as UsageError
except ImportError:  # pragma: no cover - an older typer
    from click.exceptions import UsageError as UsageError  # type: ignore[assignment]

_LANGUAGE: Final = ("--language", "-l")

_SENTENCES: Final = (
    (r"No such command '(?P<names>.*?)'", N_("the command {names} is not known")),
    (r"Got unexpected extra argument(?:s|\(s\))? \((?P<names>.*)\)", N_("too much was typed: {names}")),
    (r"Missing command", N_("no command is named")),
    (r"Option '(?P<names>.*)' requires an argument", N_("the option {names} needs a value")),
    (r"Option '(?P<names>.*)' does not take a value", N_("the option {names} takes no value")),
)
"""What typer says in words alone, and in ours."""
_VALUES: Final = (
    (r".*valid integer.*", N_("{names}: the value is no whole number")),
    (r".*greater than or equal to (?P<least>\d+).*", N_("{names}: the value is less than {least}")),
    (r".*less than or equal to (?P<most>\d+).*", N_("{names}: the value is more than {most}")),
    (r"\w+ '(?P<file>.*)' is not readable\.", N_("{names}: you may not read what is there ({file})")),
    (r"(?P<why>.*)", N_("{names}: the value cannot be used ({why})")),
)
"""What typer says of a value, and in ours."""
_OTHER: Final = N_("the command line is not understood ({why})")
_MISSING: Final = N_("{names} is missing")
_NO_OPTION: Final = N_("the option {names} is not known")
_SEE: Final = N_("What can be typed: {command}")


def language_before_command(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The language stated before the command (``""`` where none is), and the arguments from the command on."""
    language, rest = "", list(arguments)
    while rest and (stated := _stated_language(rest)):
        language, rest = stated[0], rest[stated[1] :]
    return language, rest


def language_typed(arguments: Sequence[str]) -> str:
    """The language stated before the command, or anywhere where its help is asked for; ``""`` where none is."""
    stated = language_before_command(arguments)[0]
    return stated or (language_of_error(arguments, "") if {"-h", "--help"} & set(arguments) else "")


def without_language(arguments: Sequence[str]) -> list[str]:
    """The arguments without the languages they state: what is left for a help, which is written in that language already."""
    rest: list[str] = []
    place = 0
    while place < len(arguments):
        stated = _stated_language(arguments[place:])
        rest += [] if stated else [arguments[place]]
        place += stated[1] if stated else 1
    return rest


def language_of_error(arguments: Sequence[str], language: str) -> str:
    """The language in which an error of these arguments is told: the one that they state, wherever, if we speak it."""
    stated = (_stated_language(arguments[place:]) for place in range(len(arguments)))
    languages = [
        language_and_length[0]
        for language_and_length in stated
        if language_and_length and language_and_length[0] in LANGUAGES
    ]
    return languages[-1] if languages else language


def _stated_language(arguments: Sequence[str]) -> tuple[str, int] | None:
    """The language that the first of ``arguments`` states, and how many of them that takes."""
    name, equals, value = arguments[0].partition("=")
    if name not in _LANGUAGE:
        return None
    if equals:
        return value, 1
    return (arguments[1], 2) if len(arguments) > 1 else None


def usage_problem(error: UsageError, language: str) -> str:
    """What is wrong with a command line, what was perhaps meant, and the command that shows what can be typed."""
    parts = [_assumed_twice(error, language) or _wrong_in_words(error, language), _perhaps(error, language)]
    if error.ctx is not None:
        command = f"{error.ctx.command_path} {error.ctx.help_option_names[0]}"
        parts.append(fill(_SEE, language, command=command))
    return printable(". ".join(filter(None, parts)))


def _assumed_twice(error: Any, language: str) -> str:
    """What is told where the words too many are policies of ``--assume``."""
    from dualuse.cli.assuming import taken_for_files

    extra = re.match(r"Got unexpected extra argument(?:s|\(s\))? \((?P<names>.*)\)", str(error.message))
    assume = (error.ctx.params.get("assume") or ()) if extra and error.ctx is not None else ()
    return taken_for_files(extra["names"].split(), assume, language) if extra else ""


def _wrong_in_words(error: Any, language: str) -> str:
    message = str(error.message)
    match type(error).__name__:
        case "NoSuchOption":
            return fill(_NO_OPTION, language, names=error.option_name)
        case "MissingParameter":
            return fill(_MISSING, language, names=placeholder(_parameter(error), language))
        case "BadParameter":
            for pattern, sentence in _VALUES:
                if match := re.fullmatch(pattern, message, re.DOTALL):
                    return fill(sentence, language, names=_parameter(error), **match.groupdict())
    for pattern, sentence in _SENTENCES:
        if match := re.match(pattern, message, re.DOTALL):
            return fill(sentence, language, **match.groupdict())
    return fill(_OTHER, language, why=message.rstrip("."))


def _parameter(error: Any) -> str:
    """The parameter as it is typed: ``--most``, ``FILE``."""
    return str(error.param.get_error_hint() if error.param is not None else error.param_hint or "").replace(
        "'", ""
    )


def _perhaps(error: Any, language: str) -> str:
    """What was perhaps meant, where typer knows something near."""
    message = str(error.message)
    meant = re.search(r"No such command '(?P<word>.*?)'. Did you mean (?P<near>.*)\?$", message)
    word = meant["word"] if meant else getattr(error, "option_name", "")
    near = re.findall(r"'([^']*)'", meant["near"]) if meant else getattr(error, "possibilities", None)
    return render(suggestion(word, near), language) if near else ""
