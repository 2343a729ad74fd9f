"""Screening against lists that are installed: an invented list, its owners, decisions, and what the command line says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dualuse import check, replay
from dualuse.assessment.listed.installed import InstalledLists, owners_of
from dualuse.assessment.serialisation import to_json
from dualuse.inputs.problems import InputError, MissingSourceError
from dualuse.law.measures.provisions import measure_questions
from dualuse.record.workspace import workspace_at
from dualuse.screening.decisions.decisions import decide, new_decision
from dualuse.screening.matching.screened import Query
from dualuse.screening.session import session
from dualuse.sources.lists.listed_party import ListedName, ListedParty, Ownership
from tests.assessment.test_listed import TRANSACTION
from tests.support.union_list_home import run, union_list

ENTRIES = [
    {
        "id": "eu-1",
        "schema": "Company",
        "properties": {
            "name": ["Zarkovian Machine Works Example"],
            "country": ["by"],
            "program": ["BLR"],
            "programId": ["EU-BLR"],
        },
        "datasets": ["eu_fsf"],
    },
    {
        "id": "eu-2",
        "schema": "Person",
        "properties": {"name": ["Quillon Vastrakov Example"], "country": ["by"], "program": ["BLR"]},
        "datasets": ["eu_fsf"],
    },
]


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    return union_list(tmp_path, ENTRIES)


def _transaction(name: str, **changes: Any) -> dict[str, Any]:
    """Coffee for a party that sits in Belarus: what is supplied there is asked for its code, and for acts not read."""
    party = {"role": "end_user", "name": name, "country": "BY", "service": "none", **changes}
    (unread,) = (
        fact for fact, asked in measure_questions().items() if "Regulation (EU) 2026/513" in asked.text
    )
    item = {**TRANSACTION["items"][0], "cn_code": "09012100", "answers": {unread: False}}
    return {**TRANSACTION, "items": [item], "parties": [party]}


def test_a_listed_party_is_found_in_what_is_installed(installed: Path) -> None:
    result = check(_transaction("Zarkovian Machine Works Example"), screener=InstalledLists(home=installed))
    assert (result.outcome, result.release, result.screening.status) == ("prohibited", "stop", "hit")
    (hit,) = [hit for hit in result.screening.hits if hit.party == "parties[0]"]
    (used,) = result.screening.lists
    assert (hit.list, hit.edition, hit.checksum) == (used.list, used.edition, used.checksum)
    assert hit.because[0].text
    assert result.screening.matcher
    assert replay(json.loads(to_json(result))).same


def test_replay_needs_no_list(installed: Path, tmp_path: Path) -> None:
    recorded = json.loads(
        to_json(
            check(_transaction("Zarkovian Machine Works Example"), screener=InstalledLists(home=installed))
        )
    )
    installed.rename(tmp_path / "gone")
    assert replay(recorded).same


def test_an_owner_is_found(installed: Path) -> None:
    owners = [{"name": "Zarkovian Machine Works Example", "share": "60", "control": False, "country": "BY"}]
    result = check(
        _transaction("Wholly Unlisted Bakery", owners=owners), screener=InstalledLists(home=installed)
    )
    assert (result.outcome, result.screening.status) == ("prohibited", "hit")
    assert {hit.party for hit in result.screening.hits if hit.status == "hit"} == {"parties[0].owners[0]"}


def test_where_nothing_is_installed_nobody_is_screened(tmp_path: Path) -> None:
    result = check(_transaction("Zarkovian Machine Works Example"), screener=InstalledLists(home=tmp_path))
    assert (result.outcome, result.screening.status, result.release) == (
        "not_controlled",
        "not_screened",
        "ask",
    )
    assert "not_screened" in {warning.code for warning in result.warnings}


def test_a_list_that_is_not_installed_cannot_be_chosen(installed: Path) -> None:
    with pytest.raises(InputError) as caught:
        check(_transaction("Anybody"), screener=InstalledLists(home=installed, only=("un_sc",)))
    assert "un_sc" in str(caught.value)


def test_a_damaged_list_is_no_empty_list(installed: Path) -> None:
    for path in (installed / "lists" / "eu_fsf").rglob("parties.*"):
        path.write_bytes(b"")
    with pytest.raises(MissingSourceError):
        check(_transaction("Zarkovian Machine Works Example"), screener=InstalledLists(home=installed))


def test_the_command_line_screens_what_is_installed(installed: Path, tmp_path: Path) -> None:
    file = tmp_path / "offer.json"
    file.write_text(json.dumps(_transaction("Zarkovian Machine Works Example")), encoding="utf-8")
    screened = run(installed, "check", str(file), "--full")
    assert screened.exit_code == 0, screened.stderr
    assert "STOP" in screened.stdout
    assert "against eu_fsf of 2026-08-01" in screened.stdout
    left_out = run(installed, "check", str(file), "--no-screening", "--json")
    assert json.loads(left_out.stdout)["screening"]["status"] == "not_screened"
    other = run(installed, "check", str(file), "--full", "--lists", "un_sc")
    assert other.exit_code == 2
    assert "un_sc" in other.stderr


def _entry(name: str, *ties: Ownership) -> ListedParty:
    return ListedParty(name, "uk_sanctions", "organisation", (ListedName(name),), ownership=ties)


def test_who_stands_behind_an_entry_is_followed_without_end() -> None:
    entries = {
        "a": _entry("a", Ownership("owner", "B", "b", 60.0), Ownership("subsidiary", "D", "d")),
        "b": _entry("b", Ownership("controller", "C", "c"), Ownership("owner", "A", "a")),
        "c": _entry("c", Ownership("owner", "gone", "x")),
    }
    chains = list(owners_of(entries["a"], entries.get))
    assert [[(link.role, link.entity, link.share) for link in links] for links, _ in chains] == [
        [("owner", "b", 60.0)],
        [("owner", "b", 60.0), ("controller", "c", None)],
    ]


def test_what_a_person_decided_counts(installed: Path) -> None:
    """A false positive does not count while neither side changes; it stays in the record with its person."""
    name = "Zarkovian Machine Works Example"
    today = session(installed, workspace_at("", installed), date.today())
    party = Query((name,), countries=("BY",))
    (edition,) = today.installed.editions
    entry = today.installed.entry("eu_fsf", "eu-1")
    assert entry is not None
    (answered_hit,) = next(iter(today.answers([party]))).hits
    made = new_decision(
        "false_positive",
        party,
        entry,
        edition,
        "1",
        answered_hit.hit,
        person="A. Example",
        reason="another town",
    )
    decide(workspace_at("", installed), made)
    result = check(_transaction(name), screener=InstalledLists(home=installed))
    assert (result.outcome, result.screening.status) == ("not_controlled", "clear")
    (hit,) = [hit for hit in result.screening.hits if hit.party == "parties[0]"]
    assert hit.decision is not None
    assert (hit.counts, hit.decision.verdict, hit.decision.person) == (False, "false_positive", "A. Example")
    assert replay(json.loads(to_json(result))).same
    elsewhere = check(_transaction(name, country="RU"), screener=InstalledLists(home=installed))
    assert elsewhere.screening.status != "clear"
