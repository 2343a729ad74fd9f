"""``dualuse schema``: the JSON Schemas of what is read and written, for who builds on it."""

from __future__ import annotations

import json as json_module
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    edge,
    localised,
    show_data,
    width,
)
from dualuse.data_folders import read_json, reading, see_whole
from dualuse.i18n import N_, translate
from dualuse.inputs import formats
from dualuse.inputs.formats import schema_id
from dualuse.inputs.json_output import print_line
from dualuse.inputs.problems import InputError, MissingSourceError, input_error, new_problem, suggestion
from dualuse.inputs.wrapping import wrapped_lines

SCHEMA_HELP: Final = N_("Print the JSON Schema of what is read or written; without a name: which there are.")
CONFORMANCE: Final = "conformance-"
"""What the names of the schemas begin with that stand beside the conformance cases."""


@dataclass(frozen=True, slots=True)
class Published:
    """A shape that others may rely on: its format, and what it is."""

    format: str
    what: str


PUBLISHED: Final[Mapping[str, Published]] = {
    "transaction": Published(formats.TRANSACTION, N_("what check, assess and bulk judge")),
    "determination": Published(formats.DETERMINATION, N_("the answer of check")),
    "assessment": Published(formats.ASSESSMENT, N_("the dossier that assess writes")),
    "replay": Published(formats.REPLAY, N_("the answer of replay")),
    "bulk": Published(formats.BULK, N_("what bulk says of a table")),
    "screening": Published(formats.SCREENING, N_("the answer of screen on a party")),
    "rescreening": Published(formats.RESCREENING, N_("the report of rescreen")),
    "classification": Published(formats.CLASSIFICATION, N_("the answer of classify on a text")),
    "examination": Published(formats.EXAMINATION, N_("the answer of examine")),
    "entry": Published(formats.ENTRY, N_("the answer of entry")),
    "watch": Published(
        formats.WATCH, N_("a dossier that changes, or was answered of other facts before, as watch tells it")
    ),
    "log": Published(formats.LOG, N_("a line of --log-file on a run")),
    "doctor": Published(formats.DOCTOR, N_("a finding of doctor")),
    "law-diff": Published(formats.LAW_DIFFERENCE, N_("the answer of law diff")),
    "decision": Published(formats.DECISION, N_("a row of the table of decisions")),
    "conformance-case": Published(formats.CONFORMANCE_CASE, N_("a conformance case")),
    "conformance-answer": Published(
        formats.CONFORMANCE_ANSWER, N_("what an engine answers to a conformance case")
    ),
}
"""By name, in the order in which they are listed."""


@edge()
def schema(
    name: Annotated[
        str, typer.Argument(help=localised(N_("Such as determination; left out: all names.")))
    ] = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Print one schema, or the names of all."""
    if name:
        print_line(json_module.dumps(schema_of(name), indent=2, ensure_ascii=False))
        return
    longest = max(map(len, PUBLISHED)) + 2
    for schema_name, published in PUBLISHED.items():
        what = translate(published.what, language)
        if json:
            names = {"name": schema_name, "of": published.format, "id": schema_id(published.format)}
            show_data({**names, "text": what})
            continue
        line = f"{schema_name.ljust(longest)}{what} ({published.format})"
        # A line for each name where another program reads them.
        is_read = sys.stdout.isatty()
        for part in wrapped_lines(line, width(), rest=" " * longest) if is_read else [line]:
            typer.echo(part)


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of that name, with its ``$id``: the file that the release ships, whatever else is installed.

    Raises:
        InputError: there is none of that name.
        MissingSourceError: the file is not there.
    """
    if name not in PUBLISHED:
        raise _unknown(name)
    schema = _read(_file_of(name))
    return {"$schema": schema["$schema"], "$id": schema_id(PUBLISHED[name].format), **schema}


def _read(path: Path) -> dict[str, Any]:
    """The schema in a file of the release.

    Raises:
        DataError: it is none.
    """
    with reading(path):
        schema = read_json(path)
        return {"$schema": schema["$schema"], **schema}


def _file_of(name: str) -> Path:
    if name.startswith(CONFORMANCE):
        from dualuse.cli.conformance import conformance_file

        return conformance_file(f"{name.removeprefix(CONFORMANCE)}.schema.json")
    package = Path(__file__).parent.parent
    for folder in (package / "schemas", package.parent.parent / "docs" / "schema"):
        if (folder / f"{name}.json").is_file():
            return folder / f"{name}.json"
    see_whole(package / "schemas")
    raise MissingSourceError(
        [
            new_problem(
                "schema_missing",
                N_("the schema {name} is not at hand"),
                N_("Install dualuse again: its wheel holds them"),
                name=name,
            )
        ]
    )


def _unknown(name: str) -> InputError:
    return input_error(
        "schema_unknown", N_("there is no schema {name}"), suggestion(name, PUBLISHED), name=name[:80]
    )
