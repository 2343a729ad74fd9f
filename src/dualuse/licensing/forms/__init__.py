"""The forms of Annex III: their boxes in order, what an applicant states in each, and the documents that come with an application.

Data: ``fields.toml`` (each field once), ``annex_iii_a.toml`` and ``annex_iii_b.toml`` (which box holds which), ``documents.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

from dualuse.data_folders import DataError, data_file, path_in_package
from dualuse.inputs.data_files import FLAG, TEXT, AnyTable, Each, Of, OneOf, Table, read_checked, read_toml
from dualuse.law.language.provision import Verification
from dualuse.law.shapes import VERIFICATION

FORMS: Final = ("annex_iii_a", "annex_iii_b")
"""Section A: individual and global authorisations; Section B: brokering services and technical assistance."""
VALUES: Final = (
    "text", "email", "place", "member_state", "places", "choice", "day", "amount", "currency", "entries", "eori", "cas",
)  # fmt: skip
"""What a field may hold."""
FILLED_BY: Final = ("applicant", "authority", "customs")
ROOTS: Final = ("transaction", "items", "parties", "fields", "lines", "organisation")
"""Where a field stands: in the transaction, each of its items, its parties of a role; in the application itself, for all or for each
line; with the organisation."""
_PATH: Final = Of(
    f"a path that begins with {', '.join(ROOTS)}",
    str,
    lambda path: path.partition(".")[0] in ROOTS and "." in path,
)
_FIELD: Final = Table(
    {"path": _PATH, "form": OneOf(VALUES), "title": TEXT, "text": TEXT},
    {
        "is_contact": FLAG,
        "names": OneOf(("party", "parties")),
        "country": TEXT,
        "says": OneOf(("words", "use")),
    },
)
_DOCUMENT: Final = Table({"title": TEXT, "text": TEXT}, {})
_FORM: Final = Table(
    {
        "code": OneOf(FORMS),
        "citation": TEXT,
        "verification": VERIFICATION,
        "boxes": Each(
            Table({"box": TEXT, "title": TEXT, "by": OneOf(FILLED_BY)}, {"fields": Each(TEXT, least=1)}),
            least=1,
        ),
    },
    {},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """What an applicant states.

    Attributes:
        name: unique; a field of the application itself is sent by it.
        path: where it stands, beginning with one of :data:`ROOTS`.
        form: one of :data:`VALUES`.
        title, text: what it is called, and what is meant (English, translated by the reader of the page).
        is_contact: whether it only says how somebody is reached: no examination looks at it.
        names: whether it names a ``party`` or, in words of its own, ``parties`` that stand in no transaction; "": it does not.
        country: the field with the country of the party that it names; "": none is asked for.
        says: what its text has to say: something in ``words``, or a ``use``; "": whatever it says is taken.
    """

    name: str
    path: str
    form: str
    title: str
    text: str
    is_contact: bool = False
    names: Literal["", "party", "parties"] = ""
    country: str = ""
    says: Literal["", "words", "use"] = ""

    @property
    def is_own(self) -> bool:
        """Whether it belongs to the application and not to the transaction or the organisation."""
        return self.path.startswith(("fields.", "lines."))


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the form: its number as printed, what it is called, who fills it in, and with what."""

    number: str
    title: str
    by: str
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of Annex III: its boxes in the order of the Regulation (Art. 12(2), 13)."""

    code: str
    citation: str
    verification: Verification
    boxes: tuple[Box, ...]

    def box_of(self, field: str) -> str:
        """The number of the box that holds a field; "" where none does."""
        return next((box.number for box in self.boxes for inner in box.fields if inner.name == field), "")


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document: what it is called, and what is expected in it."""

    code: str
    title: str
    text: str


@lru_cache(maxsize=1)
def form_fields() -> dict[str, FormField]:
    """All fields by name.

    Raises:
        DataError: the file is not what it should be.
    """
    return {
        name: FormField(name=name, **row)
        for name, row in _checked("licensing/forms/fields.toml", AnyTable(_FIELD)).items()
    }


@lru_cache(maxsize=1)
def document_types() -> dict[str, DocumentType]:
    """All types of documents by code.

    Raises:
        DataError: the file is not what it should be.
    """
    rows = _checked("licensing/forms/documents.toml", AnyTable(_DOCUMENT))
    return {code: DocumentType(code, **row) for code, row in rows.items()}


@lru_cache(maxsize=len(FORMS))
def form(code: str) -> Form:
    """A form by its code, one of :data:`FORMS`.

    Raises:
        DataError: the file is not what it should be, names a field that there is none of, or one twice.
    """
    data = read_checked(name := f"licensing/forms/{code}.toml", _FORM)
    all_fields = form_fields()
    names = [field for row in data["boxes"] for field in row.get("fields", ())]
    if unknown := [field for field in names if field not in all_fields]:
        raise DataError(f"{name}: there is no field called {unknown[0]}; known: {', '.join(all_fields)}")
    if twice := [field for field in names if names.count(field) > 1]:
        raise DataError(f"{name}: {twice[0]} stands in two boxes")
    boxes = tuple(
        Box(row["box"], row["title"], row["by"], tuple(all_fields[field] for field in row.get("fields", ())))
        for row in data["boxes"]
    )
    return Form(code, data["citation"], Verification[data["verification"].upper()], boxes)


def _checked(name: str, shape: AnyTable) -> dict[str, Any]:
    path: Path = data_file(name)
    data = read_toml(path)
    shape.check(data, path_in_package(path))
    return data
