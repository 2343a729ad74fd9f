"""``dualuse sources annex``: read the text of an edition of Annex I from a file, or list those installed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from dualuse.cli.terminal import DEFAULT_LANGUAGE, JsonOption, edge, localised, refuse, say, show_data
from dualuse.i18n import N_

if TYPE_CHECKING:
    from dualuse.sources.annex.reading import PathDifferences, Reading
    from dualuse.sources.annex.store import Installed, Stored

HELP: Final = N_(
    "Read the text of Annex I from a file of EUR-Lex, or an edition file; --list shows what is installed."
)
_SHOWN_PATHS: Final = 12


@edge(language="")
def command(
    file: Annotated[
        str, typer.Argument(help=localised(N_("XHTML of EUR-Lex or Cellar, or an edition file.")))
    ] = "",
    text_language: Annotated[
        str,
        typer.Option(
            "--language", "-l", help=localised(N_("Language of the text in the file, in two letters."))
        ),
    ] = "en",
    edition: Annotated[
        str,
        typer.Option(
            "--edition", help=localised(N_("The day it is in force from, if the file does not say it."))
        ),
    ] = "",
    listing: Annotated[
        bool, typer.Option("--list", help=localised(N_("List the texts that are installed.")))
    ] = False,
    part: Annotated[
        bool,
        typer.Option("--part", help=localised(N_("Install it though it holds only a part of the entries."))),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Install the text of an edition, and tell how it compares with the outline of that edition."""
    from dualuse.sources.annex.reading import read_annex
    from dualuse.sources.annex.store import store

    if listing:
        _list(json)
        return
    if not file:
        refuse(N_("no file is named. Name one, or use --list."), DEFAULT_LANGUAGE)
    reading = read_annex(Path(file), text_language, edition)
    if not part:
        _whole(reading, file)
    differences = _differences(reading)
    stored = store(reading.text)
    if json:
        show_data(_data(reading, differences, stored))
        return
    for line in _report_lines(reading, differences, stored):
        typer.echo(line)


def _whole(reading: Reading, file: str) -> None:
    """Refuse a text with less than half of the entries there are: it would stand in the place of a whole one."""
    from dualuse.inputs.problems import input_error
    from dualuse.law.eu_2021_821.control_list import outline

    newest = outline()
    entries = len({line.entry for line in reading.text.lines if line.entry})
    entries_before = 0 if newest is None else len(newest.entry_codes)
    if entries * 2 >= entries_before:
        return
    raise input_error(
        "annex_part",
        N_(
            "only {entries} of about {known} entries are in it: this is a part of Annex I, or the file is cut"
        ),
        N_("Fetch the whole consolidated text; if a part is meant, add --part"),
        file=file,
        entries=entries,
        known=entries_before,
    )


def _list(json: bool) -> None:
    from dualuse.sources.annex.store import installed

    rows = installed()
    if json:
        for row in rows:
            show_data(_row(row))
        return
    if not rows:
        say(
            N_("No text of Annex I is installed. Read one with dualuse sources annex FILE."), DEFAULT_LANGUAGE
        )
    for row in rows:
        say(
            N_("{edition}  {language}  {lines} lines, read {day}, SHA-256 {checksum}…  {source}"),
            DEFAULT_LANGUAGE,
            **_row(row) | {"day": row.read_at[:10], "checksum": row.checksum[:12]},
        )


def _row(row: Installed) -> dict[str, Any]:
    names = ("edition", "language", "celex", "source", "checksum", "read_at", "reader_version", "lines")
    return {name: getattr(row, name) for name in names}


def _differences(reading: Reading) -> PathDifferences | None:
    """How the provisions compare with the outline of the edition; ``None`` where that is not at hand."""
    from dualuse.law.eu_2021_821.control_list import edition_records, outline
    from dualuse.sources.annex.reading import path_differences

    record = next((row for row in edition_records() if row.name == reading.text.edition), None)
    annex_outline = outline(record) if record is not None else None
    return None if annex_outline is None else path_differences(reading.text, annex_outline.codes)


def _data(reading: Reading, differences: PathDifferences | None, stored: Stored) -> dict[str, Any]:
    text = reading.text
    return {
        "edition": text.edition,
        "language": text.language,
        "checksum": text.checksum,
        "lines": len(text.lines),
        "unchanged": stored.unchanged,
        "replaced": stored.former,
        "outline": None
        if differences is None
        else {"only_in_text": differences.unknown, "only_in_outline": differences.missing},
        "formulas": reading.formulas,
        "doubtful": reading.doubtful,
    }


def _report_lines(reading: Reading, differences: PathDifferences | None, stored: Stored) -> list[str]:
    text = reading.text
    entries = len({line.entry for line in text.lines if line.entry})
    what = (
        N_("Annex I of {edition} ({language}) was installed already; nothing changed.")
        if stored.unchanged
        else N_("Annex I of {edition} ({language}) installed: {entries} entries, {lines} lines.")
    )
    lines = [
        localised(what).format(
            edition=text.edition, language=text.language, entries=entries, lines=len(text.lines)
        )
    ]
    if stored.former:
        kept = localised(N_("The text in its place, SHA-256 {checksum}…, is kept beside it."))
        lines.append(kept.format(checksum=stored.former[:12]))
    if differences is None:
        lines.append(
            localised(N_("There is no outline of this edition here: its paths could not be compared."))
        )
    elif not differences:
        lines.append(localised(N_("All paths are those of the outline of this edition.")))
    else:
        lines.extend(
            _paths(N_("{number} paths are not in the outline of this edition: {paths}"), differences.unknown)
        )
        lines.extend(
            _paths(N_("{number} paths of the outline are not in the text: {paths}"), differences.missing)
        )
    lines.extend(_paths(N_("{number} paths were placed by their marks alone: {paths}"), reading.doubtful))
    if reading.formulas:
        left = localised(N_("{number} images, which formulas are, stand as [formula]."))
        lines.append(left.format(number=reading.formulas))
    return lines


def _paths(text: str, paths: tuple[str, ...]) -> list[str]:
    if not paths:
        return []
    listed = ", ".join(paths[:_SHOWN_PATHS]) + (" …" if len(paths) > _SHOWN_PATHS else "")
    return [localised(text).format(number=len(paths), paths=listed)]
