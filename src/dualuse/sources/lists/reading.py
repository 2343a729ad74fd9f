"""Reading a list file of any known format: the format is found in the content, not in the name of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.sources.lists.formats import (
    eu_fsf,
    eu_journal,
    follow_the_money,
    ofac,
    ofac_advanced,
    uk,
    un_sc,
    us_csl,
)
from dualuse.sources.lists.list_file import (
    DOCUMENT_TYPE,
    Format,
    ListFile,
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

FORMATS: Final[tuple[Format, ...]] = (
    eu_fsf.FORMAT,
    un_sc.FORMAT,
    ofac.FORMAT,
    ofac_advanced.FORMAT,
    us_csl.FORMAT,
    uk.FORMAT,
    eu_journal.FORMAT,
    follow_the_money.FORMAT,
)


def read_list(path: Path, *, list_id: str = "") -> ReadList:
    """Read the list file at ``path`` (plain or gzip).

    ``list_id`` replaces the list's own id. :class:`~dualuse.inputs.problems.InputError` where the file is empty,
    of no known format, broken or cut off; since parties stream, also while they are taken.
    """
    file = look_at(path)
    with as_input_error(path):
        known = _format(file)
        list_read = known.read(file, list_id)
    list_read.parties = _checked(file, list_read, list_read.parties, known.may_be_empty)
    return list_read


def _format(file: ListFile) -> Format:
    for known in FORMATS:
        if known.recognises(file):
            return known
    if file.start.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        what = Message(
            "lists.html", N_("this is a web page (perhaps an error message or a sign-in), not a list")
        )
        refuse(file.path, what)
    if declares_document_type(file):
        refuse(file.path, DOCUMENT_TYPE)
    what = Message("lists.unknown_format", N_("this is no list of a known format"))
    titles = tuple(known.title for known in FORMATS)
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
            if not party.names:
                list_read.unread.append(Unread(party.id, "names", ""))
            yield party
    if not seen and not may_be_empty:
        refuse(file.path, Message("lists.no_party", N_("the file has the form of a list but names nobody")))
