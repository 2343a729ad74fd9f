"""The JSON Schemas of ``docs/schema``, made from the types that are read and written; a wheel ships them as files.

What a reader is told so does not hang on what is installed beside the program. ``scripts/build_docs.py`` writes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from dualuse.cli.schema import PUBLISHED
from dualuse.inputs import formats
from dualuse.inputs.data_files import read_toml
from dualuse.inputs.formats import schema_id
from dualuse.law.eu_2021_821.facts import FACTS
from scripts.schema_forms import publish_forms
from scripts.schema_values import tell_values

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_TYPES: Final[Mapping[str, str]] = {
    "transaction": "dualuse.schema.transaction:Transaction",
    "determination": "dualuse.schema.determination:Determination",
    "assessment": "dualuse.schema.assessment:Assessment",
    "replay": "dualuse.law_changes.replay:Replay",
    "bulk": "dualuse.schema.answers:BulkSummary",
    "screening": "dualuse.schema.answers:ScreeningAnswer",
    "rescreening": "dualuse.schema.answers:RescreeningReport",
    "classification": "dualuse.schema.answers:ClassificationAnswer",
    "examination": "dualuse.classification.sheets.results:Examination",
    "entry": "dualuse.documents.entry_lookup:EntryDescription",
    "watch": "dualuse.schema.answers:WatchAnswer",
    "log": "dualuse.schema.answers:RunLogLine",
    "doctor": "dualuse.cli.house.doctor:Finding",
    "law-diff": "dualuse.schema.law_diff:LawDiff",
    "decision": "dualuse.transparency.decision:json_schema",
}
"""By the name of the schema the type (``module:name``), or the function that makes it."""
_ASKED: Final = ("Circumstances", "Knowledge")
"""Objects whose fields are facts of the law, each with its question."""


def made_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of that name, with its ``$id``, from its type."""
    module, _, type_name = _TYPES[name].partition(":")
    shape, format_name = getattr(import_module(module), type_name), PUBLISHED[name].format
    if type_name == "json_schema":
        return _headed(shape(), format_name)
    # What is read has fields that may be left out; what is written has all of its own.
    is_read = format_name == formats.TRANSACTION
    body = TypeAdapter(shape).json_schema(mode="validation" if is_read else "serialization")
    for definition in (body, *body.get("$defs", {}).values()):
        tell_values(definition)
    publish_forms(body)
    definitions = body.get("$defs", {}).values()
    for definition in (body, *definitions):
        _describe_fields(definition)
    for definition in definitions:  # an answer within another: recorded before formats had names it has none
        _leave_out_required(definition, "format")
    description = "The format of this file, where it names one." if is_read else "The format of this answer."
    body["properties"] = {"format": {"const": format_name, "description": description}} | {
        field: values for field, values in body["properties"].items() if field != "format"
    }
    if not is_read:
        body["required"] = ["format", *(field for field in body.get("required", ()) if field != "format")]
    return _headed(body, format_name)


def _leave_out_required(definition: dict[str, Any], name: str) -> None:
    if name in definition.get("required", ()):
        definition["required"] = [field for field in definition["required"] if field != name]


def _describe_fields(definition: dict[str, Any]) -> None:
    """Say of each field of an object what it holds; a ground of knowledge or a circumstance is what its fact asks for."""
    title = str(definition.get("title"))
    own, shared = field_descriptions().get(title, {}), field_descriptions()["any"]
    for field, values in definition.get("properties", {}).items():
        fact = FACTS.get(f"{title.lower()}.{field}") if title in _ASKED else None
        description = fact.question if fact else own.get(field, shared.get(field))
        if description is not None:
            values.setdefault("description", description)


@cache
def field_descriptions() -> Mapping[str, Mapping[str, str]]:
    """``schema_fields.toml``: what a field holds, by the object that has it and its name; ``any``: of every object."""
    return read_toml(Path(__file__).with_name("schema_fields.toml"))


def _headed(body: dict[str, Any], format_name: str) -> dict[str, Any]:
    rest = {key: value for key, value in body.items() if key not in ("$schema", "$id")}
    return {"$schema": _DIALECT, "$id": schema_id(format_name), **rest}
