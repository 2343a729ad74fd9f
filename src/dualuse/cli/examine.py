"""``dualuse examine``: an item against the tests of an entry of Annex I."""

from __future__ import annotations

import json as json_module
import shlex
import sys
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    FullOption,
    JsonOption,
    LanguageOption,
    complain,
    edge,
    fail,
    localised,
    show_blocks,
    show_data,
    show_on_one_screen,
    width,
)
from dualuse.i18n import N_, Message, fill
from dualuse.inputs.formats import EXAMINATION
from dualuse.inputs.problem_words import KEEP_ONE
from dualuse.inputs.problems import InputError, input_error, printable, problem_of
from dualuse.inputs.wrapping import wrapped_lines

HELP: Final = N_(
    "Examine an item by the tests of an entry of Annex I: met, not met, or which questions are open."
)


@edge()
def command(
    code: Annotated[
        str | None, typer.Argument(help=localised(N_("An entry or provision, such as 6A203 or 6A203.a")))
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option(
            "--sheet",
            help=localised(
                N_("What is known of the item, name: value (.yaml, .toml, .json); - for standard input.")
            ),
        ),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help=localised(N_("One value, such as recording_rate=30kHz. Repeatable; wins over the file.")),
        ),
    ] = None,
    folder: Annotated[
        str | None,
        typer.Option("--tests", help=localised(N_("A folder of your own reviewed tests, in place of ours."))),
    ] = None,
    list_sheets: Annotated[
        bool, typer.Option("--list", help=localised(N_("Show which entries have tests, and stop.")))
    ] = False,
    ask: Annotated[
        bool,
        typer.Option(
            "--ask",
            help=localised(
                N_(
                    "Ask one question after the other, what settles most first; answers are kept in the sheet at once."
                )
            ),
        ),
    ] = False,
    full: FullOption = False,
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Examine an item, or list the sheets."""
    from dualuse.classification.sheets import examine
    from dualuse.classification.sheets.library import FOLDER
    from dualuse.classification.sheets.reading import SheetError
    from dualuse.classification.sheets.subject import names_of_others
    from dualuse.cli.sheet_asking import asked_in_turn

    if list_sheets:
        _show_list(json, language)
        return
    try:
        if code is None:
            raise input_error(
                "code_missing",
                N_("no entry or provision is named"),
                N_("Name one, such as 6A203, or use --list"),
            )
        tests = _folder(folder) if folder else FOLDER
        kept = sheet or f"sheet-{code}.yaml"
        if sheet and sheet != "-" and not ask and not Path(sheet).exists():
            raise input_error(
                "sheet_missing",
                N_("there is no sheet {sheet} yet"),
                N_("Have its questions asked, and the answers kept in it: {command}"),
                sheet=sheet,
                command=_asking(code, sheet, values or [], folder),
            )
        of_file = values_of_file(kept if ask and Path(kept).exists() else None if ask else sheet)
        others = names_of_others(code, of_file, tests)
        own = {name: value for name, value in of_file.items() if name not in others}
        of_options = _from_options(values or [])
        stated = {**own, **of_options}
        if others:
            text = N_("left out, since the tests of {code} do not ask for it: {names}")
            complain(fill(text, language, names=", ".join(others), code=code))
        if ask:
            new = {name: value for name, value in of_options.items() if name not in of_file}
            stated = asked_in_turn(code, stated, Path(kept), new=new, language=language, folder=tests)
        examination = examine(code, stated, language=language, folder=tests)
    except SheetError as error:
        fail(str(error))
    if json:
        show_data(examination, EXAMINATION)
        return
    from dualuse.documents.examination import examination_blocks, short_examinations
    from dualuse.documents.screen_parts import rows_of

    stated_values = {name: value for name, value in stated.items() if value is not None}
    attached = _attached(code, stated_values, language) if (sheet or ask) and stated_values else []
    if full:
        show_blocks(examination_blocks(examination, language))
    else:
        below = sum(rows_of(line, width()) for line in attached)
        show_on_one_screen(short_examinations(examination, language), below)
    for line in attached:
        print(line)


def _attached(code: str, stated: dict[str, Any], language: str) -> list[str]:
    """Where the values go in a transaction, with the line that says them there, which is never broken: a sheet by itself leads nowhere."""
    text = N_(
        "Put this line below the item in the transaction: dualuse assess examines {entry} by it, and the dossier shows it."
    )
    values = json_module.dumps({code[:5]: stated}, ensure_ascii=False, default=str)
    lines = wrapped_lines(fill(text, language, entry=code[:5]), width(), "", "")
    return ["", *lines, f"    parameters: {printable(values)}"]


def _asking(code: str, sheet: str, values: list[str], folder: str | None) -> str:
    """The command that asks for what the same command line did not state, and keeps it in the sheet."""
    stated = (word for value in values for word in ("--set", value))
    tests = ("--tests", folder) if folder else ()
    return shlex.join(["dualuse", "examine", code, "--ask", "--sheet", sheet, *stated, *tests])


def _folder(name: str) -> Path:
    path = Path(name)
    if not path.is_dir():
        what = Message("folder_missing", N_("{file} is no folder"), {"file": name})
        todo = N_("Name the folder that holds the files, such as 6A203.toml")
        raise InputError([problem_of(what, Message("remedy.folder_missing", todo))])
    return path.resolve()


def values_of_file(file: str | None) -> dict[str, Any]:
    """The values in a file, or none where no file is given."""
    from dualuse.schema.reading.plain_data import read_file

    if file is None:
        return {}
    documents = read_file(file, sys.stdin.buffer)
    data = documents[0].data
    if len(documents) != 1 or not isinstance(data, dict):
        what = Message("sheet_shape", N_("{file} does not hold one group of values"), {"file": file})
        todo = N_("Write one line for each, such as recording_rate: 30 kHz")
        raise InputError([problem_of(what, Message("remedy.sheet_shape", todo))])
    return data


def _from_options(values: list[str]) -> dict[str, Any]:
    """``name=value`` of the command line; several words are written ``a; b``."""
    stated: dict[str, Any] = {}
    for text in values:
        name, mark, value = text.partition("=")
        if not mark or not name.strip():
            raise input_error(
                "set_malformed",
                N_("{text} is no value"),
                N_("Write name=value, such as recording_rate=30kHz"),
                text=text[:80],
            )
        if name.strip() in stated:
            raise input_error("given_twice", N_("{name} is given twice"), KEEP_ONE, name=name.strip())
        parts = [part.strip() for part in value.split(";")]
        stated[name.strip()] = parts if len(parts) > 1 else parts[0]
    return stated


def _show_list(json: bool, language: str) -> None:
    from dualuse.classification.sheets.library import listing
    from dualuse.documents.examination import listing_blocks

    listed = listing()
    if json:
        show_data(listed)
    else:
        show_blocks(listing_blocks(listed, language))
