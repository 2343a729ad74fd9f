"""The schemas of answers say which values a field can have, and every answer that is kept here fits them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from dualuse import check
from dualuse.assessment.serialisation import to_json
from dualuse.cli.schema import PUBLISHED, schema_of
from dualuse.i18n.places import place_names
from dualuse.law.collection import whole_law
from dualuse.law.eu_2021_821.control_list import outline
from scripts.schema_values import CODES, KEYS, PATTERNS, PLACES
from tests.support.paths import REPOSITORY

RECORDED: Final = REPOSITORY / "tests/recorded"
BY_FORMAT: Final = {published.format: name for name, published in PUBLISHED.items()}
ANSWERS: Final = [name for name in PUBLISHED if name != "transaction" and not name.startswith("conformance-")]


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(name), format_checker=FormatChecker(["date"]))


def problems(name: str, answer: Any) -> list[str]:
    return [f"{row.json_path}: {row.message[:200]}" for row in validator(name).iter_errors(answer)]


def recorded() -> Iterator[tuple[str, Any]]:
    """What homes of past releases hold in a published format, dossiers with the determination within."""
    for archive in sorted(RECORDED.glob("home_*.zip")):
        with zipfile.ZipFile(archive) as files:
            for name in files.namelist():
                if not name.endswith((".json", ".jsonl")):
                    continue
                text = files.read(name).decode()
                for data in (
                    [json.loads(text)] if name.endswith(".json") else map(json.loads, text.splitlines())
                ):
                    if isinstance(data, dict) and data.get("format") in BY_FORMAT:
                        yield f"{archive.stem}:{name}", data


def test_what_past_releases_recorded_fits_the_format_that_it_names() -> None:
    kept = list(recorded())
    assert {BY_FORMAT[data["format"]] for _, data in kept} >= {"assessment"}
    for name, data in kept:
        assert problems(BY_FORMAT[data["format"]], data) == [], name


def test_answers_from_before_formats_had_names_fit_but_for_the_name() -> None:
    lines = (RECORDED / "before_the_law_had_a_name.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines:
        answer = {"format": PUBLISHED["determination"].format, **json.loads(line)}
        assert problems("determination", answer) == []


CASES: Final = [
    json.loads(line)["transaction"]
    for name in ("cases.jsonl", "measures.jsonl")
    for line in (REPOSITORY / "conformance" / name).read_text(encoding="utf-8").split("\n")[::60]
    if line
]


def test_answers_to_conformance_cases_fit() -> None:
    determination, transaction = validator("determination"), validator("transaction")
    for case in CASES:
        assert transaction.is_valid(case)
        answer = json.loads(to_json(check(case)))
        assert determination.is_valid(answer), problems("determination", answer)
        assert transaction.is_valid(answer["transaction"])


def fields(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The fields of the objects of a schema, each as ``Object.field``."""
    schema = schema_of(name)
    for definition in (schema, *schema.get("$defs", {}).values()):
        for field, values in definition.get("properties", {}).items():
            yield f"{definition.get('title', name)}.{field}", values


def test_each_value_that_is_told_is_that_of_a_field() -> None:
    names = {field for name in ANSWERS for field, _ in fields(name)}
    names |= {field.partition(".")[2] for field in names}
    assert {*CODES, *KEYS, *PATTERNS, *PLACES} - names == set()


@pytest.mark.parametrize(
    ("schema", "field", "refused"),
    [
        ("determination", "Determination.range", ["gone", "prohibited"]),
        ("determination", "Determination.range", ["undetermined", "prohibited"]),
        ("determination", "Determination.language", "it"),
        ("determination", "Determination.date", "2026-13-01"),
        ("determination", "Determination.date", "2026-02-30"),
        ("determination", "ListedLink.role", "related"),
        ("determination", "Finding.provision", "the law"),
        ("determination", "GeneralAuthorisation.id", "EU009"),
        ("determination", "Authority.country", "XX"),
        ("determination", "LawUsed.version", "1"),
        ("log", "RunLogLine.command", "check"),
        ("log", "RunLogLine.began", "2026-01-01"),
        ("entry", "EntryDescription.general_authorisations", {"EU001": "perhaps"}),
        ("entry", "EntryDescription.general_authorisations", {"EU009": "yes"}),
        ("assessment", "SourceUsed.kind", "rumour"),
        ("law-diff", "PlaceChanged.before", "perhaps"),
        ("rescreening", "HitBefore.status", "listed"),
    ],
)
def test_a_value_that_is_none_does_not_fit(schema: str, field: str, refused: Any) -> None:
    values = dict(fields(schema))[field]
    whole = {"$defs": schema_of(schema).get("$defs", {}), **values}
    assert not Draft202012Validator(whole, format_checker=FormatChecker(["date"])).is_valid(refused)


def test_every_provision_of_the_law_has_the_form_of_one() -> None:
    law = whole_law()
    form = Draft202012Validator(dict(fields("determination"))["Finding.provision"])
    for row in (*law.provisions, *law.reliefs, *law.duties):
        assert form.is_valid(row.citation), row.citation


def test_every_code_and_every_place_has_the_form_of_one() -> None:
    edition = outline()
    assert edition is not None
    form = Draft202012Validator(dict(fields("entry"))["EntryDescription.code"])
    assert all(form.is_valid(code) for code in edition.codes)
    assert not form.is_valid("5a001f1")
    context = Draft202012Validator(dict(fields("assessment"))["Assessment.context_place"])
    assert all(context.is_valid(place) for place in ("", *place_names()))
