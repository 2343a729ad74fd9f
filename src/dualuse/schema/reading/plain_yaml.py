"""YAML of the plainest form, read at once: a tenth of the time, and the library that reads all of YAML need not be loaded.

Block mappings and sequences, flow collections, and scalars that stand on one line: as nearly every file of
transactions is written. Whatever else a text holds (a scalar over several lines, an escape, a tag, an anchor, a second
document, a sign outside the common ones, a slip) is not taken here, and the text is read again as a whole by
:mod:`dualuse.schema.reading.plain_data`, which tells the errors. A test compares both on every file of the repository and
on texts that nobody thought of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from dualuse.schema.reading.limits import MAXIMUM_DEPTH, MAXIMUM_NODES

Path = tuple[str | int, ...]

_UNCOMMON: Final = re.compile("[^\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]")
_LINE: Final = re.compile(r"( *)([^ #\n][^\n]*)")
_KEY: Final = re.compile(
    r"(?:([\w§][^\s:#,\[\]{}\"'?]*(?: [^\s:#,\[\]{}\"'?]+)*)|\"([^\"\\]*)\"|'((?:[^']|'')*)'):(?: +|$)"
)
_ITEM: Final = re.compile(r"- +(?=[^ ])")
_PLAIN: Final = re.compile(r"(?:[\w§(/.+]|-(?=\w)).*")
_QUOTED: Final = re.compile(r"\"([^\"\\]*)\"|'((?:[^']|'')*)'")
_FLOW_PLAIN: Final = re.compile(r"(?:[\w§(/.+]|-(?=\w))[^:#,\[\]{}?]*")
_SPACE: Final = re.compile(" *")
_END: Final = re.compile(" *(?: #.*)?")
_LONGEST_KEY: Final = 128
_DEEPEST: Final = MAXIMUM_DEPTH - 10
_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL"), None),
}


class _NotPlainError(Exception):
    """The text holds something that is not read here."""


@dataclass(slots=True)
class _Line:
    number: int
    indent: int
    text: str


@dataclass(slots=True)
class _Reader:
    """The lines that say something, the place in them, the line of each path, and how many nodes were read."""

    lines: list[_Line]
    lines_by_path: dict[Path, int] = field(default_factory=dict)
    place: int = 0
    nodes: int = 0

    def block(self, path: Path) -> Any:
        """The mapping or sequence that begins at this line."""
        line = self.lines[self.place]
        self.begin(path, line.number)
        return (
            self._sequence(line.indent, path) if _ITEM.match(line.text) else self._mapping(line.indent, path)
        )

    def begin(self, path: Path, number: int) -> None:
        """Count a node, and note its line."""
        self.nodes += 1
        if self.nodes > MAXIMUM_NODES or len(path) > _DEEPEST:
            raise _NotPlainError
        self.lines_by_path[path] = number

    def _next(self, indent: int) -> _Line | None:
        """The line at this place where it belongs to a block of this indent; None where the block has ended."""
        if self.place == len(self.lines):
            return None
        line = self.lines[self.place]
        if line.indent > indent:
            raise _NotPlainError
        return line if line.indent == indent else None

    def _mapping(self, indent: int, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while (line := self._next(indent)) is not None:
            key, end = _new_key(line.text, 0, data)
            self.nodes += 1
            inner = (*path, key)
            data[key] = self._value(line, end, inner)
            self.lines_by_path[inner] = line.number
        return data

    def _value(self, line: _Line, at: int, path: Path) -> Any:
        """What stands behind a key: on its line, or below it."""
        if line.text[at : at + 1] not in ("", "#"):
            return self._on_line(line.indent, at, path)
        self.place += 1
        below = self.lines[self.place] if self.place < len(self.lines) else None
        if below is not None and below.indent > line.indent and below.text[0] in "[{":
            return self._on_line(line.indent, 0, path)
        if below is not None and (
            below.indent > line.indent or (below.indent == line.indent and _ITEM.match(below.text))
        ):
            return self.block(path)
        self.begin(path, line.number)
        return None

    def _sequence(self, indent: int, path: Path) -> list[Any]:
        data: list[Any] = []
        while (line := self._next(indent)) is not None and (match := _ITEM.match(line.text)):
            inner, at = (*path, len(data)), match.end()
            if _ITEM.match(line.text, at):
                raise _NotPlainError
            if _KEY.match(line.text, at):
                self.lines[self.place] = _Line(line.number, indent + at, line.text[at:])
                data.append(self.block(inner))
            else:
                data.append(self._on_line(indent, at, inner))
        return data

    def _on_line(self, indent: int, at: int, path: Path) -> Any:
        """A scalar from a place of this line to its end, or a flow collection; ``indent``: of the block around it."""
        line = self.lines[self.place]
        if line.text[at] in "[{":
            flow = _Flow(self, indent, at)
            value, end = flow.node(path), flow.at
        else:
            self.begin(path, line.number)
            if _PLAIN.fullmatch(line.text, at):
                self.place += 1
                return _plain(line.text[at:].partition(" #")[0])
            value, end = _quoted(line.text, at)
        if _END.fullmatch(self.lines[self.place].text, end) is None:
            raise _NotPlainError
        self.place += 1
        return value


@dataclass(slots=True)
class _Flow:
    """A flow collection as it is read, over one line or several; ``at``: the place in the line where the reader is."""

    reader: _Reader
    indent: int
    at: int

    def _text(self) -> str:
        return self.reader.lines[self.reader.place].text

    def _after_space(self) -> str:
        """The sign after the space that begins here, which may hold ends of lines."""
        while True:
            text = self._text()
            match = _SPACE.match(text, self.at)
            self.at = match.end() if match else self.at
            if self.at < len(text):
                return text[self.at]
            self.reader.place += 1
            self.at = 0
            if self.reader.place == len(self.reader.lines):
                raise _NotPlainError
            line = self.reader.lines[self.reader.place]
            if line.indent < self.indent + (line.text[0] not in "]}"):
                raise _NotPlainError

    def node(self, path: Path) -> Any:
        """The scalar or collection that begins here."""
        self.reader.begin(path, self.reader.lines[self.reader.place].number)
        text = self._text()
        sign = text[self.at : self.at + 1]
        if sign == "{":
            return self._mapping(path)
        if sign == "[":
            return self._sequence(path)
        match = _FLOW_PLAIN.match(text, self.at)
        if match is None:
            value, self.at = _quoted(text, self.at)
            return value
        self.at = match.end()
        return _plain(match[0])

    def _mapping(self, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        sign = self._first()
        while sign != "}":
            key, self.at = _new_key(self._text(), self.at, data)
            self.reader.nodes += 1
            data[key] = self.node((*path, key))
            sign = self._following("}")
        self.at += 1
        return data

    def _sequence(self, path: Path) -> list[Any]:
        data: list[Any] = []
        sign = self._first()
        while sign != "]":
            data.append(self.node((*path, len(data))))
            sign = self._following("]")
        self.at += 1
        return data

    def _first(self) -> str:
        """The first sign of a collection that begins here."""
        self.at += 1
        return self._after_space()

    def _following(self, close: str) -> str:
        """The sign that ends the collection, or the first one after a comma."""
        sign = self._after_space()
        if sign == close:
            return sign
        if sign != ",":
            raise _NotPlainError
        sign = self._first()
        if sign == close:
            raise _NotPlainError
        return sign


def plain_yaml(text: str) -> tuple[Any, dict[Path, int]] | None:
    """The data of the one document in ``text``, and the line of each path; None where it is not of the plainest form."""
    if _UNCOMMON.search(text):
        return None
    lines = []
    for number, content in enumerate(text.split("\n"), 1):
        match = _LINE.match(content)
        if match:
            lines.append(_Line(number, len(match[1]), match[2].rstrip(" ")))
    if not lines or lines[0].indent:
        return None
    reader = _Reader(lines)
    try:
        data = reader.block(())
    except _NotPlainError:
        return None
    return (data, reader.lines_by_path) if reader.place == len(lines) else None


def _new_key(text: str, at: int, data: dict[str, Any]) -> tuple[str, int]:
    """The key that stands at a place, with its colon and the space behind it, and where they end."""
    match = _KEY.match(text, at)
    if match is None:
        raise _NotPlainError
    plain, double, single = match.groups()
    key = plain or double or (single or "").replace("''", "'")
    if key in data or not 0 < len(key) <= _LONGEST_KEY:
        raise _NotPlainError
    return key, match.end()


def _plain(text: str) -> Any:
    """A scalar without quotes: true, false, null, or its characters."""
    if ": " in text or text.endswith(":"):
        raise _NotPlainError
    text = text.rstrip(" ")
    return _WORDS.get(text, text)


def _quoted(text: str, at: int) -> tuple[str, int]:
    match = _QUOTED.match(text, at)
    if match is None:
        raise _NotPlainError
    return (match[1] if match[1] is not None else match[2].replace("''", "'")), match.end()
