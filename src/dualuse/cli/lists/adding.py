"""``dualuse lists add``: install files of lists, or a bundle."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dualuse.cli.edge import edge, reported
from dualuse.cli.lists.answering import (
    added_data,
    added_text,
    changed,
    index_made,
    progress,
    show_line,
)
from dualuse.cli.terminal import DEFAULT_LANGUAGE, JsonOption, LanguageOption, fail, said
from dualuse.i18n import N_, translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from dualuse.sources.lists.installing import Added, Adding

HELP: Final = N_("Install lists from files: official files, FollowTheMoney JSON Lines, or a bundle.")

ShrinkageOption = Annotated[
    bool,
    typer.Option(
        "--accept-shrinkage",
        help=said(N_("Take an edition with far fewer entries than the former, or than the whole list has.")),
    ),
]
OlderOption = Annotated[
    bool, typer.Option("--accept-older", help=said(N_("Use an edition although a newer one is in use.")))
]

ReplaceOption = Annotated[
    bool,
    typer.Option(
        "--replace",
        help=said(N_("Take an edition that says no day of itself, or is in another format than the former.")),
    ),
]


@edge()
def command(
    files: Annotated[
        list[str],
        typer.Argument(help=said(N_("Files of lists, as published, or a bundle."))),
    ],
    list_id: Annotated[
        str, typer.Option("--list", help=said(N_("What to call the list, if the file does not say it.")))
    ] = "",
    edition: Annotated[
        str, typer.Option("--edition", help=said(N_("Its date (2026-11-24), if the file does not say it.")))
    ] = "",
    accept_shrinkage: ShrinkageOption = False,
    accept_older: OlderOption = False,
    replace: ReplaceOption = False,
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Install files, each all or nothing; go on with the next after one that cannot be installed."""
    from dualuse.inputs.problems import InputError
    from dualuse.sources.lists.installing import Adding

    if len(files) > 1 and (list_id or edition):
        fail(said(N_("--list and --edition name one file. Add the others by themselves.")))
    code, any_change = 0, False
    with progress() as bar:
        task = bar.add_task("", total=None)
        for file in files:
            bar.update(
                task, description=translate(N_("reading {file}"), language).format(file=Path(file).name)
            )
            try:
                stated = Adding(
                    list_id,
                    edition,
                    accept_shrinkage=accept_shrinkage,
                    accept_older=accept_older,
                    accept_other=replace,
                )
                added = _added(Path(file), stated, lambda number: bar.update(task, completed=number))
            except InputError as error:
                code = max(code, reported(error, language))
                continue
            any_change = any_change or changed(added)
            show(added, file, json, language)
    if any_change:
        code = max(code, index_made(language))
    return code


def show(added: Added, source: str, json: bool, language: str) -> None:
    """Say what an import did."""
    if json:
        for row in added_data(added, source):
            show_line(row)
    else:
        for line in added_text(added, language):
            typer.echo(line)


def _added(path: Path, stated: Adding, progress: Callable[[int], None]) -> Added:
    from dualuse.sources.home import home
    from dualuse.sources.lists.bundle import add_bundle, is_bundle
    from dualuse.sources.lists.store import ListStore

    store = ListStore(home())
    if is_bundle(path):
        if stated.list_id or stated.label:
            fail(said(N_("a bundle names its lists and editions itself. Leave out --list and --edition.")))
        return add_bundle(store, path, stated, progress)
    return store.install(path, stated, progress=progress)
