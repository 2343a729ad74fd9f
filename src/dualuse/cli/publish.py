"""``dualuse publish``: a dated release of the table of decisions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand

from dualuse.cli.terminal import (
    CANNOT_READ_OR_WRITE,
    DEFAULT_LANGUAGE,
    LanguageOption,
    day_of,
    edge,
    known_format,
    localised,
    refuse,
    say,
)
from dualuse.i18n import N_, grouped

BESIDE: Final = Path(":beside:")
"""``--site`` without a folder: beside the releases."""


class Command(TyperCommand):
    """``publish``, whose option ``--site`` may stand without a folder."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments, with the folder of the site filled in where none is named."""
        filled = []
        for place, argument in enumerate(args):
            filled.append(argument)
            following = args[place + 1 : place + 2]
            if argument == "--site" and (not following or following[0].startswith("-")):
                filled.append(str(BESIDE))
        remaining: list[str] = super().parse_args(ctx, filled)
        return remaining


HELP: Final = N_("Publish decisions: a dated release that is never changed.")


@edge(refused=CANNOT_READ_OR_WRITE)
def command(
    tables: Annotated[
        list[Path] | None, typer.Argument(help=localised(N_("Files of decisions: .csv, .jsonl or .parquet.")))
    ] = None,
    published: Annotated[
        list[str] | None,
        typer.Option(
            "--published", help=localised(N_("A list as published: nl=FILE or ch=FILE. Repeatable."))
        ),
    ] = None,
    sources: Annotated[
        Path | None,
        typer.Option(
            "--sources",
            help=localised(N_("What the files of decisions cover (CSV): what makes a nought known.")),
        ),
    ] = None,
    figures: Annotated[
        Path | None, typer.Option("--figures", help=localised(N_("Figures published as sums (CSV).")))
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "--out", "-o", help=localised(N_("The folder of all releases.")))
    ] = Path("releases"),
    day: Annotated[
        str, typer.Option("--day", help=localised(N_("The day of the release; default: today.")))
    ] = "",
    version: Annotated[
        str,
        typer.Option(
            "--version",
            help=localised(N_("The version; default: the day, with a number from the second on.")),
        ),
    ] = "",
    because: Annotated[
        str, typer.Option("--because", help=localised(N_("Why this release corrects the one before.")))
    ] = "",
    site: Annotated[
        Path | None,
        typer.Option(
            "--site",
            help=localised(
                N_(
                    "Make the public website of all releases in this folder (default: site, beside the releases); without"
                    " files: of the releases that are there."
                )
            ),
        ),
    ] = None,
    address: Annotated[
        str,
        typer.Option(
            "--address", help=localised(N_("Where the website will be reached (https://…): for its feeds."))
        ),
    ] = "",
    context: Annotated[
        Path | None,
        typer.Option(
            "--context",
            help=localised(N_("Indices for the pages on destinations, from dualuse context import (CSV).")),
        ),
    ] = None,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Gather, release, make the website, tell where."""
    from dualuse.transparency.sources import is_site_address

    if site == BESIDE:
        site = output / "site"
    if not tables and not published and not site:
        refuse(N_("nothing to publish: name files of decisions, or --published nl=FILE"), language)
    if address and not is_site_address(address):
        refuse(N_("{address} is no address: write it as https://…"), language, address=address)
    if tables or published:
        _release(tables or [], published or [], sources, figures, output, day, version, because, language)
    if site:
        _site(output, site, address, context, language)


def _release(
    tables: list[Path],
    published: list[str],
    sources: Path | None,
    figures: Path | None,
    output: Path,
    day: str,
    version: str,
    because: str,
    language: str,
) -> None:
    """Write a release of what was named, and tell where it is."""
    from dualuse.transparency.importing.formats import FORMATS
    from dualuse.transparency.publishing import next_version, release_before, release_content
    from dualuse.transparency.release import write_release

    lists = []
    for stated in published:
        form, _, path = stated.partition("=")
        known_format(form, tuple(FORMATS), language)
        lists.append((form, Path(path)))
    of_day = day_of(day, language)
    named = version or next_version(output, of_day)
    content = release_content(tables, lists, sources, figures, named, of_day, because)
    place = write_release(content, output, release_before(output, named))
    say(
        N_("Release {version}: {place} (decisions: {number})"),
        language,
        version=named,
        place=place,
        number=grouped(content.decisions.height, language),
    )


def _site(output: Path, site: Path, address: str, context: Path | None, language: str) -> None:
    """Make the website of the releases, and tell how to open it."""
    from dualuse.transparency.site.build import build_site

    built = build_site(output, site, address, context)
    counts = {"pages": grouped(built.pages, language), "tables": grouped(built.tables, language)}
    say(
        N_("Website: {place} (pages: {pages}, tables: {tables})"),
        language,
        place=built.folder / "index.html",
        **counts,
    )
