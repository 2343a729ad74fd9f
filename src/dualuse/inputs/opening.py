"""Opening what is given as a file or on standard input, within limits, with one clear error for each
fault."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final

from dualuse.i18n import N_
from dualuse.inputs.problem_words import ANOTHER_NAME, CANNOT_READ, CHECK_THE_NAME, USE_A_SUFFIX, reason_of
from dualuse.inputs.problems import InputError, input_error

MAXIMUM_BYTES: Final = 32 * 1024 * 1024


def lines_of(stream: BinaryIO, name: str) -> Iterator[tuple[bytes, int]]:
    """The lines that are not blank, each with its number, as they arrive.

    Raises:
        InputError: a line is larger than a file may be.
    """
    number = 0
    while line := stream.readline(MAXIMUM_BYTES + 1):
        number += 1
        if limited(line, name, MAXIMUM_BYTES).strip():
            yield line, number


class StandsTwiceError(Exception):
    """A name occurs twice in one JSON object, so that it is unclear which of its values is meant."""


def each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The members of an object, for the hook of ``json.loads``.

    Raises:
        StandsTwiceError: a name occurs twice in it; names the first one.
    """
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        raise StandsTwiceError(next(name for name in names if names.count(name) > 1))
    return members


def known_suffix(path: str | Path, suffixes: tuple[str, ...], code: str = "file_format") -> str:
    """The suffix of the file's name in lower case; ``code``: that of the problem if the suffix is not among
    ``suffixes``.

    Raises:
        InputError: it is none of ``suffixes``.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in suffixes:
        raise input_error(
            code,
            N_("the format of the file is not known"),
            USE_A_SUFFIX,
            file=str(path),
            suffixes=suffixes,
        )
    return suffix


@contextmanager
def opened(
    path: str | Path, standard_input: BinaryIO | None = None, *, field: str = ""
) -> Iterator[BinaryIO]:
    """The bytes of a file, or ``standard_input`` where ``path`` is ``-``; ``field``: the input that named it.

    Raises:
        InputError: the file cannot be opened or read.
    """
    if str(path) == "-" and standard_input is not None:
        yield standard_input
        return
    try:
        with Path(path).open("rb") as stream:
            yield stream
    except OSError as error:
        raise unreadable(path, error, field) from None


def file_checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def unreadable(path: str | Path, error: OSError, field: str = "") -> InputError:
    """The error that a file cannot be read; ``field``: the input that named it."""
    return input_error(
        "file_unreadable",
        CANNOT_READ,
        CHECK_THE_NAME,
        path=field,
        file=str(path),
        reason=reason_of(error),
    )


def limited(content: bytes, name: str, limit: int) -> bytes:
    """``content``, read up to one byte more than ``limit``.

    Raises:
        InputError: there is more than ``limit``.
    """
    if len(content) > limit:
        raise input_error(
            "file_too_large",
            N_("the file is larger than {megabytes} MB"),
            N_("Split it; a check reads single transactions of a few kilobytes"),
            file=name,
            megabytes=limit // 1024 // 1024,
        )
    return content


def is_same(path: Path, other: Path) -> bool:
    """Whether both are one file, be it under two names."""
    try:
        return path.samefile(other)
    except OSError:
        return path.resolve() == other.resolve()


def same_file(path: str) -> InputError:
    """The error that a command would write over what it reads."""
    return input_error("same_file", N_("input and output are the same file"), ANOTHER_NAME, file=path)
