"""What a CSV file is written in: UTF-8, UTF-16 that says so by its byte order mark, or Windows-1252 where that is stated.

Nothing is guessed. A file read in the encoding that it was not written in would give other names to parties, and none of them would be
found on a list: a byte that the stated encoding has no sign for is refused, and so is UTF-8 text that is said to be something else.
"""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from dualuse.i18n import N_
from dualuse.inputs.problem_words import NOT_UTF_8
from dualuse.inputs.problems import InputError, input_error

MARK: Final = codecs.BOM_UTF8
UTF_8: Final = "utf-8"
WINDOWS: Final = "windows-1252"
ENCODINGS: Final = (UTF_8, WINDOWS)
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SEPARATORS: Final = (",", ";", "\t")
"""What may stand between the cells of a line, as people write CSV."""
_AT_ONCE: Final = 1 << 16


class ReadStream(Protocol):
    """As much of a stream as is needed of one."""

    def read(self, size: int, /) -> bytes:
        """So many bytes, less only at the end."""

    def tell(self, /) -> int:
        """How far the file has been read."""


def known_encoding(name: str) -> str:
    """The encoding that is called ``name``; UTF-8 where nothing is stated.

    Raises:
        InputError: it is none that is read.
    """
    plain = name.strip().casefold().replace("_", "-")
    encoding = {"": UTF_8, "utf8": UTF_8, "cp1252": WINDOWS}.get(plain, plain)
    if encoding not in ENCODINGS:
        raise input_error(
            "encoding_unknown",
            N_("the encoding {name} is not read"),
            N_("State {names}; UTF-16 is known by its first bytes"),
            path="encoding",
            name=name[:40],
            names=", ".join(ENCODINGS),
        )
    return encoding


def utf8_stream(path: Path, stream: BinaryIO, encoding: str = UTF_8) -> ReadStream:
    """The file as UTF-8, whatever it is written in.

    Args:
        path: of the file.
        stream: at its beginning.
        encoding: what it is written in, one of :data:`ENCODINGS`; UTF-16 says so itself.

    Raises:
        InputError: it says itself that it is written in another encoding.
    """
    start = stream.read(len(MARK))
    stream.seek(0)
    is_utf16 = start[:2] in _UTF_16
    if encoding == WINDOWS:
        if is_utf16 or start == MARK:
            raise _other_encoding(path, "UTF-16" if is_utf16 else "UTF-8")
        return _OfWindows(path, stream)
    return _OfUtf16(path, stream) if is_utf16 else stream


class _Decoded:
    """A stream of another encoding, read as UTF-8."""

    def __init__(self, path: Path, stream: BinaryIO, codec: str, ready: bytes) -> None:
        self._path: Final = path
        self._stream: Final = stream
        self._decoder: Final = codecs.getincrementaldecoder(codec)()
        self._ready = ready
        self._line = 1

    def read(self, size: int, /) -> bytes:
        """So many bytes, less only at the end.

        Raises:
            InputError: a byte is no sign of the encoding, or the file is written in another one.
        """
        pieces, length, more = [self._ready], len(self._ready), True
        while more and length < size:
            raw = self._stream.read(max(_AT_ONCE, size))
            more = bool(raw)
            self._look_at(raw, is_last=not more)
            try:
                pieces.append(self._decoder.decode(raw, final=not more).encode("utf-8"))
            except UnicodeDecodeError as error:
                raise self._refused(raw, error) from None
            self._line += raw.count(b"\n")
            length += len(pieces[-1])
        whole = b"".join(pieces)
        taken, self._ready = whole[:size], whole[size:]
        return taken

    def tell(self, /) -> int:
        """How far the file has been read."""
        return self._stream.tell()

    def _look_at(self, raw: bytes, *, is_last: bool) -> None:
        """Look at what comes next before it is decoded."""

    def _refused(self, raw: bytes, error: UnicodeDecodeError) -> InputError:
        return not_utf8(self._path, 1)


class _OfUtf16(_Decoded):
    """A stream of UTF-16 read as UTF-8, with its byte order mark."""

    def __init__(self, path: Path, stream: BinaryIO) -> None:
        super().__init__(path, stream, "utf-16", MARK)


class _OfWindows(_Decoded):
    """A stream of Windows-1252 read as UTF-8; what is UTF-8 from beginning to end, and more than ASCII, is none."""

    def __init__(self, path: Path, stream: BinaryIO) -> None:
        super().__init__(path, stream, "cp1252", b"")
        self._as_utf8: Final = codecs.getincrementaldecoder("utf-8")()
        self._can_be_utf8 = True
        self._is_ascii = True

    def _look_at(self, raw: bytes, *, is_last: bool) -> None:
        self._is_ascii = self._is_ascii and raw.isascii()
        if self._can_be_utf8 and not self._is_ascii:
            try:
                self._as_utf8.decode(raw, final=is_last)
            except UnicodeDecodeError:
                self._can_be_utf8 = False
        if is_last and self._can_be_utf8 and not self._is_ascii:
            raise _other_encoding(self._path, "UTF-8")

    def _refused(self, raw: bytes, error: UnicodeDecodeError) -> InputError:
        return input_error(
            "file_encoding",
            N_("the byte {byte} is no sign of {encoding}"),
            N_("Save the file as UTF-8 in the program that wrote it, and leave --encoding out"),
            file=str(self._path),
            line=self._line + raw[: error.start].count(b"\n"),
            byte=f"0x{raw[error.start]:02X}",
            encoding="Windows-1252",
        )


def not_utf8(path: Path, line: int) -> InputError:
    """What is said of a file that is no UTF-8 text in a line."""
    return input_error(
        "file_encoding",
        NOT_UTF_8,
        N_("Save it as UTF-8, or state --encoding windows-1252 if it was written in that"),
        file=str(path),
        line=line,
    )


def _other_encoding(path: Path, encoding: str) -> InputError:
    return input_error(
        "file_encoding",
        N_("the file is written in {encoding}"),
        N_("Leave --encoding out"),
        file=str(path),
        encoding=encoding,
    )
