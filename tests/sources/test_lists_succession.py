"""What may not take the place of an edition, or be put to use: undated, foreign, of a day to come, a part, nameless, changed."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.inputs.problems import InputError, MissingSourceError
from dualuse.screening.index.installed import installed
from dualuse.sources.lists.bundle import add_bundle, write_bundle
from dualuse.sources.lists.edition import edition_from_json
from dualuse.sources.lists.edition_files import EntriesWriter
from dualuse.sources.lists.installing import Adding
from dualuse.sources.lists.known_lists import known_lists, missing_minimum
from dualuse.sources.lists.listed_party import ListedName
from dualuse.sources.lists.store import ListStore
from tests.sources.test_lists_age import OFFER
from tests.sources.test_lists_store import add, first
from tests.support.invented_lists import follow_the_money, invented_file, numbered, party
from tests.support.real_lists import real, written
from tests.support.sample_lists import SAMPLES


def today() -> date:
    """The day of the lists (UTC), asked when it is needed: a run may last past midnight."""
    return datetime.now(UTC).date()


@pytest.fixture
def store(tmp_path: Path) -> ListStore:
    return ListStore(tmp_path / "home")


def run(*arguments: object, code: int = 0) -> Result:
    result = CliRunner().invoke(app, [str(each) for each in arguments], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


# In the place of what is in use


def test_what_says_no_day_does_not_replace_what_says_one(store: ListStore, tmp_path: Path) -> None:
    first(store, tmp_path)
    before = store.editions()
    path = invented_file(tmp_path / "undated.list", "", *numbered(31))
    with pytest.raises(InputError, match=r"says no day of itself.*2026-01-02.*--edition"):
        add(store, path)
    assert store.editions() == before
    add(store, path, edition="2026-03-04")
    assert store.edition("xx_one").dated == "2026-03-04"
    other = invented_file(tmp_path / "other.list", "", *numbered(32))
    add(store, other, accept_other=True)
    assert store.edition("xx_one").dated == ""
    add(store, invented_file(tmp_path / "third.list", "", *numbered(33)))  # no day after no day
    assert store.edition("xx_one").records == 33


def test_what_the_official_address_gives_is_current_whatever_it_says(
    store: ListStore, tmp_path: Path
) -> None:
    first(store, tmp_path)
    add(store, invented_file(tmp_path / "b", "", *numbered(31)), confirmed="2026-11-24T10:00:00Z")
    assert store.edition("xx_one").records == 31


def test_what_the_official_address_gave_is_not_replaced_by_what_may_be_older(
    store: ListStore, tmp_path: Path
) -> None:
    current = invented_file(tmp_path / "current", "", *numbered(31))
    add(store, current, confirmed="2026-11-20T10:00:00Z")
    with pytest.raises(InputError, match=r"says no day of itself.*2026-11-20"):
        add(store, invented_file(tmp_path / "undated", "", *numbered(32)))
    earlier = add(store, invented_file(tmp_path / "earlier", "2022-04-01", *numbered(33)))
    assert earlier.older == ("xx_one",)
    assert store.edition("xx_one").records == 31
    assert add(store, invented_file(tmp_path / "later", "2026-11-21", *numbered(34))).older == ()


def test_another_format_does_not_replace_the_lists_own(store: ListStore, tmp_path: Path) -> None:
    official = written(tmp_path, "eu.xml", SAMPLES["eu_fsf"])
    store.add(official, accept_shrinkage=True)
    (before,) = store.editions()
    for content, options in (
        (follow_the_money(tmp_path / "a.json", range(30), "eu_fsf"), {"edition": "2026-11-01"}),
        (
            written(tmp_path, "un.xml", SAMPLES["un_sc"].replace("2026-02-27", "2026-11-01")),
            {"list_id": "eu_fsf"},
        ),
    ):
        with pytest.raises(InputError, match=r"is written as .*, and the edition in use as eu_fsf"):
            store.add(content, accept_shrinkage=True, **options)  # type: ignore[arg-type]
        assert [row.edition for row in store.editions()] == [before.edition]
        store.add(content, accept_shrinkage=True, accept_other=True, accept_older=True, **options)  # type: ignore[arg-type]
        assert store.edition("eu_fsf").format != "eu_fsf"
        store.add(official, accept_shrinkage=True, accept_older=True)  # its own form comes back freely
        assert store.edition("eu_fsf").format == "eu_fsf"
        shutil.rmtree(store.folder)
        store.add(official, accept_shrinkage=True)


def test_the_forms_of_one_authority_replace_each_other() -> None:
    assert known_lists()["ofac_sdn"].formats == ("ofac", "ofac_advanced")
    assert known_lists()["uk_sanctions"].formats == ("uk_xml", "uk_csv")


def test_the_command_tells_and_takes_replace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    run("lists", "add", follow_the_money(tmp_path / "a.json", range(30)), "--edition", "2026-01-02")
    later = follow_the_money(tmp_path / "b.json", range(31))
    output = run("lists", "add", later, "-l", "en", code=2)
    assert "says no day of itself" in output.stderr
    assert output.stderr.count("\n") == 1
    assert "is in use; entries: 31," in run("lists", "add", later, "--replace", "-l", "en").stdout


# A day that is still to come


@pytest.mark.parametrize("days", [2, 400])
def test_a_day_that_is_still_to_come_is_refused(store: ListStore, tmp_path: Path, days: int) -> None:
    day = (today() + timedelta(days=days)).isoformat()
    with pytest.raises(InputError, match=f"said to be of {day}, which is still to come"):
        first(store, tmp_path, edition=day)
    assert store.editions() == ()
    first(store, tmp_path, edition=(today() + timedelta(days=1)).isoformat())


def test_a_day_to_come_that_is_in_use_does_not_lock_the_list(
    store: ListStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:  # an earlier release took it
        patch.setattr("dualuse.sources.lists.installing.check_days", lambda *_: None)
        first(store, tmp_path, edition="2999-01-01")
    added = add(store, invented_file(tmp_path / "b", "2026-02-03", *numbered(31)))
    assert added.older == ()
    assert store.edition("xx_one").dated == "2026-02-03"


@pytest.mark.parametrize("label", ["../../x", "2026/01/02", "..", "a..b", "x\n", "-x", "\udcff", "a" * 61])
def test_an_edition_cannot_be_called_like_a_path(store: ListStore, tmp_path: Path, label: str) -> None:
    with pytest.raises(InputError, match="cannot name an edition"):
        add(store, invented_file(tmp_path / "a", "", *numbered(3)), edition=label)
    assert store.editions() == ()


# A part of a list, and a list of nobody


def test_a_known_list_that_is_far_too_small_is_refused_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    path = written(tmp_path, "eu.xml", SAMPLES["eu_fsf"])
    output = run("lists", "add", path, "-l", "en", code=2)
    assert "as published more than 5274: this is not all of it" in output.stderr
    taken = run("lists", "add", path, "--accept-shrinkage", "-l", "en")
    assert "NOT THE WHOLE LIST" in taken.stdout
    assert "Not the whole list: eu_fsf, entries: 2;" in run("lists", "status", "-l", "en").stdout
    screened = run("screen", "Nobody Whoknows", "--json", "-l", "en")
    warnings = json.loads(screened.stdout)["warnings"]
    assert "list_few" in [warning["code"] for warning in warnings]
    assert "parties are missing from it" in screened.stderr


def test_nobody_may_go_by_a_part_of_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    part = written(tmp_path, "eu.xml", SAMPLES["eu_fsf"].replace("2026-05-01", today().isoformat()))
    run("lists", "add", part, "--accept-shrinkage")
    offer = written(tmp_path, "offer.yaml", OFFER)
    data = json.loads(run("check", offer, "--json", "-l", "en").stdout)
    assert [(used["stale"], used["partial"]) for used in data["screening"]["lists"]] == [(False, True)]
    assert data["release"] == "ask"
    assert "of these lists not all entries are there" in " ".join(
        run("check", offer, "--full", "-l", "en").stdout.split()
    )


def test_joined_files_and_lists_nobody_knows_may_be_small(store: ListStore, tmp_path: Path) -> None:
    both = tmp_path / "both.json"
    parts = [follow_the_money(tmp_path / name, range(3), name) for name in ("eu_fsf", "un_sc", "xx_one")]
    both.write_text("".join(part.read_text() for part in parts))
    assert len(store.add(both).editions) == 3
    with pytest.raises(InputError, match="this is not all of it"):
        store.add(follow_the_money(tmp_path / "us.json", range(30), "us_ofac_sdn"))


@pytest.mark.parametrize(
    "name",
    [
        "ftm/eu_fsf_20260501.ftm.json",
        "ftm/uk_sanctions_20260822.ftm.json",
        "raw/un_sc_20260227.xml",
        "raw/ofac_sdn_20240507.xml",
        "raw/ofac_cons_nonsdn_20240506.xml",
        "raw/us_csl_202204.csv",
    ],
)
def test_the_real_lists_have_enough_entries(store: ListStore, name: str) -> None:
    added = store.add(real(name))
    assert [missing_minimum(row) for row in added.editions] == [0] * len(added.editions)


def test_half_a_list_is_no_first_edition(store: ListStore, tmp_path: Path) -> None:
    """3,000 of the 5,860 entries of the Union's list of May 2026 are more than the 2,000 that once were enough."""
    half = follow_the_money(tmp_path / "half.json", range(3000), "eu_fsf")
    with pytest.raises(InputError, match="this is not all of it"):
        store.add(half)
    assert store.editions() == ()


def test_who_is_counted_is_counted_on_a_day_and_so_much_is_asked_for() -> None:
    counted = {name: row for name, row in known_lists().items() if row.counted}
    assert {"eu_fsf", "un_sc", "ofac_sdn", "ofac_consolidated", "uk_sanctions"} <= counted.keys()
    for row in counted.values():
        assert row.counted is not None
        assert row.counted.on <= date.today()
        assert 0.88 <= row.least / row.counted.entries <= 0.9


def _nameless(path: Path, name: str, list_id: str = "xx_one") -> Path:
    return follow_the_money(path, range(30), list_id, dict.fromkeys(range(30), name))


@pytest.mark.parametrize("name", ["—", "…", " - "])
def test_a_list_with_nothing_to_compare_is_refused(store: ListStore, tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="no entry of xx_one has a name or a number"):
        store.add(_nameless(tmp_path / "a.json", name))
    assert store.editions() == ()


def test_a_list_with_nothing_to_compare_that_is_in_use_clears_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    run("lists", "add", follow_the_money(tmp_path / "a.json", range(30), "yy_two"), "--edition", today())
    with monkeypatch.context() as patch:  # an earlier release took it
        patch.setattr("dualuse.sources.lists.installing.check_comparable", lambda *_: None)
        run("lists", "add", _nameless(tmp_path / "b.json", "—"), "--edition", today())
    output = run("screen", "Nobody Whoknows", "--json", "-l", "en", code=3)
    assert "xx_one offers nothing to compare" in output.stderr
    assert json.loads(output.stdout)["status"] == "not_screened"


def test_entries_with_nothing_to_compare_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    names = dict.fromkeys(range(7), "—")
    run("lists", "add", follow_the_money(tmp_path / "a.json", range(30), names=names), "--edition", today())
    output = run("screen", "Nobody Whoknows", "--json", "-l", "en")
    assert "of xx_one, 7 of 30 entries have no name or number that could be compared" in output.stderr
    assert json.loads(output.stdout)["warnings"][0]["code"] == "list_partly_nameless"
    (tmp_path / "home/index").joinpath(installed(tmp_path / "home").key, "nameless.json").unlink()  # type: ignore[union-attr]
    assert "7 of 30" in run("screen", "Nobody Whoknows", "-l", "en").stderr


def test_what_can_be_compared_is_counted_by_letters_and_numbers(tmp_path: Path) -> None:
    writer = EntriesWriter(tmp_path / "new")
    writer.write(party(1, names=(ListedName("—"),), identifiers=()))
    assert not writer.comparable
    writer.write(party(2, names=(ListedName("李"),), identifiers=()))
    assert writer.comparable
    writer.close()


# Changed on the disk


def _other_name(lines: list[bytes]) -> list[bytes]:
    return [line.replace(b"Quillon Works 7", b"Quallon Works 7") for line in lines]


def _other_name_and_digest(lines: list[bytes]) -> list[bytes]:
    from dualuse.sources.lists.listed_party import digest_of

    entities = [json.loads(line) for line in _other_name(lines)]
    rows = [{"digest": digest_of(row["party"]), "party": row["party"]} for row in entities]
    return [json.dumps(row, separators=(",", ":"), sort_keys=True).encode() + b"\n" for row in rows]


def _exchanged(lines: list[bytes]) -> list[bytes]:
    return [lines[0], *lines[:-1]]


@pytest.mark.parametrize("change", [_other_name, _other_name_and_digest, _exchanged])
def test_entries_changed_on_the_disk_are_found_when_the_index_is_made(
    store: ListStore, tmp_path: Path, change: Callable[[list[bytes]], list[bytes]]
) -> None:
    first(store, tmp_path)
    path = store.path(store.editions()[0]) / "parties.jsonl.gz"
    lines = gzip.decompress(path.read_bytes()).splitlines(keepends=True)
    path.write_bytes(gzip.compress(b"".join(change(lines))))
    with pytest.raises(
        MissingSourceError, match=r"edition 2026-01-02-.* of xx_one is damaged\. Add its file"
    ):
        installed(store.folder.parent)
    assert not list((store.folder.parent / "index").glob("*/*"))


def test_an_entry_that_does_not_fit_its_digest_is_found_when_it_is_looked_up(
    store: ListStore, tmp_path: Path
) -> None:
    first(store, tmp_path)
    path = store.path(store.editions()[0]) / "parties.jsonl.gz"
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"Works 7", b"Works 8")))
    with pytest.raises(MissingSourceError, match="is damaged"):
        store.party("xx_one", "7")


def _elsewhere(values: dict[str, Any]) -> None:
    values["list"] = "xx_two"


def _another(values: dict[str, Any]) -> None:
    values["content"] = "0" * 64
    values["edition"] = "2026-01-02-00000000"


@pytest.mark.parametrize("change", [_elsewhere, _another])
def test_an_edition_that_is_described_as_another_is_damaged(
    store: ListStore, tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    first(store, tmp_path)
    path = store.path(store.editions()[0]) / "edition.json"
    values = json.loads(path.read_bytes())
    change(values)
    edition_from_json(values)  # sound by itself
    path.write_text(json.dumps(values))
    with pytest.raises(MissingSourceError, match="is damaged"):
        store.editions()


# Carried in a bundle


def test_a_bundle_is_held_to_the_same(
    store: ListStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = ListStore(tmp_path / "there")
    first(store, tmp_path)
    add(there, invented_file(tmp_path / "u", "", *numbered(31)))
    write_bundle(there, tmp_path / "undated.zip")
    with pytest.raises(InputError, match="says no day of itself"):
        add_bundle(store, tmp_path / "undated.zip")
    with monkeypatch.context() as patch:
        for name in ("check_days", "check_comparable", "check_day_and_format"):
            patch.setattr(f"dualuse.sources.lists.installing.{name}", lambda *_: None)
        add(there, invented_file(tmp_path / "f", "2999-01-01", *numbered(31)))
        write_bundle(there, tmp_path / "to_come.zip")
        shutil.rmtree(there.folder)
        there.add(_nameless(tmp_path / "n.json", "—"), edition="2026-03-04")
        write_bundle(there, tmp_path / "nameless.zip")
    with pytest.raises(InputError, match="which is still to come"):
        add_bundle(store, tmp_path / "to_come.zip")
    with pytest.raises(InputError, match="no entry of xx_one has a name"):
        add_bundle(store, tmp_path / "nameless.zip")
    assert store.edition("xx_one").records == 30
    assert add_bundle(store, tmp_path / "undated.zip", Adding(accept_other=True)).editions[0].records == 31


@pytest.mark.parametrize("share", [0.3, 0.5, 0.75])
def test_the_screening_list_cut_between_two_lines_is_refused(
    store: ListStore, tmp_path: Path, share: float
) -> None:
    lines = real("raw/us_csl_202204.csv").read_bytes().splitlines(keepends=True)
    cut = tmp_path / "cut.csv"
    cut.write_bytes(b"".join(lines[: int(len(lines) * share)]))
    with pytest.raises(InputError, match="this is not all of it"):
        store.add(cut)
    assert store.editions() == ()


def test_a_part_that_is_missing_in_the_file_of_its_whole_is_too_few(
    store: ListStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dualuse.sources.lists.replacement_checks.missing_minimum", lambda row: 0)
    part = written(tmp_path, "csl.csv", SAMPLES["us_csl"])
    with pytest.raises(InputError, match="is not in the file of us_csl"):
        store.add(Path(part))
    assert store.add(Path(part), accept_shrinkage=True).editions
