"""``dualuse lists add``, ``sync`` and ``bundle``: lists installed from files or their addresses, and carried elsewhere."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dualuse.cli.configuration import settings
from dualuse.cli.lists.answering import (
    added_data,
    added_text,
    changed,
    index_made,
    progress,
)
from dualuse.cli.run_log import LogFileOption, logged
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    edge,
    localised,
    refuse,
    reported,
    say,
    show_data,
)
from dualuse.i18n import N_, Figure, fill
from dualuse.inputs.problems import InputError
from dualuse.inputs.run_notes import note_counts, note_problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from dualuse.sources.lists.installing import Added, Adding
    from dualuse.sources.lists.synchronising import Synced


ADD_HELP: Final = N_("Install lists from files: official files, FollowTheMoney JSON Lines, or a bundle.")

ShrinkageOption = Annotated[
    bool,
    typer.Option(
        "--accept-shrinkage",
        help=localised(
            N_("Take an edition with far fewer entries than the former, or than the whole list has.")
        ),
    ),
]
OlderOption = Annotated[
    bool, typer.Option("--accept-older", help=localised(N_("Use an edition although a newer one is in use.")))
]

Sha256Option = Annotated[
    str,
    typer.Option(
        "--sha256", help=localised(N_("The SHA-256 that the file must have, as its publisher states it."))
    ),
]

ReplaceOption = Annotated[
    bool,
    typer.Option(
        "--replace",
        help=localised(
            N_("Take an edition that says no day of itself, or is in another format than the former.")
        ),
    ),
]


@edge()
def add(
    files: Annotated[
        list[str],
        typer.Argument(help=localised(N_("Files of lists, as published, or a bundle."))),
    ],
    list_id: Annotated[
        str, typer.Option("--list", help=localised(N_("What to call the list, if the file does not say it.")))
    ] = "",
    edition: Annotated[
        str,
        typer.Option("--edition", help=localised(N_("Its date (2026-11-24), if the file does not say it."))),
    ] = "",
    accept_shrinkage: ShrinkageOption = False,
    accept_older: OlderOption = False,
    replace: ReplaceOption = False,
    sha256: Sha256Option = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Install files, each all or nothing; go on with the next after one that cannot be installed."""
    from dualuse.sources.lists.installing import Adding

    if len(files) > 1 and (list_id or edition or sha256):
        refuse(
            N_("--list, --edition and --sha256 name one file. Add the others by themselves."),
            DEFAULT_LANGUAGE,
        )
    code, any_change = 0, False
    with progress() as bar:
        task = bar.add_task("", total=None)
        for file in files:
            bar.update(task, description=fill(N_("reading {file}"), language, file=Path(file).name))
            try:
                stated = Adding(
                    list_id=list_id,
                    label=edition,
                    accept_shrinkage=accept_shrinkage,
                    accept_older=accept_older,
                    accept_other=replace,
                    sha256=sha256,
                )
                added = _added(Path(file), stated, lambda number: bar.update(task, completed=number))
            except InputError as error:
                code = max(code, reported(error, language))
                continue
            any_change = any_change or changed(added)
            _show_added(added, file, json, language)
    if any_change:
        code = max(code, index_made(language))
    return code


def _show_added(added: Added, source: str, json: bool, language: str) -> None:
    """Say what an import did."""
    if json:
        for row in added_data(added, source):
            show_data(row)
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
            refuse(
                N_("a bundle names its lists and editions itself. Leave out --list and --edition."),
                DEFAULT_LANGUAGE,
            )
        return add_bundle(store, path, stated, progress)
    return store.install(path, stated, progress=progress)


SYNC_HELP: Final = N_("Bring lists up to date from their official addresses, or from --from.")


@edge()
@logged("lists sync")
def sync_lists(
    lists: Annotated[
        list[str] | None,
        typer.Argument(help=localised(N_("Lists such as eu_fsf; left out: all that are known."))),
    ] = None,
    from_address: Annotated[
        str, typer.Option("--from", help=localised(N_("Another address for the one list named.")))
    ] = "",
    accept_shrinkage: ShrinkageOption = False,
    accept_older: OlderOption = False,
    replace: ReplaceOption = False,
    sha256: Sha256Option = "",
    log_file: LogFileOption = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Fetch and install, one list after the other; one that cannot be had does not stop the others."""
    from dualuse.sources.home import home
    from dualuse.sources.lists.known_lists import stale
    from dualuse.sources.lists.locking import require_writable
    from dualuse.sources.lists.store import ListStore
    from dualuse.sources.lists.synchronising import Syncing, addresses, sync

    store = ListStore(home())
    wanted = addresses(tuple(lists or ()), from_address)
    if sha256 and len(wanted) != 1:
        refuse(N_("--sha256 is of one file. Name one list, such as: dualuse lists sync eu_fsf"), language)
    require_writable(store.folder)
    code, any_change = 0, False
    numbers: Counter[str] = Counter()
    with progress() as bar:
        task = bar.add_task("", total=None)
        how = Syncing(
            accept_shrinkage=accept_shrinkage,
            accept_older=accept_older,
            accept_other=replace,
            sha256=sha256,
            fetching=lambda came, expected: bar.update(task, completed=came, total=expected or None),
            reading=lambda number: bar.update(task, completed=number, total=None),
        )
        for name, address in wanted:
            bar.update(task, description=fill(N_("fetching {list}"), language, list=name))
            try:
                synced = sync(store, name, address, how)
            except InputError as error:
                code = max(code, reported(error, language))
                numbers["refused"] += 1
                continue
            numbers["unchanged" if synced.added is None else "installed"] += 1
            any_change = any_change or (synced.added is not None and changed(synced.added))
            _show_synced(synced, json, language)
    values = {what: numbers[what] for what in ("installed", "unchanged", "refused")}
    note_counts(**values)
    if not json:
        text = N_(
            "Lists fetched: {installed} installed, {unchanged} unchanged, {refused} not to be had or refused."
        )
        say(text, language, **values)
    if stale(store.editions(), date.today(), settings().rules.list_age):
        note_problems("lists_too_old")
    if any_change:
        code = max(code, index_made(language))
    return code


def _show_synced(synced: Synced, json: bool, language: str) -> None:
    if synced.added is not None:
        _show_added(synced.added, synced.source, json, language)
        return
    for name in synced.lists:
        if json:
            show_data({"list": name, "status": "not_modified", "source": synced.source})
        else:
            say(N_("{list}: the edition in use is the current one."), language, list=name)


BUNDLE_HELP: Final = N_("Bundle the lists in use in one file; dualuse lists add installs it elsewhere.")


@edge()
def bundle_lists(
    output: Annotated[
        str, typer.Option("--output", "-o", help=localised(N_("Where the bundle goes, such as lists.zip.")))
    ],
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Write a bundle."""
    from dualuse.sources.home import home
    from dualuse.sources.lists.bundle import write_bundle
    from dualuse.sources.lists.store import ListStore

    bundle = write_bundle(ListStore(home()), Path(output))
    if json:
        editions = {row.list: row.edition for row in bundle.editions}
        show_data({"file": output, "checksum": bundle.checksum, "size": bundle.size, "editions": editions})
        return
    values = {
        "file": output,
        "number": len(bundle.editions),
        "size": Figure(f"{bundle.size / 1e6:.1f}").in_language(language),
    }
    say(
        N_("{file}: lists: {number}, size: {size} MB. Its SHA-256, to compare where it arrives: {checksum}"),
        language,
        **values,
        checksum=bundle.checksum,
    )
