"""The text of one edition of Annex I in one language, line by line, and the edition file that holds it.

An edition file is JSON Lines (``docs/annex.schema.json``): the first line is the header, each further line one of Annex I
in its order. It is the form in which editions are installed, and the one to write for a source that is not read here.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, get_args

from dualuse.i18n import N_
from dualuse.i18n.days import is_calendar_day
from dualuse.inputs.formats import ANNEX, refuse_later
from dualuse.inputs.opening import opened
from dualuse.inputs.problem_words import FILE_EMPTY
from dualuse.inputs.problems import InputError, input_error
from dualuse.sources.annex.words import ENTRY, PATH

GAP: Final = "[…]"
"""At the end of a text: the source is known to lack the words that follow."""

LOST_POWER: Final = "10^?"
"""In a text: the source is known to have lost the power of ten."""

Kind = Literal["provision", "note", "definition", "general_note"]

MAXIMUM_BYTES: Final = 64 * 1024 * 1024
HEADER: Final = ("edition", "language", "celex", "source")
_KINDS: Final = frozenset(get_args(Kind))
_LANGUAGE: Final = re.compile(r"[a-z]{2}")
_MENDING: Final = N_("Write it as docs/annex.md says, or export it again from where it came")


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """A line of Annex I.

    Attributes:
        path: the provision it is (``5A001.f.1``; of the heading of an entry ``5A001``), or for a note the provision it stands under; of a
            definition the term; of a general note its name.
        entry: the entry, five characters; "" for definitions and general notes.
        kind: what it is. Notes stand apart from provisions: the items of a note release or explain, they are never provisions.
        text: the words, blanks normalised, powers written ``10^9``; decimal commas as the language writes them.
        number: its place in the edition, from 0.
    """

    path: str
    entry: str
    kind: Kind
    text: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexText:
    """An edition in one language. ``edition``: the day it is in force from (``2025-11-15``); ``checksum``: SHA-256 of the file read."""

    edition: str
    language: str
    celex: str
    source: str
    checksum: str
    lines: tuple[AnnexLine, ...]


def is_language(text: str) -> bool:
    """Whether ``text`` has the form of a language code (``en``)."""
    return bool(_LANGUAGE.fullmatch(text))


def content_of(path: Path) -> bytes:
    """The bytes of a file that is to be read as a text of Annex I.

    Raises:
        InputError: it cannot be read, is empty, or larger than any edition is.
    """
    with opened(path) as stream:
        content = stream.read(MAXIMUM_BYTES + 1)
    if len(content) > MAXIMUM_BYTES:
        raise input_error(
            "annex_too_large",
            N_("the file is larger than {megabytes} MB; no edition of Annex I is"),
            N_("Check that it is the file meant"),
            file=str(path),
            megabytes=MAXIMUM_BYTES // 1024 // 1024,
        )
    if not content.strip():
        raise _empty(path)
    return content


def _empty(path: Path) -> InputError:
    return input_error("annex_empty", FILE_EMPTY, N_("Fetch it again from where it came"), file=str(path))


def read_edition_file(path: Path, content: bytes | None = None) -> AnnexText:
    """The text in an edition file. ``content``: its bytes, where they were read already.

    Raises:
        InputError: the file cannot be read, or one of its lines is not of the form; the first such line is named.
    """
    content = content_of(path) if content is None else content
    rows = _rows(path, content)
    first = next(rows, None)
    if first is None:
        raise _empty(path)
    header = _header(path, first[1])
    lines = tuple(_line(path, number, row, place) for place, (number, row) in enumerate(rows))
    if not any(line.kind == "provision" for line in lines) or header.get("lines", len(lines)) != len(lines):
        raise input_error(
            "annex_cut",
            N_("the file holds {number} lines under its header: it is cut short"),
            N_("Fetch it again from where it came"),
            file=str(path),
            number=len(lines),
        )
    return AnnexText(
        **{name: header[name] for name in HEADER},
        checksum=header.get("checksum") or hashlib.sha256(content).hexdigest(),
        lines=lines,
    )


def edition_bytes(text: AnnexText, more: Mapping[str, Any] | None = None) -> bytes:
    """``text`` as an edition file; ``more`` goes into its header."""
    header = {"format": ANNEX, **{name: getattr(text, name) for name in HEADER}, "lines": len(text.lines)}
    rows: list[Mapping[str, Any]] = [{**header, **(more or {})}]
    rows.extend(
        {"path": line.path, "entry": line.entry, "kind": line.kind, "text": line.text} for line in text.lines
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def numbered(rows: Iterable[tuple[str, str, Kind, str]]) -> tuple[AnnexLine, ...]:
    """Lines from (path, entry, kind, text) in their order."""
    return tuple(AnnexLine(*row, number=number) for number, row in enumerate(rows))


def _rows(path: Path, content: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            raise _bad(path, number, N_("the line is no JSON")) from None
        if not isinstance(row, dict):
            raise _bad(path, number, N_("the line is no JSON object"))
        yield number, row


_NO_HEADER: Final = N_("the first line is not the header of an edition of Annex I")


def _header(path: Path, row: Mapping[str, Any]) -> Mapping[str, Any]:
    refuse_later(row, ANNEX, str(path), 1)
    if row.get("format") != ANNEX or not all(isinstance(row.get(name), str) for name in HEADER):
        raise _bad(path, 1, _NO_HEADER)
    if not is_calendar_day(row["edition"]) or not is_language(row["language"]):
        raise _bad(path, 1, N_("the edition is no day (2025-11-15), or the language no code (en)"))
    if not isinstance(row.get("lines", 0), int) or not isinstance(row.get("checksum", ""), str):
        raise _bad(path, 1, _NO_HEADER)
    return row


def _line(path: Path, number: int, row: Mapping[str, Any], place: int) -> AnnexLine:
    try:
        where, entry, kind, text = row["path"], row["entry"], row["kind"], row["text"]
    except KeyError:
        raise _bad(path, number, N_("the line lacks path, entry, kind or text")) from None
    if not all(isinstance(value, str) for value in (where, entry, kind, text)) or kind not in _KINDS:
        raise _bad(path, number, N_("path, entry, kind or text is not of its form"))
    in_entry = kind in ("provision", "note")
    fits = where[:5] == entry and ENTRY.fullmatch(entry) and PATH.fullmatch(where) if in_entry else not entry
    if not fits or not where or not text.strip():
        raise _bad(path, number, N_("path and entry do not fit the kind of the line, or it has no text"))
    return AnnexLine(path=where, entry=entry, kind=kind, text=text, number=place)


def _bad(path: Path, line: int, what: str) -> InputError:
    return input_error("annex_line", what, _MENDING, file=str(path), line=line)
