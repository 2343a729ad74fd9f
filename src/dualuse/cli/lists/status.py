"""``dualuse lists status``: which lists are installed, how old they are, and which are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from dualuse.cli.configuration import settings
from dualuse.cli.lists.answering import shown_text, today
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    edge,
    localised,
    say,
    show_data,
    width,
)
from dualuse.i18n import N_, fill, render, translate
from dualuse.i18n.statuses import ANSWER

if TYPE_CHECKING:
    from dualuse.sources.lists.known_lists import Age
    from dualuse.sources.lists.store import ListStore

HELP: Final = N_("Which lists are installed, their editions and age, and whether they are too old.")


@edge()
def command(
    kept: Annotated[
        bool, typer.Option("--kept", help=localised(N_("Show the editions that are no longer in use, too.")))
    ] = False,
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Show what is installed."""
    from dualuse.sources.home import home
    from dualuse.sources.lists.known_lists import age
    from dualuse.sources.lists.store import ListStore

    store = ListStore(home())
    ages = [age(edition, today(), settings().rules.list_age) for edition in store.editions()]
    earlier = _earlier(store) if kept else []
    if json:
        for row in ages:
            show_data(_data(row, language))
        for values in earlier:
            show_data(values)
        return
    _show(ages, earlier, language)


def _data(row: Age, language: str) -> dict[str, Any]:
    """One list in use, as JSON."""
    from dualuse.sources.lists.edition import edition_data
    from dualuse.sources.lists.known_lists import known_list

    known = known_list(row.edition.list)
    about = {name: getattr(known, name) for name in _ABOUT} if known else dict.fromkeys(_ABOUT)
    return {
        **edition_data(row.edition),
        "in_use": True,
        "age": row.days,
        "allowed_age": row.allowed,
        "too_old": row.too_old,
        "text": render(row.message, language),
        **about,
    }


_ABOUT: Final = ("title", "authority", "authority_kind", "page", "licence", "verification")


def _earlier(store: ListStore) -> list[dict[str, Any]]:
    """The editions that are not in use, as JSON."""
    from dualuse.sources.lists.edition import edition_data
    from dualuse.sources.lists.known_lists import kept_until

    in_use = {(row.list, row.edition) for row in store.editions()}
    return [
        {**edition_data(row), "in_use": False, "kept_until": kept_until(row).isoformat()}
        for name in store.lists()
        for row in store.kept(name)
        if (row.list, row.edition) not in in_use
    ]


def _show(ages: list[Age], earlier: list[dict[str, Any]], language: str) -> None:
    from dualuse.sources.lists.edition import A_PERSON
    from dualuse.sources.lists.known_lists import known_list, known_lists, missing_minimum
    from dualuse.sources.lists.reading import READER_VERSION

    if not ages:
        text = N_(
            "No list is installed: nobody can be screened. Install them with dualuse lists add or sync."
        )
        say(text, language)
        return
    heads = [translate(text, language) for text in _HEADS]
    rows = [_row(row, language) for row in ages]
    for line in _columns([heads, *rows]):
        typer.echo(line)
    for values in earlier:
        say(
            N_(
                "{list}: {edition}, {records} entries, is no longer in use and is kept until {kept_until} at least"
            ),
            language,
            **values,
        )
    old = sum(row.too_old for row in ages)
    if old:
        text = N_(
            "Lists too old or of unknown age: {old} of {number}. Every screening says so until they are new."
        )
        typer.echo("\n" + fill(text, language, old=old, number=len(ages)))
    for row in ages:
        if least := missing_minimum(row.edition):
            values = {"list": row.edition.list, "records": row.edition.records, "least": least}
            say(
                N_("Not the whole list: {list}, entries: {records}; as published more than {least}."),
                language,
                **values,
            )
    dated = [row.edition.list for row in ages if row.edition.day_from == A_PERSON and row.edition.dated]
    if dated:
        text = N_("A person stated the day with --edition, since the file says none of itself: {lists}")
        say(text, language, lists=", ".join(dated))
    before = [row.edition.list for row in ages if row.edition.reader != READER_VERSION]
    if before:
        say(
            N_("Read by another version of this program, so add their files again: {lists}"),
            language,
            lists=", ".join(before),
        )
    there = {known for row in ages if (known := known_list(row.edition.list))}
    names = {name for known in there for name in (known.id, known.part_of)}
    absent = [known.id for known in known_lists().values() if known.address and known.id not in names]
    if absent:
        say(N_("Known, but not installed: {lists}"), language, lists=", ".join(absent))


_HEADS: Final = (N_("list"), N_("edition"), N_("entries"), N_("age in days"), N_("allowed"), N_("from"))


def _row(row: Age, language: str) -> list[str]:
    days = translate(ANSWER.short["unknown"], language) if row.days is None else str(row.days)
    if row.too_old and row.days is not None:
        days = fill(N_("{days}, too old"), language, days=days)
    edition = row.edition
    return [edition.list, edition.edition, str(edition.records), days, str(row.allowed), edition.source]


def _columns(rows: list[list[str]]) -> list[str]:
    """Rows with their cells below each other; the last cell is cut to the width."""
    wide = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    lines = []
    for row in rows:
        start = "  ".join(cell.ljust(size) for cell, size in zip(row, wide, strict=False))
        left = max(12, width() - len(start) - 2)
        last = shown_text(row[-1])
        lines.append(f"{start}  {last if len(last) <= left else last[: left - 1] + '…'}")
    return lines
