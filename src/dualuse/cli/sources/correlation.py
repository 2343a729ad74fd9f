"""``dualuse sources correlation``: read the Commission's table of customs codes and entries, or look a code up in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from dualuse.cli.terminal import (
    CANNOT_READ_OR_WRITE,
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    edge,
    fail,
    localised,
    refuse,
    say,
    show_data,
)
from dualuse.i18n import N_, fill, grouped, translate
from dualuse.inputs.problems import ExitCode

_SHOWN: Final = 10
HELP: Final = N_(
    "Read the Commission's correlation of customs codes and entries; --look CODE gives the entries to think of."
)
NAMES: Final = {
    "no_cn_code": N_("rows without a CN code of eight digits"),
    "no_entry": N_("rows without an entry"),
    "neither": N_("rows with neither: heads and remarks"),
}


@edge(refused=CANNOT_READ_OR_WRITE)
def command(
    file: Annotated[str, typer.Argument(help=localised(N_("The table: .csv or .xlsx.")))] = "",
    look: Annotated[
        str, typer.Option("--look", help=localised(N_("A CN code: four, six or eight digits.")))
    ] = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Read and keep the table, or look a code up."""
    from dualuse.sources.correlation_table import read_correlation, store
    from dualuse.sources.home import home

    if bool(file) == bool(look):
        refuse(N_("name a file, or a code with --look"), language)
    if look:
        _look(look, json, language)
        return
    correlation = read_correlation(Path(file))
    store(correlation.table, home())
    if json:
        show_data(
            {
                "lines": correlation.lines,
                "pairs": len(correlation.table.rows),
                "left_out": dict(correlation.left_out),
                "unknown_entries": list(correlation.table.unknown(_entries())),
                "checksum": correlation.table.checksum,
            }
        )
        return
    say(
        N_("{pairs} pairs of CN code and entry, from {lines} rows"),
        language,
        pairs=grouped(len(correlation.table.rows), language),
        lines=grouped(correlation.lines, language),
    )
    for reason, number in sorted(correlation.left_out.items()):
        typer.echo(f"{grouped(number, language):>9}  {translate(NAMES[reason], language)}")
    unknown = correlation.table.unknown(_entries())
    if unknown:
        shown = ", ".join(unknown[:_SHOWN]) + (" …" if len(unknown) > _SHOWN else "")
        say(
            N_("{number} entries are not in the newest edition of Annex I at hand: {codes}"),
            language,
            number=grouped(len(unknown), language),
            codes=shown,
        )


def _entries() -> frozenset[str]:
    """The entries of the newest edition of Annex I at hand."""
    from dualuse.law.eu_2021_821.control_list import outline

    newest = outline()
    return frozenset(newest.entry_codes) if newest else frozenset()


def _look(code: str, json: bool, language: str) -> None:
    from dualuse.law.eu_2021_821.control_list import title
    from dualuse.sources.correlation_table import load
    from dualuse.sources.home import home

    if not 4 <= sum(map(str.isdigit, code)) <= 10 or code.strip("0123456789. "):
        fail(fill(N_("{code} is no CN code: give four, six or eight digits"), language, code=code))
    table = load(home())
    if table is None:
        refuse(
            N_("no correlation table is installed: dualuse sources correlation FILE"),
            language,
            code=ExitCode.NO_SOURCE,
        )
    entries = table.entries(code)
    if json:
        show_data(
            {"cn_code": code, "entries": list(entries), "source": table.source, "checksum": table.checksum}
        )
        return
    if not entries:
        typer.echo(
            fill(
                N_(
                    "The table names no entry beside {code}. That says nothing: goods of any code can be listed."
                ),
                language,
                code=code,
            )
        )
        return
    say(N_("A hint where to look, never a classification:"), language)
    unknown = frozenset(table.unknown(_entries()))
    none = translate(N_("not in the newest edition of Annex I at hand"), language)
    for entry in entries:
        name = none if entry in unknown else title(entry, language) or title(entry[:5], language) or ""
        typer.echo(f"  {entry}  {name}".rstrip())
