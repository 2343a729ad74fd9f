"""The command line: ``dualuse``, a module for each sub-command.

What a command needs beside the terminal is imported when it runs: a single answer is not to wait for the rest.

How commands end: :class:`dualuse.inputs.problems.ExitCode`; what ends them is told by :func:`dualuse.cli.terminal.edge`.
"""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn

import typer
from typer.core import TyperGroup

from dualuse.cli.configuration import settings
from dualuse.cli.help_frame import framed
from dualuse.cli.run_log import usage_logged
from dualuse.cli.terminal import (
    CANNOT_READ_OR_WRITE,
    DEFAULT_LANGUAGE,
    LANGUAGE_VARIABLE,
    RootLanguageOption,
    complain,
    fail,
    localised,
    reported,
    spoken,
    unknown_language,
)
from dualuse.cli.usage import (
    UsageError,
    language_before_command,
    language_of_error,
    usage_problem,
    without_language,
)
from dualuse.data_folders import DataError, damage
from dualuse.i18n import LANGUAGES, N_, fill
from dualuse.inputs.output_signs import write_all_signs
from dualuse.inputs.problem_words import reason_of
from dualuse.inputs.problems import ExitCode, InputError

if TYPE_CHECKING:
    app: typer.Typer

_COMMANDS: Final = {
    "check": ("check", "command", "HELP"),
    "replay": ("recorded", "replay", "REPLAY_HELP"),
    "export": ("recorded", "export", "EXPORT_HELP"),
    "interview": ("interview", "command", "HELP"),
    "entry": ("entry", "command", "HELP"),
    "examine": ("examine", "command", "HELP"),
    "bulk": ("bulk", "command", "HELP"),
    "icp": ("icp", "command", "HELP"),
    "classify": ("classify", "command", "HELP"),
    "assess": ("assess", "command", "HELP"),
    "watch": ("watch", "command", "HELP"),
    "screen": ("screen", "command", "HELP"),
    "rescreen": ("screen", "rescreen", "RESCREEN_HELP"),
    "decide": ("decide", "command", "HELP"),
    "publish": ("publish", "command", "HELP"),
    "init": ("house", "init", "INIT_HELP"),
    "doctor": ("house", "doctor", "DOCTOR_HELP"),
    "schema": ("schema", "schema", "SCHEMA_HELP"),
    "conformance": ("conformance", "conformance", "CONFORMANCE_HELP"),
    "migrate": ("service", "migrate", "MIGRATE_HELP"),
    "serve": ("service", "serve", "SERVE_HELP"),
    "tick": ("service", "tick", "TICK_HELP"),
    "demo": ("service", "demo", "DEMO_HELP"),
}
"""Commands: the module of each, its function and its help."""
_GROUPS: Final = {
    "record": "record",
    "law": "law",
    "decisions": "decisions",
    "context": "context",
    "lists": "lists",
    "sources": "sources",
    "products": "products",
    "diligence": "diligence.commands",
    "annex": "annex",
    "dossier": "dossier",
    "authority": "service:authority",
    "person": "service_people:person",
    "organisation": "service_people:organisation",
    "denials": "service:denials",
}
"""Commands with commands of their own: the module of each, whose ``app`` it is, or what stands behind the colon."""

_PARTS: Final = (
    (
        N_("The transaction"),
        ("check", "interview", "bulk", "classify", "entry", "examine"),
        ("products",),
    ),
    (N_("The parties"), ("screen", "diligence"), ("rescreen", "decide")),
    (N_("The file of a transaction"), ("assess", "watch"), ("dossier", "record", "replay", "export")),
    (
        N_("The house"),
        ("init", "doctor", "lists"),
        ("sources", "annex", "context", "law", "icp", "schema", "conformance"),
    ),
    (
        N_("The authority and the public"),
        ("serve", "publish"),
        ("demo", "migrate", "tick", "authority", "person", "organisation", "denials", "decisions"),
    ),
)
"""All commands as the help lists them, by what they are about: those of a working day, then those that are named alone."""
_ALSO: Final = N_("{part} (also {commands})")


class _OutputClosedError(Exception):
    """Who read the output stopped reading: told past typer, which ends with 1 then, the code of ``--gate``."""


class _CommandsByPart(TyperGroup):
    """The command line: its help lists the commands by what they are about, its errors are told in the reader's language."""

    def make_context(self, info_name: Any, args: list[str], *rest: Any, **extra: Any) -> Any:
        """Read the options that stand before the command."""
        self._arguments = list(args)
        args = without_language(args) if {"-h", "--help"} & set(args) else args
        framed(self, DEFAULT_LANGUAGE)
        with usage_logged(self._arguments), self._reporting_errors():
            return super().make_context(info_name, args, *rest, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that is named."""
        with usage_logged(self._arguments), self._reporting_errors():
            return super().invoke(ctx)

    @contextmanager
    def _reporting_errors(self) -> Iterator[None]:
        try:
            yield
        except UsageError as error:
            if type(error).__name__ == "NoArgsIsHelpError":  # the help of a command alone
                raise
            fail(usage_problem(error, language_of_error(self._arguments, DEFAULT_LANGUAGE)))
        except BrokenPipeError:
            raise _OutputClosedError from None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands, each with the beginning of its help."""
        limit = formatter.width - 6 - max(map(len, self.commands))
        formatter.write_paragraph()
        for part, names, named_alone in _PARTS:
            rows = [
                (name, self.commands[name].get_short_help_str(limit))
                for name in names
                if name in self.commands
            ]
            if not rows:
                continue
            also = ", ".join(name for name in named_alone if name in self.commands)
            title = localised(part)
            formatter.write_heading(localised(_ALSO).format(part=title, commands=also) if also else title)
            with formatter.indentation():
                formatter.write_dl(rows)


def root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help=localised(N_("Show the version and stop.")))
    ] = False,
    language: RootLanguageOption = "",
) -> None:
    """Entry point of all commands."""
    if version:
        from dualuse.version import software_version

        typer.echo(f"dualuse {software_version()}")
        raise typer.Exit
    if not language and (unknown := unknown_language()):
        text = N_("DUALUSE_LANGUAGE is {value}, which is none of {names}: the answer is in English")
        complain(fill(text, DEFAULT_LANGUAGE, value=unknown, names=", ".join(LANGUAGES)))
    _take_from_settings(context, spoken(language) if language else "")


_OF_SETTINGS: Final = {"language": LANGUAGE_VARIABLE, "person": "", "workspace": "DUALUSE_WORKSPACE"}
"""Parameters that ``dualuse.toml`` may state, each with the variable of the environment that comes before it and that the
parameter itself does not know of."""


def _take_from_settings(context: typer.Context, language: str) -> None:
    """What ``dualuse.toml`` states holds where neither an option nor the environment says something else.

    ``language``: stated before the command, which comes before both; ``""`` where none is.
    """
    try:
        house = settings()
    except InputError as error:
        raise typer.Exit(reported(error, DEFAULT_LANGUAGE)) from None
    values = {
        name: value
        for name, variable in _OF_SETTINGS.items()
        if (value := getattr(house, name)) and not (variable and os.environ.get(variable))
    }
    if language:
        values["language"] = language
    if values:
        context.default_map = _defaults(context.command, values)


def _defaults(command: Any, values: Mapping[str, str]) -> dict[str, Any]:
    """The values for the parameters of those names, of a command or of all commands within it."""
    inner = {name: _defaults(sub, values) for name, sub in getattr(command, "commands", {}).items()}
    own = {parameter.name: values[parameter.name] for parameter in command.params if parameter.name in values}
    return {**own, **inner}


def _app_with(names: Iterable[str]) -> typer.Typer:
    """The command line with some of its commands."""
    chosen = typer.Typer(
        name="dualuse",
        help=localised(N_("The EU Dual-use Regulation (EU) 2021/821 as working software.")),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        cls=_CommandsByPart,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    chosen.callback(invoke_without_command=True)(root)
    for name in names:
        if name in _GROUPS:
            module_name, _, group = _GROUPS[name].partition(":")
            chosen.add_typer(getattr(_module(module_name), group or "app"), name=name)
        else:
            module_name, function, help_text = _COMMANDS[name]
            module = _module(module_name)
            chosen.command(
                name, cls=getattr(module, "Command", None), help=localised(getattr(module, help_text))
            )(getattr(module, function))
    return chosen


def _module(name: str) -> Any:
    return import_module(f"dualuse.cli.{name}")


@lru_cache(maxsize=1)
def _whole_app() -> typer.Typer:
    return _app_with((*_COMMANDS, *_GROUPS))


def __getattr__(name: str) -> Any:
    """``app``: the command line with all commands, made where somebody asks for it."""
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _whole_app()


def _app_asked_for(arguments: list[str]) -> typer.Typer:
    """With the one command that is named, else with all: to describe all of them takes longer than a single answer."""
    rest = language_before_command(arguments[1:])[1]
    named = rest[0] if rest else ""
    return _app_with((named,)) if named in _COMMANDS or named in _GROUPS else _whole_app()


_ALLOCATIONS_BEFORE_GARBAGE: Final = 50_000


def main() -> None:
    """Run the command line; a closed pipe ends quietly with 141, an output that cannot be written with one sentence, a failure of the program with 70."""
    if sys.stdout is None:
        raise SystemExit(ExitCode.BAD_INPUT)
    write_all_signs()
    # The law, its sentences and the modules live until the end: to look through them for garbage again and again while they are
    # read took a twelfth of the time of one answer.
    gc.set_threshold(_ALLOCATIONS_BEFORE_GARBAGE, 20, 50)
    try:
        with _flushed():
            # Under python -c typer would call it -c.
            _app_asked_for(sys.argv)(prog_name="dualuse" if sys.argv[0] == "-c" else None)
    except (BrokenPipeError, _OutputClosedError):
        _leave_pipes()
        raise SystemExit(ExitCode.CLOSED) from None
    except Exception as error:
        if damaged := damage(error):
            with suppress(OSError):
                print(_damaged(damaged), file=sys.stderr, flush=True)
            _end(ExitCode.FAILED)
        if isinstance(error, OSError):
            with suppress(OSError):
                print(_refused(error), file=sys.stderr, flush=True)
            os._exit(ExitCode.BAD_INPUT)  # nothing more can be flushed
        with suppress(OSError):
            traceback.print_exc()
            print(localised(_FAILED), file=sys.stderr, flush=True)
        _end(ExitCode.FAILED)


@contextmanager
def _flushed() -> Iterator[None]:
    """Bring everything to standard output at the end. Where it cannot be written, bad input, a missing source and a failure keep their
    code, which the log has, too; whatever else happened, no answer was written.

    Raises:
        OSError: it cannot be written.
    """
    try:
        yield
    except SystemExit as end:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            if not isinstance(end.code, int) or end.code < ExitCode.BAD_INPUT:
                raise
            with suppress(OSError):
                print(_refused(error), file=sys.stderr, flush=True)
            os._exit(end.code)
        if isinstance(end.code, int) and end.code:
            _end(end.code)
        raise
    except BaseException:
        with suppress(OSError):  # what happened before is told
            sys.stdout.flush()
        raise
    else:
        sys.stdout.flush()


def _end(code: int) -> NoReturn:
    """End with a code, whatever standard error takes: Python would end with 120 where something is left for it that it does not take."""
    try:
        sys.stderr.flush()
    except (OSError, ValueError):
        os._exit(code)
    raise SystemExit(code)


def _refused(error: OSError) -> str:
    """What is told of something that the system refuses: of a file, which it names, or of a stream, which has no name."""
    if error.filename is not None:
        sentence = fill(
            CANNOT_READ_OR_WRITE, DEFAULT_LANGUAGE, file=os.fsdecode(error.filename), why=reason_of(error)
        )
        return f"dualuse: {sentence}"
    text = N_("dualuse: the answer cannot be written ({reason}). Check the disk and where the output goes.")
    return fill(text, DEFAULT_LANGUAGE, reason=reason_of(error))


def _damaged(error: DataError) -> str:
    """What is told of a data file of the program; in English where the translations are what is damaged."""
    text = N_("dualuse: {reason}. The file is of the program itself: install it again")
    try:
        return fill(text, DEFAULT_LANGUAGE, reason=error)
    except DataError:
        return text.format(reason=error)


def _leave_pipes() -> None:
    """Let what is still to be written to a closed pipe go nowhere: Python tells of it at its end, and ends with 120."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())


_FAILED: Final = N_(
    "dualuse: this is a failure of the program, not of your input, and no answer: rely on nothing that was printed before. Please"
    " report the lines above; take names out of them first. SECURITY.md says where."
)
