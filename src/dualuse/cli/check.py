"""``dualuse check``: transactions in, determinations out."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from dualuse.cli.parties import WorkspaceOption
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    AssumeOption,
    JsonOption,
    LanguageOption,
    edge,
    known_format,
    localised,
    report,
    show_determination,
)
from dualuse.cli.transactions import (
    GateOption,
    ListsOption,
    NoScreeningOption,
    documents,
    screener_asked,
)
from dualuse.i18n import N_

HELP: Final = N_("Judge transactions: is an authorisation needed, from whom, what else, may the goods leave?")

_FORMATS: Final = ("yaml", "json", "jsonl", "toml")


@edge()
def command(
    files: Annotated[
        list[str],
        typer.Argument(
            help=localised(N_("Transactions: .yaml, .json, .jsonl or .toml; - for standard input."))
        ),
    ],
    json: JsonOption = False,
    gate: GateOption = False,
    assume: AssumeOption = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help=localised(
                N_("Format of standard input: yaml (takes JSON too), json, jsonl (line by line) or toml.")
            ),
        ),
    ] = "yaml",
    lists: ListsOption = None,
    no_screening: NoScreeningOption = False,
    workspace: WorkspaceOption = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Judge the transactions of all files; what cannot be read is reported, and the others are judged all the same."""
    from dualuse.assessment.check import check
    from dualuse.inputs.problems import ExitCode, InputError, MissingSourceError
    from dualuse.schema.reading.validation import transaction_from

    screener = None if no_screening else screener_asked(tuple(lists or ()), workspace, language)
    released: list[str] = []
    printed: dict[str, str] = {}
    failed = False
    for document in documents(files, language, known_format(form, _FORMATS, language)):
        if document is None:
            failed = True
            continue
        try:
            transaction = transaction_from(document)
            determination = check(transaction, language=language, assume=assume or (), screener=screener)
        except MissingSourceError:
            raise
        except InputError as error:
            failed = True
            report(error.problems, language, document.file)
            continue
        released.append(determination.release)
        show_determination(determination, json, first=len(released) == 1, printed=printed)
    if failed:
        return ExitCode.BAD_INPUT
    return ExitCode.NOT_GO if gate and any(release != "go" for release in released) else ExitCode.DONE
