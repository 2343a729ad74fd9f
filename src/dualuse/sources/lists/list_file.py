"""A list file on disk: opened (gzip or plain), looked at, and the errors of a broken one told as one."""

from __future__ import annotations

import csv
import gzip
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NoReturn, cast
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import InputError, Problem

_GZIP = b"\x1f\x8b"
_LOOKED_AT = 65_536
"""Bytes at the beginning by which a format is recognised."""

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
        """The decompressed content from its beginning, to be closed by the caller."""
        return _open(self.path)

    def first_line(self) -> str:
        """The first line of the text; undecodable bytes are replaced, since this only recognises."""
        return self.start.split(b"\n", 1)[0].decode("utf-8", "replace").strip()


def _open(path: Path) -> BinaryIO:
    file = path.open("rb")
    if file.read(2) == _GZIP:
        file.close()
        return cast(BinaryIO, gzip.open(path, "rb"))
    file.seek(0)
    return file


def look_at(path: Path) -> ListFile:
    """Open ``path`` and look at its beginning. :class:`InputError` if it cannot be read or is empty."""
    with told_as_one_error(path), _open(path) as file:
        start = file.read(_LOOKED_AT).removeprefix(b"\xef\xbb\xbf")
        if not start.strip():
            raise NotTheListError(Message("lists.empty", N_("the file is empty")))
    return ListFile(path, start)


def refuse(
    path: Path,
    what: Message,
    *,
    where: str = "",
    line: int | None = None,
    remedy: Message = FETCH_AGAIN,
) -> NoReturn:
    """Raise the one error that says what is wrong with the file."""
    raise InputError([Problem(what, remedy, path=where, file=str(path), line=line)])


@contextmanager
def told_as_one_error(path: Path) -> Iterator[None]:
    """Turn whatever a broken file makes its parser raise into one :class:`InputError` with file and line."""
    try:
        yield
    except InputError:
        raise
    except NotTheListError as error:
        refuse(path, error.what, where=error.where, line=error.line)
    except DefusedXmlException:
        refuse(path, DOCUMENT_TYPE)
    except ParseError as error:
        text = N_("the XML is broken or cut off: {reason}")
        refuse(path, Message("lists.xml", text, {"reason": str(error)}), line=error.position[0])
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        text = N_("the compressed file is broken or cut off: {reason}")
        refuse(path, Message("lists.gzip", text, {"reason": str(error)}))
    except csv.Error as error:
        text = N_("the table is broken or cut off: {reason}")
        refuse(path, Message("lists.csv", text, {"reason": str(error)}))
    except json.JSONDecodeError as error:
        text = N_("the JSON is broken or cut off: {reason}")
        refuse(path, Message("lists.json", text, {"reason": error.msg}), line=error.lineno)
    except (UnicodeError, LookupError, RecursionError) as error:
        text = N_("the text cannot be decoded or understood: {reason}")
        refuse(path, Message("lists.text", text, {"reason": str(error)}))
    except OSError as error:
        text = N_("the file cannot be read: {reason}")
        remedy = Message("lists.check_path", N_("Check the path and the permission to read"))
        refuse(
            path, Message("lists.unreadable", text, {"reason": error.strerror or str(error)}), remedy=remedy
        )
    except ValueError as error:
        text = N_("the file holds a value that cannot be understood: {reason}")
        refuse(path, Message("lists.value", text, {"reason": str(error)}))
