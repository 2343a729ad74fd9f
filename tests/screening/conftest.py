"""All real lists, indexed once: to read and index them takes longer than to screen against them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.screening.cases import COMBINED, target_rows
from benchmarks.screening.parties import listed_party
from dualuse.screening.index.building import build_index
from dualuse.screening.matching.screener import Screener
from tests.support.built_once import built_once


@dataclass(frozen=True)
class AllLists:
    """Who screens against all real lists, and each name that they hold, in the order of their parties."""

    screener: Screener
    names: tuple[str, ...]


@pytest.fixture(scope="session")
def all_lists(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> AllLists:
    """All real lists as the benchmark puts them together."""

    def index(folder: Path) -> None:
        listed = [listed_party(row) for row in target_rows(shared / "screening/lists", COMBINED)]
        build_index(listed, folder / "names.index")
        names = [name.text for party in listed for name in party.names]
        (folder / "names.json").write_text(json.dumps(names), "utf-8")

    folder = built_once(tmp_path_factory, "all_lists", index)
    return AllLists(
        Screener.open(folder / "names.index"), tuple(json.loads((folder / "names.json").read_text("utf-8")))
    )
