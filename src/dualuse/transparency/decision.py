"""One decision of an authority, as everything public counts it: the row of the table of decisions, and its
columns.

A row is one decision on the lines of an application that share its answer (or one decision without any: a
prohibition, a revocation). An application that is granted in part is two rows of one ``application``. A row may
name several entries of the control list and several destinations; statistics by entry or destination count it
under each of them and say so. What a source does not tell stays empty: an empty cell is "not known", never
"none".

Every producer fills this table (importers of published files, an authority's own system), and every public
figure is counted from it. One description of its columns gives the schema of the frame (polars), JSON Schema
(draft 2020-12) and Table Schema (Frictionless, Data Package v2).

Source: Art. 26(2) of Regulation (EU) 2021/821 (number and value of authorisations by type of item and by
destination, denials, prohibitions; applications for cyber-surveillance items) and Recommendation (EU)
2024/214 (``unverified``: its chapters were seen, not its tables).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, fields
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from dualuse.i18n import N_
from dualuse.inputs.formats import DECISION, schema_id
from dualuse.law.eu_2021_821.surveillance import families

if TYPE_CHECKING:
    import polars as pl

Kind = Literal[
    "individual", "global", "large_project", "brokering", "technical_assistance", "transit", "intra_union_transfer", "national_general",
    "union_general", "notification", "enquiry", "classification_ruling", "prohibition", "informed_letter", "bar_from_general", "unknown",
]  # fmt: skip
"""What was decided on (Art. 2(12) to (16), Arts 6 to 8, 11, 12); ``prohibition``: no application, Art. 7(1), 8(4) or 9; ``informed_letter``: a
State told an exporter that an authorisation is required (Arts 4(1), 5(1), 9, 10); ``bar_from_general``: an exporter may not use a general
authorisation (Art. 12(7)); ``unknown``: not stated."""

Result = Literal[
    "granted", "refused", "not_required", "annulled", "revoked", "suspended", "resumed", "substantially_limited", "modified", "extended",
    "transferred", "withdrawn", "prohibited", "pending",
]  # fmt: skip
"""What became of it. ``not_required``: no authorisation is required; ``substantially_limited``: Art. 16(1); ``withdrawn``: the applicant took
the application back; ``pending``: received, not yet decided."""

EndUserCategory = Literal[
    "military", "paramilitary", "police", "intelligence", "other_security", "other_public", "state_company", "company",
    "research", "individual", "international_organisation", "unknown",
]  # fmt: skip
"""Who uses the items in the end; ``unknown``: the source does not say."""

Criterion = Literal[
    "international_obligations", "sanctions", "national_foreign_and_security_policy", "end_use_and_diversion",
    "internal_repression", "human_rights", "internal_armed_conflict", "regional_stability", "proliferation",
    "military_end_use", "terrorism", "other", "unknown",
]  # fmt: skip
"""Why it was refused: the considerations of Art. 15(1), taken apart."""

KINDS: Final[tuple[str, ...]] = get_args(Kind)
RESULTS: Final[tuple[str, ...]] = get_args(Result)
END_USERS: Final[tuple[str, ...]] = get_args(EndUserCategory)
CRITERIA: Final[tuple[str, ...]] = get_args(Criterion)
NO_COUNTRY: Final[tuple[str, ...]] = (
    "VARIOUS", "WORLD", "WORLD_BUT", "EU", "EURATOM", "SHELF", "NONE",
)  # fmt: skip
"""Destinations that are no country: several that are not named, the world, the world but for sensitive
countries, the Union, the States of the Euratom Treaty, a continental shelf, and "does not apply"."""
APPLICATIONS: Final = frozenset({"granted", "refused", "not_required", "withdrawn", "pending"})
"""The results that say that an application was received."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One row. Texts are empty, tuples ``()`` and other values None where the source does not tell.

    Attributes:
        id: unique in the table, stable from release to release.
        date: the day of the decision.
        applied: the day of the application.
        authority: the State (ISO 3166-1), or a region of it (ISO 3166-2) that decides itself.
        kind: see :data:`Kind`.
        decision: see :data:`Result`.
        entries: codes of Annex I, dotted (``5A001.f.1``); ``entries_text`` as the source writes them.
        item_types: category and group of each entry (``5A2``: category 5 part 2, group A); derived from
            ``entries``.
        families: surveillance families of the entries; derived from ``entries`` where not given.
        destination: codes of places (ISO 3166-1, or that of a named territory), or words of
            :data:`NO_COUNTRY`.
        via: codes of places on the way; ``destination_text`` as the source writes both.
        end_user_category: see :data:`EndUserCategory`.
        end_use: what the items are for, as the source writes it.
        value: what the decision names, in ``currency`` (ISO 4217): licensed, not shipped.
        quantity, unit: how much of what.
        criteria: why refused, see :data:`Criterion`.
        framework: whether it is a framework of many deliveries (value is its limit); None: not known.
        expires: the last day of an authorisation.
        source: the short name of the source; ``source_line`` the place in it.
        remarks: what had to be repaired or left out on the way here (codes of :mod:`~.importing.report`).
        temporary: whether the items are to come back; None: not known.
        application: which application it decides, of which other rows may decide other lines; a name that no application of another
            row of the table has. Empty: each row counts as an application of its own.
        concerns: the ``id`` of an earlier decision that this one changes (suspends, revokes, extends …); where this one decides an application again, it takes the
            place of that in every figure.
    """

    id: str
    date: datetime.date | None
    authority: str
    kind: Kind
    decision: Result
    applied: datetime.date | None = None
    entries: tuple[str, ...] = ()
    entries_text: str = ""
    item_types: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    destination: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    destination_text: str = ""
    end_user_category: EndUserCategory = "unknown"
    end_use: str = ""
    value: Decimal | None = None
    currency: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    criteria: tuple[Criterion, ...] = ()
    framework: bool | None = None
    expires: datetime.date | None = None
    source: str = ""
    source_line: str = ""
    remarks: tuple[str, ...] = ()
    temporary: bool | None = None
    application: str = ""
    concerns: str = ""


COLUMNS: Final = tuple(field.name for field in fields(Decision))
"""The columns of the table, in order."""


Form = Literal["text", "day", "number", "flag", "list"]
LIST_MARK: Final = ";"
"""Stands between the members of a list in CSV."""
ENTRY: Final = r"^[0-9][A-E][0-9]{3}(\.[a-z0-9]+)*$"
PLACE: Final = r"^([A-Z]{2}(-[A-Z0-9]{1,10})?|VARIOUS|WORLD|WORLD_BUT|EU|EURATOM|SHELF|NONE)$"
AUTHORITY: Final = r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$"
CURRENCY: Final = r"^[A-Z]{3}$"
NO_ID: Final = r"^[=+\-@\s]|(^|[/\\])\.\.?([/\\]|$)"
"""What no id may be: a formula of a spreadsheet, or steps of a path."""
FIRST_DAY: Final = date(1950, 1, 1)
LAST_DAY: Final = date(2150, 12, 31)
"""No day of a decision is before or after these."""
_JSON: Final[dict[Form, dict[str, Any]]] = {
    "text": {"type": "string"},
    "day": {"type": "string", "format": "date"},
    "number": {"type": "number"},
    "flag": {"type": "boolean"},
    "list": {"type": "array"},
}
_TABLE: Final[dict[Form, str]] = {
    "text": "string",
    "day": "date",
    "number": "number",
    "flag": "boolean",
    "list": "list",
}
_TABLE_LIMITS: Final[dict[Form, dict[str, Any]]] = {
    "number": {"minimum": 0},
    "day": {"minimum": FIRST_DAY.isoformat(), "maximum": LAST_DAY.isoformat()},
}
_TABLE_WRITTEN: Final[dict[Form, dict[str, Any]]] = {
    "list": {"delimiter": LIST_MARK, "itemType": "string"},
    "flag": {"trueValues": ["true"], "falseValues": ["false"]},
}
"""How members and flags are written in the cells."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its form, what it holds, and what its values (or the members of its list) must be."""

    name: str
    form: Form
    holds: str
    values: tuple[str, ...] = ()
    _: KW_ONLY
    pattern: str = ""
    required: bool = False


DECISION_COLUMNS: Final = (
    Column("id", "text", N_("unique in the table, the same in every release"), required=True),
    Column("date", "day", N_("the day of the decision")),
    Column(
        "authority", "text", N_("the State that decided (ISO 3166-1), or a region of it (ISO 3166-2)"),
        pattern=AUTHORITY, required=True,
    ),
    Column("kind", "text", N_("what was decided on"), KINDS, required=True),
    Column("decision", "text", N_("what became of it"), RESULTS, required=True),
    Column("applied", "day", N_("the day of the application")),
    Column("entries", "list", N_("codes of Annex I, dotted"), pattern=ENTRY),
    Column("entries_text", "text", N_("the codes as the source writes them")),
    Column("item_types", "list", N_("category and group of the entries"), pattern=r"^([0-46-9][A-E]|5[A-E][12])$"),
    Column("families", "list", N_("surveillance families of the entries"), families()),
    Column("destination", "list", N_("countries and named territories, or a word for none"), pattern=PLACE),
    Column("via", "list", N_("countries on the way"), pattern=PLACE),
    Column("destination_text", "text", N_("the destination as the source writes it")),
    Column("end_user_category", "text", N_("who uses the items in the end"), END_USERS, required=True),
    Column("end_use", "text", N_("what the items are for, as the source writes it")),
    Column("value", "number", N_("the value named in the decision: licensed, not shipped")),
    Column("currency", "text", N_("the currency of the value (ISO 4217)"), pattern=CURRENCY),
    Column("quantity", "number", N_("how much of the unit")),
    Column("unit", "text", N_("the unit of the quantity")),
    Column("criteria", "list", N_("why it was refused"), CRITERIA),
    Column("framework", "flag", N_("whether the value is the limit of many deliveries")),
    Column("expires", "day", N_("the last day of an authorisation")),
    Column("source", "text", N_("the source")),
    Column("source_line", "text", N_("the place in the source")),
    Column("remarks", "list", N_("what was repaired or left out in reading the source")),
    Column("temporary", "flag", N_("whether the export is temporary")),
    Column("application", "text", N_("the application that it decides; rows of one application count as one")),
    Column("concerns", "text", N_("the id of the earlier decision that this one changes")),
)  # fmt: skip


def _first_difference(names: Sequence[str], fields_: Sequence[str]) -> str:
    """The first place where columns and fields differ, and what to do there; "" where they are the same."""
    for number, (column, field_) in enumerate(zip_longest(names, fields_, fillvalue="")):
        if column != field_:
            return (
                f"place {number + 1}: Decision has the field {field_ or '(none)'}, DECISION_COLUMNS the column"
                f" {column or '(none)'}; give each field of Decision its Column, at the same place and by the same name"
            )
    return ""


if _difference := _first_difference([column.name for column in DECISION_COLUMNS], COLUMNS):
    raise TypeError(f"transparency/decision.py, {_difference}")


def frame_schema(columns: Sequence[Column] = DECISION_COLUMNS) -> pl.Schema:
    """The schema of the frame."""
    import polars as pl  # the extra bulk brings it, and the schemas of a row need none

    forms: dict[Form, Any] = {
        "text": pl.String(),
        "day": pl.Date(),
        "number": pl.Decimal(18, 2),
        "flag": pl.Boolean(),
        "list": pl.List(pl.String()),
    }
    return pl.Schema({column.name: forms[column.form] for column in columns})


def json_schema() -> dict[str, Any]:
    """The table as JSON Schema (draft 2020-12): of one decision, an object."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": schema_id(DECISION),
        "title": "Decision",
        "description": "One decision of an authority on the export of dual-use items; what is not known is null or empty.",
        "type": "object",
        "properties": {column.name: _json_property(column) for column in DECISION_COLUMNS},
        "required": [column.name for column in DECISION_COLUMNS if column.required],
        "additionalProperties": False,
    }


def _json_property(column: Column) -> dict[str, Any]:
    allowed: dict[str, Any] = {
        **({"enum": list(column.values)} if column.values else {}),
        **({"pattern": column.pattern} if column.pattern else {}),
        **({"not": {"pattern": NO_ID}} if column.name == "id" else {}),
    }
    property_ = {**_JSON[column.form], "description": column.holds}
    if column.form == "number":
        property_["minimum"] = 0
    if column.form == "list":
        return {**property_, "items": {"type": "string", **allowed}, "uniqueItems": True}
    if column.required:
        return {**property_, **allowed}
    if allowed:
        return {
            "description": column.holds,
            "anyOf": [{**_JSON[column.form], **allowed}, {"enum": ["", None]}],
        }
    return {**property_, "type": [property_["type"], "null"]}


def table_schema(columns: Sequence[Column] = DECISION_COLUMNS, key: str = "id") -> dict[str, Any]:
    """The table as a Table Schema (Frictionless, Data Package v2) of the CSV file; an empty cell is "not
    known"."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(column) for column in columns],
        "primaryKey": [key],
        "missingValues": [{"value": "", "label": "not known"}],
    }


def _field(column: Column) -> dict[str, Any]:
    is_list = column.form == "list"
    rules: dict[str, Any] = {
        **({"required": True} if column.required else {}),
        **({"enum": list(column.values)} if column.values and not is_list else {}),
        **({"pattern": column.pattern} if column.pattern and not is_list else {}),
        **_TABLE_LIMITS.get(column.form, {}),
    }
    return {
        "name": column.name,
        "type": _TABLE[column.form],
        "description": column.holds,
        **_TABLE_WRITTEN.get(column.form, {}),
        **({"constraints": rules} if rules else {}),
    }
