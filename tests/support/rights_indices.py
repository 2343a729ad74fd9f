"""What the tests of context share: files in the forms of publishers, real ones, and an observation."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from tests.support.paths import SHARED

INDICES = SHARED / "indices"
REAL = {
    "freedom_in_the_world_2012_2024.csv": "fiw",
    "freedom_on_the_net_2019_2021.csv": "fotn",
    "political_terror_scale_1976_2023.csv": "pts",
    "rsf_press_freedom_2014_2023.csv": "rsf",
    "vdem_core_2000_2024.csv": "vdem",
    "vdem_expression_association_2021.csv": "vdem",
    "wgi_six_dimensions_1996_2021.csv": "wgi",
    "wgi_voice_accountability_1996_2023.csv": "wgi",
    "wjp_rule_of_law_2021.csv": "wjp",
}
VDEM = [
    "country_name",
    "country_text_id",
    "year",
    "v2x_polyarchy",
    "v2x_polyarchy_codelow",
    "v2x_polyarchy_codehigh",
]
RSF = ["iso3", "country", "year", "score_high_is_free"]


def written(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]], mark: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=mark).writerows([head, *rows])
    return path


def real(name: str) -> Path:
    path = INDICES / name
    if not path.is_file():
        pytest.skip(f"REAL MATERIAL ABSENT: no {path}; this test compares with it and was not run")
    return path
