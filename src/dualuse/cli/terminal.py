"""What all commands share of the terminal: its language and width, options, errors, and an answer as text or data."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn, ParamSpec

import typer

from dualuse.cli.configuration import language_of_file
from dualuse.cli.usage import language_typed
from dualuse.data_folders import damage
from dualuse.i18n import LANGUAGES, N_, fill, translate
from dualuse.i18n.days import stated_day
from dualuse.inputs.colours import colours_wanted, styled
from dualuse.inputs.extras import missing_extra
from dualuse.inputs.formats import REPORT, with_format
from dualuse.inputs.json_output import print_line
from dualuse.inputs.problem_words import reason_of
from dualuse.inputs.problems import ExitCode, InputError, Problem
from dualuse.inputs.telling import complain as complain
from dualuse.inputs.telling import counted, tell
from dualuse.inputs.wrapping import MOST_LINES, WIDTH, line_width, stated_width, wrapped_lines

if TYPE_CHECKING:
    from dualuse.documents.blocks import Block
    from dualuse.interview.screen import Screen
    from dualuse.schema.determination import Determination


LANGUAGE_VARIABLE: Final = "DUALUSE_LANGUAGE"


def default_language() -> str:
    """The language of the terminal, as far as we speak it: that stated before the command, or with ``--help``, of ``DUALUSE_LANGUAGE``,
    ``dualuse.toml``, the locale, or English."""
    typed = language_typed(sys.argv[1:]) if _is_this_program(sys.argv[0]) else ""
    environment = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    for text in (typed, os.environ.get(LANGUAGE_VARIABLE, "") or language_of_file(), *environment):
        language = text[:2].lower()
        if language:
            return language if language in LANGUAGES else "en"
    return "en"


def unknown_language() -> str:
    """What ``DUALUSE_LANGUAGE`` says where it is no language that we speak and none is stated before the command; else ""."""
    stated = os.environ.get(LANGUAGE_VARIABLE, "").strip()
    is_typed = _is_this_program(sys.argv[0]) and language_typed(sys.argv[1:])
    return "" if is_typed or not stated or stated[:2].lower() in LANGUAGES else stated


def _is_this_program(name: str) -> bool:
    """Whether the process called by that name is the command line, however it was started (``python -m``, ``python -c``): the arguments are ours then."""
    path = Path(name)
    return path.stem == "dualuse" or name == "-c" or path.parts[-2:] == ("dualuse", "__main__.py")


def localised(text: str) -> str:
    """A sentence in the language of the terminal."""
    return translate(text, DEFAULT_LANGUAGE)


DEFAULT_LANGUAGE: Final = default_language()

JsonOption = Annotated[bool, typer.Option("--json", help=localised(N_("Write JSON, one line per answer.")))]
FullOption = Annotated[
    bool, typer.Option("--full", help=localised(N_("Write everything, and not one screen only.")))
]
_SPOKEN: Final = {"names": ", ".join(LANGUAGES[:-1]), "last": LANGUAGES[-1]}
LanguageOption = Annotated[
    str,
    typer.Option(
        "--language",
        "-l",
        show_default=False,
        help=localised(N_("Language: {names} or {last} (default: see dualuse -h).")).format(**_SPOKEN),
    ),
]
RootLanguageOption = Annotated[
    str,
    typer.Option(
        "--language",
        "-l",
        help=localised(
            N_(
                "Language: {names} or {last}; else by DUALUSE_LANGUAGE, dualuse.toml, the locale, in this order."
            )
        ).format(**_SPOKEN),
    ),
]
AssumeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--assume",
        metavar="POLICY",
        help=localised(N_("Repeatable: no-indication, permanent, no-free-zone.")),
    ),
]
RecordedFiles = Annotated[
    list[str],
    typer.Argument(
        help=localised(N_("Answers of check --json: .json or .jsonl, one or many; - for standard input."))
    ),
]


def spoken(language: str) -> str:
    """The requested language; the command ends if we do not speak it."""
    if language not in LANGUAGES:
        text = localised(N_("the language {language} is not spoken here. Use one of: {names}."))
        fail(text.format(language=language, names=", ".join(LANGUAGES)))
    return language


def known_format(form: str, known: tuple[str, ...], language: str) -> str:
    """The requested format; the command ends if it is not one of ``known``."""
    if form not in known:
        text = translate(N_("the format {name} is not known here. Use one of: {names}."), language)
        fail(text.format(name=form, names=", ".join(known)))
    return form


def day_of(text: str, language: str) -> date:
    """The day written, as a reader of the language or as data write it; today where nothing is, else the command ends."""
    day = stated_day(text, language) if text else date.today()
    if day is None:
        fail(
            fill(N_("{day} is no day that reads in one way: write it as 2026-11-25"), language, day=text[:40])
        )
    return day


def say(text: str, language: str, /, **values: object) -> None:
    """Write one sentence (marked with ``N_``) in ``language``, its braces filled in."""
    say_text(_sentence(text, language, values))


def say_text(text: str) -> None:
    """Write a sentence; on a terminal, and where ``COLUMNS`` states a width, in lines that fit."""
    wraps = sys.stdout.isatty() or stated_width() is not None
    typer.echo("\n".join(wrapped_lines(text, width(), rest="  ")) if wraps else text)


def refuse(text: str, language: str, /, *, code: int = ExitCode.BAD_INPUT, **values: object) -> NoReturn:
    """End the command with one sentence, as :func:`say` writes it, on standard error."""
    fail(_sentence(text, language, values), code)


def _sentence(text: str, language: str, values: dict[str, object]) -> str:
    sentence = translate(text, language)
    return sentence.format(**values) if values else sentence


def fail(text: str, code: int = ExitCode.BAD_INPUT) -> NoReturn:
    """End the command with an error; with its code even where nothing can be told."""
    with suppress(OSError):
        complain(text)
    raise typer.Exit(code)


def report(problems: tuple[Problem, ...], language: str, file: str = "") -> None:
    """Tell what is wrong with the input (called ``file``), the first problems of a command one by one."""
    tell(problems, language, file)


def width() -> int:
    """How wide lines may be: those of the terminal; in a file or pipe as ``COLUMNS`` says, or 100."""
    return line_width(sys.stdout)


def show_data(value: object, format_name: str = REPORT) -> None:
    """Write an answer (frozen data, or a mapping) as one line of JSON that names its format."""
    from dualuse.assessment.serialisation import to_json

    print_line(to_json(with_format(format_name, value)))


def text_of_blocks(blocks: Iterable[Block]) -> str:
    """Blocks of a document as text, as wide as the terminal."""
    from dualuse.documents.terminal import Terminal

    return Terminal(width(), colours_wanted()).text(blocks)


def show_blocks(blocks: Iterable[Block]) -> None:
    """Write blocks of a document as text."""
    typer.echo(text_of_blocks(blocks), nl=False)


def show_on_one_screen(forms: Iterable[tuple[int, tuple[Block, ...]]], below: int = 0) -> None:
    """Write the first form of an answer that has room on one screen (:func:`~dualuse.documents.terminal.on_one_screen`), with ``below`` more rows."""
    from dualuse.documents.terminal import on_one_screen

    typer.echo(on_one_screen(forms, width(), colours=colours_wanted(), below=below), nl=False)


def show_determination(
    determination: Determination,
    *,
    full: bool = False,
    first: bool = True,
    printed: dict[str, str] | None = None,
    leads: Sequence[str] = (),
    most: int = MOST_LINES,
) -> None:
    """Write a determination as text: on one screen, or ``full``, below those before it (``printed``: what stands there).

    ``leads``: sentences on where the answer leads next; ``most``: lines that it may have on one screen.
    """
    if not first:
        typer.echo("\n" + "─" * 72 + "\n")
    if full:
        from dualuse.assessment.text.full import determination_text

        whole = determination_text(determination, width(), printed, colours=colours_wanted(), leads=leads)
        typer.echo(whole, nl=False)
    else:
        from dualuse.assessment.text.one_screen import ShortText

        short = str(ShortText(determination, width(), leads, most))
        typer.echo(coloured(short, determination.release, determination.language), nl=False)


def coloured(text: str, release: str, language: str) -> str:
    """``text`` that begins with a verdict, which has its colour on a terminal."""
    from dualuse.documents.terminal import COLOURS
    from dualuse.i18n.statuses import release_status

    words = (
        translate(release_status(release, is_assumed=is_assumed, has_duties=has_duties).short, language)
        for is_assumed in (False, True)
        for has_duties in (False, True)
    )
    verdict = max(filter(text.startswith, words), key=len, default="")
    return styled(text, verdict, COLOURS[release])


Parameters = ParamSpec("Parameters")


CANNOT_READ_OR_WRITE: Final = N_("{file} cannot be read or written: {why}")
STOPPED_BETWEEN: Final = N_("stopped: what was answered before holds")


def edge(
    *, stopped: str = "", refused: str = "", located: bool = False, language: str = "language"
) -> Callable[[Callable[Parameters, int | None]], Callable[Parameters, None]]:
    """A decorator for the function of a command, which returns its exit code, or None where all is done.

    ``language``: the parameter that holds the language of the answer, which is one that we speak when the command starts;
    ``""``: it is that of the terminal. ``stopped``: what is told where a person stops the command. ``refused``: what is told
    of a file ({file}, {why}) that the system refuses. Both are sentences marked with ``N_``. ``located``: a problem that names
    no file is one of the parameter ``file``.
    """

    def decorated(command: Callable[Parameters, int | None]) -> Callable[Parameters, None]:
        @wraps(command)
        def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
            speaks = spoken(str(kwargs[language])) if language else DEFAULT_LANGUAGE
            with counted(speaks):
                try:
                    code = command(*args, **kwargs)
                except InputError as error:
                    file = str(kwargs.get("file") or "")
                    problems = (
                        problem.located(file) if located and not problem.file else problem
                        for problem in error.problems
                    )
                    code = reported(type(error)(problems), speaks, file)
                except ModuleNotFoundError as error:
                    lacking = missing_extra(error.name or "")
                    if lacking is None:
                        raise
                    code = reported(lacking, speaks)
                except KeyboardInterrupt:
                    if not stopped:
                        raise
                    fail(translate(stopped, speaks), ExitCode.STOPPED)
                except OSError as error:
                    # Of the terminal or pipe, or of the program itself: see main().
                    if not refused or error.filename is None or damage(error):
                        raise
                    fail(fill(refused, speaks, file=error.filename, why=reason_of(error)))
            if code:
                raise typer.Exit(code)

        return run

    return decorated


def reported(error: InputError, language: str, file: str = "") -> ExitCode:
    """Tell what is wrong with the input, and return the exit code that follows from it."""
    with suppress(OSError):  # where nothing can be told, the code still says what happened, as the log does
        report(error.problems, language, file)
    return error.exit_code


def terminal_screen(aside: bool) -> Screen:
    """The terminal; ``aside``: the dialogue goes to standard error, so that the answer alone is on standard output."""
    from dualuse.interview.screen import Screen

    typed = sys.stdin.isatty()
    stream = sys.stderr if aside else sys.stdout
    shown = colours_wanted(stream)

    def read(prompt: str) -> str:
        if typed and not aside:
            return input(prompt)
        typer.echo(prompt, nl=False, err=aside)
        line = input() if typed else _line()
        if not typed:
            typer.echo(line, err=aside)
        return line

    return Screen(
        read=read,
        write=lambda line: typer.echo(line, err=aside),
        emphasise=lambda line: typer.style(line, bold=True) if shown else line,
        soften=lambda line: typer.style(line, dim=True) if shown else line,
        width=min(WIDTH, line_width(stream)),
    )


_LONGEST: Final = 100_000
"""Characters of a line; what goes on longer is no answer, and ends the interview as the end of the input does."""


def _line() -> str:
    line = sys.stdin.readline(_LONGEST)
    if not line or len(line) == _LONGEST:
        raise EOFError
    return line.rstrip("\n")
