"""What the commands on lists share: progress, errors with their exit code, and what an import did, in words and data."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import typer

from dualuse.cli.terminal import DEFAULT_LANGUAGE, complain, refuse, reported
from dualuse.i18n import N_, fill, render, translate
from dualuse.inputs.problems import InputError, printable

if TYPE_CHECKING:
    from rich.progress import Progress

    from dualuse.sources.lists.edition import Edition
    from dualuse.sources.lists.installing import Added


def today() -> date:
    """The day that ages are counted to."""
    return datetime.now(UTC).date()


def shown_text(text: str) -> str:
    """A text of a list, without what a terminal would act on or cannot show."""

    return printable(text)


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar on the standard error output, if that is a terminal. Whoever stops the command is told what that means."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.completed:.0f}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    try:
        with bar:
            yield bar
    except KeyboardInterrupt:
        refuse(N_("stopped: what was not yet installed is as it was"), DEFAULT_LANGUAGE, code=130)


def index_made(language: str) -> int:
    """Make the index of what is installed, so that no screening has to wait for it; returns the exit code."""
    from dualuse.screening.index.installed import installed
    from dualuse.sources.home import home

    try:
        installed(home(), lambda message: typer.echo(render(message, language), err=True))
    except InputError as error:
        code = reported(error, language)
        text = N_(
            "the lists are installed; their index for screening is not made, and the next screening will try again."
        )
        complain(translate(text, language))
        return code
    return 0


def changed(added: Added) -> bool:
    """Whether what is in use is another than before."""
    return bool(added.gone) or set(added.unchanged) | set(added.older) < {row.list for row in added.editions}


def added_data(added: Added, source: str) -> list[dict[str, Any]]:
    """What an import did, per list."""
    rows: list[dict[str, Any]] = []
    for row in added.editions:
        former = added.former.get(row.list)
        rows.append(
            {
                "list": row.list,
                "status": _status(added, row),
                "edition": row.edition,
                "label": row.label,
                "list_format": row.format,
                "checksum": row.checksum,
                "records": row.records,
                "names": row.names,
                "identifiers": row.identifiers,
                "repeated": row.repeated,
                "unread": row.unread,
                "unread_fields": row.unread_fields,
                "nameless": row.nameless,
                "former": former.edition if former else None,
                "source": source,
            }
        )
    return rows + [{"list": name, "status": "no_longer_in_use", "source": source} for name in added.gone]


def _status(added: Added, edition: Edition) -> str:
    if edition.list in added.unchanged:
        return "already_installed"
    return "kept" if edition.list in added.older else "installed"


def added_text(added: Added, language: str) -> Iterator[str]:
    """What an import did, in words."""
    from dualuse.sources.lists.edition import A_PERSON
    from dualuse.sources.lists.known_lists import missing_minimum

    for row in added.editions:
        former = added.former.get(row.list)
        values: dict[str, Any] = {
            "list": row.list,
            "edition": row.edition,
            "former": former.edition if former else "",
        }
        values |= {"records": row.records, "names": row.names, "identifiers": row.identifiers}
        status = _status(added, row)
        yield fill(_SENTENCES[status], language, **values)
        if status == "installed" and former is not None:
            yield "    " + fill(_FORMER, language, **values, before=former.records)
        if row.unread and status == "installed":
            sentence = _UNREAD_TOLD if row.unread_fields else _UNREAD
            yield "    " + fill(sentence, language, number=row.unread, fields=row.unread_fields)
        if least := missing_minimum(row):
            yield "    " + fill(_FEW, language, records=row.records, least=least)
        if row.day_from == A_PERSON and row.dated and status == "installed":
            yield "    " + fill(DAY_OF_A_PERSON, language, day=row.dated)
        if row.nameless and status == "installed":
            yield "    " + fill(_NAMELESS, language, number=row.nameless)
        if row.repeated and status == "installed":
            yield "    " + fill(_REPEATED, language, number=row.repeated)
    undated = [row.list for row in added.editions if not row.dated and not row.confirmed]
    if undated and changed(added):
        yield fill(_UNDATED, language, lists=", ".join(undated[:_SHOWN]) + ("…" if undated[_SHOWN:] else ""))
    for name in added.gone:
        yield fill(_GONE, language, list=name)


_SENTENCES = {
    "installed": N_(
        "{list}: edition {edition} is in use; entries: {records}, names: {names}, identifiers: {identifiers}."
    ),
    "already_installed": N_("{list}: edition {edition} is already installed."),
    "kept": N_(
        "{list}: edition {edition} is older than {former}, which stays in use; it is kept for comparison (to use it:"
        " --accept-older)."
    ),
}
_FORMER = N_("Before: {former}, entries: {before}. What changed: dualuse lists diff {list}")
_UNREAD = N_("Fields of the file that were not understood: {number}. Their text is kept with the entries.")
_UNREAD_TOLD = N_(
    "Fields of the file that were not understood: {number} ({fields}). Their text is kept with the entries."
)
_UNDATED = N_(
    "The file says no day of itself ({lists}): add it again with its day, such as --edition 2026-11-24, or every"
    " screening says that its age is unknown."
)
_FEW = N_(
    "NOT THE WHOLE LIST: entries: {records}; as published it has more than {least}. Every screening says so."
)
DAY_OF_A_PERSON = N_("That it is of {day} was stated with --edition: the file says no day of itself.")
_SHOWN = 3
_REPEATED = N_("Entries whose number stood in the file before: {number}. None of them is lost.")
_NAMELESS = N_(
    "Entries with nothing to compare, neither a name nor a number: {number}. Nobody is found by them."
)
_GONE = N_("{list}: is no longer in the file, and no longer in use.")
