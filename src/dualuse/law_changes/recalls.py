"""Answers that are recalled: which versions of the law or the program were wrong in what, and what to do about their answers.

Read from the package and from ``recalls.toml`` in the house's folder of data, which a newer list is put into by hand: fields that this release
does not know are passed over there, and a list in a later format is refused in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from dualuse.data_folders import DataError, data_file
from dualuse.i18n import N_, Message
from dualuse.inputs.data_files import DAY, TEXT, Each, OneOf, Table, read_toml
from dualuse.inputs.formats import RECALLS, refuse_later
from dualuse.inputs.problems import input_error

FILE: Final = "recalls.toml"
_ROW: Final = Table(
    {"id": TEXT, "day": DAY, "what": TEXT, "do": TEXT}, {"law": Each(TEXT), "software": Each(TEXT)}
)
_SHAPE: Final = Table({"recalls": Each(_ROW)}, {"format": OneOf((RECALLS,))})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """A recall. ``law``: versions of the law (``sha256:…``), ``software``: of the program (``0.1.0+…``) whose answers it is about;
    ``what`` was wrong, and what to ``do``: sentences of who recalls, in the language they were written in.
    """

    id: str
    day: date
    law: frozenset[str]
    software: frozenset[str]
    what: str
    do: str

    def concerns(self, law: str, software: str) -> bool:
        """Whether it is about answers by this version of the law or the program."""
        return law in self.law or software in self.software

    def message(self) -> Message:
        """What is to be told of an answer, or a program, that it concerns."""
        text = N_("recalled on {day} ({id}): {what} {do}")
        params = {
            "day": self.day.isoformat(),
            "id": self.id,
            "what": _sentence(self.what),
            "do": _sentence(self.do),
        }
        return Message("recall", text, params)


def _sentence(text: str) -> str:
    """The text with a mark at its end: two of them stand one after the other."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def recalls(home: Path) -> tuple[Recall, ...]:
    """All recalls that are known here, those of the package first; a row of the same ``id`` in ``home`` takes its place.

    Raises:
        DataError: the list of the package is not what it must be.
        InputError: the list in ``home`` is not, is in the format of a later release, or cannot be read.
    """
    shipped = data_file(f"law_changes/{FILE}")
    own = home / FILE
    by_id = {row.id: row for row in _rows(read_toml(shipped), FILE)}
    if own.is_file():
        try:
            data = read_toml(own)
            refuse_later(data, RECALLS, str(own))
            by_id |= {row.id: row for row in _rows(_of_known_fields(data), str(own))}
        except (DataError, OSError) as error:
            raise input_error(
                "recalls_unread",
                N_("the list of recalled answers cannot be read ({why})"),
                N_("Put the list of the release page there again, or remove it"),
                file=str(own),
                why=str(error),
            ) from None
    return tuple(by_id.values())


def concerning(rows: Iterable[Recall], law: str, software: str) -> tuple[Recall, ...]:
    """The recalls that are about answers by this version of the law or the program."""
    return tuple(row for row in rows if row.concerns(law, software))


def _of_known_fields(data: dict[str, Any]) -> dict[str, Any]:
    """The list with the fields that this release knows: a later one may have more of them in the same format."""
    known = {name: value for name, value in data.items() if name in (*_SHAPE.needed, *_SHAPE.optional)}
    rows = known.get("recalls")
    if isinstance(rows, list):
        fields = (*_ROW.needed, *_ROW.optional)
        known["recalls"] = [
            {name: value for name, value in row.items() if name in fields} if isinstance(row, dict) else row
            for row in rows
        ]
    return known


def _rows(data: dict[str, Any], name: str) -> tuple[Recall, ...]:
    _SHAPE.check(data, name)
    rows = tuple(
        Recall(
            id=row["id"],
            day=row["day"],
            law=frozenset(row.get("law", ())),
            software=frozenset(row.get("software", ())),
            what=row["what"],
            do=row["do"],
        )
        for row in data["recalls"]
    )
    for row in rows:
        if not row.law and not row.software:
            raise DataError(f"{name}: {row.id}: it names no version: of the law, or of the software")
    return rows
