"""Transactions on the command line: reading them from files and standard input, and the lists to screen their parties against."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from dualuse.cli.terminal import localised, report
from dualuse.i18n import N_

if TYPE_CHECKING:
    from dualuse.assessment.listed.installed import InstalledLists
    from dualuse.schema.reading.plain_data import Document

ListsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--lists",
        metavar="LIST",
        help=localised(
            N_("Screen against this list alone, such as eu_fsf. Repeatable; default: all installed.")
        ),
    ),
]
NoScreeningOption = Annotated[
    bool, typer.Option("--no-screening", help=localised(N_("Screen nobody; the answer is then never go.")))
]
GateOption = Annotated[
    bool, typer.Option("--gate", help=localised(N_("Exit with 1 unless every answer is go.")))
]


def screener_asked(only: tuple[str, ...], workspace: str, language: str) -> InstalledLists:
    """The lists to screen against; making an index, which takes seconds, is told beside the answer."""
    from dualuse.assessment.listed.installed import InstalledLists
    from dualuse.i18n import Message, render

    def warn(message: Message) -> None:
        typer.echo(f"dualuse: {render(message, language)}", err=True)

    return InstalledLists(only=only, workspace=workspace, progress=warn)


def documents(files: list[str], language: str, form: str) -> Iterator[Document | None]:
    """The documents of all files; None for a file, or a line, that could not be read and was reported."""
    from dualuse.inputs.opening import lines_of
    from dualuse.inputs.problems import InputError
    from dualuse.schema.reading.plain_data import parse, read_file

    for file in files:
        try:
            if file != "-" or form != "jsonl":
                yield from read_file(file, sys.stdin.buffer, f".{form}")
                continue
            for content, number in lines_of(sys.stdin.buffer, file):
                try:
                    yield from parse(content, file, ".jsonl", number)
                except InputError as error:
                    report(error.problems, language, file)
                    yield None
        except InputError as error:
            report(error.problems, language, file)
            yield None
