"""``dualuse lists sync``: fetch lists from their official addresses and install them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from dualuse.cli.edge import edge, reported
from dualuse.cli.lists.adding import OlderOption, ReplaceOption, ShrinkageOption, show
from dualuse.cli.lists.answering import changed, index_made, progress, show_line
from dualuse.cli.terminal import DEFAULT_LANGUAGE, JsonOption, LanguageOption, said
from dualuse.i18n import N_, translate

if TYPE_CHECKING:
    from dualuse.sources.lists.synchronising import Synced

HELP: Final = N_("Bring lists up to date from their official addresses, or from --from.")


@edge()
def command(
    lists: Annotated[
        list[str] | None,
        typer.Argument(help=said(N_("Lists such as eu_fsf; left out: all that are known."))),
    ] = None,
    from_address: Annotated[
        str, typer.Option("--from", help=said(N_("Another address for the one list named.")))
    ] = "",
    accept_shrinkage: ShrinkageOption = False,
    accept_older: OlderOption = False,
    replace: ReplaceOption = False,
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Fetch and install, one list after the other; one that cannot be had does not stop the others."""
    from dualuse.inputs.problems import InputError
    from dualuse.sources.home import home
    from dualuse.sources.lists.store import ListStore
    from dualuse.sources.lists.synchronising import Syncing, addresses, sync

    store = ListStore(home())
    wanted = addresses(tuple(lists or ()), from_address)
    code, any_change = 0, False
    with progress() as bar:
        task = bar.add_task("", total=None)
        how = Syncing(
            accept_shrinkage=accept_shrinkage,
            accept_older=accept_older,
            accept_other=replace,
            fetching=lambda came, expected: bar.update(task, completed=came, total=expected or None),
            reading=lambda number: bar.update(task, completed=number, total=None),
        )
        for name, address in wanted:
            bar.update(task, description=translate(N_("fetching {list}"), language).format(list=name))
            try:
                synced = sync(store, name, address, how)
            except InputError as error:
                code = max(code, reported(error, language))
                continue
            any_change = any_change or (synced.added is not None and changed(synced.added))
            _show(synced, json, language)
    if any_change:
        code = max(code, index_made(language))
    return code


def _show(synced: Synced, json: bool, language: str) -> None:
    if synced.added is not None:
        show(synced.added, synced.source, json, language)
        return
    for name in synced.lists:
        if json:
            show_line({"list": name, "status": "not_modified", "source": synced.source})
        else:
            text = N_("{list}: the edition in use is the current one.")
            typer.echo(translate(text, language).format(list=name))
