"""The files of a dossier: all there or none, whatever is killed or fails while they are written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dualuse.dossier.placing import finish_if_possible
from dualuse.dossier.storage import Kept, write_dossier
from tests.support.crashing import MODES, attempts

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")

SUFFIXES = (".json", ".html", ".pdf")
Contents = dict[str, bytes]


def _contents(text: str) -> Contents:
    return {suffix: f"{text}{suffix}".encode() * 50 for suffix in SUFFIXES}


def _standing(folder: Path, name: str = "A") -> Contents:
    return {
        suffix: (folder / f"{name}{suffix}").read_bytes()
        for suffix in SUFFIXES
        if (folder / f"{name}{suffix}").exists()
    }


def _left(folder: Path) -> list[str]:
    return sorted(
        path.name for path in folder.rglob("*") if path.name.startswith(".") or path.suffix == ".part"
    )


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("standing", [{}, _contents("old"), {".json": b"old"}], ids=["none", "three", "json"])
def test_all_or_none(memory: Path, mode: str, standing: Contents) -> None:
    before, place, new = memory / "before", memory / "place", _contents("new")
    before.mkdir()
    for suffix, content in standing.items():
        (before / f"A{suffix}").write_bytes(content)
    write_dossier(before, "B", _contents("other"))
    ends = set[str]()

    def write() -> Kept:
        return write_dossier(place, "A", new, replace=True)

    for at, outcome in attempts(before, place, write, mode):
        if outcome.end != "killed":
            # An error that was told left everything as it was, also before anybody looks again.
            assert _standing(place) == (new if outcome.end == "done" else standing), (at, outcome)
        finish_if_possible(place)
        after = _standing(place)
        assert after in (standing, new), (at, outcome)
        aside = {path.suffix: path.read_bytes() for path in (place / "superseded").glob("A.1*")}
        assert aside == ({} if after == standing else standing), (at, outcome)
        write()
        assert _standing(place) == new, (at, outcome)
        assert _standing(place, "B") == _contents("other")
        assert _left(place) == [], (at, outcome)
        ends.add(outcome.end)
    assert ends <= ({"killed"} if mode in ("kill", "torn") else {"told", "done"})
