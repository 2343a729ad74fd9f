"""``dualuse products add``: take a file of products into the library, and let the search propose entries for each."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Annotated, Final

import typer

from dualuse.cli.parties import WorkspaceOption, workspace_named
from dualuse.cli.products.deciding import PersonOption
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    edge,
    localised,
    refuse,
    report,
    say,
    show_data,
)
from dualuse.i18n import N_, grouped, translate
from dualuse.inputs.problems import ExitCode

HELP: Final = N_(
    "Take products in (CSV or JSON Lines: id, description, cn_code), and propose entries for each."
)
VERDICT_NAMES: Final = {
    "probably_listed": N_("probably listed"),
    "unsure": N_("doubtful"),
    "probably_not_listed": N_("probably not listed"),
}


@edge()
def command(
    file: Annotated[str, typer.Argument(help=localised(N_("The file, or - for standard input.")))],
    person: PersonOption = "",
    workspace: WorkspaceOption = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Read, classify with progress, remember, tell the counts."""
    from dualuse.classification.library.batch import take_in

    if not person.strip():
        refuse(N_("name the person: --person, or DUALUSE_PERSON"), language)
    folder = workspace_named(workspace)
    taken = take_in(file, folder, person, sys.stdin.buffer, lambda done: _progress(done, language))
    if taken.problems:
        report(taken.problems, language, file)
    if json:
        show_data(
            {"products": taken.products, "verdicts": dict(taken.verdicts), "bad_rows": len(taken.problems)}
        )
    else:
        _say(taken.products, taken.verdicts, language)
    return ExitCode.BAD_INPUT if taken.problems else ExitCode.DONE


def _progress(done: int, language: str) -> None:
    if sys.stderr.isatty() and done % 500 == 0:
        text = translate(N_("products looked at: {number}"), language).format(number=grouped(done, language))
        print(f"\r{text}", end="", file=sys.stderr, flush=True)


def _say(products: int, verdicts: Counter[str], language: str) -> None:
    if sys.stderr.isatty():
        print(file=sys.stderr)
    say(
        N_("Products taken in: {number}. Proposals, not classifications:"),
        language,
        number=grouped(products, language),
    )
    for verdict, name in VERDICT_NAMES.items():
        typer.echo(f"{grouped(verdicts[verdict], language):>9}  {translate(name, language)}")
    say(N_("What waits for a person: dualuse products worklist"), language)
