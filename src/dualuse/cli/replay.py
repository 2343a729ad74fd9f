"""``dualuse replay``: recorded answers, given again and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from dualuse.cli.recorded import from_recorded
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    RecordedFiles,
    report,
    said,
    show_data,
    spoken,
    width,
)
from dualuse.i18n import N_

if TYPE_CHECKING:
    from dualuse.assessment.replay import Replay

HELP: Final = N_(
    "Give recorded answers again from their own file: the same (exit 0), or the exact difference (exit 1)."
)


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
) -> None:
    """Replay every answer of all files; the exit code is that of the worst."""
    from dualuse.assessment.other_installation import check_installation, replay_under
    from dualuse.inputs.problems import MissingSourceError

    language = spoken(language)
    if law is not None:
        try:
            check_installation(law)
        except MissingSourceError as error:
            report(error.problems, language, "")
            raise typer.Exit(3) from None
    codes: list[int] = []
    for code, found in from_recorded(files, language, lambda old: replay_under(old, law)):
        if found is None:
            codes.append(code)
            continue
        _show(found, json, language, first=not codes)
        codes.append(0 if found.same else 1)
    raise typer.Exit(next((code for code in (2, 3, 1) if code in codes), 0))


def _show(found: Replay, json: bool, language: str, first: bool) -> None:
    if json:
        show_data(found)
        return
    from dualuse.assessment.replay_text import replay_text

    if not first:
        typer.echo("")
    typer.echo(replay_text(found, language, width()), nl=False)
