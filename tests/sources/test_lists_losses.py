"""What an update may not lose: entries, names, and neither little by little."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dualuse.cli.lists.answering import added_text
from dualuse.inputs.problems import InputError
from dualuse.sources.lists.edition import read_current, write_current
from dualuse.sources.lists.installing import Added, Reader
from dualuse.sources.lists.list_file import ReadList
from dualuse.sources.lists.listed_party import (
    Address,
    Country,
    Identifier,
    ListedName,
    ListedParty,
    Measure,
    PartialDate,
)
from dualuse.sources.lists.store import ListStore
from tests.support.invented_lists import party

Row = tuple[int, tuple[str, ...]]


def _names(number: int) -> tuple[str, ...]:
    return tuple(f"Quillon {kind} {number}" for kind in ("Works", "Mills", "Yards", "Docks"))


WHOLE: tuple[Row, ...] = tuple((number, _names(number)) for number in range(100))


def _parties(rows: list[Row]) -> list[ListedParty]:
    return [party(number, identifiers=(), names=tuple(map(ListedName, names))) for number, names in rows]


def _add(store: ListStore, path: Path, day: int, rows: list[Row], **accepted: bool) -> Added:
    path.write_text(json.dumps([day, rows]))
    label = f"2026-01-{day:02}"
    reader = Reader(
        lambda file, name: ReadList(
            list="xx_one", format="invented", edition=label, parties=iter(_parties(rows))
        ),
        "1",
    )
    return store.add(path, reader=reader, **accepted)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> ListStore:
    store = ListStore(tmp_path / "home")
    _add(store, tmp_path / "first", 1, list(WHOLE))
    return store


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ([*WHOLE[:50], *((900 + number, names) for number, names in WHOLE[:50])], "50 of 100 entries"),
        ([*WHOLE[:94], *((900 + each, (f"Other {each}",)) for each in range(6))], "6 of 100 entries"),
        ([(number, WHOLE[number % 50][1]) for number in range(100)], "50 of 100 entries"),
        ([(number, ("X",) if number % 2 else names) for number, names in WHOLE], "50 of 100 entries"),
        ([(number, names[-1:]) for number, names in WHOLE], "300 of 400 names"),
        ([(number, (names[0], f"Else {number}")) for number, names in WHOLE], "300 of 400 names"),
    ],
    ids=["doubled", "exchanged", "ids kept", "called X", "one alias", "names exchanged"],
)
def test_what_is_gone_counts_whatever_came_in_its_place(
    store: ListStore, tmp_path: Path, rows: list[Row], what: str
) -> None:
    (before,) = store.editions()
    with pytest.raises(InputError, match=what):
        _add(store, tmp_path / "next", 2, rows)
    assert store.editions() == (before,)
    _add(store, tmp_path / "next", 2, rows, accept_shrinkage=True)
    assert store.editions() != (before,)


@pytest.mark.parametrize(
    "rows",
    [
        [(500 + number, names) for number, names in WHOLE],
        [*WHOLE[:90], *WHOLE[95:], (700, ("New Party",))],
        [(number, names[1:] if number % 10 == 0 else names) for number, names in WHOLE],
        [(number, tuple(name.upper() for name in names)) for number, names in WHOLE],
    ],
    ids=["new ids", "five gone", "few names gone", "capitals"],
)
def test_what_lists_lose_from_week_to_week_is_taken(
    store: ListStore, tmp_path: Path, rows: list[Row]
) -> None:
    _add(store, tmp_path / "next", 2, rows)
    assert store.editions()[0].dated == "2026-01-02"


def test_many_small_losses_are_one_loss(store: ListStore, tmp_path: Path) -> None:
    _add(store, tmp_path / "a", 2, [*WHOLE[4:]])
    with pytest.raises(InputError, match=r"8 of 100 entries.*30 days"):
        _add(store, tmp_path / "b", 3, [*WHOLE[8:]])
    exchanged = [*WHOLE[8:], *((800 + each, (f"New {each}",)) for each in range(40))]
    with pytest.raises(InputError, match="8 of 100 entries"):
        _add(store, tmp_path / "c", 3, exchanged)
    _add(store, tmp_path / "b", 3, [*WHOLE[8:]], accept_shrinkage=True)
    _add(store, tmp_path / "d", 4, [*WHOLE[10:]])  # from what was accepted on
    assert store.editions()[0].records == 90


def test_after_thirty_days_the_next_loss_is_another(store: ListStore, tmp_path: Path) -> None:
    _add(store, tmp_path / "a", 2, [*WHOLE[4:]])
    current = read_current(store.folder)
    row = current["xx_one"]
    old = tuple(replace(each, at="2026-01-01T00:00:00Z") for each in row.accepted)
    write_current(store.folder, {"xx_one": replace(row, accepted=old)})
    _add(store, tmp_path / "b", 3, [*WHOLE[8:]])
    assert store.editions()[0].records == 92


def test_entries_with_nothing_to_compare_are_told_with_their_number(store: ListStore, tmp_path: Path) -> None:
    added = _add(store, tmp_path / "a", 2, [*WHOLE, (200, ("—",)), (201, ())])
    assert any("nothing to compare" in line and ": 2." in line for line in added_text(added, "en"))


def _full_party(number: int, **changes: object) -> ListedParty:
    """A party of whom a list says much."""
    facts = {
        "kind": "person",
        "names": (ListedName(f"Quillon Orlow {number}", quality="strong"), ListedName(f"QO {number}")),
        "identifiers": (Identifier("passport", f"P-{number:04}", "RU"),),
        "birth_dates": (PartialDate(f"1962-09-{1 + number % 28:02}"),),
        "nationalities": (Country("RU", "Russia"),),
        "countries": (Country("AE"),),
        "addresses": (Address(f"{number} Quay Street, Dubai", "Dubai", Country("AE")),),
    }
    return party(number, **(facts | changes))


def _put(store: ListStore, path: Path, day: int, parties: list[ListedParty], **accepted: bool) -> Added:
    path.write_text(json.dumps([day, [str(each) for each in parties]]))
    label = f"2026-01-{day:02}"
    reader = Reader(
        lambda file, name: ReadList(list="xx_one", format="invented", edition=label, parties=iter(parties)),
        "1",
    )
    return store.add(path, reader=reader, **accepted)  # type: ignore[arg-type]


def _weak(number: int) -> tuple[ListedName, ...]:
    return tuple(replace(name, quality="weak") for name in _full_party(number).names)


@pytest.fixture
def full_list(tmp_path: Path) -> ListStore:
    store = ListStore(tmp_path / "told")
    _put(store, tmp_path / "first", 1, [_full_party(number) for number in range(100)])
    return store


LOST = {
    "100 of 100 identifiers": lambda number: {"identifiers": ()},
    "99 of 100 identifiers ": lambda number: {"identifiers": _full_party(1).identifiers},
    "100 of 100 birth dates": lambda number: {"birth_dates": ()},
    "100 of 100 birth dates ": lambda number: {"birth_dates": (PartialDate("1972-09-03"),)},
    "100 of 100 citizenships": lambda number: {"nationalities": ()},
    "100 of 100 countries of parties": lambda number: {"countries": (), "addresses": ()},
    "100 of 100 addresses": lambda number: {"addresses": ()},
    "200 of 200 names not said to be weak": lambda number: {"names": _weak(number)},
    "100 of 100 measures": lambda number: {"measures": ()},
    "100 of 100 measures ": lambda number: {"measures": (Measure("other"),)},
    "100 of 100 kinds of party": lambda number: {"kind": "organisation"},
}


@pytest.mark.parametrize(("what", "lose"), LOST.items(), ids=LOST)
def test_what_is_said_of_parties_may_not_be_lost(
    full_list: ListStore, tmp_path: Path, what: str, lose: Callable[[int], dict[str, object]]
) -> None:
    (before,) = full_list.editions()
    same_ids = [_full_party(number, **lose(number)) for number in range(100)]
    new_ids = [_full_party(number, **{"id": f"N{number}", **lose(number)}) for number in range(100)]
    for parties in (same_ids, new_ids if "kinds" not in what else same_ids):
        with pytest.raises(InputError, match=what.strip()):
            _put(full_list, tmp_path / "next", 2, parties)
        assert full_list.editions() == (before,)
    _put(full_list, tmp_path / "next", 2, new_ids, accept_shrinkage=True)
    assert full_list.editions() != (before,)


def test_a_refusal_says_all_that_was_lost(full_list: ListStore, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        _put(
            full_list,
            tmp_path / "next",
            2,
            [_full_party(row, birth_dates=(), identifiers=()) for row in range(100)],
        )
    codes = {problem.what.code for problem in refused.value.problems}
    assert codes == {"list_identifiers_lost", "list_birth_dates_lost"}
    assert "100 von 100 Geburtsdaten" in " ".join(problem.text("de") for problem in refused.value.problems)


def test_what_is_said_may_be_said_more_or_less_exactly_and_written_otherwise(
    full_list: ListStore, tmp_path: Path
) -> None:
    parties = [
        _full_party(
            number,
            birth_dates=(PartialDate("1962"),),
            identifiers=(Identifier("national_id", f"p {number:04}"),),
            addresses=(Address(f"Dubai - QUAY STREET {number}", country=Country("AE")),),
        )
        for number in range(100)
    ]
    _put(full_list, tmp_path / "next", 2, parties)
    assert full_list.editions()[0].dated == "2026-01-02"


def test_facts_that_few_entries_have_tell_nothing(tmp_path: Path) -> None:
    store = ListStore(tmp_path / "few")
    bare = [_full_party(number, identifiers=()) for number in range(100)]
    _put(store, tmp_path / "a", 1, [*(_full_party(number) for number in range(19)), *bare[19:]])
    _put(store, tmp_path / "b", 2, bare)
    assert store.editions()[0].identifiers == 0


def test_many_small_losses_of_facts_are_one_loss(full_list: ListStore, tmp_path: Path) -> None:
    def without(number: int) -> list[ListedParty]:
        return [_full_party(row, **({"identifiers": ()} if row < number else {})) for row in range(100)]

    _put(full_list, tmp_path / "a", 2, without(4))
    with pytest.raises(InputError, match=r"8 of 100 identifiers.*30 days"):
        _put(full_list, tmp_path / "b", 3, without(8))
