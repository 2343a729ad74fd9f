"""The kinds of authorisation and of other decisions, one manifest each: ``licensing/kinds/individual.toml`` and others.

A kind says who opens a case of it, what is decided on, which fields and documents are asked for, what must have been examined before a
decision is proposed, what a decision may be, how long it may hold, and which letters follow. The core asks the manifest; no kind has
code of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse.data_folders import DataError, data_files, path_in_package
from dualuse.inputs.data_files import NUMBER, TEXT, AnyTable, Each, OneOf, Table, read_toml
from dualuse.law.language.provision import Verification
from dualuse.law.shapes import ACTIVITY, VERIFICATION
from dualuse.licensing.forms import FORMS, DocumentType, Form, FormField, document_types, form, form_fields
from dualuse.transparency.decision import KINDS as STATISTICS
from dualuse.transparency.decision import RESULTS as DECIDED

_HERE: Final = Path(__file__).parent
OPENERS: Final = ("exporter", "authority", "other_state")
"""Who opens a case: an exporter by an application, the authority by itself, another Member State by asking."""
SUBJECTS: Final = ("lines", "holder", "question")
"""What is decided on: lines of goods, what its holder may do, or a question."""
RESULTS: Final = tuple(result for result in DECIDED if result != "pending")
"""What may be decided of a line (DESIGN, section 5; Art. 16(1))."""
EXAMINATIONS: Final = ("screening", "assessment", "denials", "own_diligence")
"""What must have been examined before a decision is proposed, each asked for by a guard: who takes part, Art. 15(1)(a) to (d), denials in force (Art. 16(5)), for
surveillance items the authority's own due diligence (Art. 5)."""
COMPETENT: Final = ("applicant", "items")
"""Whose State decides: where the applicant is established, of one outside the Union where the items are (Art. 12(2)); or where the items are (Art. 7(1))."""
LIMITS: Final = ("quantity", "value", "both", "none")
WHEN: Final = ("always", "never", "consignee", "goods", "named_end_users", "surveillance")
"""When a field or document is asked for; :mod:`dualuse.licensing.completeness` says what each means."""

_DOCUMENT: Final = Table({"asked": OneOf(WHEN)}, {"exemption": TEXT, "denial": TEXT})
_VALIDITY: Final = Table(
    {"longer": OneOf(("authority", "never")), "citation": TEXT, "verification": VERIFICATION},
    {"years": NUMBER},
)
_SHAPE: Final = Table(
    {
        "code": TEXT,
        "title": TEXT,
        "citation": TEXT,
        "verification": VERIFICATION,
        "form": OneOf(("", *FORMS)),
        "opened_by": Each(OneOf(OPENERS), least=1),
        "activities": Each(ACTIVITY, least=1),
        "competent": OneOf(COMPETENT),
        "subject": OneOf(SUBJECTS),
        "destinations": OneOf(("one", "many", "none")),
        "recipients": OneOf(("one", "many", "any")),
        "limited_by": OneOf(LIMITS),
        "statistics": OneOf(STATISTICS),
        "decisions": Each(OneOf(RESULTS), least=1),
        "left_out": OneOf(RESULTS),
        "examined": Each(OneOf(EXAMINATIONS)),
        "clocks": Each(TEXT),
        "letters": AnyTable(TEXT),
    },
    {
        "asked": Table({}, {when: Each(TEXT, least=1) for when in WHEN if when != "never"}),
        "documents": AnyTable(_DOCUMENT),
        "validity": _VALIDITY,
    },
)


@dataclass(frozen=True, slots=True)
class FieldAsked:
    """A field that a kind asks for: in which box, and when (one of :data:`WHEN`)."""

    box: str
    field: FormField
    when: str


@dataclass(frozen=True, slots=True)
class DocumentAsked:
    """A document of a kind, when it is asked for, by which field the applicant may ask to be exempted, and by which it may say that no line is what it
    reads like ("": by none).
    """

    type: DocumentType
    when: str
    exemption: str
    denial: str


@dataclass(frozen=True, slots=True)
class Term:
    """How long a decision may hold: ``years`` (None: no number is known), and who may say longer (``authority``, ``never``)."""

    years: int | None
    longer: str
    citation: str
    verification: Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of authorisation, or of another decision.

    Attributes:
        code: its name in the contract.
        form: of Annex III; None: nobody applies for it.
        competent: whose State decides, see :data:`COMPETENT`.
        opened_by: see :data:`OPENERS`; ``subject``: see :data:`SUBJECTS`.
        destinations: how many countries it names; ``recipients``: how many end users, and how many consignees (Art. 2(12), 2(13)).
        limited_by: what a line is limited by where nothing else is said, see :data:`LIMITS`.
        statistics: the kind in the table of decisions.
        decisions: what may be decided of a line; ``left_out``: what holds for a line that a proposal does not name.
        examined: see :data:`EXAMINATIONS`.
        clocks: names of rules of the Regulation that may run in it.
        letters: the letter that each decision sends.
    """

    code: str
    title: str
    citation: str
    verification: Verification
    form: Form | None
    opened_by: tuple[str, ...]
    activities: tuple[str, ...]
    competent: str
    subject: str
    destinations: str
    recipients: str
    limited_by: str
    statistics: str
    decisions: tuple[str, ...]
    left_out: str
    examined: tuple[str, ...]
    clocks: tuple[str, ...]
    letters: Mapping[str, str]
    fields: tuple[FieldAsked, ...]
    documents: tuple[DocumentAsked, ...]
    term: Term | None

    def is_limited_by(self, amount: str) -> bool:
        """Whether a line is limited by its ``quantity``, or by its ``value``."""
        return self.limited_by in (amount, "both")

    def own_fields(self) -> tuple[FormField, ...]:
        """The fields that belong to the application itself: of its form, and those by which one asks to be exempted."""
        boxes = () if self.form is None else self.form.boxes
        of_form = (field for box in boxes for field in box.fields if field.is_own)
        all_fields = form_fields()
        return (
            *of_form,
            *(
                all_fields[name]
                for document in self.documents
                for name in (document.exemption, document.denial)
                if name
            ),
        )


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """All kinds by code, in the order of their files' names.

    Raises:
        DataError: a file is not what it should be, contradicts itself, or has another name than its code.
    """
    return {path.stem: _kind(path) for path in data_files(_HERE, "*.toml")}


def _kind(path: Path) -> Kind:
    place = path_in_package(path)
    data = read_toml(path)
    _SHAPE.check(data, place)
    if data["code"] != path.stem:
        raise DataError(f"{place}: code {data['code']!r} is not the name of the file")
    _see_decisions(data, place)
    of_form = form(data["form"]) if data["form"] else None
    return Kind(
        code=data["code"],
        title=data["title"],
        citation=data["citation"],
        verification=Verification[data["verification"].upper()],
        form=of_form,
        opened_by=tuple(data["opened_by"]),
        activities=tuple(data["activities"]),
        competent=data["competent"],
        subject=data["subject"],
        destinations=data["destinations"],
        recipients=data["recipients"],
        limited_by=data["limited_by"],
        statistics=data["statistics"],
        decisions=tuple(data["decisions"]),
        left_out=data["left_out"],
        examined=tuple(data["examined"]),
        clocks=tuple(data["clocks"]),
        letters=data["letters"],
        fields=_fields(data.get("asked", {}), of_form, place),
        documents=_documents(data.get("documents", {}), place),
        term=_term(data.get("validity")),
    )


def _see_decisions(data: Mapping[str, Any], place: str) -> None:
    """Refuse a manifest whose decisions, letters and default do not belong together."""
    if data["left_out"] not in data["decisions"]:
        raise DataError(f"{place}: left_out: {data['left_out']} is none of its decisions")
    if data["letters"].keys() != set(data["decisions"]):
        raise DataError(f"{place}: letters: one for each of {', '.join(data['decisions'])}, and no other")
    if "granted" in data["decisions"] and "own_diligence" not in data["examined"]:
        raise DataError(f"{place}: examined: own_diligence: nothing is granted without it (Art. 5)")
    if data["form"] == "" and "exporter" in data["opened_by"]:
        raise DataError(f"{place}: form: an exporter opens it, and there is none to fill in")


def _fields(
    by_condition: Mapping[str, list[str]], of_form: Form | None, place: str
) -> tuple[FieldAsked, ...]:
    """The fields asked for, in the order of the boxes."""
    all_fields = form_fields()
    rows = [(name, when) for when, names in by_condition.items() for name in names]
    for name, _ in rows:
        if name not in all_fields:
            raise DataError(f"{place}: asked: there is no field called {name}")
        if of_form is not None and not of_form.box_of(name):
            raise DataError(f"{place}: asked: {name} stands in no box of {of_form.code}")
    order = {name: number for number, name in enumerate(all_fields)}
    if of_form is not None:
        order = {
            field.name: number
            for number, field in enumerate(field for box in of_form.boxes for field in box.fields)
        }
    rows.sort(key=lambda row: order[row[0]])
    return tuple(
        FieldAsked("" if of_form is None else of_form.box_of(name), all_fields[name], when)
        for name, when in rows
    )


def _documents(rows: Mapping[str, Mapping[str, str]], place: str) -> tuple[DocumentAsked, ...]:
    types, fields = document_types(), form_fields()
    for code, row in rows.items():
        if code not in types:
            raise DataError(f"{place}: documents: there is none called {code}; known: {', '.join(types)}")
        for name in (row.get("exemption", ""), row.get("denial", "")):
            if name and name not in fields:
                raise DataError(f"{place}: documents.{code}: there is no field called {name}")
    return tuple(
        DocumentAsked(types[code], row["asked"], row.get("exemption", ""), row.get("denial", ""))
        for code, row in rows.items()
    )


def _term(row: Mapping[str, Any] | None) -> Term | None:
    if row is None:
        return None
    return Term(row.get("years"), row["longer"], row["citation"], Verification[row["verification"].upper()])
