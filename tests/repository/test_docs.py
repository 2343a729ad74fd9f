"""The generated pages are up to date and say what they must; examples and answers match the published schemas."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic_core import to_jsonable_python

from dualuse.assessment.check import check
from dualuse.assessment.serialisation import to_json
from dualuse.law.collection import ARTICLES, NATIONAL
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.measures.provisions import measure_provisions
from dualuse.schema.reading.plain_data import read_file
from dualuse.schema.reading.validation import transaction_from
from tests.support.paths import REPOSITORY

DOCS = REPOSITORY / "docs"
SCRIPT = REPOSITORY / "scripts/build_docs.py"
EXAMPLES = sorted((REPOSITORY / "examples/transactions").glob("*.yaml"))


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_docs", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((DOCS / f"schema/{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return schema


def test_the_pages_are_up_to_date() -> None:
    run = subprocess.run(
        [sys.executable, str(SCRIPT), "--check"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_a_page_that_differs_or_is_left_over_is_found(builder: ModuleType) -> None:
    expected = {**builder.pages(), Path("coverage.md"): "other"}
    del expected[Path("law/art-05.md")]
    assert {Path("coverage.md"), Path("law/art-05.md")} <= set(builder.stale(expected))


def test_the_pages_are_the_same_each_time(builder: ModuleType) -> None:
    assert builder.pages() == builder.pages()


def test_the_coverage_names_every_article_annex_and_paragraph() -> None:
    text = (DOCS / "coverage.md").read_text(encoding="utf-8")
    names = {
        *(f"Art. {number}" for number in range(1, 33)),
        *(f"Annex {n}" for n in ("I", "II", "III", "IV", "V", "VI")),
    }
    assert set(re.findall(r"^## \[?((?:Art\.|Annex) \w+)", text, re.MULTILINE)) == names
    rows = re.findall(
        r"^\| ((?:Art|Annex).*?) \| (executed|executed by a part that exists|planned|addressed to others) \|",
        text,
        re.MULTILINE,
    )
    assert [number for number, _ in rows] == [
        paragraph.number for article in ARTICLES for paragraph in article.paragraphs
    ]
    for treatment in ("executed", "executed by a part that exists", "planned", "addressed to others"):
        assert (
            f"| {treatment} | {sum(1 for _, row_treatment in rows if row_treatment == treatment)} |" in text
        )


def test_every_executed_article_has_a_page_with_its_diagram(builder: ModuleType) -> None:
    executed = [article for article in (*ARTICLES, *NATIONAL) if builder.is_executed(article)]
    navigation = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    for article in executed:
        name = f"law/{builder.page_name(article)}.md"
        text = (DOCS / name).read_text(encoding="utf-8")
        assert text.startswith(f"# {article.number}: ")
        assert "```mermaid\nflowchart TD\n" in text
        assert name in navigation


def test_every_fact_and_every_measure_is_documented() -> None:
    facts = (DOCS / "facts.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in facts for name in FACTS)
    measures = (DOCS / "measures.md").read_text(encoding="utf-8")
    assert all(provision.citation.partition(", ")[2] in measures for provision in measure_provisions())


def test_links_between_pages_lead_somewhere() -> None:
    for page in (
        DOCS / "index.md",
        DOCS / "coverage.md",
        DOCS / "facts.md",
        DOCS / "measures.md",
        DOCS / "replay.md",
        DOCS / "customs.md",
        DOCS / "spdx.md",
        *DOCS.glob("law/*.md"),
    ):
        for target in re.findall(r"\]\((?!https:)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).is_file(), f"{page.name}: {target}"


def test_the_site_loads_nothing_from_elsewhere() -> None:
    text = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    assert "highlightjs: false" in text
    assert "http" not in text


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_match_the_schemas(path: Path) -> None:
    transactions = Draft202012Validator(_schema("transaction"))
    determinations = Draft202012Validator(_schema("determination"))
    for document in read_file(path):
        transactions.validate(to_jsonable_python(document.data))
        determinations.validate(json.loads(to_json(check(transaction_from(document)))))


def test_the_schema_refuses_what_the_reader_refuses() -> None:
    transactions = Draft202012Validator(_schema("transaction"))
    assert not transactions.is_valid({"items": []})
    assert not transactions.is_valid({"items": [{}], "unknown": 1})
    assert transactions.is_valid({"items": [{}]})
