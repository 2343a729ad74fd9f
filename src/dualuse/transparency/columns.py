"""The columns of the table of decisions: one description, from which all forms of its schema come.

Every producer fills this table (importers of published files, an authority's own system), and every public figure is
counted from it. The description gives the schema of the frame (polars), JSON Schema (draft 2020-12) and Table Schema
(Frictionless, Data Package v2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

import polars as pl

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.surveillance import families
from dualuse.transparency.decision import COLUMNS, CRITERIA, END_USERS, KINDS, RESULTS

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
_FRAME: Final[dict[Form, Any]] = {
    "text": pl.String(),
    "day": pl.Date(),
    "number": pl.Decimal(18, 2),
    "flag": pl.Boolean(),
    "list": pl.List(pl.String()),
}
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


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its form, what it holds, and what its values (or the members of its list) must be."""

    name: str
    form: Form
    holds: str
    values: tuple[str, ...] = ()
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
)  # fmt: skip
assert tuple(column.name for column in DECISION_COLUMNS) == COLUMNS


def frame_schema(columns: Sequence[Column] = DECISION_COLUMNS) -> pl.Schema:
    """The schema of the frame."""
    return pl.Schema({column.name: _FRAME[column.form] for column in columns})


def json_schema() -> dict[str, Any]:
    """The table as JSON Schema (draft 2020-12): of one decision, an object."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://dualuse.example/schema/decision.json",
        "title": "Decision",
        "description": "One decision of an authority on the export of dual-use items; what is not known is null or empty.",
        "type": "object",
        "properties": {column.name: _json_property(column) for column in DECISION_COLUMNS},
        "required": [column.name for column in DECISION_COLUMNS if column.required],
        "additionalProperties": False,
    }


def _json_property(column: Column) -> dict[str, Any]:
    allowed: dict[str, Any] = {}
    if column.values:
        allowed["enum"] = list(column.values)
    if column.pattern:
        allowed["pattern"] = column.pattern
    if column.name == "id":
        allowed["not"] = {"pattern": NO_ID}
    found = {**_JSON[column.form], "description": column.holds}
    if column.form == "number":
        found["minimum"] = 0
    if column.form == "list":
        return {**found, "items": {"type": "string", **allowed}, "uniqueItems": True}
    if column.required:
        return {**found, **allowed}
    if allowed:
        return {
            "description": column.holds,
            "anyOf": [{**_JSON[column.form], **allowed}, {"enum": ["", None]}],
        }
    return {**found, "type": [found["type"], "null"]}


def table_schema(columns: Sequence[Column] = DECISION_COLUMNS, key: str = "id") -> dict[str, Any]:
    """The table as a Table Schema (Frictionless, Data Package v2) of the CSV file; an empty cell is "not known"."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(column) for column in columns],
        "primaryKey": [key],
        "missingValues": [{"value": "", "label": "not known"}],
    }


def _field(column: Column) -> dict[str, Any]:
    rules: dict[str, Any] = {}
    if column.required:
        rules["required"] = True
    if column.form != "list" and column.values:
        rules["enum"] = list(column.values)
    if column.form != "list" and column.pattern:
        rules["pattern"] = column.pattern
    if column.form == "number":
        rules["minimum"] = 0
    if column.form == "day":
        rules |= {"minimum": FIRST_DAY.isoformat(), "maximum": LAST_DAY.isoformat()}
    found: dict[str, Any] = {"name": column.name, "type": _TABLE[column.form], "description": column.holds}
    if column.form == "list":
        found |= {"delimiter": LIST_MARK, "itemType": "string"}
    if column.form == "flag":
        found |= {"trueValues": ["true"], "falseValues": ["false"]}
    return found | ({"constraints": rules} if rules else {})
