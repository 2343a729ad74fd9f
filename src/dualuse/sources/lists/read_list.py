"""What reading a list file gives, and what a format is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from dualuse.inputs.problems import printable
from dualuse.sources.lists.list_file import ListFile
from dualuse.sources.lists.listed_party import ListedParty


@dataclass(frozen=True, slots=True)
class Unread:
    """Something of an entry that was not understood: its text stands in the party's ``remarks``."""

    party: str
    field: str
    text: str


AllUnread = list[Unread]


def fields_told(unread: Iterable[Unread], most: int = 5) -> str:
    """Which fields were not understood, each with what stands there: ``birth_dates: before 1964``."""
    told = dict.fromkeys(printable(f"{row.field}: {row.text}".rstrip(": "))[:80] for row in unread)
    return "; ".join([*list(told)[:most], *(["…"] if len(told) > most else [])])


@dataclass(slots=True)
class ReadList:
    """A list file being read.

    ``parties`` streams: it is consumed once, and may raise :class:`~dualuse.inputs.problems.InputError` at any
    party, even the last (a file cut off is only known at its end), so nothing of it counts before it ended.
    ``unread`` fills while ``parties`` is taken. ``edition`` is the date or number the list prints of itself, or
    ""; ``labels`` the same of single lists where the file says it of each, and fills while ``parties`` is taken.
    ``list`` is the file's own id; a party's ``list`` may be a part of it (Consolidated Screening List).
    """

    list: str
    format: str
    edition: str
    parties: Iterator[ListedParty]
    unread: AllUnread = field(default_factory=AllUnread)
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Format:
    """How one kind of list file is recognised and read.

    ``title`` and ``source`` are for people. ``recognises`` looks at the beginning only and raises nothing;
    ``read`` gets the list id that the person gave, or "". ``may_be_empty``: a file that names nobody is right.
    """

    name: str
    title: str
    source: str
    recognises: Callable[[ListFile], bool]
    read: Callable[[ListFile, str], ReadList]
    may_be_empty: bool = False
