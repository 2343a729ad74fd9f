"""The store of lists: what is installed, replaced, kept, refused, and what a stopped import leaves."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dualuse.inputs.opening import file_checksum
from dualuse.inputs.problems import InputError, MissingSourceError
from dualuse.sources.lists.edition import Edition, day_in, edition_from_json, edition_name, edition_to_json
from dualuse.sources.lists.edition_files import offsets_of, offsets_table
from dualuse.sources.lists.installing import Added, Adding, Reader
from dualuse.sources.lists.known_lists import age, allowed_age, authority_kind, kept_until, known_lists, stale
from dualuse.sources.lists.listed_party import ListedName
from dualuse.sources.lists.replacement_checks import cut_off
from dualuse.sources.lists.store import ListStore
from tests.support.invented_lists import INVENTED, invented_file, numbered, party, read_invented
from tests.support.paths import REPOSITORY


@pytest.fixture
def store(tmp_path: Path) -> ListStore:
    return ListStore(tmp_path / "home")


def add(store: ListStore, path: Path, **options: object) -> Added:
    return store.add(path, reader=INVENTED, **options)  # type: ignore[arg-type]


def first(store: ListStore, folder: Path, count: int = 30, edition: str = "2026-01-02") -> Added:
    return add(store, invented_file(folder / "one.list", edition, *numbered(count)))


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_what_is_added_can_be_read_back(store: ListStore, tmp_path: Path) -> None:
    added = first(store, tmp_path)
    (edition,) = store.editions()
    assert added.editions == (edition,)
    assert not added.unchanged
    assert (edition.list, edition.label, edition.dated, edition.format) == (
        "xx_one", "2026-01-02", "2026-01-02", "invented",
    )  # fmt: skip
    assert (edition.records, edition.names, edition.identifiers, edition.repeated) == (30, 60, 30, 0)
    assert edition.source == "one.list"
    assert edition.size == (tmp_path / "one.list").stat().st_size
    assert list(store.parties("xx_one")) == [party(number) for number in range(1, 31)]
    assert store.party("xx_one", "17") == party(17)
    assert store.party("xx_one", "31") is None


def test_nothing_installed_is_no_edition_and_a_list_that_is_not_installed_is_an_error(
    store: ListStore,
) -> None:
    assert store.editions() == ()
    assert store.kept("xx_one") == ()
    with pytest.raises(InputError, match="xx_one is not installed"):
        list(store.parties("xx_one"))
    with pytest.raises(InputError, match="not installed"):
        store.party("../elsewhere", "1")


def test_the_same_bytes_again_change_nothing(store: ListStore, tmp_path: Path) -> None:
    first(store, tmp_path)
    before = tree(store.folder)
    assert first(store, tmp_path).unchanged
    assert tree(store.folder) == before


def test_a_new_edition_takes_the_place_of_the_old_one_which_is_kept(store: ListStore, tmp_path: Path) -> None:
    first(store, tmp_path)
    added = first(store, tmp_path, 31, "2026-01-03")
    assert [row.records for row in store.editions()] == [31]
    assert [row.dated for row in store.kept("xx_one")] == ["2026-01-02", "2026-01-03"]
    assert added.former["xx_one"].records == 30
    assert store.party("xx_one", "31", "2026-01-02") is None
    assert store.party("xx_one", "31") == party(31)
    assert len(list(store.parties("xx_one", "2026-01-02"))) == 30
    with pytest.raises(InputError, match="several editions of xx_one begin with 2026"):
        store.edition("xx_one", "2026")
    with pytest.raises(InputError, match="no edition 2025 of xx_one"):
        store.edition("xx_one", "2025")


def test_the_same_entries_in_a_file_that_says_no_day_keep_the_day_known(
    store: ListStore, tmp_path: Path
) -> None:
    first(store, tmp_path)
    before = store.editions()
    added = first(store, tmp_path, edition="")
    assert added.unchanged
    assert store.editions() == before
    first(store, tmp_path, edition="2026-01-05")
    assert store.editions()[0].dated == "2026-01-05"


def test_an_older_edition_is_kept_but_not_put_to_use_unless_accepted(
    store: ListStore, tmp_path: Path
) -> None:
    first(store, tmp_path, 30, "2026-01-03")
    added = first(store, tmp_path, 30, "2026-01-02")
    assert added.older == ("xx_one",)
    assert store.editions()[0].dated == "2026-01-03"
    assert len(store.kept("xx_one")) == 2
    path = tmp_path / "one.list"
    assert add(store, path, accept_older=True).older == ()
    assert store.editions()[0].dated == "2026-01-02"


@pytest.mark.parametrize("count", [0, 3, 29])
def test_a_truncated_file_leaves_all_as_it_was(store: ListStore, tmp_path: Path, count: int) -> None:
    first(store, tmp_path)
    before = tree(store.folder)
    cut = invented_file(tmp_path / "cut.list", "2026-01-03", *numbered(count), end=False)
    with pytest.raises(InputError, match=r"cut\.list: the file is cut"):
        add(store, cut)
    assert tree(store.folder) == before


def test_a_missing_and_an_empty_file_are_one_clear_error(store: ListStore, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        add(store, tmp_path / "absent.list")
    empty = invented_file(tmp_path / "empty.list", "2026-01-03")
    with pytest.raises(InputError, match="holds no entry"):
        add(store, empty)
    assert store.editions() == ()
    assert add(store, empty, list_id="xx_one").editions[0].records == 0
    assert list(store.parties("xx_one")) == []
    assert store.party("xx_one", "1") is None


def test_a_suspicious_shrinkage_is_refused_unless_accepted(store: ListStore, tmp_path: Path) -> None:
    first(store, tmp_path)
    less = invented_file(tmp_path / "less.list", "2026-01-03", *numbered(14))
    with pytest.raises(InputError, match="would shrink from 30 entries to 14"):
        add(store, less)
    assert store.editions()[0].records == 30
    add(store, less, accept_shrinkage=True)
    assert store.editions()[0].records == 14


def _update(store: ListStore, tmp_path: Path, numbers: list[int], **accepted: bool) -> int:
    """Install 100 entries, then those with these numbers; how many are in use then."""
    every = numbered(120)
    add(store, invented_file(tmp_path / "whole.list", "2026-01-01", *every[:100]))
    add(
        store, invented_file(tmp_path / "next.list", "2026-01-02", *(every[at] for at in numbers)), **accepted
    )
    return store.editions()[0].records


@pytest.mark.parametrize("gone", [6, 10, 49])
def test_more_than_a_twentieth_gone_from_anywhere_is_refused(
    store: ListStore, tmp_path: Path, gone: int
) -> None:
    left = [at for at in range(100) if not 20 <= at < 20 + gone]
    with pytest.raises(InputError, match="would shrink from 100 entries"):
        _update(store, tmp_path, left)
    assert store.editions()[0].records == 100
    assert _update(store, tmp_path, left, accept_shrinkage=True) == 100 - gone


def test_a_twentieth_may_go(store: ListStore, tmp_path: Path) -> None:
    assert _update(store, tmp_path, [at for at in range(100) if at % 20]) == 95


@pytest.mark.parametrize("gone", [2, 3, 5])
@pytest.mark.parametrize("new", [(), (100, 101)])
def test_a_file_that_ends_in_the_middle_of_its_own_order_is_refused(
    store: ListStore, tmp_path: Path, gone: int, new: tuple[int, ...]
) -> None:
    left = [*new, *range(100 - gone)]  # new entries before the cut do not hide it
    with pytest.raises(InputError, match=f"the last {gone} entries of the edition in use are gone"):
        _update(store, tmp_path, left)
    assert store.editions()[0].records == 100
    assert _update(store, tmp_path, left, accept_shrinkage=True) == 100 - gone + len(new)


@pytest.mark.parametrize(
    "left",
    [
        [*range(99)],  # one entry may be the last by chance
        [*range(97), 100],  # the list goes on behind those that went
        [*range(50), *range(52, 98)],  # some went from elsewhere, too
    ],
)
def test_an_edition_that_lost_entries_and_goes_on_is_taken(
    store: ListStore, tmp_path: Path, left: list[int]
) -> None:
    assert _update(store, tmp_path, left) == len(left)


def test_a_section_cut_at_its_end_is_found_by_its_kind() -> None:
    former = {"person": [*"abcdefghijklmnopqrstuv"], "organisation": [*"ABCDEFGHIJKLMNOPQRSTUV"]}
    assert cut_off({**former, "person": [*"abcdefghijklmnopqrs"]}, former, 20) == 3
    assert cut_off({"person": former["person"]}, former, 20) == 22
    assert cut_off(former, former, 20) == 0


# A digest that is pinned


def test_a_digest_that_is_stated_must_be_that_of_the_file(store: ListStore, tmp_path: Path) -> None:
    file = invented_file(tmp_path / "a.list", "2026-01-01", *numbered(30))
    digest = file_checksum(file)
    with pytest.raises(InputError, match=f"has the SHA-256 {digest}"):
        store.install(file, Adding(sha256="0" * 64), INVENTED)
    assert store.editions() == ()
    with pytest.raises(InputError, match="is no SHA-256"):
        store.install(file, Adding(sha256="abc"), INVENTED)
    assert store.install(file, Adding(sha256=f"SHA256:{digest.upper()}"), INVENTED).editions
    with pytest.raises(InputError, match="has the SHA-256"):  # though these very bytes are in use
        store.install(file, Adding(sha256="0" * 64), INVENTED)


def test_a_digest_pinned_in_the_data_must_be_that_of_the_file(
    store: ListStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = replace(known_lists()["un_sc"], sha256="0" * 64)
    monkeypatch.setattr("dualuse.sources.lists.replacement_checks.known_list", lambda list_id: known)
    with pytest.raises(InputError, match="has the SHA-256"):
        first(store, tmp_path)
    assert store.editions() == ()


def test_all_lists_of_a_file_switch_together(store: ListStore, tmp_path: Path) -> None:
    both = [*numbered(30), *numbered(25, "xx_two")]
    added = add(store, invented_file(tmp_path / "both.list", "a", *both))
    assert [row.list for row in added.editions] == ["xx_one", "xx_two"]
    assert all(row.together == ("xx_one", "xx_two") for row in store.editions())
    before = tree(store.folder)
    with pytest.raises(InputError, match="xx_two would shrink from 25 entries to 2"):
        add(store, invented_file(tmp_path / "both.list", "b", *numbered(40), *numbered(2, "xx_two")))
    assert tree(store.folder) == before
    add(store, invented_file(tmp_path / "one.list", "c", *numbered(31)))
    assert [row.records for row in store.editions()] == [31, 25]


def test_a_part_that_is_gone_from_its_whole_is_refused_unless_accepted(
    store: ListStore, tmp_path: Path
) -> None:
    both = [*numbered(3), *numbered(2, "xx_two")]
    add(store, invented_file(tmp_path / "whole.list", "a", *both, whole="us_csl"))
    only = invented_file(tmp_path / "whole.list", "b", *numbered(3), whole="us_csl")
    with pytest.raises(InputError, match=r"xx_two \(2 entries\) is no longer in the file"):
        add(store, only)
    assert add(store, only, accept_shrinkage=True).gone == ("xx_two",)
    assert [row.list for row in store.editions()] == ["xx_one"]
    assert len(store.kept("xx_two")) == 1


def test_ids_that_come_again_lose_nobody(store: ListStore, tmp_path: Path) -> None:
    rows = [*numbered(3), {"id": 2, "list": "xx_one"}, {"id": 2, "list": "xx_one", "name": "Another"}]
    add(store, invented_file(tmp_path / "again.list", "a", *rows))
    (edition,) = store.editions()
    assert (edition.records, edition.repeated) == (4, 2)
    other = store.party("xx_one", "2#2")
    assert other is not None
    assert other.names[0].text == "Another"
    assert store.party("xx_one", "2") == party(2)


def test_names_for_what_the_file_does_not_say(store: ListStore, tmp_path: Path) -> None:
    path = invented_file(tmp_path / "plain.list", "", *numbered(2))
    add(store, path, list_id="yy_own", edition="2026-05-06")
    (edition,) = store.editions()
    assert (edition.list, edition.label, edition.dated) == ("yy_own", "2026-05-06", "2026-05-06")
    assert edition.edition.startswith("2026-05-06-")
    for bad in ("../yy", "YY own", ".lock", ""):
        if bad:
            with pytest.raises(InputError, match="cannot name a list"):
                add(store, path, list_id=bad)


def test_a_file_cannot_name_a_folder_elsewhere(store: ListStore, tmp_path: Path) -> None:
    path = invented_file(tmp_path / "bad.list", "a", {"id": 1, "list": "../../elsewhere"})
    with pytest.raises(InputError, match="cannot name a list"):
        add(store, path)
    assert not (tmp_path / "elsewhere").exists()


def test_a_new_reader_reads_the_same_bytes_again(store: ListStore, tmp_path: Path) -> None:
    first(store, tmp_path)

    def later(path: Path, list_id: str) -> object:
        list_read = read_invented(path, list_id)
        list_read.parties = (replace(row, reference="R") for row in list_read.parties)
        return list_read

    added = store.add(tmp_path / "one.list", reader=Reader(later, "invented 2"))  # type: ignore[arg-type]
    assert not added.unchanged
    assert store.editions()[0].reader == "invented 2"
    assert len(store.kept("xx_one")) == 2


def test_a_damaged_edition_is_an_error_with_a_remedy_and_is_replaced_by_adding(
    store: ListStore, tmp_path: Path
) -> None:
    first(store, tmp_path)
    folder = store.path(store.editions()[0])
    for name, left in (
        ("parties.jsonl.gz", 100),
        ("parties.offsets", 0),
        ("parties.offsets", 99),
        ("edition.json", 0),
    ):
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(whole[:left])
        with pytest.raises(MissingSourceError, match="damaged"):
            _read_all(store)
        first(store, tmp_path)
        assert (folder / name).read_bytes()[:99] == whole[:99]
        assert store.whole(store.editions()[0])
        assert store.party("xx_one", "30") == party(30)
    (store.folder / "current.json").write_text("{")
    with pytest.raises(MissingSourceError, match="which editions are in use cannot be read"):
        store.editions()


def _read_all(store: ListStore) -> None:
    store.editions()
    list(store.parties("xx_one"))
    store.party("xx_one", "30")


def test_any_text_can_be_an_id_or_a_name(store: ListStore, tmp_path: Path) -> None:
    odd = ["\ud800", "a\nb", "", "名", "\u2028", '"', "x" * 5000]
    parties = [party(0, id=text, names=(ListedName(text or "-"),)) for text in odd]
    path = invented_file(tmp_path / "odd.list", "a")

    def read(path: Path, list_id: str) -> object:
        return replace(read_invented(path, list_id), parties=iter(parties))

    store.add(path, reader=Reader(read, "odd"))  # type: ignore[arg-type]
    parties[0] = party(0, id="\ufffd", names=(ListedName("\ufffd"),))  # half a character is none
    assert list(store.parties("xx_one")) == parties
    assert [store.party("xx_one", text) for text in ["\ufffd", *odd[1:]]] == parties


def test_offsets_are_found_in_a_full_and_in_an_empty_table(tmp_path: Path) -> None:
    path = tmp_path / "table"
    for count in (0, 1, 2, 1000):
        ids = {f"id {number}": number * 7 for number in range(count)}
        path.write_bytes(offsets_table(ids))
        assert all(offset in list(offsets_of(path, name)) for name, offset in ids.items())
        assert list(offsets_of(path, "another")) == []


_CHILD = """
import sys, time
from pathlib import Path
from dualuse.sources.lists.replacement_checks import cut_off
from dualuse.sources.lists.store import ListStore
from tests.support.invented_lists import INVENTED
ListStore(Path(sys.argv[1])).add(Path(sys.argv[2]), reader=INVENTED)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_an_import_killed_at_any_moment_leaves_a_store_that_works(store: ListStore, tmp_path: Path) -> None:
    first(store, tmp_path)
    old = store.editions()
    path = invented_file(tmp_path / "new.list", "2026-02-01", *numbered(4000))
    environment = os.environ | {"PYTHONPATH": f"{REPOSITORY / 'src'}{os.pathsep}{REPOSITORY}"}
    states = set()
    for wait in (0.0, 0.05, 0.1, 0.2, 0.3, 0.5):
        child = subprocess.Popen([sys.executable, "-c", _CHILD, store.folder.parent, path], env=environment)
        deadline = time.monotonic() + 20
        while not list(store.folder.glob(".new-*/*/parties.jsonl.gz")) and child.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.002)
        time.sleep(wait)
        child.kill()
        child.wait()
        (edition,) = store.editions()
        assert store.whole(edition)
        assert len(list(store.parties("xx_one"))) == edition.records
        states.add(edition.records)
        if edition.records == 4000:
            break
    assert 30 in states
    add(store, path)
    assert store.editions()[0].records == 4000
    assert not list(store.folder.glob(".new-*"))
    assert store.kept("xx_one")[0] == old[0]


def _import(home: Path, path: Path) -> None:
    ListStore(home).add(path, reader=INVENTED)


def test_two_imports_at_once_wait_for_each_other(store: ListStore, tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    paths = [
        invented_file(tmp_path / f"{number}.list", "2026-01-01", *numbered(300, f"xx_{number}"))
        for number in range(3)
    ]
    children = [context.Process(target=_import, args=(store.folder.parent, path)) for path in paths]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0, 0, 0]
    assert [row.list for row in store.editions()] == ["xx_0", "xx_1", "xx_2"]
    assert all(store.whole(row) for row in store.editions())


def test_a_full_disk_leaves_all_as_it_was(
    store: ListStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first(store, tmp_path)
    before = tree(store.folder)
    path = invented_file(tmp_path / "new.list", "2026-02-01", *numbered(40))

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="No space left on device"):
        add(store, path)
    assert tree(store.folder) == before


def edition(list_id: str = "un_sc", dated: str = "", confirmed: str = "") -> Edition:
    return Edition(
        list=list_id, edition=edition_name(dated, "0" * 64), label=dated, dated=dated, format="f", checksum="0" * 64, size=1, content="0" * 64, records=1, names=1, identifiers=1, repeated=0, unread=0, together=(list_id,),
        source="s", retrieved="2026-03-04T05:06:07Z", reader="1", confirmed=confirmed,
    )  # fmt: skip


def test_age_counts_from_the_lists_own_day_or_from_when_its_address_last_gave_it() -> None:
    today = date(2026, 3, 11)
    fresh, old, never = edition(dated="2026-03-04"), edition(dated="2026-03-03"), edition()
    assert [row.edition for row in stale([fresh, old, never], today)] == [old, never]
    assert age(old, today).days == 8
    assert "too old, 8 days (7 are allowed)" in age(old, today).message.text.format(
        **age(old, today).message.params
    )
    assert age(never, today).days is None
    assert not stale([edition(dated="2025-01-01", confirmed="2026-03-10T00:00:00Z")], today)
    assert not stale([edition("xx_other", "2026-02-10")], today)
    assert age(edition(dated="2026-03-12"), today).days == 0
    assert age(edition(dated="2062-03-12"), today).days is None
    assert age(edition(dated="2026-03-04", confirmed="2062-03-12T00:00:00Z"), today).days == 7


def test_editions_that_are_not_in_use_are_kept_for_the_stated_years() -> None:
    assert kept_until(edition()) == date(2031, 12, 31)


def test_the_known_lists_name_authority_licence_and_address() -> None:
    for name, known in known_lists().items():
        assert name == known.id
        assert known.title
        assert known.licence
        assert known.page.startswith("https://")
        assert known.verification in ("official", "secondary", "unverified")
        assert known.authority_kind in ("union", "un", "us", "uk")
        assert not (known.address and known.part_of)
        assert known.official_address.startswith("https://" if known.address else "")
        assert "{" not in known.official_address
        assert not known.part_of or known.part_of in known_lists()


@pytest.mark.parametrize(
    ("name", "kind", "days"),
    [
        ("eu_fsf", "union", 7), ("eu_fsf_20260501", "union", 7), ("us_csl_isn", "us", 7), ("us_ofac_sdn", "us", 7),
        ("un_sc_sanctions", "un", 7), ("ofac_consolidated", "us", 14), ("eu_journal_32014r0833", "union", 30), ("ofac", "other", 30), ("xx_one", "other", 30),
    ],
)  # fmt: skip
def test_whose_list_it_is_and_how_old_it_may_be(name: str, kind: str, days: int) -> None:
    assert authority_kind(name) == kind
    assert allowed_age(name) == days


def test_a_pipe_and_a_folder_are_no_files(store: ListStore, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this is no file"):
        add(store, tmp_path)


def test_a_file_that_changes_while_it_is_read_is_refused(store: ListStore, tmp_path: Path) -> None:
    path = invented_file(tmp_path / "one.list", "a", *numbered(3))

    def read(file: Path, list_id: str) -> object:
        list_read = read_invented(file, list_id)
        path.write_text(path.read_text() + "more\n")
        return list_read

    with pytest.raises(InputError, match="changed while it was read"):
        store.add(path, reader=Reader(read, "1"))  # type: ignore[arg-type]
    assert store.editions() == ()


def test_the_token_of_an_address_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUALUSE_FSF_TOKEN", "mine")
    assert known_lists()["eu_fsf"].official_address.endswith("token=mine")


def test_days_in_what_lists_print() -> None:
    assert day_in("2026-02-27T00:00:00Z") == "2026-02-27"
    assert day_in("20260227") == "2026-02-27"
    assert day_in("2026-13-27") == ""
    assert day_in("edition 4") == ""
    assert edition_name("../../x y", "abcdef0123") == "x-y-abcdef01"
    assert edition_name("", "abcdef0123") == "undated-abcdef01"


def test_the_edition_file_says_all_that_is_known(store: ListStore, tmp_path: Path) -> None:
    first(store, tmp_path)
    values = json.loads((store.path(store.editions()[0]) / "edition.json").read_text())
    assert set(values) == {
        "format", "list_format", "list", "edition", "label", "dated", "checksum", "size", "content", "records", "names",
        "identifiers", "repeated", "unread", "unread_fields", "nameless", "together", "whole", "source", "retrieved", "reader",
        "day_from",
    }  # fmt: skip
    assert "confirmed" not in values


@pytest.mark.parametrize(
    "change",
    [
        {"list": "../x"}, {"edition": "../x"}, {"edition": "2026-01-01-11111111"}, {"dated": "soon"},
        {"retrieved": "2026-01-01"}, {"records": -1}, {"records": True}, {"size": "1"}, {"label": 1},
        {"together": "un_sc"}, {"together": [1]},
    ],
)  # fmt: skip
def test_an_edition_file_that_cannot_be_true_is_refused(change: dict[str, object]) -> None:
    values = json.loads(edition_to_json(edition(dated="2026-01-01")))
    assert edition_from_json(values) == edition(dated="2026-01-01")
    with pytest.raises((ValueError, TypeError)):
        edition_from_json(values | change)
    with pytest.raises(ValueError, match="time"):
        edition_from_json(values, "yesterday")


def test_what_the_address_confirms_is_noted_beside_the_edition(store: ListStore, tmp_path: Path) -> None:
    first(store, tmp_path)
    store.confirm(("xx_one", "xx_absent"), "2026-03-04T05:06:07Z")
    assert store.editions()[0].confirmed == "2026-03-04T05:06:07Z"
    assert store.edition("xx_one").confirmed == "2026-03-04T05:06:07Z"
