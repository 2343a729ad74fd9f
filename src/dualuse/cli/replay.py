"""``dualuse replay``: recorded answers, given again and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from dualuse.cli.edge import edge
from dualuse.cli.recorded import from_recorded
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    RecordedFiles,
    said,
    show_data,
    width,
)
from dualuse.i18n import N_

if TYPE_CHECKING:
    from dualuse.assessment.replay import Replay

HELP: Final = N_(
    "Give recorded answers again from their own file: the same (exit 0), or the exact difference (exit 1)."
)


@edge()
def command(
    files: RecordedFiles,
    json: JsonOption = False,
    law: Annotated[
        str | None,
        typer.Option(
            "--law",
            metavar="PYTHON",
            help=said(
                N_(
                    "Python (or environment) of another installation, used for answers recorded under its law."
                )
            ),
        ),
    ] = None,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Replay every answer of all files; the exit code is that of the worst."""
    from dualuse.assessment.other_installation import check_installation, replay_under
    from dualuse.inputs.problems import ExitCode

    if law is not None:
        check_installation(law)
    codes: list[ExitCode] = []
    for code, found in from_recorded(files, language, lambda old: replay_under(old, law)):
        if found is None:
            codes.append(code)
            continue
        _show(found, json, language, first=not codes)
        codes.append(ExitCode.DONE if found.same else ExitCode.NOT_GO)
    worst_first = (ExitCode.BAD_INPUT, ExitCode.NO_SOURCE, ExitCode.NOT_GO)
    return next((code for code in worst_first if code in codes), ExitCode.DONE)


def _show(found: Replay, json: bool, language: str, first: bool) -> None:
    if json:
        show_data(found)
        return
    from dualuse.assessment.replay_text import replay_text

    if not first:
        typer.echo("")
    typer.echo(replay_text(found, language, width()), nl=False)
