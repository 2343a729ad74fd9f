"""``dualuse replay`` and ``dualuse export``: recorded answers, given again and compared, or written in a format of others."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

import typer

from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    RecordedFiles,
    edge,
    known_format,
    localised,
    reported,
    show_data,
    width,
)
from dualuse.i18n import N_
from dualuse.inputs.formats import REPLAY
from dualuse.inputs.problems import ExitCode, InputError

if TYPE_CHECKING:
    from dualuse.law_changes.replay import Replay
    from dualuse.schema.reading.recorded import Recorded


REPLAY_HELP: Final = N_(
    "Give recorded answers again from their own file: the same (exit 0), or the exact difference (exit 1)."
)


@edge()
def replay(
    files: RecordedFiles,
    json: JsonOption = False,
    law: Annotated[
        str | None,
        typer.Option(
            "--law",
            metavar="PYTHON",
            help=localised(
                N_(
                    "Python (or environment) of another installation, used for answers recorded under its law."
                )
            ),
        ),
    ] = None,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Replay every answer of all files; the exit code is that of the worst."""
    from dualuse.law_changes.replay import check_installation, replay_under

    if law is not None:
        check_installation(law)
    codes: list[ExitCode] = []
    for code, replayed in from_recorded(files, language, lambda old: replay_under(old, law)):
        if replayed is None:
            codes.append(code)
            continue
        _show(replayed, json, language, first=not codes)
        codes.append(ExitCode.DONE if replayed.same else ExitCode.NOT_GO)
    worst_first = (ExitCode.BAD_INPUT, ExitCode.NO_SOURCE, ExitCode.NOT_GO)
    return next((code for code in worst_first if code in codes), ExitCode.DONE)


def _show(replayed: Replay, json: bool, language: str, first: bool) -> None:
    if json:
        show_data(replayed, REPLAY)
        return
    from dualuse.law_changes.replay_text import replay_text

    if not first:
        typer.echo("")
    typer.echo(replay_text(replayed, language, width()), nl=False)


EXPORT_HELP: Final = N_(
    "Write recorded answers in a format of others: spdx, a draft of SPDX 3.1 for classifications."
)


@edge()
def export(
    files: RecordedFiles,
    form: Annotated[str, typer.Option("--format", help=localised(N_("The format: spdx.")))] = "spdx",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Write every answer of all files, one line each."""
    from dualuse.dossier.spdx import spdx_json

    known_format(form, ("spdx",), language)
    worst = ExitCode.DONE
    for _code, line in from_recorded(files, language, spdx_json):
        if line is None:
            worst = ExitCode.BAD_INPUT
        else:
            typer.echo(line)
    return worst


Made = TypeVar("Made")


def from_recorded(
    files: list[str], language: str, use: Callable[[Recorded], Made]
) -> Iterator[tuple[ExitCode, Made | None]]:
    """What ``use`` makes of each recorded determination; None, with an exit code, for a fault that was reported."""
    from dualuse.schema.reading.recorded import located, read_recorded, recorded

    for file in files:
        documents = read_recorded(file, sys.stdin.buffer)
        while True:
            try:
                document = next(documents, None)
                if document is None:
                    break
                with located(document):
                    made = use(recorded(document.data))
            except InputError as error:
                yield reported(error, language, file), None
                continue
            yield ExitCode.DONE, made
