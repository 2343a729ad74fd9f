"""Plain text and CSV: UTF-8, or what Excel writes in western Europe, without control characters, and the beginning of nothing else."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from dualuse.licensing.documents.content.file_types import CSV, TEXT, WINDOWS_CSV, WINDOWS_TEXT, FileType
from dualuse.licensing.documents.content.unfit import active, ambiguous

_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_LATER_CONTROL: Final = re.compile("[\x80-\x9f\ufffe\uffff]")
_MARKUP: Final = re.compile(r"<[a-z!?/%]", re.IGNORECASE)
_WITHIN: Final = re.compile(
    r"<(?:!doctype|!entity|svg|object|embed|applet|math|meta|link|base|\?xml)(?=[\s>/])", re.IGNORECASE
)
_OTHER_BEGINNINGS: Final = (
    ("#!", "script"),
    ("{\\rtf", "RTF"),
    ("%!", "PostScript"),
    ("MIME-Version:", "MHTML"),
    ("[InternetShortcut]", "shortcut"),
    ("[Desktop Entry]", "shortcut"),
    ("Windows Registry Editor", "registry"),
    ("REGEDIT4", "registry"),
)
"""What is text, too, and by its beginning something that a program acts upon."""
_DELIMITERS: Final = ";,\t"
_FORMULA: Final = re.compile(
    r"""(?:^|[;,\t])[ "']*(?:=|[+\-@](?:[A-Za-z_.]{1,30}\(|[^;,\t\n\r|]{0,500}\|))""", re.MULTILINE
)
"""A cell that a spreadsheet computes: it begins with ``=``, or with another sign before a function or the call of a program (``cmd|…``)."""


def text_type_of(content: bytes) -> FileType | None:
    """The type of a text; None: it is none.

    Raises:
        Unfit: it begins as something that is more than text, or a cell of it would be computed.
    """
    if not content.strip() or _CONTROL.search(content):
        return None
    decoded = _decoded(content)
    if decoded is None:
        return None
    text, is_utf8 = decoded
    _see_no_markup(text)
    if not _is_table(text):
        return TEXT if is_utf8 else WINDOWS_TEXT
    if match := _FORMULA.search(text):
        raise active(match[0].strip(";,\t\"' \r\n")[:20])
    return CSV if is_utf8 else WINDOWS_CSV


def _decoded(content: bytes) -> tuple[str, bool] | None:
    """The text, and whether it is UTF-8; None: it is no text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return content.decode("cp1252"), False
        except UnicodeDecodeError:
            return None
    return None if _LATER_CONTROL.search(text) else (text, True)


def _see_no_markup(text: str) -> None:
    beginning = text[:4096].lstrip("\ufeff \t\r\n\f")
    for words, title in _OTHER_BEGINNINGS:
        if beginning[: len(words)].casefold() == words.casefold():
            raise ambiguous(title)
    if _MARKUP.match(beginning) or _WITHIN.search(text):
        raise ambiguous("HTML, XML, SVG")


def _is_table(text: str) -> bool:
    """Whether each line has the same number of columns, two or more, and there are two lines."""
    return any(_has_columns(text, delimiter) for delimiter in _DELIMITERS)


def _has_columns(text: str, delimiter: str) -> bool:
    width = rows = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            if not row:
                continue
            if len(row) < 2 or width not in (0, len(row)):
                return False
            width, rows = len(row), rows + 1
    except csv.Error:
        return False
    return rows > 1
