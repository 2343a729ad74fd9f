"""``dualuse schema``: the JSON Schemas of what is read and written, for who builds on it."""

from __future__ import annotations

import json as json_module
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Annotated, Any, Final

import typer

from dualuse.cli.terminal import DEFAULT_LANGUAGE, LanguageOption, edge, localised, width
from dualuse.data_folders import data_file
from dualuse.i18n import N_, translate
from dualuse.i18n.statuses import AVAILABILITY, EFFECT, EXAMINED, FINDING, RELEASE, VERIFICATION, Statuses
from dualuse.inputs import formats
from dualuse.inputs.data_files import read_toml
from dualuse.inputs.formats import schema_id
from dualuse.inputs.json_output import print_line
from dualuse.inputs.problems import InputError, input_error, suggestion
from dualuse.inputs.wrapping import wrapped_lines
from dualuse.law.eu_2021_821.facts import FACTS

SCHEMA_HELP: Final = N_("Print the JSON Schema of what is read or written; without a name: which there are.")
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Published:
    """A shape that others may rely on: its format, what it is, and its type (``module:name``) or a file of the conformance cases."""

    format: str
    what: str
    source: str


PUBLISHED: Final[Mapping[str, Published]] = {
    "transaction": Published(
        formats.TRANSACTION, N_("what check, assess and bulk judge"), "dualuse.schema.transaction:Transaction"
    ),
    "determination": Published(
        formats.DETERMINATION, N_("the answer of check"), "dualuse.schema.determination:Determination"
    ),
    "assessment": Published(
        formats.ASSESSMENT, N_("the dossier that assess writes"), "dualuse.schema.assessment:Assessment"
    ),
    "replay": Published(formats.REPLAY, N_("the answer of replay"), "dualuse.law_changes.replay:Replay"),
    "bulk": Published(formats.BULK, N_("what bulk says of a table"), "dualuse.schema.answers:BulkSummary"),
    "screening": Published(
        formats.SCREENING, N_("the answer of screen on a party"), "dualuse.schema.answers:ScreeningAnswer"
    ),
    "rescreening": Published(
        formats.RESCREENING, N_("the report of rescreen"), "dualuse.schema.answers:RescreeningReport"
    ),
    "classification": Published(
        formats.CLASSIFICATION,
        N_("the answer of classify on a text"),
        "dualuse.schema.answers:ClassificationAnswer",
    ),
    "examination": Published(
        formats.EXAMINATION, N_("the answer of examine"), "dualuse.classification.sheets.results:Examination"
    ),
    "entry": Published(
        formats.ENTRY, N_("the answer of entry"), "dualuse.assessment.entry_lookup:EntryDescription"
    ),
    "watch": Published(
        formats.WATCH,
        N_("a dossier that changes, or was answered of other facts before, as watch tells it"),
        "dualuse.schema.answers:WatchAnswer",
    ),
    "log": Published(formats.LOG, N_("a line of --log-file on a run"), "dualuse.schema.answers:RunLogLine"),
    "doctor": Published(formats.DOCTOR, N_("a finding of doctor"), "dualuse.cli.house.doctor:Finding"),
    "law-diff": Published(
        formats.LAW_DIFFERENCE, N_("the answer of law diff"), "dualuse.schema.law_diff:LawDiff"
    ),
    "decision": Published(
        formats.DECISION, N_("a row of the table of decisions"), "dualuse.transparency.decision:json_schema"
    ),
    "conformance-case": Published(formats.CONFORMANCE_CASE, N_("a conformance case"), "case.schema.json"),
    "conformance-answer": Published(
        formats.CONFORMANCE_ANSWER, N_("what an engine answers to a conformance case"), "answer.schema.json"
    ),
}
"""By name, in the order in which they are listed."""

_CODES: Final[Mapping[str, Statuses]] = {
    "release": RELEASE,
    "outcome": EFFECT,
    "verification": VERIFICATION,
    "Examined.verdict": EXAMINED,
    "Finding.effect": EFFECT,
    "Finding.status": FINDING,
    "GeneralAuthorisation.status": AVAILABILITY,
    "RuleChanged.effect": EFFECT,
}
"""The codes that a field can have, by its name, or by that of its object and its own."""
_ASKED: Final = ("Circumstances", "Knowledge")
"""Objects whose fields are facts of the law, each with its question."""


@edge()
def schema(
    name: Annotated[
        str, typer.Argument(help=localised(N_("Such as determination; left out: all names.")))
    ] = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Print one schema, or the names of all."""
    if name:
        print_line(json_module.dumps(schema_of(name), indent=2, ensure_ascii=False))
        return
    longest = max(map(len, PUBLISHED)) + 2
    for schema_name, published in PUBLISHED.items():
        text = f"{translate(published.what, language)} ({published.format})"
        for line in wrapped_lines(text, width(), schema_name.ljust(longest), " " * longest):
            typer.echo(line)


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of that name, with its ``$id``.

    Raises:
        InputError: there is none of that name.
    """
    if name not in PUBLISHED:
        raise _unknown(name)
    published = PUBLISHED[name]
    module, _, type_name = published.source.partition(":")
    if not type_name:
        from dualuse.cli.conformance import conformance_file

        own = json_module.loads(conformance_file(published.source).read_text(encoding="utf-8"))
        return _headed(own, published.format)
    shape = getattr(import_module(module), type_name)
    if type_name == "json_schema":
        return _headed(shape(), published.format)
    from pydantic import TypeAdapter

    # What is read has fields that may be left out; what is written has all of its own.
    read = published.format == formats.TRANSACTION
    body = TypeAdapter(shape).json_schema(mode="validation" if read else "serialization")
    for definition in (body, *body.get("$defs", {}).values()):
        _tell_codes(definition)
        _describe_fields(definition)
    description = "The format of this file, where it names one." if read else "The format of this answer."
    body["properties"] = {"format": {"const": published.format, "description": description}} | {
        field: values for field, values in body["properties"].items() if field != "format"
    }
    if not read:
        # A determination that was recorded before formats had names has none, and is read all the same.
        body["required"] = ["format", *(field for field in body.get("required", ()) if field != "format")]
    return _headed(body, published.format)


def _tell_codes(definition: dict[str, Any]) -> None:
    """Name the codes that fields of an object can have, where their type says no more than that they are text."""
    for field, values in definition.get("properties", {}).items():
        family = _CODES.get(f"{definition.get('title')}.{field}") or _CODES.get(field)
        for text in (values, *values.get("anyOf", ())):
            if family is not None and text.get("type") == "string" and "enum" not in text:
                text["enum"] = list(family.codes)


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
    """``schema/fields.toml``: what a field holds, by the object that has it and its name; ``any``: of every object."""
    return read_toml(data_file("schema/fields.toml"))


def _headed(body: dict[str, Any], format_name: str) -> dict[str, Any]:
    rest = {key: value for key, value in body.items() if key not in ("$schema", "$id")}
    return {"$schema": _DIALECT, "$id": schema_id(format_name), **rest}


def _unknown(name: str) -> InputError:
    return input_error(
        "schema_unknown", N_("there is no schema {name}"), suggestion(name, PUBLISHED), name=name[:80]
    )
