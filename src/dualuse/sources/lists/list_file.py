"""A list file: opened (gzip or plain) and looked at, what reading it gives, and one clear error for each way
it can be broken."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final, NoReturn, cast
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

from dualuse.data_folders import DataError
from dualuse.i18n import N_, Message
from dualuse.inputs.problem_words import FILE_EMPTY
from dualuse.inputs.problems import InputError, printable, problem_of
from dualuse.sources.lists.listed_party import ListedParty

_GZIP = b"\x1f\x8b"
_LOOKED_AT = 65_536
"""Bytes at the beginning by which a format is recognised."""
_RATIO: Final = 100
_SMALL: Final = 64 << 20
_LARGEST: Final = 4 << 30
"""A packed list may unpack to so many times its size (the lists of today: 15 times), or to ``_SMALL`` bytes
if that is more, and never to more than ``_LARGEST``."""

FETCH_AGAIN = Message(
    "lists.fetch_again",
    N_("Fetch the file again from its publisher; what was installed before stays as it is"),
)

DOCUMENT_TYPE = Message(
    "lists.entities", N_("the file declares a document type or entities, which no official list does")
)


class NotTheListError(ValueError):
    """What a reader found is not what its format says; ``where`` names the entry or line."""

    def __init__(self, what: Message, *, where: str = "", line: int | None = None) -> None:
        super().__init__(what.text)
        self.what, self.where, self.line = what, where, line


@dataclass(frozen=True, slots=True)
class ListFile:
    """``start``: the first bytes, decompressed, without a byte order mark."""

    path: Path
    start: bytes = field(repr=False)

    def open(self) -> BinaryIO:
        """The decompressed content from its beginning, to be closed by the caller; reading it raises
        :class:`NotTheListError` where it unpacks to more than any list does."""
        return _open(self.path)


def _open(path: Path) -> BinaryIO:
    file = path.open("rb")
    packed = file.read(2) == _GZIP
    file.seek(0)
    if not packed:
        return file
    most = min(_LARGEST, max(_SMALL, _RATIO * path.stat().st_size))
    return cast(BinaryIO, io.BufferedReader(_Unpacked(gzip.GzipFile(fileobj=file), file, most), _LOOKED_AT))


class _Unpacked(io.RawIOBase):
    """What a gzip file unpacks to, as far as ``most`` bytes."""

    def __init__(self, unpacked: gzip.GzipFile, file: BinaryIO, most: int) -> None:
        self._unpacked, self._file, self._left = unpacked, file, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        content = self._unpacked.read1(len(buffer))
        self._left -= len(content)
        if self._left < 0:
            raise NotTheListError(
                Message("lists.gzip_bomb", N_("the compressed file unpacks to more than any list does"))
            )
        buffer[: len(content)] = content
        return len(content)

    def close(self) -> None:
        self._unpacked.close()
        self._file.close()
        super().close()


def look_at(path: Path) -> ListFile:
    """Open ``path`` and look at its beginning. :class:`InputError` if it cannot be read or is empty."""
    with as_input_error(path), _open(path) as file:
        start = file.read(_LOOKED_AT).removeprefix(b"\xef\xbb\xbf")
        if not start.strip():
            raise NotTheListError(Message("lists.empty", FILE_EMPTY))
    return ListFile(path, start)


@dataclass(frozen=True, slots=True)
class Unread:
    """Something of an entry that was not understood: its text stands in the party's ``remarks``."""

    party: str
    field: str
    text: str


UnreadTexts = list[Unread]
"""Named, since :class:`ReadList` has a field called list."""


def fields_with_texts(unread: Iterable[Unread], most: int = 5) -> str:
    """The fields that were not understood, each with its text: ``birth_dates: before 1964; …``."""
    fields = dict.fromkeys(printable(f"{row.field}: {row.text}".rstrip(": "))[:80] for row in unread)
    return "; ".join([*list(fields)[:most], *(["…"] if len(fields) > most else [])])


@dataclass(slots=True, kw_only=True)
class ReadList:
    """A list file being read.

    ``parties`` streams: it is consumed once, and may raise :class:`~dualuse.inputs.problems.InputError` at
    any party, even the last (a file cut off is only known at its end), so nothing of it counts before it
    ended. ``unread`` fills while ``parties`` is taken. ``edition`` is the date or number the list prints of
    itself, or ""; ``labels`` the same of single lists where the file says it of each, and fills while
    ``parties`` is taken. ``list`` is the file's own id; a party's ``list`` may be a part of it (Consolidated
    Screening List).
    """

    list: str
    format: str
    edition: str
    parties: Iterator[ListedParty]
    unread: UnreadTexts = field(default_factory=UnreadTexts)
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How one kind of list file is recognised and read.

    ``title`` and ``source`` are for people. ``recognises`` looks at the beginning only and raises nothing;
    ``read`` gets the list id that the person gave, or "". ``may_be_empty``: a file that names nobody is
    right.
    """

    name: str
    title: str
    source: str
    recognises: Callable[[ListFile], bool]
    read: Callable[[ListFile, str], ReadList]
    may_be_empty: bool = False


def refuse(
    path: Path,
    what: Message,
    *,
    where: str = "",
    line: int | None = None,
    remedy: Message = FETCH_AGAIN,
) -> NoReturn:
    """Raise the one error that says what is wrong with the file."""
    raise InputError([problem_of(what, remedy, path=where, file=str(path), line=line)])


_FAULTS: Final[tuple[tuple[tuple[type[Exception], ...], str, str], ...]] = (
    ((ParseError,), "lists.xml", N_("the XML is broken or cut off: {reason}")),
    (
        (EOFError, zlib.error, gzip.BadGzipFile),
        "lists.gzip",
        N_("the compressed file is broken or cut off: {reason}"),
    ),
    ((csv.Error,), "lists.csv", N_("the table is broken or cut off: {reason}")),
    ((json.JSONDecodeError,), "lists.json", N_("the JSON is broken or cut off: {reason}")),
    (
        (UnicodeError, LookupError, RecursionError),
        "lists.text",
        N_("the text cannot be decoded or understood: {reason}"),
    ),
    ((OSError,), "lists.unreadable", N_("the file cannot be read: {reason}")),
    ((ValueError,), "lists.value", N_("the file holds a value that cannot be understood: {reason}")),
)
"""What a broken file makes its parser raise, with the code and the sentence; the first that fits counts."""

_CHECK_PATH: Final = Message("lists.check_path", N_("Check the path and the permission to read"))


@contextmanager
def as_input_error(path: Path) -> Iterator[None]:
    """Turn any exception that a broken file causes in its parser into one :class:`InputError` with file
    and line."""
    try:
        yield
    except (InputError, DataError):
        raise  # a data file of the package that is wrong is not the list's fault
    except NotTheListError as error:
        refuse(path, error.what, where=error.where, line=error.line)
    except DefusedXmlException:
        refuse(path, DOCUMENT_TYPE)
    except tuple(kind for kinds, _, _ in _FAULTS for kind in kinds) as error:
        code, text = next((code, text) for kinds, code, text in _FAULTS if isinstance(error, kinds))
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        if code == "lists.unreadable":
            reason = getattr(error, "strerror", "") or reason
        line = error.position[0] if isinstance(error, ParseError) else getattr(error, "lineno", None)
        remedy = _CHECK_PATH if code == "lists.unreadable" else FETCH_AGAIN
        refuse(path, Message(code, text, {"reason": reason}), line=line, remedy=remedy)
