"""Recorded determinations: reading the JSON of ``dualuse check --json`` again, with one clear error for each
fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import MISSING, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Final

from dualuse.i18n import LANGUAGES, N_, Message
from dualuse.inputs.formats import DETERMINATION, refuse_later
from dualuse.inputs.opening import MAXIMUM_BYTES, known_suffix, limited, lines_of, opened
from dualuse.inputs.problems import InputError, input_error, suggestion
from dualuse.law.language.provision import IN_FORCE
from dualuse.schema.determination import Determination
from dualuse.schema.reading.plain_data import Document, json_documents
from dualuse.schema.values import LAST_DAY

SUFFIXES: Final = (".json", ".jsonl", ".ndjson")
_NEEDED: Final = tuple(
    field.name
    for field in fields(Determination)
    if field.default is MISSING and field.default_factory is MISSING and field.name != "format"
)
"""What every determination holds; those recorded before there were formats have none."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A determination as a file holds it: the data untouched, and what is needed to give the answer again."""

    data: dict[str, Any]
    transaction: dict[str, Any]
    day: date
    policies: tuple[str, ...]
    language: str
    law: str
    software: str

    @property
    def reference(self) -> str:
        """The reference of the transaction."""
        return str(self.data["reference"])


def read_recorded(path: str | Path, standard_input: BinaryIO | None = None) -> Iterator[Document]:
    """The values of a file (``.json``, ``.jsonl``, ``.ndjson``) or of ``standard_input`` where ``path`` is
    ``-``.

    Line by line where each line is a value, so that a file of any length can be read; else as a whole.

    Raises:
        InputError: the file cannot be read or is not well-formed; what came before has been given by then.
    """
    name = str(path)
    if name != "-":
        known_suffix(path, SUFFIXES)
    empty = True
    with opened(path, standard_input) as stream:
        for content, line in _pieces(stream, name):
            for document in json_documents(content, name, line):
                empty = False
                yield document
    if empty:
        raise input_error("determination_none", N_("the file holds no determination"), WRITE_AGAIN, file=name)


def _pieces(stream: BinaryIO, name: str) -> Iterator[tuple[bytes, int]]:
    """The lines, each with its number, where the first one is a whole value; else everything at once."""
    first = limited(stream.readline(MAXIMUM_BYTES + 1), name, MAXIMUM_BYTES)
    if not _is_value(first):
        yield limited(first + stream.read(MAXIMUM_BYTES + 1), name, MAXIMUM_BYTES), 1
        return
    yield first, 1
    for line, number in lines_of(stream, name):
        yield line, number + 1


def _is_value(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


WRITE_AGAIN: Final = Message(
    "remedy.determination_none", N_("Give what dualuse check --json has written, or write it again")
)


@contextmanager
def located(document: Document) -> Iterator[None]:
    """Add the file and the line of the document to problems raised inside the block."""
    try:
        yield
    except InputError as error:
        raise type(error)(
            problem.located(document.file, document.line(())) for problem in error.problems
        ) from None


def recorded(data: Any) -> Recorded:
    """The recorded determination in plain ``data``, as JSON gives it.

    Raises:
        InputError: it is no determination, is cut short, or does not hold its transaction.
    """
    if not isinstance(data, dict) or not {"outcome", "law", "items"} & set(data):
        raise input_error("determination_not", N_("this is not a determination"), WRITE_AGAIN)
    refuse_later(data, DETERMINATION)
    if data.get("format", DETERMINATION) != DETERMINATION:
        raise input_error("determination_not", N_("this is not a determination"), WRITE_AGAIN, path="format")
    missing = [name for name in _NEEDED if name not in data]
    if missing:
        what = N_("the determination is cut short; missing: {fields}")
        raise input_error("determination_short", what, WRITE_AGAIN, fields=tuple(missing))
    transaction = data.get("transaction")
    if not transaction and not data.get("transaction_checksum"):
        what = N_("the determination does not hold its transaction: an older release wrote it")
        remedy = N_("Judge the transaction again with dualuse check --json and keep that answer")
        raise input_error(
            "determination_old", what, Message("remedy.determination_old", remedy), path="transaction"
        )
    software = data.get("software")
    named = software if isinstance(software, dict) else {}
    language = data.get("language")
    if language not in LANGUAGES:
        raise malformed("language", suggestion(str(language), LANGUAGES))
    return Recorded(
        data=data,
        transaction=_mapping(transaction, "transaction"),
        day=_day(data["date"]),
        policies=_policies(data.get("policies")),
        language=language,
        law=_text(_mapping(data["law"], "law").get("version"), "law.version"),
        software=" ".join(_text(named.get(name), f"software.{name}") for name in ("name", "version")),
    )


def _day(value: Any) -> date:
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        raise malformed("date") from None
    if not IN_FORCE <= day <= LAST_DAY:
        raise malformed("date")
    return day


def _policies(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise malformed("policies")
    return tuple(value)


def _mapping(value: Any, path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise malformed(path)
    return value


def _text(value: Any, path: str) -> str:
    if not isinstance(value, str) or not value:
        raise malformed(path)
    return value


def malformed(path: str, remedy: Message = WRITE_AGAIN) -> InputError:
    """The error that something at ``path`` is none of a determination."""
    return input_error("determination_malformed", N_("this does not fit a determination"), remedy, path=path)
