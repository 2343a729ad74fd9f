"""A list that is installed anew: whatever is killed or fails, the edition in use is the old or the new one, whole, and the next import works."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from dualuse.sources.lists.installing import Added, Adding
from dualuse.sources.lists.store import ListStore
from tests.support.crashing import MODES, attempts

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")


def _file(folder: Path, label: str, number: int) -> Path:
    path = folder / f"{label}.jsonl"
    rows = (
        {"id": f"W-{n}", "schema": "Person", "properties": {"name": [f"Orlow {n}"], "topics": ["sanction"]}}
        for n in range(number)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def _names(home: Path) -> tuple[str, list[str]]:
    store = ListStore(home)
    (edition,) = store.editions()
    assert store.whole(edition)
    return edition.edition[:10], [party.names[0].text for party in store.parties("invented", edition.edition)]


@pytest.mark.parametrize("mode", MODES)
def test_the_edition_in_use_is_the_old_or_the_new_one(memory: Path, mode: str) -> None:
    before, place = memory / "before", memory / "place"
    old, new = _file(memory, "2026-01-01", 5), _file(memory, "2026-02-01", 6)
    ListStore(before).install(old, Adding(list_id="invented", label="2026-01-01"))

    def install() -> Added:
        return ListStore(place).install(new, Adding(list_id="invented", label="2026-02-01"))

    for at, outcome in attempts(before, place, install, mode):
        edition, names = _names(place)
        assert (edition, len(names)) in (("2026-01-01", 5), ("2026-02-01", 6)), (at, outcome)
        assert outcome.end in ("killed", "told", "done"), (at, outcome)
        if outcome.end == "done":
            assert edition == "2026-02-01", (at, outcome)
        install()
        assert (_names(place)[0], len(_names(place)[1])) == ("2026-02-01", 6), (at, outcome)
        left = [path.name for path in place.rglob(".*") if path.name.endswith(".part") or path.is_dir()]
        assert left == [], (at, outcome)
