"""``dualuse publish``: a dated release of the table of decisions."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from dualuse.cli.terminal import DEFAULT_LANGUAGE, LanguageOption, fail, known_format, report, said, spoken
from dualuse.wording import N_, grouped, translate

HELP: Final = N_("Publish decisions: a dated release that is never changed.")


def command(
    tables: Annotated[
        list[Path] | None, typer.Argument(help=said(N_("Files of decisions: .csv, .jsonl or .parquet.")))
    ] = None,
    published: Annotated[
        list[str] | None,
        typer.Option("--published", help=said(N_("A list as published: nl=FILE or ch=FILE. Repeatable."))),
    ] = None,
    sources: Annotated[
        Path | None,
        typer.Option(
            "--sources", help=said(N_("What the files of decisions cover (CSV): what makes a nought known."))
        ),
    ] = None,
    figures: Annotated[
        Path | None, typer.Option("--figures", help=said(N_("Figures published as sums (CSV).")))
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help=said(N_("The folder of all releases.")))
    ] = Path("releases"),
    day: Annotated[str, typer.Option("--day", help=said(N_("The day of the release; default: today.")))] = "",
    version: Annotated[
        str,
        typer.Option(
            "--version", help=said(N_("The version; default: the day, with a number from the second on."))
        ),
    ] = "",
    because: Annotated[
        str, typer.Option("--because", help=said(N_("Why this release corrects the one before.")))
    ] = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Gather, release, tell where."""
    from dualuse.contract.problems import InputError
    from dualuse.transparency.importing.formats import FORMATS
    from dualuse.transparency.publishing import gathered, next_version, release_before
    from dualuse.transparency.release import write_release

    language = spoken(language)
    if not tables and not published:
        fail(translate(N_("nothing to publish: name files of decisions, or --published nl=FILE"), language))
    lists = []
    for one in published or []:
        form, _, path = one.partition("=")
        known_format(form, tuple(FORMATS), language)
        lists.append((form, Path(path)))
    try:
        of_day = date.fromisoformat(day) if day else date.today()
    except ValueError:
        fail(translate(N_("{day} is no day: write it as 2026-11-25"), language).format(day=day))
    named = version or next_version(output, of_day)
    try:
        content = gathered(tables or [], lists, sources, figures, named, of_day, because)
        place = write_release(content, output, release_before(output, named))
    except InputError as error:
        report(error.problems, language, named)
        raise typer.Exit(2) from None
    except OSError as error:
        text = translate(N_("{file} cannot be read or written: {why}"), language)
        fail(text.format(file=error.filename or output, why=error.strerror))
    text = translate(N_("Release {version}: {place} (decisions: {number})"), language)
    typer.echo(text.format(version=named, place=place, number=grouped(content.decisions.height, language)))
