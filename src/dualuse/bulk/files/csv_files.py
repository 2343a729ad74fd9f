"""Reading CSV in blocks of whole lines, of any size, with what people and programs make of the format.

A block in which every line has its fields is parsed at once; any other is taken apart record by record, so that a bad
line costs nothing but itself: reading goes on with the line after it. Lines are counted as editors count them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dualuse.bulk.files.csv_records import LINE, LONGEST, OPEN_QUOTE, Records
from dualuse.bulk.files.table_file import BadLine, Part, Table, empty
from dualuse.i18n import N_
from dualuse.inputs.csv_encoding import MARK, SEPARATORS, UTF_8, ReadStream, not_utf8, utf8_stream
from dualuse.inputs.formulas import bare, bare_table
from dualuse.inputs.problems import input_error
from dualuse.schema.tables.columns import is_own
from dualuse.schema.tables.export_words import HeaderSearch, names_apart
from dualuse.schema.tables.header import read_header
from dualuse.schema.tables.two_lines import over_parts, under_groups

BLOCK: Final = 16 * 1024 * 1024
"""Bytes read at once."""

_HEADER: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """How a file is written, and where its rows begin."""

    names: tuple[str, ...]
    separator: str
    marked: bool
    start: int
    line: int
    header_line: int
    own: bool
    """It was written by this program: cells that a spreadsheet would run have an apostrophe before them."""
    closed: bool = False
    """Each line ends with one more separator, behind which nothing stands."""


def open_csv(path: Path, search: HeaderSearch, encoding: str = UTF_8) -> Table:
    """The table in a CSV file.

    Args:
        path: of the file.
        search: what the header is found by, where titles stand above it.
        encoding: what the file is written in (``csv_encoding.ENCODINGS``).

    Raises:
        InputError: it is not written in that, or has no header.
    """
    with path.open("rb") as stream:
        form = _form(path, utf8_stream(path, stream, encoding), search)

    def parts(chosen: frozenset[str] | None = None) -> Iterator[Part]:
        with path.open("rb") as opened:
            rows = utf8_stream(path, opened, encoding)
            rows.read(form.start)
            yield from _parts(path, rows, form, chosen)

    size = path.stat().st_size
    header = read_header(form.names)
    return Table(
        path=path,
        names=form.names,
        columns=header,
        size=size,
        parts=parts,
        separator=form.separator,
        marked=form.marked,
        header_line=form.header_line,
        some=parts,
    )


# The header


def _form(path: Path, stream: ReadStream, search: HeaderSearch) -> _Form:
    head = stream.read(_HEADER)
    forms = tuple(islice(_forms(path, head, search), search.rows))
    place = search.row_of_header(form.names for form in forms)
    form = forms[place]
    if not search.is_export(form.names):
        return _without_ends(form, head)
    below = forms[place + 1] if place + 1 < len(forms) else None
    if below is not None and (joined := over_parts(form.names, below.names)):
        form = replace(below, names=joined, header_line=form.header_line, separator=form.separator)
    elif place and (grouped := under_groups(forms[place - 1].names, form.names)):
        form = replace(form, names=grouped)
    form = _without_ends(form, head)
    return replace(form, names=names_apart(form.names))


def _without_ends(form: _Form, head: bytes) -> _Form:
    """The form of a file, without a last column that is none: where a separator ends each line, nothing stands behind it.

    An ERP that writes so may write the header without it. A single such line may as well have a separator in one of its cells.
    """
    has_end = len(form.names) > 1 and not form.names[-1]
    names = form.names[:-1] if has_end else form.names
    end = len(head) if len(head) < _HEADER else head.rfind(b"\n") + 1
    text = head[form.start : end].decode("utf-8", errors="surrogateescape")
    try:
        rows = [*csv.reader(io.StringIO(text, newline=""), delimiter=form.separator)]
    except csv.Error:
        return form
    wide = [fields for fields in rows if len(fields) >= len(names)]
    is_closed = all(len(fields) > len(names) and not fields[-1].strip() for fields in wide)
    whole = sum(len(fields) == len(names) + 1 for fields in wide)
    if len(names) > 1 and names[-1] and is_closed and (has_end or whole > 1):
        return replace(form, names=names, closed=True)
    return form


def _forms(path: Path, head: bytes, search: HeaderSearch) -> Iterator[_Form]:
    """The ways to read a file with the header in its first line, its second, …; in the first that is not empty, at least."""
    marked = head.startswith(MARK)
    start = len(MARK) if marked else 0
    number, header_line, collected, is_first = 1, 1, "", True
    separators: tuple[str, ...] = SEPARATORS
    for match in LINE.finditer(head, start):
        if match.end() == match.start():
            break
        text = _utf8(match.group())
        if text is None and not is_first:
            return
        if text is None:
            raise not_utf8(path, number)
        number += 1
        if is_first and not collected and text.lower().startswith("sep=") and len(text.rstrip("\r\n")) == 5:
            separators = (text[4],)
            continue
        if not collected and not text.strip():
            continue
        header_line = number - 1 if not collected else header_line
        collected += text
        names = _best_header(collected, separators, search)
        if names is not None:
            columns, separator = names
            own = is_own(columns)
            columns = tuple(map(bare, columns)) if own else columns
            yield _Form(
                names=columns, separator=separator, marked=marked,
                start=match.end(), line=number, header_line=header_line, own=own,
            )  # fmt: skip
            collected, is_first = "", False
    if not is_first:
        return
    if not collected:
        raise empty(path)
    raise input_error(
        "header_malformed",
        N_("the header cannot be read"),
        N_("Write the names of the columns in one line, each quote closed"),
        file=str(path),
        line=1,
    )


def _utf8(line: bytes) -> str | None:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _best_header(
    text: str, separators: tuple[str, ...], search: HeaderSearch
) -> tuple[tuple[str, ...], str] | None:
    """The names and their separator: the one that finds most known columns; None while a quote is open."""
    candidates: list[tuple[int, bool, int, tuple[str, ...], str]] = []
    is_open = False
    for order, separator in enumerate(separators):
        try:
            fields, *more = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        except csv.Error as error:
            is_open = is_open or str(error) == OPEN_QUOTE
            continue
        if more:
            continue
        names = tuple(name.strip() for name in fields)
        candidates.append((search.known(names), len(names) > 1, -order, names, separator))
    best = max(candidates, default=None)
    return best[3:] if best and (best[0] or not is_open) else None


# The rows


def _parts(path: Path, stream: ReadStream, form: _Form, chosen: frozenset[str] | None) -> Iterator[Part]:
    rest, line = b"", form.line
    while True:
        read = stream.read(BLOCK)
        if not (block := rest + read):
            return
        last = len(read) < BLOCK
        end = len(block) if last else _end_of_lines(block)
        if not end:
            if len(block) > max(LONGEST, BLOCK):
                raise input_error(
                    "line_endless",
                    N_("the line does not end within {number} MB"),
                    N_("Write a table with one row on each line"),
                    file=str(path),
                    line=line,
                    number=LONGEST // 1024**2,
                )
            rest = block
            continue
        cells, lines, bad, taken, line = _parsed(block[:end], form, line, last, chosen)
        rest = block[taken:]
        if form.own:
            cells = bare_table(cells)
            bad = tuple(replace(of_line, fields=tuple(map(bare, of_line.fields))) for of_line in bad)
        made = [Part(cells=cells, lines=lines, bad=bad, done=stream.tell(), as_read=cells)]
        del cells, lines, bad, block, read  # while the next block is read nothing of this one stays
        yield made.pop()


def _end_of_lines(block: bytes) -> int:
    """The end of the last whole line of a block; a carriage return at the very end may still be followed by a line feed."""
    return block.rfind(b"\n") + 1 or block.rfind(b"\r", 0, -1) + 1


def _line_ends(block: bytes) -> int:
    returns = block.count(b"\r")
    return block.count(b"\n") + returns - (block.count(b"\r\n") if returns else 0)


def _parsed(
    block: bytes, form: _Form, line: int, last: bool, chosen: frozenset[str] | None = None
) -> tuple[pl.DataFrame, pl.Series, tuple[BadLine, ...], int, int]:
    """The rows of a block with their lines, its bad lines, the bytes taken, and the number of the line after them."""
    ends = _line_ends(block) + (not block.endswith((b"\n", b"\r")))
    whole_frame = _at_once(block, form, ends, chosen)
    if whole_frame is not None:
        return whole_frame, pl.int_range(line, line + ends, eager=True), (), len(block), line + ends
    rows: list[list[str]] = []
    lines: list[int] = []
    bad: list[BadLine] = []
    records = Records(block, form.separator, last)
    for number, fields, fault in records.read(len(form.names), closed=form.closed):
        if fault is None:
            rows.append(fields)
            lines.append(line + number)
        else:
            bad.append(BadLine(line + number, tuple(fields), fault))
    columns = zip(*rows, strict=True) if rows else [()] * len(form.names)
    frame = pl.DataFrame(
        [
            pl.Series(name, [cell or None for cell in column], dtype=pl.String)
            for name, column in zip(form.names, columns, strict=True)
        ]
    )
    return frame, pl.Series(lines, dtype=pl.Int64), tuple(bad), records.bytes_taken, line + records.taken


def _at_once(
    block: bytes, form: _Form, ends: int, chosen: frozenset[str] | None = None
) -> pl.DataFrame | None:
    """The rows of a block, or None where a line is not plainly one row with its fields.

    ``chosen``: the columns that are wanted, where the others tell nothing of the rows; None: all.
    """
    if b'"' in block or not _is_utf8(block):
        chosen = None
    signs = np.frombuffer(block, dtype=np.uint8)
    if (b"\r" in block and block.count(b"\r") != block.count(b"\r\n")) or not _quotes_are_plain(
        signs, form.separator
    ):
        return None
    if len(form.names) == 1 and (block.startswith((b"\n", b"\r")) or b"\n\n" in block or b"\n\r" in block):
        return None
    names = (*form.names, _END) if form.closed else form.names
    try:
        frame = pl.read_csv(
            io.BytesIO(block),
            has_header=False,
            separator=form.separator,
            schema=dict.fromkeys(names, pl.String),
            columns=None
            if chosen is None
            else [place for place, name in enumerate(names) if name in chosen or name == _END],
        )
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return None
    if frame.height != ends:
        return None
    separators = _separators_by_line(signs, form.separator)
    if b'"' in block:
        inside = pl.sum_horizontal(pl.all().str.count_matches(form.separator, literal=True).fill_null(0))
        separators = separators - frame.select(inside).to_series().to_numpy()
    if not (separators == len(names) - 1).all():
        return None
    if not form.closed:
        return frame
    is_closed = (frame[_END].fill_null("").str.strip_chars() == "").all()
    return frame.drop(_END) if is_closed else None


_END: Final = " "
"""The column behind the last separator of each line; no name of a file is so, since blanks around one do not count."""


def _is_utf8(block: bytes) -> bool:
    try:
        return block.isascii() or bool(block.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _line_feeds(signs: NDArray[np.uint8]) -> NDArray[np.int64]:
    return np.flatnonzero(signs == ord("\n"))


def _separators_by_line(signs: NDArray[np.uint8], separator: str) -> NDArray[np.int64]:
    separators = np.flatnonzero(signs == ord(separator))
    ends = _line_feeds(signs)
    if not len(ends) or ends[-1] != len(signs) - 1:
        ends = np.append(ends, len(signs))
    return np.diff(np.searchsorted(separators, ends), prepend=0)


def _quotes_are_plain(signs: NDArray[np.uint8], separator: str) -> bool:
    """Whether quotes stand at both ends of cells and doubled in them, and no line ends between them.

    A run of quotes of odd length opens or closes a cell; one of even length is a quote in a cell, or a whole cell.
    """
    quotes = np.flatnonzero(signs == ord('"'))
    if not len(quotes):
        return True
    first = np.flatnonzero(np.diff(quotes, prepend=-2) != 1)
    lengths = np.diff(first, append=len(quotes))
    starts = quotes[first]
    borders = np.array([ord(separator), ord("\n"), ord("\r")], dtype=np.uint8)
    after_border = np.isin(signs[starts - 1], borders) | (starts == 0)
    ends = starts + lengths
    before_border = np.isin(signs[np.minimum(ends, len(signs) - 1)], borders) | (ends == len(signs))
    odd = lengths % 2 == 1
    toggled = np.cumsum(odd)
    inside = (toggled - odd) % 2 == 1
    plain = np.where(inside, ~odd | before_border, after_border & (odd | before_border))
    at_line_ends = np.append(0, toggled)[np.searchsorted(starts, _line_feeds(signs))]
    return bool(plain.all()) and toggled[-1] % 2 == 0 and not (at_line_ends % 2).any()
