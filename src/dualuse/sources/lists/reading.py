"""Reading a list file of any known format: the format is found in the content, not in the name of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Final

from dualuse.data_folders import DataError
from dualuse.i18n import N_, Message
from dualuse.sources.lists import formats
from dualuse.sources.lists.list_file import (
    DOCUMENT_TYPE,
    Format,
    ListFile,
    NotTheListError,
    ReadList,
    Unread,
    as_input_error,
    look_at,
    refuse,
)
from dualuse.sources.lists.listed_party import ListedParty
from dualuse.sources.lists.xml_records import declares_document_type

__all__ = ["FORMATS", "READER_VERSION", "ReadList", "Unread", "read_list"]

READER_VERSION: Final = "6"
"""Changes when the same file would be read differently: an edition read by an earlier one is read again when added."""

MOST_NAMES: Final = 2_000
"""Names of one entry; in the lists of today it is 145."""
_FIRST: Final = ("eu_fsf", "un_sc", "ofac", "ofac_advanced", "us_csl", "uk", "eu_journal", "follow_the_money")
"""The formats in the order in which they are tried and told; others follow by name."""
_PARTS: Final = ("follow_the_money_party", "ofac_advanced_references", "us_entries")
"""Modules in the folder that are parts of formats."""


def _formats() -> tuple[Format, ...]:
    """The format of every module in the folder.

    Raises:
        DataError: a module has none, or two are called alike.
    """
    formats_by_module: dict[str, Format] = {}
    for module in iter_modules(formats.__path__):
        if module.name in _PARTS:
            continue
        form = getattr(import_module(f"{formats.__name__}.{module.name}"), "FORMAT", None)
        if not isinstance(form, Format):
            raise DataError(f"sources/lists/formats/{module.name}.py: there is no FORMAT in it")
        if form.name in (other.name for other in formats_by_module.values()):
            raise DataError(f"sources/lists/formats/{module.name}.py: another format is called {form.name}")
        formats_by_module[module.name] = form
    return (*(formats_by_module.pop(name) for name in _FIRST), *formats_by_module.values())


FORMATS: Final = _formats()


def read_list(path: Path, *, list_id: str = "") -> ReadList:
    """Read the list file at ``path`` (plain or gzip).

    ``list_id`` replaces the list's own id. :class:`~dualuse.inputs.problems.InputError` where the file is empty,
    of no known format, broken or cut off; since parties stream, also while they are taken.
    """
    file = look_at(path)
    with as_input_error(path):
        list_format = _format(file)
        list_read = list_format.read(file, list_id)
    list_read.parties = _checked(file, list_read, list_read.parties, list_format.may_be_empty)
    return list_read


def _format(file: ListFile) -> Format:
    for list_format in FORMATS:
        if list_format.recognises(file):
            return list_format
    if file.start.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        what = Message(
            "lists.html", N_("this is a web page (perhaps an error message or a sign-in), not a list")
        )
        refuse(file.path, what)
    if declares_document_type(file):
        refuse(file.path, DOCUMENT_TYPE)
    what = Message("lists.unknown_format", N_("this is no list of a known format"))
    titles = tuple(Message("lists.format", list_format.title) for list_format in FORMATS)
    remedy = Message("lists.known_formats", N_("Give a file of one of these: {formats}"), {"formats": titles})
    refuse(file.path, what, remedy=remedy)


def _checked(
    file: ListFile, list_read: ReadList, parties: Iterator[ListedParty], may_be_empty: bool
) -> Iterator[ListedParty]:
    """The parties, with every error told as one; an id that the list gives twice gets a number behind it.

    A list may print one person under one number twice (the Union's does, under two acts). Both stay.
    A file without any party is refused unless its format knows empty files.
    """
    seen: Counter[tuple[str, str]] = Counter()
    with as_input_error(file.path):
        for party in parties:
            seen[party.list, party.id] += 1
            times = seen[party.list, party.id]
            if times > 1:
                party = replace(party, id=f"{party.id}#{times}")
            if len(party.names) > MOST_NAMES:
                what = N_("an entry has {found} names; no list gives more than {most} to one")
                raise NotTheListError(
                    Message("lists.names", what, {"found": len(party.names), "most": MOST_NAMES}),
                    where=party.id[:80],
                )
            if not party.names:
                list_read.unread.append(Unread(party.id, "names", ""))
            yield party
    if not seen and not may_be_empty:
        refuse(file.path, Message("lists.no_party", N_("the file has the form of a list but names nobody")))
