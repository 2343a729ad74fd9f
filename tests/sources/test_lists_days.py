"""The day of a list: the file's own, or the one that a person states where it says none; and that each old list is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dualuse.inputs.problems import InputError
from dualuse.sources.lists.edition import A_PERSON
from dualuse.sources.lists.store import ListStore
from tests.sources.test_lists_succession import run, today
from tests.support.invented_lists import follow_the_money


@pytest.fixture
def store(tmp_path: Path) -> ListStore:
    return ListStore(tmp_path / "home")


def test_a_file_that_says_its_day_is_of_that_day_whatever_a_person_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    file = follow_the_money(tmp_path / "a.json", range(30), "xx_one_20260501")
    output = run("lists", "add", file, "--edition", today(), "-l", "en", code=2)
    assert "xx_one is of 2026-05-01: the file says so itself" in " ".join(output.stderr.split())
    assert not ListStore(tmp_path / "home").editions()
    run("lists", "add", file, "--edition", "2026-05-01")
    (row,) = ListStore(tmp_path / "home").editions()
    assert (row.dated, row.day_from) == ("2026-05-01", "")
    # What is in use is not made young by adding the same file with another day.
    run("lists", "add", file, "--edition", today(), code=2)
    assert ListStore(tmp_path / "home").edition("xx_one").dated == "2026-05-01"


def test_the_name_of_a_file_with_a_day_makes_it_no_younger(store: ListStore, tmp_path: Path) -> None:
    for name in ("xx_one_20260501.json", "xx-2026-05-01.json"):
        file = follow_the_money(tmp_path / name, range(30))
        with pytest.raises(InputError, match="xx_one is of 2026-05-01 at the latest: the name of the file"):
            store.add(file, edition="2026-11-01")
    store.add(file, edition="2026-04-30")
    assert store.edition("xx_one").dated == "2026-04-30"


def test_a_day_that_a_person_states_is_kept_as_such_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    file = follow_the_money(tmp_path / "a.json", range(30))
    text = run("lists", "add", file, "--edition", today(), "-l", "en").stdout
    assert f"That it is of {today()} was stated with --edition: the file says no day of itself." in text
    assert ListStore(tmp_path / "home").edition("xx_one").day_from == A_PERSON
    text = run("lists", "status", "-l", "en").stdout
    assert "A person stated the day with --edition, since the file says none of itself: xx_one" in text
    (row,) = (json.loads(line) for line in run("lists", "status", "--json").stdout.splitlines())
    assert row["day_from"] == "a_person"


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_doctor_tells_each_of_several_lists_that_are_as_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    names = ("xx_one", "yy_two", "zz_three")
    for name in names:
        file = follow_the_money(tmp_path / f"{name}.json", range(30), name)
        run("lists", "add", file, "--edition", "2026-01-02")
    text = run("doctor", "-l", language, code=1).stdout
    assert all(f"dualuse lists sync {name}" in text for name in names)
    rows = [json.loads(line) for line in run("doctor", "--json", "-l", language, code=1).stdout.splitlines()]
    assert {row["name"] for row in rows} >= {*names}
