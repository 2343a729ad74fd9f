"""The table of what an entry of each list means."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import get_args

import pytest

import dualuse.sources.lists.meaning_of_entries as module
from dualuse.data_folders import DataError
from dualuse.sources.lists.formats import us_csl
from dualuse.sources.lists.listed_party import MeasureKind
from dualuse.sources.lists.meaning_of_entries import has_meaning, kinds_for, kinds_named
from dualuse.sources.lists.reading import FORMATS

TABLE = tomllib.loads((Path(module.__file__).parent / "meaning_of_entries.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", TABLE)
def test_every_row_is_sound(name: str) -> None:
    row = TABLE[name]
    assert row["measures"]
    assert row["reference"]
    assert isinstance(row["verified"], bool)
    known = set(get_args(MeasureKind))
    for section in (value for value in row.values() if isinstance(value, dict)):
        for key, kinds in section.items():
            assert kinds, key
            assert set(kinds) <= known, key


def test_every_part_of_a_list_is_what_its_reader_calls_it() -> None:
    parts = {name for name in TABLE if name.startswith("us_")}
    assert len(parts) > 10
    assert parts <= set(us_csl._PARTS.values())


def test_a_key_without_a_row_gets_what_the_list_means() -> None:
    assert kinds_for("ofac_consolidated", "CMIC-EO13959") == ("sectoral",)
    assert kinds_for("ofac_consolidated", "A-NEW-PROGRAMME") == ("other",)
    assert kinds_for("ofac_sdn", "A-NEW-PROGRAMME") == ("asset_freeze",)
    assert kinds_named("un_sc", "Iraq", "persons") == ()
    assert not has_meaning("no_such_list")
    with pytest.raises(DataError, match="it does not say what an entry of no_such_list means"):
        kinds_for("no_such_list")


def test_who_is_barred_from_travel_by_the_security_council() -> None:
    """Resolution 1483 (2003) on Iraq freezes only; Resolution 2048 (2012) on Guinea-Bissau bars from travel only."""
    assert kinds_for("un_sc", "Iraq") == ("asset_freeze",)
    assert kinds_for("un_sc", "GB") == ("travel_ban",)
    assert "travel_ban" in kinds_named("un_sc", "DPRK", "persons")


def test_every_format_says_what_it_is() -> None:
    assert len({each.name for each in FORMATS}) == len(FORMATS)
    for each in FORMATS:
        assert each.title
        assert each.source
        head = __import__(each.read.__module__, fromlist=["__doc__"]).__doc__
        for word in (
            "Format:",
            "Source:",
            "Recognised:",
            "Left out:" if each.name != "follow_the_money" else "Folded in:",
        ):
            assert word in head, each.name
