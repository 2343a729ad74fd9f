"""``dualuse annex``: what changed between two editions of Annex I, and drafts of sheets from an imported text."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from dualuse.cli.parties import WorkspaceOption, workspace_named
from dualuse.cli.terminal import DEFAULT_LANGUAGE, JsonOption, edge, localised, refuse, show_blocks, show_data
from dualuse.i18n import N_, render
from dualuse.inputs.formats import ANNEX_DIFFERENCE

if TYPE_CHECKING:
    from dualuse.classification.annex_change import AnnexDiff
    from dualuse.classification.drafts.drafting import DraftReport

HELP: Final = N_(
    "The text of Annex I: what changed between two editions, and drafts of tests for a person to review."
)

app: Final = typer.Typer(help=localised(HELP), no_args_is_help=True)


@app.callback()
def root() -> None:
    """Nothing is shared by the commands."""


@app.command(
    "diff",
    help=localised(
        N_("Compare two editions: codes, numbers, words and notes; and which products the changes touch.")
    ),
)
@edge(language="")
def diff(
    earlier: Annotated[str, typer.Argument(help=localised(N_("The earlier edition, such as 2022-01-07.")))],
    later: Annotated[str, typer.Argument(help=localised(N_("The later edition, such as 2025-11-15.")))],
    text_language: Annotated[
        str,
        typer.Option("--language", "-l", help=localised(N_("Language of the texts compared, such as en."))),
    ] = "en",
    json: JsonOption = False,
    products: Annotated[
        str,
        typer.Option(
            "--products",
            help=localised(N_("CSV with the columns id and entries: say whom a change touches.")),
        ),
    ] = "",
    library: Annotated[
        bool,
        typer.Option("--library", help=localised(N_("Say which products of the library a change touches."))),
    ] = False,
    workspace: WorkspaceOption = "",
) -> None:
    """Compare two editions."""
    from dualuse.classification.annex_editions import edition_diff
    from dualuse.classification.library import Library
    from dualuse.classification.product_entries import ProductEntries, read_products, touched

    listed = read_products(Path(products)) if products else () if library else None
    if library:
        current = Library(workspace_named(workspace)).current().values()
        listed = (*(listed or ()), *(ProductEntries(decided.product, decided.entries) for decided in current))
    difference = edition_diff(earlier, later, text_language)
    touches = None if listed is None else [touched(change, listed) for change in difference.changes]
    if json:
        show_data(_data(difference, touches), ANNEX_DIFFERENCE)
        return
    from dualuse.documents.annex_diff import annex_diff_blocks

    show_blocks(annex_diff_blocks(difference, DEFAULT_LANGUAGE, touches))


def _data(difference: AnnexDiff, touches: list[tuple[str, ...]] | None) -> dict[str, Any]:
    changes = [asdict(change) for change in difference.changes]
    for row, names in zip(changes, touches or (), strict=False):
        row["products"] = names
    return {
        "earlier": difference.earlier,
        "later": difference.later,
        "language": difference.language,
        "basis": difference.basis,
        "limits": [
            {"code": limit.code, "text": render(limit, DEFAULT_LANGUAGE), "params": dict(limit.params)}
            for limit in difference.limits
        ],
        "gaps": difference.gaps,
        "summary": difference.summary(),
        "changes": changes,
    }


@app.command(
    "drafts",
    help=localised(
        N_(
            "Draft the tests of entries from the imported English text. A draft answers nothing until a person has reviewed it."
        )
    ),
)
@edge(language="")
def drafts(
    entries: Annotated[
        list[str] | None,
        typer.Argument(help=localised(N_("Entries, such as 6A203; none: all that have no tests yet."))),
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", help=localised(N_("The folder to write the drafts into.")))
    ] = "",
    edition: Annotated[
        str,
        typer.Option(
            "--edition", help=localised(N_("The edition, such as 2025-11-15; default: the newest."))
        ),
    ] = "",
    missing_only: Annotated[
        bool,
        typer.Option(
            "--missing-only/--all", help=localised(N_("Only entries without tests, or all of them."))
        ),
    ] = True,
    json: JsonOption = False,
) -> None:
    """Draft the tests of entries."""
    from dualuse.classification.drafts.drafting import write_drafts

    if not output:
        refuse(N_("no folder is named for the drafts: add -o FOLDER."), DEFAULT_LANGUAGE)
    report_of_drafts = write_drafts(Path(output), entries or [], edition or None, missing_only=missing_only)
    if json:
        show_data(report_of_drafts)
    else:
        typer.echo(_drafts_text(report_of_drafts))


def _drafts_text(drafted: DraftReport) -> str:
    """The report of drafts: sums, what is left to a person by its reason, and what to do next."""
    from dualuse.classification.drafts.drafting import REASONS, WORKLIST

    numbers = {
        "number": len(drafted.drafts),
        "folder": drafted.folder,
        "edition": drafted.edition,
        "numeric": drafted.numeric,
        "understood": drafted.understood,
        "comparisons": drafted.comparisons,
        "file": WORKLIST,
    }
    lines = [
        localised(N_("{number} drafts of the edition of {edition} in {folder}")).format(**numbers),
        localised(
            N_("Lines with a number: {numeric}; with a comparison: {understood} ({comparisons} comparisons)")
        ).format(**numbers),
    ]
    if drafted.reasons:
        lines.append(localised(N_("To look at first, line by line in {file}:")).format(**numbers))
        lines += [f"  {number:5}  {localised(REASONS[reason])}" for reason, number in drafted.reasons.items()]
    lines.append(
        localised(
            N_("A draft answers nothing until a person has reviewed it. It quotes the text of the Annex.")
        )
    )
    return "\n".join(lines)
