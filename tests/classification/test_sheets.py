"""Examinations as an engineer reads them: ``tests/sheets/*.yaml``.

A file has a ``title``, a ``code``, a ``base`` of values and ``cases``; a case may name a code of its own, adds values
(``given``) and says what to ``expect``: ``verdict``, ``met`` (all of them), ``not_met`` and ``missing`` (among others),
``sheets: none`` leaves all sheets aside. ``released`` and ``may_be_released`` (code to the names of notes), ``brought_in``, ``review``, ``verification``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dualuse.classification.sheets import Examination, examine
from dualuse.classification.sheets.library import FOLDER
from tests.support.paths import TESTS
from tests.support.read_once import plain_files

SCENARIOS = TESTS / "sheets"


def cases() -> Iterator[Any]:
    paths = sorted(SCENARIOS.glob("*.yaml"))
    for path, data in zip(paths, plain_files(paths), strict=True):
        for case in data["cases"]:
            folder = SCENARIOS if data.get("sheets") == "none" else FOLDER
            values = {**data["base"], **case["given"]}
            code = case.get("code", data["code"])
            yield pytest.param(code, values, folder, case, id=f"{path.stem}::{case['name']}")


@pytest.mark.parametrize(("code", "values", "folder", "case"), list(cases()))
def test_scenario(code: str, values: dict[str, Any], folder: Path, case: dict[str, Any]) -> None:
    assert case["kind"] in ("positive", "negative", "unknown")
    assert case["cite"].startswith("Annex I")
    assert differences(examine(code, values, folder=folder), case["expect"]) == []


def differences(examination: Examination, expect: dict[str, Any]) -> list[str]:
    actual: dict[str, Any] = {
        "verdict": examination.verdict,
        "met": [row.path for row in examination.met],
        "not_met": [row.path for row in examination.not_met],
        "missing": [row.parameter for row in examination.questions],
        "released": {row.path: list(row.released_by) for row in examination.not_met if row.released_by},
        "may_be_released": {row.path: list(row.may_be_released_by) for row in examination.open},
        "brought_in": list(examination.brought_in_by),
        "review": examination.review,
        "verification": examination.verification,
    }
    wrong = []
    for name, expected in expect.items():
        among = name in ("not_met", "missing")
        if not (set(expected) <= set(actual[name]) if among else expected == actual[name]):
            wrong.append(f"{name}: expected {expected}, got {actual[name]}")
    return wrong


def test_every_kind_of_case_is_there() -> None:
    kinds: dict[str, set[str]] = {}
    for parameter in cases():
        code, _, _, case = parameter.values
        kinds.setdefault(str(code)[:5], set()).add(case["kind"])
    for entry in ("6A203", "2B225"):
        assert kinds[entry] == {"positive", "negative", "unknown"}
