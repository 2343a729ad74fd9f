"""``dualuse products worklist`` and ``show``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from dualuse.cli.parties import WorkspaceOption, workspace_named
from dualuse.cli.products.deciding import ProductArgument
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    edge,
    localised,
    refuse,
    say,
    show_data,
)
from dualuse.i18n import N_, fill, grouped, quoted, short_day, translate

if TYPE_CHECKING:
    from dualuse.classification.library.batch import Task
    from dualuse.classification.library.model import Decided

WORKLIST_HELP: Final = N_(
    "What waits for a person, the most pressing first: not classified, doubtful, changed, due for review."
)
SHOW_HELP: Final = N_("A product: how it is classified, by whom, on what evidence, and what was before.")
WHY_NAMES: Final = {
    "likely": N_("not classified; probably listed"),
    "doubtful": N_("not classified; doubtful"),
    "not_proposed": N_("not classified; not looked at"),
    "unlikely": N_("not classified; probably not listed"),
    "description_changed": N_("its description changed since it was classified"),
    "edition_changed": N_("Annex I changed in its entries since it was classified"),
    "review_due": N_("due for review"),
}


@edge()
def worklist_command(
    most: Annotated[int, typer.Option("--most", min=1, help=localised(N_("So many lines at most.")))] = 20,
    workspace: WorkspaceOption = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Show the worklist."""
    from dualuse.classification.library.batch import open_tasks
    from dualuse.sources.home import home

    tasks = open_tasks(workspace_named(workspace), date.today(), home())
    if json:
        for task in tasks:
            show_data(_task_data(task.task, task.hints))
        return
    if not tasks:
        say(N_("Nothing waits for a person."), language)
        return
    for shown in tasks[:most]:
        for line in _task_lines(shown.task, shown.hints, language):
            typer.echo(line)
    if len(tasks) > most:
        say(N_("and {number} more"), language, number=grouped(len(tasks) - most, language))


def _task_data(task: Task, hints: tuple[str, ...]) -> dict[str, Any]:
    return {
        "product": task.product.id,
        "description": task.product.description,
        "why": task.why,
        "candidates": list(task.candidates),
        "likelihood": task.likelihood,
        "cn_hint": list(hints),
        "decided": task.decided.data() if task.decided else None,
    }


def _task_lines(task: Task, hints: tuple[str, ...], language: str) -> list[str]:
    lines = [
        f"{task.product.id}  {task.product.description[:90]}",
        f"    {translate(WHY_NAMES[task.why], language)}",
    ]
    if task.candidates:
        lines.append("    " + fill(N_("think of: {entries}"), language, entries=", ".join(task.candidates)))
    if hints:
        text = translate(N_("beside its CN code stand (a hint): {entries}"), language)
        lines.append("    " + text.format(entries=", ".join(hints)))
    if task.decided:
        text = translate(N_("classified: {entries}, {day}, {person}"), language)
        lines.append(
            "    "
            + text.format(
                entries=_entries(task.decided, language),
                day=task.decided.time[:10],
                person=task.decided.person,
            )
        )
    return lines


def _entries(decided: Decided, language: str) -> str:
    return ", ".join(decided.entries) or translate(N_("not listed"), language)


@edge()
def show(
    product: ProductArgument,
    workspace: WorkspaceOption = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Show a product with its history."""
    from dualuse.classification.library import Library

    library = Library(workspace_named(workspace, language))
    product_on_record = library.products().get(product)
    history = list(library.history(product))
    current = library.current().get(product)
    if product_on_record is None:
        refuse(N_("there is no product {id} in the library: dualuse products add FILE"), language, id=product)
    if json:
        data = {
            "product": product,
            "description": product_on_record.description,
            "cn_code": product_on_record.cn_code,
        }
        show_data(
            {
                **data,
                "current": current.data() if current else None,
                "history": [decided.data() for decided in history],
            }
        )
        return
    typer.echo(f"{product}  {product_on_record.description}")
    if current is None:
        typer.echo("  " + translate(N_("not classified"), language))
    for decided in reversed(history):
        mark = "→" if current and decided.number == current.number else " "
        for line in _decided_lines(decided, language):
            typer.echo(f"{mark} {line}")
            mark = " "


def _decided_lines(decided: Decided, language: str) -> list[str]:
    whose = fill(N_("ruling of {authority}, {reference}"), language, authority=decided.authority, reference=decided.reference) if decided.standing == "ruling" else decided.person  # fmt: skip
    lines = [
        "  ·  ".join(
            (
                _entries(decided, language),
                whose,
                short_day(decided.time[:10], language),
                fill(N_("Annex I of {edition}"), language, edition=decided.edition),
            )
        )
    ]
    if decided.reason:
        lines.append(f"  {decided.reason}")
    for evidence in decided.evidence:
        said_ = f": {quoted(evidence.quote, language)}" if evidence.quote else ""
        lines.append(f"  {evidence.document}{f', {evidence.place}' if evidence.place else ''}{said_}")
    refused = translate(N_("not {entry}: {reason}"), language)
    lines += ["  " + refused.format(entry=out.entry, reason=out.reason) for out in decided.ruled_out]
    if decided.review_by:
        lines.append("  " + fill(N_("to be looked at again by {day}"), language, day=decided.review_by))
    return lines
