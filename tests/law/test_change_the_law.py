"""The page for lawyers is true: each of its changes is made as printed, and the answers change on the day, not before."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from dualuse.schema.reading.plain_data import parse
from tests.support.consoles import steps, without_ends
from tests.support.edited_package import EditedPackage
from tests.support.paths import REPOSITORY
from tests.support.read_once import plain
from tests.support.scenarios import FOLDER, changed

PAGE = (REPOSITORY / "docs/change_the_law.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
LEAVES, JOINS, CODE = (block for language, block in BLOCKS if language == "toml")
((CASES,),) = (parse(block.encode(), "page", ".yaml") for language, block in BLOCKS if language == "yaml")
EU001 = "law/eu_2021_821/authorisations/EU001.toml"
EU008 = "law/eu_2021_821/authorisations/EU008.toml"
ANNEX = "law/measures/goods/32014R0833_XXIII.toml"


@pytest.fixture
def package(tmp_path: Path) -> EditedPackage:
    return EditedPackage.copy_to(tmp_path)


def base_of(scenarios: str) -> dict[str, Any]:
    base: dict[str, Any] = plain(FOLDER / scenarios)["base"]
    return base


def insert_below(package: EditedPackage, file: str, line: str, block: str) -> None:
    """Put ``block`` below the only line that begins with ``line``."""
    text = (package.folder / "dualuse" / file).read_text("utf-8")
    (whole,) = re.findall(rf"^{re.escape(line)}.*\n", text, re.MULTILINE)
    package.replace(file, whole, whole + block)


def validated(package: EditedPackage) -> list[str]:
    """What validate says of the changed law: one line each."""
    return package.run("law", "validate").stderr.splitlines()


def test_a_place_leaves_the_destinations_that_eu008_excludes(package: EditedPackage) -> None:
    package.replace(EU008, '"AE", ', "")
    insert_below(package, EU008, "except_sets", LEAVES)
    (printed,) = validated(package)
    shown = [step for step in steps(PAGE) if step.shown.strip()]
    assert _of_any_row(shown[0].shown) == _of_any_row(printed)
    base = base_of("annex2_eu008.yaml")
    answers = package.check_all([changed(base, case["with"]) for case in CASES.data])
    assert [answer["outcome"] for answer in answers] == [case["expect"]["outcome"] for case in CASES.data]
    assert "Annex II, EU008" in answers[1]["items"][0]["basis"]
    difference = package.run("law", "diff", "2026-11-30", "2026-12-01").stdout
    assert "United Arab Emirates (AE) is on the list now" in difference
    assert "destination: AE" in difference
    words = shlex.split(shown[1].command)[1:]
    recorded = package.run(
        *(str(package.folder / "dualuse/law") if word == "src/dualuse/law" else word for word in words)
    )
    assert without_ends(recorded.stdout + recorded.stderr) == without_ends(shown[1].shown)


def _of_any_row(text: str) -> str:
    """Who recorded the row before, when, and compared it with what, is another one once it is recorded anew."""
    return re.sub(r"\(recorded by .*?\);", "(recorded by …);", without_ends(text))


def test_a_place_joins_eu001(package: EditedPackage) -> None:
    insert_below(package, EU001, "places", JOINS)
    (printed,) = validated(package)
    assert printed.startswith(f"dualuse: {EU001}: marked official")
    transaction = changed(
        base_of("annex2_eu001.yaml"),
        {"destination": "KR", "purchasing_country": "KR", "parties.0.country": "KR"},
    )
    days = ("2026-12-31", "2027-01-01")
    answers = package.check_all([{**transaction, "date": day} for day in days])
    assert [answer["outcome"] for answer in answers] == ["authorisation_required", "general_authorisation"]


def test_a_customs_code_joins_an_annex_that_was_not_compared_anew(package: EditedPackage) -> None:
    package.replace(ANNEX, "\n[words]\n", f"\n{CODE}\n[words]\n")
    (printed,) = validated(package)
    assert printed.startswith(f"dualuse: {ANNEX}: marked official")
    transaction = changed(base_of("measures_by_customs_code.yaml"), {"items.0.cn_code": "49059900"})
    days = ("2026-12-01", "2026-12-02")
    earlier, later = package.check_all([{**transaction, "date": day} for day in days])
    banned = "Regulation (EU) No 833/2014, Art. 3k(1) and (2) with Annex XXIII"
    statuses = [
        {row["status"] for row in answer["findings"] if row["provision"] == banned}
        for answer in (earlier, later)
    ]
    assert statuses == [{"does_not_apply"}, {"applies"}]
    assert later["outcome"] == "prohibited"
    assert earlier["outcome"] != "prohibited"
    assert later["law"]["known_up_to"]["Regulation (EU) No 833/2014, Annex XXIII"] == "2025-10-24"
    difference = " ".join(package.run("law", "diff", *days).stdout.split())
    assert "the customs codes (came: 490599)" in difference
    assert "cn_code: '49059911'" in difference


def test_every_file_that_the_page_names_is_there() -> None:
    names = set(re.findall(r"`((?:src|tests)/[\w/.]+)`", PAGE))
    assert len(names) > 8
    assert [name for name in sorted(names) if not (REPOSITORY / name).exists()] == []
