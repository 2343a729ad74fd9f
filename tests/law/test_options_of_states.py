"""The options of States are those that were collected from national law; what was not found stays unknown until it is read."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from dualuse.law.eu_2021_821.facts.options import OPTION_NAMES
from dualuse.law.states import jurisdiction
from tests.support.paths import SHARED

COLLECTED = SHARED / "law/measures_2026_11/options.csv"
NATIONAL_ACTS = {"IE": date(2023, 12, 31), "SE": date(2022, 12, 31)}
"""The last day of the year of the act that uses the options: the day itself was not seen."""


@pytest.mark.skipif(not COLLECTED.is_file(), reason=f"the options collected are not at hand: {COLLECTED}")
def test_every_option_that_was_found_stands_in_the_file_of_its_state() -> None:
    with COLLECTED.open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["provision"] in OPTION_NAMES]
    assert len(rows) > 200
    for row in rows:
        state = jurisdiction(row["member_state"])
        assert state is not None
        option = state.option(row["provision"])
        if row["used"] == "unknown":  # whoever reads a State's law later states what was not found then
            assert option.value == "unknown" or option.reference, row
        else:
            assert option.value == row["used"], row
            assert (
                option.verification.word
                == {"official-mirror": "official", "secondary": "secondary", "memory": "unverified"}[
                    row["verification"]
                ]
            ), row
            assert option.reference, row


@pytest.mark.skipif(not COLLECTED.is_file(), reason=f"the options collected are not at hand: {COLLECTED}")
def test_every_national_list_that_was_found_is_known_to_exist() -> None:
    with (COLLECTED.parent / "national_lists.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        state = jurisdiction(row["state"])
        assert state is not None
        assert state.list_status in ("known", "exists_unknown_content"), row
        if row["verification"] != "memory":
            assert state.find_national(row["code"]), row


@pytest.mark.parametrize("code", NATIONAL_ACTS)
@pytest.mark.parametrize("name", [name for name in OPTION_NAMES if name.startswith("art")])
def test_an_option_is_not_known_before_the_act_that_uses_it(code: str, name: str) -> None:
    state = jurisdiction(code)
    assert state is not None
    option = state.option(name)
    if option.value == "yes":
        assert option.truth(NATIONAL_ACTS[code]) is True
        assert option.truth(date(2021, 9, 9)) is None
        assert option.truth(date(NATIONAL_ACTS[code].year, 1, 1)) is None
