"""``dualuse lists``: files, addresses and bundles in; what is installed, how old it is and what changed out."""

from __future__ import annotations

import errno
import gzip
import io
import json
import os
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.cli.lists import status
from dualuse.screening.index.installed import installed
from dualuse.sources.lists import reading, synchronising
from dualuse.sources.lists.known_lists import KnownList, known_lists
from dualuse.sources.lists.store import ListStore
from tests.support.invented_lists import follow_the_money
from tests.support.local_server import Answer, Server
from tests.support.paths import SHARED

RAW = SHARED / "screening/lists/raw"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


def run(*arguments: object, code: int = 0) -> Result:
    result = CliRunner().invoke(app, ["lists", *(str(each) for each in arguments)], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def two_editions(folder: Path) -> None:
    first = follow_the_money(folder / "a.json", range(1, 31))
    later = follow_the_money(folder / "b.json", range(3, 33), names={7: "Ostrel Freight Lines"})
    run("add", first, "--edition", "2026-01-02")
    run("add", later, "--edition", "2026-02-03", "--accept-shrinkage")  # three of thirty are gone


def test_files_are_installed_and_told(tmp_path: Path, home: Path) -> None:
    path = follow_the_money(tmp_path / "a.json", range(1, 31))
    (row,) = rows(run("add", path, "--edition", "2026-01-02", "--json"))
    assert (row["list"], row["status"], row["records"], row["former"]) == ("xx_one", "installed", 30, None)
    assert row["edition"] == ListStore(home).editions()[0].edition
    text = run("add", path, "--edition", "2026-01-02").stdout
    assert text == f"xx_one: edition {row['edition']} is already installed.\n"
    later = follow_the_money(tmp_path / "b.json", range(1, 32))
    text = run("add", later, "--edition", "2026-02-03").stdout
    assert "is in use; entries: 31," in text
    assert f"Before: {row['edition']}, entries: 30." in text
    assert "is older than 2026-02-03" in run("add", path, "--edition", "2026-01-02").stdout


def test_adding_makes_the_index_so_that_no_screening_waits_for_it(tmp_path: Path, home: Path) -> None:
    from dualuse.screening.index.installed import installed

    result = run("add", follow_the_money(tmp_path / "a.json", range(1, 31)), "--edition", "2026-01-02")
    assert "making the index of 30 entries" in result.stderr
    messages: list[object] = []
    index = installed(home, messages.append)
    assert index is not None
    assert index.index.is_file()
    assert messages == []
    again = run("add", tmp_path / "a.json", "--edition", "2026-01-02")
    assert "index" not in again.stderr


def test_an_index_that_cannot_be_made_leaves_the_lists_and_says_so(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dualuse.screening.index import building

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = follow_the_money(tmp_path / "a.json", range(1, 31))
    with monkeypatch.context() as patch:
        patch.setattr(building, "build_index", full)
        result = run("add", path, "--edition", "2026-01-02", code=2)
    assert "is in use; entries: 30," in result.stdout
    assert "No space left on device" in result.stderr
    assert "the lists are installed; their index for screening is not made" in result.stderr
    assert [row.records for row in ListStore(home).editions()] == [30]
    assert not list((home / "index").glob("*/*"))
    screened = CliRunner().invoke(app, ["screen", "Quillon Works 7", "--json"], catch_exceptions=False)
    assert json.loads(screened.stdout.splitlines()[0])["status"] == "hit"


def test_a_file_that_cannot_be_read_does_not_stop_the_next(tmp_path: Path, home: Path) -> None:
    good = follow_the_money(tmp_path / "good.json", range(1, 4))
    bad = tmp_path / "bad.json"
    bad.write_text("<!doctype html><title>Try later</title>")
    result = run("add", bad, tmp_path / "absent.json", good, code=2)
    assert [row.records for row in ListStore(home).editions()] == [3]
    errors = [line for line in result.stderr.splitlines() if line.startswith("dualuse: ")]
    assert len(errors) == 2
    assert all(line.startswith(f"dualuse: {tmp_path}") for line in errors)
    assert "Traceback" not in result.output


def test_two_that_add_the_same_list_at_once_leave_one_edition_and_one_index(
    tmp_path: Path, home: Path
) -> None:
    paths = [follow_the_money(tmp_path / f"{number}.json", range(number, 300)) for number in (1, 2, 3)]
    command = [sys.executable, "-c", "from dualuse.cli import main; main()", "lists", "add", "--json"]
    children = [
        subprocess.Popen([*command, str(path), "--edition", "2026-01-02"], stdout=subprocess.PIPE)
        for path in paths
    ]
    editions = {json.loads(child.communicate(timeout=120)[0])["edition"] for child in children}
    assert [child.returncode for child in children] == [0, 0, 0]
    store = ListStore(home)
    (edition,) = store.editions()
    assert edition.edition in editions
    assert store.whole(edition)
    assert {row.edition for row in store.kept("xx_one")} == editions
    index = installed(home, lambda message: pytest.fail("the index of what is in use was not made"))
    assert index is not None
    assert len([path for path in (home / "index").iterdir() if path.is_dir()]) == 1


def test_names_for_one_file_are_not_taken_for_several(tmp_path: Path) -> None:
    result = run("add", tmp_path / "a", tmp_path / "b", "--list", "x", code=2)
    assert "name one file" in result.stderr


def test_status_tells_age_in_words_and_data(tmp_path: Path) -> None:
    assert "No list is installed" in run("status").stdout
    two_editions(tmp_path)
    run("add", follow_the_money(tmp_path / "c.json", range(3), "yy_two"))
    text = run("status").stdout
    assert "too old" in text
    assert "unknown" in text
    assert "Lists too old or of unknown age: 2 of 2." in text
    assert "Known, but not installed: eu_fsf, un_sc" in text
    first, two = rows(run("status", "--json"))
    assert (first["list"], first["dated"], first["records"], first["source"]) == (
        "xx_one",
        "2026-02-03",
        30,
        "b.json",
    )
    assert first["too_old"]
    assert first["allowed_age"] == 30
    assert first["text"].startswith("xx_one: too old, ")
    assert two["age"] is None
    assert two["too_old"]
    kept = rows(run("status", "--json", "--kept"))
    assert [row["in_use"] for row in kept] == [True, True, False]
    assert "no longer in use and is kept until" in run("status", "--kept").stdout


def test_status_of_a_young_list_says_nothing_of_age(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    monkeypatch.setattr(status, "today", lambda: date(2026, 2, 5))
    two_editions(tmp_path)
    (row,) = rows(run("status", "--json"))
    assert not row["too_old"]
    assert row["age"] == 2
    assert "oo old" not in run("status").stdout


def test_status_of_a_damaged_store_is_one_error(tmp_path: Path, home: Path) -> None:
    two_editions(tmp_path)
    store = ListStore(home)
    (store.path(store.editions()[0]) / "edition.json").unlink()
    result = run("status", code=3)
    assert "is damaged. Add its file again" in result.stderr


def test_status_tells_what_another_reader_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    two_editions(tmp_path)
    assert "another version" not in run("status").stdout
    monkeypatch.setattr(reading, "READER_VERSION", "later")
    assert "add their files again: xx_one" in run("status").stdout
    (row,) = rows(run("add", tmp_path / "b.json", "--edition", "2026-02-03", "--json"))
    assert row["status"] == "already_installed"
    assert "another version" not in run("status").stdout


def test_diff_tells_who_came_who_went_and_what_changed(tmp_path: Path) -> None:
    two_editions(tmp_path)
    changes = rows(run("diff", "xx_one", "--json"))
    assert [(row["what"], row["id"]) for row in changes if row["what"] != "changed"] == [
        ("added", "e31"), ("added", "e32"), ("removed", "e1"), ("removed", "e2"),
    ]  # fmt: skip
    (changed,) = [row for row in changes if row["what"] == "changed"]
    assert changed["id"] == "e7"
    assert changed["another"]
    assert [change["field"] for change in changed["changes"]] == ["names"]
    assert changed["changes"][0]["new"][0]["text"] == "Ostrel Freight Lines"
    text = run("diff", "xx_one", "2026-01", "2026-02").stdout
    assert "2 added, 2 removed, 1 changed" in text
    assert "+ e31" in text
    assert "- e1  " in text
    assert "~ e7  Ostrel Freight Lines" in text
    assert "probably somebody else" in text
    assert "    + names: Ostrel Freight Lines" in text
    back = run("diff", "xx_one", "2026-02", "2026-01").stdout
    assert "- e31" in back


def test_diff_of_what_is_not_there_is_one_error(tmp_path: Path) -> None:
    assert "xx_one is not installed" in run("diff", "xx_one", code=2).stderr
    run("add", follow_the_money(tmp_path / "a.json", range(3)), "--edition", "2026-01-02")
    assert "only one edition of xx_one" in run("diff", "xx_one", code=2).stderr
    assert "name two editions" in run("diff", "xx_one", "2026", code=2).stderr
    assert "no edition 2025 of xx_one" in run("diff", "xx_one", "2025", "2026", code=2).stderr


# Addresses


def test_sync_fetches_installs_and_asks_conditionally(server: Server, tmp_path: Path, home: Path) -> None:
    body = follow_the_money(tmp_path / "a.json", range(30)).read_bytes()
    server.answers["/xx"] = Answer(body, etag='"1"')
    address = server.address + "/xx?token=secret"
    (row,) = rows(run("sync", "xx_one", "--from", address, "--json"))
    assert (row["list"], row["status"], row["source"]) == (
        "xx_one",
        "installed",
        f"{server.address}/xx?token=…",
    )
    assert "secret" not in "".join(path.read_text() for path in home.rglob("*.json"))
    (row,) = rows(run("sync", "xx_one", "--from", address, "--json"))
    assert row["status"] == "not_modified"
    assert "is the current one" in run("sync", "xx_one", "--from", address).stdout
    assert ListStore(home).editions()[0].confirmed == ""


def test_sync_asks_for_the_whole_where_what_is_in_use_is_another(
    server: Server, tmp_path: Path, home: Path
) -> None:
    server.answers["/xx"] = Answer(follow_the_money(tmp_path / "a.json", range(30)).read_bytes(), etag='"1"')
    run("sync", "xx_one", "--from", server.address + "/xx")
    run("add", follow_the_money(tmp_path / "b.json", range(31)), "--list", "xx_one")
    (row,) = rows(run("sync", "xx_one", "--from", server.address + "/xx", "--json"))
    assert row["status"] == "installed"
    store = ListStore(home)
    (store.path(store.editions()[0]) / "parties.jsonl.gz").write_bytes(b"")
    run("sync", "xx_one", "--from", server.address + "/xx")
    assert store.whole(store.editions()[0])


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Answer(b"<!DOCTYPE html><html><body>Maintenance</body></html>"), "web page"),
        (Answer(b'{"id": "e1"', announced=500), "cut before the file was complete"),
        (Answer(b"\x00\xff\x00"), "no list of a known format"),
        (Answer(status=500), "status 500"),
        (Answer(status=404), "status 404"),
    ],
)
def test_whatever_the_server_does_the_old_edition_stays(
    server: Server, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, answer: Answer, sentence: str
) -> None:
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    server.answers["/xx"] = Answer(follow_the_money(tmp_path / "a.json", range(30)).read_bytes())
    run("sync", "xx_one", "--from", server.address + "/xx")
    before = ListStore(home).editions()
    server.answers["/xx"] = answer
    result = run(
        "sync",
        "xx_one",
        "--from",
        server.address + "/xx",
        code=3 if answer.status != 200 or answer.announced else 2,
    )
    assert sentence in result.stderr
    assert result.stderr.startswith(f"dualuse: {server.address}/xx: ")
    assert result.stderr.count("\n") == 1
    assert ListStore(home).editions() == before


@pytest.fixture
def official(server: Server, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make lists known whose official address is on the server of the test."""

    tables: dict[str, KnownList] = {}
    monkeypatch.setattr(synchronising, "known_lists", lambda: tables)

    def known(name: str) -> None:
        tables[name] = replace(known_lists()["un_sc"], id=name, address=f"{server.address}/{name}")

    return known


def test_the_official_address_confirms_what_is_current(
    server: Server, official: Callable[[str], None], tmp_path: Path, home: Path
) -> None:
    official("xx_one")
    server.answers["/xx_one"] = Answer(
        follow_the_money(tmp_path / "a.json", range(30)).read_bytes(), etag='"1"'
    )
    run("sync")
    first = ListStore(home).editions()[0].confirmed
    assert first
    run("sync", "xx_one")
    assert ListStore(home).editions()[0].confirmed >= first
    assert server.seen[-1]["If-None-Match"] == '"1"'
    (row,) = rows(run("status", "--json"))
    assert not row["too_old"]


def test_an_address_that_gives_another_list_is_refused(
    server: Server, official: Callable[[str], None], tmp_path: Path, home: Path
) -> None:
    official("xx_one")
    server.answers["/xx_one"] = Answer(
        follow_the_money(tmp_path / "a.json", range(30), "yy_two").read_bytes()
    )
    assert "not xx_one" in run("sync", code=2).stderr
    assert ListStore(home).editions() == ()


def test_without_a_network_each_list_is_one_error_and_the_exit_code_is_3(
    official: Callable[[str], None], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    official("xx_one")
    official("yy_two")
    server.close()
    result = run("sync", code=3)
    errors = result.stderr.splitlines()
    assert len(errors) == 2
    assert all("cannot be reached" in line and "dualuse lists add" in line for line in errors)


def test_sync_of_what_has_no_address_is_one_error() -> None:
    assert "no official address of xx_one" in run("sync", "xx_one", code=2).stderr
    assert "without one list" in run("sync", "--from", "https://example.org", code=2).stderr
    assert synchronising.addresses(("us_bis_meu", "us_csl"))[0][0] == "us_csl"
    assert len(synchronising.addresses(("us_bis_meu", "us_csl"))) == 1
    assert {name for name, _ in synchronising.addresses(())} >= {
        "eu_fsf",
        "un_sc",
        "ofac_sdn",
        "uk_sanctions",
    }


# Bundles


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    two_editions(tmp_path)
    run("add", follow_the_money(tmp_path / "c.json", range(25), "yy_two"), "--edition", "2026-03-04")
    run("bundle", "-o", tmp_path / "lists.zip")
    return tmp_path / "lists.zip"


def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ListStore:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path / "elsewhere"))
    return ListStore(tmp_path / "elsewhere")


def test_a_bundle_carries_the_lists_in_use(
    bundle: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = ListStore(home)
    here.confirm(("xx_one",), "2026-03-04T05:06:07Z")
    (row,) = rows(run("bundle", "-o", bundle, "--json"))
    again = tmp_path / "again.zip"
    assert rows(run("bundle", "-o", again, "--json"))[0]["checksum"] == row["checksum"]
    assert bundle.read_bytes() == again.read_bytes()
    there = elsewhere(monkeypatch, tmp_path)
    assert [each["status"] for each in rows(run("add", bundle, "--json"))] == ["installed", "installed"]
    assert there.editions() == here.editions()
    for name in ("xx_one", "yy_two"):
        assert list(there.parties(name)) == list(here.parties(name))
    assert there.party("xx_one", "e9") == here.party("xx_one", "e9")
    assert [each["status"] for each in rows(run("add", bundle, "--json"))] == ["already_installed"] * 2
    run("bundle", "-o", tmp_path / "third.zip")
    assert (tmp_path / "third.zip").read_bytes() == bundle.read_bytes()


def test_a_bundle_that_is_older_leaves_the_newer_in_use(bundle: Path, home: Path, tmp_path: Path) -> None:
    run("add", follow_the_money(tmp_path / "d.json", range(40)), "--edition", "2026-04-05")
    assert {row["list"]: row["status"] for row in rows(run("add", bundle, "--json"))} == {
        "xx_one": "kept", "yy_two": "already_installed",
    }  # fmt: skip
    assert ListStore(home).edition("xx_one").dated == "2026-04-05"


def test_nothing_to_bundle_and_nowhere_to_write_are_errors(tmp_path: Path) -> None:
    assert "no list is installed" in run("bundle", "-o", tmp_path / "x.zip", code=3).stderr
    two_editions(tmp_path)
    assert "cannot be written" in run("bundle", "-o", tmp_path / "absent" / "x.zip", code=2).stderr


def test_a_damaged_list_is_not_bundled(tmp_path: Path, home: Path) -> None:
    two_editions(tmp_path)
    store = ListStore(home)
    path = store.path(store.editions()[0]) / "parties.jsonl.gz"
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"Quillon", b"Quallon", 1)))
    assert "is damaged" in run("bundle", "-o", tmp_path / "x.zip", code=3).stderr
    assert not (tmp_path / "x.zip").exists()
    assert not (tmp_path / "x.zip.part").exists()


def rewritten(bundle: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with zipfile.ZipFile(bundle) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def _first(members: dict[str, bytes], ending: str) -> str:
    return next(name for name in members if name.endswith(ending))


def _traversal(members: dict[str, bytes]) -> None:
    members["../../evil/parties.jsonl"] = b"x"


def _absolute(members: dict[str, bytes]) -> None:
    members["/etc/evil"] = b"x"


def _surplus(members: dict[str, bytes]) -> None:
    members["zz_more/2026-01-01-00000000/edition.json"] = b"{}"


def _without_entries(members: dict[str, bytes]) -> None:
    del members[_first(members, "parties.jsonl")]


def _changed_entry(members: dict[str, bytes]) -> None:
    name = _first(members, "parties.jsonl")
    members[name] = members[name].replace(b"Quillon", b"Quallon", 1)


def _entry_left_out(members: dict[str, bytes]) -> None:
    name = _first(members, "parties.jsonl")
    members[name] = members[name].split(b"\n", 1)[1]


def _no_entries_but_text(members: dict[str, bytes]) -> None:
    members[_first(members, "parties.jsonl")] = b"[[[[\n"


def _changed_description(members: dict[str, bytes]) -> None:
    name = _first(members, "edition.json")
    members[name] = members[name].replace(b"2026", b"2027")


def _other_version(members: dict[str, bytes]) -> None:
    members["bundle.json"] = members["bundle.json"].replace(b'"bundle": 1', b'"bundle": 2')


def _no_manifest(members: dict[str, bytes]) -> None:
    del members["bundle.json"]


def _malformed_manifest(members: dict[str, bytes]) -> None:
    members["bundle.json"] = b'{"bundle": 1, "editions": [1]}'


def _path_in_manifest(members: dict[str, bytes]) -> None:
    members["bundle.json"] = members["bundle.json"].replace(b"xx_one", b"../xx_one")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_traversal, "which no bundle holds"),
        (_absolute, "which no bundle holds"),
        (_surplus, "does not hold what it says"),
        (_without_entries, "does not hold what it says"),
        (_changed_entry, "is not the one that its checksum says"),
        (_entry_left_out, "is not the one that its checksum says"),
        (_no_entries_but_text, "damaged or was cut"),
        (_changed_description, "is not the one that its checksum says"),
        (_other_version, "version 2"),
        (_no_manifest, "no bundle"),
        (_malformed_manifest, "cannot be understood"),
        (_path_in_manifest, "missing or too large"),
    ],
)
def test_a_bundle_that_is_not_what_it_says_changes_nothing(
    bundle: Path,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[dict[str, bytes]], None],
    sentence: str,
) -> None:
    rewritten(bundle, change)
    there = elsewhere(monkeypatch, tmp_path)
    result = run("add", bundle, code=2)
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1
    assert there.editions() == ()
    assert sorted(path.name for path in there.folder.iterdir()) == [".lock"]


def test_links_and_repeated_members_in_a_bundle_are_refused(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere(monkeypatch, tmp_path)
    whole = bundle.read_bytes()
    with zipfile.ZipFile(bundle, "a") as archive:
        link = zipfile.ZipInfo("zz/2026-01-01-00000000/parties.jsonl")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert "which no bundle holds" in run("add", bundle, code=2).stderr
    bundle.write_bytes(whole)
    with zipfile.ZipFile(bundle, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("bundle.json", "{}")
    assert "which no bundle holds" in run("add", bundle, code=2).stderr


def test_a_bundle_that_would_fill_the_disk_is_refused_by_what_it_says(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere(monkeypatch, tmp_path)
    raw = bytearray(bundle.read_bytes())
    place = raw.rindex(b"PK\x01\x02")
    raw[place + 24 : place + 28] = (0xFFFFFFF0).to_bytes(4, "little")
    bundle.write_bytes(raw)
    from dualuse.sources.lists import bundle as module

    monkeypatch.setattr(module, "_LARGEST", 1 << 30)
    assert "more than the 1 GB allowed" in run("add", bundle, code=2).stderr


@pytest.mark.parametrize("left", [4, 100, 1000, -30, -1])
def test_a_cut_bundle_changes_nothing(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    there = elsewhere(monkeypatch, tmp_path)
    bundle.write_bytes(bundle.read_bytes()[:left])
    assert "damaged or was cut" in run("add", bundle, code=2).stderr
    assert there.editions() == ()


def test_any_damaged_byte_of_a_bundle_is_found(
    bundle: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = ListStore(home).editions()
    whole = bundle.read_bytes()
    for place in range(0, len(whole), 97):
        there = elsewhere(monkeypatch, tmp_path / str(place))
        bundle.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        result = CliRunner().invoke(app, ["lists", "add", str(bundle)], catch_exceptions=False)
        assert result.exit_code in (0, 2)
        assert there.editions() == (here if result.exit_code == 0 else ())


def test_a_bundle_cannot_be_renamed(bundle: Path) -> None:
    assert "names its lists" in run("add", bundle, "--list", "zz_other", code=2).stderr


def test_a_zip_file_with_a_list_in_it_is_told(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("list.xml", "<a/>")
    (tmp_path / "a.zip").write_bytes(buffer.getvalue())
    assert "Unpack it" in run("add", tmp_path / "a.zip", code=2).stderr


def test_fields_that_were_not_understood_are_named(tmp_path: Path, home: Path) -> None:
    entity = {
        "id": "e1",
        "schema": "Person",
        "properties": {"name": ["Orlow Quillonberg"], "birthDate": ["the year of the goat"]},
        "datasets": ["xx_one"],
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps(entity) + "\n", encoding="utf-8")
    text = run("add", path, "--edition", "2026-01-02").stdout
    assert "not understood: 1 (birth_dates: the year of the goat)." in text
